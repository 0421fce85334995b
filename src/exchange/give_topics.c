/* SPDX-License-Identifier: Apache-2.0 */
/* give_topics.c: names by story, then stories by name. */
#include "exchange/give_topics.h"

#include "discover/propose.h"
#include "news/slug.h"
#include "store/story.h"
#include "store/story_text.h"
#include "store/taxonomy.h"

enum { STORIES_A_TIME = 200 };

struct named { /* what several stories name alike */
	struct str key, name;
	topic_id topic;
	int64_t stories;
};

struct wish { /* of a story, for one of them */
	story_id story;
	uint32_t named;
};

struct giving {
	const struct give_topics *job;
	struct topics_given *out;
	struct arena *keep, *work;
	struct {
		struct named *items;
		size_t count, cap;
	} named;
	uint32_t *slots; /* of the keys, open addressing; index + 1 */
	size_t room;
	struct {
		struct wish *items;
		size_t count, cap;
	} wishes;
	int64_t done;
	story_id newest;
};

static void put_slot(struct giving *giving, uint32_t index)
{
	size_t slot = str_hash(giving->named.items[index].key) & (giving->room - 1);
	while (giving->slots[slot])
		slot = (slot + 1) & (giving->room - 1);
	giving->slots[slot] = index + 1;
}

static void grow(struct giving *giving)
{
	if (giving->named.count * 2 < giving->room)
		return;
	giving->room = giving->room ? giving->room * 2 : 1024;
	giving->slots = arena_new(giving->keep, uint32_t, giving->room);
	for (uint32_t i = 0; i < giving->named.count; i++)
		put_slot(giving, i);
}

static uint32_t index_of(struct giving *giving, const struct proposal *proposal, struct str key)
{
	grow(giving);
	size_t slot = str_hash(key) & (giving->room - 1);
	for (; giving->slots[slot]; slot = (slot + 1) & (giving->room - 1))
		if (str_eq(giving->named.items[giving->slots[slot] - 1].key, key))
			return giving->slots[slot] - 1;
	struct named *named = list_push(giving->keep, &giving->named);
	*named = (struct named){ .key = str_dup(giving->keep, key),
				 .name = str_dup(giving->keep, proposal->name),
				 .topic = proposal->topic };
	put_slot(giving, (uint32_t)giving->named.count - 1);
	return (uint32_t)giving->named.count - 1;
}

static enum err read_story(struct giving *giving, story_id id)
{
	struct story story;
	struct proposals proposals;
	TRY(store_story_any(giving->job->store, giving->work, id, &story));
	if (story.kind != STORY_POST)
		return OK;
	TRY(discover_propose(giving->job->store, giving->work, &story, &proposals));
	for (size_t i = 0; i < proposals.count; i++) {
		const struct proposal *proposal = &proposals.items[i];
		struct str key = slug_from_text(giving->work, proposal->name);
		if (proposal->sure < giving->job->least_sure || !key.len)
			continue;
		uint32_t index = index_of(giving, proposal, key);
		giving->named.items[index].stories++;
		*list_push(giving->keep, &giving->wishes) = (struct wish){ id, index };
	}
	return OK;
}

static enum err read_all(struct giving *giving, story_id *last)
{
	*last = giving->job->after;
	TRY(store_story_newest_id(giving->job->store, &giving->newest));
	for (;;) {
		struct arena_mark mark = arena_mark(giving->work);
		struct story_list list;
		TRY(store_story_scan(giving->job->store, giving->work, *last, STORIES_A_TIME,
				     &list));
		for (size_t i = 0; i < list.count; i++) {
			TRY(read_story(giving, list.items[i].id));
			*last = list.items[i].id;
		}
		giving->done = last->n;
		if (giving->job->progress)
			giving->job->progress(giving->job->self, giving->done, giving->newest.n);
		arena_reset(giving->work, mark);
		if (list.count < STORIES_A_TIME)
			return OK;
	}
}

/* Another may have made it meanwhile. */
static enum err topic_of(struct giving *giving, struct named *named)
{
	struct topic topic;
	struct store *store = giving->job->store;
	if (named->topic.n)
		return OK;
	enum err err = store_topic_by_slug(store, giving->work, named->key, &topic);
	if (!err)
		named->topic = topic.id;
	if (err != ERR_NOT_FOUND)
		return err;
	giving->out->topics++;
	return store_topic_save(store, &(struct topic){ .name = named->name }, &named->topic);
}

static bool stands_under(const struct story *story, topic_id id)
{
	for (size_t i = 0; i < story->topic_count; i++)
		if (story->topics[i].id.n == id.n)
			return true;
	return false;
}

/* wishes of one story. */
static enum err give_one(struct giving *giving, const struct wish *wishes, size_t count)
{
	struct story story;
	TRY(store_story_any(giving->job->store, giving->work, wishes[0].story, &story));
	size_t had = story.topic_count;
	struct topic *topics = arena_new(giving->work, struct topic, had + count + 1);
	if (had)
		memcpy(topics, story.topics, had * sizeof *topics);
	story.topics = topics;
	for (size_t i = 0; i < count && story.topic_count < GIVE_MOST_TOPICS; i++) {
		struct named *named = &giving->named.items[wishes[i].named];
		if (!named->topic.n && named->stories < GIVE_LEAST_STORIES)
			continue;
		TRY(topic_of(giving, named));
		if (!stands_under(&story, named->topic))
			topics[story.topic_count++].id = named->topic;
	}
	if (story.topic_count == had)
		return OK;
	giving->out->stories++;
	giving->out->links += (int64_t)(story.topic_count - had);
	return store_story_amend(giving->job->store, &story);
}

/* Some stories, in one transaction. Gives: *at behind the last of their wishes. */
static enum err give_some(struct giving *giving, size_t *at)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	struct arena_mark mark = arena_mark(giving->work);
	const struct wish *wishes = giving->wishes.items;
	TRY(txn_begin(&txn, giving->job->store));
	for (int n = 0; n < STORIES_A_TIME && *at < giving->wishes.count; n++) {
		size_t end = *at;
		while (end < giving->wishes.count && wishes[end].story.n == wishes[*at].story.n)
			end++;
		TRY(give_one(giving, wishes + *at, end - *at));
		*at = end;
	}
	arena_reset(giving->work, mark);
	return txn_commit(&txn);
}

enum err give_topics(const struct give_topics *job, struct topics_given *out, struct fault *fault)
{
	CLEANUP(arena_close) struct arena keep = arena_open((size_t)16 << 30);
	CLEANUP(arena_close) struct arena work = arena_open((size_t)4 << 30);
	struct giving giving = { .job = job, .out = out, .keep = &keep, .work = &work };
	story_id last;
	*out = (struct topics_given){ 0 };
	enum err err = read_all(&giving, &last);
	for (size_t at = 0; !err && at < giving.wishes.count;)
		err = give_some(&giving, &at);
	return err ? fault_set(fault, err, "%.300s", store_fault(job->store)->text) : OK;
}
