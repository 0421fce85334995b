/* SPDX-License-Identifier: Apache-2.0 */
/*
 * archive.c: counts for years, months and days, and a day's stories.
 *
 * A day is shown whole, however many stories other lists show at a time. A span begins and ends at
 * midnight in the paper's own zone; the store is asked for moments. A page asks for at most as many
 * counts as it may have links: a paper's years and the months of the newest, twelve months,
 * 31 days.
 */
#include "site/archive.h"

#include "site/list.h"
#include "site/page.h"
#include "site/view.h"
#include "store/story.h"

enum {
	FIRST_YEAR = 1,
	LAST_YEAR = 9999,
	LIMIT_YEARS = 120,
	NOON = 12,
	ON_A_DAY = 3,
	ON_THIS_DAY = 10,
	YEARS_WITH_MONTHS = 20
};

static bool read_part(struct str *rest, size_t digits, int *out)
{
	struct str_pair cut = str_cut(*rest, '/');
	int64_t n;
	for (size_t i = 0; i < cut.head.len; i++)
		if (!char_is_digit(cut.head.ptr[i]))
			return false;
	if (!cut.found || cut.head.len != digits || str_to_i64(cut.head, &n))
		return false;
	*out = (int)n;
	*rest = cut.tail;
	return true;
}

bool archive_date_parse(struct str below, struct archive_date *out)
{
	struct archive_date date = { 0 };
	struct str rest = below;
	if (rest.len && (!read_part(&rest, 4, &date.year) || date.year < FIRST_YEAR))
		return false;
	if (rest.len && (!read_part(&rest, 2, &date.month) || date.month < 1 || date.month > 12))
		return false;
	if (rest.len && (!read_part(&rest, 2, &date.day) || date.day < 1 ||
			 date.day > days_in_month(date.year, date.month)))
		return false;
	*out = date;
	return rest.len == 0;
}

/* A midnight: months and days may run over. */
static unix_ms moment_of(const struct visit *visit, struct archive_date date, int hour)
{
	struct civil civil = { .year = date.year,
			       .month = date.month ? date.month : 1,
			       .day = date.day ? date.day : 1,
			       .hour = hour };
	struct civil sound = civil_from_unix(unix_from_civil(civil), 0);
	return zone_to_unix(VISIT_SETTING(visit, zone), sound);
}

static struct archive_date following(struct archive_date date)
{
	if (date.day)
		date.day++;
	else if (date.month)
		date.month++;
	else
		date.year++;
	return date;
}

static struct story_filter filter_of(const struct visit *visit, struct archive_date date)
{
	struct story_filter filter = { .kind = POSTS_ONLY };
	if (date.year == 0)
		return filter;
	filter.from = moment_of(visit, date, 0);
	filter.before = moment_of(visit, following(date), 0);
	return filter;
}

static struct str label_of(const struct visit *visit, struct archive_date date)
{
	if (date.day)
		return str_fmt(visit->arena, "%04d-%02d-%02d", date.year, date.month, date.day);
	if (date.month)
		return str_fmt(visit->arena, "%04d-%02d", date.year, date.month);
	return date.year ? str_fmt(visit->arena, "%04d", date.year) : S("");
}

static struct str path_of(const struct visit *visit, struct archive_date date)
{
	struct buf out = buf_in(visit->arena, visit->settings.route_archive.len + 16);
	buf_put(&out, visit->settings.route_archive);
	if (date.year)
		buf_fmt(&out, "%04d/", date.year);
	if (date.month)
		buf_fmt(&out, "%02d/", date.month);
	if (date.day)
		buf_fmt(&out, "%02d/", date.day);
	return buf_str(&out);
}

static struct value_map *link_map(struct visit *visit, struct archive_date date, int64_t count)
{
	struct value_map *map = view_map(visit);
	view_set(visit, map, S("label"), value_text(label_of(visit, date)));
	view_set(visit, map, S("url"), value_text(path_of(visit, date)));
	if (date.year)
		view_set(visit, map, S("date"),
			 value_text(visit_time(visit, moment_of(visit, date, NOON))));
	if (count >= 0)
		view_set(visit, map, S("count"), value_number((double)count));
	return map;
}

static struct value link_to(struct visit *visit, struct archive_date date, int64_t count)
{
	return value_of_map(link_map(visit, date, count));
}

