/* SPDX-License-Identifier: Apache-2.0 */
/* story_write.c: the rows of one story. */
#include "html/body.h"
#include "store/store_private.h"
#include "store/story_save.h"
#include "store/story_sql.h"

#define STORY_ASSIGNED                                                                             \
	"kind = ?1, status = ?2, uri = ?3, slug = ?4, path = ?5, path_is_made = ?6, "              \
	"headline = ?7, language = ?8, standfirst = ?9, excerpt = ?10, password = ?11, "           \
	"canonical_url = ?12, meta_title = ?13, meta_description = ?14, template_name = ?15, "     \
	"created_at = ?16, updated_at = ?17, published_at = ?18, embargo_until = ?19, "            \
	"visible_at = ?20, is_lead = ?21, replies = ?22, words = ?23, parent = ?24, "              \
	"menu_order = ?25, cover = ?26"

static void put_texts(struct query *q, const struct story *story)
{
	db_put_str(q, story->headline);
	db_put_str(q, story->language);
	db_put_str(q, story->standfirst.s);
	db_put_str(q, story->excerpt);
	db_put_str(q, story->password);
	db_put_str(q, story->canonical_url);
	db_put_str(q, story->meta_title);
	db_put_str(q, story->meta_description);
	db_put_str(q, story->template_name);
}

static void put_visible_at(struct query *q, const struct story *story)
{
	unix_ms from;
	if (story_visible_at(story->status, story->published_at, story->embargo_until, &from))
		db_put_time(q, from);
	else
		db_put_null(q);
}

static void put_story(struct query *q, const struct saving *save)
{
	const struct story *story = &save->next;
	db_put_i64(q, story->kind);
	db_put_i64(q, story->status);
	db_put_str(q, story->uri);
	db_put_str(q, story->slug);
	db_put_str(q, story->path);
	db_put_i64(q, save->path_is_made);
	put_texts(q, story);
	db_put_time(q, story->created_at);
	db_put_time(q, story->updated_at);
	db_put_time(q, story->published_at);
	db_put_time(q, story->embargo_until);
	put_visible_at(q, story);
	db_put_i64(q, story->is_lead);
	db_put_i64(q, story->replies);
	db_put_i64(q, story->words);
	db_put_i64(q, story->parent);
	db_put_i64(q, story->menu_order);
	db_put_i64(q, story->cover.id.n);
}

enum err story_write_row(struct saving *save)
{
	CLEANUP(db_done)
	struct query q = db_query(
		save->store->db,
		save->next.id.n
			? S("UPDATE story SET " STORY_ASSIGNED " WHERE id = ?27 RETURNING id")
			: S("INSERT INTO story (kind, status, uri, slug, path, path_is_made, "
			    "headline, language, standfirst, excerpt, password, canonical_url, "
			    "meta_title, meta_description, template_name, created_at, "
			    "updated_at, published_at, embargo_until, visible_at, is_lead, "
			    "replies, words, parent, menu_order, cover, revision, "
			    "comment_count) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
			    "?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, "
			    "?24, ?25, ?26, 0, 0) RETURNING id"));
	put_story(&q, save);
	if (save->next.id.n)
		db_put_i64(&q, save->next.id.n);
	TRY(db_one(&q));
	save->next.id.n = db_i64(&q);
	return OK;
}

static struct str ids_of_sections(struct arena *into, const struct story *story)
{
	struct buf out = buf_in(into, LIMIT_SQL_BYTES);
	for (size_t i = 0; i < story->section_count; i++)
		buf_fmt(&out, i ? " %lld" : "%lld", (long long)story->sections[i].id.n);
	return buf_str(&out);
}

static struct str ids_of_topics(struct arena *into, const struct story *story)
{
	struct buf out = buf_in(into, LIMIT_SQL_BYTES);
	for (size_t i = 0; i < story->topic_count; i++)
		buf_fmt(&out, i ? " %lld" : "%lld", (long long)story->topics[i].id.n);
	return buf_str(&out);
}

