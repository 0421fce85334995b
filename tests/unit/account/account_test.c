/* SPDX-License-Identifier: Apache-2.0 */
#include "account/people.h"
#include "account/throttle.h"
#include "account/totp.h"
#include "store_for_test.h"

#define SITE_SECRET S("0123456789abcdef0123456789abcdef")
#define RIGHT S("correct horse")
enum { MINUTE = 60 * 1000 };

static struct str hashed(struct paper *paper, struct str plain)
{
	struct str hash;
	assert_ok(password_hash(&paper->arena, plain, &hash));
	return hash;
}

static person_id add(struct paper *paper, const char *email, enum staff_role role)
{
	person_id id;
	const struct new_account account = { str_of(email), str_of(email), role,
					     hashed(paper, RIGHT) };
	saved(paper, account_add(paper->store, &paper->arena, &account, &id));
	return id;
}

static struct entry enter(struct paper *paper, const char *email, const char *password,
			  const char *address)
{
	struct entry entry;
	const struct attempt attempt = { str_of(email), str_of(password), str_of(address),
					 S("a browser") };
	assert_ok(sign_in_with_password(paper->store, &paper->arena, &attempt, &entry));
	return entry;
}

static void a_password_is_kept_as_argon2id(void **state)
{
	struct paper *paper = *state;
	struct str hash = hashed(paper, RIGHT), out;
	assert_true(str_starts(hash, S("$argon2id$v=19$m=32768,t=3,p=1$")));
	assert_false(str_eq(hash, hashed(paper, RIGHT)));
	assert_true(password_is_right(hash, RIGHT));
	assert_false(password_is_right(hash, S("correct horsf")));
	assert_false(password_is_right(S(""), S("")));
	assert_false(password_is_right(S("nonsense"), S("")));
	struct str longest = { arena_bytes(&paper->arena, LIMIT_NEW_PASSWORD_BYTES + 1),
			       LIMIT_NEW_PASSWORD_BYTES };
	memset((char *)(uintptr_t)longest.ptr, 'x', LIMIT_NEW_PASSWORD_BYTES + 1);
	assert_ok(password_hash(&paper->arena, longest, &out));
	longest.len++;
	assert_int_equal(password_hash(&paper->arena, longest, &out), ERR_TOO_BIG);
	assert_true(password_may_be(S("0123456789"), S("a@b"), S("A")));
	assert_false(password_may_be(S("012345678"), S("a@b"), S("A")));
	assert_false(password_may_be(S("anna@b.example"), S("Anna@b.example"), S("A")));
}

static void a_password_makes_a_session_that_ends(void **state)
{
	struct paper *paper = *state;
	struct visitor visitor;
	person_id ada = add(paper, "ada@desk.example", STAFF_EDITOR);
	assert_int_equal(enter(paper, "ada@desk.example", "wrong", "192.0.2.1").kind, ENTRY_WRONG);
	assert_int_equal(enter(paper, "nobody@desk.example", "wrong", "192.0.2.1").kind,
			 ENTRY_WRONG);
	struct entry entry = enter(paper, " Ada@Desk.example", "correct horse", "192.0.2.1");
	assert_int_equal(entry.kind, ENTRY_IN);
	assert_ok(session_open(paper->store, &paper->arena, entry.cookie, &visitor));
	assert_int_equal(visitor.who.person.n, ada.n);
	assert_int_equal(visitor.role, STAFF_EDITOR);
	assert_false(str_contains(visitor.session.hash, entry.cookie));
	assert_str(visitor.session.address, "192.0.2.1");
	store_set_now(paper->store, unix_ms_of(NOON + SESSION_IDLE_DAYS * DAY_MS - 1));
	assert_ok(session_open(paper->store, &paper->arena, entry.cookie, &visitor));
	store_set_now(paper->store, unix_ms_of(NOON + SESSION_IDLE_DAYS * DAY_MS));
	assert_int_equal(session_open(paper->store, &paper->arena, entry.cookie, &visitor),
			 ERR_NOT_FOUND);
	store_set_now(paper->store, unix_ms_of(NOON));
	assert_ok(sign_out(paper->store, &visitor));
	assert_int_equal(session_open(paper->store, &paper->arena, entry.cookie, &visitor),
			 ERR_NOT_FOUND);
	assert_int_equal(session_open(paper->store, &paper->arena, S(""), &visitor), ERR_NOT_FOUND);
}

