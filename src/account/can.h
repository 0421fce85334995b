/* SPDX-License-Identifier: Apache-2.0 */
/*
 * can.h: who may do what in the newsroom: one table, in can.c. Every route of the desk names its
 * action; what depends on whose story it is asks again with can_on_story().
 */
#pragma once
#include "base/base.h"
#include "news/story.h"

/* Stored as these numbers; each may all that the one before may. */
enum staff_role { STAFF_NOBODY, STAFF_CONTRIBUTOR, STAFF_REPORTER, STAFF_EDITOR, STAFF_PUBLISHER };

enum action {
	ACTION_SIGN_IN,      /* the screens that nobody needs to be signed in for */
	ACTION_OWN_ACCOUNT,  /* one's own password, sessions, second factor, saved views */
	ACTION_LIST_STORIES, /* a contributor's list holds only their own */
	ACTION_WRITE,        /* a new story, and changing one's own until it is ready */
	ACTION_READ_ANY,     /* others' stories, their versions */
	ACTION_EDIT_ANY,   /* others' stories, and any that is ready, waits or is public (staged) */
	ACTION_SEND_IN,    /* from draft to review and back, one's own */
	ACTION_MARK_READY, /* from review to ready and back */
	ACTION_PUBLISH,  /* publish, schedule, embargo, withdraw, put staged edits before readers */
	ACTION_MODERATE, /* replies of readers */
	ACTION_TOPICS,   /* their names and pages, merging and splitting them */
	ACTION_MANAGE_PEOPLE, /* who may sign in, and in which role */
	ACTION_SETTINGS,
	ACTION_COUNT
};

bool can(enum staff_role role, enum action action);

/* Whether they may read, or change, this story: their own up to a point, else any. A story is one's
 * own when one stands in its byline or began it. */
bool can_read_story(enum staff_role role, bool is_own);
bool can_edit_story(enum staff_role role, bool is_own, enum story_status status);

struct str role_name(enum staff_role role); /* "editor"; "nobody" */
bool role_parse(struct str name, enum staff_role *out);
