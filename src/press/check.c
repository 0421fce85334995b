/* SPDX-License-Identifier: Apache-2.0 */
/* check.c: each check reads what it asks about; none changes anything. */
#include "press/check.h"

#include "discover/lookalike.h"
#include "discover/search.h"
#include "html/body.h"
#include "press/press_private.h"
#include "store/media.h"
#include "store/setting.h"

#define LIMIT_LOOK_ALIKES 10
/* Of the words of two headlines, so many in a hundred are the same. */
#define LOOK_ALIKE_PERCENT 80

static const struct str names[CHECK_KINDS] = {
	[CHECK_HEADLINE] = STR_CONST("headline"),     [CHECK_TEXT] = STR_CONST("text"),
	[CHECK_CREDIT] = STR_CONST("credit"),         [CHECK_ALT] = STR_CONST("alt"),
	[CHECK_SECTION] = STR_CONST("section"),       [CHECK_BYLINE] = STR_CONST("byline"),
	[CHECK_STANDFIRST] = STR_CONST("standfirst"), [CHECK_LINKS] = STR_CONST("links"),
	[CHECK_LOOK_ALIKE] = STR_CONST("look-alike"),
};

struct str check_name(enum check_kind kind)
{
	return names[kind];
}

bool check_is_always_hard(enum check_kind kind)
{
	return kind == CHECK_HEADLINE || kind == CHECK_TEXT;
}

static bool is_picture(const struct media *media)
{
	return str_starts(media->mime, S("image/")) || media->width > 0 || media->mime.len == 0;
}

static void fail(struct check *check, struct str detail)
{
	check->is_passed = false;
	if (check->count++ == 0)
		check->detail = detail;
}

static struct str name_of(const struct media *media)
{
	return media->title.len ? media->title : media->file.len ? media->file : media->remote_url;
}

/* The cover and what the text shows; each once, however often it is named. */
static enum err read_pictures(struct store *store, struct arena *into, const struct story *story,
			      const struct body_refs *refs, struct media **out, size_t *count)
{
	media_id *ids = arena_new(into, media_id, refs->count + 1);
	size_t n = 0;
	if (story->cover.id.n)
		ids[n++] = story->cover.id;
	for (size_t i = 0; i < refs->count; i++)
		if (refs->items[i].kind == BODY_MEDIA)
			ids[n++].n = refs->items[i].id;
	*count = 0;
	return n ? store_media_many(store, into, ids, n, out, count) : OK;
}

static enum err check_pictures(struct store *store, struct arena *into, const struct story *story,
			       const struct body_refs *refs, struct check *credit,
			       struct check *alt)
{
	struct media *pictures = NULL;
	size_t count;
	TRY(read_pictures(store, into, story, refs, &pictures, &count));
	for (size_t i = 0; i < count; i++) {
		if (!is_picture(&pictures[i]))
			continue;
		if (!str_trim(pictures[i].credit).len)
			fail(credit, name_of(&pictures[i]));
		if (!str_trim(pictures[i].alt).len)
			fail(alt, name_of(&pictures[i]));
	}
	return OK;
}

static enum err check_links(struct store *store, struct arena *into, struct str body,
			    struct check *check)
{
	struct broken_links broken;
	TRY(press_broken_links(store, into, body, &broken));
	check->is_passed = broken.count == 0;
	check->count = broken.count;
	check->detail = broken.first;
	return OK;
}

/* How many in a hundred of all their words two headlines share. */
static int likeness(const struct query *a, const struct query *b)
{
	size_t shared = 0, all = a->count + b->count;
	for (size_t i = 0; i < a->count; i++)
		for (size_t k = 0; k < b->count; k++)
			if (str_eq(a->terms[i].folded, b->terms[k].folded)) {
				shared++;
				break;
			}
	return all ? (int)(200 * shared / all) : 0;
}

static void fail_like(struct check *check, story_id other, struct str headline)
{
	if (check->is_passed)
		check->other = other;
	fail(check, headline);
}

static bool is_among(const struct lookalikes *found, story_id id)
{
	for (size_t i = 0; i < found->count; i++)
		if (found->items[i].id.n == id.n)
			return true;
	return false;
}

