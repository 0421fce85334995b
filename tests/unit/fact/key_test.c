/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"
#include "fact/key.h"

static struct str key_of(struct arena *arena, struct str name)
{
	struct buf out = buf_in(arena, 1000);
	fact_put_key(&out, name);
	return buf_str(&out);
}

static void keys_have_no_blanks_and_nothing_odd(void **state)
{
	assert_str(key_of(*state, S("story 41")), "story-41");
	assert_str(key_of(*state, S("list section=3")), "list-section=3");
	assert_str(key_of(*state, S("address /a b/\r\n")), "address-/a-b/%0D%0A");
	assert_str(key_of(*state, S("related word=topic 3 \xc3\xa9t\xc3\xa9")),
		   "related-word=topic-3-%C3%A9t%C3%A9");
	assert_str(key_of(*state, S("setting \"x\", 50%")), "setting-%22x%22%2C-50%25");
}

/* Names of which the last ends the header at the limit, or one byte after it. */
static struct str keys_of_bytes(struct arena *arena, size_t bytes)
{
	struct fact_set set = fact_set_in(arena);
	size_t used = 0;
	for (int i = 0; bytes - used > 40; i++) {
		struct str name = str_fmt(arena, "story %06d", i);
		fact_add(&set, name);
		used += name.len + 1;
	}
	char *last = arena_bytes(arena, bytes - used);
	memset(last, 'x', bytes - used);
	fact_add(&set, (struct str){ last, bytes - used });
	return fact_keys(arena, &set);
}

static void keys_that_do_not_fit_a_header_are_many(void **state)
{
	assert_int_equal(keys_of_bytes(*state, LIMIT_FACT_KEYS_BYTES).len, LIMIT_FACT_KEYS_BYTES);
	assert_str(keys_of_bytes(*state, LIMIT_FACT_KEYS_BYTES + 1), FACT_KEY_MANY);
}

static void a_set_without_facts_has_no_keys(void **state)
{
	struct fact_set set = fact_set_in(*state);
	assert_int_equal(fact_keys(*state, &set).len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_have_no_blanks_and_nothing_odd),
		cmocka_unit_test(keys_that_do_not_fit_a_header_are_many),
		cmocka_unit_test(a_set_without_facts_has_no_keys),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
