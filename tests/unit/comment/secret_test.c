/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "comment/secret.h"

enum { HOUR_MS = 3600 * 1000 };
static const unix_ms now = { 1700000000000 };

static struct comment_keys keys_of(const char *secret)
{
	return comment_keys_from(str_of(secret));
}

static void each_purpose_has_a_key_of_its_own(void **state)
{
	struct comment_keys keys = keys_of("0123456789abcdef"), same = keys_of("0123456789abcdef");
	struct comment_keys other = keys_of("0123456789abcdeg");
	(void)state;
	assert_memory_equal(&keys, &same, sizeof keys);
	assert_memory_not_equal(keys.hash, keys.seal, sizeof keys.hash);
	assert_memory_not_equal(keys.hash, keys.mark, sizeof keys.hash);
	assert_memory_not_equal(keys.mark, keys.decide, sizeof keys.hash);
	assert_memory_not_equal(keys.hash, other.hash, sizeof keys.hash);
	assert_memory_not_equal(keys.decide, other.decide, sizeof keys.hash);
}

static void a_hash_knows_an_address_however_it_is_spelt(void **state)
{
	struct comment_keys keys = keys_of("0123456789abcdef"), other = keys_of("fedcba9876543210");
	struct str hash = comment_email_hash(*state, &keys, S("a@b.org"));
	assert_int_equal(hash.len, 32);
	assert_true(str_eq(hash, comment_email_hash(*state, &keys, S(" A@B.ORG\n"))));
	assert_false(str_eq(hash, comment_email_hash(*state, &keys, S("b@b.org"))));
	assert_false(str_eq(hash, comment_email_hash(*state, &other, S("a@b.org"))));
}

static void what_is_sealed_opens_with_the_same_secret_only(void **state)
{
	struct comment_keys keys = keys_of("0123456789abcdef"), other = keys_of("fedcba9876543210");
	struct str sealed = comment_email_seal(*state, &keys, S("a@b.org")), email;
	assert_false(str_eq(sealed, comment_email_seal(*state, &keys, S("a@b.org"))));
	assert_ok(comment_email_open(*state, &keys, sealed, &email));
	assert_str(email, "a@b.org");
	assert_int_equal(comment_email_open(*state, &other, sealed, &email), ERR_INVALID);
	assert_int_equal(comment_email_open(*state, &keys, S(""), &email), ERR_INVALID);
	assert_int_equal(comment_email_open(*state, &keys, S("a@b.org"), &email), ERR_INVALID);
	assert_int_equal(comment_email_open(*state, &keys, str_first(sealed, 20), &email),
			 ERR_INVALID);
	char *changed = str_z(*state, sealed);
	changed[sealed.len / 2] ^= 1;
	assert_int_equal(comment_email_open(*state, &keys, str_of(changed), &email), ERR_INVALID);
	assert_ok(comment_email_open(*state, &keys, comment_email_seal(*state, &keys, S("")),
				     &email));
	assert_str(email, "");
}

/* When the token of this story changed last. */
static unix_ms last_change(struct arena *arena, const struct form_key *key, int64_t story)
{
	unix_ms until;
	comment_token(arena, key, story, now, &until);
	return unix_ms_of(until.ms - LIMIT_TOKEN_AGE_HOURS / 2 * HOUR_MS);
}

static void a_token_is_the_same_for_all_until_another_takes_its_place(void **state)
{
	struct form_key key = form_key_from(S("0123456789abcdef"));
	unix_ms until, start = last_change(*state, &key, 7);
	assert_true(start.ms <= now.ms);
	struct str token = comment_token(*state, &key, 7, start, &until);
	unix_ms end = unix_ms_of(until.ms - 1);
	assert_true(str_eq(token, comment_token(*state, &key, 7, end, &until)));
	assert_int_equal(until.ms, end.ms + 1);
	assert_true(comment_token_is_good(&key, 7, token, until));
	assert_false(str_eq(token, comment_token(*state, &key, 7, until, &until)));
	assert_true(last_change(*state, &key, 8).ms != start.ms);
}

