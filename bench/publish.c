/* SPDX-License-Identifier: Apache-2.0 */
/*
 * publish.c: `publish SITE PORT COUNT SECTION TOPIC AUTHOR PATH...`: publishes stories beside a
 * running server, one after the other, in the section, topic and by the author with these numbers,
 * and asks at once for each PATH, where every one of them should stand. Prints JSON: how long it
 * took until the act was done and until all pages had shown it, and how many pages did not.
 */
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "ask.h"
#include "histogram.h"
#include "os/control.h"
#include "press/check.h"
#include "press/act.h"
#include "store/story_text.h"

#define LIMIT_BODY_BYTES (64u << 10)
enum { PARAGRAPHS = 9 };

struct publishing {
	struct store *store;
	struct arena *arena;
	struct str site;
	int port, connection;
	int64_t section, topic, author;
	char **paths;
	size_t path_count;
	struct histogram done, shown;
	uint64_t stale;
};

static uint64_t now_us(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000u + (uint64_t)t.tv_nsec / 1000u;
}

/* As long as a story is, and of what they are about here: the first paragraphs of some. */
static enum err make_body(struct publishing *publishing, int64_t number, struct str *out)
{
	struct buf body = buf_in(publishing->arena, LIMIT_BODY_BYTES);
	story_id newest;
	TRY(store_story_newest_id(publishing->store, &newest));
	for (int64_t i = 1; i <= PARAGRAPHS; i++) {
		struct story story;
		story_id id = { 1 + (number * 7919 + i * 104729) % newest.n };
		enum err err = store_story_any(publishing->store, publishing->arena, id, &story);
		struct str_pair cut = str_cut_str(err ? S("") : story.body, S("</p>"));
		if (cut.found && str_starts(cut.head, S("<p>")))
			buf_fmt(&body, "%.*s</p>", STR_ARG(cut.head));
	}
	buf_put(&body, S("<p>The council met in the evening and heard what had happened.</p>"));
	*out = buf_str(&body);
	return body.fault;
}

static enum err save_draft(struct publishing *publishing, int64_t number, struct str headline,
			   story_id *out)
{
	struct section section = { .id = { publishing->section } };
	struct topic topic = { .id = { publishing->topic } };
	struct byline byline = { .person.id = { publishing->author } };
	const struct actor by = { 0 };
	struct story draft = {
		.headline = headline,
		.sections = &section,
		.section_count = 1,
		.topics = &topic,
		.topic_count = 1,
		.bylines = &byline,
		.byline_count = 1,
	};
	TRY(make_body(publishing, number, &draft.body));
	return press_save(publishing->store, &by, &draft, S(""), out);
}

static enum err look(struct publishing *publishing, struct str headline)
{
	for (size_t i = 0; i < publishing->path_count; i++) {
		int status;
		struct str body;
		TRY(ask_page(publishing->arena, &publishing->connection, publishing->port,
			     str_of(publishing->paths[i]), &status, &body));
		if (status != 200 || !str_contains(body, headline)) {
			publishing->stale++;
			fprintf(stderr, "publish: %s does not show it\n", publishing->paths[i]);
		}
	}
	return OK;
}

/* What the desk does when it shows the dialog, and when it was confirmed. */
static enum err check_and_publish(struct publishing *publishing, story_id id)
{
	const struct actor by = { 0 };
	struct story story;
	struct checks checks;
	TRY(store_story_any(publishing->store, publishing->arena, id, &story));
	TRY(press_checks(publishing->store, publishing->arena, &story, &checks));
	return press_publish(publishing->store, &by, id, unix_ms_of(0));
}

static enum err publish_one(struct publishing *publishing, int64_t number)
{
	story_id id;
	struct arena_mark mark = arena_mark(publishing->arena);
	struct str headline = str_fmt(publishing->arena, "Bulletin %lld of process %lld",
				      (long long)number, (long long)getpid());
	TRY(save_draft(publishing, number, headline, &id));
	control_ring(publishing->site);
	TRY(look(publishing, S(""))); /* what was dropped by saving is there again */
	uint64_t begun = now_us();
	store_set_now(publishing->store, os_now());
	TRY(check_and_publish(publishing, id));
	control_ring(publishing->site);
	histogram_add(&publishing->done, now_us() - begun);
	TRY(look(publishing, headline));
	histogram_add(&publishing->shown, now_us() - begun);
	arena_reset(publishing->arena, mark);
	return OK;
}

static int64_t number(const char *text)
{
	int64_t n;
	if (str_to_i64(str_of(text), &n))
		die("not a number: %s", text);
	return n;
}

static void print(const struct publishing *publishing)
{
	printf("{\"done_us\": %llu, \"done_most_us\": %llu, \"shown_us\": %llu, \"pages\": %zu, "
	       "\"stale\": %llu}\n",
	       (unsigned long long)histogram_at(&publishing->done, .5),
	       (unsigned long long)publishing->done.most,
	       (unsigned long long)histogram_at(&publishing->shown, .5), publishing->path_count,
	       (unsigned long long)publishing->stale);
}

int main(int argc, char **argv)
{
	static struct publishing publishing;
	struct fault fault = { 0 };
	if (argc < 8) {
		fputs("usage: publish SITE PORT COUNT SECTION TOPIC AUTHOR PATH...\n", stderr);
		return 2;
	}
	struct arena arena = arena_open((size_t)1 << 30);
	publishing = (struct publishing){ .arena = &arena,
					  .site = str_of(argv[1]),
					  .port = (int)number(argv[2]),
					  .connection = -1,
					  .section = number(argv[4]),
					  .topic = number(argv[5]),
					  .author = number(argv[6]),
					  .paths = argv + 7,
					  .path_count = (size_t)argc - 7 };
	if (store_open(publishing.site, S(""), STORE_WRITE, &publishing.store, &fault))
		die("cannot open %s: %s", argv[1], fault.text);
	for (int64_t i = number(argv[3]); i > 0; i--) {
		enum err err = publish_one(&publishing, i);
		if (err)
			die("cannot publish: %s: %s", err_name(err),
			    store_fault(publishing.store)->text);
	}
	print(&publishing);
	store_close(&publishing.store);
	return 0;
}
