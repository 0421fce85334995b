/* SPDX-License-Identifier: Apache-2.0 */
/* view_comments.c: replies as templates see them. The form is in view_comment_form.c. */
#include "site/story_page.h"
#include "site/view.h"
#include "site/view_field.h"
#include "store/shown.h"

struct comment_view {
	struct visit *visit;
	const struct story *story;
	const struct comment *comment;
	const struct conversation *conversation;
};

#define FIELDS(X)                                                                                  \
	X(answers)                                                                                 \
	X(created_at)                                                                              \
	X(depth)                                                                                   \
	X(html)                                                                                    \
	X(id) X(is_author) X(is_pick) X(is_staff) X(likes) X(name) X(reply_url) X(url) X(website)
enum { FIELDS(VIEW_ENUM) };
static const struct view_fields fields = VIEW_FIELDS(FIELDS);

static bool is_open(const struct story *story, const struct story_page *page)
{
	return page->conversation.policy == REPLIES_OPEN &&
	       (!story_is_locked(story) || page->is_unlocked);
}

static struct value reply_url(const struct comment_view *view)
{
	if (view->conversation->policy != REPLIES_OPEN)
		return value_null();
	return value_text(story_address_with(
		view->visit, view->story,
		str_fmt(view->visit->arena, "reply=%lld#respond", (long long)view->comment->id.n)));
}

/* By one of those whose names stand over the story. */
static bool is_author(const struct comment_view *view)
{
	const struct story *story = view->story;
	for (size_t i = 0; view->comment->staff.n && i < story->byline_count; i++)
		if (story->bylines[i].person.id.n == view->comment->staff.n)
			return true;
	return false;
}

/* Whom it answers, where that one stands on another page; else null. */
static struct value answers(const struct comment_view *view)
{
	const struct comment_page *page = &view->conversation->page;
	struct visit *visit = view->visit;
	for (size_t i = 0; view->comment->depth && i < page->parent_count; i++) {
		const struct comment *parent = &page->parents[i];
		if (parent->id.n != view->comment->parent.n)
			continue;
		struct value_map *map = view_map(visit);
		view_set(visit, map, S("name"), value_text(parent->name));
		view_set(visit, map, S("url"),
			 value_text(comment_address(visit, view->story, parent->id)));
		return value_of_map(map);
	}
	return value_null();
}

