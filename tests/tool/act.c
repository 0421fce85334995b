/* SPDX-License-Identifier: Apache-2.0 */
/*
 * act.c: `act SITE VERB WORDS...`: does in a site what an editor would do at the desk, beside the
 * running server, and rings its bell. The tests' hands; what it prints is for them to read.
 *
 *     list                                       every story, one JSON object a line
 *     sections | topics                          the same for those
 *     body SLUG                                  a story's body as kept
 *     sequence                                   number of the newest touched fact
 *     section SLUG | topic SLUG                  makes one
 *     new SLUG HEADLINE SECTION TOPIC BODY       makes a draft; prints its id
 *     headline ID TEXT | text ID BODY | slug ID SLUG | move ID SECTION TOPIC
 *     publish ID [AT] | schedule ID AT | withdraw ID | embargo ID UNTIL    (moments in ms)
 *     setting NAME VALUE                         sets one
 *     decide ACT ID...                           approve, spam, trash, pick or unpick replies;
 * prints the batch, for: undo BATCH decide-link ID ACT                         what a mail would
 * carry: /desk/decide/... replies STORY COUNT                        so many shown ones under a
 * story, in threads comments                                   every reply, oldest first: id,
 * state, text resave                                     reads and saves every story; prints how
 * many, and how many came out different
 */
#include <stdio.h>
#include <stdlib.h>

#include "html/clean.h"
#include "os/control.h"
#include "press/act.h"
#include "store/setting.h"
#include "store/story.h"
#include "store/taxonomy.h"
#include "act_replies.h"
#include "tool_json.h"

struct act {
	struct store *store;
	struct arena arena;
	struct str site;
	struct str *words; /* after the verb */
	int count;
};

static int64_t number_of(struct str word)
{
	int64_t number = 0;
	if (str_to_i64(word, &number))
		die("not a number: %.*s", STR_ARG(word));
	return number;
}

static enum err load(struct act *act, struct story *out)
{
	return store_story_any(act->store, &act->arena, (story_id){ number_of(act->words[0]) },
			       out);
}

static enum err save(struct act *act, const struct story *story)
{
	story_id id;
	TRY(press_save(act->store, &(struct actor){ { 0 } }, story, S("test"), &id));
	if (!story->id.n)
		printf("%lld\n", (long long)id.n);
	return OK;
}

static enum err list(struct act *act)
{
	struct story_list run = { 0 };
	story_id after = { 0 };
	do {
		struct arena_mark mark = arena_mark(&act->arena);
		TRY(store_story_scan(act->store, &act->arena, after, 200, &run));
		for (size_t i = 0; i < run.count; i++) {
			print_story(&run.items[i]);
			after = run.items[i].id;
		}
		arena_reset(&act->arena, mark);
	} while (run.count);
	return OK;
}

static enum err sections(struct act *act)
{
	struct section *items;
	size_t count;
	TRY(store_sections(act->store, &act->arena, &items, &count));
	for (size_t i = 0; i < count; i++)
		print_term(items[i].slug, items[i].name, items[i].path, items[i].uri);
	return OK;
}

static enum err topics(struct act *act)
{
	struct topic *items;
	size_t count;
	TRY(store_topics(act->store, &act->arena, 1000000, &items, &count));
	for (size_t i = 0; i < count; i++)
		print_term(items[i].slug, items[i].name, items[i].path, items[i].uri);
	return OK;
}

static enum err body(struct act *act)
{
	struct story story;
	TRY(store_story_by_slug(act->store, &act->arena, act->words[0], &story));
	printf("%.*s\n", STR_ARG(story.body));
	return OK;
}

static enum err sequence(struct act *act)
{
	printf("%lld\n", (long long)store_sequence(act->store));
	return OK;
}

static enum err make_section(struct act *act)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	section_id id;
	TRY(txn_begin(&txn, act->store));
	TRY(store_section_save(act->store,
			       &(struct section){ .slug = act->words[0], .name = act->words[0] },
			       &id));
	return txn_commit(&txn);
}

static enum err make_topic(struct act *act)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	topic_id id;
	TRY(txn_begin(&txn, act->store));
	TRY(store_topic_save(act->store,
			     &(struct topic){ .slug = act->words[0], .name = act->words[0] }, &id));
	return txn_commit(&txn);
}

static enum err file_under(struct act *act, struct story *story, struct str section_slug,
			   struct str topic_slug)
{
	struct section *section = arena_new(&act->arena, struct section, 1);
	struct topic *topic = arena_new(&act->arena, struct topic, 1);
	TRY(store_section_by_slug(act->store, &act->arena, section_slug, section));
	TRY(store_topic_by_slug(act->store, &act->arena, topic_slug, topic));
	story->sections = section;
	story->topics = topic;
	story->section_count = story->topic_count = 1;
	return OK;
}

static enum err set_body(struct act *act, struct story *story, struct str raw)
{
	struct html clean;
	TRY(html_clean(&act->arena, raw, CLEAN_STORY, &clean));
	story->body = clean.s;
	return OK;
}

static enum err new_story(struct act *act)
{
	struct story story = { .slug = act->words[0], .headline = act->words[1] };
	TRY(file_under(act, &story, act->words[2], act->words[3]));
	TRY(set_body(act, &story, act->words[4]));
	return save(act, &story);
}

static enum err headline(struct act *act)
{
	struct story story;
	TRY(load(act, &story));
	story.headline = act->words[1];
	return save(act, &story);
}

static enum err text(struct act *act)
{
	struct story story;
	TRY(load(act, &story));
	TRY(set_body(act, &story, act->words[1]));
	return save(act, &story);
}

