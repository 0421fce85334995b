/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kind.h: the kinds of facts: how each is spelled, and what it is called where drops are counted.
 *
 * FACT_X(NAME, "how names of this kind begin", "its label"). Where the beginning ends in a blank or
 * an equals sign, what the fact is about follows; else it is the whole name. What each one means
 * stands in store/facts.h.
 */
#pragma once
#include "base/base.h"

#define FACT_KINDS_OF_IDS(X)                                                                       \
	X(STORY, "story ", "story")                                                                \
	X(PATH, "path ", "path")                                                                   \
	X(COVER, "cover ", "cover")                                                                \
	X(TEASER, "teaser ", "teaser")                                                             \
	X(FILED, "filed ", "filed")                                                                \
	X(BYLINES, "bylines ", "bylines")                                                          \
	X(CORRECTED, "corrected ", "corrected")                                                    \
	X(LABEL, "label ", "label")                                                                \
	X(TEXT, "text ", "text")                                                                   \
	X(LIFE, "life ", "life")                                                                   \
	X(GONE, "gone ", "gone")                                                                   \
	X(SECTION, "section ", "section")                                                          \
	X(SECTION_NAME, "section-name ", "section_name")                                           \
	X(SECTION_PLACE, "section-place ", "section_place")                                        \
	X(TOPIC, "topic ", "topic")                                                                \
	X(PERSON, "person ", "person")                                                             \
	X(ABOUT_SECTION, "about section=", "about_section")                                        \
	X(ABOUT_TOPIC, "about topic=", "about_topic")                                              \
	X(ABOUT_PERSON, "about person=", "about_person")                                           \
	X(NAMES_TOPIC, "names topic=", "names_topic")                                              \
	X(ABOUT_MEDIA, "about media=", "about_media")                                              \
	X(ALT, "alt media=", "alt")                                                                \
	X(MEDIA, "media ", "media")                                                                \
	X(MEDIA_SHOWN, "media-shown ", "media_shown")                                              \
	X(COMMENT, "comment ", "comment")                                                          \
	X(COMMENTS, "comments ", "comments")                                                       \
	X(COMMENT_COUNT, "comment-count ", "comment_count")                                        \
	X(REPLIES_KNOWN, "replies-known ", "replies_known")                                        \
	X(RULE_SECTION, "rule section=", "rule_section")                                           \
	X(RULE_STORY, "rule story=", "rule_story")                                                 \
	X(RULES_OVER, "rules-over ", "rules_over")                                                 \
	X(LIST_SECTION, "list section=", "list_section")                                           \
	X(LIST_PRIMARY, "list primary=", "list_primary")                                           \
	X(LIST_TOPIC, "list topic=", "list_topic")                                                 \
	X(LIST_AUTHOR, "list author=", "list_author")                                              \
	X(LIST_PAGES_SECTION, "list pages section=", "list_pages_section")                         \
	X(LIST_PAGES_TOPIC, "list pages topic=", "list_pages_topic")                               \
	X(LIST_PAGES_AUTHOR, "list pages author=", "list_pages_author")                            \
	X(COUNT_SECTION, "count section=", "count_section")                                        \
	X(COUNT_TOPIC, "count topic=", "count_topic")                                              \
	X(COUNT_AUTHOR, "count author=", "count_author")                                           \
	X(RELATED, "related ", "related")                                                          \
	X(BESIDE_TOPIC, "beside topic=", "beside_topic")

#define FACT_KINDS_OF_NAMES(X)                                                                     \
	X(ADDRESS, "address ", "address")                                                          \
	X(SETTING, "setting ", "setting")                                                          \
	X(MENU, "menu ", "menu")                                                                   \
	X(STORY_SLUG, "story slug=", "story_slug")                                                 \
	X(STORY_URI, "story uri=", "story_uri")                                                    \
	X(SECTION_SLUG, "section slug=", "section_slug")                                           \
	X(SECTION_URI, "section uri=", "section_uri")                                              \
	X(TOPIC_SLUG, "topic slug=", "topic_slug")                                                 \
	X(TOPIC_URI, "topic uri=", "topic_uri")                                                    \
	X(PERSON_SLUG, "person slug=", "person_slug")                                              \
	X(PERSON_URI, "person uri=", "person_uri")                                                 \
	X(MEDIA_URI, "media uri=", "media_uri")                                                    \
	X(MEDIA_REMOTE, "media remote=", "media_remote")                                           \
	X(COMMENT_URI, "comment uri=", "comment_uri")                                              \
	X(COMMENTER, "commenter ", "commenter")

#define FACT_KINDS_WHOLE(X)                                                                        \
	X(EVERYTHING, "everything", "everything")                                                  \
	X(LIST, "list", "list")                                                                    \
	X(LIST_PAGES, "list pages", "list_pages")                                                  \
	X(LEADS, "list leads", "list_leads")                                                       \
	X(NEIGHBOURS, "neighbours", "neighbours")                                                  \
	X(COUNT, "count", "count")                                                                 \
	X(SITEMAP, "sitemap", "sitemap")                                                           \
	X(SITEMAPS, "sitemaps", "sitemaps")                                                        \
	X(STORIES, "stories", "stories")                                                           \
	X(SECTIONS, "sections", "sections")                                                        \
	X(ALL_SECTIONS, "all-sections", "all_sections")                                            \
	X(SECTION_COUNTS, "section-counts", "section_counts")                                      \
	X(TOPICS, "topics", "topics")                                                              \
	X(TOPIC_COUNTS, "topic-counts", "topic_counts")                                            \
	X(PEOPLE, "people", "people")                                                              \
	X(PEOPLE_COUNTS, "people-counts", "people_counts")                                         \
	X(ALL_MEDIA, "all-media", "all_media")                                                     \
	X(COMMENTS_NEWEST, "comments-newest", "comments_newest")                                   \
	X(MEDIA_FILES, "media-files", "media_files")                                               \
	X(CORRECTIONS, "corrections", "corrections")                                               \
	X(EDITION, "edition", "edition")                                                           \
	X(MOST_READ, "most-read", "most_read")

#define FACT_ENUMERATOR(name, spelled, label) FACT_##name,
enum fact_kind {
	FACT_KINDS_OF_IDS(FACT_ENUMERATOR) FACT_LAST_WITH_ID,
	FACT_KINDS_OF_NAMES(FACT_ENUMERATOR) FACT_LAST_WITH_NAME,
	FACT_KINDS_WHOLE(FACT_ENUMERATOR) FACT_KINDS /* counts two that are none */
};

struct str fact_kind_spelled(enum fact_kind kind); /* "" for those that are none */
struct str fact_kind_label(enum fact_kind kind);   /* letters and _; "" for those that are none */
enum fact_kind fact_kind_of(struct str name);      /* FACT_KINDS: no fact's name */
