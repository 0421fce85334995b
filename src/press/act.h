/* SPDX-License-Identifier: Apache-2.0 */
/*
 * act.h: the acts by which a story and its public state change, one transaction each.
 *
 * An act either happened whole (story, revision, lists, words, addresses, facts) or not at all. A
 * refusal says why in store_fault(). Nothing is published by saving: press_save() leaves the public
 * state as it is.
 *
 *   state now                   publish     schedule    withdraw    unschedule
 *   draft, in review, ready     published   scheduled   -           -
 *   private                     published   scheduled   -           -
 *   waits for time or embargo   published   scheduled   -           ready
 *   seen by readers             -           -           withdrawn   -
 *   withdrawn                   published   scheduled   -           -
 *
 * "-" is ERR_CONFLICT. A withdrawn story keeps its address, which answers 410; published again it
 * keeps its first date unless another is given.
 */
#pragma once
#include "store/story.h"

struct actor {
	person_id person; /* 0: the program itself, as from the command line */
};

/* Saves text and taxonomy. A new story is a draft (or what draft->status says, if that is a state
 * readers never see). Fails: as store_story_save(). */
enum err press_save(struct store *store, const struct actor *by, const struct story *draft,
		    struct str note, story_id *out) MUST_CHECK;

/* Makes it public now. at: the date it carries; {0}: the one it has, else now.
 * Fails: ERR_INVALID (a hard check of press/check.h fails, a date to come),
 * ERR_CONFLICT, ERR_NOT_FOUND, ERR_BUSY, ERR_IO. */
enum err press_publish(struct store *store, const struct actor *by, story_id id,
		       unix_ms at) MUST_CHECK;
/* Makes it public at a time to come; nobody need be there. Fails: as press_publish(), ERR_INVALID
 * for a time that has passed. */
enum err press_schedule(struct store *store, const struct actor *by, story_id id,
			unix_ms at) MUST_CHECK;
enum err press_unschedule(struct store *store, const struct actor *by, story_id id) MUST_CHECK;
enum err press_withdraw(struct store *store, const struct actor *by, story_id id) MUST_CHECK;
