/* SPDX-License-Identifier: Apache-2.0 */
/* media_use.c: from a file's name to its record, and to the stories that show it. */
#include "store/media_use.h"

#include "html/body.h"
#include "store/store_private.h"
#include "store/story_sql.h"

/* "2026/11/HASH-3-640.webp" and "2026/11/HASH-3.jpg" belong to the original "2026/11/HASH.ext". */
static struct str stem_of(struct str file)
{
	size_t folder = str_find_last_char(file, '/');
	size_t from = folder == STR_NONE ? 0 : folder + 1;
	size_t dash = str_find_char(str_from(file, from), '-');
	return dash == STR_NONE ? S("") : str_first(file, from + dash);
}

static enum err find_media(struct store *store, struct str file, media_id *out)
{
	SCRATCH(store);
	struct str stem = stem_of(file);
	note(store, FACT_MEDIA_FILES);
	CLEANUP(db_done)
	struct query q = db_query(
		store->db, S("SELECT id FROM media WHERE file = ?1 AND file <> '' UNION ALL SELECT "
			     "id FROM media "
			     "WHERE ?2 <> '' AND original >= ?2 || '.' AND original < ?2 || '/' "
			     "ORDER BY id LIMIT 1"));
	db_put_str(&q, file);
	db_put_str(&q, stem);
	TRY(db_one(&q));
	out->n = db_i64(&q);
	return OK;
}

/* A portrait may be seen whatever else shows it. What nobody shows: what came with an import had
 * its readers before, what was brought in here never had any. */
static const char USERS[] =
	"SELECT CASE WHEN EXISTS (SELECT 1 FROM person WHERE picture = ?1) THEN 0 ELSE "
	"coalesce(min(CASE WHEN s.visible_at <= ?2 THEN 0 ELSE 1 END), (SELECT CASE WHEN uri = '' "
	"AND remote_url = '' THEN 1 ELSE 0 END FROM media WHERE id = ?1)) END, "
	"coalesce(min(CASE WHEN s.visible_at > ?2 THEN s.visible_at END), 0) FROM "
	"(SELECT id FROM story WHERE cover = ?1 AND cover <> 0 UNION SELECT story FROM story_ref "
	"WHERE kind = ?3 AND target = ?1) u JOIN story s ON s.id = u.id";

enum err store_media_may_show(struct store *store, struct str file)
{
	enum { SHOWN, HIDDEN };
	media_id id;
	TRY(find_media(store, file, &id));
	note_id(store, FACT_MEDIA_SHOWN, id.n);
	CLEANUP(db_done) struct query q = db_query(store->db, str_of(USERS));
	db_put_i64(&q, id.n);
	db_put_time(&q, store->now);
	db_put_i64(&q, BODY_MEDIA);
	TRY(db_one(&q));
	if (db_i64(&q) != HIDDEN)
		return OK;
	note_until(store, db_time(&q));
	return ERR_NOT_FOUND;
}

static void touch_refs(struct store *store, struct str body)
{
	struct body_refs refs = { 0 };
	html_body_refs(&store->work, body, &refs);
	for (size_t i = 0; i < refs.count; i++)
		if (refs.items[i].kind == BODY_MEDIA)
			touch_id(store, FACT_MEDIA_SHOWN, refs.items[i].id);
}

static bool sees_alike(const struct story *a, const struct story *b)
{
	unix_ms at_a = { 0 }, at_b = { 0 };
	bool is_a = story_visible_at(a->status, a->published_at, a->embargo_until, &at_a);
	bool is_b = story_visible_at(b->status, b->published_at, b->embargo_until, &at_b);
	return is_a == is_b && at_a.ms == at_b.ms;
}

void media_use_touch(struct store *store, const struct story *is, const struct story *next)
{
	WORK(store);
	bool is_same_text = str_eq(is->body, next->body);
	if (sees_alike(is, next) && is_same_text && is->cover.id.n == next->cover.id.n)
		return;
	touch_refs(store, next->body);
	if (!is_same_text)
		touch_refs(store, is->body);
	if (is->cover.id.n)
		touch_id(store, FACT_MEDIA_SHOWN, is->cover.id.n);
	if (next->cover.id.n)
		touch_id(store, FACT_MEDIA_SHOWN, next->cover.id.n);
}