static struct str lines_of_bylines(struct arena *into, const struct story *story)
{
	struct buf out = buf_in(into, LIMIT_SQL_BYTES);
	for (size_t i = 0; i < story->byline_count; i++)
		buf_fmt(&out, "%lld %.*s\n", (long long)story->bylines[i].person.id.n,
			STR_ARG(story->bylines[i].role));
	return buf_str(&out);
}

static void put_version(struct query *q, const struct saving *save)
{
	struct arena *work = &save->store->work;
	const struct story *story = &save->next;
	db_put_i64(q, story->id.n);
	db_put_str(q, story->headline);
	db_put_str(q, story->standfirst.s);
	db_put_str(q, story->body);
	db_put_i64(q, story->kind);
	db_put_str(q, story->slug);
	db_put_str(q, story->path);
	db_put_str(q, story->language);
	db_put_str(q, story->password);
	db_put_str(q, story->canonical_url);
	db_put_str(q, story->meta_title);
	db_put_str(q, story->meta_description);
	db_put_str(q, story->template_name);
	db_put_i64(q, story->is_lead);
	db_put_i64(q, story->replies);
	db_put_i64(q, story->parent);
	db_put_i64(q, story->menu_order);
	db_put_i64(q, story->cover.id.n);
	db_put_str(q, ids_of_sections(work, story));
	db_put_str(q, ids_of_topics(work, story));
	db_put_str(q, lines_of_bylines(work, story));
}

static enum err set_newest(struct store *store, const struct story *story)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("UPDATE story SET revision = ?1 WHERE id = ?2"));
	db_put_i64(&q, story->revision.n);
	db_put_i64(&q, story->id.n);
	return db_run(&q);
}

static enum err insert_revision(struct saving *save, revision_id *out)
{
	struct store *store = save->store;
	CLEANUP(db_done)
	struct query q = db_query(
		store->db,
		S("INSERT INTO revision (story, headline, standfirst, body, kind, slug, path, "
		  "language, password, canonical_url, meta_title, meta_description, "
		  "template_name, is_lead, replies, parent, menu_order, cover, sections, topics, "
		  "bylines, person, made_at, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
		  "?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24) "
		  "RETURNING id"));
	put_version(&q, save);
	db_put_i64(&q, save->by.n);
	db_put_time(&q, store->now);
	db_put_str(&q, save->note);
	TRY(db_one(&q));
	out->n = db_i64(&q);
	return OK;
}

static enum err make_revision(struct saving *save)
{
	TRY(insert_revision(save, &save->next.revision));
	return set_newest(save->store, &save->next);
}

/* Who made the revision, when and why stays. */
static enum err amend_revision(struct saving *save, revision_id id)
{
	CLEANUP(db_done)
	struct query q = db_query(
		save->store->db,
		S("UPDATE revision SET story = ?1, headline = ?2, standfirst = ?3, body = ?4, "
		  "kind = ?5, slug = ?6, path = ?7, language = ?8, password = ?9, "
		  "canonical_url = ?10, meta_title = ?11, meta_description = ?12, "
		  "template_name = ?13, is_lead = ?14, replies = ?15, parent = ?16, "
		  "menu_order = ?17, cover = ?18, sections = ?19, topics = ?20, bylines = ?21 "
		  "WHERE id = ?22"));
	put_version(&q, save);
	db_put_i64(&q, id.n);
	return db_run(&q);
}

enum err story_write_revision(struct saving *save)
{
	if (save->keeps_revision)
		return amend_revision(save, save->is.revision);
	if (!save->adopts.n)
		return make_revision(save);
	save->next.revision = save->adopts;
	TRY(amend_revision(save, save->adopts));
	return set_newest(save->store, &save->next);
}

