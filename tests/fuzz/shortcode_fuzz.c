/* fuzz: shortcode links: wp html base */
/* SPDX-License-Identifier: Apache-2.0 */
/* shortcode_fuzz: whatever text of WordPress becomes a body, references put in again change
 * nothing, nor does cleaning, and what was refused was too big. */
#include "exchange/wp_body.h"
#include "html/clean.h"

static int64_t picture(void *self, struct arena *into, int64_t attachment, struct str url,
		       struct str alt)
{
	(void)self;
	(void)into;
	(void)alt;
	return attachment > 0 ? attachment : url.len % 2 ? 7 : 0;
}

static struct wp_link link_to(void *self, struct arena *into, struct str href)
{
	(void)self;
	(void)into;
	static const enum wp_link_kind kinds[] = { LINK_FOREIGN, LINK_STORY, LINK_MEDIA };
	return (struct wp_link){ kinds[href.len ? str_hash(href) % 3 : 0], 41, S(""), S(""),
				 false };
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct attached_file attached[] = { { 1, ATTACHED_PICTURE },
							 { 2, ATTACHED_SOUND } };
	struct arena arena = arena_open(32u << 20);
	struct wp_world world = { NULL, picture, link_to };
	struct wp_text text = { .content = { (const char *)data, size },
				.attached = { attached, 2 } };
	struct html out, again;
	if (size <= 4096 && wp_body(&arena, &text, &world, &out) == OK) {
		BUG_IF(html_clean(&arena, out.s, CLEAN_STORY, &again) != OK);
		BUG_IF(!str_eq(out.s, again.s));
		BUG_IF(wp_body_again(&arena, out.s, &world, &again) != OK);
	}
	arena_close(&arena);
	return 0;
}
