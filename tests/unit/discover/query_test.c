/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "discover/query.h"
#include "store/index.h"

static struct lexicon *lexicon;

static struct query parse(void **state, struct str typed)
{
	const struct query_tongue tongue = { lexicon, LANGUAGE_EN, 1 << LANGUAGE_EN };
	return query_parse(*state, &tongue, typed);
}

static void put_runs(struct buf *out, const struct query_runs *runs, const char *sign)
{
	for (size_t i = 0; i < runs->count; i++) {
		buf_fmt(out, " %s%d", sign, runs->items[i].fields);
		for (size_t k = 0; k < runs->items[i].count; k++)
			buf_fmt(out, ",%.*s", STR_ARG(runs->items[i].words[k].folded));
	}
}

/* "word/stem word/stem +fields,of,a,phrase -fields,left,out section=... after=... before=... in" */
static struct str told(void **state, struct str typed)
{
	struct query query = parse(state, typed);
	struct buf out = buf_in(*state, 1 << 16);
	for (size_t i = 0; i < query.count; i++)
		buf_fmt(&out, "%s%.*s", i ? " " : "", STR_ARG(query.terms[i].folded));
	put_runs(&out, &query.required, "+");
	put_runs(&out, &query.excluded, "-");
	if (query.section.len)
		buf_fmt(&out, " section=%.*s", STR_ARG(query.section));
	if (query.after.len)
		buf_fmt(&out, " after=%.*s", STR_ARG(query.after));
	if (query.before.len)
		buf_fmt(&out, " before=%.*s", STR_ARG(query.before));
	if (query.in_headline)
		buf_put(&out, S(" in"));
	return buf_str(&out);
}

static const struct {
	const char *typed, *told;
} cases[] = {
	{ "", "" },
	{ "Budget vote", "budget vote" },
	{ "budget budgets vote", "budget vote" },
	{ "the vote of the council", "vote council" },
	{ "to be or not to be", "to be or not to be" },
	{ "ÉCOLE école", "ecole" },
	{ "\"Budget vote\" 2024", "budget vote 2024 +0,budget,vote" },
	{ "“budget vote” «town hall»", "budget vote town hall +0,budget,vote +0,town,hall" },
	{ "vote -budget", "vote -0,budget" },
	{ "vote -\"the budget\"", "vote -0,the,budget" },
	{ "by:Quill vote", "vote +8,quill" },
	{ "BY:\"Ada Quill\"", " +8,ada,quill" },
	{ "author:quill -by:ada", " +8,quill -8,ada" },
	{ "topic:harbour-works", " +16,harbour,works" },
	{ "section:Sport goal", "goal section=Sport" },
	{ "section:\"Arts and letters\"", " section=Arts and letters" },
	{ "after:2019 before:2020-02-29 x", "x after=2019 before=2020-02-29" },
	{ "in:headline storm", "storm in" },
	{ "in:kitchen storm", "kitchen storm" },
	{ "before:yesterday", "yesterday" },
	{ "before:2020-02-30", "2020 02 30" },
	{ "after:", "after" },
	{ "note: this", "note" },
	{ "U.S. us", "us" },
	{ "about US troops", "us troops" },
	{ "THE VOTE AND THE BUDGET", "vote budget" },
	{ "vote AND NOT budget", "vote budget" },
	{ "co-operate", "co operate cooperate" },
	{ "e-mail", "mail email" },
	/* nothing of these is an error */
	{ "\"unbalanced budget", "unbalanced budget" },
	{ "budget\"", "budget" },
	{ "\"", "" },
	{ "\"\"", "" },
	{ "- -- --- \" \" :: by: -by: in:", "by in -0,by" },
	{ "' OR 1=1; --", "1" },
	{ "NOT AND OR *** ((( ^x*", "x" },
	{ "-", "" },
	{ "😀", "" },
	{ "a\xFF"
	  "b",
	  "b" },
};

static void what_is_typed_is_understood(void **state)
{
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct str got = told(state, str_of(cases[i].typed));
		if (!str_eq(got, str_of(cases[i].told)))
			fail_msg("\"%s\" gave \"%.*s\"", cases[i].typed, STR_ARG(got));
	}
}

static void a_text_has_no_signs(void **state)
{
	const struct query_tongue tongue = { lexicon, LANGUAGE_EN, 0 };
	struct query query =
		query_of_text(*state, &tongue, S("\"Never\" -again: by:us, section:x"));
	assert_int_equal(query.required.count + query.excluded.count + query.section.len, 0);
	assert_int_equal(query.count, 3); /* never, section, x */
}

static void a_word_has_a_stem_in_each_language(void **state)
{
	const struct query_tongue tongue = { lexicon, LANGUAGE_EN,
					     1 << LANGUAGE_EN | 1 << LANGUAGE_DE };
	struct query query = query_parse(*state, &tongue, S("Häuser"));
	assert_int_equal(query.terms[0].stem_count, 2);
	assert_str(query.terms[0].stems[1], "haus");
}

static void only_so_many_words_are_looked_for(void **state)
{
	struct buf typed = buf_in(*state, 4096);
	for (int i = 0; i < LIMIT_QUERY_TERMS; i++)
		buf_fmt(&typed, "w%d ", i);
	assert_int_equal(parse(state, buf_str(&typed)).count, LIMIT_QUERY_TERMS);
	buf_put(&typed, S("more"));
	assert_int_equal(parse(state, buf_str(&typed)).count, LIMIT_QUERY_TERMS);
}

static void only_so_many_phrases_are_demanded(void **state)
{
	struct buf typed = buf_in(*state, 4096);
	for (int i = 0; i <= LIMIT_QUERY_RUNS; i++) {
		assert_int_equal(parse(state, buf_str(&typed)).required.count, i);
		buf_fmt(&typed, "\"w%d x\" ", i);
	}
	assert_int_equal(parse(state, buf_str(&typed)).required.count, LIMIT_QUERY_RUNS);
}

static void only_so_much_is_read(void **state)
{
	char *typed = arena_bytes(*state, LIMIT_QUERY_BYTES + 3);
	memset(typed, ' ', LIMIT_QUERY_BYTES + 3);
	memcpy(typed + LIMIT_QUERY_BYTES - 3, "end", 3);
	assert_int_equal(parse(state, (struct str){ typed, LIMIT_QUERY_BYTES + 3 }).count, 1);
	memcpy(typed + LIMIT_QUERY_BYTES - 3, "   end", 6);
	assert_int_equal(parse(state, (struct str){ typed, LIMIT_QUERY_BYTES + 3 }).count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_typed_is_understood),
		cmocka_unit_test(a_text_has_no_signs),
		cmocka_unit_test(a_word_has_a_stem_in_each_language),
		cmocka_unit_test(only_so_many_words_are_looked_for),
		cmocka_unit_test(only_so_many_phrases_are_demanded),
		cmocka_unit_test(only_so_much_is_read),
	};
	lexicon = lexicon_open();
	int failed = cmocka_run_group_tests(tests, open_arena, close_arena);
	lexicon_close(&lexicon);
	return failed;
}
