/* SPDX-License-Identifier: Apache-2.0 */
/* replies.c: replies as a feed's items: "Ilse on Night tram to the harbour", what was said, and
 * nothing else of who said it. */
#include "feed/item.h"
#include "site/conversation.h"
#include "site/view.h"
#include "store/comment_thread.h"

#define LIMIT_SUMMARY_CHARS 300

/* A stand-in with what the formats print: the reply's name, moment and writer. */
static const struct story *stand_in(struct visit *visit, const struct comment *comment,
				    const struct story *story)
{
	struct story *item = arena_new(visit->arena, struct story, 1);
	struct byline *byline = arena_new(visit->arena, struct byline, 1);
	struct str title = story_title(visit->arena, story);
	byline->person.name = comment->name;
	*item = (struct story){
		.headline = str_fmt(visit->arena, "%.*s on %.*s", STR_ARG(comment->name),
				    STR_ARG(title)),
		.published_at = comment->created_at,
		.updated_at = comment->created_at,
		.bylines = byline,
		.byline_count = comment->name.len > 0,
	};
	return item;
}

static void make_item(struct visit *visit, const struct comment *comment, const struct story *story,
		      struct feed_item *out)
{
	struct arena *arena = visit->arena;
	*out = (struct feed_item){
		.story = stand_in(visit, comment, story),
		.id = feed_tag(visit, comment->created_at, "reply", comment->id.n),
		.url = visit_absolute(visit, comment_address(visit, story, comment->id)),
		.summary =
			html_excerpt(arena, html_text(arena, comment->text), LIMIT_SUMMARY_CHARS),
		.content = html_absolute(arena, comment->text, visit->url),
		.changed_at = comment->created_at,
	};
}

/* A story whose replies are hidden shows none here either. */
static enum err story_of(struct visit *visit, const struct reply_settings *settings, story_id id,
			 struct story *out, bool *is_shown)
{
	struct reply_terms terms;
	TRY(store_story_public(visit->store, visit->arena, id, out));
	TRY(reply_terms_of(visit->store, visit->arena, out, settings, &terms));
	*is_shown = terms.policy != REPLIES_HIDDEN && out->password.len == 0;
	return OK;
}

enum err feed_gather_replies(struct visit *visit, const struct feed *feed, struct feed_items *out)
{
	struct comment *comments;
	struct reply_settings settings;
	size_t count;
	TRY(reply_settings_read(visit->store, visit->arena, &settings));
	TRY(store_comments_newest(visit->store, visit->arena, feed->story, LIMIT_FEED_ITEMS,
				  &comments, &count));
	out->items = arena_new(visit->arena, struct feed_item, count + 1);
	out->changed_at = unix_ms_of(1000); /* of an empty feed: the epoch's first second */
	for (size_t i = 0; i < count; i++) {
		struct story *story = arena_new(visit->arena, struct story, 1);
		bool is_shown;
		TRY(story_of(visit, &settings, comments[i].story, story, &is_shown));
		if (!is_shown)
			continue;
		make_item(visit, &comments[i], story, &out->items[out->count++]);
		if (comments[i].created_at.ms > out->changed_at.ms)
			out->changed_at = comments[i].created_at;
	}
	return OK;
}
