/* SPDX-License-Identifier: Apache-2.0 */
/*
 * find.c: what the editor's dialogs ask while somebody writes: stories and pictures to choose from.
 *
 *   GET /desk/find?q=WORDS | ids=1,2   -> {"stories": [{id, headline, section, date}]}
 *   GET /desk/stories/N/related        -> the same: near to story N, else the newest
 *   GET /desk/pictures/find?q= | ids=  -> {"pictures": [{id, url, alt, credit, caption}]}
 *
 * Stories are those that readers can see: others would leave no trace in the text.
 */
#include "desk/handlers.h"
#include "desk/picture_view.h"
#include "desk/screen.h"
#include "desk/story_view.h"
#include "discover/relate.h"
#include "discover/search.h"
#include "site/json.h"
#include "store/picture.h"

#define LIMIT_FIND_IDS 50
#define LIMIT_FIND_BYTES (256u << 10)
enum { FIND_STORIES = 20, FIND_RELATED = 8, FIND_PICTURES = 24 };

/* "1,2,3". Gives: how many; what is no number ends it. */
static size_t read_ids(struct str text, int64_t ids[LIMIT_FIND_IDS])
{
	size_t count = 0;
	while (text.len && count < LIMIT_FIND_IDS) {
		struct str_pair cut = str_cut(text, ',');
		if (str_to_i64(cut.head, &ids[count]) != OK)
			break;
		count++;
		text = cut.tail;
	}
	return count;
}

static void put_story(struct desk *desk, struct json *json, const struct story *story)
{
	json_open(json, NULL, '{');
	json_number(json, "id", story->id.n);
	json_text(json, "headline", story->headline);
	json_text_if(json, "section", story->section_count ? story->sections[0].name : S(""));
	json_text(json, "date", str_first(time_rfc3339(desk->arena, story->published_at, 0), 10));
	json_close(json, '}');
}

static enum err send_stories(struct desk *desk, const struct story *stories, size_t count,
			     struct http_response *out)
{
	struct buf buf = buf_in(desk->arena, LIMIT_FIND_BYTES);
	struct json json = json_into(&buf);
	json_open(&json, NULL, '{');
	json_open(&json, "stories", '[');
	for (size_t i = 0; i < count; i++)
		put_story(desk, &json, &stories[i]);
	json_close(&json, ']');
	json_close(&json, '}');
	return buf.fault ? buf.fault : desk_json(desk, 200, buf_str(&buf), out);
}

static enum err find_by_ids(struct desk *desk, struct str text, struct http_response *out)
{
	int64_t numbers[LIMIT_FIND_IDS];
	story_id ids[LIMIT_FIND_IDS];
	struct story_list list;
	size_t count = read_ids(text, numbers);
	for (size_t i = 0; i < count; i++)
		ids[i].n = numbers[i];
	TRY(store_story_cards(desk->store, desk->arena, ids, count, &list));
	return send_stories(desk, list.items, list.count, out);
}

static enum err find_newest(struct desk *desk, story_id not_this, struct story_list *out)
{
	const struct story_filter filter = { .not_this = not_this, .kind = POSTS_ONLY };
	return store_story_list(desk->store, desk->arena, &filter, 0, FIND_RELATED, false, out);
}

/* Whoever writes may link to what readers see; of anything else not even the headline is told. */
enum err desk_find(struct desk *desk, struct http_response *out)
{
	struct str words = form_get(&desk->query, S("q"));
	const struct search_request request = { .typed = words, .limit = FIND_STORIES };
	struct search_result result;
	if (form_has(&desk->query, S("ids")))
		return find_by_ids(desk, form_get(&desk->query, S("ids")), out);
	if (!str_trim(words).len)
		TRY(find_newest(desk, (story_id){ 0 }, &result.stories));
	else
		TRY(discover_search(desk->store, desk->arena, &request, &result));
	return send_stories(desk, result.stories.items, result.stories.count, out);
}

/* To the text as it is now, which readers may not see yet. */
static enum err find_near(struct desk *desk, const struct story *story, struct story_list *out)
{
	CLEANUP(relating_close) struct relating *relating = NULL;
	struct related_hits hits;
	TRY(relating_open(desk->store, &relating));
	TRY(relating_find(relating, desk->arena, story, FIND_RELATED, false, &hits));
	story_id *ids = arena_new(desk->arena, story_id, hits.count + 1);
	for (size_t i = 0; i < hits.count; i++)
		ids[i] = hits.items[i].id;
	*out = (struct story_list){ 0 };
	return hits.count ? store_story_cards(desk->store, desk->arena, ids, hits.count, out) : OK;
}

enum err desk_story_related(struct desk *desk, struct http_response *out)
{
	struct edit edit;
	struct story_list list;
	bool is_own;
	TRY(desk_open_story(desk, (story_id){ desk->numbers[0] }, &edit, &is_own));
	const struct story *story = &edit.story;
	if (str_eq(desk->settings.see_also, S("off")))
		list = (struct story_list){ 0 };
	else
		TRY(find_near(desk, story, &list));
	if (list.count == 0)
		TRY(find_newest(desk, story->id, &list));
	return send_stories(desk, list.items, list.count, out);
}

static struct str picture_state(struct desk *desk, media_id id)
{
	struct picture_wait wait;
	if (store_picture_wait(desk->store, desk->arena, id, &wait) != OK)
		return S("");
	return wait.trouble.len ? S("failed") : S("waits");
}

static void put_picture(struct desk *desk, struct json *json, const struct media *media)
{
	json_open(json, NULL, '{');
	json_number(json, "id", media->id.n);
	json_text(json, "url",
		  str_fmt(desk->arena, "/desk/pictures/%lld/file", (long long)media->id.n));
	json_text_if(json, "kind", picture_kind_word(media));
	json_text_if(json, "title", media->title);
	json_text(json, "alt", media->alt);
	json_text(json, "credit", media->credit);
	json_text(json, "caption", html_text(desk->arena, media->caption));
	json_text_if(json, "state", picture_state(desk, media->id));
	json_close(json, '}');
}

enum err desk_pictures_find(struct desk *desk, struct http_response *out)
{
	int64_t numbers[LIMIT_FIND_IDS];
	media_id ids[LIMIT_FIND_IDS];
	struct media *pictures;
	bool is_files = str_eq(form_get(&desk->query, S("kind")), S("files"));
	size_t count = read_ids(form_get(&desk->query, S("ids")), numbers);
	for (size_t i = 0; i < count; i++)
		ids[i].n = numbers[i];
	if (form_has(&desk->query, S("ids")))
		TRY(store_media_many(desk->store, desk->arena, ids, count, &pictures, &count));
	else
		TRY(store_pictures(desk->store, desk->arena, is_files ? ATTACHMENTS : PICTURES,
				   form_get(&desk->query, S("q")), (media_id){ 0 }, FIND_PICTURES,
				   &pictures, &count));
	struct buf buf = buf_in(desk->arena, LIMIT_FIND_BYTES);
	struct json json = json_into(&buf);
	json_open(&json, NULL, '{');
	json_open(&json, "pictures", '[');
	for (size_t i = 0; i < count; i++)
		put_picture(desk, &json, &pictures[i]);
	json_close(&json, ']');
	json_close(&json, '}');
	return buf.fault ? buf.fault : desk_json(desk, 200, buf_str(&buf), out);
}
