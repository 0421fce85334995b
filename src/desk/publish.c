/* SPDX-License-Identifier: Apache-2.0 */
/* publish.c: the dialog that puts a story before readers, and the acts behind it. */
#include "desk/handlers.h"
#include "desk/story_view.h"

static story_id story_of(const struct desk *desk)
{
	return (story_id){ desk->numbers[0] };
}

enum err desk_state(struct desk *desk, struct http_response *out)
{
	struct edit edit;
	bool is_own;
	enum story_status status;
	TRY(desk_open_story(desk, story_of(desk), &edit, &is_own));
	if (!story_status_parse(form_get(&desk->form, S("state")), &status))
		return ERR_INVALID;
	TRY(desk_mark_story(desk, &edit, is_own, status));
	return desk_see(desk, story_address(desk, edit.story.id, ""), S("state-set"), out);
}

static enum err show(struct desk *desk, const struct edit *edit, struct str error,
		     struct http_response *out)
{
	struct screen screen = screen_of(desk, S("publish"));
	struct checks checks;
	const struct story *story = &edit->story;
	screen.place = S("stories");
	screen.status = error.len ? 422 : 200;
	story_head_view(desk, screen.root, story);
	screen_set_text(&screen, S("version"), version_text(desk->arena, edit->version));
	screen_set_text(&screen, S("error"), error);
	screen_set_truth(&screen, S("is_seen"), edit->is_seen);
	screen_set_truth(&screen, S("is_staged"), edit->is_staged);
	bool is_held = story->status == STORY_PUBLISHED && !edit->is_seen;
	screen_set_truth(&screen, S("is_held"), is_held);
	screen_set_truth(&screen, S("waits"),
			 is_held || (story->status == STORY_SCHEDULED && !edit->is_seen));
	screen_set_text(&screen, S("at"),
			form_has(&desk->form, S("at")) ? form_get(&desk->form, S("at"))
			: story->published_at.ms > store_now(desk->store).ms
				? desk_moment(desk, story->published_at)
				: S(""));
	screen_set_text(&screen, S("embargo"), desk_moment(desk, story->embargo_until));
	screen_set_text(&screen, S("zone"), desk->settings.timezone);
	screen_set_text(&screen, S("correction"), form_get(&desk->form, S("correction")));
	screen_set_text(&screen, S("how"), form_get(&desk->form, S("how")));
	TRY(story_checks_show(&screen, story, &checks));
	return screen_send(&screen, out);
}

enum err desk_publish(struct desk *desk, struct http_response *out)
{
	struct edit edit;
	bool is_own;
	TRY(desk_open_story(desk, story_of(desk), &edit, &is_own));
	return show(desk, &edit, S(""), out);
}

/* Opens the story as it was when the dialog was shown. *error: what to say when it is not. */
static enum err open_shown(struct desk *desk, struct edit *edit, struct version *base,
			   struct str *error)
{
	bool is_own;
	TRY(desk_open_story(desk, story_of(desk), edit, &is_own));
	if (!version_parse(form_get(&desk->form, S("version")), base))
		return ERR_INVALID;
	*error = version_is_same(*base, edit->version) ? S("") : S("publish.changed");
	return OK;
}

/* A refusal goes back to the dialog with its reason; trouble goes on. */
static enum err finish(struct desk *desk, const struct edit *edit, enum err err, struct str done,
		       struct http_response *out)
{
	switch (err) {
	case OK: return desk_see(desk, story_address(desk, edit->story.id, ""), done, out);
	case ERR_INVALID: return show(desk, edit, S("publish.incomplete"), out);
	case ERR_CONFLICT: return show(desk, edit, S("publish.conflict"), out);
	case ERR_TOO_BIG: return show(desk, edit, S("publish.too_long"), out);
	default: return err;
	}
}