static void a_session_is_over_after_its_days_however_much_it_is_used(void **state)
{
	struct paper *paper = *state;
	struct visitor visitor;
	add(paper, "ada@desk.example", STAFF_EDITOR);
	struct entry entry = enter(paper, "ada@desk.example", "correct horse", "192.0.2.1");
	for (int day = 0; day < SESSION_DAYS; day++) {
		store_set_now(paper->store, unix_ms_of(NOON + day * DAY_MS));
		assert_ok(session_open(paper->store, &paper->arena, entry.cookie, &visitor));
		saved(paper, store_session_seen(paper->store, visitor.session.id));
	}
	store_set_now(paper->store, unix_ms_of(NOON + SESSION_DAYS * DAY_MS));
	assert_int_equal(session_open(paper->store, &paper->arena, entry.cookie, &visitor),
			 ERR_NOT_FOUND);
}

static void too_many_failures_shut_out_for_a_while_even_after_a_restart(void **state)
{
	struct paper *paper = *state;
	add(paper, "ada@desk.example", STAFF_EDITOR);
	for (int i = 0; i < THROTTLE_HERE; i++)
		assert_int_equal(enter(paper, "ada@desk.example", "wrong", "192.0.2.1").kind,
				 ENTRY_WRONG);
	assert_int_equal(enter(paper, "ada@desk.example", "correct horse", "192.0.2.1").kind,
			 ENTRY_SHUT);
	assert_int_equal(enter(paper, "ADA@desk.example", "correct horse", "192.0.2.1").kind,
			 ENTRY_SHUT);
	/* from elsewhere it still works: nobody shuts her out so cheaply */
	assert_int_equal(enter(paper, "ada@desk.example", "correct horse", "192.0.2.2").kind,
			 ENTRY_IN);
	store_set_now(paper->store, unix_ms_of(NOON + THROTTLE_MINUTES * MINUTE));
	assert_int_equal(enter(paper, "ada@desk.example", "correct horse", "192.0.2.1").kind,
			 ENTRY_IN);
}

static void try_in_vain(struct paper *paper, int times, const char *account, const char *address)
{
	for (int i = 0; i < times; i++)
		saved(paper, throttle_failed(paper->store, &paper->arena, str_of(account),
					     str_of(address)));
}

static bool is_shut(struct paper *paper, const char *account, const char *address)
{
	bool out;
	assert_ok(throttle_is_shut(paper->store, &paper->arena, str_of(account), str_of(address),
				   &out));
	return out;
}

static void a_network_and_an_account_have_limits_of_their_own(void **state)
{
	struct paper *paper = *state;
	for (int i = 0; i < THROTTLE_NETWORK; i++) {
		assert_false(is_shut(paper, "new", "2001:db8:1:2:3::4"));
		char account[20];
		snprintf(account, sizeof account, "a%d", i);
		try_in_vain(paper, 1, account, "2001:db8:1:2:9::9");
	}
	assert_true(is_shut(paper, "new", "2001:db8:1:2:3::4"));
	assert_false(is_shut(paper, "new", "2001:db8:1:3:3::4"));
	try_in_vain(paper, THROTTLE_NETWORK * 3, "x", "127.0.0.1");
	assert_false(is_shut(paper, "new", "127.0.0.1"));
	for (int i = 0; i < THROTTLE_ACCOUNT; i++) {
		char address[40];
		assert_false(is_shut(paper, "often", "192.0.2.200"));
		snprintf(address, sizeof address, "198.51.100.%d", i);
		try_in_vain(paper, 1, "often", address);
	}
	assert_true(is_shut(paper, "often", "192.0.2.200"));
}

static void set_totp(struct paper *paper, person_id person, struct str key)
{
	struct account_keys keys = account_keys_from(SITE_SECRET);
	struct sign_in is;
	assert_ok(store_sign_in(paper->store, &paper->arena, person, &is));
	is.totp = secret_seal(&paper->arena, &keys, key);
	saved(paper, store_sign_in_save(paper->store, &is));
	const struct str hash = recovery_hash(&paper->arena, S("abcd-efgh-jkmn"));
	saved(paper, store_recovery_codes_set(paper->store, person, &hash, 1));
}

static struct entry give_code(struct paper *paper, struct str cookie, const char *code)
{
	struct account_keys keys = account_keys_from(SITE_SECRET);
	struct visitor half;
	struct entry entry;
	assert_ok(session_open(paper->store, &paper->arena, cookie, &half));
	assert_false(half.session.is_full);
	assert_ok(sign_in_with_code(paper->store, &paper->arena, &keys, &half, str_of(code),
				    S("192.0.2.1"), &entry));
	return entry;
}

