/* SPDX-License-Identifier: Apache-2.0 */
#include "theme_for_test.h"
#include "theme/helper.h"

static void a_layout_stands_around_and_another_around_it(void **state)
{
	struct place *place = *state;
	struct html html;
	write_file(place, "outer.hbs", "<{{{body}}}>{{title}}");
	write_file(place, "default.hbs", "{{!< outer}}\n[{{{body}}}]");
	write_file(place, "post.hbs", "{{!< default}}\n{{title}}");
	write_file(place, "index.hbs", "");
	struct theme *theme = open_theme(place);
	assert_ok(run_theme(place, theme, "post", "{\"title\":\"a&b\"}", &html, NULL));
	assert_str(html.s, "<[a&amp;b]>a&amp;b");
	theme_close(theme);
}

static void a_layout_around_itself_is_refused_when_it_runs(void **state)
{
	struct place *place = *state;
	struct html html;
	struct fault fault = { 0 };
	write_file(place, "index.hbs", "{{!< index}}x{{{body}}}");
	struct theme *theme = open_theme(place);
	assert_int_equal(run_theme(place, theme, "index", "{}", &html, &fault), ERR_TOO_BIG);
	assert_string_equal(fault.text, "index.hbs:1:1: more than 8 layouts around each other");
	theme_close(theme);
}

static void what_a_page_has_for_its_layout_is_put_there(void **state)
{
	struct place *place = *state;
	struct html html;
	write_file(place, "default.hbs",
		   "{{{block \"head\"}}}|{{{body}}}|{{#block \"foot\"}}none{{/block}}");
	write_file(place, "index.hbs",
		   "{{!< default}}\n{{#contentFor \"head\"}}<i>{{title}}{{/contentFor}}"
		   "{{#contentFor \"head\"}}2{{/contentFor}}x");
	struct theme *theme = open_theme(place);
	assert_ok(run_theme(place, theme, "index", "{\"title\":\"<\"}", &html, NULL));
	assert_str(html.s, "<i>&lt;\n2|x|none");
	theme_close(theme);
}

static void a_broken_theme_is_refused_with_the_place(void **state)
{
	struct place *place = *state;
	struct theme *theme = NULL;
	struct fault fault = { 0 };
	assert_int_equal(theme_open(place->folder, NULL, &theme, &fault), ERR_NOT_FOUND);
	write_file(place, "index.hbs", "ok");
	write_file(place, "partials/a/b.hbs", "\n {{#if x}}");
	fault = (struct fault){ 0 };
	assert_int_equal(theme_open(place->folder, NULL, &theme, &fault), ERR_INVALID);
	assert_string_equal(fault.text, "partials/a/b.hbs:2:11: if opened at line 2 is not closed");
	write_file(place, "partials/a/b.hbs", "fine");
	write_file(place, "package.json", "{\"name\": }");
	fault = (struct fault){ 0 };
	assert_int_equal(theme_open(place->folder, NULL, &theme, &fault), ERR_INVALID);
	assert_string_equal(fault.text, "package.json:1:10: no value can start like this");
	write_file(place, "package.json", "{}");
	write_file(place, "index.hbs", "{{!< nope}}");
	fault = (struct fault){ 0 };
	assert_int_equal(theme_open(place->folder, NULL, &theme, &fault), ERR_INVALID);
	assert_string_equal(fault.text, "index.hbs:1:1: no layout nope.hbs");
	assert_null(theme);
	assert_int_equal(theme_open(at(place, "no-such"), NULL, &theme, &fault), ERR_NOT_FOUND);
}

static void check_refused(struct place *place, const char *index, const char *why)
{
	struct theme *theme = NULL;
	struct fault fault = { 0 };
	write_file(place, "index.hbs", index);
	assert_int_equal(theme_open(place->folder, NULL, &theme, &fault), ERR_INVALID);
	assert_string_equal(fault.text, why);
}

static void what_could_never_run_is_refused_before_a_page_asks_for_it(void **state)
{
	struct place *place = *state;
	check_refused(place, "\n{{#if x}}{{> card}}{{/if}}", "index.hbs:2:10: no partial card");
	check_refused(place, "{{#shuffle posts}}{{/shuffle}}", "index.hbs:1:1: no helper shuffle");
	check_refused(place, "{{t (shout title)}}", "index.hbs:1:5: no helper shout");
	write_file(place, "partials/card.hbs", "{{> (concat \"a\" (shout title))}}");
	check_refused(place, "{{> card}}", "partials/card.hbs:1:17: no helper shout");
}

