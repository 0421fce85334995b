/* SPDX-License-Identifier: Apache-2.0 */
/* role.c: the names of the roles. */
#include "proc/role.h"

static const struct {
	enum role role;
	struct str name;
} names[] = {
	{ ROLE_PARENT, STR_CONST("parent") }, { ROLE_FRONT, STR_CONST("front") },
	{ ROLE_READER, STR_CONST("reader") }, { ROLE_DESK, STR_CONST("desk") },
	{ ROLE_JAIL, STR_CONST("jail") },     { ROLE_COURIER, STR_CONST("courier") },
};

struct str proc_role_name(enum role role)
{
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (names[i].role == role)
			return names[i].name;
	return S("nobody");
}

enum err proc_role_from_name(struct str name, enum role *out)
{
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		if (!str_eq(names[i].name, name))
			continue;
		*out = names[i].role;
		return OK;
	}
	return ERR_NOT_FOUND;
}
