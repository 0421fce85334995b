/* SPDX-License-Identifier: Apache-2.0 */
/* links.c: finds href="..." inside tags; in text a quotation mark after "=" has no blank before. */
#include "html/links.h"

void html_links(struct arena *into, struct str html, struct html_links *out)
{
	for (struct str_pair tag = str_cut_str(html, S("<a ")); tag.found;
	     tag = str_cut_str(tag.tail, S("<a "))) {
		struct str attributes = str_cut(tag.tail, '>').head;
		struct str_pair href = str_cut_str(attributes, S("href=\""));
		if (href.found)
			*list_push(into, out) =
				html_text(into, html_trusted(str_cut(href.tail, '"').head));
	}
}
