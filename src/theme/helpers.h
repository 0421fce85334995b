/* SPDX-License-Identifier: Apache-2.0 */
/*
 * helpers.h: the general helpers, with the names and the output that Ghost documents for its
 * themes. Private to theme/.
 *
 * They know no class of object: a post is what has a title, a url, tags. What they ask of the world
 * is documented at each; `extra` is theme_world.extra.
 */
#pragma once
#include "theme/folder.h"
#include "theme/helper.h"

/* helpers_flow.c */
void help_foreach(struct helper_call *call);     /* {{#foreach posts from= to= limit= columns=}} */
void help_is(struct helper_call *call);          /* {{#is "post, page"}}: extra.context, a list */
void help_match(struct helper_call *call);       /* {{#match a "=" b}} */
void help_block(struct helper_call *call);       /* {{{block "name"}}} */
void help_content_for(struct helper_call *call); /* {{#contentFor "name"}} */
void help_raw(struct helper_call *call);         /* {{{{raw}}}} */

/* helpers_has.c */
void help_has(struct helper_call *call); /* {{#has tag= author= number= any= all= ...}} */

/* helpers_text.c */
void help_t(struct helper_call *call);      /* {{t "Page {n}" n=page}} */
void help_plural(struct helper_call *call); /* {{plural n empty= singular= plural=}} */
void help_encode(struct helper_call *call);
void help_concat(struct helper_call *call);
void help_split(struct helper_call *call);
void help_slice(struct helper_call *call); /* start= end= */
void help_title(struct helper_call *call);
void help_excerpt(struct helper_call *call);      /* words= characters= */
void help_content(struct helper_call *call);      /* words= characters= */
void help_reading_time(struct helper_call *call); /* seconds= minute= minutes= */
void help_comment_count(struct helper_call *call);

/* helpers_address.c */
void help_url(struct helper_call *call); /* absolute= */
void help_img_url(struct helper_call *call);
void help_asset(struct helper_call *call);
void help_page_url(struct helper_call *call); /* extra.relative_url: the page's own address */
void help_readable_url(struct helper_call *call);

/* helpers_social.c */
void help_facebook_url(struct helper_call *call);
void help_twitter_url(struct helper_call *call);
void help_social_url(struct helper_call *call);      /* type= */
void help_social_accounts(struct helper_call *call); /* {{#social_accounts @site}} */

/* helpers_page.c */
void help_meta_title(struct helper_call *call);       /* extra.meta_title */
void help_meta_description(struct helper_call *call); /* extra.meta_description */
void help_ghost_head(struct helper_call *call);       /* extra.ghost_head */
void help_ghost_foot(struct helper_call *call);       /* extra.ghost_foot */
void help_body_class(struct helper_call *call);
void help_post_class(struct helper_call *call);

/* helpers_list.c */
void help_tags(struct helper_call *call);
void help_authors(struct helper_call *call);
void help_navigation(struct helper_call *call); /* type="secondary" */
void help_pagination(struct helper_call *call);
void help_link(struct helper_call *call);
void help_link_class(struct helper_call *call);
void help_search(struct helper_call *call);   /* extra.search_url */
void help_comments(struct helper_call *call); /* by the partial "site-comments" */

/* helpers_date.c */
void help_date(struct helper_call *call); /* format= timeago= timezone= */

/* What several of them need. */

/* A value as text, in the run's arena. */
struct str text_of(const struct helper_call *call, struct value v);
struct str field_text(const struct helper_call *call, struct value from, struct str key);
/* A hash argument as a whole number, as JavaScript's parseInt reads it; fallback where it is none.
 */
int64_t hash_int(const struct helper_call *call, struct str name, int64_t fallback);
bool read_int(struct str text, int64_t *out); /* the digits at its start */
/* A hash argument that says yes: there, and neither false nor "false". */
bool hash_says_yes(const struct helper_call *call, struct str name);
/* A field of extra, else of @root. */
struct value page_value(const struct helper_call *call, struct str key);
bool in_context(const struct helper_call *call, struct str name); /* "post", "home"... */
struct str site_url(const struct helper_call *call);              /* no slash at the end */
struct str relative_url(const struct helper_call *call);          /* of the page; "" unknown */
/* An address for an attribute: what may not stand there is percent-encoded, & is escaped. */
struct value address_value(const struct helper_call *call, struct str address);
/* Next part of a list parted by commas, trimmed; false at the end. */
bool next_part(struct str *list, struct str *part);

/* Dates in words: names and patterns are the theme's translations where it has them ("January",
 * "LL", "%d minutes"), else English. */
struct moment {
	const struct theme *theme;
	struct str locale;
	struct civil at; /* on the wall */
	unix_ms instant;
	struct str zone_name; /* for z */
};
/* As moment.js formats: "D MMMM YYYY", "LL", "[on] dddd". */
void moment_format(const struct moment *moment, struct buf *out, struct str format);
/* "3 hours ago", "in a day". */
void moment_from_now(const struct moment *moment, struct buf *out, unix_ms now);
/* The theme's translation, else key itself. */
struct str moment_word(const struct moment *moment, struct str key);

/* html up to so many words or characters (SIZE_MAX: no limit), what is open closed. */
struct html html_first(struct arena *into, struct html html, size_t words, size_t characters);
