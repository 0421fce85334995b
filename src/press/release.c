/* SPDX-License-Identifier: Apache-2.0 */
/* release.c: a staged edit before readers; states that readers never see; embargoes. */
#include "press/check.h"
#include "press/press_private.h"

bool press_is_seen(const struct store *store, const struct story *story)
{
	return story_life(story->status, story->published_at, story->embargo_until,
			  store_now(store))
		.is_public;
}

enum err press_check_complete(struct store *store, struct arena *arena, const struct story *story)
{
	static const char *const why[CHECK_KINDS] = {
		[CHECK_HEADLINE] = "a story needs a headline",
		[CHECK_TEXT] = "the story has no text",
		[CHECK_CREDIT] = "a picture has no credit",
		[CHECK_ALT] = "a picture has no description",
		[CHECK_SECTION] = "the story has no section",
		[CHECK_BYLINE] = "the story has no byline",
		[CHECK_STANDFIRST] = "the story has no standfirst",
		[CHECK_LINKS] = "a link leads to what readers do not see",
		[CHECK_LOOK_ALIKE] = "a story like this one is public already",
	};
	struct checks checks;
	TRY(press_hard_checks(store, arena, story, &checks));
	for (size_t i = 0; i < checks.count; i++)
		if (checks.items[i].is_hard && !checks.items[i].is_passed)
			return store_refuse(store, ERR_INVALID, why[checks.items[i].kind],
					    story->headline);
	return OK;
}

enum err press_adopt(struct store *store, struct arena *arena, const struct actor *by,
		     struct edit *edit, unix_ms updated_at)
{
	struct story live, next = edit->story;
	TRY(store_story_any(store, arena, next.id, &live));
	next.path = next.slug.len && str_eq(next.slug, live.slug) ? live.path : S("");
	next.updated_at = updated_at;
	TRY(store_story_adopt(store, &next, edit->working.staged));
	edit->working.staged = edit->working.open_revision = (revision_id){ 0 };
	edit->working.person = by->person;
	edit->working.at = store_now(store);
	edit->working.saves++;
	return store_working_set(store, next.id, &edit->working);
}

static enum err check_correction(struct store *store, enum release how, struct str text)
{
	if (how != RELEASE_CORRECTION)
		return OK;
	if (!str_trim(text).len)
		return store_refuse(store, ERR_INVALID, "a correction says what was wrong", text);
	if (text.len > LIMIT_CORRECTION_BYTES)
		return store_refuse(store, ERR_TOO_BIG, "a correction is a note", S(""));
	return OK;
}

enum err press_release(struct store *store, const struct actor *by, story_id id,
		       struct version base, enum release how, struct str correction)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	CLEANUP(arena_close) struct arena arena = arena_open(PRESS_ARENA_BYTES);
	struct edit edit;
	TRY(check_correction(store, how, correction));
	TRY(txn_begin(&txn, store));
	TRY(press_open_version(store, &arena, id, base, &edit));
	if (!edit.is_staged || !edit.is_seen)
		return store_refuse(store, ERR_CONFLICT, "nothing is staged", edit.story.headline);
	TRY(press_check_complete(store, &arena, &edit.story));
	unix_ms updated_at = how == RELEASE_SILENT ? edit.story.updated_at : store_now(store);
	TRY(press_adopt(store, &arena, by, &edit, updated_at));
	if (how == RELEASE_CORRECTION)
		TRY(store_correction_add(store, id, by->person, str_trim(correction)));
	return press_commit(&txn, id);
}

static bool is_unseen_state(enum story_status status)
{
	return status == STORY_DRAFT || status == STORY_IN_REVIEW || status == STORY_READY ||
	       status == STORY_PRIVATE;
}

enum err press_mark(struct store *store, const struct actor *by, story_id id,
		    enum story_status status)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	CLEANUP(arena_close) struct arena arena = arena_open(PRESS_ARENA_BYTES);
	struct story story;
	(void)by;
	if (!is_unseen_state(status))
		return store_refuse(store, ERR_INVALID, "not a state to be set by hand",
				    story_status_name(status));
	TRY(txn_begin(&txn, store));
	TRY(store_story_any(store, &arena, id, &story));
	if (!is_unseen_state(story.status))
		return store_refuse(store, ERR_CONFLICT, "the story waits, is public, or was",
				    story.headline);
	TRY(store_story_set_state(store, id, status, story.published_at, story.embargo_until));
	return txn_commit(&txn);
}

enum err press_embargo(struct store *store, const struct actor *by, story_id id, unix_ms until)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	CLEANUP(arena_close) struct arena arena = arena_open(PRESS_ARENA_BYTES);
	struct story story;
	(void)by;
	TRY(txn_begin(&txn, store));
	TRY(store_story_any(store, &arena, id, &story));
	if (press_is_seen(store, &story))
		return store_refuse(store, ERR_CONFLICT, "readers see the story already",
				    story.headline);
	TRY(store_story_set_state(store, id, story.status, story.published_at, until));
	return txn_commit(&txn);
}
