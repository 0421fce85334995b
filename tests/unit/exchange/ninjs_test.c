/* SPDX-License-Identifier: Apache-2.0 */
/* News items as agencies and archives write them. */
#include "exchange/ninjs.h"

#include "../cmocka_first.h"

static struct ninjs_item *item_of(struct arena *arena, const char *json)
{
	struct ninjs_item *item = arena_new(arena, struct ninjs_item, 1);
	struct str why = S("");
	enum err err = ninjs_read(arena, str_of(json), item, &why);
	if (err)
		fail_msg("%s: %.*s", err_name(err), STR_ARG(why));
	return item;
}

static void an_item_of_version_3_is_whole(void **state)
{
	const struct ninjs_item *item = item_of(
		*state,
		"{\"uri\":\"u:1\",\"language\":\"en-GB\",\"firstCreated\":\"2020-03-01T10:00:00Z\","
		"\"versionCreated\":\"2020-03-02T10:00:00+02:00\",\"pubStatus\":\"usable\","
		"\"headlines\":[{\"role\":\"alt\",\"value\":\"Other\"},{\"role\":\"main\","
		"\"value\":\" Ferry sails \"}],\"descriptions\":[{\"value\":\"It <b>did</b>\"}],"
		"\"by\":\"By Ada Quill, Bo Ledger and Cy Inkwell\","
		"\"subjects\":[{\"name\":\"Sea\"},{\"name\":\"Sea\"},{\"uri\":\"x\"},\"Ports\"],"
		"\"bodies\":[{\"role\":\"print\",\"contentType\":\"text/plain\",\"value\":\"p\"},"
		"{\"role\":\"web\",\"contentType\":\"text/html\","
		"\"value\":\"<p onclick=x>A &amp; <script>b</script></p>\"}]}");
	assert_str(item->story.uri, "u:1");
	assert_str(item->story.language, "en-GB");
	assert_str(item->story.headline, "Ferry sails");
	assert_str(item->story.standfirst.s, "It <b>did</b>");
	assert_str(item->story.body, "<p>A &amp;</p>");
	assert_int_equal(item->story.published_at.ms, 1583056800000);
	assert_int_equal(item->story.updated_at.ms, 1583136000000);
	assert_int_equal(item->story.status, STORY_PUBLISHED);
	assert_int_equal(item->author_count, 3);
	assert_str(item->authors[0], "Ada Quill");
	assert_str(item->authors[2], "Cy Inkwell");
	assert_int_equal(item->topic_count, 2);
	assert_str(item->topics[1], "Ports");
}

static void older_versions_call_it_otherwise(void **state)
{
	const struct ninjs_item *item = item_of(
		*state, "{\"uri\":\"u:2\",\"headline\":\"Old\",\"byline\":\"Ada Quill\","
			"\"versioncreated\":\"2019-01-01T00:00:00Z\",\"description_text\":\"d\","
			"\"body_text\":\"one\\n\\ntwo\",\"keywords\":[\"k\"],"
			"\"subject\":[{\"name\":\"s\"}]}");
	assert_str(item->story.headline, "Old");
	assert_str(item->story.body, "<p>one</p>\n<p>two</p>");
	assert_int_equal(item->story.published_at.ms, 1546300800000);
	assert_int_equal(item->topic_count, 2);
	item = item_of(*state, "{\"uri\":\"u\",\"body_xhtml\":\"<p>x</p>\",\"body_text\":\"t\"}");
	assert_str(item->story.body, "<p>x</p>");
}

