/* SPDX-License-Identifier: Apache-2.0 */
/* check_rows.c: questions whose every answer is something wrong: an id and a name. What needs more
 * than SQL is in check_stories.c. */
#include "store/check.h"
#include "store/check_rows.h"
#include "store/copy.h"
#include "store/store_private.h"

enum { MOST_DAMAGE = 100 };

/* A row of a that lacks the b it names. */
#define WITHOUT(a, id, text, named, b)                                                             \
	"SELECT " id ", " text " FROM " a " a WHERE " named                                        \
	" <> 0 AND NOT EXISTS (SELECT 1 FROM " b " b WHERE b.id = " named ") ORDER BY 1"
#define SAME_ADDRESS(table, kind)                                                                  \
	"SELECT id, path FROM " table " t WHERE NOT EXISTS (SELECT 1 FROM address a WHERE "        \
	"a.path = t.path AND a.kind = " kind                                                       \
	" AND a.target = t.id AND a.is_current = 1) ORDER BY id"
#define DEAD_ADDRESS(table, kind)                                                                  \
	"SELECT target, path FROM address a WHERE kind = " kind                                    \
	" AND NOT EXISTS (SELECT 1 FROM " table " t WHERE t.id = a.target) ORDER BY path"
#define STALE_ADDRESS(table, kind)                                                                 \
	"SELECT target, a.path FROM address a JOIN " table " t ON t.id = a.target WHERE "          \
	"a.kind = " kind " AND a.is_current = 1 AND a.path <> t.path ORDER BY a.path"

#define ROW(table, kind, sql, words)                                                               \
	{                                                                                          \
		table, kind, STR_CONST(sql), words                                                 \
	}

