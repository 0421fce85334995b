/* SPDX-License-Identifier: Apache-2.0 */
/* setting.c: the table of known settings, and what each may hold. */
#include "store/setting.h"

#include "news/line.h"
#include "news/permalink.h"
#include "os/zone.h"
#include "store/store_private.h"

#define LIMIT_POSTS_PER_PAGE 100

struct known_setting {
	struct str name, normally;                             /* normally: when unset */
	bool (*may_be)(struct store *store, struct str value); /* NULL: anything */
};

static bool is_zone(struct store *store, struct str value)
{
	SCRATCH(store);
	const struct zone *zone;
	return zone_open(&store->scratch, value, &zone) == OK;
}

static bool is_permalink(struct store *store, struct str value)
{
	(void)store;
	return permalink_is_valid(value);
}

static bool is_page_length(struct store *store, struct str value)
{
	(void)store;
	int64_t n;
	return str_to_i64(value, &n) == OK && n >= 1 && n <= LIMIT_POSTS_PER_PAGE;
}

static bool is_percent(struct store *store, struct str value)
{
	(void)store;
	int64_t n;
	return str_to_i64(value, &n) == OK && n >= 0 && n <= 100;
}

static bool is_reply_policy(struct store *store, struct str value)
{
	(void)store;
	return str_eq(value, S("open")) || str_eq(value, S("staff")) ||
	       str_eq(value, S("closed")) || str_eq(value, S("hidden"));
}

/* Whether the first mention of a story's topics is a link. */
static bool is_topic_links(struct store *store, struct str value)
{
	(void)store;
	return str_eq(value, S("off")) || str_eq(value, S("first"));
}

static bool is_moderation(struct store *store, struct str value)
{
	(void)store;
	return str_eq(value, S("all")) || str_eq(value, S("first")) || str_eq(value, S("none"));
}

static bool is_reply_order(struct store *store, struct str value)
{
	(void)store;
	return str_eq(value, S("oldest")) || str_eq(value, S("newest")) ||
	       str_eq(value, S("liked"));
}

static bool is_see_also(struct store *store, struct str value)
{
	(void)store;
	return str_eq(value, S("off")) || str_eq(value, S("suggest")) || str_eq(value, S("insert"));
}

static bool is_between(struct str value, int64_t least, int64_t most)
{
	int64_t n;
	return str_to_i64(value, &n) == OK && n >= least && n <= most;
}

static bool is_reply_depth(struct store *store, struct str value)
{
	(void)store;
	return is_between(value, 1, LIMIT_REPLY_LEVELS);
}

static bool is_reply_page(struct store *store, struct str value)
{
	(void)store;
	return is_between(value, 1, LIMIT_REPLIES_A_PAGE);
}

static bool is_count(struct store *store, struct str value)
{
	(void)store;
	return is_between(value, 0, 1000000);
}

/* "/search/": root-relative, ends in a slash, and is not the front page. */
static bool is_route(struct store *store, struct str value)
{
	(void)store;
	return value.len > 2 && str_starts(value, S("/")) && str_ends(value, S("/")) &&
	       !str_contains(value, S("//"));
}

static bool is_read_period(struct store *store, struct str value)
{
	(void)store;
	return str_eq(value, S("off")) || str_eq(value, S("hour")) || str_eq(value, S("day")) ||
	       str_eq(value, S("week"));
}

static const struct known_setting known[] = {
	{ STR_CONST("title"), STR_CONST("The Broadside"), NULL },
	{ STR_CONST("description"), STR_CONST(""), NULL },
	{ STR_CONST("url"), STR_CONST("http://localhost"), NULL },
	{ STR_CONST("language"), STR_CONST("en"), NULL },
	{ STR_CONST("most_read"), STR_CONST("day"), is_read_period },
	{ STR_CONST("topic_links"), STR_CONST("off"), is_topic_links },
	{ STR_CONST("search_recency"), STR_CONST("20"), is_percent },
	{ STR_CONST("see_also"), STR_CONST("insert"), is_see_also },
	{ STR_CONST("timezone"), STR_CONST("UTC"), is_zone },
	{ STR_CONST("permalink"), STR_CONST("/%postname%/"), is_permalink },
	{ STR_CONST("base_path"), STR_CONST(""), NULL },
	{ STR_CONST("posts_per_page"), STR_CONST("20"), is_page_length },
	{ STR_CONST("replies"), STR_CONST("open"), is_reply_policy },
	{ STR_CONST("reply_moderation"), STR_CONST("first"), is_moderation },
	{ STR_CONST("reply_order"), STR_CONST("oldest"), is_reply_order },
	{ STR_CONST("reply_levels"), STR_CONST("5"), is_reply_depth },
	{ STR_CONST("replies_per_page"), STR_CONST("50"), is_reply_page },
	{ STR_CONST("reply_close_days"), STR_CONST("0"), is_count },
	{ STR_CONST("reply_hold_links"), STR_CONST("3"), is_count },
	{ STR_CONST("reply_hold_words"), STR_CONST(""), NULL },
	{ STR_CONST("reply_spam_words"), STR_CONST(""), NULL },
	{ STR_CONST("reply_hold_score"), STR_CONST("0"), is_percent },
	{ STR_CONST("reply_spam_score"), STR_CONST("0"), is_percent },
	{ STR_CONST("reply_least_seconds"), STR_CONST("1"), is_count },
	{ STR_CONST("reply_rate_network"), STR_CONST("20"), is_count },
	{ STR_CONST("reply_rate_commenter"), STR_CONST("8"), is_count },
	{ STR_CONST("reply_reports"), STR_CONST("3"), is_count },
	{ STR_CONST("reply_address_days"), STR_CONST("30"), is_count },
	{ STR_CONST("route.search"), STR_CONST("/search/"), is_route },
	{ STR_CONST("route.archive"), STR_CONST("/archive/"), is_route },
	{ STR_CONST("route.rss"), STR_CONST("/rss/"), is_route },
	{ STR_CONST("route.section"), STR_CONST("/section/"), is_route },
	{ STR_CONST("route.topic"), STR_CONST("/topic/"), is_route },
	{ STR_CONST("route.author"), STR_CONST("/author/"), is_route },
	{ STR_CONST("logo"), STR_CONST(""), NULL },
	{ STR_CONST("icon"), STR_CONST(""), NULL },
	{ STR_CONST("cover"), STR_CONST(""), NULL },
	{ STR_CONST("accent"), STR_CONST(""), NULL },
	{ STR_CONST("social"), STR_CONST(""), NULL },
	{ STR_CONST("newsletter_url"), STR_CONST(""), NULL },
	{ STR_CONST("copyright"), STR_CONST(""), NULL },
	{ STR_CONST("hard_checks"), STR_CONST("credit"), NULL },
	{ STR_CONST("ads_txt"), STR_CONST(""), NULL },
	{ STR_CONST("security_txt"), STR_CONST(""), NULL },
};

