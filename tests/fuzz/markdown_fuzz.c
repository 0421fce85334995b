/* fuzz: markdown links: html base */
/* SPDX-License-Identifier: Apache-2.0 */
/* Property: what a reply or a story in Markdown becomes is canonical (cleaning it changes nothing),
 * holds nothing that acts, and in a reply every link says that nobody vouches for it. */
#include "html_clean_check.h"
#include "html/markdown.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	CLEANUP(arena_close) struct arena arena = arena_open(32u << 20);
	bool is_reply = data[0] & 1;
	struct html html, again;
	struct str source = { (const char *)data + 1, size - 1 };
	if (html_from_markdown(&arena, source, is_reply ? MARKDOWN_COMMENT : MARKDOWN_STORY, &html))
		return 0;
	BUG_IF(html_clean(&arena, html.s, is_reply ? CLEAN_COMMENT : CLEAN_STORY, &again));
	BUG_IF(!str_eq(html.s, again.s));
	BUG_IF(!html_is_inert(html.s));
	for (struct str rest = html.s; is_reply && str_contains(rest, S("<a "));) {
		rest = str_cut_str(rest, S("<a ")).tail;
		BUG_IF(!str_ends(str_cut(rest, '>').head, S("rel=\"nofollow ugc noopener\"")));
	}
	return 0;
}