static struct value get(const void *self, struct str key, struct arena *arena)
{
	const struct comment_view *view = self;
	const struct comment *comment = view->comment;
	switch (view_field(&fields, key)) {
	case F_answers: return answers(view);
	case F_created_at: return value_text(visit_time(view->visit, comment->created_at));
	case F_depth: return value_number(comment->depth);
	case F_html: return value_html(comment->text);
	case F_id: return value_text(str_fmt(arena, "%lld", (long long)comment->id.n));
	case F_is_author: return value_bool(is_author(view));
	case F_is_pick: return value_bool(time_is_set(comment->picked_at));
	case F_is_staff: return value_bool(comment->staff.n != 0);
	case F_likes: return value_number((double)comment->likes);
	case F_name: return value_text(comment->name);
	case F_reply_url: return reply_url(view);
	case F_url: return value_text(comment_address(view->visit, view->story, comment->id));
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

static struct value view_comment(struct visit *visit, const struct story *story,
				 const struct story_page *page, const struct comment *comment)
{
	struct comment_view *view = arena_new(visit->arena, struct comment_view, 1);
	*view = (struct comment_view){ visit, story, comment, &page->conversation };
	return value_object(&comment_view_class, view);
}

static struct value items_of(struct visit *visit, const struct story *story,
			     const struct story_page *page, const struct comment *items,
			     size_t count)
{
	struct value_array *array = arena_new(visit->arena, struct value_array, 1);
	for (size_t i = 0; i < count; i++)
		*list_push(visit->arena, array) = view_comment(visit, story, page, &items[i]);
	return value_of_array(array);
}

static struct value page_of_replies(const struct visit *visit, const struct story *story,
				    const struct conversation *conversation, int64_t n)
{
	struct buf query = buf_in(visit->arena, 100);
	if (n < 1 || n > conversation->page.pages)
		return value_null();
	if (conversation->order != conversation->usual_order)
		buf_fmt(&query, "order=%.*s", STR_ARG(comment_order_name(conversation->order)));
	if (n > 1)
		buf_fmt(&query, "%scpage=%lld", query.len ? "&" : "", (long long)n);
	if (query.len == 0)
		return value_text(str_fmt(visit->arena, "%.*s#comments", STR_ARG(story->path)));
	buf_put(&query, S("#comments"));
	return value_text(story_address_with(visit, story, buf_str(&query)));
}

/* The orders one may choose, with where they lead; the one that is has no address. */
static struct value orders_of(struct visit *visit, const struct story *story,
			      const struct conversation *is)
{
	struct value_array *array = arena_new(visit->arena, struct value_array, 1);
	for (int order = COMMENTS_OLDEST; order <= COMMENTS_LIKED; order++) {
		struct conversation would = *is;
		struct value_map *map = view_map(visit);
		bool is_chosen = order == (int)is->order;
		would.order = (enum comment_order)order;
		view_set(visit, map, S("name"), value_text(comment_order_name(would.order)));
		view_set(visit, map, S("url"),
			 is_chosen ? value_null() : page_of_replies(visit, story, &would, 1));
		*list_push(visit->arena, array) = value_of_map(map);
	}
	return value_of_array(array);
}

static void set_pages(struct visit *visit, const struct story *story, const struct conversation *is,
		      struct value_map *map)
{
	view_set(visit, map, S("page"), value_number((double)is->page.page));
	view_set(visit, map, S("pages"), value_number((double)is->page.pages));
	view_set(visit, map, S("newer_url"), page_of_replies(visit, story, is, is->page.page - 1));
	view_set(visit, map, S("older_url"), page_of_replies(visit, story, is, is->page.page + 1));
	view_set(visit, map, S("orders"),
		 is->page.total > 1 ? orders_of(visit, story, is) : value_null());
}

/* Of one whose address is all query there is none, nor of a locked one. */
static struct value feed_url(const struct visit *visit, const struct story *story)
{
	if (story_is_locked(story) || !str_ends(story->path, S("/")) || story->path.len < 3)
		return value_null();
	return value_text(str_fmt(visit->arena, "%.*scomments/rss/", STR_ARG(story->path)));
}

struct value view_comments(struct visit *visit, const struct story *story,
			   const struct story_page *page)
{
	const struct conversation *is = &page->conversation;
	struct value_map *map = view_map(visit);
	bool is_hidden =
		is->policy == REPLIES_HIDDEN || (story_is_locked(story) && !page->is_unlocked);
	view_set(visit, map, S("open"), value_bool(is_open(story, page)));
	view_set(visit, map, S("staff_only"), value_bool(is->policy == REPLIES_STAFF));
	view_set(visit, map, S("hidden"), value_bool(is_hidden));
	if (is_hidden)
		return value_of_map(map);
	store_note_shown(visit->store, FACT_COMMENT_COUNT, story->id.n);
	view_set(visit, map, S("shown"), value_bool(is->form.is_used));
	view_set(visit, map, S("notice"), value_text(is->notice));
	view_set(visit, map, S("count"), value_number((double)story->comment_count));
	view_set(visit, map, S("items"),
		 items_of(visit, story, page, is->page.items, is->page.count));
	view_set(visit, map, S("picks"), items_of(visit, story, page, is->picks, is->pick_count));
	view_set(visit, map, S("mark_action"),
		 value_text(story_reply_address(visit, story, S("comment/mark"))));
	view_set(visit, map, S("token"), value_text(is->token));
	view_set(visit, map, S("feed_url"), feed_url(visit, story));
	view_set(visit, map, S("waiting"), view_comment_waiting(visit, story, page));
	view_set(visit, map, S("decision"), view_comment_decision(visit, page));
	set_pages(visit, story, is, map);
	return value_of_map(map);
}
