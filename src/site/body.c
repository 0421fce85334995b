/* SPDX-License-Identifier: Apache-2.0 */
/* body.c: asks the store for all references, and the theme for their markup. */
#include "site/body.h"

#include <stdlib.h>

#include "site/view.h"
#include "store/media.h"
#include "store/shown.h"
#include "store/story.h"

#define LIMIT_PIECE_BYTES (256u << 10)

struct wanted {
	struct {
		media_id *items;
		size_t count, cap;
	} media;
	struct {
		story_id *items;
		size_t count, cap;
	} stories;
};

static void want(struct visit *visit, struct wanted *wanted, struct body_ref ref)
{
	if (ref.kind == BODY_MEDIA)
		*list_push(visit->arena, &wanted->media) = (media_id){ ref.id };
	else
		*list_push(visit->arena, &wanted->stories) = (story_id){ ref.id };
}

/* All kept here are looked up by their ids, which stand first in media_id and story_id. */
static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return x < y ? -1 : x > y;
}

static int media_by_id(const void *a, const void *b)
{
	return by_number(&((const struct media *)a)->id.n, &((const struct media *)b)->id.n);
}

static int story_by_id(const void *a, const void *b)
{
	return by_number(&((const struct story *)a)->id.n, &((const struct story *)b)->id.n);
}

/* A body may show one picture, or name one story, thousands of times. */
static void sort_wanted(struct wanted *wanted)
{
	size_t n = 0;
	if (wanted->media.count)
		qsort(wanted->media.items, wanted->media.count, sizeof(media_id), by_number);
	for (size_t i = 0; i < wanted->media.count; i++)
		if (!i || wanted->media.items[i].n != wanted->media.items[n - 1].n)
			wanted->media.items[n++] = wanted->media.items[i];
	wanted->media.count = n;
	n = 0;
	if (wanted->stories.count)
		qsort(wanted->stories.items, wanted->stories.count, sizeof(story_id), by_number);
	for (size_t i = 0; i < wanted->stories.count; i++)
		if (!i || wanted->stories.items[i].n != wanted->stories.items[n - 1].n)
			wanted->stories.items[n++] = wanted->stories.items[i];
	wanted->stories.count = n;
}

static enum err load(struct visit *visit, struct wanted *wanted, struct body_references *out)
{
	struct body_references references = { 0 };
	sort_wanted(wanted);
	if (wanted->media.count)
		TRY(store_media_many(visit->store, visit->arena, wanted->media.items,
				     wanted->media.count, &references.media,
				     &references.media_count));
	if (wanted->stories.count)
		TRY(store_story_bare_cards(visit->store, visit->arena, wanted->stories.items,
					   wanted->stories.count, &references.stories));
	if (references.media_count)
		qsort(references.media, references.media_count, sizeof(struct media), media_by_id);
	if (references.stories.count)
		qsort(references.stories.items, references.stories.count, sizeof(struct story),
		      story_by_id);
	*out = references;
	return OK;
}

enum err body_load_refs(struct visit *visit, const struct body_refs *refs, const story_id *more,
			size_t count, struct body_references *out)
{
	struct wanted wanted = { 0 };
	for (size_t i = 0; i < refs->count; i++)
		want(visit, &wanted, refs->items[i]);
	for (size_t i = 0; i < count; i++)
		want(visit, &wanted, (struct body_ref){ .kind = BODY_STORY, .id = more[i].n });
	return load(visit, &wanted, out);
}

enum err body_load(struct visit *visit, const struct story *stories, size_t count,
		   struct body_references *out)
{
	struct wanted wanted = { 0 };
	for (size_t i = 0; i < count; i++) {
		struct body_refs refs = { 0 };
		html_body_refs(visit->arena, stories[i].body, &refs);
		for (size_t k = 0; k < refs.count; k++)
			want(visit, &wanted, refs.items[k]);
	}
	return load(visit, &wanted, out);
}

const struct story *body_story(const struct body_references *references, story_id id)
{
	const struct story key = { .id = id };
	return references->stories.count
		       ? bsearch(&key, references->stories.items, references->stories.count,
				 sizeof key, story_by_id)
		       : NULL;
}

struct rendering {
	struct visit *visit;
	const struct body_references *references;
};

static const struct media *find_media(const struct rendering *rendering, int64_t id)
{
	const struct body_references *references = rendering->references;
	const struct media key = { .id.n = id };
	return references->media_count ? bsearch(&key, references->media, references->media_count,
						 sizeof key, media_by_id)
				       : NULL;
}

static const struct story *find_story(const struct rendering *rendering, int64_t id)
{
	return body_story(rendering->references, (story_id){ id });
}

