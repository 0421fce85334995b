/* SPDX-License-Identifier: Apache-2.0 */
/* The sample edition that is shipped, and what is refused of one. */
#include "cmocka_first.h"

#include "cmd/edition.h"
#include "html/clean.h"
#include "os/os.h"

static struct arena arena;
static struct edition edition;

static int read_shipped(void **state)
{
	(void)state;
	struct fault fault = { 0 };
	arena = arena_open(64 << 20);
	if (edition_read(&arena, S(DEMO_FOLDER), &edition, &fault) == OK)
		return 0;
	print_error("%s\n", fault.text);
	return -1;
}

static int close_shipped(void **state)
{
	(void)state;
	arena_close(&arena);
	return 0;
}

static size_t count_with(struct str name)
{
	size_t n = 0;
	for (size_t i = 0; i < edition.count; i++)
		n += record_get(&edition.stories[i].head, name).len > 0;
	return n;
}

static size_t count_kind(struct str kind)
{
	size_t n = 0;
	for (size_t i = 0; i < edition.paper.count; i++)
		n += str_eq(record_kind(&edition.paper.items[i]), kind);
	return n;
}

static void the_shipped_edition_fits_together(void **state)
{
	(void)state;
	struct fault fault = { 0 };
	enum err err = edition_check(&arena, &edition, &fault);
	if (err)
		print_error("%s\n", fault.text);
	assert_int_equal(err, OK);
}

static void the_shipped_edition_has_something_for_every_page(void **state)
{
	(void)state;
	assert_true(edition.count >= 32);
	assert_int_equal(count_kind(S("section")), 6);
	assert_true(count_kind(S("topic")) >= 12);
	assert_true(count_kind(S("person")) >= 6);
	assert_int_equal(count_kind(S("menu")), 3);
	assert_int_equal(count_with(S("lead")), 1);
	assert_true(count_with(S("in")) && count_with(S("embargo")) && count_with(S("password")));
	assert_true(count_with(S("cover")) < edition.count);
	assert_true(edition.replies.count >= 10);
}

static void every_picture_is_there_with_alt_caption_and_credit(void **state)
{
	(void)state;
	for (size_t i = 0; i < edition.paper.count; i++) {
		const struct record *record = &edition.paper.items[i];
		if (!str_eq(record_kind(record), S("picture")))
			continue;
		assert_true(record_get(record, S("alt")).len &&
			    record_get(record, S("caption")).len);
		assert_true(record_get(record, S("credit")).len > 0);
		assert_true(os_exists(
			str_fmt(&arena, "%s/media/%.*s", DEMO_FOLDER, STR_ARG(record_id(record)))));
	}
}

static void cleaning_a_body_loses_no_word(void **state)
{
	(void)state;
	for (size_t i = 0; i < edition.count; i++) {
		struct buf raw = buf_in(&arena, LIMIT_EDITION_FILE);
		struct str rest = edition.stories[i].body;
		struct edition_reference ref;
		for (; edition_reference(rest, &ref); rest = ref.after) {
			buf_put(&raw, ref.before);
			buf_put_char(&raw, '7');
		}
		buf_put(&raw, rest);
		struct html clean;
		assert_int_equal(html_clean(&arena, buf_str(&raw), CLEAN_STORY, &clean), OK);
		struct str before = html_text(&arena, html_trusted(buf_str(&raw)));
		assert_true(str_eq(before, html_text(&arena, clean)));
		assert_int_equal(str_contains(edition.stories[i].body, S("data-see-also")),
				 str_contains(clean.s, S("<aside data-see-also=\"7\">")));
	}
}

static struct edition with(const char *head, const char *body)
{
	static struct edition_story stories[2];
	struct edition made = edition;
	struct record_list list;
	struct str text = str_fmt(&arena, "headline: H\nslug: s\nsection: town\n%s", head);
	assert_int_equal(record_parse(&arena, S("x"), text, &list, NULL), OK);
	stories[0] = (struct edition_story){ S("x.html"), list.items[0], str_of(body) };
	made.stories = stories;
	made.count = 1;
	made.replies.count = 0;
	return made;
}

static void what_is_named_must_be_there(void **state)
{
	(void)state;
	static const struct {
		const char *head, *body, *said;
	} cases[] = {
		{ "topics: council, nowhere", "", "nowhere" },
		{ "by: imke-halloran; nobody (pictures)", "", "nobody" },
		{ "cover: none.jpg", "", "none.jpg" },
		{ "age: soon", "", "soon" },
		{ "status: maybe", "", "maybe" },
		{ "mood: fine", "", "mood" },
		{ "", "<p><a data-story=\"gone\">x</a></p>", "gone" },
		{ "", "<aside data-see-also=\"lost\"></aside>", "lost" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct fault fault = { 0 };
		struct edition made = with(cases[i].head, cases[i].body);
		assert_int_equal(edition_check(&arena, &made, &fault), ERR_INVALID);
		assert_non_null(strstr(fault.text, cases[i].said));
	}
	struct edition sound = with("topics: council\nby: imke-halloran; tove-brandt (pictures)",
				    "<a data-story=\"s\">x</a>");
	assert_int_equal(edition_check(&arena, &sound, NULL), OK);
}

static void references_are_found_in_order(void **state)
{
	(void)state;
	struct edition_reference ref;
	struct str body = S("<aside data-see-also=\"a\"></aside><a data-story=\"b\">x</a>");
	assert_true(edition_reference(body, &ref));
	assert_true(str_eq(ref.slug, S("a")));
	assert_true(str_eq(ref.before, S("<aside data-see-also=\"")));
	assert_true(edition_reference(ref.after, &ref));
	assert_true(str_eq(ref.slug, S("b")));
	assert_false(edition_reference(ref.after, &ref));
}

static void a_byline_may_have_a_role(void **state)
{
	(void)state;
	assert_true(str_eq(edition_byline(S("tove (pictures)")).head, S("tove")));
	assert_true(str_eq(edition_byline(S("tove (pictures)")).tail, S("pictures")));
	assert_true(str_eq(edition_byline(S("tove")).tail, S("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_shipped_edition_fits_together),
		cmocka_unit_test(the_shipped_edition_has_something_for_every_page),
		cmocka_unit_test(every_picture_is_there_with_alt_caption_and_credit),
		cmocka_unit_test(cleaning_a_body_loses_no_word),
		cmocka_unit_test(what_is_named_must_be_there),
		cmocka_unit_test(references_are_found_in_order),
		cmocka_unit_test(a_byline_may_have_a_role),
	};
	return cmocka_run_group_tests(tests, read_shipped, close_shipped);
}