/* table: whose rows it asks about; the last word of a line is one of that table's rows. */
static const struct question {
	const char *table;
	enum check_kind kind;
	struct str sql;
	const char *words; /* with the id and the name */
} questions[] = {
	ROW("story", CHECK_TEXT,
	    "SELECT id, headline FROM story s WHERE NOT EXISTS (SELECT 1 FROM revision r WHERE "
	    "r.id = s.revision AND r.story = s.id) ORDER BY id",
	    "story %lld \"%.*s\""),
	ROW("story", CHECK_REFERENCE, WITHOUT("story", "a.id", "a.headline", "a.cover", "media"),
	    "the cover of story %lld \"%.*s\""),
	ROW("story", CHECK_ORPHAN, WITHOUT("story", "a.id", "a.headline", "a.parent", "story"),
	    "page %lld \"%.*s\" stands below a page that is not there"),
	ROW("story", CHECK_ADDRESS, SAME_ADDRESS("story", "0"),
	    "story %lld does not live at its address %.*s"),
	ROW("story", CHECK_COUNT,
	    "SELECT id, headline FROM story s WHERE comment_count <> (SELECT count(*) FROM comment "
	    "c WHERE c.story = s.id AND c.status = 0) ORDER BY id",
	    "the count of replies of story %lld \"%.*s\""),
	ROW("story_state", CHECK_CLOCK,
	    "SELECT s.id, s.headline FROM story s WHERE NOT EXISTS (SELECT 1 FROM story_state t "
	    "WHERE t.story = s.id AND t.status = s.status AND t.published_at = s.published_at AND "
	    "t.embargo_until = s.embargo_until AND t.since = (SELECT max(since) FROM story_state u "
	    "WHERE u.story = s.id)) ORDER BY s.id",
	    "the history of story %lld \"%.*s\" does not end with how it stands now"),
	ROW("section", CHECK_ORPHAN, WITHOUT("section", "a.id", "a.name", "a.parent", "section"),
	    "section %lld \"%.*s\" stands below one that is not there"),
	ROW("section", CHECK_ADDRESS, SAME_ADDRESS("section", "1"),
	    "section %lld does not live at its address %.*s"),
	ROW("topic", CHECK_ADDRESS, SAME_ADDRESS("topic", "2"),
	    "topic %lld does not live at its address %.*s"),
	ROW("person", CHECK_ADDRESS, SAME_ADDRESS("person", "3"),
	    "person %lld does not live at their address %.*s"),
	ROW("person", CHECK_REFERENCE, WITHOUT("person", "a.id", "a.name", "a.picture", "media"),
	    "the picture of person %lld \"%.*s\""),
	ROW("revision", CHECK_ORPHAN,
	    WITHOUT("revision", "a.id", "a.headline", "a.person", "person"),
	    "version %lld \"%.*s\" was made by somebody who is not there"),
	ROW("address", CHECK_ADDRESS, DEAD_ADDRESS("story", "0"),
	    "nothing lives where story %lld was: %.*s"),
	ROW("address", CHECK_ADDRESS, DEAD_ADDRESS("section", "1"),
	    "nothing lives where section %lld was: %.*s"),
	ROW("address", CHECK_ADDRESS, DEAD_ADDRESS("topic", "2"),
	    "nothing lives where topic %lld was: %.*s"),
	ROW("address", CHECK_ADDRESS, DEAD_ADDRESS("person", "3"),
	    "nothing lives where person %lld was: %.*s"),
	ROW("address", CHECK_ADDRESS, DEAD_ADDRESS("media", "4"),
	    "nothing lives where picture or file %lld was: %.*s"),
	ROW("address", CHECK_ADDRESS, STALE_ADDRESS("story", "0"),
	    "story %lld has moved and its old address does not know: %.*s"),
	ROW("address", CHECK_ADDRESS, STALE_ADDRESS("section", "1"),
	    "section %lld has moved and its old address does not know: %.*s"),
	ROW("address", CHECK_ADDRESS, STALE_ADDRESS("topic", "2"),
	    "topic %lld has moved and its old address does not know: %.*s"),
	ROW("address", CHECK_ADDRESS, STALE_ADDRESS("person", "3"),
	    "person %lld has moved and their old address does not know: %.*s"),
	ROW("topic_merged", CHECK_ORPHAN,
	    WITHOUT("topic_merged", "a.was", "''", "a.topic", "topic"),
	    "topic %lld went into one that is not there%.*s"),
	ROW("story_reads", CHECK_ORPHAN,
	    WITHOUT("story_reads", "a.story", "''", "a.story", "story"),
	    "story %lld is not there, but somebody read it%.*s"),
	ROW("most_read", CHECK_ORPHAN, WITHOUT("most_read", "a.story", "''", "a.story", "story"),
	    "story %lld is not there, but is among the most read%.*s"),
	ROW("related", CHECK_ORPHAN, WITHOUT("related", "a.story", "''", "a.story", "story"),
	    "story %lld is not there, but what was near to it%.*s"),
	ROW("comment", CHECK_ORPHAN,
	    "SELECT id, name FROM comment c WHERE parent <> 0 AND NOT EXISTS (SELECT 1 FROM "
	    "comment "
	    "p WHERE p.id = c.parent AND p.story = c.story) ORDER BY id",
	    "reply %lld by %.*s answers one that is not under the same story"),
	ROW("comment", CHECK_ORPHAN, WITHOUT("comment", "a.id", "a.name", "a.staff", "person"),
	    "reply %lld by %.*s is of a member of staff who is not there"),
	ROW("comment_mark", CHECK_ORPHAN,
	    WITHOUT("comment_mark", "a.comment", "''", "a.comment", "comment"),
	    "reply %lld is not there, but somebody marked it%.*s"),
	ROW("comment_act", CHECK_ORPHAN,
	    WITHOUT("comment_act", "a.comment", "a.who", "a.comment", "comment"),
	    "reply %lld is not there, but was decided on by %.*s"),
	ROW("comment_shape", CHECK_ORPHAN,
	    WITHOUT("comment_shape", "a.comment", "''", "a.comment", "comment"),
	    "reply %lld is not there, but what it looked like is%.*s"),
	ROW("picture_taker", CHECK_ORPHAN,
	    WITHOUT("picture_taker", "a.media", "''", "a.media", "media"),
	    "picture %lld is not there, but who brought it in is%.*s"),
	ROW("reply_rule", CHECK_ORPHAN,
	    "SELECT target, scope FROM reply_rule r WHERE (scope = 0 AND NOT EXISTS (SELECT 1 "
	    "FROM section s WHERE s.id = r.target)) OR (scope = 1 AND NOT EXISTS (SELECT 1 FROM "
	    "story s WHERE s.id = r.target)) ORDER BY target",
	    "a rule for replies is about %lld, which is not there (%.*s)"),
	ROW("menu_item", CHECK_ORPHAN,
	    "SELECT id, label FROM menu_item m WHERE parent <> 0 AND NOT EXISTS (SELECT 1 FROM "
	    "menu_item p WHERE p.menu = m.menu AND p.id = m.parent) ORDER BY id",
	    "menu entry %lld \"%.*s\" stands below one that is not there"),
	ROW("edition", CHECK_ORPHAN, WITHOUT("edition", "a.id", "''", "a.person", "person"),
	    "edition %lld was laid out by somebody who is not there%.*s"),
	ROW("working", CHECK_ORPHAN,
	    "SELECT story, '' FROM working w WHERE staged <> 0 AND NOT EXISTS (SELECT 1 FROM "
	    "revision r WHERE r.id = w.staged AND r.story = w.story) ORDER BY story",
	    "the changes waiting for story %lld are not there%.*s"),
	ROW("working", CHECK_ORPHAN, WITHOUT("working", "a.story", "''", "a.person", "person"),
	    "story %lld is being worked on by somebody who is not there%.*s"),
	ROW("correction", CHECK_ORPHAN,
	    WITHOUT("correction", "a.story", "a.text", "a.person", "person"),
	    "a correction of story %lld was made by somebody who is not there: \"%.*s\""),
	ROW("listing", CHECK_LIST,
	    "SELECT DISTINCT l.story, '' FROM listing l LEFT JOIN story s ON s.id = l.story WHERE "
	    "s.visible_at IS NULL OR s.visible_at <> l.visible_at OR s.published_at <> "
	    "l.published_at OR s.is_lead <> l.is_lead ORDER BY 1",
	    "story %lld stands in a list as it is not%.*s"),
	ROW("listing_count", CHECK_COUNT,
	    "SELECT list, target FROM (SELECT list, target, count(*) AS n FROM listing GROUP BY "
	    "list, target) l WHERE n <> coalesce((SELECT stories FROM listing_count c WHERE "
	    "c.list = l.list AND c.target = l.target AND c.scale = 0 AND c.span = 0), 0) "
	    "ORDER BY 1, 2",
	    "how many stories list %lld of %.*s has"),
	ROW("listing_count", CHECK_COUNT,
	    "SELECT list, target FROM listing_count GROUP BY list, target HAVING sum(CASE scale "
	    "WHEN 0 THEN stories ELSE 0 END) <> sum(CASE scale WHEN 1 THEN stories ELSE 0 END) OR "
	    "sum(CASE scale WHEN 0 THEN stories ELSE 0 END) <> sum(CASE scale WHEN 2 THEN stories "
	    "ELSE 0 END) ORDER BY 1, 2",
	    "how many stories list %lld of %.*s has by day and month"),
	ROW("counter", CHECK_COUNT,
	    "SELECT last, name FROM counter WHERE name = 'comment' AND last < (SELECT "
	    "coalesce(max(id), 0) FROM comment)",
	    "the next reply's number after %lld (%.*s)"),
};