static void what_may_yet_run_or_is_not_used_is_not_refused(void **state)
{
	struct place *place = *state;
	write_file(place, "partials/unused.hbs", "{{shout title}}{{> nowhere}}");
	write_file(place, "partials/told.hbs", "{{> slot}}{{> @partial-block}}");
	assert_str(shown(place,
			 "{{#> told}}{{#*inline \"slot\"}}s{{/inline}}b{{/told}}"
			 "{{#> nowhere}}instead{{/nowhere}}{{shout loud=true}}",
			 "{}"),
		   "sbinstead");
}

static void an_error_has_a_page_where_the_theme_has_none(void **state)
{
	struct place *place = *state;
	struct html html;
	write_file(place, "index.hbs", "");
	struct theme *theme = open_theme(place);
	assert_ok(run_theme(place, theme, "error",
			    "{\"statusCode\":404,\"message\":\"Not <Found>\"}", &html, NULL));
	assert_true(str_contains(html.s, S("<h1>404 Not &lt;Found&gt;</h1>")));
	theme_close(theme);
	write_file(place, "error.hbs", "own {{statusCode}}");
	theme = open_theme(place);
	assert_ok(run_theme(place, theme, "error", "{\"statusCode\":404}", &html, NULL));
	assert_str(html.s, "own 404");
	theme_close(theme);
}

static void assets_have_addresses_that_change_with_their_bytes(void **state)
{
	struct place *place = *state;
	struct str file, before, after;
	bool is_immutable;
	write_file(place, "index.hbs", "");
	write_file(place, "assets/css/screen.css", "a{}");
	struct theme *theme = open_theme(place);
	before = theme_asset_url(theme, &place->arena, S("css/screen.css"), S("/assets/"));
	assert_true(str_starts(before, S("/assets/")));
	assert_true(str_ends(before, S("/css/screen.css")));
	struct str below = str_from(before, 8);
	assert_ok(theme_asset_file(theme, &place->arena, below, &file, &is_immutable));
	assert_true(is_immutable);
	assert_true(os_exists(file));
	assert_ok(
		theme_asset_file(theme, &place->arena, S("css/screen.css"), &file, &is_immutable));
	assert_false(is_immutable);
	assert_ok(theme_asset_file(theme, &place->arena, S("0000/css/screen.css"), &file,
				   &is_immutable));
	assert_false(is_immutable);
	theme_close(theme);
	write_file(place, "assets/css/screen.css", "b{}");
	theme = open_theme(place);
	after = theme_asset_url(theme, &place->arena, S("css/screen.css"), S("/assets/"));
	assert_false(str_eq(before, after));
	theme_close(theme);
}

static void only_what_lies_in_assets_can_be_asked_for(void **state)
{
	static const char *const asked[] = {
		"../index.hbs", "x/../index.hbs", "index.hbs",       "", "/",
		"css",          "css/",           "/css/screen.css/"
	};
	struct place *place = *state;
	struct str file;
	bool is_immutable;
	write_file(place, "index.hbs", "");
	write_file(place, "assets/css/screen.css", "a{}");
	struct theme *theme = open_theme(place);
	for (size_t i = 0; i < COUNT_OF(asked); i++)
		assert_int_equal(theme_asset_file(theme, &place->arena, str_of(asked[i]), &file,
						  &is_immutable),
				 ERR_NOT_FOUND);
	assert_str(theme_asset_url(theme, &place->arena, S("no.css"), S("/assets/")),
		   "/assets/no.css");
	theme_close(theme);
}

static void custom_settings_fall_back_to_the_makers_defaults(void **state)
{
	struct place *place = *state;
	write_file(place, "package.json",
		   "{\"config\":{\"posts_per_page\":7,\"custom\":{"
		   "\"a\":{\"default\":\"red\"},\"b\":{\"default\":\"blue\"}}}}");
	assert_str(shown(place,
			 "{{@custom.a}} {{@custom.b}} {{@custom.c}}|{{@config.posts_per_page}}",
			 "{\"custom\":{\"a\":\"green\"}}"),
		   "green blue |7");
	assert_str(shown(place, "{{@custom.a}}", "{}"), "red");
}

