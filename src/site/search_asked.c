/* SPDX-License-Identifier: Apache-2.0 */
/* search_asked.c: parameters into a request, and back into addresses. */
#include "site/search_asked.h"

#include "http/url.h"
#include "store/shown.h"
#include "store/taxonomy.h"

enum { LIMIT_SHOWN_QUERY_BYTES = 500, LIMIT_FILTER_BYTES = 200 };

static const struct str names[SEARCH_FILTERS] = { STR_CONST("section"), STR_CONST("topic"),
						  STR_CONST("author"), STR_CONST("year") };

struct str search_filter_name(enum search_filter filter)
{
	return names[filter];
}

/* Which section is called so stands on what all of them are called. */
static enum err read_section(struct visit *visit, struct search_asked *asked)
{
	size_t count;
	store_note_shown(visit->store, FACT_ALL_SECTIONS, 0);
	const struct section *all = visit_sections(visit, &count);
	TRY(visit->trouble);
	for (size_t i = 0; i < count; i++) {
		if (!str_eq(all[i].slug, asked->filters[FILTER_SECTION]))
			continue;
		asked->request.section = all[i].id;
		asked->names[FILTER_SECTION] = all[i].name;
	}
	asked->is_void |= !asked->request.section.n;
	return OK;
}

static enum err read_topic(struct visit *visit, struct search_asked *asked)
{
	struct topic topic = { 0 };
	enum err err = store_topic_by_slug(visit->store, visit->arena, asked->filters[FILTER_TOPIC],
					   &topic);
	if (err && err != ERR_NOT_FOUND)
		return err;
	asked->is_void |= err == ERR_NOT_FOUND || topic.internal;
	asked->request.topic = topic.id;
	asked->names[FILTER_TOPIC] = topic.name;
	return OK;
}

static enum err read_author(struct visit *visit, struct search_asked *asked)
{
	struct person person = { 0 };
	enum err err = store_person_by_slug(visit->store, visit->arena,
					    asked->filters[FILTER_AUTHOR], &person);
	if (err && err != ERR_NOT_FOUND)
		return err;
	asked->is_void |= err == ERR_NOT_FOUND;
	asked->request.author = person.id;
	asked->names[FILTER_AUTHOR] = person.name;
	return OK;
}

static void read_year(struct search_asked *asked)
{
	int64_t year;
	bool is_year =
		str_to_i64(asked->filters[FILTER_YEAR], &year) == OK && year >= 1 && year <= 9999;
	asked->is_void |= !is_year;
	asked->request.year = is_year ? (int)year : 0;
	asked->names[FILTER_YEAR] = asked->filters[FILTER_YEAR];
}

enum err search_asked_read(struct visit *visit, struct search_asked *out)
{
	struct search_asked asked = {
		.typed = utf8_first(str_trim(visit_param(visit, S("q"))), LIMIT_SHOWN_QUERY_BYTES),
		.sort = visit_param(visit, S("sort")),
	};
	for (int i = 0; i < SEARCH_FILTERS; i++)
		asked.filters[i] = utf8_first(visit_param(visit, names[i]), LIMIT_FILTER_BYTES);
	if (asked.filters[FILTER_SECTION].len)
		TRY(read_section(visit, &asked));
	if (asked.filters[FILTER_TOPIC].len)
		TRY(read_topic(visit, &asked));
	if (asked.filters[FILTER_AUTHOR].len)
		TRY(read_author(visit, &asked));
	if (asked.filters[FILTER_YEAR].len)
		read_year(&asked);
	if (str_eq(asked.sort, S("newest")))
		asked.request.sort = SEARCH_NEWEST;
	else if (str_eq(asked.sort, S("oldest")))
		asked.request.sort = SEARCH_OLDEST;
	else
		asked.sort = S("");
	asked.request.typed = asked.typed;
	*out = asked;
	return OK;
}

static void add(struct visit *visit, struct buf *out, struct str name, struct str value)
{
	if (!value.len)
		return;
	buf_put_char(out, str_find_char(buf_str(out), '?') == STR_NONE ? '?' : '&');
	buf_put(out, name);
	buf_put_char(out, '=');
	buf_put(out, url_encode_query(visit->arena, value));
}

struct str search_asked_url(struct visit *visit, const struct search_asked *asked, struct str path)
{
	struct buf out = buf_in(visit->arena, 8 << 10);
	if (!path.len)
		return path;
	buf_put(&out, path);
	add(visit, &out, S("q"), asked->typed);
	for (int i = 0; i < SEARCH_FILTERS; i++)
		add(visit, &out, names[i], asked->filters[i]);
	add(visit, &out, S("sort"), asked->sort);
	return buf_str(&out);
}

struct str search_asked_with(struct visit *visit, const struct search_asked *asked,
			     enum search_filter filter, struct str value)
{
	struct search_asked other = *asked;
	other.filters[filter] = value;
	return search_asked_url(visit, &other, visit->settings.route_search);
}
