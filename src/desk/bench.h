/* SPDX-License-Identifier: Apache-2.0 */
/* bench.h: private to desk/: what the screens about readers' replies share. */
#pragma once
#include "comment/moderate.h"
#include "desk/handlers.h"
#include "desk/screen.h"
#include "store/comment_book.h"

/* What acts on replies work with; the filter is the process's. tools point into it. */
struct reply_tools {
	struct comment_keys keys;
	struct form_key form_key;
	struct comment_tools tools;
};
void reply_tools_open(struct app *app, struct reply_tools *out);

/* What it takes to decide on replies, as whoever is signed in. */
struct bench {
	struct reply_tools at_hand;
	struct moderator by;
};
void bench_open(struct desk *desk, struct bench *out);

/* "held", "shown", "spam", "trash". */
struct str reply_state_name(enum comment_status status);
bool reply_state_parse(struct str name, enum comment_status *out);
/* "approve", "spam" ...: what the theme's words are asked by. */
struct str reply_act_name(enum comment_act_kind kind);
/* Those that a form may ask for. */
bool reply_act_parse(struct str name, enum comment_act_kind *out);

/* A reply with what a moderator needs beside it: id, mark, name, website, html, why, state, by,
 * network, at, likes, reports, picked, is_staff, url; story {headline, standfirst, section, url,
 * desk_url}, answers {name, text}, record {shown, held, spam, trash, since}, acts [{act, who, at,
 * undone}]. */
enum err reply_view(struct desk *desk, const struct comment *comment, struct value *out) MUST_CHECK;
struct value reply_act_view(struct desk *desk, const struct comment_act *act);

/* Another one whenever its text is: so that nobody approves what they did not read. */
struct str reply_text_mark(struct desk *desk, const struct comment *comment);

/* Where the form wants to lead back to: an address of these screens, else the queue. */
struct str replies_back(struct desk *desk);
