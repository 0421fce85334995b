/* fuzz: query links: discover html base */
/* SPDX-License-Identifier: Apache-2.0 */
/* Property: any bytes are a query, whose terms are distinct, short, valid words that parse to
 * themselves; and a text in which they are marked reads, without the marks, as it did before. */
#include "discover/highlight.h"

static void check_terms(struct arena *arena, const struct query *query)
{
	BUG_IF(query->count > LIMIT_QUERY_TERMS);
	for (size_t i = 0; i < query->count; i++) {
		struct str term = query->terms[i];
		BUG_IF(!term.len || term.len > LIMIT_QUERY_WORD_BYTES || !utf8_valid(term));
		BUG_IF(query_parse(arena, term).count == 0);
		for (size_t j = 0; j < i; j++)
			BUG_IF(str_eq(term, query->terms[j]));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CLEANUP(arena_close) struct arena arena = arena_open(32u << 20);
	struct str_pair input = str_cut((struct str){ (const char *)data, size }, '|');
	struct query query = query_parse(&arena, input.head);
	check_terms(&arena, &query);
	struct str text = utf8_first(utf8_repair(&arena, input.tail), LIMIT_HIGHLIGHT_BYTES);
	struct html marked = highlight_all(&arena, text, &query);
	struct str plain = str_replace(&arena, marked.s, S("<mark>"), S(""));
	plain = str_replace(&arena, plain, S("</mark>"), S(""));
	BUG_IF(!str_eq(plain, html_escape(&arena, text).s));
	struct html snippet = highlight_snippet(&arena, text, &query, 40);
	BUG_IF(!utf8_valid(snippet.s));
	BUG_IF(utf8_count(html_text(&arena, snippet)) > 42);
	return 0;
}