/* Those whose rows refer to others by FOREIGN KEY alone, or to none. */
static const char *const referring[] = { "media",        "story_section", "story_topic",
					 "story_byline", "story_ref",     "edition_item",
					 "waiting",      "picture_job",   "setting",
					 "touched",      "comment_ban",   "spam_weight",
					 "spam_state",   "topic_alias" };

bool check_knows_table(struct str table)
{
	for (size_t i = 0; i < COUNT_OF(questions); i++)
		if (str_eq(table, str_of(questions[i].table)))
			return true;
	for (size_t i = 0; i < COUNT_OF(referring); i++)
		if (str_eq(table, str_of(referring[i])))
			return true;
	return false;
}

static void tell(struct store *store, const struct check_sink *sink, enum check_kind kind,
		 const char *words, int64_t id, struct str name)
{
	sink->found(sink->self, kind,
		    str_fmt(&store->scratch, words, (long long)id, STR_ARG(str_first(name, 200))));
}

static enum err ask(struct store *store, const struct question *question,
		    const struct check_sink *sink)
{
	CLEANUP(db_done) struct query q = db_query(store->db, question->sql);
	for (bool has_row = true;;) {
		SCRATCH(store);
		TRY(db_next(&q, &has_row));
		if (!has_row)
			return OK;
		int64_t id = db_i64(&q);
		tell(store, sink, question->kind, question->words, id, db_str(&q, &store->scratch));
	}
}

struct damage_told {
	const struct check_sink *sink;
	struct arena *arena;
	struct str file;
	enum check_kind kind;
};

static void on_damage(void *self, struct str what)
{
	struct damage_told *told = self;
	told->sink->found(told->sink->self, told->kind,
			  told->kind == CHECK_DAMAGE ? str_fmt(told->arena, "%.*s: %.*s",
							       STR_ARG(told->file), STR_ARG(what))
						     : what);
}

enum err store_check_rows(struct store *store, const struct check_sink *sink)
{
	struct damage_told told = { sink, &store->scratch, S(""), CHECK_ORPHAN };
	const struct db_damage references = { &told, on_damage, MOST_DAMAGE };
	for (size_t i = 0; i < COUNT_OF(questions); i++)
		TRY(ask(store, &questions[i], sink));
	return db_examine_references(store->db, &references);
}

