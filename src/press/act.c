/* SPDX-License-Identifier: Apache-2.0 */
/* act.c: what each act asks of a story first, and the one change it makes. Who may do it is asked
 * before (account/). */
#include "press/act.h"

#include "discover/relate.h"
#include "press/press_private.h"

static enum err refuse(struct store *store, enum err err, const char *why,
		       const struct story *story)
{
	return store_refuse(store, err, why, story->headline);
}

/* One whole transaction around a change of state. */
struct change {
	enum story_status status;
	unix_ms at; /* {0}: the date it has */
};

enum err press_commit(struct txn *txn, story_id id)
{
	TRY(discover_relate(txn->store, id));
	return txn_commit(txn);
}

static enum err commit_state(struct txn *txn, const struct story *story, struct change change)
{
	unix_ms at = time_is_set(change.at) ? change.at : story->published_at;
	TRY(store_story_set_state(txn->store, story->id, change.status, at, story->embargo_until));
	return press_commit(txn, story->id);
}

enum err press_save(struct store *store, const struct actor *by, const struct story *draft,
		    struct str note, story_id *out)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	CLEANUP(arena_close) struct arena arena = arena_open(PRESS_ARENA_BYTES);
	struct story next = *draft, is;
	story_id id;
	TRY(txn_begin(&txn, store));
	if (draft->id.n) {
		TRY(store_story_any(store, &arena, draft->id, &is));
		next.status = is.status;
		next.published_at = is.published_at;
		next.embargo_until = is.embargo_until;
	} else if (draft->status == STORY_PUBLISHED || draft->status == STORY_SCHEDULED ||
		   draft->status == STORY_WITHDRAWN) {
		next.status = STORY_DRAFT;
	}
	next.updated_at = (unix_ms){ 0 };
	TRY(store_story_save(store, &next, by->person, note, &id));
	TRY(press_commit(&txn, id));
	*out = id;
	return OK;
}

/* Reads the story in the act's transaction, begun here. */
static enum err begin(struct txn *txn, struct store *store, struct arena *arena, story_id id,
		      struct story *out)
{
	TRY(txn_begin(txn, store));
	return store_story_any(store, arena, id, out);
}

/* The same, for an act that puts it before readers: an edit that was staged when it was withdrawn
 * is what they are to see. */
static enum err begin_newest(struct txn *txn, struct store *store, struct arena *arena,
			     const struct actor *by, story_id id, struct story *out)
{
	struct edit edit;
	TRY(txn_begin(txn, store));
	TRY(press_open(store, arena, id, &edit));
	if (edit.is_staged && !edit.is_seen)
		TRY(press_adopt(store, arena, by, &edit, edit.story.updated_at));
	*out = edit.story;
	return OK;
}

enum err press_publish(struct store *store, const struct actor *by, story_id id, unix_ms at)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	CLEANUP(arena_close) struct arena arena = arena_open(PRESS_ARENA_BYTES);
	struct story story;
	unix_ms now = store_now(store);
	TRY(begin_newest(&txn, store, &arena, by, id, &story));
	if (press_is_seen(store, &story))
		return refuse(store, ERR_CONFLICT, "the story is public already", &story);
	TRY(press_check_complete(store, &arena, &story));
	if (at.ms > now.ms)
		return refuse(store, ERR_INVALID, "a date to come is for scheduling", &story);
	if (!time_is_set(at) &&
	    (!time_is_set(story.published_at) || story.published_at.ms > now.ms))
		at = now;
	return commit_state(&txn, &story, (struct change){ STORY_PUBLISHED, at });
}

enum err press_schedule(struct store *store, const struct actor *by, story_id id, unix_ms at)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	CLEANUP(arena_close) struct arena arena = arena_open(PRESS_ARENA_BYTES);
	struct story story;
	TRY(begin_newest(&txn, store, &arena, by, id, &story));
	if (press_is_seen(store, &story))
		return refuse(store, ERR_CONFLICT, "the story is public already", &story);
	TRY(press_check_complete(store, &arena, &story));
	if (at.ms <= store_now(store).ms)
		return refuse(store, ERR_INVALID, "the time has passed", &story);
	return commit_state(&txn, &story, (struct change){ STORY_SCHEDULED, at });
}

enum err press_unschedule(struct store *store, const struct actor *by, story_id id)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	CLEANUP(arena_close) struct arena arena = arena_open(PRESS_ARENA_BYTES);
	struct story story;
	(void)by;
	TRY(begin(&txn, store, &arena, id, &story));
	bool waits = story.status == STORY_SCHEDULED || story.status == STORY_PUBLISHED;
	if (!waits || press_is_seen(store, &story))
		return refuse(store, ERR_CONFLICT, "the story does not wait for its time", &story);
	return commit_state(&txn, &story, (struct change){ STORY_READY, { 0 } });
}

enum err press_withdraw(struct store *store, const struct actor *by, story_id id)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	CLEANUP(arena_close) struct arena arena = arena_open(PRESS_ARENA_BYTES);
	struct story story;
	(void)by;
	TRY(begin(&txn, store, &arena, id, &story));
	if (!press_is_seen(store, &story))
		return refuse(store, ERR_CONFLICT, "readers do not see the story", &story);
	return commit_state(&txn, &story, (struct change){ STORY_WITHDRAWN, { 0 } });
}
