/* SPDX-License-Identifier: Apache-2.0 */
/* wp_embed.c: looks into what is embedded for an address of the site. */
#include "exchange/wp_embed.h"

#include "exchange/wp_autop.h"

bool wp_is_blank(const struct scan_token *token)
{
	return token->kind == SCAN_COMMENT || scan_is_open(token, S("br")) ||
	       str_eq_nocase(token->name, S("span")) ||
	       (token->kind == SCAN_TEXT && !str_trim(token->raw).len);
}

/* The address that a figure of class wp-block-embed holds, "" if none. */
static struct str embedded_address(const struct embeds *embeds, struct str inside)
{
	struct html_scan scan = html_scan_of(inside);
	struct scan_token token;
	while (scan_next(&scan, &token)) {
		struct str text = scan_decode(embeds->arena, str_trim(token.raw));
		if (scan_is_open(&token, S("figcaption")))
			break;
		if (token.kind == SCAN_TEXT && wp_is_address(text))
			return text;
	}
	return S("");
}

/* A story as See also, a file as a figure with its caption. False: it is neither. */
bool wp_put_own(const struct embeds *embeds, struct str address, struct str caption)
{
	struct wp_link link = embeds->world->link(embeds->world->self, embeds->arena, address);
	if (link.kind == LINK_STORY && !caption.len) {
		buf_fmt(embeds->out, "<aside data-see-also=\"%lld\"></aside>\n",
			(long long)link.id);
		return true;
	}
	if (link.kind != LINK_MEDIA)
		return false;
	buf_fmt(embeds->out, "<figure data-media=\"%lld\">", (long long)link.id);
	buf_put(embeds->out, caption);
	buf_put(embeds->out, S("</figure>\n"));
	return true;
}

/* The figcaption of a figure's content, with its tags; "" none. */
static struct str figcaption_of(struct str inside)
{
	size_t at = scan_find_tag(inside, S("<figcaption"));
	return at == STR_NONE ? S("") : str_from(inside, at);
}

bool wp_put_embed_figure(const struct embeds *embeds, struct str inside)
{
	struct str address = embedded_address(embeds, inside), caption = figcaption_of(inside);
	if (!address.len)
		return false;
	if (wp_put_own(embeds, address, caption))
		return true;
	if (!caption.len) {
		wp_put_embed(embeds->out, address);
		return true;
	}
	buf_put(embeds->out, S("<figure>"));
	wp_put_embed(embeds->out, address);
	buf_put(embeds->out, caption);
	buf_put(embeds->out, S("</figure>\n"));
	return true;
}

static bool is_player(const struct scan_token *token)
{
	return scan_is_open(token, S("audio")) || scan_is_open(token, S("video"));
}

/* The file that <audio> or <video> plays, and where that ends; the scan stands behind its tag. */
static struct str played_address(const struct embeds *embeds, struct html_scan *scan,
				 const struct scan_token *player)
{
	struct str address = scan_attribute(embeds->arena, player, S("src"));
	struct scan_token token;
	while (scan_next(scan, &token) && !scan_is_close(&token, player->name))
		if (!address.len && scan_is_open(&token, S("source")))
			address = scan_attribute(embeds->arena, &token, S("src"));
	return address;
}

/* A figure that holds a player of a file of ours, and its caption. */
bool wp_put_player_figure(const struct embeds *embeds, struct str inside)
{
	struct html_scan scan = html_scan_of(inside);
	struct scan_token token = { 0 };
	while (scan_next(&scan, &token) && wp_is_blank(&token))
		continue;
	return is_player(&token) &&
	       wp_put_own(embeds, played_address(embeds, &scan, &token), figcaption_of(inside));
}

bool wp_take_player(const struct embeds *embeds, struct html_scan *scan,
		    const struct scan_token *player)
{
	struct html_scan ahead = *scan;
	if (!is_player(player))
		return false;
	struct str address = played_address(embeds, &ahead, player);
	if (!address.len || !wp_put_own(embeds, address, S("")))
		return false;
	*scan = ahead;
	return true;
}
