/* SPDX-License-Identifier: Apache-2.0 */
/* picture.c: jobs, and the desk's questions. Columns of a record are media.c's: here only ids are
 * found, the records come from store_media_many(). */
#include "store/picture.h"

#include "html/body.h"
#include "store/store_private.h"

enum err store_picture_queue(struct store *store, media_id id, unix_ms since)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q = db_query(
		store->db,
		S("INSERT INTO picture_job (media, since, tries, trouble) VALUES (?1, ?2, 0, '') "
		  "ON CONFLICT (media) DO UPDATE SET since = excluded.since, tries = 0, "
		  "trouble = ''"));
	db_put_i64(&q, id.n);
	db_put_time(&q, since);
	return db_run(&q);
}

static enum err change(struct store *store, struct str sql, media_id id)
{
	must_be_writing(store);
	CLEANUP(db_done) struct query q = db_query(store->db, sql);
	db_put_i64(&q, id.n);
	return db_run(&q);
}

enum err store_picture_tried(struct store *store, media_id id)
{
	return change(store, S("UPDATE picture_job SET tries = tries + 1 WHERE media = ?1"), id);
}

enum err store_picture_done(struct store *store, media_id id)
{
	return change(store, S("DELETE FROM picture_job WHERE media = ?1"), id);
}

enum err store_picture_failed(struct store *store, media_id id, struct str trouble)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("UPDATE picture_job SET trouble = ?2 WHERE media = ?1"));
	db_put_i64(&q, id.n);
	db_put_str(&q, trouble);
	return db_run(&q);
}

enum err store_picture_next(struct store *store, struct picture_wait *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT media, tries FROM picture_job "
					       "WHERE trouble = '' ORDER BY since, media LIMIT 1"));
	TRY(db_one(&q));
	out->media.n = db_i64(&q);
	out->tries = db_i64(&q);
	out->trouble = S("");
	return OK;
}

enum err store_picture_wait(struct store *store, struct arena *into, media_id id,
			    struct picture_wait *out)
{
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT tries, trouble FROM picture_job WHERE media = ?1"));
	db_put_i64(&q, id.n);
	TRY(db_one(&q));
	out->media = id;
	out->tries = db_i64(&q);
	out->trouble = db_str(&q, into);
	return OK;
}

/* Records in the order of ids. */
static enum err in_order(struct store *store, struct arena *into, const media_id *ids,
			 size_t wanted, struct media **out, size_t *count)
{
	struct media *found, *ordered = arena_new(into, struct media, wanted + 1);
	size_t found_count, at = 0;
	TRY(store_media_many(store, into, ids, wanted, &found, &found_count));
	for (size_t i = 0; i < wanted; i++)
		for (size_t k = 0; k < found_count; k++)
			if (found[k].id.n == ids[i].n)
				ordered[at++] = found[k];
	*out = ordered;
	*count = at;
	return OK;
}

static const char SEARCH[] =
	"SELECT id FROM media WHERE (mime = '' OR mime LIKE 'image/%') = (?4 = 0) AND "
	"(?1 = 0 OR id < ?1) "
	"AND (?2 = '' OR lower(title || ' ' || alt || ' ' || credit || ' ' || caption || ' ' || "
	"file) LIKE lower(?2) ESCAPE '\\') ORDER BY id DESC LIMIT ?3";

/* "%50\% off%": LIKE takes what was typed as it is. */
static struct str pattern_of(struct arena *into, struct str words)
{
	struct buf out = buf_in(into, 2 * words.len + 2);
	if (!words.len)
		return words;
	buf_put_char(&out, '%');
	for (size_t i = 0; i < words.len; i++) {
		if (strchr("%_\\", words.ptr[i]))
			buf_put_char(&out, '\\');
		buf_put_char(&out, words.ptr[i]);
	}
	buf_put_char(&out, '%');
	return buf_str(&out);
}

enum err store_pictures(struct store *store, struct arena *into, enum picture_kind kind,
			struct str words, media_id before, int64_t limit, struct media **out,
			size_t *count)
{
	SCRATCH(store);
	media_id *ids = arena_new(&store->scratch, media_id, (size_t)limit + 1);
	size_t found = 0;
	{
		CLEANUP(db_done) struct query q = db_query(store->db, str_of(SEARCH));
		db_put_i64(&q, before.n);
		db_put_str(&q, pattern_of(&store->scratch, words));
		db_put_i64(&q, limit);
		db_put_i64(&q, kind);
		for (bool has_row = true;;) {
			TRY(db_next(&q, &has_row));
			if (!has_row)
				break;
			ids[found++].n = db_i64(&q);
		}
	}
	return in_order(store, into, ids, found, out, count);
}

enum err store_media_by_hash(struct store *store, struct arena *into, struct str sha256,
			     struct media *out)
{
	media_id id;
	TRY(find_id(store,
		    S("SELECT id FROM media WHERE sha256 = ?1 AND sha256 <> '' "
		      "AND (original <> '' OR mime NOT LIKE 'image/%') "
		      "ORDER BY id LIMIT 1"),
		    sha256, &id.n));
	return store_media(store, into, id, out);
}

enum err store_picture_uses(struct store *store, struct arena *into, media_id id, int64_t limit,
			    struct picture_use **out, size_t *count)
{
	struct {
		struct picture_use *items;
		size_t count, cap;
	} found = { 0 };
	CLEANUP(db_done)
	struct query q = db_query(store->db,
				  S("SELECT id, headline, path, cover = ?1, visible_at IS NOT NULL "
				    "FROM story WHERE cover = ?1 OR id IN "
				    "(SELECT story FROM story_ref WHERE kind = ?2 AND target = ?1) "
				    "ORDER BY id DESC LIMIT ?3"));
	db_put_i64(&q, id.n);
	db_put_i64(&q, BODY_MEDIA);
	db_put_i64(&q, limit);
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		struct picture_use *use = list_push(into, &found);
		use->story.n = db_i64(&q);
		use->headline = db_str(&q, into);
		use->path = db_str(&q, into);
		use->is_cover = db_i64(&q) != 0;
		use->is_public = db_i64(&q) != 0;
	}
	*out = found.items;
	*count = found.count;
	return OK;
}

enum err store_picture_taken(struct store *store, media_id id, person_id by)
{
	must_be_writing(store);
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("INSERT INTO picture_taker (media, person) VALUES (?1, ?2) "
				      "ON CONFLICT (media) DO NOTHING"));
	db_put_i64(&q, id.n);
	db_put_i64(&q, by.n);
	return db_run(&q);
}

enum err store_picture_taker(struct store *store, media_id id, person_id *out)
{
	bool has_row;
	CLEANUP(db_done)
	struct query q =
		db_query(store->db, S("SELECT person FROM picture_taker WHERE media = ?1"));
	db_put_i64(&q, id.n);
	TRY(db_next(&q, &has_row));
	out->n = has_row ? db_i64(&q) : 0;
	return OK;
}