static void close_db(struct db **db)
{
	db_close(db);
}

enum err store_check_files(struct arena *arena, struct str site_folder, struct str database,
			   const struct check_sink *sink, struct fault *fault)
{
	struct store_part parts[LIMIT_STORE_PARTS];
	size_t count;
	TRY(store_parts(arena, site_folder, database, parts, &count, fault));
	for (size_t i = 0; i < count; i++) {
		CLEANUP(close_db) struct db *db = NULL;
		struct fault detail = { 0 };
		struct damage_told told = { sink, arena, parts[i].name, CHECK_DAMAGE };
		const struct db_damage damage = { &told, on_damage, MOST_DAMAGE };
		enum err err = store_open_to_read(parts[i].path, &db, &detail);
		if (!err)
			err = db_examine(db, &damage);
		if (err)
			return fault_set(fault, err, "%.*s: %.300s",
					 STR_ARG(str_first(parts[i].path, 160)), detail.text);
	}
	return OK;
}

enum { DESK_HAS_OUTBOX = 2 }; /* the migration that brought it */

/* Who is named in the newsroom's file. */
static const struct {
	struct str sql;
	const char *words;
} desk_questions[] = {
	{ STR_CONST("SELECT DISTINCT person FROM sign_in ORDER BY 1"),
	  "the sign-in of person %lld, who is not there%.*s" },
	{ STR_CONST("SELECT DISTINCT person FROM session WHERE person NOT IN (SELECT person FROM "
		    "sign_in) ORDER BY 1"),
	  "a session of person %lld, who may not sign in%.*s" },
	{ STR_CONST("SELECT DISTINCT person FROM recovery_code WHERE person NOT IN (SELECT person "
		    "FROM sign_in) ORDER BY 1"),
	  "recovery codes of person %lld, who may not sign in%.*s" },
	{ STR_CONST("SELECT DISTINCT person FROM saved_view WHERE person NOT IN (SELECT person "
		    "FROM sign_in) ORDER BY 1"),
	  "a saved view of person %lld, who may not sign in%.*s" },
};

/* Of what was given up no more is told than how often and why. */
static enum err ask_outbox(struct store *store, struct db *desk, const struct check_sink *sink)
{
	struct db_identity is;
	TRY(db_identity(desk, "main", &is));
	if (is.version < DESK_HAS_OUTBOX)
		return OK;
	CLEANUP(db_done)
	struct query q = db_query(desk, S("SELECT count(*), why FROM outbox WHERE failed_at <> 0 "
					  "GROUP BY why ORDER BY 2"));
	for (bool has_row = true;;) {
		SCRATCH(store);
		TRY(db_next(&q, &has_row));
		if (!has_row)
			return OK;
		int64_t count = db_i64(&q);
		struct str why = db_str(&q, &store->scratch);
		tell(store, sink, CHECK_UNSENT, "could not be sent, %lld times: %.*s", count, why);
	}
}

static enum err person_is_there(struct store *store, int64_t id, bool *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT 1 FROM person WHERE id = ?1"));
	db_put_i64(&q, id);
	return db_next(&q, out);
}

static enum err ask_desk(struct store *store, struct db *desk, size_t at,
			 const struct check_sink *sink)
{
	CLEANUP(db_done) struct query q = db_query(desk, desk_questions[at].sql);
	for (bool has_row = true;;) {
		SCRATCH(store);
		bool is_there = false;
		TRY(db_next(&q, &has_row));
		if (!has_row)
			return OK;
		int64_t id = db_i64(&q);
		if (at == 0)
			TRY(person_is_there(store, id, &is_there));
		if (!is_there)
			tell(store, sink, CHECK_ORPHAN, desk_questions[at].words, id, S(""));
	}
}

enum err store_check_desk(struct store *store, struct str desk_path, const struct check_sink *sink)
{
	CLEANUP(close_db) struct db *desk = NULL;
	struct fault detail = { 0 };
	enum err err = store_open_to_read(desk_path, &desk, &detail);
	for (size_t i = 0; !err && i < COUNT_OF(desk_questions); i++)
		err = ask_desk(store, desk, i, sink);
	if (!err)
		err = ask_outbox(store, desk, sink);
	return err && detail.err ? fault_set(&store->fault, err, "%.*s: %.300s",
					     STR_ARG(str_first(desk_path, 160)), detail.text)
				 : err;
}
