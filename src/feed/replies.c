/* SPDX-License-Identifier: Apache-2.0 */
/* replies.c: replies as a feed's items: "Ilse on Night tram to the harbour", what was said, and
 * nothing else of who said it. */
#include "feed/item.h"
#include "site/conversation.h"
#include "site/view.h"
#include "store/comment_thread.h"
#include "store/shown.h"

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

/* The stories they stand under, each once; those that readers see. When one of them comes or goes,
 * the newest replies are others. */
static enum err read_stories(struct visit *visit, const struct comment *comments, size_t count,
			     struct story_list *out)
{
	story_id *ids = arena_new(visit->arena, story_id, count + 1);
	size_t n = 0;
	for (size_t i = 0; i < count; i++) {
		size_t k = 0;
		while (k < n && ids[k].n != comments[i].story.n)
			k++;
		ids[k] = comments[i].story;
		n += k == n;
	}
	store_note_into(visit->store, NULL);
	enum err err = store_story_cards(visit->store, visit->arena, ids, n, out);
	store_note_into(visit->store, &visit->facts);
	return err;
}

static const struct story *find_story(const struct story_list *list, story_id id)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].id.n == id.n)
			return &list->items[i];
	return NULL;
}

/* Of a story that is locked, or whose replies are hidden, none are shown here either. */
static enum err shows_replies(struct visit *visit, const struct reply_settings *settings,
			      const struct story *story, bool *out)
{
	struct reply_terms terms;
	TRY(reply_terms_of(visit->store, story, settings, &terms));
	*out = terms.policy != REPLIES_HIDDEN && story->password.len == 0;
	if (terms.policy != REPLIES_HIDDEN)
		store_note_shown(visit->store, FACT_STORY, story->id.n);
	return OK;
}

/* A paper that hides replies has no feed of all of them, even where a section shows its own. */
enum err feed_gather_replies(struct visit *visit, const struct feed *feed, struct feed_items *out)
{
	struct comment *comments;
	struct reply_settings settings;
	struct story_list stories;
	size_t count;
	TRY(conversation_settings(visit, &settings));
	out->changed_at = unix_ms_of(1000); /* of an empty feed: the epoch's first second */
	if (!feed->story.n && settings.policy == REPLIES_HIDDEN)
		return OK;
	TRY(store_comments_newest(visit->store, visit->arena, feed->story, LIMIT_FEED_ITEMS,
				  &comments, &count));
	out->items = arena_new(visit->arena, struct feed_item, count + 1);
	TRY(read_stories(visit, comments, count, &stories));
	for (size_t i = 0; i < count; i++) {
		const struct story *story = find_story(&stories, comments[i].story);
		bool is_shown = false;
		if (story)
			TRY(shows_replies(visit, &settings, story, &is_shown));
		if (!is_shown)
			continue;
		make_item(visit, &comments[i], story, &out->items[out->count++]);
		if (comments[i].created_at.ms > out->changed_at.ms)
			out->changed_at = comments[i].created_at;
	}
	return OK;
}
