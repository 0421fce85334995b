/* SPDX-License-Identifier: Apache-2.0 */
/* names_join.c: candidates that name the same become one name. */
#include <stdlib.h>

#include "discover/names_private.h"

enum { MOST_KINDS_SAME = 3 };

struct group {                          /* candidates of one spelling, then of one name */
	struct str key, topic;          /* folded words; what the gazetteer calls it */
	uint32_t first, count;          /* of its fullest mention */
	uint32_t mentions, order, into; /* into: the group it belongs to */
	int sure, kinds[NAME_KINDS];
	bool titled, strong; /* a mention of it is not weak */
};

struct joining {
	struct naming *naming;
	struct {
		struct group *items;
		size_t count, cap;
	} groups;
};

static const struct name_word *word_of(const struct joining *joining, uint32_t i)
{
	return &joining->naming->words.items[i];
}

static enum name_kind kind_of(const struct group *group)
{
	enum name_kind best = NAME_KIND_PERSON;
	for (enum name_kind kind = 0; kind < NAME_KINDS; kind++)
		if (group->kinds[kind] > group->kinds[best])
			best = kind;
	return best;
}

static struct str key_of(const struct joining *joining, const struct candidate *found)
{
	struct buf out = buf_in(joining->naming->arena, 4096);
	for (uint32_t i = 0; i < found->count; i++) {
		struct str key = word_of(joining, found->first + i)->key;
		if (i == 0 && found->count > 1 && str_eq(key, S("the")))
			continue;
		if (out.len)
			buf_put_char(&out, ' ');
		for (size_t k = 0; k < key.len; k++)
			if (key.ptr[k] != '.')
				buf_put_char(&out, key.ptr[k]);
	}
	return buf_str(&out);
}

static void add_kinds(int *to, const int *kinds)
{
	for (int kind = 0; kind < NAME_KINDS; kind++)
		to[kind] += kinds[kind];
}

static uint32_t group_of(struct joining *joining, const struct candidate *found, uint32_t *slots,
			 size_t room)
{
	struct str key = key_of(joining, found);
	size_t slot = str_hash(key) & (room - 1);
	while (slots[slot] && !str_eq(joining->groups.items[slots[slot] - 1].key, key))
		slot = (slot + 1) & (room - 1);
	if (!slots[slot]) {
		struct group *group = list_push(joining->naming->arena, &joining->groups);
		*group = (struct group){ .key = key, .first = found->first, .count = found->count };
		group->into = group->order = (uint32_t)joining->groups.count - 1;
		slots[slot] = (uint32_t)joining->groups.count;
	}
	return slots[slot] - 1;
}

static void gather(struct joining *joining)
{
	struct naming *naming = joining->naming;
	size_t room = 64;
	while (room < naming->found.count * 2)
		room *= 2;
	uint32_t *slots = arena_new(naming->arena, uint32_t, room);
	for (size_t i = 0; i < naming->found.count; i++) {
		struct candidate *found = &naming->found.items[i];
		found->name = group_of(joining, found, slots, room);
		struct group *group = &joining->groups.items[found->name];
		struct str as_is = written(naming, found->first, found->count);
		const struct gazetteer_alias *alias = gazetteer_alias_of(as_is);
		if (alias) {
			group->topic = alias->name;
			group->kinds[alias->kind] += 6;
		}
		group->mentions++;
		group->titled |= found->titled;
		group->strong |= !found->weak;
		group->sure = found->sure > group->sure ? found->sure : group->sure;
		add_kinds(group->kinds, found->kinds);
	}
}

static bool is_same_word(const struct joining *joining, uint32_t a, uint32_t b)
{
	return str_eq(word_of(joining, a)->key, word_of(joining, b)->key);
}

/* "Gibsons" of what is called Gibson as well. */
static bool is_with_s(struct str one, struct str full)
{
	return one.len == full.len + 1 && full.len > 2 && str_ends(one, S("s")) &&
	       !str_ends(full, S("s")) && str_eq(str_first(one, full.len), full);
}