static void the_world_is_seen_through_data_names(void **state)
{
	struct place *place = *state;
	assert_str(shown(place,
			 "{{@site.title}} {{@member}} {{#each l}}{{@root.l.length}}{{@x}}{{/each}}",
			 "{\"site\":{\"title\":\"T\"},\"extra\":{\"x\":\"e\"},\"l\":[1]}"),
		   "T  1e");
}

static void output_may_be_so_long_and_no_longer(void **state)
{
	struct place *place = *state;
	struct html html;
	struct fault fault = { 0 };
	write_file(place, "index.hbs", "{{#each l}}12345{{/each}}");
	struct theme *theme = open_theme(place);
	struct value data = json_value(place, "{\"l\":[1,2]}");
	struct theme_world world = world_of(place, data);
	assert_ok(theme_run(theme, S("index"), data, &world, 10, &html, &fault));
	assert_str(html.s, "1234512345");
	assert_int_equal(theme_run(theme, S("index"), data, &world, 9, &html, &fault), ERR_TOO_BIG);
	assert_int_equal(theme_run(theme, S("nope"), data, &world, 9, &html, NULL), ERR_NOT_FOUND);
	assert_true(theme_has(theme, S("index")));
	assert_false(theme_has(theme, S("nope")));
	theme_close(theme);
}

/* A helper that does everything a helper can. */
static void help_probe(struct helper_call *call)
{
	struct helper_data data[] = { { S("probe"), value_text(S("<p>")) } };
	struct value params[] = { value_number(1), helper_arg(call, 0) };
	if (!helper_is_block(call)) {
		helper_write_text(call, S("<"));
		helper_write_html(call, html_trusted(S("<b>")));
		helper_return(call, helper_hash(call, S("x")));
		return;
	}
	helper_run_block_with(call, helper_arg(call, 0), data, 1, params, 2);
	helper_run_inverse(call);
	if (value_is_true(helper_hash(call, S("fail"))))
		helper_fail(call, "as %s", "asked");
}

static struct str probed(struct place *place, const char *text, enum err wanted)
{
	static const struct helper helpers[] = { { STR_CONST("probe"), help_probe },
						 { STR_CONST(""), NULL } };
	struct theme *theme = NULL;
	struct html html = { { 0 } };
	struct fault fault = { 0 };
	write_file(place, "index.hbs", text);
	assert_ok(theme_open(place->folder, helpers, &theme, &fault));
	assert_int_equal(
		run_theme(place, theme, "index", "{\"o\":{\"y\":2},\"z\":3}", &html, &fault),
		wanted);
	theme_close(theme);
	return wanted ? str_dup(&place->arena, str_of(fault.text)) : html.s;
}

static void a_registered_helper_writes_runs_blocks_and_gives_values(void **state)
{
	struct place *place = *state;
	assert_str(probed(place, "{{probe x=\"&\"}}", OK), "&lt;<b>&amp;");
	assert_str(probed(place, "{{#if (probe)}}{{lookup (probe) \"length\"}}{{/if}}", OK), "7");
	assert_str(probed(place,
			  "{{#probe o as |n "
			  "v|}}{{y}}{{@probe}}{{n}}{{v.y}}{{../z}}{{else}}-{{z}}{{/probe}}",
			  OK),
		   "2&lt;p&gt;123-3");
	assert_str(probed(place, "\n{{#probe o fail=1}}{{/probe}}", ERR_INVALID),
		   "index.hbs:2:1: probe: as asked");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PLACE(a_layout_stands_around_and_another_around_it),
		IN_A_PLACE(a_layout_around_itself_is_refused_when_it_runs),
		IN_A_PLACE(what_a_page_has_for_its_layout_is_put_there),
		IN_A_PLACE(a_broken_theme_is_refused_with_the_place),
		IN_A_PLACE(what_could_never_run_is_refused_before_a_page_asks_for_it),
		IN_A_PLACE(what_may_yet_run_or_is_not_used_is_not_refused),
		IN_A_PLACE(an_error_has_a_page_where_the_theme_has_none),
		IN_A_PLACE(assets_have_addresses_that_change_with_their_bytes),
		IN_A_PLACE(only_what_lies_in_assets_can_be_asked_for),
		IN_A_PLACE(custom_settings_fall_back_to_the_makers_defaults),
		IN_A_PLACE(the_world_is_seen_through_data_names),
		IN_A_PLACE(output_may_be_so_long_and_no_longer),
		IN_A_PLACE(a_registered_helper_writes_runs_blocks_and_gives_values),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