static bool run_piece(struct visit *visit, struct str name, struct value_map *map, struct html *out)
{
	if (visit->trouble)
		return false;
	visit->trouble = theme_run_piece(visit->app->theme, name, value_of_map(map), &visit->world,
					 LIMIT_PIECE_BYTES, out, &visit->fault);
	visit->theme_failed |= visit->trouble != OK;
	return visit->trouble == OK;
}

static struct str capitals(struct arena *into, struct str text)
{
	char *out = arena_bytes(into, text.len);
	for (size_t i = 0; i < text.len; i++)
		out[i] = text.ptr[i] >= 'a' && text.ptr[i] <= 'z' ? (char)(text.ptr[i] - 32)
								  : text.ptr[i];
	return (struct str){ out, text.len };
}

/* A PDF, or sound, as a block of its own. */
static bool put_file(struct rendering *rendering, const struct body_figure *figure,
		     const struct media *media, struct html *out)
{
	struct visit *visit = rendering->visit;
	struct str url = media_url(visit, media);
	struct str name = str_cut_last(str_cut(url, '?').head, '/').tail;
	struct str extension = str_cut_last(media->file.len ? media->file : name, '.').tail;
	if (figure->is_inline || figure->in_gallery || !url.len)
		return false;
	struct value_map *map = view_map(visit);
	view_set(visit, map, S("url"), value_text(url));
	view_set(visit, map, S("is_audio"), value_bool(str_starts(media->mime, S("audio/"))));
	view_set(visit, map, S("title"), value_text(media->title.len ? media->title : name));
	view_set(visit, map, S("kind"), value_text(capitals(visit->arena, extension)));
	view_set(visit, map, S("kilobytes"), value_number((double)((media->bytes + 1023) / 1024)));
	view_set(visit, map, S("caption"),
		 value_html_or_null(figure->caption.s.len ? figure->caption : media->caption));
	view_set_text(visit, map, S("credit"), media->credit);
	view_set_text(visit, map, S("classes"), figure->classes);
	return run_piece(visit, S("body-file"), map, out);
}

static bool put_figure(void *self, struct arena *into, const struct body_figure *figure,
		       struct html *out)
{
	(void)into;
	struct rendering *rendering = self;
	struct visit *visit = rendering->visit;
	const struct media *media = find_media(rendering, figure->id);
	if (!media)
		return false;
	if (!media_is_picture(media))
		return put_file(rendering, figure, media, out);
	struct value_map *map = view_map(visit);
	struct html caption = figure->caption.s.len ? figure->caption : media->caption;
	view_set(visit, map, S("url"), value_text(media_url(visit, media)));
	view_set(visit, map, S("width"), value_number(media->height > 0 ? media->width : 0));
	view_set(visit, map, S("height"), value_number(media->height));
	view_set(visit, map, S("alt"), value_text(figure->alt.len ? figure->alt : media->alt));
	view_set(visit, map, S("caption"), value_html_or_null(caption));
	view_set_text(visit, map, S("credit"), media->credit);
	view_set(visit, map, S("srcset"), value_text_or_null(media_srcset(visit, media)));
	view_set(visit, map, S("sizes"), value_text(S("(min-width: 44rem) 42rem, 100vw")));
	view_set_text(visit, map, S("classes"), figure->classes);
	view_set(visit, map, S("is_inline"), value_bool(figure->is_inline));
	view_set(visit, map, S("in_gallery"), value_bool(figure->in_gallery));
	return run_piece(visit, S("body-figure"), map, out);
}

static bool put_see_also(void *self, struct arena *into, int64_t id, struct html *out)
{
	(void)into;
	struct rendering *rendering = self;
	const struct story *story = find_story(rendering, id);
	if (!story)
		return false;
	struct value_map *map = view_map(rendering->visit);
	view_set(rendering->visit, map, S("story"), view_story(rendering->visit, story));
	return run_piece(rendering->visit, S("body-see-also"), map, out);
}

static bool story_href(void *self, struct arena *into, int64_t id, struct str *out)
{
	(void)into;
	const struct story *story = find_story(self, id);
	const struct rendering *rendering = self;
	if (!story)
		return false;
	store_note_shown(rendering->visit->store, FACT_PATH, id);
	*out = story->path;
	return true;
}

static bool media_href(void *self, struct arena *into, int64_t id, struct str *out)
{
	(void)into;
	const struct rendering *rendering = self;
	const struct media *media = find_media(rendering, id);
	struct str address = media ? media_url(rendering->visit, media) : S("");
	if (address.len)
		*out = address;
	return address.len > 0;
}

enum err body_render(struct visit *visit, const struct body_references *references, struct str body,
		     struct html *out)
{
	struct rendering rendering = { visit, references };
	const struct body_resolver resolver = {
		.self = &rendering,
		.figure = put_figure,
		.see_also = put_see_also,
		.story_href = story_href,
		.media_href = media_href,
	};
	TRY(html_body_render(visit->arena, body, &resolver, out));
	return visit->trouble;
}
