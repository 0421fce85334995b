/* SPDX-License-Identifier: Apache-2.0 */
/* story_save.h: a save under way, between the files that do its parts. Private to store/. */
#pragma once
#include "store/listing.h"
#include "store/story.h"

struct saving {
	struct store *store;
	struct story is;   /* as it stands; all zero when new */
	struct story next; /* as it will stand */
	bool path_was_made, path_is_made;
	struct listed was_listed, listed;
	bool keeps_revision; /* amending */
	revision_id adopts;  /* 0, or the staged revision that becomes the story's */
	person_id by;
	struct str note;
};

/* Fills in what the draft leaves to the store: slug, path, times, language, excerpt, words.
 * Path stays empty when it needs the id and there is none yet. */
enum err story_settle(struct saving *save) MUST_CHECK;
/* The address by the site's pattern, free or its own already. */
enum err story_make_path(struct store *store, struct arena *into, const struct story *story,
			 struct str *path) MUST_CHECK;

/* Its headline and what search engines are told, as line_clean() leaves them. */
struct story story_in_lines(struct arena *into, const struct story *draft);
bool story_links_differ(const struct story *a, const struct story *b);

enum err story_write_row(struct saving *save) MUST_CHECK; /* gives next.id to a new one */
enum err story_write_revision(struct saving *save) MUST_CHECK;
/* Inserts a revision that the story's row does not point to, or writes over `over`. */
enum err story_write_staged(struct saving *save, revision_id over, revision_id *out) MUST_CHECK;
enum err story_write_links(struct saving *save) MUST_CHECK;
enum err story_write_refs(struct saving *save) MUST_CHECK;
enum err story_write_state(struct store *store, const struct story *story) MUST_CHECK;
/* Touches the newest replies of all where the story has some among them. */
enum err comments_touch_story(struct store *store, story_id story, unix_ms due) MUST_CHECK;
/* A story went from under one first section to under another; a section from below one to below
 * another. Touched is what of replies is said otherwise now. */
enum err reply_rule_touch_refiled(struct store *store, story_id story, section_id was,
				  section_id is) MUST_CHECK;
enum err reply_rule_touch_moved(struct store *store, section_id id, section_id was,
				section_id is) MUST_CHECK;
/* What is near to it is to be found again; its words are to be read anew as well. */
enum err related_make_due(struct store *store, story_id id, bool has_new_words) MUST_CHECK;
/* Touches the list of corrections when the story has some: it came before readers, or went. */
enum err corrections_touch(struct store *store, story_id id) MUST_CHECK;
