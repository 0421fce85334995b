/* SPDX-License-Identifier: Apache-2.0 */
/* story_view.h: what the desk's screens about a story share: opening it with the asker's rights,
 * its form read and shown, and its checks. */
#pragma once
#include "desk/screen.h"
#include "press/check.h"

/* The story with its newest version. Fails: ERR_NOT_FOUND, also for one the asker may not know of.
 */
enum err desk_open_story(struct desk *desk, story_id id, struct edit *out, bool *is_own) MUST_CHECK;
/* The same, but ERR_DENIED unless they may change it. */
enum err desk_open_to_edit(struct desk *desk, story_id id, struct edit *out) MUST_CHECK;
/* Draft, in review, ready, private, as far as the asker may. Fails: ERR_DENIED, as press_mark(). */
enum err desk_mark_story(struct desk *desk, const struct edit *edit, bool is_own,
			 enum story_status status) MUST_CHECK;

/* id, headline, state, times, address: what every list and screen names a story by. */
void story_head_view(struct desk *desk, struct value_map *map, const struct story *story);
struct str story_authors(struct desk *desk, const struct story *story);
/* "/desk/stories/12" with what follows: "/history". */
struct str story_address(struct desk *desk, story_id id, const char *rest);

/* Reads the posted story form over what the story is. Makes topics and guests that are named for
 * the first time. In no transaction. Fails: ERR_TOO_BIG, ERR_INVALID. */
enum err story_form_read(struct desk *desk, const struct story *is, struct story *out) MUST_CHECK;
/* Whether the form named a cover that is not there; read has the one from before then. */
bool story_form_names_no_picture(struct desk *desk, const struct story *read);
/* Cleans text fields for keeping: what is sent back unchanged stays byte for byte. */
enum err story_clean_standfirst(struct desk *desk, const struct story *is, struct str typed,
				struct html *out) MUST_CHECK;
enum err story_clean_body(struct desk *desk, const struct story *is, struct str typed,
			  struct str *out) MUST_CHECK;
/* "" or a whole address of http or https. */
bool story_canonical_is_sound(struct str typed);
/* An unseen story's address follows its headline until somebody sets it. */
struct str story_slug_for(struct desk *desk, const struct edit *edit, struct str typed,
			  struct str headline);

/* Everything the story screen shows of its fields. */
enum err story_form_show(struct screen *screen, const struct story *story) MUST_CHECK;
/* Sets proposals: topics that the text names. */
enum err story_topics_propose(struct screen *screen, const struct story *story) MUST_CHECK;
enum err story_checks_show(struct screen *screen, const struct story *story,
			   struct checks *out) MUST_CHECK;
/* Pieces {same|removed|added: true, text} of what differs, word by word. */
struct value desk_difference_view(struct desk *desk, struct str before, struct str after);