enum err desk_publish_post(struct desk *desk, struct http_response *out)
{
	struct edit edit;
	struct version base;
	struct str error;
	unix_ms at, embargo;
	bool is_later = str_eq(form_get(&desk->form, S("when")), S("later"));
	TRY(open_shown(desk, &edit, &base, &error));
	if (error.len)
		return show(desk, &edit, error, out);
	if (desk_read_moment(desk, form_get(&desk->form, S("at")), &at) ||
	    desk_read_moment(desk, form_get(&desk->form, S("embargo")), &embargo))
		return show(desk, &edit, S("publish.time"), out);
	if (is_later && at.ms <= store_now(desk->store).ms)
		return show(desk, &edit, S("publish.past"), out);
	struct checks checks;
	TRY(press_hard_checks(desk->store, desk->arena, &edit.story, &checks));
	if (!checks.may_publish)
		return show(desk, &edit, S("publish.incomplete"), out);
	enum err err = OK;
	if (embargo.ms != edit.story.embargo_until.ms)
		err = press_embargo(desk->store, &desk->by, edit.story.id, embargo);
	if (!err && is_later)
		err = press_schedule(desk->store, &desk->by, edit.story.id, at);
	else if (!err)
		err = press_publish(desk->store, &desk->by, edit.story.id, (unix_ms){ 0 });
	bool waits = embargo.ms > store_now(desk->store).ms;
	return finish(desk, &edit, err,
		      is_later ? S("scheduled")
		      : waits  ? S("published-embargo")
			       : S("published"),
		      out);
}

enum err desk_embargo(struct desk *desk, struct http_response *out)
{
	struct edit edit;
	struct version base;
	struct str error;
	unix_ms until;
	TRY(open_shown(desk, &edit, &base, &error));
	if (desk_read_moment(desk, form_get(&desk->form, S("embargo")), &until))
		return show(desk, &edit, S("publish.time"), out);
	return finish(desk, &edit, press_embargo(desk->store, &desk->by, edit.story.id, until),
		      S("embargo-set"), out);
}

enum err desk_unschedule(struct desk *desk, struct http_response *out)
{
	struct edit edit;
	struct version base;
	struct str error;
	TRY(open_shown(desk, &edit, &base, &error));
	return finish(desk, &edit, press_unschedule(desk->store, &desk->by, edit.story.id),
		      S("unscheduled"), out);
}

enum err desk_withdraw(struct desk *desk, struct http_response *out)
{
	struct edit edit;
	struct version base;
	struct str error;
	TRY(open_shown(desk, &edit, &base, &error));
	if (!form_has(&desk->form, S("sure")))
		return show(desk, &edit, S("publish.sure"), out);
	return finish(desk, &edit, press_withdraw(desk->store, &desk->by, edit.story.id),
		      S("withdrawn"), out);
}

enum err desk_release(struct desk *desk, struct http_response *out)
{
	struct edit edit;
	struct version base;
	struct str error, how = form_get(&desk->form, S("how")),
			  note = form_get(&desk->form, S("correction"));
	enum release release = str_eq(how, S("correction")) ? RELEASE_CORRECTION
			       : str_eq(how, S("update"))   ? RELEASE_UPDATE
							    : RELEASE_SILENT;
	TRY(open_shown(desk, &edit, &base, &error));
	if (release == RELEASE_CORRECTION && !str_trim(note).len)
		error = S("publish.note");
	if (error.len)
		return show(desk, &edit, error, out);
	return finish(desk, &edit,
		      press_release(desk->store, &desk->by, edit.story.id, base, release, note),
		      S("released"), out);
}

enum err desk_discard(struct desk *desk, struct http_response *out)
{
	struct edit edit;
	struct version base;
	struct str error;
	TRY(open_shown(desk, &edit, &base, &error));
	if (!form_has(&desk->form, S("sure")))
		error = S("publish.sure");
	if (error.len)
		return show(desk, &edit, error, out);
	return finish(desk, &edit, press_discard(desk->store, &desk->by, edit.story.id, base),
		      S("discarded"), out);
}