/* The last word but "Jr." */
static uint32_t surname_of(const struct joining *joining, const struct group *group)
{
	uint32_t last = group->first + group->count - 1;
	while (last > group->first && has(word_of(joining, last), NAME_PERSON_SUFFIX))
		last--;
	return last;
}

/* "De La Fuente" of "Rocky De La Fuente". */
static bool is_end_of(const struct joining *joining, const struct group *one,
		      const struct group *full)
{
	for (uint32_t i = 0; i < one->count; i++)
		if (!is_same_word(joining, one->first + i,
				  full->first + full->count - one->count + i))
			return false;
	return kind_of(one) == NAME_KIND_PERSON || has(word_of(joining, one->first), NAME_PARTICLE);
}

/* "Smith", "John" for "John Smith"; "John Smith" for "John B. Smith". */
static bool is_short_person(const struct joining *joining, const struct group *one,
			    const struct group *full)
{
	if (full->count < 2 || full->count <= one->count || kind_of(full) != NAME_KIND_PERSON)
		return false;
	uint32_t last = surname_of(joining, full), own_last = surname_of(joining, one);
	bool same_last = is_same_word(joining, last, own_last);
	bool same_first = is_same_word(joining, full->first, one->first);
	if (one->count > 1)
		return same_last && (same_first || one->titled || is_end_of(joining, one, full));
	bool is_place = !one->titled && one->kinds[NAME_KIND_PLACE] > one->kinds[NAME_KIND_PERSON];
	if (is_place) /* "from Fillmore", of Charles Fillmore */
		return same_last && has(word_of(joining, full->first), NAME_GIVEN) &&
		       !has(word_of(joining, one->first), NAME_COUNTRY | NAME_CITY);
	return same_last || (same_first && has(word_of(joining, one->first), NAME_GIVEN));
}

static bool is_small(const struct name_word *word)
{
	return !(word->shape & SHAPE_CAPITAL) || has(word, NAME_STOP);
}

/* The first letters of its words with capitals, of all of them at least three. */
static bool is_initials(const struct joining *joining, const struct group *one,
			const struct group *full)
{
	struct str short_key = one->key;
	size_t at = 0;
	if (one->count != 1 || short_key.len < 2 || full->count < 2 ||
	    !(word_of(joining, one->first)->shape & SHAPE_CAPS))
		return false;
	for (uint32_t i = full->first; i < full->first + full->count; i++) {
		const struct name_word *word = word_of(joining, i);
		if (is_small(word))
			continue;
		if (at >= short_key.len || word->key.ptr[0] != short_key.ptr[at++])
			return false;
	}
	return at == short_key.len;
}

/* "Justice Department" and "Department of Justice". */
static bool is_turned(const struct joining *joining, const struct group *one,
		      const struct group *full)
{
	uint32_t first = full->first + (is_key(joining->naming, full->first, "the") ? 1 : 0);
	uint32_t end = full->first + full->count, own_end = one->first + one->count;
	if (end - first < 3 || one->count < 2 || !is_key(joining->naming, first + 1, "of") ||
	    !is_same_word(joining, first, own_end - 1) || one->count != end - first - 1)
		return false;
	for (uint32_t i = 0; i + 1 < one->count; i++)
		if (!is_same_word(joining, first + 2 + i, one->first + i))
			return false;
	return true;
}

static bool is_of(const struct joining *joining, const struct group *one, const struct group *full)
{
	if (one == full)
		return false;
	if (one->topic.len && str_eq(one->topic, full->topic))
		return one->key.len < full->key.len;
	if (is_with_s(one->key, full->key) && !full->topic.len == !one->topic.len)
		return true;
	return is_short_person(joining, one, full) || is_initials(joining, one, full) ||
	       is_turned(joining, one, full);
}