static void a_second_factor_is_asked_for_and_each_code_counts_once(void **state)
{
	struct paper *paper = *state;
	struct str key = S("12345678901234567890");
	struct visitor visitor;
	char code[20];
	set_totp(paper, add(paper, "ada@desk.example", STAFF_EDITOR), key);
	snprintf(code, sizeof code, "%06u",
		 totp_code(key, NOON / 1000 / TOTP_STEP_S, TOTP_SHA1, TOTP_DIGITS));
	struct entry half = enter(paper, "ada@desk.example", "correct horse", "192.0.2.1");
	assert_int_equal(half.kind, ENTRY_HALF);
	assert_int_equal(give_code(paper, half.cookie, "000000").kind, ENTRY_WRONG);
	struct entry in = give_code(paper, half.cookie, code);
	assert_int_equal(in.kind, ENTRY_IN);
	assert_false(str_eq(in.cookie, half.cookie));
	assert_ok(session_open(paper->store, &paper->arena, in.cookie, &visitor));
	assert_true(visitor.session.is_full);
	assert_int_equal(session_open(paper->store, &paper->arena, half.cookie, &visitor),
			 ERR_NOT_FOUND);
	half = enter(paper, "ada@desk.example", "correct horse", "192.0.2.1");
	assert_int_equal(give_code(paper, half.cookie, code).kind, ENTRY_WRONG);
	assert_int_equal(give_code(paper, half.cookie, "ABCD EFGH jkmn").kind, ENTRY_IN);
	half = enter(paper, "ada@desk.example", "correct horse", "192.0.2.1");
	assert_int_equal(give_code(paper, half.cookie, "abcd-efgh-jkmn").kind, ENTRY_WRONG);
	for (int i = 1; i < THROTTLE_HERE; i++)
		assert_int_equal(give_code(paper, half.cookie, "000000").kind, ENTRY_WRONG);
	assert_int_equal(give_code(paper, half.cookie, "000000").kind, ENTRY_SHUT);
}

static void sealed_and_signed_things_are_only_this_sites(void **state)
{
	struct paper *paper = *state;
	struct arena *arena = &paper->arena;
	struct account_keys keys = account_keys_from(SITE_SECRET),
			    others = account_keys_from(S("another secret of a site"));
	struct str opened, sealed = secret_seal(arena, &keys, S("key"));
	assert_ok(secret_open(arena, &keys, sealed, &opened));
	assert_str(opened, "key");
	assert_int_equal(secret_open(arena, &others, sealed, &opened), ERR_INVALID);
	assert_int_equal(secret_open(arena, &keys, S(""), &opened), ERR_INVALID);
	struct str cookie = secret_token(arena), token = form_token(arena, &keys, cookie);
	assert_int_equal(cookie.len, 43);
	assert_true(form_token_is_good(&keys, cookie, token));
	assert_false(form_token_is_good(&others, cookie, token));
	assert_false(form_token_is_good(&keys, secret_token(arena), token));
	assert_false(form_token_is_good(&keys, cookie, S("")));
	assert_false(form_token_is_good(&keys, S(""), form_token(arena, &keys, S(""))));
}

static void the_first_link_works_until_somebody_can_sign_in(void **state)
{
	struct paper *paper = *state;
	struct account_keys keys = account_keys_from(SITE_SECRET);
	struct str link, other;
	assert_ok(link_for_first(paper->store, &paper->arena, &keys, &link));
	assert_ok(link_is_first(paper->store, &paper->arena, &keys, link));
	assert_int_equal(link_is_first(paper->store, &paper->arena, &keys, S("0.9999999999.x")),
			 ERR_NOT_FOUND);
	store_set_now(paper->store, unix_ms_of(NOON + LINK_HOURS * 60 * MINUTE));
	assert_int_equal(link_is_first(paper->store, &paper->arena, &keys, link), ERR_NOT_FOUND);
	store_set_now(paper->store, unix_ms_of(NOON));
	add(paper, "ada@desk.example", STAFF_PUBLISHER);
	assert_int_equal(link_is_first(paper->store, &paper->arena, &keys, link), ERR_NOT_FOUND);
	assert_int_equal(link_for_first(paper->store, &paper->arena, &keys, &other), ERR_CONFLICT);
}

static void a_link_for_a_password_is_good_once(void **state)
{
	struct paper *paper = *state;
	struct account_keys keys = account_keys_from(SITE_SECRET);
	struct str link;
	struct sign_in who;
	struct visitor visitor;
	person_id ada = add(paper, "ada@desk.example", STAFF_EDITOR),
		  bo = add(paper, "bo@desk.example", STAFF_EDITOR);
	struct entry before = enter(paper, "ada@desk.example", "correct horse", "192.0.2.1");
	assert_ok(link_for_password(paper->store, &paper->arena, &keys, ada, &link));
	assert_ok(link_is_password(paper->store, &paper->arena, &keys, link, &who));
	assert_int_equal(who.person.n, ada.n);
	struct str forged = str_fmt(&paper->arena, "%lld%.*s", (long long)bo.n,
				    STR_ARG(str_from(link, str_find_char(link, '.'))));
	assert_int_equal(link_is_password(paper->store, &paper->arena, &keys, forged, &who),
			 ERR_NOT_FOUND);
	saved(paper, account_set_password(paper->store, &paper->arena, ada,
					  hashed(paper, S("another one")), 0));
	assert_int_equal(link_is_password(paper->store, &paper->arena, &keys, link, &who),
			 ERR_NOT_FOUND);
	assert_int_equal(session_open(paper->store, &paper->arena, before.cookie, &visitor),
			 ERR_NOT_FOUND);
}