static void a_token_is_good_for_a_day_and_one_story(void **state)
{
	struct form_key key = form_key_from(S("0123456789abcdef")),
			other = form_key_from(S("fedcba9876543210"));
	unix_ms until, hour = last_change(*state, &key, 7);
	struct str token = comment_token(*state, &key, 7, hour, &until);
	assert_true(comment_token_is_good(&key, 7, token, hour));
	unix_ms last = unix_ms_of(hour.ms + (LIMIT_TOKEN_AGE_HOURS + 1LL) * HOUR_MS - 1);
	assert_true(comment_token_is_good(&key, 7, token, last));
	last.ms++;
	assert_false(comment_token_is_good(&key, 7, token, last));
	assert_false(comment_token_is_good(&key, 7, token, unix_ms_of(hour.ms - 1)));
	assert_false(comment_token_is_good(&key, 8, token, hour));
	assert_false(comment_token_is_good(&other, 7, token, hour));
}

static void what_is_no_token_is_not_good(void **state)
{
	struct form_key key = form_key_from(S("0123456789abcdef"));
	unix_ms until;
	struct str token = comment_token(*state, &key, 7, now, &until);
	struct str hour = str_cut(token, '.').head;
	static const char *const bad[] = { "", ".", "x.y", "1", "99999999999999999999.x" };
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(comment_token_is_good(&key, 7, str_of(bad[i]), now));
	assert_false(comment_token_is_good(&key, 7, hour, now));
	assert_false(comment_token_is_good(&key, 7, str_fmt(*state, "%.*s.", STR_ARG(hour)), now));
	assert_false(comment_token_is_good(&key, 7, str_first(token, token.len - 1), now));
	assert_false(comment_token_is_good(&key, 7, str_fmt(*state, "%.*sA", STR_ARG(token)), now));
}

static void a_writer_and_a_moderator_hold_links_that_serve_nothing_else(void **state)
{
	struct form_key key = form_key_from(S("0123456789abcdef"));
	struct comment_keys keys = keys_of("0123456789abcdef");
	struct str own = comment_own_link(*state, &key, 41);
	struct str link = comment_decide_link(*state, &keys, 41, 1, now);
	unix_ms last = unix_ms_of(now.ms + LIMIT_DECIDE_LINK_DAYS * 24LL * HOUR_MS);
	int64_t id;
	int act;
	assert_int_equal(comment_own_id(&key, own), 41);
	assert_int_equal(comment_own_id(&key, str_first(own, own.len - 1)), 0);
	assert_int_equal(comment_own_id(&key, str_replace(*state, own, S("41."), S("42."))), 0);
	assert_int_equal(comment_own_id(&key, link), 0);
	assert_ok(comment_decide_open(&keys, link, last, &id, &act));
	assert_int_equal(id, 41);
	assert_int_equal(act, 1);
	assert_int_equal(
		comment_decide_open(&keys, link, unix_ms_of(last.ms + 24LL * HOUR_MS), &id, &act),
		ERR_DENIED);
	assert_int_equal(comment_decide_open(&keys, str_replace(*state, link, S("41.1"), S("41.0")),
					     now, &id, &act),
			 ERR_INVALID);
	assert_int_equal(comment_decide_open(&keys, own, now, &id, &act), ERR_INVALID);
	assert_int_equal(comment_decide_open(&keys, S(""), now, &id, &act), ERR_INVALID);
}

static void marks_of_one_network_are_known_for_one_reply_or_one_day(void **state)
{
	struct comment_keys keys = keys_of("0123456789abcdef");
	struct str who = comment_mark_who(*state, &keys, 1, S("192.0.2.1"));
	struct str day = comment_mark_network(*state, &keys, S("192.0.2.0"), now);
	assert_true(str_eq(who, comment_mark_who(*state, &keys, 1, S("192.0.2.1"))));
	assert_false(str_eq(who, comment_mark_who(*state, &keys, 2, S("192.0.2.1"))));
	assert_true(str_eq(day, comment_mark_network(*state, &keys, S("192.0.2.0"), now)));
	assert_false(str_eq(day, comment_mark_network(*state, &keys, S("192.0.2.0"),
						      unix_ms_of(now.ms + 24LL * HOUR_MS))));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_purpose_has_a_key_of_its_own),
		cmocka_unit_test(a_hash_knows_an_address_however_it_is_spelt),
		cmocka_unit_test(what_is_sealed_opens_with_the_same_secret_only),
		cmocka_unit_test(a_token_is_the_same_for_all_until_another_takes_its_place),
		cmocka_unit_test(a_token_is_good_for_a_day_and_one_story),
		cmocka_unit_test(what_is_no_token_is_not_good),
		cmocka_unit_test(a_writer_and_a_moderator_hold_links_that_serve_nothing_else),
		cmocka_unit_test(marks_of_one_network_are_known_for_one_reply_or_one_day),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
