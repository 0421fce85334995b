/* SPDX-License-Identifier: Apache-2.0 */
#include "cmocka_first.h"
#include "feed/xml.h"

static void text_is_escaped_and_rid_of_what_xml_forbids(void **state)
{
	struct buf out = buf_in(*state, 1000);
	xml_text(&out, S("a<b>&\"'\x01\x0b\t\n\xff\xed\xa0\x80\xef\xbf\xbf ü😀"));
	assert_ok(out.fault);
	struct str got = buf_str(&out);
	assert_true(str_starts(got, S("a&lt;b&gt;&amp;&quot;'\t\n")));
	assert_true(str_ends(got, S(" ü😀")));
	assert_false(str_contains(got, S("\x01")));
	assert_false(str_contains(got, S("\x0b")));
	assert_false(str_contains(got, S("\xef\xbf\xbf")));
	assert_true(utf8_valid(got));
}

static void elements_have_attributes_and_are_left_out_when_empty(void **state)
{
	struct buf out = buf_in(*state, 1000);
	struct xml_attribute attributes[] = { { "a", S("1\"2") }, { "b", S("") } };
	xml_open(&out, "x", attributes, 2);
	xml_element(&out, "y", S("text"));
	xml_element(&out, "z", S(""));
	xml_empty(&out, "w", attributes, 1);
	xml_close(&out, "x");
	assert_str(buf_str(&out),
		   "<x a=\"1&quot;2\" b=\"\"><y>text</y>\n<w a=\"1&quot;2\"/>\n</x>\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(text_is_escaped_and_rid_of_what_xml_forbids,
						open_arena, close_arena),
		cmocka_unit_test_setup_teardown(
			elements_have_attributes_and_are_left_out_when_empty, open_arena,
			close_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
