/* SPDX-License-Identifier: Apache-2.0 */
/*
 * outbox.h: what others' servers are still to be told, and who hears of replies that wait.
 *
 * A row is written in the transaction of its cause, so it is there exactly when that happened; it
 * goes when a server has taken what it stands for. It says what for and about whom, not what to
 * say: texts, addresses and links are made when it is sent (desk/outbox.h), so none lie here.
 *
 *   - one row a kind and subject: asking again while it waits changes nothing; one that was given
 *     up begins anew
 *   - nothing here is in a reader's page: no fact is noted or touched
 */
#pragma once
#include "store/store.h"

enum outbox_kind {
	OUTBOX_RESET = 1,  /* a person who has forgotten their password */
	OUTBOX_INVITE,     /* a person who is to set their first */
	OUTBOX_HELD,       /* subject 0: some reply waits; becomes one below for each who hears */
	OUTBOX_REPLY_NEWS, /* a person who moderates */
	OUTBOX_CHECK_TO_SHOW, /* a reply that is shown unless a service takes it for spam */
	OUTBOX_CHECK_HELD,    /* one that waits for a moderator anyway */
	OUTBOX_HAM,           /* a moderator found a reply good, and a service may learn it */
	OUTBOX_SPAM,
};

struct outbox_row {
	int64_t id;
	enum outbox_kind kind;
	int64_t subject; /* a person's or comment's id */
	unix_ms made_at, due_at, failed_at;
	int64_t tries;
	struct str why;
};

/* In a transaction. due_at {0}: now. */
enum err store_outbox_put(struct store *store, enum outbox_kind kind, int64_t subject,
			  unix_ms due_at) MUST_CHECK;
/* Of those that are due: what readers wait for first (the checks), then the oldest. Fails:
 * ERR_NOT_FOUND (none is). */
enum err store_outbox_next(struct store *store, struct arena *into,
			   struct outbox_row *out) MUST_CHECK;
enum err store_outbox_row(struct store *store, struct arena *into, int64_t id,
			  struct outbox_row *out) MUST_CHECK;
/* When the next of those that wait is due; {0} none waits. */
enum err store_outbox_due(struct store *store, unix_ms *out) MUST_CHECK;
/* In a transaction. */
enum err store_outbox_remove(struct store *store, int64_t id) MUST_CHECK;
enum err store_outbox_save(struct store *store, const struct outbox_row *row) MUST_CHECK;
enum err store_outbox_waiting(struct store *store, uint64_t *out) MUST_CHECK; /* how many */
/* Given up, the newest first, at most limit. */
enum err store_outbox_failed(struct store *store, struct arena *into, int64_t limit,
			     struct outbox_row **out, size_t *count) MUST_CHECK;
/* Drops what was given up before then. In a transaction. */
enum err store_outbox_forget(struct store *store, unix_ms before) MUST_CHECK;

enum reply_news_wish { REPLY_NEWS_UNSAID = -1, REPLY_NEWS_NO, REPLY_NEWS_YES };
struct reply_news {
	enum reply_news_wish wish;
	comment_id told;
	unix_ms told_at;
};
enum err store_reply_news(struct store *store, person_id person, struct reply_news *out) MUST_CHECK;
enum err store_reply_news_set(struct store *store, person_id person,
			      const struct reply_news *news) MUST_CHECK; /* in a transaction */