static void join(struct joining *joining)
{
	for (size_t i = 0; i < joining->groups.count; i++) {
		struct group *one = &joining->groups.items[i], *best = NULL;
		for (size_t k = 0; k < joining->groups.count; k++) {
			struct group *full = &joining->groups.items[k];
			if (is_of(joining, one, full) &&
			    (!best || full->mentions > best->mentions ||
			     (full->mentions == best->mentions && full->count > best->count)))
				best = full;
		}
		if (best)
			one->into = best->order;
	}
}

static uint32_t root_of(const struct joining *joining, uint32_t i)
{
	for (int steps = 0; steps < 8 && joining->groups.items[i].into != i; steps++)
		i = joining->groups.items[i].into;
	return i;
}

static struct str spaced(struct arena *into, struct str text)
{
	struct buf out = buf_in(into, text.len);
	bool has_space = false;
	for (size_t i = 0; i < text.len; i++) {
		bool is_space = char_is_space(text.ptr[i]);
		if (!is_space || !has_space)
			buf_put_char(&out, is_space ? ' ' : text.ptr[i]);
		has_space = is_space;
	}
	return buf_str(&out);
}

static void put_name(const struct joining *joining, struct arena *into, uint32_t root,
		     struct name *out)
{
	struct naming *naming = joining->naming;
	const struct group *group = &joining->groups.items[root];
	*out = (struct name){
		.text = spaced(into, written(naming, group->first, group->count)),
		.kind = kind_of(group),
		.sure = group->sure,
		.places = arena_new(into, struct name_place, group->mentions),
	};
	out->topic = group->topic.len ? group->topic : out->text;
	for (size_t i = 0; i < naming->found.count; i++) {
		const struct candidate *found = &naming->found.items[i];
		if (found->name != root)
			continue;
		struct str is = written(naming, found->first, found->count);
		out->places[out->count++] =
			(struct name_place){ (uint32_t)(is.ptr - naming->text.ptr),
					     (uint32_t)is.len };
	}
}

/* Named once, a given name alone or an abbreviation that nobody knows is worth no page. */
static bool is_worth_a_page(const struct joining *joining, const struct group *group)
{
	const struct name_word *word = word_of(joining, group->first);
	uint32_t known = NAME_COUNTRY | NAME_TOWN | NAME_CITY | NAME_ALIAS | NAME_ORGANISATION |
			 NAME_SURNAME;
	if (!group->strong || group->count > 1 || group->titled || group->mentions > 1 ||
	    has(word, known))
		return group->strong;
	return !has(word, NAME_GIVEN) && !(word->shape & SHAPE_CAPS);
}

void names_join(struct naming *naming, struct arena *into, struct names *out)
{
	struct joining joining = { .naming = naming };
	gather(&joining);
	join(&joining);
	for (size_t i = 0; i < joining.groups.count; i++) {
		struct group *group = &joining.groups.items[i];
		uint32_t root = root_of(&joining, (uint32_t)i);
		if (root == i)
			continue;
		struct group *whole = &joining.groups.items[root];
		whole->mentions += group->mentions;
		whole->strong |= group->strong;
		whole->sure = group->sure > whole->sure ? group->sure : whole->sure;
		if (!whole->topic.len)
			whole->topic = group->topic;
		if (group->count > 1 || whole->count == 1 || kind_of(whole) != NAME_KIND_PERSON)
			add_kinds(whole->kinds,
				  group->kinds); /* "from Fillmore" tells nothing of him */
	}
	for (size_t i = 0; i < naming->found.count; i++)
		naming->found.items[i].name = root_of(&joining, naming->found.items[i].name);
	out->items = arena_new(into, struct name, joining.groups.count + 1);
	out->count = 0;
	for (uint32_t i = 0; i < joining.groups.count && out->count < LIMIT_NAMES; i++)
		if (joining.groups.items[i].into == i &&
		    is_worth_a_page(&joining, &joining.groups.items[i]))
			put_name(&joining, into, i, &out->items[out->count++]);
}
