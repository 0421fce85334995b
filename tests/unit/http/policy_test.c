/* SPDX-License-Identifier: Apache-2.0 */
#include "http/policy.h"

#include "request_for_test.h"

static void a_page_may_only_have_the_styles_it_names(void **state)
{
	(void)state;
	struct arena arena = arena_open(1 << 16);
	struct str plain = page_policy(&arena, S(""));
	struct str styled = page_policy(&arena, S("'sha256-a' 'sha256-b'"));
	assert_true(str_contains(plain, S("; style-src 'self'; ")));
	assert_true(str_contains(styled, S("; style-src 'self' 'sha256-a' 'sha256-b'; ")));
	assert_false(str_contains(styled, S("unsafe")));
	assert_str(policy_style_sources(styled), "'sha256-a' 'sha256-b'");
	assert_str(policy_style_sources(plain), "");
	assert_str(policy_style_sources(S("")), "");
	arena_close(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_may_only_have_the_styles_it_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
