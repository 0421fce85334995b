/* SPDX-License-Identifier: Apache-2.0 */
/*
 * conversation.h: the replies under a story as one request sees them: which page of them, in what
 * order, whom the form answers, and what only the one who wrote it may see.
 *
 * What the address may say: `cpage=2`, `order=newest`, `comment=41` (the page on which that one
 * stands), `reply=41` (the form answers that one), `replied=held` (what became of a form), and
 * `waiting=LINK` (a signed link: the writer's own reply, which nobody else sees; such a page is not
 * for keeping).
 */
#pragma once
#include "comment/policy.h"
#include "comment/submit.h"
#include "site/visit.h"

#define LIMIT_PICKS 5 /* editors' picks above the thread */

struct reply_form {
	struct reply_input typed;
	struct reply_faults faults;
	struct str error;    /* a key for {{t}}, "" none */
	struct html preview; /* what was typed would look like this; "" none */
	int64_t retry_s;     /* with the error "reply.too_fast" */
	struct str own_link; /* it is one's own reply that waits which was typed anew */
	bool is_used;        /* unfold it */
};

/* Somebody decides by a link from a mail. */
struct reply_decision {
	const struct comment *comment; /* NULL: nobody does */
	struct str link, act;          /* act: "approve", "spam", "trash" */
	bool is_done;
};

struct conversation {
	enum reply_policy policy;
	struct comment_page page;
	struct comment *picks;
	size_t pick_count;
	enum comment_order order, usual_order;
	struct comment answered; /* whom the form answers; id 0: the story */
	struct str token;
	struct str notice;  /* "held", "shown", "liked" ...; "" */
	struct comment own; /* the reader's own that waits; id 0 none */
	struct str own_link;
	bool own_may_change;
	struct reply_decision decision;
	struct reply_form form;
};

/* What is set about replies; the page stands on what readers are shown of that. */
enum err conversation_settings(struct visit *visit, struct reply_settings *out) MUST_CHECK;
/* Takes: out->form and out->decision are filled already. is_shut: of a locked story nothing is
 * read. Fails: ERR_NOT_FOUND (no such page of replies), ERR_BUSY, ERR_IO. */
enum err conversation_read(struct visit *visit, const struct story *story, bool is_shut,
			   struct conversation *out) MUST_CHECK;

/* Whether it holds what only one reader may see. */
bool conversation_is_private(const struct conversation *conversation);

/* "oldest", "newest", "liked". */
struct str comment_order_name(enum comment_order order);

/* The address of a story with more in its query: "/a-story/?" then query. */
struct str story_address_with(const struct visit *visit, const struct story *story,
			      struct str query);
/* Where one reply can always be found: "/a-story/?comment=41#comment-41". */
struct str comment_address(const struct visit *visit, const struct story *story, comment_id id);
