/* SPDX-License-Identifier: Apache-2.0 */
/* outbox_private.h: what the outbox's files share: who writes, and the errands of each kind. */
#pragma once
#include "comment/service.h"
#include "desk/bench.h"
#include "desk/outbox.h"
#include "desk/screen.h"

/* A desk without a request: what texts and links are made with. */
struct outbox_office {
	struct desk desk;
	struct reply_tools at_hand;
	struct str url; /* of the site, without the slash at its end */
};
enum err office_open(struct app *app, struct arena *into, struct outbox_office *out) MUST_CHECK;

/* Fail: ERR_NOT_FOUND (there is nothing to be said any more). */
enum err outbox_letter(struct outbox_office *office, struct outbox_task *task) MUST_CHECK;
enum err outbox_question(struct outbox_office *office, struct outbox_task *task) MUST_CHECK;

/* One row for each moderator who wants to hear; in a transaction. */
enum err outbox_spread_news(struct outbox_office *office) MUST_CHECK;
/* Notes what a moderator was told, and sets on the next mail if more waits; in a transaction. */
enum err outbox_news_told(struct outbox_office *office, const struct outbox_task *task) MUST_CHECK;
/* Whether somebody of that role hears of replies who has said nothing about it. */
bool reply_news_is_wanted(const struct reply_news *news, enum staff_role role);
