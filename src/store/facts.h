/* SPDX-License-Identifier: Apache-2.0 */
/*
 * facts.h: the only place where facts are spelled.
 *
 * A read notes each fact its answer depends on; a write touches each fact of which an answer may
 * now be another. So for every kind below: whenever the answer of a read that noted it changes by a
 * write, that write touches it. (What changes by time alone, a read tells by fact_until().)
 *
 *   story N             its row, text, taxonomy, comment count; also that it is not there
 *   neighbour N         which stories stand beside it in the order of publication
 *   list, list ...      which stories a list holds and their order; not what their cards show
 *   related ... =N      which stories may be near to one with this section or topic, and how near
 *   address PATH        what lives there; also nothing
 *   comments N          the shown replies under story N and their order
 *   replies-known N     which replies story N has in any state, for refusing duplicates
 *   search count sitemap stories   what any search, count, sitemap, scan of stories may give
 *   sections topics people, ...-counts   the lists of them, and the story counts shown there
 */
#pragma once
#include "store/store.h"

enum fact_kind {
	FACT_STORY,
	FACT_NEIGHBOUR,
	FACT_SECTION,
	FACT_TOPIC,
	FACT_PERSON,
	FACT_MEDIA,
	FACT_COMMENT,
	FACT_COMMENTS,
	FACT_REPLIES_KNOWN,
	FACT_LIST_SECTION,
	FACT_LIST_TOPIC,
	FACT_LIST_AUTHOR,
	FACT_LIST_DAY,   /* days since 1970, UTC */
	FACT_LIST_MONTH, /* months since 1970, UTC */
	FACT_RELATED_SECTION,
	FACT_RELATED_TOPIC,
	FACT_LAST_WITH_ID,

	FACT_ADDRESS,
	FACT_SETTING,
	FACT_MENU,
	FACT_STORY_SLUG,
	FACT_STORY_URI,
	FACT_SECTION_SLUG,
	FACT_SECTION_URI,
	FACT_TOPIC_SLUG,
	FACT_TOPIC_URI,
	FACT_PERSON_SLUG,
	FACT_PERSON_URI,
	FACT_MEDIA_URI,
	FACT_MEDIA_REMOTE,
	FACT_COMMENT_URI,
	FACT_COMMENTER,
	FACT_LAST_WITH_NAME,

	FACT_EVERYTHING,
	FACT_LIST,
	FACT_LIST_PAGES,
	FACT_SEARCH,
	FACT_COUNT,
	FACT_SITEMAP,
	FACT_STORIES,
	FACT_SECTIONS,
	FACT_SECTION_COUNTS,
	FACT_TOPICS,
	FACT_TOPIC_COUNTS,
	FACT_PEOPLE,
	FACT_PEOPLE_COUNTS,
	FACT_ALL_MEDIA,
	FACT_COMMENTS_NEWEST,
	FACT_EDITION,
	FACT_KINDS
};

void note(struct store *store, enum fact_kind kind);
void note_id(struct store *store, enum fact_kind kind, int64_t id);
void note_name(struct store *store, enum fact_kind kind, struct str name);
void note_until(struct store *store, unix_ms at);

void touch(struct store *store, enum fact_kind kind);
void touch_id(struct store *store, enum fact_kind kind, int64_t id);
void touch_name(struct store *store, enum fact_kind kind, struct str name); /* "" is ignored */

struct str fact_name_everything(void);
