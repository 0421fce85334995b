/* SPDX-License-Identifier: Apache-2.0 */
/* comment.c: replies, and the count of shown ones that their story carries. Threads are put
 * together in comment_thread.c; what intake asks is in comment_known.c. */
#include "store/comment.h"

#include "store/comment_row.h"
#include "store/store_private.h"

struct comment comment_take(struct query *q, struct arena *into)
{
	struct comment comment = { .id.n = db_i64(q) };
	comment.parent.n = db_i64(q);
	comment.story.n = db_i64(q);
	comment.status = (enum comment_status)db_i64(q);
	comment.uri = db_str(q, into);
	comment.name = db_str(q, into);
	comment.website = db_str(q, into);
	comment.email_hash = db_str(q, into);
	comment.address = db_str(q, into);
	comment.source = db_str(q, into);
	comment.text = html_trusted(db_str(q, into));
	comment.staff.n = db_i64(q);
	comment.created_at = db_time(q);
	comment.likes = db_i64(q);
	comment.reports = db_i64(q);
	comment.picked_at = db_time(q);
	comment.looked_at = db_time(q);
	comment.score = db_f64(q);
	comment.why = db_str(q, into);
	return comment;
}

enum err store_comment(struct store *store, struct arena *into, comment_id id, struct comment *out)
{
	note_id(store, FACT_COMMENT, id.n);
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("SELECT " COMMENT_COLUMNS ", email FROM comment WHERE id = ?1"));
	db_put_i64(&q, id.n);
	TRY(db_one(&q));
	*out = comment_take(&q, into);
	out->email = db_str(&q, into);
	return OK;
}

enum err store_comment_by_uri(struct store *store, struct arena *into, struct str uri,
			      struct comment *out)
{
	comment_id id;
	note_name(store, FACT_COMMENT_URI, uri);
	TRY(find_id(store, S("SELECT id FROM comment WHERE uri = ?1 AND uri <> ''"), uri, &id.n));
	return store_comment(store, into, id, out);
}

static enum err add_to_count(struct store *store, story_id story, int by)
{
	if (by == 0)
		return OK;
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("UPDATE story SET comment_count = comment_count + ?1 WHERE id = ?2"));
	db_put_i64(&q, by);
	db_put_i64(&q, story.n);
	touch_id(store, FACT_COMMENT_COUNT, story.n);
	touch(store, FACT_STORIES);
	return db_run(&q);
}

static bool is_shown(const struct comment *comment)
{
	return comment->id.n && comment->status == COMMENT_SHOWN;
}

/* The newest of all, where its story is, or will be, one that readers see. */
static enum err touch_newest(struct store *store, const struct comment *comment)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT visible_at FROM story WHERE id = ?1 AND "
					       "password = '' AND visible_at IS NOT NULL"));
	db_put_i64(&q, comment->story.n);
	enum err err = db_one(&q);
	if (err)
		return err == ERR_NOT_FOUND ? OK : err;
	unix_ms seen_from = db_time(&q), now = { 0 };
	struct span at = { comment->created_at.ms, comment->created_at.ms };
	touch_at(store, FACT_COMMENTS_NEWEST, 0, at,
		 seen_from.ms > store->now.ms ? seen_from : now);
	return OK;
}

/* The facts of a reply as it is: itself, its writer's, and if it is shown its story's. */
static enum err touch_comment(struct store *store, const struct comment *comment)
{
	touch_id(store, FACT_COMMENT, comment->id.n);
	touch_id(store, FACT_REPLIES_KNOWN, comment->story.n);
	touch_name(store, FACT_COMMENT_URI, comment->uri);
	touch_name(store, FACT_COMMENTER, comment->email_hash);
	if (!is_shown(comment))
		return OK;
	touch_id(store, FACT_COMMENTS, comment->story.n);
	return touch_newest(store, comment);
}

/* Whatever changed: the facts of what was and of what is, and the counts of both stories. */
static enum err settle_change(struct store *store, const struct comment *is,
			      const struct comment *next)
{
	if (is->id.n)
		TRY(touch_comment(store, is));
	TRY(touch_comment(store, next));
	if (is->story.n == next->story.n)
		return add_to_count(store, next->story, is_shown(next) - is_shown(is));
	if (is->id.n)
		TRY(add_to_count(store, is->story, -is_shown(is)));
	return add_to_count(store, next->story, is_shown(next));
}

static enum err next_id(struct store *store, comment_id *out)
{
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("INSERT INTO counter (name, last) VALUES ('comment', 1) "
				      "ON CONFLICT (name) DO UPDATE SET last = counter.last + 1 "
				      "RETURNING last"));
	TRY(db_one(&q));
	out->n = db_i64(&q);
	return OK;
}

#define WRITTEN_COLUMNS                                                                            \
	"id, parent, story, status, uri, name, website, email_hash, address, source, body, "       \
	"staff, created_at, email"

