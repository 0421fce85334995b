/* SPDX-License-Identifier: Apache-2.0 */
/*
 * screen.h: a screen of the newsroom: a template of themes/desk/ and what it sees.
 *
 *     struct screen screen = screen_of(desk, S("people"));
 *     screen_set_text(&screen, S("title"), ...);
 *     return screen_send(&screen, out);
 *
 * Around its own fields every screen sees: @person (name, role), @can (what the role may: write,
 * publish, people ...), @token, @place (which part of the rail), @site_title, @notice, @mail (mail
 * can be sent).
 */
#pragma once
#include "desk/desk.h"
#include "theme/value.h"

#define LIMIT_SCREEN_BYTES (16u << 20)

struct screen {
	struct desk *desk;
	struct str template_name, place; /* place: "stories", "people" ... */
	int status;
	struct value_map *root;
};

struct screen screen_of(struct desk *desk, struct str template_name);
void screen_set(struct screen *screen, struct str key, struct value value);
void screen_set_text(struct screen *screen, struct str key, struct str text); /* null if empty */
void screen_set_truth(struct screen *screen, struct str key, bool truth);
void screen_set_number(struct screen *screen, struct str key, int64_t number);
void screen_set_time(struct screen *screen, struct str key, unix_ms at); /* for {{date}}; null */
enum err screen_send(struct screen *screen, struct http_response *out) MUST_CHECK;
enum err screen_run(struct screen *screen, struct html *out) MUST_CHECK; /* only what is made */

/* Objects and lists by hand. */
struct value_map *desk_map(struct desk *desk);
void desk_set(struct desk *desk, struct value_map *map, struct str key, struct value value);
void desk_set_text(struct desk *desk, struct value_map *map, struct str key, struct str text);
void desk_set_time(struct desk *desk, struct value_map *map, struct str key, unix_ms at);
struct value_array *desk_list(struct desk *desk);
void desk_push(struct desk *desk, struct value_array *list, struct value value);

/* 303; location is root-relative. done: what to say there, a key of the theme's words; "" nothing.
 */
enum err desk_see(struct desk *desk, struct str location, struct str done,
		  struct http_response *out) MUST_CHECK;
/* A page that says what is wrong. key: of the theme's words. */
enum err desk_refuse(struct desk *desk, int status, struct str key,
		     struct http_response *out) MUST_CHECK;
/* JSON as it is. */
enum err desk_json(struct desk *desk, int status, struct str body,
		   struct http_response *out) MUST_CHECK;

/* The headers of every answer of the newsroom. */
void desk_dress(const struct desk *desk, struct http_response *response);
