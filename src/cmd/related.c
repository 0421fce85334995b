/* SPDX-License-Identifier: Apache-2.0 */
/* related.c: `broadside related SITE [SLUG]`: what is near to stories, at the prompt and in bulk.
 */
#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/options.h"
#include "cmd/site_conf.h"
#include "discover/relate.h"
#include "site/json.h"
#include "store/related_pick.h"

#define LIMIT_RELATED_ASKED 1000
#define LIMIT_LINE_BYTES (16u << 20)
#define STORIES_A_STEP 100

struct related_options {
	struct str words[2]; /* SITE SLUG */
	size_t word_count;
	struct str limit, database;
	bool json, as_published, found;
};

struct asking {
	struct store *store;
	struct arena *arena;
	struct relating *relating;
	const struct related_options *options;
	size_t limit;
};

static bool put_out(struct str text)
{
	return fwrite(text.ptr, 1, text.len, stdout) == text.len;
}

/* A story of our own has no outside name: its address stands for it. */
static struct str name_of(const struct story *story)
{
	return story->uri.len ? story->uri : story->path;
}

/* {"story": uri, "related": [{"uri": "...", "score": 0.5}, ...]} */
static bool put_json(const struct asking *asking, const struct story *story,
		     const struct story_list *found, const struct related_hits *hits)
{
	struct buf out = buf_in(asking->arena, LIMIT_LINE_BYTES);
	struct json json = json_into(&out);
	json_open(&json, NULL, '{');
	json_text(&json, "story", name_of(story));
	json_open(&json, "related", '[');
	for (size_t i = 0; i < found->count; i++) {
		json_open(&json, NULL, '{');
		json_text(&json, "uri", name_of(&found->items[i]));
		json_decimal(&json, "score", (double)hits->items[i].nearness / 65535);
		json_close(&json, '}');
	}
	json_close(&json, ']');
	json_close(&json, '}');
	buf_put_char(&out, '\n');
	return !out.fault && put_out(buf_str(&out));
}

static bool put_lines(const struct asking *asking, const struct story *story,
		      const struct story_list *found)
{
	struct buf out = buf_in(asking->arena, LIMIT_LINE_BYTES);
	buf_fmt(&out, "%.*s\n", STR_ARG(story->headline));
	for (size_t i = 0; i < found->count; i++) {
		const struct story *near = &found->items[i];
		struct str day = str_first(time_rfc3339(asking->arena, near->published_at, 0), 10);
		buf_fmt(&out, "    %.*s  %.*s\n                %.*s\n", STR_ARG(day),
			STR_ARG(near->headline), STR_ARG(near->path));
	}
	return !out.fault && put_out(buf_str(&out));
}

static enum err add_pins(const struct asking *asking, const struct related_picks *picks,
			 struct related_hits *out)
{
	for (size_t i = 0; i < picks->pin_count && out->count < asking->limit; i++) {
		struct story story;
		enum err err =
			store_story_public(asking->store, asking->arena, picks->pins[i], &story);
		if (err && err != ERR_NOT_FOUND)
			return err;
		if (!err)
			out->items[out->count++] =
				(struct related_story){ picks->pins[i], UINT16_MAX };
	}
	return OK;
}

/* What was found, as editors want it: what they pinned first, and nothing they took out. */
static enum err find(const struct asking *asking, const struct story *story,
		     struct related_hits *out)
{
	const struct related_options *options = asking->options;
	struct related_picks picks = { 0 };
	struct related_hits hits;
	if (!options->found && !options->as_published)
		TRY(store_related_picks(asking->store, story->id, &picks));
	TRY(relating_find(asking->relating, asking->arena, story,
			  asking->limit + picks.pin_count + picks.out_count, options->as_published,
			  &hits));
	out->items = arena_new(asking->arena, struct related_story, asking->limit);
	out->count = 0;
	TRY(add_pins(asking, &picks, out));
	for (size_t i = 0; i < hits.count && out->count < asking->limit; i++)
		if (!related_picks_has_pin(&picks, hits.items[i].id) &&
		    !related_picks_has_out(&picks, hits.items[i].id))
			out->items[out->count++] = hits.items[i];
	return OK;
}

