/* SPDX-License-Identifier: Apache-2.0 */
/* media.c: records of pictures and files. */
#include "store/media.h"

#include "news/line.h"
#include "store/index_private.h"

#define COLUMNS                                                                                    \
	"id, uri, file, remote_url, mime, title, alt, credit, copyright, caption, width, height, " \
	"focal_x, focal_y, bytes, sha256, original, renditions"

static struct media take_media(struct query *q, struct arena *into)
{
	struct media media = { .id.n = db_i64(q) };
	media.uri = db_str(q, into);
	media.file = db_str(q, into);
	media.remote_url = db_str(q, into);
	media.mime = db_str(q, into);
	media.title = db_str(q, into);
	media.alt = db_str(q, into);
	media.credit = db_str(q, into);
	media.copyright = db_str(q, into);
	media.caption = html_trusted(db_str(q, into));
	media.width = (int)db_i64(q);
	media.height = (int)db_i64(q);
	media.focal_x = db_f64(q);
	media.focal_y = db_f64(q);
	media.bytes = db_i64(q);
	media.sha256 = db_str(q, into);
	media.original = db_str(q, into);
	media.renditions = db_str(q, into);
	return media;
}

enum err store_media(struct store *store, struct arena *into, media_id id, struct media *out)
{
	note_id(store, FACT_MEDIA, id.n);
	note_id(store, FACT_ALT, id.n);
	note_id(store, FACT_ABOUT_MEDIA, id.n);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT " COLUMNS " FROM media WHERE id = ?1"));
	db_put_i64(&q, id.n);
	TRY(db_one(&q));
	*out = take_media(&q, into);
	return OK;
}

enum err store_media_by_uri(struct store *store, struct arena *into, struct str uri,
			    struct media *out)
{
	media_id id;
	note_name(store, FACT_MEDIA_URI, uri);
	TRY(find_id(store, S("SELECT id FROM media WHERE uri = ?1 AND uri <> ''"), uri, &id.n));
	return store_media(store, into, id, out);
}

enum err store_media_by_remote(struct store *store, struct arena *into, struct str remote_url,
			       struct media *out)
{
	media_id id;
	note_name(store, FACT_MEDIA_REMOTE, remote_url);
	TRY(find_id(store,
		    S("SELECT id FROM media WHERE remote_url = ?1 AND remote_url <> '' "
		      "ORDER BY id LIMIT 1"),
		    remote_url, &id.n));
	return store_media(store, into, id, out);
}

struct found_media {
	struct media *items;
	size_t count, cap;
};

static enum err take_all(struct query *q, struct arena *into, struct found_media *found)
{
	for (bool has_row = true;;) {
		TRY(db_next(q, &has_row));
		if (!has_row)
			return OK;
		*list_push(into, found) = take_media(q, into);
	}
}

enum err store_media_many(struct store *store, struct arena *into, const media_id *ids,
			  size_t count, struct media **out, size_t *found)
{
	SCRATCH(store);
	struct found_media all = { 0 };
	int64_t *wanted = arena_new(&store->scratch, int64_t, count + 1);
	for (size_t i = 0; i < count; i++)
		wanted[i] = ids[i].n;
	count = ids_unique(wanted, count);
	for (size_t i = 0; i < count; i++) {
		note_id(store, FACT_MEDIA, wanted[i]);
		note_id(store, FACT_ALT, wanted[i]);
		note_id(store, FACT_ABOUT_MEDIA, wanted[i]);
	}
	for (size_t at = 0; at < count; at += LIMIT_IDS_A_QUERY) {
		size_t n = count - at < LIMIT_IDS_A_QUERY ? count - at : LIMIT_IDS_A_QUERY;
		CLEANUP(db_done)
		struct query q =
			query_ids(store,
				  S(WITH_IDS "SELECT " COLUMNS " FROM ids CROSS JOIN media "
					     "WHERE id = wanted"),
				  0, n);
		put_ids(&q, wanted + at, n);
		TRY(take_all(&q, into, &all));
	}
	*out = all.items;
	*found = all.count;
	return OK;
}

enum err store_media_scan(struct store *store, struct arena *into, media_id after, int64_t limit,
			  struct media **out, size_t *count)
{
	struct found_media all = { 0 };
	note(store, FACT_ALL_MEDIA);
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("SELECT " COLUMNS " FROM media WHERE id > ?1 ORDER BY id LIMIT ?2"));
	db_put_i64(&q, after.n);
	db_put_i64(&q, limit);
	TRY(take_all(&q, into, &all));
	*out = all.items;
	*count = all.count;
	return OK;
}

static bool is_same(const struct media *a, const struct media *b)
{
	return str_eq(a->uri, b->uri) && str_eq(a->file, b->file) &&
	       str_eq(a->remote_url, b->remote_url) && str_eq(a->mime, b->mime) &&
	       str_eq(a->title, b->title) && str_eq(a->alt, b->alt) &&
	       str_eq(a->credit, b->credit) && str_eq(a->copyright, b->copyright) &&
	       str_eq(a->caption.s, b->caption.s) && a->width == b->width &&
	       a->height == b->height && a->focal_x == b->focal_x && a->focal_y == b->focal_y &&
	       a->bytes == b->bytes && str_eq(a->sha256, b->sha256) &&
	       str_eq(a->original, b->original) && str_eq(a->renditions, b->renditions);
}