static void put_comment(struct query *q, const struct comment *comment)
{
	db_put_i64(q, comment->id.n);
	db_put_i64(q, comment->parent.n);
	db_put_i64(q, comment->story.n);
	db_put_i64(q, comment->status);
	db_put_str(q, comment->uri);
	db_put_str(q, comment->name);
	db_put_str(q, comment->website);
	db_put_str(q, comment->email_hash);
	db_put_str(q, comment->address);
	db_put_str(q, comment->source);
	db_put_str(q, comment->text.s);
	db_put_i64(q, comment->staff.n);
	db_put_time(q, comment->created_at);
	db_put_str(q, comment->email);
}

static enum err write_comment(struct store *store, const struct comment *comment, bool is_new)
{
	CLEANUP(db_done)
	struct query q = db_query(
		store->db,
		is_new ? S("INSERT INTO comment (" WRITTEN_COLUMNS ", score, why) VALUES (?1, ?2, "
			   "?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)")
		       : S("UPDATE comment SET parent = ?2, story = ?3, status = ?4, uri = ?5, "
			   "name = ?6, website = ?7, email_hash = ?8, address = ?9, source = ?10, "
			   "body = ?11, staff = ?12, created_at = ?13, email = ?14 WHERE id = ?1"));
	put_comment(&q, comment);
	if (is_new) {
		db_put_f64(&q, comment->score);
		db_put_str(&q, comment->why);
	}
	return db_run(&q);
}

static bool is_same(const struct comment *a, const struct comment *b)
{
	return a->parent.n == b->parent.n && a->story.n == b->story.n && a->status == b->status &&
	       str_eq(a->uri, b->uri) && str_eq(a->name, b->name) &&
	       str_eq(a->website, b->website) && str_eq(a->email, b->email) &&
	       str_eq(a->email_hash, b->email_hash) && str_eq(a->address, b->address) &&
	       str_eq(a->source, b->source) && str_eq(a->text.s, b->text.s) &&
	       a->staff.n == b->staff.n && a->created_at.ms == b->created_at.ms;
}

static enum err check_story(struct store *store, story_id id)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT id FROM story WHERE id = ?1"));
	db_put_i64(&q, id.n);
	return db_one(&q);
}

enum err store_comment_save(struct store *store, const struct comment *draft, comment_id *out)
{
	WORK(store);
	struct comment is = { 0 }, next = *draft;
	must_be_writing(store);
	TRY(check_story(store, next.story));
	if (next.id.n)
		TRY(store_comment(store, &store->work, next.id, &is));
	if (!time_is_set(next.created_at))
		next.created_at = is.id.n ? is.created_at : store->now;
	if (is.id.n && is_same(&is, &next)) {
		*out = next.id;
		return OK;
	}
	if (!is.id.n)
		TRY(next_id(store, &next.id));
	TRY(write_comment(store, &next, !is.id.n));
	TRY(settle_change(store, &is, &next));
	*out = next.id;
	return OK;
}

enum err store_comment_set_status(struct store *store, comment_id id, enum comment_status status)
{
	WORK(store);
	struct comment is;
	must_be_writing(store);
	TRY(store_comment(store, &store->work, id, &is));
	is.status = status;
	return store_comment_save(store, &is, &id);
}

enum err store_comment_judge(struct store *store, comment_id id, double score, struct str why,
			     unix_ms looked_at)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("UPDATE comment SET score = ?1, why = ?2, "
					       "looked_at = ?3, reports = CASE ?3 WHEN 0 THEN "
					       "reports ELSE 0 END WHERE id = ?4"));
	db_put_f64(&q, score);
	db_put_str(&q, why);
	db_put_time(&q, looked_at);
	db_put_i64(&q, id.n);
	touch_id(store, FACT_COMMENT, id.n);
	return db_run(&q);
}

static enum err run_about(struct store *store, struct str sql, comment_id id)
{
	CLEANUP(db_done) struct query q = db_query(store->db, sql);
	db_put_i64(&q, id.n);
	return db_run(&q);
}

static enum err lift_answers(struct store *store, const struct comment *parent)
{
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("UPDATE comment SET parent = 0 WHERE story = ?1 AND parent = ?2"));
	db_put_i64(&q, parent->story.n);
	db_put_i64(&q, parent->id.n);
	return db_run(&q);
}

enum err store_comment_erase(struct store *store, comment_id id)
{
	WORK(store);
	struct comment is;
	must_be_writing(store);
	TRY(store_comment(store, &store->work, id, &is));
	TRY(lift_answers(store, &is));
	TRY(run_about(store, S("DELETE FROM comment WHERE id = ?1"), id));
	TRY(run_about(store, S("DELETE FROM comment_mark WHERE comment = ?1"), id));
	TRY(run_about(store, S("DELETE FROM comment_act WHERE comment = ?1"), id));
	TRY(run_about(store, S("DELETE FROM comment_shape WHERE comment = ?1"), id));
	TRY(touch_comment(store, &is));
	return add_to_count(store, is.story, -is_shown(&is));
}
