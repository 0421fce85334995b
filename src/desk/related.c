/* SPDX-License-Identifier: Apache-2.0 */
/*
 * related.c: what stands under a story as "You May Also Like": seen as readers will, pinned, taken
 * out, replaced. It counts at once, not with the story's next version.
 *
 *   GET /desk/stories/N/also?q=WORDS&instead=M    stories to choose from; the one to be replaced
 */
#include "desk/handlers.h"
#include "desk/story_view.h"
#include "discover/search.h"
#include "site/story_page.h"
#include "store/related.h"
#include "store/related_pick.h"

enum { FOUND_STORIES = 10 };

/* Before a story is out its writers say it; from then on those who publish. */
static bool may_pick(const struct desk *desk, const struct edit *edit, bool is_own)
{
	if (can(desk->role, ACTION_PUBLISH))
		return true;
	return !edit->is_seen && can_edit_story(desk->role, is_own, edit->story.status);
}

static void add_cards(struct screen *screen, struct str key, const struct story_list *cards,
		      const struct related_picks *picks)
{
	struct desk *desk = screen->desk;
	struct value_array *list = desk_list(desk);
	for (size_t i = 0; i < cards->count; i++) {
		const struct story *card = &cards->items[i];
		struct value_map *map = desk_map(desk);
		story_head_view(desk, map, card);
		desk_set(desk, map, S("is_pinned"),
			 value_bool(related_picks_has_pin(picks, card->id)));
		desk_set(desk, map, S("is_first"),
			 value_bool(picks->pin_count && picks->pins[0].n == card->id.n));
		desk_push(desk, list, value_of_map(map));
	}
	screen_set(screen, key, value_of_array(list));
}

static bool has(const struct story_list *list, story_id id)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].id.n == id.n)
			return true;
	return false;
}

/* Those of ids that are not in `besides`, in whatever state: what was said of a story that is
 * hidden just now counts again when it is not. To those who may not read every story it is not
 * told. */
static enum err add_said(struct screen *screen, struct str key, const story_id *ids, size_t count,
			 const struct story_list *besides, const struct related_picks *picks)
{
	struct desk *desk = screen->desk;
	struct story_list list = { arena_new(desk->arena, struct story, count + 1), 0, -1 };
	for (size_t i = 0; i < count; i++) {
		struct story *story = &list.items[list.count];
		if (has(besides, ids[i]))
			continue;
		enum err err =
			can(desk->role, ACTION_READ_ANY)
				? store_story_any(desk->store, desk->arena, ids[i], story)
				: store_story_public(desk->store, desk->arena, ids[i], story);
		if (err && err != ERR_NOT_FOUND)
			return err;
		list.count += !err;
	}
	add_cards(screen, key, &list, picks);
	return OK;
}

static enum err add_shown(struct screen *screen, story_id id, const struct related_picks *picks)
{
	struct desk *desk = screen->desk;
	struct story_list cards = { 0 };
	story_id *ids;
	size_t count, pinned;
	TRY(store_related(desk->store, desk->arena, id, NULL, 0, LIMIT_RELATED, &ids, &count,
			  &pinned));
	if (count)
		TRY(store_story_cards(desk->store, desk->arena, ids, count, &cards));
	add_cards(screen, S("shown"), &cards, picks);
	return add_said(screen, S("hidden"), picks->pins, picks->pin_count, &cards, picks);
}

/* What the words find, without the story itself and what is pinned already. */
static enum err add_found(struct screen *screen, story_id id, const struct related_picks *picks)
{
	struct desk *desk = screen->desk;
	struct str words = form_get(&desk->query, S("q"));
	const struct search_request request = { .typed = words,
						.limit = FOUND_STORIES + LIMIT_RELATED_PINS + 1 };
	struct search_result result;
	screen_set_text(screen, S("words"), words);
	if (!str_trim(words).len)
		return OK;
	TRY(discover_search(desk->store, desk->arena, &request, &result));
	struct story_list found = { arena_new(desk->arena, struct story, FOUND_STORIES), 0, -1 };
	for (size_t i = 0; i < result.stories.count && found.count < FOUND_STORIES; i++) {
		const struct story *one = &result.stories.items[i];
		if (one->id.n != id.n && !related_picks_has_pin(picks, one->id))
			found.items[found.count++] = *one;
	}
	add_cards(screen, S("found"), &found, picks);
	screen_set_truth(screen, S("found_none"), found.count == 0);
	return OK;
}