/* The date as far as `like` goes: its year, month or day. */
static struct archive_date date_of(const struct visit *visit, unix_ms at, struct archive_date like)
{
	struct civil civil = zone_civil(VISIT_SETTING(visit, zone), at);
	return (struct archive_date){ civil.year, like.month ? civil.month : 0,
				      like.day ? civil.day : 0 };
}

/* The first or last post of a filter. Fails: ERR_NOT_FOUND if there is none. */
static enum err end_of(struct visit *visit, struct story_filter filter, bool oldest, unix_ms *out)
{
	struct story_list list;
	filter.oldest_first = oldest;
	TRY(store_story_list(visit->store, visit->arena, &filter, 0, 1, false, &list));
	if (list.count == 0)
		return ERR_NOT_FOUND;
	*out = list.items[0].published_at;
	return OK;
}

static enum err count_of(struct visit *visit, struct archive_date date, int64_t *out)
{
	struct story_filter filter = filter_of(visit, date);
	struct story_list list;
	TRY(store_story_list(visit->store, visit->arena, &filter, 0, 0, true, &list));
	*out = list.total;
	return OK;
}

static enum err add_link(struct visit *visit, struct archive_date date, struct value_array *links)
{
	int64_t count;
	TRY(count_of(visit, date, &count));
	if (count > 0)
		*list_push(visit->arena, links) = link_to(visit, date, count);
	return OK;
}

static enum err add_months(struct visit *visit, struct archive_date date, struct value_array *links)
{
	for (date.month = 1; date.month <= 12; date.month++)
		TRY(add_link(visit, date, links));
	return OK;
}

/* A year, and of the newest ones their months. */
static enum err add_year(struct visit *visit, struct archive_date year, struct value_array *links)
{
	struct value_array *months = arena_new(visit->arena, struct value_array, 1);
	int64_t count;
	TRY(count_of(visit, year, &count));
	if (count == 0)
		return OK;
	if (links->count < YEARS_WITH_MONTHS)
		TRY(add_months(visit, year, months));
	struct value_map *map = link_map(visit, year, count);
	view_set(visit, map, S("months"), value_of_array(months));
	*list_push(visit->arena, links) = value_of_map(map);
	return OK;
}

static enum err add_years(struct visit *visit, struct value_array *links)
{
	struct story_filter all = { .kind = POSTS_ONLY };
	struct archive_date year = { 1, 0, 0 };
	unix_ms oldest, newest;
	enum err err = end_of(visit, all, true, &oldest);
	if (err)
		return err == ERR_NOT_FOUND ? OK : err;
	TRY(end_of(visit, all, false, &newest));
	int first = date_of(visit, oldest, year).year, last = date_of(visit, newest, year).year;
	if (first < last - LIMIT_YEARS)
		first = last - LIMIT_YEARS;
	for (year.year = last; year.year >= first; year.year--)
		TRY(add_year(visit, year, links));
	return OK;
}

static enum err add_links(struct visit *visit, struct archive_date date, struct value_array *links)
{
	struct archive_date below = date;
	if (date.year == 0)
		return add_years(visit, links);
	if (date.month == 0)
		return add_months(visit, date, links);
	if (date.day == 0)
		for (below.day = 1; below.day <= days_in_month(date.year, date.month); below.day++)
			TRY(add_link(visit, below, links));
	return OK;
}

/* The nearest year, month or day before or after that has stories; null if there is none. */
static enum err turn(struct visit *visit, struct archive_date date, bool forward, struct value *out)
{
	struct story_filter here = filter_of(visit, date), filter = { .kind = POSTS_ONLY };
	unix_ms at;
	*out = value_null();
	if (date.year == 0)
		return OK;
	if (forward)
		filter.from = here.before;
	else
		filter.before = here.from;
	enum err err = end_of(visit, filter, forward, &at);
	if (err)
		return err == ERR_NOT_FOUND ? OK : err;
	*out = link_to(visit, date_of(visit, at, date), -1);
	return OK;
}

static enum err add_day(struct visit *visit, struct archive_date date, struct value_array *posts)
{
	struct story_filter filter = filter_of(visit, date);
	struct story_list list;
	if (date.day > days_in_month(date.year, date.month))
		return OK; /* 29 February */
	TRY(store_story_list(visit->store, visit->arena, &filter, 0, ON_A_DAY, false, &list));
	for (size_t i = 0; i < list.count && posts->count < ON_THIS_DAY; i++)
		*list_push(visit->arena, posts) = view_story(visit, &list.items[i]);
	return OK;
}