enum err story_write_staged(struct saving *save, revision_id over, revision_id *out)
{
	if (!over.n)
		return insert_revision(save, out);
	*out = over;
	return amend_revision(save, over);
}

static enum err drop_of_story(struct store *store, struct str sql, story_id id)
{
	CLEANUP(db_done) struct query q = db_query(store->db, sql);
	db_put_i64(&q, id.n);
	return db_run(&q);
}

static enum err add_link(struct query *q, story_id story, size_t position, int64_t target)
{
	db_put_i64(q, story.n);
	db_put_i64(q, (int64_t)position);
	db_put_i64(q, target);
	return db_run(q);
}

static enum err add_links(struct saving *save)
{
	struct db *db = save->store->db;
	const struct story *next = &save->next;
	CLEANUP(db_done)
	struct query sections = db_query(
		db, S("INSERT INTO story_section (story, position, section) VALUES (?1, ?2, ?3)"));
	for (size_t i = 0; i < next->section_count; i++, db_again(&sections))
		TRY(add_link(&sections, next->id, i, next->sections[i].id.n));
	CLEANUP(db_done)
	struct query topics = db_query(
		db, S("INSERT INTO story_topic (story, position, topic) VALUES (?1, ?2, ?3)"));
	for (size_t i = 0; i < next->topic_count; i++, db_again(&topics))
		TRY(add_link(&topics, next->id, i, next->topics[i].id.n));
	CLEANUP(db_done)
	struct query bylines =
		db_query(db, S("INSERT INTO story_byline (role, story, position, person) "
			       "VALUES (?1, ?2, ?3, ?4)"));
	for (size_t i = 0; i < next->byline_count; i++, db_again(&bylines)) {
		db_put_str(&bylines, next->bylines[i].role);
		TRY(add_link(&bylines, next->id, i, next->bylines[i].person.id.n));
	}
	return OK;
}

enum err story_write_links(struct saving *save)
{
	struct store *store = save->store;
	if (save->is.id.n && !story_links_differ(&save->is, &save->next))
		return OK;
	if (save->is.id.n) {
		TRY(drop_of_story(store, S("DELETE FROM story_section WHERE story = ?1"),
				  save->is.id));
		TRY(drop_of_story(store, S("DELETE FROM story_topic WHERE story = ?1"),
				  save->is.id));
		TRY(drop_of_story(store, S("DELETE FROM story_byline WHERE story = ?1"),
				  save->is.id));
	}
	return add_links(save);
}

enum err story_write_refs(struct saving *save)
{
	struct store *store = save->store;
	struct body_refs refs = { 0 };
	if (save->is.id.n && str_eq(save->is.body, save->next.body))
		return OK;
	if (save->is.id.n)
		TRY(drop_of_story(store, S("DELETE FROM story_ref WHERE story = ?1"), save->is.id));
	html_body_refs(&store->work, save->next.body, &refs);
	if (refs.count == 0)
		return OK;
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("INSERT INTO story_ref (story, kind, target) VALUES "
				      "(?1, ?2, ?3) ON CONFLICT (story, kind, target) DO NOTHING"));
	for (size_t i = 0; i < refs.count; i++, db_again(&q)) {
		db_put_i64(&q, save->next.id.n);
		db_put_i64(&q, refs.items[i].kind);
		db_put_i64(&q, refs.items[i].id);
		TRY(db_run(&q));
	}
	return OK;
}

enum err story_write_state(struct store *store, const struct story *story)
{
	CLEANUP(db_done)
	struct query q = db_query(
		store->db,
		S("INSERT INTO story_state (story, since, status, published_at, embargo_until) "
		  "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (story, since) DO UPDATE SET "
		  "status = ?3, published_at = ?4, embargo_until = ?5"));
	db_put_i64(&q, story->id.n);
	db_put_time(&q, store->now);
	db_put_i64(&q, story->status);
	db_put_time(&q, story->published_at);
	db_put_time(&q, story->embargo_until);
	return db_run(&q);
}
