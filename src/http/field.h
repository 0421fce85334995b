/* SPDX-License-Identifier: Apache-2.0 */
/*
 * field.h: what headers are made of (RFC 9110, 5.6): tokens, lists, parameters.
 *
 *     struct str rest = value, member;
 *     while (field_next_member(&rest, &member))
 *         ...
 */
#pragma once
#include "base/base.h"

bool field_is_token(struct str s); /* not empty, and only characters a name may have */
/* Takes the next member off a comma-separated list, trimmed; empty ones are passed over and commas
 * in quotes part nothing. */
bool field_next_member(struct str *rest, struct str *member);
bool field_list_has(struct str list, struct str member); /* without case */

/* What stands before the first ";", trimmed. */
struct str field_main(struct str value);
/* The parameter `name` of "main; name=value; other=\"quoted\"". Gives: unquoted, a view or a copy
 * in into. false when it is absent or the quotes do not end. */
bool field_param(struct arena *into, struct str value, struct str name, struct str *out);
