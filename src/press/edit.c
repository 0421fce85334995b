/* SPDX-License-Identifier: Apache-2.0 */
/* edit.c: opening, saving, staging. What puts it before readers is in release.c and act.c. */
#include "press/edit.h"

#include "press/press_private.h"

bool version_parse(struct str text, struct version *out)
{
	struct str_pair cut = str_cut(text, '.');
	return cut.found && str_to_i64(cut.head, &out->revision) == OK &&
	       str_to_i64(cut.tail, &out->saves) == OK;
}

struct str version_text(struct arena *into, struct version version)
{
	return str_fmt(into, "%lld.%lld", (long long)version.revision, (long long)version.saves);
}

bool version_is_same(struct version a, struct version b)
{
	return a.revision == b.revision && a.saves == b.saves;
}

enum err press_open(struct store *store, struct arena *into, story_id id, struct edit *out)
{
	struct edit edit = { 0 };
	TRY(store_story_any(store, into, id, &edit.story));
	TRY(store_working(store, id, &edit.working));
	edit.is_seen = press_is_seen(store, &edit.story);
	if (edit.working.staged.n) {
		edit.is_staged = true;
		TRY(store_revision(store, into, id, edit.working.staged, &edit.story));
	}
	edit.version = (struct version){ edit.story.revision.n, edit.working.saves };
	*out = edit;
	return OK;
}

enum err press_open_version(struct store *store, struct arena *arena, story_id id,
			    struct version base, struct edit *out)
{
	TRY(press_open(store, arena, id, out));
	if (!version_is_same(out->version, base))
		return store_refuse(store, ERR_CONFLICT, "somebody saved another version",
				    out->story.headline);
	return OK;
}

enum err press_begin(struct store *store, const struct actor *by, const struct story *draft,
		     story_id *out)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	struct story story = *draft;
	story.id = (story_id){ 0 };
	story.status = STORY_DRAFT;
	TRY(txn_begin(&txn, store));
	TRY(store_story_save(store, &story, by->person, S(""), out));
	return txn_commit(&txn);
}

/* Whether a save goes into the newest version rather than making one. */
static bool goes_into_open(const struct store *store, const struct actor *by,
			   const struct edit *edit)
{
	const struct working *w = &edit->working;
	return w->open_revision.n && w->open_revision.n == edit->story.revision.n &&
	       w->person.n == by->person.n &&
	       store_now(store).ms - w->opened_at.ms < EDIT_OPEN_MINUTES * 60 * 1000;
}

/* Public: beside what readers see. */
static enum err stage(struct store *store, const struct actor *by, const struct edit *edit,
		      const struct story *next, bool is_open, struct str note, revision_id *out)
{
	revision_id over = is_open ? edit->working.staged : (revision_id){ 0 };
	return store_revision_stage(store, next, by->person, note, over, out);
}

/* Not public: the story itself. What was staged before it was withdrawn is what was edited. */
static enum err write(struct store *store, const struct actor *by, const struct edit *edit,
		      const struct story *next, bool is_open, struct str note, revision_id *out)
{
	struct story story = *next, saved;
	CLEANUP(arena_close) struct arena arena = arena_open(PRESS_ARENA_BYTES);
	story.updated_at = (unix_ms){ 0 };
	if (is_open && !edit->is_staged)
		TRY(store_story_amend(store, &story));
	else
		TRY(store_story_save(store, &story, by->person, note, &story.id));
	TRY(store_story_any(store, &arena, story.id, &saved));
	*out = saved.revision;
	return OK;
}

/* What saving leaves as it is, and the address of another slug, which the store makes. */
static struct story next_of(const struct edit *edit, const struct story *draft)
{
	struct story next = *draft;
	const struct story *is = &edit->story;
	next.id = is->id;
	next.status = is->status;
	next.published_at = is->published_at;
	next.embargo_until = is->embargo_until;
	next.created_at = is->created_at;
	next.comment_count = is->comment_count;
	next.uri = is->uri;
	next.path = next.slug.len && str_eq(next.slug, is->slug) ? is->path : S("");
	return next;
}

static enum err keep(struct store *store, const struct actor *by, struct edit *edit,
		     revision_id newest, enum edit_end end, bool was_open)
{
	struct working *w = &edit->working;
	bool stays_open = end == EDIT_GOES_ON;
	if (!was_open)
		w->opened_at = store_now(store);
	w->open_revision = stays_open ? newest : (revision_id){ 0 };
	w->staged = edit->is_seen ? newest : (revision_id){ 0 };
	w->person = by->person;
	w->at = store_now(store);
	w->saves++;
	edit->version = (struct version){ newest.n, w->saves };
	return store_working_set(store, edit->story.id, w);
}

static enum err save_changed(struct store *store, const struct actor *by, struct edit *edit,
			     const struct story *next, enum edit_end end, struct str note)
{
	revision_id newest;
	bool is_open = goes_into_open(store, by, edit);
	if (edit->is_seen)
		TRY(stage(store, by, edit, next, is_open, note, &newest));
	else
		TRY(write(store, by, edit, next, is_open, note, &newest));
	if (is_open)
		TRY(store_revision_refresh(store, newest, note));
	return keep(store, by, edit, newest, end, is_open);
}

/* Nothing to write: but saving by hand ends the open version, and names it. */
static enum err close_unchanged(struct store *store, struct edit *edit, struct str note)
{
	if (!edit->working.open_revision.n)
		return OK;
	if (note.len)
		TRY(store_revision_refresh(store, edit->working.open_revision, note));
	edit->working.open_revision = (revision_id){ 0 };
	return store_working_set(store, edit->story.id, &edit->working);
}

enum err press_edit(struct store *store, const struct actor *by, const struct story *draft,
		    struct version base, enum edit_end end, struct str note, struct version *out)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	CLEANUP(arena_close) struct arena arena = arena_open(PRESS_ARENA_BYTES);
	struct edit edit;
	TRY(txn_begin(&txn, store));
	TRY(press_open_version(store, &arena, draft->id, base, &edit));
	struct story next = next_of(&edit, draft);
	if (store_story_differs(&edit.story, &next))
		TRY(save_changed(store, by, &edit, &next, end, note));
	else if (end == EDIT_CLOSES)
		TRY(close_unchanged(store, &edit, note));
	TRY(press_commit(&txn, draft->id));
	*out = edit.version;
	return OK;
}

enum err press_restore(struct store *store, const struct actor *by, story_id id,
		       struct version base, revision_id wanted, struct str note)
{
	CLEANUP(arena_close) struct arena arena = arena_open(PRESS_ARENA_BYTES);
	struct story old;
	struct edit edit;
	struct version version;
	TRY(press_open(store, &arena, id, &edit));
	TRY(store_revision(store, &arena, id, wanted, &old));
	old.slug = edit.story.slug;
	return press_edit(store, by, &old, base, EDIT_CLOSES, note, &version);
}

enum err press_discard(struct store *store, const struct actor *by, story_id id,
		       struct version base)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	CLEANUP(arena_close) struct arena arena = arena_open(PRESS_ARENA_BYTES);
	struct edit edit;
	TRY(txn_begin(&txn, store));
	TRY(press_open_version(store, &arena, id, base, &edit));
	if (!edit.is_staged)
		return store_refuse(store, ERR_CONFLICT, "nothing is staged", edit.story.headline);
	edit.working.staged = edit.working.open_revision = (revision_id){ 0 };
	edit.working.person = by->person;
	edit.working.at = store_now(store);
	edit.working.saves++;
	TRY(store_working_set(store, id, &edit.working));
	return txn_commit(&txn);
}
