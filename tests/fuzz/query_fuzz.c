/* fuzz: query links: discover words html base */
/* SPDX-License-Identifier: Apache-2.0 */
/* Property: any bytes are a query, whose words are distinct, short and valid, and whose folded
 * words are found again when typed; and a text in which they are marked reads, without the marks,
 * as it did before. */
#include "discover/highlight.h"

static void check_word(const struct query_word *word)
{
	BUG_IF(!word->stem_count || word->stem_count > LIMIT_QUERY_STEMS || !word->folded.len);
	for (size_t i = 0; i < word->stem_count; i++)
		BUG_IF(!word->stems[i].len || word->stems[i].len > LIMIT_WORD_BYTES ||
		       !utf8_valid(word->stems[i]));
}

static void check_runs(const struct query_runs *runs)
{
	BUG_IF(runs->count > LIMIT_QUERY_RUNS);
	for (size_t i = 0; i < runs->count; i++)
		for (size_t k = 0; k < runs->items[i].count; k++)
			check_word(&runs->items[i].words[k]);
}

static void check_query(const struct query *query)
{
	struct civil day;
	BUG_IF(query->count > LIMIT_QUERY_TERMS);
	for (size_t i = 0; i < query->count; i++)
		check_word(&query->terms[i]);
	check_runs(&query->required);
	check_runs(&query->excluded);
	BUG_IF(query->after.len && !query_date(query->after, &day));
	BUG_IF(query->before.len && !query_date(query->before, &day));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CLEANUP(arena_close) struct arena arena = arena_open(64u << 20);
	CLEANUP(lexicon_close) struct lexicon *lexicon = lexicon_open();
	const struct query_tongue tongue = { lexicon, LANGUAGE_EN,
					     1 << LANGUAGE_EN | 1 << LANGUAGE_FR };
	struct str_pair input = str_cut((struct str){ (const char *)data, size }, '|');
	struct query query = query_parse(&arena, &tongue, input.head);
	check_query(&query);
	struct str text = utf8_first(utf8_repair(&arena, input.tail), LIMIT_HIGHLIGHT_BYTES);
	const struct highlight highlight = { lexicon, LANGUAGE_FR, &query };
	struct html marked = highlight_all(&arena, text, &highlight);
	struct str plain = str_replace(&arena, marked.s, S("<mark>"), S(""));
	plain = str_replace(&arena, plain, S("</mark>"), S(""));
	BUG_IF(!str_eq(plain, html_escape(&arena, text).s));
	struct html snippet = highlight_snippet(&arena, text, &highlight, 40);
	BUG_IF(!utf8_valid(snippet.s));
	BUG_IF(utf8_count(html_text(&arena, snippet)) > 42);
	return 0;
}
