/* fuzz: names links: discover words html base */
/* SPDX-License-Identifier: Apache-2.0 */
/* Property: whatever the text is, in each language, the places of a name lie within it, rise, and
 * none overlaps another name's; the name is one of its places' texts with white space made one; and
 * asking twice gives the same. */
#include "discover/names.h"

static struct str spaced(struct arena *into, struct str s)
{
	struct buf out = buf_in(into, s.len + 1);
	for (size_t i = 0; i < s.len; i++)
		if (!char_is_space(s.ptr[i]))
			buf_put_char(&out, s.ptr[i]);
		else if (!i || !char_is_space(s.ptr[i - 1]))
			buf_put_char(&out, ' ');
	return buf_str(&out);
}

static void check_name(struct arena *arena, struct str text, const struct name *name, char *taken)
{
	bool is_own = false;
	size_t before = 0;
	BUG_IF(!name->count || !name->text.len || !name->topic.len);
	BUG_IF(name->sure < 0 || name->sure > 100 || !name_kind_word(name->kind).len);
	for (size_t i = 0; i < name->count; i++) {
		const struct name_place *place = &name->places[i];
		BUG_IF(place->at < before || !place->len || place->len > text.len - place->at);
		before = (size_t)place->at + place->len;
		for (size_t at = place->at; at < before; at++)
			BUG_IF(taken[at]++);
		is_own |= str_eq(name->text, spaced(arena, str_sub(text, place->at, place->len)));
	}
	BUG_IF(!is_own);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CLEANUP(arena_close) struct arena arena = arena_open(64u << 20);
	enum language language = size ? data[0] % LANGUAGES : LANGUAGE_EN;
	struct str text = str_from((struct str){ (const char *)data, size }, 1);
	char *taken = arena_new(&arena, char, size + 1);
	struct names names, again;
	names_of(&arena, text, language, &names);
	names_of(&arena, text, language, &again);
	BUG_IF(names.count != again.count || names.count > LIMIT_NAMES);
	for (size_t i = 0; i < names.count; i++) {
		check_name(&arena, text, &names.items[i], taken);
		BUG_IF(!str_eq(names.items[i].text, again.items[i].text));
	}
	return 0;
}