static enum err ask(const struct asking *asking, const struct story *story, struct fault *fault)
{
	struct arena_mark mark = arena_mark(asking->arena);
	struct related_hits hits;
	struct story_list found = { 0 };
	enum err err = find(asking, story, &hits);
	if (!err && hits.count) {
		story_id *ids = arena_new(asking->arena, story_id, hits.count);
		for (size_t i = 0; i < hits.count; i++)
			ids[i] = hits.items[i].id;
		err = store_story_cards(asking->store, asking->arena, ids, hits.count, &found);
	}
	if (err)
		return fault_set(fault, err, "%.300s", store_fault(asking->store)->text);
	bool is_out = asking->options->json ? put_json(asking, story, &found, &hits)
					    : put_lines(asking, story, &found);
	arena_reset(asking->arena, mark);
	return is_out ? OK : fault_set(fault, ERR_IO, "cannot write the results");
}

static enum err ask_all(const struct asking *asking, struct fault *fault)
{
	struct story_list list;
	story_id after = { 0 };
	do {
		struct arena_mark mark = arena_mark(asking->arena);
		if (store_story_scan(asking->store, asking->arena, after, STORIES_A_STEP, &list))
			return fault_set(fault, ERR_IO, "%.300s", store_fault(asking->store)->text);
		for (size_t i = 0; i < list.count; i++) {
			const struct story *story = &list.items[i];
			after = story->id;
			if (story->kind == STORY_POST &&
			    story_life(story->status, story->published_at, story->embargo_until,
				       store_now(asking->store))
				    .is_public)
				TRY(ask(asking, story, fault));
		}
		arena_reset(asking->arena, mark);
	} while (list.count);
	return OK;
}

/* By its slug, or the uri it came with. */
static enum err ask_one(const struct asking *asking, struct str name, struct fault *fault)
{
	struct story story;
	enum err err = store_story_by_slug(asking->store, asking->arena, name, &story);
	if (err == ERR_NOT_FOUND)
		err = store_story_by_uri(asking->store, asking->arena, name, &story);
	if (!err)
		err = store_story_any(asking->store, asking->arena, story.id, &story);
	if (err)
		return fault_set(fault, err, "no story %.*s", STR_ARG(str_first(name, 300)));
	return ask(asking, &story, fault);
}

static enum err related(struct arena *arena, const struct related_options *options, int64_t limit,
			struct fault *fault)
{
	CLEANUP(store_close) struct store *store = NULL;
	CLEANUP(relating_close) struct relating *relating = NULL;
	struct site_conf conf;
	struct str site = options->words[0];
	TRY(site_conf_read(arena, site, &conf, fault));
	TRY(store_open(site, options->database.len ? options->database : conf.database, STORE_READ,
		       &store, fault));
	if (relating_open(store, &relating))
		return fault_set(fault, ERR_IO, "%.300s", store_fault(store)->text);
	const struct asking asking = { store, arena, relating, options, (size_t)limit };
	TRY(options->word_count > 1 ? ask_one(&asking, options->words[1], fault)
				    : ask_all(&asking, fault));
	return fflush(stdout) ? fault_set(fault, ERR_IO, "cannot write the results") : OK;
}

int cmd_related(int argc, char **argv)
{
	static struct related_options options;
	struct fault fault = { 0 };
	int64_t limit = 10;
	int status;
	options = (struct related_options){ 0 };
	const struct option table[] = {
		{ "limit", "N", &options.limit, NULL, "how many for each, 10 if not said" },
		{ "as-published", NULL, NULL, &options.as_published,
		  "only stories that are not newer" },
		{ "found", NULL, NULL, &options.found,
		  "as found, whatever editors pinned or took out" },
		{ "json", NULL, NULL, &options.json, "one JSON object a story, one a line" },
		{ "database", "URL", &options.database, NULL,
		  "where SITE is kept, if not in SITE" },
		{ 0 },
	};
	const struct usage usage = { "related SITE [SLUG]",
				     "Finds what is near to a story of the newspaper SITE by its "
				     "words, topics, section\nand time, nearest first; to every "
				     "public story when none is named. What "
				     "editors\npinned stands first, as readers see it.",
				     table, 1, COUNT_OF(options.words) };
	if (!options_read(&usage, argc, argv, options.words, &options.word_count, &status))
		return status;
	if (options.limit.len &&
	    (str_to_i64(options.limit, &limit) || limit < 1 || limit > LIMIT_RELATED_ASKED)) {
		fprintf(stderr, "broadside: related: --limit takes a number from 1 to %d\n",
			LIMIT_RELATED_ASKED);
		return CMD_MISUSED;
	}
	CLEANUP(arena_close) struct arena arena = arena_open((size_t)4 << 30);
	return related(&arena, &options, limit, &fault) ? cmd_failed(&fault) : CMD_DONE;
}
