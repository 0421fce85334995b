/* SPDX-License-Identifier: Apache-2.0 */
#include "theme_for_test.h"
#include "theme/folder.h"
#include "theme/run.h"

static enum err rendered(struct place *place, const char *text, const char *json,
			 struct fault *fault)
{
	struct html html;
	return theme_render_text(&place->arena, S("t"), str_of(text), place->folder,
				 json_value(place, json), &html, fault);
}

/* A partial that calls itself as often as the list says: each time is a partial and an if. */
static void partials_and_blocks_run_so_deep_and_no_deeper(void **state)
{
	struct place *place = *state;
	struct fault fault = { 0 };
	struct buf fits = buf_in(&place->arena, 1 << 16), deeper = buf_in(&place->arena, 1 << 16);
	/* JSON itself nests only so deep, so each level stands for three: with, if, partial. */
	write_file(place, "q.hbs", "{{#with this as |o|}}{{#if o}}{{> r}}{{/if}}{{/with}}");
	write_file(place, "r.hbs", "{{#if next}}{{> q next}}{{/if}}");
	enum { A_LEVEL = 5, FITS = LIMIT_RUN_DEPTH / A_LEVEL - 1 };
	for (int i = 0; i < FITS; i++)
		buf_put(&fits, S("{\"next\":"));
	buf_put(&fits, S("{}"));
	for (int i = 0; i < FITS; i++)
		buf_put(&fits, S("}"));
	buf_put_char(&fits, 0);
	assert_ok(rendered(place, "{{> q}}", fits.ptr, &fault));
	for (int i = 0; i < FITS + 3; i++)
		buf_put(&deeper, S("{\"next\":"));
	buf_put(&deeper, S("{}"));
	for (int i = 0; i < FITS + 3; i++)
		buf_put(&deeper, S("}"));
	buf_put_char(&deeper, 0);
	assert_int_equal(rendered(place, "{{> q}}", deeper.ptr, &fault), ERR_TOO_BIG);
	assert_non_null(strstr(fault.text, "nested deeper than 600"));
}

static void a_run_takes_so_many_steps_and_no_more(void **state)
{
	struct place *place = *state;
	struct fault fault = { 0 };
	const char *json = "{\"l\":[1,2,3,4,5,6,7,8,9,10]}";
	const char *in = "{{#each @root.l}}", *out = "{{/each}}";
	struct buf six = buf_in(&place->arena, 4096), seven = buf_in(&place->arena, 4096);
	for (int i = 0; i < 7; i++) {
		if (i < 6)
			buf_put(&six, str_of(in));
		buf_put(&seven, str_of(in));
	}
	for (int i = 0; i < 7; i++) {
		if (i < 6)
			buf_put(&six, str_of(out));
		buf_put(&seven, str_of(out));
	}
	buf_put_char(&six, 0);
	buf_put_char(&seven, 0);
	assert_ok(rendered(place, six.ptr, json, &fault));
	assert_int_equal(rendered(place, seven.ptr, json, &fault), ERR_TOO_BIG);
	assert_non_null(strstr(fault.text, "more than 5000000 steps"));
}

static void folders_of_partials_nest_so_deep_and_no_deeper(void **state)
{
	struct place *place = *state;
	struct theme *theme = NULL;
	struct fault fault = { 0 };
	struct buf path = buf_in(&place->arena, 4096);
	write_file(place, "index.hbs", "{{> \"d/d/d/d/d/d/d/d/p\"}}");
	buf_put(&path, S("partials"));
	for (int i = 0; i < LIMIT_FOLDER_NESTING; i++)
		buf_put(&path, S("/d"));
	write_file(
		place,
		str_z(&place->arena, str_fmt(&place->arena, "%.*s/p.hbs", STR_ARG(buf_str(&path)))),
		"deep");
	assert_str(shown(place, "{{> \"d/d/d/d/d/d/d/d/p\"}}", "{}"), "deep");
	write_file(place,
		   str_z(&place->arena,
			 str_fmt(&place->arena, "%.*s/d/p.hbs", STR_ARG(buf_str(&path)))),
		   "deeper");
	assert_int_equal(theme_open(place->folder, NULL, &theme, &fault), ERR_TOO_BIG);
}

static void layouts_stand_around_each_other_up_to_the_limit(void **state)
{
	struct place *place = *state;
	struct html html;
	write_file(place, "l0.hbs", "0{{{body}}}");
	for (int i = 1; i <= LIMIT_LAYOUTS + 1; i++) {
		struct arena *arena = &place->arena;
		write_file(place, str_z(arena, str_fmt(arena, "l%d.hbs", i)),
			   str_z(arena, str_fmt(arena, "{{!< l%d}}%d{{{body}}}", i - 1, i)));
	}
	write_file(place, "index.hbs", "");
	struct theme *theme = open_theme(place);
	assert_ok(run_theme(place, theme, "l8", "{}", &html, NULL));
	assert_str(html.s, "012345678");
	assert_int_equal(run_theme(place, theme, "l9", "{}", &html, NULL), ERR_TOO_BIG);
	theme_close(theme);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PLACE(partials_and_blocks_run_so_deep_and_no_deeper),
		IN_A_PLACE(a_run_takes_so_many_steps_and_no_more),
		IN_A_PLACE(folders_of_partials_nest_so_deep_and_no_deeper),
		IN_A_PLACE(layouts_stand_around_each_other_up_to_the_limit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