/* What was published on the same day of earlier years, newest first: a day's, or today's on the
 * index, which is another one at midnight. */
static enum err set_this_day(struct visit *visit, struct value_map *map, struct archive_date date)
{
	struct story_filter all = { .kind = POSTS_ONLY };
	struct value_array *posts = arena_new(visit->arena, struct value_array, 1);
	struct archive_date day = date;
	unix_ms oldest;
	if (date.year && !date.day)
		return OK;
	if (!date.year) {
		day = date_of(visit, visit->now, (struct archive_date){ 1, 1, 1 });
		visit_note_midnight(visit);
	}
	enum err err = end_of(visit, all, true, &oldest);
	int first = err ? day.year : date_of(visit, oldest, (struct archive_date){ 1, 0, 0 }).year;
	if (err && err != ERR_NOT_FOUND)
		return err;
	if (first < day.year - LIMIT_YEARS)
		first = day.year - LIMIT_YEARS;
	while (--day.year >= first && posts->count < ON_THIS_DAY)
		TRY(add_day(visit, day, posts));
	view_set(visit, map, S("this_day"), value_of_array(posts));
	return OK;
}

static struct value up_from(struct visit *visit, struct archive_date date)
{
	struct archive_date up = { date.year, date.day ? date.month : 0, 0 };
	if (date.year == 0)
		return value_null();
	if (date.month == 0)
		up.year = 0;
	return link_to(visit, up, -1);
}

static void name_date(struct visit *visit, struct value_map *map, struct archive_date date)
{
	struct str kinds[] = { S("index"), S("year"), S("month"), S("day") };
	size_t depth = (date.year != 0) + (date.month != 0) + (date.day != 0);
	view_set(visit, map, S("kind"), value_text(kinds[depth]));
	view_set(visit, map, S("below"), depth < 3 ? value_text(kinds[depth + 1]) : value_null());
	view_set(visit, map, S("title"), value_text(label_of(visit, date)));
	view_set(visit, map, S("url"), value_text(path_of(visit, date)));
	if (date.year) {
		view_set(visit, map, S("date"),
			 value_text(visit_time(visit, moment_of(visit, date, NOON))));
		view_set(visit, map, S("year"), value_number(date.year));
	}
	if (date.month)
		view_set(visit, map, S("month"), value_number(date.month));
	if (date.day)
		view_set(visit, map, S("day"), value_number(date.day));
}

static enum err set_archive(struct page *page, struct archive_date date)
{
	struct visit *visit = page->visit;
	struct value_map *map = view_map(visit);
	struct value_array *links = arena_new(visit->arena, struct value_array, 1);
	struct value earlier, later;
	TRY(add_links(visit, date, links));
	TRY(turn(visit, date, false, &earlier));
	TRY(turn(visit, date, true, &later));
	name_date(visit, map, date);
	TRY(set_this_day(visit, map, date));
	view_set(visit, map, S("links"), value_of_array(links));
	view_set(visit, map, S("prev"), earlier);
	view_set(visit, map, S("next"), later);
	view_set(visit, map, S("up"), up_from(visit, date));
	page_set(page, S("archive"), value_of_map(map));
	return OK;
}

static enum err set_day(struct page *page, struct archive_date date)
{
	struct visit *visit = page->visit;
	struct story_filter filter = filter_of(visit, date);
	struct page_run run;
	TRY(page_run_of(visit, &filter, LIMIT_POSTS_PER_PAGE, &run));
	return list_page(page, path_of(visit, date), &filter, &run);
}

enum err archive_serve(struct visit *visit, struct str below, struct http_response *out)
{
	struct archive_date date;
	struct page page = page_of(visit, 200);
	if (!archive_date_parse(below, &date) || (visit->page > 1 && date.day == 0))
		return ERR_NOT_FOUND;
	if (date.year && moment_of(visit, date, 0).ms > visit->now.ms) {
		fact_until(&visit->facts, moment_of(visit, date, 0));
		return ERR_NOT_FOUND;
	}
	page.head.canonical = path_of(visit, date);
	page.head.title = label_of(visit, date);
	TRY(set_archive(&page, date));
	if (date.day)
		TRY(set_day(&page, date));
	page_try_template(&page, S("archive"));
	page_try_template(&page, S("index"));
	page_add_context(&page, S("archive"));
	return page_send(&page, out);
}
