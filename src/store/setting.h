/* SPDX-License-Identifier: Apache-2.0 */
/*
 * setting.h: what an editor sets: names and text values; known names and their defaults are in one
 * table (setting.c), and an unknown name is a BUG.
 *
 *   title description url language timezone permalink base_path posts_per_page
 *   replies (open|staff|closed|hidden)  reply_moderation (all|first|none)
 *   reply_order (oldest|newest|liked)  reply_levels  replies_per_page
 *   reply_close_days (after publication; 0 never)  reply_hold_links (so many hold; 0 none do)
 *   reply_hold_words reply_spam_words (one a line)
 *   reply_hold_score reply_spam_score (percent; 0 as learnt)  reply_least_seconds
 *   reply_rate_network reply_rate_commenter (in ten minutes; 0 any number)
 *   reply_reports (so many hide it; 0 never)  reply_address_days (network addresses are kept)
 *   route.search route.archive route.rss   route.section route.topic route.author (prefixes)
 *   search_recency (0..100: by how many percent a story of today gains over an old one)
 *   most_read (off|hour|day|week: what the block of most read stories is of)
 *   see_also (off; suggest: offered to who writes; insert: put into a story whose writer set none)
 *   logo icon cover accent  social (one "name url" a line)  newsletter_url  copyright
 *   ads_txt security_txt  hard_checks (names of press/check.h with blanks between)
 */
#pragma once
#include "store/store.h"

#define LIMIT_SETTING_BYTES (16u << 10)
#define LIMIT_REPLY_LEVELS 10
#define LIMIT_REPLIES_A_PAGE 200

enum err store_setting(struct store *store, struct arena *into, struct str name,
		       struct str *out) MUST_CHECK; /* the default when unset */
/* Several at once, in one query: out[i] is the value of names[i]. */
enum err store_settings(struct store *store, struct arena *into, const struct str *names,
			size_t count, struct str *out) MUST_CHECK;
void store_note_setting(struct store *store, struct str name); /* of one read before */
enum err store_setting_set(struct store *store, struct str name,
			   struct str value) MUST_CHECK; /* Fails: ERR_INVALID */
bool store_setting_is_set(struct store *store, struct str name);

enum err store_menu(struct store *store, struct arena *into, struct str name, struct menu *out)
	MUST_CHECK; /* "primary", "secondary", "footer"; empty when unset */
enum err store_menu_set(struct store *store, struct str name, const struct menu *menu) MUST_CHECK;

/* The front page as laid out by hand: story ids in order of importance; empty: by lead and date.
 * Each setting makes an edition; the one in force at a moment can be asked for. */
enum err store_edition(struct store *store, struct arena *into, unix_ms at, story_id **out,
		       size_t *count) MUST_CHECK;
enum err store_edition_set(struct store *store, const story_id *ids, size_t count,
			   person_id by) MUST_CHECK;
