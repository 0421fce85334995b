/* SPDX-License-Identifier: Apache-2.0 */
/* message.h: the kinds of messages, from the table in messages.def. */
#pragma once
#include "proc/role.h"

#define LIMIT_ASK_BYTES ((2u << 20) + (64u << 10))       /* a body and its head */
#define LIMIT_ASK_FILE_BYTES ((64u << 20) + (64u << 10)) /* a picture and a form's rim */
#define LIMIT_ANSWER_BYTES (16u << 20)
#define LIMIT_TOUCHED_FACTS_A_MESSAGE 4096 /* more of them are FORGET_ALL */
#define LIMIT_TOUCHED_BYTES (LIMIT_TOUCHED_FACTS_A_MESSAGE * 40u)
#define LIMIT_LETTER_BYTES 128u
#define LIMIT_READS_BYTES (512u << 10)  /* pages and how often they were opened */
#define LIMIT_JOB_BYTES (64u << 10)     /* what is to be made of a picture */
#define LIMIT_REASON_BYTES 512u         /* why a picture could not be made */
#define LIMIT_ERRAND_BYTES (512u << 10) /* what a courier is sent with */
#define LIMIT_ERRAND_END_BYTES (8u << 10)

enum message_kind {
	MESSAGE_NONE,
#define MESSAGE(name, from, to, most, fds) MESSAGE_##name,
#include "proc/messages.def"
#undef MESSAGE
	MESSAGE_KINDS,
};

struct message_rule {
	struct str name;
	unsigned from, to; /* roles */
	size_t most_bytes;
	int fds;
};

/* NULL when there is no such kind. */
const struct message_rule *message_rule(unsigned kind);