static enum err change_role(struct paper *paper, person_id id, enum staff_role role)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, paper->store));
	TRY(role == STAFF_NOBODY ? account_remove(paper->store, &paper->arena, id)
				 : account_set_role(paper->store, &paper->arena, id, role));
	return txn_commit(&txn);
}

static void the_last_publisher_stays(void **state)
{
	struct paper *paper = *state;
	person_id ada = add(paper, "ada@desk.example", STAFF_PUBLISHER),
		  bo = add(paper, "bo@desk.example", STAFF_EDITOR);
	assert_int_equal(change_role(paper, ada, STAFF_EDITOR), ERR_CONFLICT);
	assert_int_equal(change_role(paper, ada, STAFF_NOBODY), ERR_CONFLICT);
	assert_ok(change_role(paper, bo, STAFF_PUBLISHER));
	assert_ok(change_role(paper, ada, STAFF_NOBODY));
	assert_int_equal(change_role(paper, bo, STAFF_NOBODY), ERR_CONFLICT);
	assert_int_equal(change_role(paper, ada, STAFF_EDITOR), ERR_NOT_FOUND);
}

static void who_stands_in_bylines_keeps_them_with_a_sign_in(void **state)
{
	struct paper *paper = *state;
	person_id byline = add_person(paper, "Ada Quill"), id;
	const struct new_account account = { S("ada@desk.example"), S("Ada Quill"), STAFF_REPORTER,
					     S("") },
				 second = { S("ada2@desk.example"), S("Ada Quill"), STAFF_REPORTER,
					    S("") };
	saved(paper, account_add(paper->store, &paper->arena, &account, &id));
	assert_int_equal(id.n, byline.n);
	saved(paper, account_add(paper->store, &paper->arena, &second, &id));
	assert_int_not_equal(id.n, byline.n);
	assert_true(str_eq(account_email_fault(S("a@b@c")), S("email.not_valid")));
	assert_true(str_eq(account_email_fault(S("a b@c")), S("email.not_valid")));
	assert_true(str_eq(account_email_fault(S("")), S("email.missing")));
	assert_true(str_eq(account_name_fault(S(" ")), S("name.missing")));
}

static void roles_may_what_the_table_says(void **state)
{
	(void)state;
	assert_true(can(STAFF_NOBODY, ACTION_SIGN_IN));
	assert_false(can(STAFF_NOBODY, ACTION_LIST_STORIES));
	assert_true(can(STAFF_CONTRIBUTOR, ACTION_WRITE));
	assert_false(can(STAFF_CONTRIBUTOR, ACTION_READ_ANY));
	assert_false(can(STAFF_REPORTER, ACTION_PUBLISH));
	assert_true(can(STAFF_EDITOR, ACTION_PUBLISH));
	assert_false(can(STAFF_EDITOR, ACTION_SETTINGS));
	for (enum action action = 0; action < ACTION_COUNT; action++)
		assert_true(can(STAFF_PUBLISHER, action));
	assert_true(can_edit_story(STAFF_CONTRIBUTOR, true, STORY_DRAFT));
	assert_false(can_edit_story(STAFF_CONTRIBUTOR, false, STORY_DRAFT));
	assert_false(can_edit_story(STAFF_CONTRIBUTOR, true, STORY_PUBLISHED));
	assert_true(can_edit_story(STAFF_REPORTER, true, STORY_PUBLISHED));
	assert_false(can_edit_story(STAFF_REPORTER, true, STORY_READY));
	assert_true(can_edit_story(STAFF_EDITOR, false, STORY_WITHDRAWN));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PAPER(a_password_is_kept_as_argon2id),
		IN_A_PAPER(a_password_makes_a_session_that_ends),
		IN_A_PAPER(a_session_is_over_after_its_days_however_much_it_is_used),
		IN_A_PAPER(too_many_failures_shut_out_for_a_while_even_after_a_restart),
		IN_A_PAPER(a_network_and_an_account_have_limits_of_their_own),
		IN_A_PAPER(a_second_factor_is_asked_for_and_each_code_counts_once),
		IN_A_PAPER(sealed_and_signed_things_are_only_this_sites),
		IN_A_PAPER(the_first_link_works_until_somebody_can_sign_in),
		IN_A_PAPER(a_link_for_a_password_is_good_once),
		IN_A_PAPER(the_last_publisher_stays),
		IN_A_PAPER(who_stands_in_bylines_keeps_them_with_a_sign_in),
		cmocka_unit_test(roles_may_what_the_table_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
