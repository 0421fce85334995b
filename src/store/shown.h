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

/* kind: FACT_STORY (what a card shows), FACT_TEXT (its body, words, last change, head),
 * FACT_COMMENT_COUNT, FACT_SECTION, FACT_TOPIC, FACT_PERSON or FACT_MEDIA. */
void store_note_shown(struct store *store, enum fact_kind kind, int64_t id);
/* All of a story that a list fills: for who shows it whole. */
void store_note_whole(struct store *store, const struct story *story);
