/* SPDX-License-Identifier: Apache-2.0 */
/* can.c: the table. */
#include "account/can.h"

#define N STAFF_NOBODY
#define C STAFF_CONTRIBUTOR
#define R STAFF_REPORTER
#define E STAFF_EDITOR
#define P STAFF_PUBLISHER

/* The least role that may. */
static const enum staff_role least[ACTION_COUNT] = {
	[ACTION_SIGN_IN] = N,       [ACTION_OWN_ACCOUNT] = C, [ACTION_LIST_STORIES] = C,
	[ACTION_WRITE] = C,         [ACTION_SEND_IN] = C,     [ACTION_READ_ANY] = R,
	[ACTION_EDIT_ANY] = E,      [ACTION_MARK_READY] = E,  [ACTION_PUBLISH] = E,
	[ACTION_MODERATE] = E,      [ACTION_TOPICS] = E,      [ACTION_SETTINGS] = P,
	[ACTION_MANAGE_PEOPLE] = P,
};

bool can(enum staff_role role, enum action action)
{
	BUG_IF(action < 0 || action >= ACTION_COUNT);
	return role >= least[action];
}

bool can_read_story(enum staff_role role, bool is_own)
{
	return can(role, ACTION_READ_ANY) || (is_own && can(role, ACTION_WRITE));
}

/* A reporter may stage an edit of their own published story; putting it out is an editor's act. A
 * contributor's work is out of their hands once it is taken. */
bool can_edit_story(enum staff_role role, bool is_own, enum story_status status)
{
	if (can(role, ACTION_EDIT_ANY))
		return true;
	if (!is_own || !can(role, ACTION_WRITE))
		return false;
	if (status == STORY_DRAFT || status == STORY_IN_REVIEW)
		return true;
	return role >= R && status == STORY_PUBLISHED;
}

static const struct str names[] = {
	[N] = STR_CONST("nobody"), [C] = STR_CONST("contributor"), [R] = STR_CONST("reporter"),
	[E] = STR_CONST("editor"), [P] = STR_CONST("publisher"),
};

struct str role_name(enum staff_role role)
{
	BUG_IF(role < N || role > P);
	return names[role];
}

bool role_parse(struct str name, enum staff_role *out)
{
	for (enum staff_role role = C; role <= P; role++)
		if (str_eq(name, names[role])) {
			*out = role;
			return true;
		}
	return false;
}
