/* SPDX-License-Identifier: Apache-2.0 */
/* story_view.c: a story opened for whoever asks, and named on screens. */
#include "desk/story_view.h"

static enum err ask_is_own(struct desk *desk, const struct story *story, bool *out)
{
	person_id me = desk->visitor.who.person, begun_by;
	*out = false;
	for (size_t i = 0; i < story->byline_count; i++)
		*out |= story->bylines[i].person.id.n == me.n;
	if (*out)
		return OK;
	TRY(store_story_begun_by(desk->store, story->id, &begun_by));
	*out = begun_by.n && begun_by.n == me.n;
	return OK;
}

enum err desk_open_story(struct desk *desk, story_id id, struct edit *out, bool *is_own)
{
	struct edit edit;
	TRY(press_open(desk->store, desk->arena, id, &edit));
	TRY(ask_is_own(desk, &edit.story, is_own));
	if (!can_read_story(desk->role, *is_own))
		return ERR_NOT_FOUND;
	*out = edit;
	return OK;
}

enum err desk_open_to_edit(struct desk *desk, story_id id, struct edit *out)
{
	bool is_own;
	TRY(desk_open_story(desk, id, out, &is_own));
	return can_edit_story(desk->role, is_own, out->story.status) ? OK : ERR_DENIED;
}

enum err desk_mark_story(struct desk *desk, const struct edit *edit, bool is_own,
			 enum story_status status)
{
	enum story_status is = edit->story.status;
	bool is_writers = (is == STORY_DRAFT || is == STORY_IN_REVIEW) &&
			  (status == STORY_DRAFT || status == STORY_IN_REVIEW);
	bool may = is_writers ? can_edit_story(desk->role, is_own, is) &&
					can(desk->role, ACTION_SEND_IN)
			      : can(desk->role, ACTION_MARK_READY);
	if (!may)
		return ERR_DENIED;
	return press_mark(desk->store, &desk->by, edit->story.id, status);
}

struct str story_address(struct desk *desk, story_id id, const char *rest)
{
	return str_fmt(desk->arena, "/desk/stories/%lld%s", (long long)id.n, rest);
}

struct str story_authors(struct desk *desk, const struct story *story)
{
	struct str *names = arena_new(desk->arena, struct str, story->byline_count + 1);
	for (size_t i = 0; i < story->byline_count; i++)
		names[i] = story->bylines[i].person.name;
	return str_join(desk->arena, names, story->byline_count, S(", "));
}

void story_head_view(struct desk *desk, struct value_map *map, const struct story *story)
{
	struct life life = story_life(story->status, story->published_at, story->embargo_until,
				      store_now(desk->store));
	bool waits = !life.is_public && time_is_set(life.changes_at);
	bool is_due = story->status == STORY_SCHEDULED && life.is_public;
	desk_set(desk, map, S("id"), value_number((double)story->id.n));
	desk_set_text(desk, map, S("headline"), story->headline);
	bool is_held = story->status == STORY_PUBLISHED && waits; /* by an embargo */
	desk_set_text(desk, map, S("state"),
		      is_held ? S("held")
			      : story_status_name(is_due ? STORY_PUBLISHED : story->status));
	desk_set_text(desk, map, S("language"), story->language);
	desk_set_text(desk, map, S("path"), story->path);
	desk_set_text(desk, map, S("url"), story_address(desk, story->id, ""));
	desk_set(desk, map, S("is_public"), value_bool(life.is_public));
	desk_set(desk, map, S("is_page"), value_bool(story->kind == STORY_PAGE));
	desk_set(desk, map, S("words"), value_number(story->words));
	desk_set_time(desk, map, S("updated_at"), story->updated_at);
	desk_set_time(desk, map, S("published_at"), story->published_at);
	desk_set_time(desk, map, S("embargo_until"), story->embargo_until);
	desk_set_time(desk, map, S("goes_out_at"), waits ? life.changes_at : (unix_ms){ 0 });
}

/* A link to a hidden story is named by its headline: not to those who may not read it. */
static struct str detail_of(const struct desk *desk, const struct check *check)
{
	bool is_secret = check->kind == CHECK_LINKS && !can(desk->role, ACTION_READ_ANY) &&
			 !str_starts(check->detail, S("/"));
	return is_secret ? S("") : check->detail;
}

static struct value check_view(struct desk *desk, const struct check *check)
{
	struct value_map *map = desk_map(desk);
	struct str name = check_name(check->kind);
	desk_set_text(desk, map, S("name"), str_fmt(desk->arena, "check.%.*s", STR_ARG(name)));
	desk_set(desk, map, S("passed"), value_bool(check->is_passed));
	desk_set(desk, map, S("hard"), value_bool(check->is_hard));
	desk_set_text(desk, map, S("detail"), detail_of(desk, check));
	desk_set(desk, map, S("more"),
		 value_number(check->count > 1 ? (double)check->count - 1 : 0));
	if (check->other.n)
		desk_set_text(desk, map, S("url"), story_address(desk, check->other, ""));
	return value_of_map(map);
}

enum err story_checks_show(struct screen *screen, const struct story *story, struct checks *out)
{
	struct desk *desk = screen->desk;
	struct value_array *list = desk_list(desk);
	int64_t failed = 0;
	TRY(press_checks(desk->store, desk->arena, story, out));
	for (size_t i = 0; i < out->count; i++) {
		desk_push(desk, list, check_view(desk, &out->items[i]));
		failed += !out->items[i].is_passed;
	}
	screen_set(screen, S("checks"), value_of_array(list));
	screen_set_truth(screen, S("is_complete"), out->may_publish);
	screen_set_number(screen, S("failed"), failed);
	return OK;
}