static enum err slug(struct act *act)
{
	struct story story;
	TRY(load(act, &story));
	story.slug = act->words[1];
	story.path = S(""); /* made anew from the site's pattern */
	return save(act, &story);
}

static enum err move(struct act *act)
{
	struct story story;
	TRY(load(act, &story));
	TRY(file_under(act, &story, act->words[1], act->words[2]));
	return save(act, &story);
}

static const struct actor TESTER = { { 0 } };

static unix_ms moment(const struct act *act, int word)
{
	return (unix_ms){ act->count > word ? number_of(act->words[word]) : 0 };
}

static enum err publish(struct act *act)
{
	return press_publish(act->store, &TESTER, (story_id){ number_of(act->words[0]) },
			     moment(act, 1));
}

static enum err schedule(struct act *act)
{
	return press_schedule(act->store, &TESTER, (story_id){ number_of(act->words[0]) },
			      moment(act, 1));
}

static enum err withdraw(struct act *act)
{
	return press_withdraw(act->store, &TESTER, (story_id){ number_of(act->words[0]) });
}

static enum err embargo(struct act *act)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	struct story story;
	TRY(load(act, &story));
	TRY(txn_begin(&txn, act->store));
	TRY(store_story_set_state(act->store, story.id, story.status, story.published_at,
				  moment(act, 1)));
	return txn_commit(&txn);
}

/* Whether saving what was read leaves every byte of the body. */
static enum err resave_one(struct act *act, story_id id, int *changed)
{
	struct story before, after;
	story_id same;
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(store_story_any(act->store, &act->arena, id, &before));
	struct html clean;
	TRY(html_clean(&act->arena, before.body, CLEAN_STORY, &clean));
	before.body = clean.s;
	TRY(txn_begin(&txn, act->store));
	TRY(store_story_save(act->store, &before, (person_id){ 0 }, S("test"), &same));
	TRY(txn_commit(&txn));
	TRY(store_story_any(act->store, &act->arena, id, &after));
	*changed += !str_eq(before.body, after.body) || before.revision.n != after.revision.n;
	return OK;
}

static enum err resave(struct act *act)
{
	struct story_list run = { 0 };
	story_id after = { 0 };
	int saved = 0, changed = 0;
	do {
		struct arena_mark mark = arena_mark(&act->arena);
		TRY(store_story_scan(act->store, &act->arena, after, 100, &run));
		for (size_t i = 0; i < run.count; i++, saved++) {
			TRY(resave_one(act, run.items[i].id, &changed));
			after = run.items[i].id;
		}
		arena_reset(&act->arena, mark);
	} while (run.count);
	printf("%d %d\n", saved, changed);
	return OK;
}

static enum err setting(struct act *act)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, act->store));
	TRY(store_setting_set(act->store, act->words[0], act->words[1]));
	return txn_commit(&txn);
}

static enum err act_decide(struct act *act)
{
	return replies_decide(act->store, &act->arena, act->site, act->words, (size_t)act->count);
}

static enum err act_undo(struct act *act)
{
	return replies_undo(act->store, &act->arena, act->site, number_of(act->words[0]));
}

static enum err act_link(struct act *act)
{
	return replies_link(act->store, &act->arena, act->site, number_of(act->words[0]),
			    act->words[1]);
}

static enum err act_replies(struct act *act)
{
	return replies_make(act->store, &act->arena, number_of(act->words[0]),
			    number_of(act->words[1]));
}

static enum err act_comments(struct act *act)
{
	return replies_list(act->store, &act->arena);
}

static const struct verb {
	const char *name;
	int least; /* words it takes at least */
	enum err (*run)(struct act *act);
} VERBS[] = {
	{ "list", 0, list },
	{ "sections", 0, sections },
	{ "topics", 0, topics },
	{ "body", 1, body },
	{ "sequence", 0, sequence },
	{ "section", 1, make_section },
	{ "topic", 1, make_topic },
	{ "new", 5, new_story },
	{ "headline", 2, headline },
	{ "text", 2, text },
	{ "slug", 2, slug },
	{ "move", 3, move },
	{ "publish", 1, publish },
	{ "schedule", 2, schedule },
	{ "withdraw", 1, withdraw },
	{ "embargo", 2, embargo },
	{ "resave", 0, resave },
	{ "setting", 2, setting },
	{ "decide", 2, act_decide },
	{ "undo", 1, act_undo },
	{ "decide-link", 2, act_link },
	{ "replies", 2, act_replies },
	{ "comments", 0, act_comments },
};

static const struct verb *find_verb(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(VERBS); i++)
		if (str_eq(str_of(VERBS[i].name), name))
			return &VERBS[i];
	die("no verb %.*s", STR_ARG(name));
}

int main(int argc, char **argv)
{
	if (argc < 3)
		die("usage: act SITE VERB WORDS...");
	struct act act = { .arena = arena_open((size_t)1 << 30), .count = argc - 3 };
	act.site = str_of(argv[1]);
	act.words = arena_new(&act.arena, struct str, (size_t)argc);
	for (int i = 0; i < act.count; i++)
		act.words[i] = str_of(argv[i + 3]);
	const struct verb *verb = find_verb(str_of(argv[2]));
	if (act.count < verb->least)
		die("%s takes %d words", verb->name, verb->least);
	struct fault fault = { 0 };
	if (store_open(str_of(argv[1]), S(""), STORE_WRITE, &act.store, &fault))
		die("%s", fault.text);
	enum err err = verb->run(&act);
	if (err)
		die("%s: %s: %s", verb->name, err_name(err), store_fault(act.store)->text);
	control_ring(str_of(argv[1]));
	store_close(&act.store);
	arena_close(&act.arena);
	return 0;
}
