/* SPDX-License-Identifier: Apache-2.0 */
/* view_comments.c: replies, and the form to answer with. */
#include "site/story_page.h"
#include "site/view.h"
#include "site/view_field.h"

struct comment_view {
	const struct visit *visit;
	const struct story *story;
	const struct comment *comment;
	bool can_answer;
};

#define FIELDS(X)                                                                                  \
	X(created_at) X(depth) X(html) X(id) X(is_staff) X(name) X(reply_url) X(url) X(website)
enum { FIELDS(VIEW_ENUM) };
static const struct view_fields fields = VIEW_FIELDS(FIELDS);

/* The story's address with a parameter more. */
static struct str with_parameter(const struct visit *visit, const struct story *story,
				 const char *name, int64_t n, const char *fragment)
{
	struct str path = story->path;
	return str_fmt(visit->arena, "%.*s%c%s=%lld#%s", STR_ARG(path),
		       str_find_char(path, '?') == STR_NONE ? '?' : '&', name, (long long)n,
		       fragment);
}

static struct value reply_url(const struct comment_view *view)
{
	if (!view->can_answer)
		return value_null();
	return value_text(
		with_parameter(view->visit, view->story, "reply", view->comment->id.n, "respond"));
}

static struct value get(const void *self, struct str key, struct arena *arena)
{
	const struct comment_view *view = self;
	const struct comment *comment = view->comment;
	switch (view_field(&fields, key)) {
	case F_created_at: return value_text(visit_time(view->visit, comment->created_at));
	case F_depth: return value_number(comment->depth);
	case F_html: return value_html(comment->text);
	case F_id: return value_text(str_fmt(arena, "%lld", (long long)comment->id.n));
	case F_is_staff: return value_bool(comment->staff.n != 0);
	case F_name: return value_text(comment->name);
	case F_reply_url: return reply_url(view);
	case F_url: return value_text(str_fmt(arena, "#comment-%lld", (long long)comment->id.n));
	case F_website: return value_text_or_null(link_address(comment->website));
	default: return value_missing();
	}
}

static bool key_at(const void *self, size_t i, struct str *key)
{
	(void)self;
	return view_field_at(&fields, i, key);
}

static const struct object_class comment_view_class = { "comment", get, key_at };

static bool is_open(const struct story *story, const struct story_page *page)
{
	return page->replies == REPLIES_OPEN && (!story_is_locked(story) || page->is_unlocked);
}

static struct value items_of(struct visit *visit, const struct story *story,
			     const struct story_page *page)
{
	struct value_array *array = arena_new(visit->arena, struct value_array, 1);
	for (size_t i = 0; i < page->comment_count; i++) {
		struct comment_view *view = arena_new(visit->arena, struct comment_view, 1);
		*view = (struct comment_view){ visit, story, &page->comments[i],
					       is_open(story, page) };
		*list_push(visit->arena, array) = value_object(&comment_view_class, view);
	}
	return value_of_array(array);
}

static struct value page_of_replies(const struct visit *visit, const struct story *story, int64_t n,
				    int64_t pages)
{
	if (n < 1 || n > pages)
		return value_null();
	if (n == 1)
		return value_text(str_fmt(visit->arena, "%.*s#comments", STR_ARG(story->path)));
	return value_text(with_parameter(visit, story, "cpage", n, "comments"));
}

struct value view_comments(struct visit *visit, const struct story *story,
			   const struct story_page *page)
{
	struct value_map *map = view_map(visit);
	bool is_hidden =
		page->replies == REPLIES_HIDDEN || (story_is_locked(story) && !page->is_unlocked);
	int64_t pages = (page->threads + LIMIT_THREADS_A_PAGE - 1) / LIMIT_THREADS_A_PAGE;
	view_set(visit, map, S("open"), value_bool(is_open(story, page)));
	view_set(visit, map, S("hidden"), value_bool(is_hidden));
	if (is_hidden)
		return value_of_map(map);
	view_set(visit, map, S("count"), value_number((double)story->comment_count));
	view_set(visit, map, S("items"), items_of(visit, story, page));
	view_set(visit, map, S("newer_url"),
		 page_of_replies(visit, story, page->comment_page - 1, pages));
	view_set(visit, map, S("older_url"),
		 page_of_replies(visit, story, page->comment_page + 1, pages));
	return value_of_map(map);
}

static struct value errors_of(struct visit *visit, const struct reply_faults *faults)
{
	struct value_map *map = view_map(visit);
	struct arena *arena = visit->arena;
	view_set_text(visit, map, S("name"), reply_fault_key(arena, S("name"), faults->name));
	view_set_text(visit, map, S("email"), reply_fault_key(arena, S("email"), faults->email));
	view_set_text(visit, map, S("website"),
		      reply_fault_key(arena, S("website"), faults->website));
	view_set_text(visit, map, S("comment"), reply_fault_key(arena, S("text"), faults->text));
	return value_of_map(map);
}

static void set_answered(struct visit *visit, const struct story *story,
			 const struct story_page *page, struct value_map *map)
{
	const struct comment *answered = &page->answered;
	if (answered->id.n == 0)
		return;
	view_set(visit, map, S("parent"),
		 value_text(str_fmt(visit->arena, "%lld", (long long)answered->id.n)));
	view_set(visit, map, S("parent_name"), value_text(answered->name));
	view_set(visit, map, S("cancel_url"),
		 value_text(str_fmt(visit->arena, "%.*s#respond", STR_ARG(story->path))));
}

struct value view_comment_form(struct visit *visit, const struct story *story,
			       const struct story_page *page)
{
	const struct reply_input *typed = &page->form.typed;
	struct value_map *map = view_map(visit);
	if (!is_open(story, page))
		return value_null();
	view_set(visit, map, S("action"), value_text(story_reply_address(visit, story)));
	view_set(visit, map, S("open"), value_bool(page->form.is_used));
	view_set(visit, map, S("token"), value_text(page->token));
	view_set(visit, map, S("trap"), value_text(S(REPLY_FIELD_TRAP)));
	view_set(visit, map, S("parent"), value_null());
	view_set(visit, map, S("parent_name"), value_null());
	view_set(visit, map, S("cancel_url"), value_null());
	set_answered(visit, story, page, map);
	view_set(visit, map, S("notice"), value_text(page->notice));
	view_set(visit, map, S("error"), value_text(page->form.error));
	view_set(visit, map, S("errors"), errors_of(visit, &page->form.faults));
	view_set(visit, map, S("name"), value_text(typed->name));
	view_set(visit, map, S("email"), value_text(typed->email));
	view_set(visit, map, S("website"), value_text(typed->website));
	view_set(visit, map, S("comment"), value_text(typed->text));
	return value_of_map(map);
}
