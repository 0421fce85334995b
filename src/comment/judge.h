/* SPDX-License-Identifier: Apache-2.0 */
/*
 * judge.h: whether a reply is shown at once, waits for a person, or is spam; and why, in words.
 *
 * Spam: the field that no person sees was filled in; its writer or network is banned; a word of the
 * spam list; or the taught filter calls it so. Held: what the policy holds (all, or those of an
 * address of which nothing was ever shown), too many links, a word of the list, nearly the same as
 * another one, sent faster than one can type, or a filter that is in doubt. Else it is shown.
 * Every reason that held it is named, so that a moderator need not guess. Staff are not judged.
 */
#pragma once
#include "comment/intake.h"
#include "comment/policy.h"
#include "comment/spam.h"

struct judge_case {
	const struct reply_settings *settings;
	const struct reply_terms *terms;
	const struct reply_input *input;
	const struct reply *reply;
	struct str email_hash;
	uint64_t shape;  /* comment/shape.h */
	comment_id self; /* when it is judged again: not to be compared with itself */
};

struct judgement {
	enum comment_status status; /* COMMENT_SHOWN, _HELD or _SPAM */
	double score;
	struct str why; /* sentences; "" when it is shown */
};

enum err reply_judge(struct store *store, struct arena *into, struct spam_filter *filter,
		     const struct judge_case *judged, struct judgement *out) MUST_CHECK;
