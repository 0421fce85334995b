/* SPDX-License-Identifier: Apache-2.0 */
/*
 * story.c: the story screen: reading, and saving without a script.
 *
 * When somebody else saved meanwhile, nothing is written: the screen comes back with what was
 * typed, theirs beside it as a difference, and the version of theirs. Saving again then is a
 * decision.
 */
#include "desk/handlers.h"
#include "desk/story_view.h"
#include "html/lines.h"
#include "news/difference.h"

struct value desk_difference_view(struct desk *desk, struct str before, struct str after)
{
	static const struct str kinds[] = { STR_CONST("same"), STR_CONST("removed"),
					    STR_CONST("added") };
	struct value_array *list = desk_list(desk);
	struct difference difference = difference_of(desk->arena, before, after);
	for (size_t i = 0; i < difference.count; i++) {
		struct value_map *map = desk_map(desk);
		const struct piece *piece = &difference.items[i];
		desk_set(desk, map, kinds[piece->kind], value_bool(true));
		desk_set_text(desk, map, S("text"), piece->text);
		desk_push(desk, list, value_of_map(map));
	}
	return value_of_array(list);
}

static enum err person_name(struct desk *desk, person_id id, struct str *out)
{
	struct sign_in who;
	*out = S("");
	enum err err = store_sign_in(desk->store, desk->arena, id, &who);
	if (!err)
		*out = who.name;
	return err == ERR_NOT_FOUND ? OK : err;
}

/* Theirs against what was typed, field by field. */
static enum err add_conflict(struct screen *screen, const struct edit *theirs,
			     const struct story *mine)
{
	struct desk *desk = screen->desk;
	struct value_map *map = desk_map(desk);
	struct arena *arena = desk->arena;
	struct str by;
	TRY(person_name(desk, theirs->working.person, &by));
	desk_set_text(desk, map, S("by"), by);
	desk_set_time(desk, map, S("at"), theirs->working.at);
	if (!str_eq(theirs->story.headline, mine->headline))
		desk_set(desk, map, S("headline"),
			 desk_difference_view(desk, theirs->story.headline, mine->headline));
	if (!str_eq(theirs->story.standfirst.s, mine->standfirst.s))
		desk_set(desk, map, S("standfirst"),
			 desk_difference_view(desk, html_lines(arena, theirs->story.standfirst.s),
					      html_lines(arena, mine->standfirst.s)));
	if (!str_eq(theirs->story.body, mine->body))
		desk_set(desk, map, S("body"),
			 desk_difference_view(desk, html_lines(arena, theirs->story.body),
					      html_lines(arena, mine->body)));
	screen_set(screen, S("conflict"), value_of_map(map));
	screen->status = 409;
	return OK;
}

static enum err add_corrections(struct screen *screen, story_id id)
{
	struct desk *desk = screen->desk;
	struct correction *corrections;
	size_t count;
	struct value_array *list = desk_list(desk);
	TRY(store_corrections(desk->store, desk->arena, id, &corrections, &count));
	for (size_t i = 0; i < count; i++) {
		struct value_map *map = desk_map(desk);
		desk_set_time(desk, map, S("at"), corrections[i].at);
		desk_set_text(desk, map, S("text"), corrections[i].text);
		desk_push(desk, list, value_of_map(map));
	}
	screen_set(screen, S("corrections"), value_of_array(list));
	return OK;
}

/* What may be done with the story now, by whoever asks. */
static void add_acts(struct screen *screen, const struct edit *edit, bool is_own)
{
	struct desk *desk = screen->desk;
	enum story_status is = edit->story.status;
	bool may_edit = can_edit_story(desk->role, is_own, is);
	bool is_scheduled = is == STORY_SCHEDULED && !edit->is_seen;
	bool is_settled = edit->is_seen || is == STORY_SCHEDULED || is == STORY_WITHDRAWN ||
			  is == STORY_PUBLISHED;
	bool may_publish = can(desk->role, ACTION_PUBLISH);
	screen_set_truth(screen, S("may_edit"), may_edit);
	screen_set_truth(screen, S("may_send"), may_edit && !is_settled && is == STORY_DRAFT);
	screen_set_truth(screen, S("may_take_back"), may_edit && !is_settled && is != STORY_DRAFT);
	screen_set_truth(screen, S("may_mark_ready"),
			 can(desk->role, ACTION_MARK_READY) && !is_settled && is != STORY_READY);
	screen_set_truth(screen, S("may_publish"), may_publish && !edit->is_seen);
	screen_set_truth(screen, S("may_release"), may_publish && edit->is_staged && edit->is_seen);
	screen_set_truth(screen, S("may_withdraw"), may_publish && edit->is_seen);
	screen_set_truth(screen, S("is_scheduled"), is_scheduled);
	screen_set_truth(screen, S("is_staged"), edit->is_staged);
}