static enum err add_instead(struct screen *screen)
{
	struct desk *desk = screen->desk;
	struct story story;
	story_id id = { desk_number(form_get(&desk->query, S("instead")), 0) };
	if (!id.n)
		return OK;
	enum err err = store_story_public(desk->store, desk->arena, id, &story);
	if (err)
		return err == ERR_NOT_FOUND ? OK : err;
	screen_set_number(screen, S("instead"), id.n);
	screen_set_text(screen, S("instead_of"), story.headline);
	return OK;
}

static enum err show(struct desk *desk, struct str error, struct http_response *out)
{
	struct edit edit;
	struct related_picks picks;
	bool is_own;
	story_id id = { desk->numbers[0] };
	struct screen screen = screen_of(desk, S("also"));
	TRY(desk_open_story(desk, id, &edit, &is_own));
	TRY(store_related_picks(desk->store, id, &picks));
	screen.place = S("stories");
	screen.status = error.len ? 422 : 200;
	story_head_view(desk, screen.root, &edit.story);
	screen_set_truth(&screen, S("may_pick"), may_pick(desk, &edit, is_own));
	screen_set_text(&screen, S("error"), error);
	TRY(add_shown(&screen, id, &picks));
	TRY(add_said(&screen, S("outs"), picks.outs, picks.out_count, &(struct story_list){ 0 },
		     &picks));
	TRY(add_instead(&screen));
	TRY(add_found(&screen, id, &picks));
	return screen_send(&screen, out);
}

enum err desk_also(struct desk *desk, struct http_response *out)
{
	return show(desk, S(""), out);
}

/* Does what the form says. Gives in *error why that cannot be. */
static enum err change(struct desk *desk, story_id id, struct related_picks *picks,
		       struct str *error)
{
	struct str act = form_get(&desk->form, S("act"));
	story_id other = { desk_number(form_get(&desk->form, S("other")), 0) };
	story_id instead = { desk_number(form_get(&desk->form, S("instead")), 0) };
	struct story story;
	bool has_room = true;
	if (str_eq(act, S("back"))) {
		related_picks_forget(picks, other);
		return OK;
	}
	enum err err = store_story_public(desk->store, desk->arena, other, &story);
	if (err == ERR_NOT_FOUND || other.n == id.n) {
		*error = S("also.unseen");
		return OK;
	}
	TRY(err);
	if (str_eq(act, S("pin")) && instead.n && instead.n != other.n)
		has_room = related_picks_replace(picks, instead, other);
	else if (str_eq(act, S("pin")))
		has_room = related_picks_pin(picks, other);
	else if (str_eq(act, S("out")))
		has_room = related_picks_out(picks, other);
	else if (str_eq(act, S("up")))
		related_picks_up(picks, other);
	else
		return ERR_INVALID;
	*error = has_room ? S("") : S("also.full");
	return OK;
}

enum err desk_also_post(struct desk *desk, struct http_response *out)
{
	struct edit edit;
	struct related_picks picks;
	struct str error = S("");
	bool is_own;
	story_id id = { desk->numbers[0] };
	TRY(desk_open_story(desk, id, &edit, &is_own));
	if (!may_pick(desk, &edit, is_own))
		return ERR_DENIED;
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	TRY(store_related_picks(desk->store, id, &picks));
	TRY(change(desk, id, &picks, &error));
	if (error.len) {
		txn_end(&txn);
		return show(desk, error, out);
	}
	TRY(store_related_picks_set(desk->store, id, &picks));
	TRY(txn_commit(&txn));
	return desk_see(desk, story_address(desk, id, "/also"), S("also-set"), out);
}