static bool has_same_files(const struct media *a, const struct media *b)
{
	return str_eq(a->file, b->file) && str_eq(a->original, b->original);
}

static void put_media(struct query *q, const struct media *media)
{
	db_put_str(q, media->uri);
	db_put_str(q, media->file);
	db_put_str(q, media->remote_url);
	db_put_str(q, media->mime);
	db_put_str(q, media->title);
	db_put_str(q, media->alt);
	db_put_str(q, media->credit);
	db_put_str(q, media->copyright);
	db_put_str(q, media->caption.s);
	db_put_i64(q, media->width);
	db_put_i64(q, media->height);
	db_put_f64(q, media->focal_x);
	db_put_f64(q, media->focal_y);
	db_put_i64(q, media->bytes);
	db_put_str(q, media->sha256);
	db_put_str(q, media->original);
	db_put_str(q, media->renditions);
}

/* Wherever it is shown; the rest is said beside it in few places. */
static bool shows_alike(const struct media *is, const struct media *next)
{
	return has_same_files(is, next) && str_eq(is->remote_url, next->remote_url) &&
	       str_eq(is->mime, next->mime) && is->width == next->width &&
	       is->height == next->height && is->focal_x == next->focal_x &&
	       is->focal_y == next->focal_y && is->bytes == next->bytes;
}

static bool says_otherwise(const struct media *is, const struct media *next)
{
	return !str_eq(is->title, next->title) || !str_eq(is->credit, next->credit) ||
	       !str_eq(is->copyright, next->copyright) || !str_eq(is->caption.s, next->caption.s) ||
	       !str_eq(is->sha256, next->sha256) || !str_eq(is->renditions, next->renditions);
}

/* What came with an import is shown to readers before any story of ours shows it: media_use.h. */
static bool came_from_outside(const struct media *media)
{
	return media->uri.len > 0 || media->remote_url.len > 0;
}

static void touch_change(struct store *store, const struct media *is, const struct media *next)
{
	if (!is->id.n || !shows_alike(is, next))
		touch_id(store, FACT_MEDIA, next->id.n);
	if (!str_eq(is->alt, next->alt))
		touch_id(store, FACT_ALT, next->id.n);
	if (!is->id.n || says_otherwise(is, next))
		touch_id(store, FACT_ABOUT_MEDIA, next->id.n);
	if (!str_eq(is->uri, next->uri)) {
		touch_name(store, FACT_MEDIA_URI, is->uri);
		touch_name(store, FACT_MEDIA_URI, next->uri);
	}
	if (!str_eq(is->remote_url, next->remote_url)) {
		touch_name(store, FACT_MEDIA_REMOTE, is->remote_url);
		touch_name(store, FACT_MEDIA_REMOTE, next->remote_url);
	}
	if (came_from_outside(is) != came_from_outside(next))
		touch_id(store, FACT_MEDIA_SHOWN, next->id.n);
	touch(store, FACT_ALL_MEDIA);
}

static enum err write_media(struct store *store, const struct media *media, media_id *out)
{
	CLEANUP(db_done)
	struct query q = db_query(
		store->db,
		media->id.n
			? S("UPDATE media SET uri = ?1, file = ?2, remote_url = ?3, mime = ?4, "
			    "title = ?5, alt = ?6, credit = ?7, copyright = ?8, caption = ?9, "
			    "width = ?10, height = ?11, focal_x = ?12, focal_y = ?13, "
			    "bytes = ?14, sha256 = ?15, original = ?16, renditions = ?17 "
			    "WHERE id = ?18 RETURNING id")
			: S("INSERT INTO media (uri, file, remote_url, mime, title, alt, credit, "
			    "copyright, caption, width, height, focal_x, focal_y, bytes, sha256, "
			    "original, renditions) "
			    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
			    "?14, ?15, ?16, ?17) RETURNING id"));
	put_media(&q, media);
	if (media->id.n)
		db_put_i64(&q, media->id.n);
	TRY(db_one(&q));
	out->n = db_i64(&q);
	return OK;
}

static struct media in_lines(struct arena *into, const struct media *draft)
{
	struct media media = *draft;
	media.title = line_clean(into, media.title);
	media.alt = line_clean(into, media.alt);
	media.credit = line_clean(into, media.credit);
	media.copyright = line_clean(into, media.copyright);
	return media;
}

enum err store_media_save(struct store *store, const struct media *draft, media_id *out)
{
	WORK(store);
	must_be_writing(store);
	struct media is = { 0 }, media = in_lines(&store->work, draft);
	if (media.id.n) {
		TRY(store_media(store, &store->work, media.id, &is));
		if (is_same(&is, &media)) {
			*out = media.id;
			return OK;
		}
	}
	if (!media.id.n || !has_same_files(&is, &media))
		touch(store, FACT_MEDIA_FILES);
	TRY(write_media(store, &media, &media.id));
	touch_change(store, &is, &media);
	if (draft->id.n && !str_eq(is.caption.s, media.caption.s))
		TRY(index_renamed_media(store, media.id));
	*out = media.id;
	return OK;
}
