/* SPDX-License-Identifier: Apache-2.0 */
/*
 * propose.c: the paper's topics named in a text, then other names.
 *
 * For each word of the text that says something, the store is asked once for the topics whose names
 * begin with it; each is then held against the words that follow. So a text costs one look-up a
 * different word, however many topics there are.
 */
#include "discover/propose.h"

#include "discover/names_private.h"
#include "html/body.h"
#include "html/lines.h"
#include "news/slug.h"
#include "store/topic_alias.h"

enum { MOST_COUNTED = 4 };

struct found_topic {
	topic_id id;
	struct str key;
	size_t mentions;
	bool in_headline;
};

struct proposing {
	struct store *store;
	struct arena *into;
	struct arena *work;
	const struct story *story;
	size_t headline_bytes; /* of naming.text */
	struct naming naming;  /* its words */
	struct keys_of {
		bool is_read;
		struct str slug;
		struct topic_key *items;
		size_t count;
	} * keys; /* of each usage */
	struct {
		struct found_topic *items;
		size_t count, cap;
	} topics;
	struct proposals *out;
};

static struct str text_of(struct proposing *proposing)
{
	const struct story *story = proposing->story;
	struct str standfirst = html_text(proposing->work, story->standfirst);
	struct str body = html_lines(proposing->work, story->body);
	struct buf text =
		buf_in(proposing->work, story->headline.len + standfirst.len + body.len + 8);
	buf_put(&text, story->headline);
	proposing->headline_bytes = text.len;
	buf_put(&text, S("\n\n"));
	buf_put(&text, standfirst);
	buf_put(&text, S("\n\n"));
	buf_put(&text, body);
	return utf8_repair(proposing->work, buf_str(&text));
}

static enum err keys_of(struct proposing *proposing, const struct name_word *word,
			struct keys_of **out)
{
	struct keys_of *keys = &proposing->keys[word->usage];
	*out = keys;
	if (keys->is_read)
		return OK;
	keys->is_read = true;
	keys->slug = slug_from_text(proposing->work, word->key);
	bool says_something =
		keys->slug.len > 1 && (!has(word, NAME_STOP) || has(word, NAME_ALIAS));
	return says_something ? store_topic_keys(proposing->store, proposing->work, keys->slug,
						 &keys->items, &keys->count)
			      : OK;
}

static struct str slug_of(struct proposing *proposing, uint32_t i)
{
	struct keys_of *keys = &proposing->keys[proposing->naming.words.items[i].usage];
	if (!keys->slug.len)
		keys->slug = slug_from_text(proposing->work, proposing->naming.words.items[i].key);
	return keys->slug;
}

/* How many words from first on spell the key; 0 when they do not. */
static uint32_t words_of_key(struct proposing *proposing, uint32_t first, struct str key)
{
	for (uint32_t i = first; i < proposing->naming.words.count; i++) {
		struct str slug = slug_of(proposing, i);
		if (i > first && proposing->naming.words.items[i].gap & ~(GAP_COMMA | GAP_AMP))
			return 0;
		if (!slug.len || !str_drop_prefix(&key, slug))
			return 0;
		if (!key.len)
			return i - first + 1;
		if (!str_drop_prefix(&key, S("-")))
			return 0;
	}
	return 0;
}

static void count_topic(struct proposing *proposing, const struct topic_key *key, uint32_t word)
{
	struct found_topic *found = NULL;
	for (size_t i = 0; i < proposing->topics.count; i++)
		if (proposing->topics.items[i].id.n == key->topic.n)
			found = &proposing->topics.items[i];
	if (!found) {
		found = list_push(proposing->work, &proposing->topics);
		*found = (struct found_topic){ .id = key->topic, .key = key->key };
	}
	found->mentions++;
	found->in_headline |= proposing->naming.words.items[word].at < proposing->headline_bytes;
	if (key->key.len > found->key.len)
		found->key = key->key;
}

static enum err find_topics(struct proposing *proposing)
{
	for (uint32_t i = 0; i < proposing->naming.words.count;) {
		struct keys_of *keys;
		const struct topic_key *best = NULL;
		uint32_t most = 0;
		TRY(keys_of(proposing, &proposing->naming.words.items[i], &keys));
		for (size_t k = 0; k < keys->count; k++) {
			uint32_t n = words_of_key(proposing, i, keys->items[k].key);
			if (n > most) {
				most = n;
				best = &keys->items[k];
			}
		}
		if (best)
			count_topic(proposing, best, i);
		i += most ? most : 1;
	}
	return OK;
}

