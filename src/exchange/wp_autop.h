/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wp_autop.h: paragraphs where WordPress's classic editor stored only line ends.
 *
 * A blank line parts paragraphs, a single line end is a <br>, an address alone on its line is a
 * paragraph of class "embed" with a link to it. Block elements stay as they are; text in pre,
 * scripts and players is not touched; <!--more--> and <!--nextpage--> part paragraphs and vanish.
 */
#pragma once
#include "base/base.h"

#define LIMIT_AUTOP_GROWTH 8 /* times the source and a page */

/* Fails: ERR_TOO_BIG when the result would be LIMIT_AUTOP_GROWTH times as long. */
enum err wp_autop(struct arena *into, struct str source, struct str *out) MUST_CHECK;

/* Whether s is an http(s) address and nothing else. */
bool wp_is_address(struct str s);
/* `<p class="embed">` with a link to address, which is text (not markup). */
void wp_put_embed(struct buf *out, struct str address);
