/* SPDX-License-Identifier: Apache-2.0 */
#include "account/totp.h"
#include "cmocka_first.h"

static const char key20[] = "12345678901234567890", key32[] = "12345678901234567890123456789012",
		  key64[] = "1234567890123456789012345678901234567890123456789012345678901234";

/* RFC 6238, appendix B. */
static void the_codes_are_those_of_the_standard(void **state)
{
	static const struct {
		int64_t seconds;
		uint32_t sha1, sha256, sha512;
	} vectors[] = {
		{ 59, 94287082, 46119246, 90693936 },
		{ 1111111109, 7081804, 68084774, 25091201 },
		{ 1111111111, 14050471, 67062674, 99943326 },
		{ 1234567890, 89005924, 91819424, 93441116 },
		{ 2000000000, 69279037, 90698825, 38618901 },
		{ 20000000000, 65353130, 77737706, 47863826 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(vectors); i++) {
		int64_t step = vectors[i].seconds / TOTP_STEP_S;
		assert_int_equal(totp_code(str_of(key20), step, TOTP_SHA1, 8), vectors[i].sha1);
		assert_int_equal(totp_code(str_of(key32), step, TOTP_SHA256, 8), vectors[i].sha256);
		assert_int_equal(totp_code(str_of(key64), step, TOTP_SHA512, 8), vectors[i].sha512);
	}
}

/* RFC 4226, appendix D. */
static void counted_codes_are_those_of_the_standard(void **state)
{
	static const uint32_t codes[] = { 755224, 287082, 359152, 969429, 338314,
					  254676, 287922, 162583, 399871, 520489 };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(codes); i++)
		assert_int_equal(totp_code(str_of(key20), (int64_t)i, TOTP_SHA1, 6), codes[i]);
}

static bool is_right(const char *typed, int64_t seconds, int64_t last)
{
	int64_t step = -1;
	return totp_is_right(str_of(key20), str_of(typed), unix_ms_of(seconds * 1000), last, &step);
}

static void a_code_counts_a_step_early_or_late_and_only_once(void **state)
{
	(void)state;
	/* 287082 is the code of step 1: seconds 30 to 59 */
	assert_true(is_right("287082", 45, 0));
	assert_true(is_right(" 287 082 ", 45, 0));
	assert_true(is_right("287082", 89, 0));
	assert_false(is_right("287082", 90, 0));
	assert_false(is_right("287082", 45, 1));
	int64_t step = 0;
	assert_true(totp_is_right(str_of(key20), S("287082"), unix_ms_of(60000), 0, &step));
	assert_int_equal(step, 1);
}

static void what_is_no_code_is_wrong(void **state)
{
	(void)state;
	assert_false(is_right("", 45, 0));
	assert_false(is_right("28708", 45, 0));
	assert_false(is_right("2870820", 45, 0));
	assert_false(is_right("28708x", 45, 0));
	assert_false(is_right("-87082", 45, 0));
}

static void a_key_is_shown_as_telephones_take_it(void **state)
{
	(void)state;
	struct arena arena = arena_open(1 << 20);
	assert_true(str_eq(totp_base32(&arena, S("12345678901234567890")),
			   S("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")));
	assert_true(str_eq(totp_base32(&arena, S("f")), S("MY")));
	assert_true(str_eq(totp_address(&arena, S("12345678901234567890"), S("The Daily & Co"),
					S("a@b.example")),
			   S("otpauth://totp/The%20Daily%20%26%20Co:a%40b.example?secret="
			     "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=The%20Daily%20%26%20Co")));
	struct str key = totp_new_key(&arena), back;
	assert_int_equal(key.len, TOTP_KEY_BYTES);
	assert_int_equal(totp_from_base32(&arena, totp_base32(&arena, key), &back), OK);
	assert_true(str_eq(key, back));
	assert_int_equal(totp_from_base32(&arena, S("A1"), &back), ERR_INVALID);
	arena_close(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_codes_are_those_of_the_standard),
		cmocka_unit_test(counted_codes_are_those_of_the_standard),
		cmocka_unit_test(a_code_counts_a_step_early_or_late_and_only_once),
		cmocka_unit_test(what_is_no_code_is_wrong),
		cmocka_unit_test(a_key_is_shown_as_telephones_take_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
