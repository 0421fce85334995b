/* SPDX-License-Identifier: Apache-2.0 */
/*
 * working.h: what the desk keeps of a story beside the row that readers' pages are made of.
 *
 * A revision holds every field of a version. Mostly the newest one is the story; while an edit of a
 * public story is staged, the newest is one that the story's row does not point to yet, and readers
 * go on seeing the one it does. Each save by anybody counts up; the count and the newest revision
 * together are the story's version, and who saves says which version they had before them.
 *
 *   - staging touches no fact: no reader's page stands on what is staged
 *   - a revision that is "open" takes the next saves of the same person instead of a new one for
 *     each; press/ decides for how long
 */
#pragma once
#include "store/story.h"

struct working {
	int64_t saves;
	revision_id staged;        /* not yet before readers; 0 none */
	revision_id open_revision; /* 0: the next save makes a new one */
	unix_ms opened_at;         /* the open one's first save */
	person_id person;          /* who saved last */
	unix_ms at;
};

/* All zero when nobody saved it at the desk yet. */
enum err store_working(struct store *store, story_id id, struct working *out) MUST_CHECK;
enum err store_working_set(struct store *store, story_id id,
			   const struct working *working) MUST_CHECK;

/* A version whole, with the story's state and dates of now. Fails: ERR_NOT_FOUND, also when it is
 * another story's. */
enum err store_revision(struct store *store, struct arena *into, story_id story, revision_id id,
			struct story *out) MUST_CHECK;
/* One line of a history. */
enum err store_revision_head(struct store *store, struct arena *into, story_id story,
			     revision_id id, struct revision *out) MUST_CHECK;

/* Keeps draft as a revision that readers do not see: a new one, or over `over` when that is not 0.
 * draft->id must not be 0. slug and language "" are those the story has. */
enum err store_revision_stage(struct store *store, const struct story *draft, person_id by,
			      struct str note, revision_id over, revision_id *out) MUST_CHECK;
/* A revision was written over: it is of now, and has the note unless that is "". */
enum err store_revision_refresh(struct store *store, revision_id id, struct str note) MUST_CHECK;
/* Puts a staged revision before readers: draft, which is its content, becomes the story and the
 * revision the story's. */
enum err store_story_adopt(struct store *store, const struct story *draft,
			   revision_id staged) MUST_CHECK;

/* Who began the story: the person of its oldest revision; 0 unknown. */
enum err store_story_begun_by(struct store *store, story_id id, person_id *out) MUST_CHECK;

struct correction {
	int64_t id;
	story_id story;
	unix_ms at;
	person_id person;
	struct str text; /* plain */
};

/* A public note under a story. */
enum err store_correction_add(struct store *store, story_id story, person_id by,
			      struct str text) MUST_CHECK;
/* Of one story, newest first. */
enum err store_corrections(struct store *store, struct arena *into, story_id story,
			   struct correction **out, size_t *count) MUST_CHECK;
/* Of all public stories, newest first. total: of all pages. */
enum err store_corrections_newest(struct store *store, struct arena *into, int64_t offset,
				  int64_t limit, struct correction **out, size_t *count,
				  int64_t *total) MUST_CHECK;

#define PRESENCE_SECONDS 30
struct presence {
	person_id person;
	struct str name, tab;
};
/* Notes that somebody has the story open, and gives who else has: those heard of within
 * PRESENCE_SECONDS. */
enum err store_presence(struct store *store, struct arena *into, story_id story, person_id person,
			struct str tab, struct presence **out, size_t *count) MUST_CHECK;
