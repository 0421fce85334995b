/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wp_body.h: the text of a WordPress post as the body of a story.
 *
 *     shortcodes -> blocks, or paragraphs of classic text -> references -> html_clean()
 */
#pragma once
#include "exchange/wp_blocks.h"
#include "exchange/wp_refs.h"
#include "exchange/wp_shortcode.h"

struct wp_text {
	struct str content;
	struct attached attached; /* what [gallery] without ids shows */
	struct reusable_blocks reusable;
};

/* Fails: ERR_TOO_BIG (as html_clean does). */
enum err wp_body(struct arena *into, const struct wp_text *text, const struct wp_world *world,
		 struct html *out) MUST_CHECK;
/* The same body with what the world has come to know since. */
enum err wp_body_again(struct arena *into, struct str body, const struct wp_world *world,
		       struct html *out) MUST_CHECK;

/* A headline or a name: markup dropped, entities decoded, white space folded. */
struct str wp_plain(struct arena *into, struct str markup);
/* An excerpt, a caption, a description. Gives "" when it cannot be cleaned. */
struct html wp_inline(struct arena *into, struct str markup);
/* The pages that <!--nextpage--> makes of it; 1 at least. */
int wp_page_count(struct str content);
