/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wp_blocks.h: the block editor's marks, `<!-- wp:name {...} -->`, read and taken off.
 *
 * What stands in blocks is kept as it is; what stands between them is classic text and gets its
 * paragraphs (wp_autop.h). Blocks that are filled in when a page is made (lists of posts, comment
 * forms, site titles) are left out whole. A cover's picture, which older editors kept only in the
 * mark and a style, becomes a picture before the cover's text. A reusable block is put in place.
 */
#pragma once
#include "base/base.h"

#define LIMIT_BLOCK_DEPTH 3           /* reusable blocks within each other */
#define LIMIT_REUSED_BYTES (4u << 20) /* of reusable blocks in one body */

/* Gives the content of a reusable block, "" if there is none. */
struct reusable_blocks {
	void *self;
	struct str (*find)(void *self, int64_t id);
};

bool wp_has_blocks(struct str source);
/* Fails: ERR_TOO_BIG. */
enum err wp_blocks(struct arena *into, struct str source, struct reusable_blocks reusable,
		   struct str *out) MUST_CHECK;