static const struct known_setting *find(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(known); i++)
		if (str_eq(known[i].name, name))
			return &known[i];
	bug(__FILE__, __LINE__, "no such setting");
}

struct setting_rows {
	struct {
		struct str name, value;
	} * items;
	size_t count, cap;
};

/* All that are set; a page asks for dozens of them. */
static enum err read_rows(struct store *store, struct arena *into, struct setting_rows *out)
{
	struct setting_rows rows = { 0 };
	const struct setting_rows *kept = memo_get(store, MEMO_SETTINGS, 0);
	struct arena *room = memo_room(store, into);
	if (kept) {
		*out = *kept;
		return OK;
	}
	CLEANUP(db_done) struct query q = db_query(store->db, S("SELECT name, value FROM setting"));
	for (bool has_row = true;;) {
		TRY(db_next(&q, &has_row));
		if (!has_row)
			break;
		(void)list_push(room, &rows);
		rows.items[rows.count - 1].name = db_str(&q, room);
		rows.items[rows.count - 1].value = db_str(&q, room);
	}
	memo_keep(store, MEMO_SETTINGS, 0, &rows, sizeof rows);
	*out = rows;
	return OK;
}

static enum err read_one(struct store *store, struct arena *into, struct str name, struct str *out)
{
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT value FROM setting WHERE name = ?1"));
	db_put_str(&q, name);
	TRY(db_one(&q));
	*out = db_str(&q, into);
	return OK;
}

/* Fails: ERR_NOT_FOUND when unset. */
static enum err read_value(struct store *store, struct arena *into, struct str name,
			   struct str *out)
{
	struct setting_rows rows;
	note_name(store, FACT_SETTING, name);
	if (!store->is_reading)
		return read_one(store, into, name, out);
	TRY(read_rows(store, into, &rows));
	for (size_t i = 0; i < rows.count; i++)
		if (str_eq(rows.items[i].name, name)) {
			*out = rows.items[i].value;
			return OK;
		}
	return ERR_NOT_FOUND;
}

enum err store_setting(struct store *store, struct arena *into, struct str name, struct str *out)
{
	const struct known_setting *setting = find(name);
	enum err err = read_value(store, into, name, out);
	if (err != ERR_NOT_FOUND)
		return err;
	*out = setting->normally;
	return OK;
}

void store_note_setting(struct store *store, struct str name)
{
	note_name(store, FACT_SETTING, name);
}

enum err store_settings(struct store *store, struct arena *into, const struct str *names,
			size_t count, struct str *out)
{
	struct setting_rows rows;
	TRY(read_rows(store, into, &rows));
	for (size_t i = 0; i < count; i++) {
		note_name(store, FACT_SETTING, names[i]);
		out[i] = find(names[i])->normally;
		for (size_t k = 0; k < rows.count; k++)
			if (str_eq(rows.items[k].name, names[i]))
				out[i] = rows.items[k].value;
	}
	return OK;
}

bool store_setting_is_set(struct store *store, struct str name)
{
	SCRATCH(store);
	struct str value;
	(void)find(name);
	return read_value(store, &store->scratch, name, &value) == OK;
}

enum err store_setting_set(struct store *store, struct str name, struct str value)
{
	SCRATCH(store);
	must_be_writing(store);
	const struct known_setting *setting = find(name);
	if (str_eq(name, S("title")) || str_eq(name, S("description")))
		value = line_clean(&store->scratch, value);
	if (value.len > LIMIT_SETTING_BYTES)
		return fault_set(&store->fault, ERR_TOO_BIG, "the setting %.*s: %zu bytes",
				 STR_ARG(name), value.len);
	if (!utf8_valid(value) || (setting->may_be && !setting->may_be(store, value)))
		return fault_set(&store->fault, ERR_INVALID, "the setting %.*s cannot be \"%.*s\"",
				 STR_ARG(name), STR_ARG(str_first(value, 200)));
	struct str is = setting->normally;
	bool was_set = read_value(store, &store->scratch, name, &is) == OK;
	if (was_set && str_eq(is, value))
		return OK;
	/* That somebody has set it shows with this one alone. */
	if (!str_eq(is, value) || str_eq(name, S("posts_per_page")))
		touch_name(store, FACT_SETTING, name);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("INSERT INTO setting (name, value) VALUES (?1, ?2) "
					       "ON CONFLICT (name) DO UPDATE SET value = ?2"));
	db_put_str(&q, name);
	db_put_str(&q, value);
	return db_run(&q);
}
