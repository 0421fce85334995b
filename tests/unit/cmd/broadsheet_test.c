/* SPDX-License-Identifier: Apache-2.0 */
/* The default theme: that it opens, and speaks each of its languages whole. */
#include "cmocka_first.h"

#include "os/os.h"
#include "theme/theme.h"

static const struct str languages[] = { STR_CONST("en"), STR_CONST("de"), STR_CONST("ar") };

static struct value read_locale(struct arena *arena, struct str language)
{
	struct str text;
	struct value value;
	struct fault fault = { 0 };
	struct str path = str_fmt(arena, "%s/locales/%.*s.json", THEME_FOLDER, STR_ARG(language));
	assert_ok(os_read_file(arena, path, 1 << 20, &text, &fault));
	assert_ok(value_parse_json(arena, text, &value, &fault));
	return value;
}

static void it_opens_with_all_the_templates_readers_pages_ask_for(void **state)
{
	(void)state;
	/* Its name is all that is asked of it here. */
	static const struct helper sites[] = { { .name = STR_CONST("inline_style") },
					       { .name = STR_CONST("") } };
	static const struct str names[] = {
		STR_CONST("index"),   STR_CONST("post"),   STR_CONST("page"),
		STR_CONST("tag"),     STR_CONST("author"), STR_CONST("search"),
		STR_CONST("archive"), STR_CONST("error"),  STR_CONST("error-404"),
	};
	struct theme *theme = NULL;
	struct fault fault = { 0 };
	if (theme_open(S(THEME_FOLDER), sites, &theme, &fault))
		fail_msg("%s", fault.text);
	for (size_t i = 0; i < COUNT_OF(names); i++)
		assert_true(theme_has(theme, names[i]));
	theme_close(theme);
}

/* Checks each text that stands as {{t "..."}} or (t "...") in a template. */
static size_t check_template(struct arena *arena, struct str path, const struct value *locales)
{
	struct str text;
	size_t found = 0;
	assert_ok(os_read_file(arena, path, 1 << 20, &text, NULL));
	static const struct str marks[] = { STR_CONST("{{t \""), STR_CONST("(t \"") };
	for (size_t m = 0; m < COUNT_OF(marks); m++)
		for (struct str rest = text; str_contains(rest, marks[m]); found++) {
			rest = str_cut_str(rest, marks[m]).tail;
			struct str key = str_cut(rest, '"').head;
			for (size_t i = 0; i < COUNT_OF(languages); i++)
				if (value_field(locales[i], key, arena).kind != VALUE_TEXT)
					fail_msg("%.*s lacks \"%.*s\"", STR_ARG(languages[i]),
						 STR_ARG(key));
		}
	return found;
}

static void every_text_is_in_every_language(void **state)
{
	struct arena *arena = *state;
	struct value locales[COUNT_OF(languages)];
	size_t found = 0;
	for (size_t i = 0; i < COUNT_OF(languages); i++)
		locales[i] = read_locale(arena, languages[i]);
	static const char *const folders[] = { THEME_FOLDER, THEME_FOLDER "/partials" };
	for (size_t f = 0; f < COUNT_OF(folders); f++) {
		struct os_names names = { 0 };
		assert_ok(os_list_folder(arena, str_of(folders[f]), &names, NULL));
		for (size_t i = 0; i < names.count; i++)
			if (str_ends(names.items[i], S(".hbs")))
				found += check_template(
					arena,
					os_path_join(arena, str_of(folders[f]), names.items[i]),
					locales);
	}
	assert_true(found > 60);
}

static void english_says_what_the_templates_say(void **state)
{
	struct arena *arena = *state;
	struct value english = read_locale(arena, S("en"));
	struct str key;
	size_t i = 0;
	for (; value_key_at(english, i, &key); i++)
		if (!str_starts(key, S("reply."))) /* named by the code, not by a template */
			assert_true(str_eq(value_field(english, key, arena).text, key));
	assert_true(i > 60);
}

static void the_languages_have_the_same_keys(void **state)
{
	struct arena *arena = *state;
	struct value english = read_locale(arena, S("en"));
	for (size_t l = 1; l < COUNT_OF(languages); l++) {
		struct value other = read_locale(arena, languages[l]);
		struct str key;
		for (size_t i = 0; value_key_at(other, i, &key); i++)
			if (value_field(english, key, arena).kind != VALUE_TEXT)
				fail_msg("%.*s is no key of en", STR_ARG(key));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_opens_with_all_the_templates_readers_pages_ask_for),
		cmocka_unit_test(every_text_is_in_every_language),
		cmocka_unit_test(english_says_what_the_templates_say),
		cmocka_unit_test(the_languages_have_the_same_keys),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