static void plain_text_is_escaped_and_markup_guessed_only_by_its_start(void **state)
{
	const struct ninjs_item *item =
		item_of(*state, "{\"uri\":\"u\",\"bodies\":[{\"contentType\":\"text/plain\","
				"\"value\":\"a < b <i>\\r\\n\\r\\nnext\"}]}");
	assert_str(item->story.body, "<p>a &lt; b &lt;i&gt;</p>\n<p>next</p>");
	item = item_of(*state, "{\"uri\":\"u\",\"bodies\":[{\"value\":\"a <b>b</b>\"}]}");
	assert_str(item->story.body, "<p>a &lt;b&gt;b&lt;/b&gt;</p>");
	item = item_of(*state, "{\"uri\":\"u\",\"bodies\":[{\"value\":\"<p>a <b>b</b></p>\"}]}");
	assert_str(item->story.body, "<p>a <b>b</b></p>");
}

static void little_is_enough(void **state)
{
	const struct ninjs_item *item = item_of(*state, "{\"uri\":\"u:6\"}");
	assert_int_equal(item->story.headline.len + item->story.body.len, 0);
	assert_int_equal(item->story.published_at.ms, 0);
	assert_int_equal(item_of(*state, "{}")->story.uri.len, 0);
	item = item_of(*state, "{\"uri\":7,\"headlines\":\"x\",\"bodies\":{},\"subjects\":[1,null],"
			       "\"by\":[],\"firstCreated\":\"yesterday\"}");
	assert_int_equal(item->story.uri.len + item->topic_count + item->author_count, 0);
	assert_int_equal(item->story.published_at.ms, 0);
}

static void its_state_and_embargo_are_kept(void **state)
{
	assert_int_equal(
		item_of(*state, "{\"uri\":\"u\",\"pubStatus\":\"canceled\"}")->story.status,
		STORY_WITHDRAWN);
	assert_int_equal(
		item_of(*state, "{\"uri\":\"u\",\"pubStatus\":\"withheld\"}")->story.status,
		STORY_DRAFT);
	const struct ninjs_item *item =
		item_of(*state, "{\"uri\":\"u\",\"embargoed\":\"2020-03-01T10:00:00Z\"}");
	assert_int_equal(item->story.embargo_until.ms, 1583056800000);
}

static void names_have_a_limit(void **state)
{
	struct buf json = buf_in(*state, 1 << 20);
	buf_put(&json, S("{\"uri\":\"u\",\"keywords\":["));
	for (int i = 0; i < LIMIT_NINJS_NAMES + 1; i++)
		buf_fmt(&json, "%s\"k%d\"", i ? "," : "", i);
	buf_put(&json, S("]}"));
	buf_put_char(&json, '\0');
	assert_int_equal(item_of(*state, buf_str(&json).ptr)->topic_count, LIMIT_NINJS_NAMES);
}

static void control_characters_are_spaces_and_counted(void **state)
{
	struct ninjs_item *item =
		item_of(*state, "{\"uri\":\"u\",\"headline\":\"A\\u0000b\\u0001\",\"body_text\":"
				"\"c\\u0007d\\n\\u000ae\\\\u0000\"}");
	assert_str(item->story.headline, "A b");
	assert_str(item->story.body, "<p>c d</p>\n<p>e\\u0000</p>");
	assert_int_equal(item->replaced, 3);
}

static void what_is_no_json_is_said(void **state)
{
	static const char *const broken[] = { "", "{", "{\"uri\":\"\xff\"}",
					      "{\"uri\":\"\\udc00\"}", "{\"uri\":}" };
	struct ninjs_item *item = arena_new(*state, struct ninjs_item, 1);
	for (size_t i = 0; i < COUNT_OF(broken); i++) {
		struct str why = S("");
		assert_int_equal(ninjs_read(*state, str_of(broken[i]), item, &why), ERR_INVALID);
		assert_true(why.len > 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_item_of_version_3_is_whole),
		cmocka_unit_test(older_versions_call_it_otherwise),
		cmocka_unit_test(plain_text_is_escaped_and_markup_guessed_only_by_its_start),
		cmocka_unit_test(little_is_enough),
		cmocka_unit_test(its_state_and_embargo_are_kept),
		cmocka_unit_test(names_have_a_limit),
		cmocka_unit_test(control_characters_are_spaces_and_counted),
		cmocka_unit_test(what_is_no_json_is_said),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