static bool stands_under(const struct story *story, topic_id id)
{
	for (size_t i = 0; i < story->topic_count; i++)
		if (story->topics[i].id.n == id.n)
			return true;
	return false;
}

/* Keeps the surest; of a topic that is there already the surer. */
static void put(struct proposals *out, const struct proposal *proposal)
{
	size_t at = out->count;
	for (size_t i = 0; i < out->count; i++)
		if (out->items[i].topic.n == proposal->topic.n &&
		    (proposal->topic.n || str_eq(out->items[i].name, proposal->name)))
			return;
	while (at > 0 && out->items[at - 1].sure < proposal->sure)
		at--;
	if (at == LIMIT_PROPOSALS)
		return;
	size_t last = out->count < LIMIT_PROPOSALS ? out->count++ : LIMIT_PROPOSALS - 1;
	memmove(&out->items[at + 1], &out->items[at], (last - at) * sizeof *out->items);
	out->items[at] = *proposal;
}

static int weight_of(size_t mentions, bool in_headline, bool has_words)
{
	int counted = mentions < MOST_COUNTED ? (int)mentions : MOST_COUNTED;
	return 12 * counted + (in_headline ? 25 : 0) + (has_words ? 8 : 0);
}

static int at_most(int sure, int most)
{
	return sure < most ? sure : most;
}

static enum err put_topics(struct proposing *proposing)
{
	for (size_t i = 0; i < proposing->topics.count; i++) {
		const struct found_topic *found = &proposing->topics.items[i];
		bool has_words = str_find_char(found->key, '-') != STR_NONE;
		struct topic topic;
		if (stands_under(proposing->story, found->id))
			continue;
		TRY(store_topic(proposing->store, proposing->into, found->id, &topic));
		if (!topic.internal)
			put(proposing->out,
			    &(struct proposal){
				    .topic = topic.id,
				    .name = topic.name,
				    .sure = at_most(40 + weight_of(found->mentions,
								   found->in_headline, has_words),
						    99),
				    .mentions = found->mentions });
	}
	return OK;
}

static enum err put_name(struct proposing *proposing, const struct name *name)
{
	struct topic topic = { 0 };
	struct str key = slug_from_text(proposing->work, name->topic);
	bool in_headline = name->places[0].at < proposing->headline_bytes;
	bool has_words = str_find_char(name->topic, ' ') != STR_NONE;
	if (!key.len)
		return OK;
	enum err err = store_topic_by_key(proposing->store, proposing->into, key, &topic);
	if (err && err != ERR_NOT_FOUND)
		return err;
	if (!err && (topic.internal || stands_under(proposing->story, topic.id)))
		return OK;
	int base = err ? 15 : 40;
	base += name->sure >= 80 ? 15 : 0;
	put(proposing->out,
	    &(struct proposal){
		    .topic = topic.id,
		    .name = err ? str_dup(proposing->into, name->topic) : topic.name,
		    .kind = name->kind,
		    .sure = at_most(base + weight_of(name->count, in_headline, has_words), 95),
		    .mentions = name->count });
	return OK;
}

enum err discover_propose(struct store *store, struct arena *into, const struct story *story,
			  struct proposals *out)
{
	CLEANUP(arena_close) struct arena work = arena_open((size_t)1 << 30);
	enum language language = language_of(story->language.len ? story->language : S("en"));
	struct proposing proposing = {
		.store = store, .into = into, .work = &work, .story = story, .out = out
	};
	struct names names;
	struct str text = text_of(&proposing);
	*out = (struct proposals){ 0 };
	proposing.naming = (struct naming){ .arena = &work,
					    .text = utf8_first(text, LIMIT_NAMES_BYTES),
					    .language = language };
	names_cut(&proposing.naming);
	proposing.keys = arena_new(&work, struct keys_of, proposing.naming.usages.count + 1);
	TRY(find_topics(&proposing));
	TRY(put_topics(&proposing));
	names_of(&work, text, language, &names);
	for (size_t i = 0; i < names.count; i++)
		TRY(put_name(&proposing, &names.items[i]));
	return OK;
}