/* By its text, then by its headline. */
static enum err check_look_alike(struct store *store, struct arena *into, const struct story *story,
				 struct check *check)
{
	struct lookalikes *same = arena_new(into, struct lookalikes, 1);
	TRY(lookalikes_of(store, into, story, same));
	for (size_t i = 0; i < same->count; i++)
		fail_like(check, same->items[i].id, same->items[i].headline);
	const struct search_request request = { .typed = story->headline,
						.is_text = true,
						.limit = LIMIT_LOOK_ALIKES };
	struct search_result result;
	struct query_tongue tongue;
	TRY(discover_search(store, into, &request, &result));
	TRY(search_tongue(store, into, &tongue));
	for (size_t i = 0; i < result.stories.count; i++) {
		const struct story *other = &result.stories.items[i];
		struct query words = query_of_text(into, &tongue, other->headline);
		bool is_told = other->id.n == story->id.n || is_among(same, other->id);
		if (!is_told && likeness(&result.query, &words) >= LOOK_ALIKE_PERCENT)
			fail_like(check, other->id, other->headline);
	}
	return OK;
}

static bool list_has(struct str list, struct str name)
{
	while (list.len) {
		struct str_pair cut = str_cut(list, ' ');
		if (str_eq(cut.head, name))
			return true;
		list = cut.tail;
	}
	return false;
}

static void collect(const struct check *all, const struct story *story, struct str hard,
		    struct checks *out)
{
	*out = (struct checks){ .may_publish = true };
	for (size_t i = 0; i < CHECK_KINDS; i++) {
		bool is_for_posts = i == CHECK_SECTION || i == CHECK_BYLINE ||
				    i == CHECK_STANDFIRST || i == CHECK_LOOK_ALIKE;
		if (story->kind == STORY_PAGE && is_for_posts)
			continue;
		struct check *check = &out->items[out->count++];
		*check = all[i];
		check->is_hard = check_is_always_hard(check->kind) || list_has(hard, names[i]);
		out->may_publish &= check->is_passed || !check->is_hard;
	}
}

static enum err look(struct store *store, struct arena *into, const struct story *story,
		     struct str hard, bool only_hard, struct check all[CHECK_KINDS])
{
	struct body_refs refs = { 0 };
	bool wants_look = !only_hard || list_has(hard, names[CHECK_LOOK_ALIKE]);
	bool wants_links = !only_hard || list_has(hard, names[CHECK_LINKS]);
	all[CHECK_HEADLINE].is_passed = str_trim(story->headline).len > 0;
	all[CHECK_TEXT].is_passed = str_trim(story->body).len > 0;
	all[CHECK_SECTION].is_passed = story->section_count > 0;
	all[CHECK_BYLINE].is_passed = story->byline_count > 0;
	all[CHECK_STANDFIRST].is_passed = str_trim(story->standfirst.s).len > 0;
	html_body_refs(into, story->body, &refs);
	TRY(check_pictures(store, into, story, &refs, &all[CHECK_CREDIT], &all[CHECK_ALT]));
	if (wants_links)
		TRY(check_links(store, into, story->body, &all[CHECK_LINKS]));
	if (wants_look && story->kind == STORY_POST)
		TRY(check_look_alike(store, into, story, &all[CHECK_LOOK_ALIKE]));
	return OK;
}

static enum err checks(struct store *store, struct arena *into, const struct story *story,
		       bool only_hard, struct checks *out)
{
	struct check all[CHECK_KINDS];
	struct str hard;
	for (size_t i = 0; i < CHECK_KINDS; i++)
		all[i] = (struct check){ .kind = (enum check_kind)i, .is_passed = true };
	TRY(store_setting(store, into, S("hard_checks"), &hard));
	TRY(look(store, into, story, hard, only_hard, all));
	collect(all, story, hard, out);
	return OK;
}

enum err press_checks(struct store *store, struct arena *into, const struct story *story,
		      struct checks *out)
{
	return checks(store, into, story, false, out);
}

enum err press_hard_checks(struct store *store, struct arena *into, const struct story *story,
			   struct checks *out)
{
	return checks(store, into, story, true, out);
}
