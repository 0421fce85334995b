/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shown.h: what a reader is shown of the things a list gave.
 *
 * A list notes which stories it holds. Of most of them a page shows little, of some nothing: so
 * that it does not fall with what it does not show, whoever looks at a story of a list, or at a
 * section, topic, person or picture on it, notes that here.
 */
#pragma once
#include "fact/kind.h"
#include "store/story.h"

/* kind: FACT_STORY (what every card shows), FACT_PATH, FACT_COVER (which picture), FACT_TEASER
 * (standfirst, excerpt), FACT_FILED (sections, topics), FACT_BYLINES, FACT_LABEL (which,
 * not what it is called), FACT_TEXT (body, words, last change, head, whether it leads),
 * FACT_COMMENT_COUNT, FACT_SECTION, FACT_TOPIC, FACT_PERSON, FACT_MEDIA, and FACT_ABOUT_ of these:
 * what is said of them on few pages. */
void store_note_shown(struct store *store, enum fact_kind kind, int64_t id);
/* The list as far as the filter's from and before go, as if it had been read. */
enum err store_note_list(struct store *store, const struct story_filter *filter) MUST_CHECK;
/* The posts whose first section is this one or stands in it, published from that moment on. */
enum err store_note_primary(struct store *store, section_id section, unix_ms from) MUST_CHECK;
/* All of a story that a list fills, but for its count of replies and what is said
 * about its cover: for who shows it whole. */
void store_note_whole(struct store *store, const struct story *story);
/* The same for who names its sections, but does not say where they are. */
void store_note_told(struct store *store, const struct story *story);
