/* SPDX-License-Identifier: Apache-2.0 */
/* message.c: messages.def as a table. */
#include "proc/message.h"

static const struct message_rule rules[MESSAGE_KINDS] = {
#define MESSAGE(name, from, to, most, fds)                                                         \
	[MESSAGE_##name] = { STR_CONST(#name), from, to, most, fds },
#include "proc/messages.def"
#undef MESSAGE
};

const struct message_rule *message_rule(unsigned kind)
{
	return kind > MESSAGE_NONE && kind < MESSAGE_KINDS ? &rules[kind] : NULL;
}