/* shown: what stands in the fields, mostly the story itself. */
static enum err show(struct desk *desk, const struct edit *edit, bool is_own,
		     const struct story *shown, bool is_conflict, struct str error,
		     struct http_response *out)
{
	struct screen screen = screen_of(desk, S("story"));
	struct checks checks;
	struct str by;
	screen.place = S("stories");
	TRY(person_name(desk, edit->working.person, &by));
	screen_set_text(&screen, S("version"), version_text(desk->arena, edit->version));
	screen_set_text(&screen, S("saved_by"), by);
	screen_set_text(&screen, S("slug_shown"), edit->story.slug);
	screen_set_time(&screen, S("saved_at"), edit->working.at);
	screen_set_text(&screen, S("error"), error);
	screen_set_truth(&screen, S("bad_canonical"), str_eq(error, S("canonical.bad")));
	TRY(story_form_show(&screen, shown));
	TRY(story_topics_propose(&screen, shown));
	TRY(add_corrections(&screen, edit->story.id));
	TRY(story_checks_show(&screen, shown, &checks));
	add_acts(&screen, edit, is_own);
	if (is_conflict)
		TRY(add_conflict(&screen, edit, shown));
	if (error.len)
		screen.status = 422;
	return screen_send(&screen, out);
}

enum err desk_story(struct desk *desk, struct http_response *out)
{
	struct edit edit;
	bool is_own;
	TRY(desk_open_story(desk, (story_id){ desk->numbers[0] }, &edit, &is_own));
	return show(desk, &edit, is_own, &edit.story, false, S(""), out);
}

/* A button may do more than save. */
static struct str where_next(struct desk *desk, story_id id)
{
	struct str act = form_get(&desk->form, S("act"));
	if (str_eq(act, S("publish")))
		return story_address(desk, id, "/publish");
	if (str_eq(act, S("preview")))
		return story_address(desk, id, "/preview");
	return story_address(desk, id, "");
}

static enum err mark_too(struct desk *desk, story_id id)
{
	struct edit edit;
	bool is_own;
	enum story_status status;
	struct str act = form_get(&desk->form, S("act"));
	if (!str_drop_prefix(&act, S("mark-")) || !story_status_parse(act, &status))
		return OK;
	TRY(desk_open_story(desk, id, &edit, &is_own));
	return desk_mark_story(desk, &edit, is_own, status);
}

/* A field that says what it was shown with was not typed in; meanwhile the slug may have followed
 * the headline. */
static struct str typed_slug(struct desk *desk)
{
	struct str typed = form_get(&desk->form, S("slug"));
	return str_eq(typed, form_get(&desk->form, S("slug_shown"))) ? S("") : typed;
}

enum err desk_story_save(struct desk *desk, struct http_response *out)
{
	struct edit edit;
	struct story next;
	struct version base = { 0 }, now;
	story_id id = { desk->numbers[0] };
	TRY(desk_open_to_edit(desk, id, &edit));
	if (!version_parse(form_get(&desk->form, S("version")), &base))
		return ERR_INVALID;
	TRY(story_form_read(desk, &edit.story, &next));
	next.slug = story_slug_for(desk, &edit, typed_slug(desk), next.headline);
	if (!str_eq(next.canonical_url, edit.story.canonical_url) &&
	    !story_canonical_is_sound(next.canonical_url))
		return show(desk, &edit, true, &next, false, S("canonical.bad"), out);
	if (story_form_names_no_picture(desk, &next))
		return show(desk, &edit, true, &next, false, S("cover.missing"), out);
	enum err err = press_edit(desk->store, &desk->by, &next, base, EDIT_CLOSES,
				  str_trim(form_get(&desk->form, S("note"))), &now);
	if (err == ERR_CONFLICT) {
		bool is_own;
		TRY(desk_open_story(desk, id, &edit, &is_own));
		return show(desk, &edit, is_own, &next, true, S(""), out);
	}
	TRY(err);
	TRY(mark_too(desk, id));
	return desk_see(desk, where_next(desk, id), S("saved"), out);
}
