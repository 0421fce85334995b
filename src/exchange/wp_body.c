/* SPDX-License-Identifier: Apache-2.0 */
/* wp_body.c: the order of the steps, and the small texts that need only some of them. */
#include "exchange/wp_body.h"

#include "exchange/wp_autop.h"
#include "html/clean.h"

enum err wp_body(struct arena *into, const struct wp_text *text, const struct wp_world *world,
		 struct html *out)
{
	struct str html;
	if (text->content.len > LIMIT_HTML_BYTES)
		return ERR_TOO_BIG;
	TRY(wp_shortcodes(into, text->content, text->attached, &html));
	if (wp_has_blocks(html))
		TRY(wp_blocks(into, html, text->reusable, &html));
	else
		TRY(wp_autop(into, html, &html));
	return wp_body_again(into, html, world, out);
}

enum err wp_body_again(struct arena *into, struct str body, const struct wp_world *world,
		       struct html *out)
{
	struct str html;
	TRY(wp_refs(into, body, world, &html));
	return html_clean(into, html, CLEAN_STORY, out);
}

struct str wp_plain(struct arena *into, struct str markup)
{
	struct html cleaned;
	bool is_plain =
		str_find_char(markup, '<') == STR_NONE && str_find_char(markup, '&') == STR_NONE;
	if (is_plain)
		cleaned = html_escape(into, markup);
	else if (html_clean(into, markup, CLEAN_INLINE, &cleaned))
		return S("");
	return html_text(into, cleaned);
}

struct html wp_inline(struct arena *into, struct str markup)
{
	struct html cleaned;
	markup = str_trim(markup);
	if (!markup.len ||
	    html_clean(into, wp_without_shortcodes(into, markup), CLEAN_INLINE, &cleaned))
		return html_escape(into, S(""));
	return cleaned;
}

int wp_page_count(struct str content)
{
	int pages = 1;
	struct str_pair pair = str_cut_str(content, S("<!--nextpage-->"));
	for (; pair.found; pair = str_cut_str(pair.tail, S("<!--nextpage-->")))
		pages++;
	return pages;
}
