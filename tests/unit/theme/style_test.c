/* SPDX-License-Identifier: Apache-2.0 */
#include "theme/folder.h"
#include "theme_for_test.h"

static struct str small(struct place *place, const char *css)
{
	const struct theme_style *style = theme_style_from(&place->arena, str_of(css));
	assert_non_null(style);
	return style->css.s;
}

static void what_parts_nothing_is_left_out(void **state)
{
	struct place *place = *state;
	assert_str(small(place, "/* a */\n.x ,\n.y { color: red ;\n\tmargin: 0 }\n"),
		   ".x,.y{color: red;margin: 0}");
	assert_str(small(place, "@media (min-width: 40rem) and (hover) {\n\ta { b: c }\n}"),
		   "@media (min-width: 40rem) and (hover){a{b: c}}");
	assert_str(small(place, ".a .b > .c/**/.d {}"), ".a .b > .c .d{}");
	assert_str(small(place, "a { width: calc(1px  +  2px) }"), "a{width: calc(1px + 2px)}");
	assert_str(small(place, ""), "");
}

static void texts_in_a_sheet_stay_as_they_are(void **state)
{
	struct place *place = *state;
	assert_str(small(place, "a { content: \" ; /* no */ \" }"), "a{content: \" ; /* no */ \"}");
	assert_str(small(place, "a { content: '\\'  { ' }"), "a{content: '\\'  { '}");
	assert_str(small(place, ".a\\ \\  b {}"), ".a\\ \\  b{}");
	assert_str(small(place, "a { b: \"open"), "a{b: \"open");
	assert_str(small(place, "a /* open"), "a");
	assert_str(small(place, "a\\"), "a\\");
}

static void its_hash_is_of_what_stands_in_the_page(void **state)
{
	struct place *place = *state;
	const struct theme_style *style = theme_style_from(&place->arena, S("b { }"));
	assert_str(style->css.s, "b{}");
	assert_str(style->source, "'sha256-7yqHVAesot11p6HczDsgKRipvI5UPgs97z80zNXlans='");
}

static void what_must_be_a_file_stays_one(void **state)
{
	static const char *const sheets[] = {
		"a { background: url(x.png) }", "@import 'b.css';",
		"a { b: image-set('x' 1x) }",   "a::after { content: '</style>' }",
		"/* <!-- */ a { b: c }",        "a { b: 'x\ny' }",
	};
	struct place *place = *state;
	for (size_t i = 0; i < COUNT_OF(sheets); i++)
		assert_null(theme_style_from(&place->arena, str_of(sheets[i])));
}

static void a_large_sheet_stays_a_file(void **state)
{
	struct place *place = *state;
	char *text = arena_bytes(&place->arena, LIMIT_INLINE_STYLE_BYTES + 1);
	memset(text, 'a', LIMIT_INLINE_STYLE_BYTES + 1);
	assert_non_null(
		theme_style_from(&place->arena, (struct str){ text, LIMIT_INLINE_STYLE_BYTES }));
	assert_null(theme_style_from(&place->arena,
				     (struct str){ text, LIMIT_INLINE_STYLE_BYTES + 1 }));
}

static void a_theme_has_its_sheets_at_hand(void **state)
{
	struct place *place = *state;
	write_file(place, "index.hbs", "");
	write_file(place, "assets/css/a.css", "b { }");
	write_file(place, "assets/css/a.txt", "b { }");
	struct theme *theme = open_theme(place);
	assert_str(theme_style(theme, S("css/a.css"))->css.s, "b{}");
	assert_ptr_equal(theme_style(theme, S("/css/a.css")), theme_style(theme, S("css/a.css")));
	assert_null(theme_style(theme, S("css/a.txt")));
	assert_null(theme_style(theme, S("css/b.css")));
	assert_false(theme_asks_for_accent(theme));
	theme_close(theme);
}

static void a_sheet_may_ask_for_the_papers_colour(void **state)
{
	struct place *place = *state;
	write_file(place, "index.hbs", "");
	write_file(place, "assets/a.css", "a{color:var(--ghost-accent-color)}");
	struct theme *theme = open_theme(place);
	assert_true(theme_asks_for_accent(theme));
	theme_close(theme);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PLACE(what_parts_nothing_is_left_out),
		IN_A_PLACE(texts_in_a_sheet_stay_as_they_are),
		IN_A_PLACE(its_hash_is_of_what_stands_in_the_page),
		IN_A_PLACE(what_must_be_a_file_stays_one),
		IN_A_PLACE(a_large_sheet_stays_a_file),
		IN_A_PLACE(a_theme_has_its_sheets_at_hand),
		IN_A_PLACE(a_sheet_may_ask_for_the_papers_colour),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
