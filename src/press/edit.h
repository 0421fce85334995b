/* SPDX-License-Identifier: Apache-2.0 */
/*
 * edit.h: how the newsroom changes what a story says. One transaction each; nobody's words are
 * overwritten unseen.
 *
 *   - whoever saves says which version they had before them; if it is not the newest any more
 *     nothing is saved (ERR_CONFLICT) and press_open() gives both sides
 *   - what readers see is never changed by saving: an edit of a public story is staged, until
 *     press_release() puts it before them or press_discard() drops it
 *   - the saves of one person within EDIT_OPEN_MINUTES go into one version, so that a history stays
 *     readable; EDIT_CLOSES ends that
 *
 *   a story        saving changes     publish, schedule        release, discard
 *   not public     the story itself   takes what is staged     -
 *   public         what is staged     -                        what is staged
 */
#pragma once
#include "press/act.h"
#include "store/working.h"

#define EDIT_OPEN_MINUTES 10
#define LIMIT_CORRECTION_BYTES 4000

struct version {
	int64_t revision, saves;
};
bool version_parse(struct str text, struct version *out); /* "12.3" */
struct str version_text(struct arena *into, struct version version);
bool version_is_same(struct version a, struct version b);

/* A story as its writers see it. */
struct edit {
	struct story story; /* the newest version: what is staged, else the story */
	struct version version;
	bool is_staged; /* readers see an older one */
	bool is_seen;   /* readers see it at all */
	struct working working;
};

/* Fails: ERR_NOT_FOUND, ERR_BUSY, ERR_IO. */
enum err press_open(struct store *store, struct arena *into, story_id id,
		    struct edit *out) MUST_CHECK;

/* A new draft. Fails: as store_story_save(). */
enum err press_begin(struct store *store, const struct actor *by, const struct story *draft,
		     story_id *out) MUST_CHECK;

enum edit_end { EDIT_GOES_ON, EDIT_CLOSES };

/* Saves draft over the version base. State, dates and reply count of draft do not matter. A slug
 * that differs gives the story another address when it goes before readers, or at once when they do
 * not see it; the old one leads there. Gives the version now.
 * Fails: ERR_CONFLICT (base is not the newest), ERR_NOT_FOUND, as store_story_save(). */
enum err press_edit(struct store *store, const struct actor *by, const struct story *draft,
		    struct version base, enum edit_end end, struct str note,
		    struct version *out) MUST_CHECK;

/* Makes an older version the newest: its words and what belongs to it, not its address. */
enum err press_restore(struct store *store, const struct actor *by, story_id id,
		       struct version base, revision_id wanted, struct str note) MUST_CHECK;

enum release { RELEASE_SILENT, RELEASE_UPDATE, RELEASE_CORRECTION };

/* Puts what is staged before readers. SILENT: the time it was updated stays; CORRECTION: with a
 * public note. Fails: ERR_CONFLICT (base, or nothing is staged), ERR_INVALID (a hard check, a
 * correction without a note), ERR_TOO_BIG. */
enum err press_release(struct store *store, const struct actor *by, story_id id,
		       struct version base, enum release how, struct str correction) MUST_CHECK;
enum err press_discard(struct store *store, const struct actor *by, story_id id,
		       struct version base) MUST_CHECK;

/* Draft, in review, ready, private: of a story that neither waits nor is public nor was withdrawn.
 * Fails: ERR_CONFLICT, ERR_INVALID (another state). */
enum err press_mark(struct store *store, const struct actor *by, story_id id,
		    enum story_status status) MUST_CHECK;

/* Readers do not see it before, whatever its schedule; {0} lifts it. Fails: ERR_CONFLICT (they see
 * it already: withdraw it). */
enum err press_embargo(struct store *store, const struct actor *by, story_id id,
		       unix_ms until) MUST_CHECK;
