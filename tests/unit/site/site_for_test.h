/* SPDX-License-Identifier: Apache-2.0 */
/* site_for_test.h: a newspaper that answers requests, with a theme that prints what it sees. */
#pragma once
#include "comment/secret.h"
#include "comment/spam.h"
#include "site/app.h"
#include "site/helpers.h"
#include "store/store_for_test.h"

#define SITE_TEST_SECRET S("0123456789abcdef0123456789abcdef")

struct paper_site {
	struct form_key key;
	struct app app;
	struct theme *theme;
	struct arena arena; /* of one answer */
};

static struct paper_site site;

static inline int open_site(void **state)
{
	struct fault fault = { 0 };
	if (open_paper(state))
		return -1;
	struct paper *paper = *state;
	if (theme_open(S(SITE_TEST_THEME), site_helpers(), &site.theme, &fault))
		return -1;
	site.arena = arena_open(256 << 20);
	site.key = form_key_from(SITE_TEST_SECRET);
	site.app = (struct app){
		.store = paper->store,
		.theme = site.theme,
		.site_folder = paper->folder,
		.url_override = S("https://paper.example"),
		.form_key = form_key_bytes(&site.key),
		.desk_secret = SITE_TEST_SECRET,
	};
	return 0;
}

static inline int close_site(void **state)
{
	theme_close(site.theme);
	spam_filter_close(&site.app.spam_filter);
	arena_close(&site.arena);
	return close_paper(state);
}

#define IN_A_SITE(test) cmocka_unit_test_setup_teardown(test, open_site, close_site)

static inline struct http_request request_for(const char *target)
{
	static const struct http_header headers[] = { { STR_CONST("Host"),
							STR_CONST("paper.example") } };
	struct str_pair cut = str_cut(str_of(target), '?');
	return (struct http_request){
		.method = HTTP_GET,
		.target = str_of(target),
		.path = cut.head,
		.query = cut.tail,
		.headers = headers,
		.header_count = 1,
		.client = S("127.0.0.1"),
	};
}

static inline struct http_response get(const char *target)
{
	struct http_request request = request_for(target);
	return site_serve(&site.app, &request, &site.arena);
}

/* The text of a page that must be there. */
static inline struct str page_at(const char *target)
{
	struct http_response response = get(target);
	if (response.status != 200)
		fail_msg("%s answered %d: %.*s", target, response.status, STR_ARG(response.body));
	return response.body;
}

#define assert_has(text, literal)                                                                  \
	do {                                                                                       \
		struct str text_ = (text);                                                         \
		if (!str_contains(text_, str_of(literal)))                                         \
			fail_msg("no \"%s\" in:\n%.*s", literal, STR_ARG(text_));                  \
	} while (0)
#define assert_has_not(text, literal)                                                              \
	do {                                                                                       \
		struct str text_ = (text);                                                         \
		if (str_contains(text_, str_of(literal)))                                          \
			fail_msg("there is \"%s\" in:\n%.*s", literal, STR_ARG(text_));            \
	} while (0)

/* How often needle stands in text. */
static inline size_t times_in(struct str text, const char *needle)
{
	size_t count = 0;
	for (struct str_pair cut; (cut = str_cut_str(text, str_of(needle))).found; text = cut.tail)
		count++;
	return count;
}

/* A published story in a section and with a topic ({0}: none). */
static inline story_id add_filed(struct paper *paper, const char *headline, int64_t ago,
				 section_id section, topic_id topic)
{
	struct section sections[] = { { .id = section } };
	struct topic topics[] = { { .id = topic } };
	return save_story(paper, &(struct story){ .headline = str_of(headline),
						  .body = S("<p>Some words.</p>"),
						  .status = STORY_PUBLISHED,
						  .published_at = unix_ms_of(NOON - ago),
						  .sections = sections,
						  .section_count = section.n != 0,
						  .topics = topics,
						  .topic_count = topic.n != 0 });
}
