/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wp_embed.h: private to wp_refs: what is embedded and turns out to be the site's own: a story
 * becomes See also, a file a figure, which is shown, played or offered.
 */
#pragma once
#include "exchange/html_scan.h"
#include "exchange/wp_refs.h"

struct embeds {
	struct arena *arena;
	const struct wp_world *world;
	struct buf *out;
};

/* Comments, line breaks, spans and white space. */
bool wp_is_blank(const struct scan_token *token);

/* Each writes what it found and says true, or does nothing: */

/* caption: a figcaption with its tags, or "". */
bool wp_put_own(const struct embeds *embeds, struct str address, struct str caption);
/* What stands within a figure of the block editor's embeds. */
bool wp_put_embed_figure(const struct embeds *embeds, struct str inside);
/* What stands within a figure, if that is a player of a file of the site. */
bool wp_put_player_figure(const struct embeds *embeds, struct str inside);
/* <audio> or <video>, whose tag was read; then scan stands behind its end. */
bool wp_take_player(const struct embeds *embeds, struct html_scan *scan,
		    const struct scan_token *player);
