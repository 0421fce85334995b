/* SPDX-License-Identifier: Apache-2.0 */
/*
 * role.h: the parts that one program plays, each in a process of its own.
 *
 * A role's numbers are bits where several are meant, so that messages.def reads as a table.
 */
#pragma once
#include "base/base.h"

enum role {
	ROLE_PARENT = 1 << 0,  /* starts, restarts and stops the others */
	ROLE_FRONT = 1 << 1,   /* the network and the finished pages */
	ROLE_READER = 1 << 2,  /* makes pages; changes nothing */
	ROLE_DESK = 1 << 3,    /* makes every change */
	ROLE_JAIL = 1 << 4,    /* decodes one picture, and ends */
	ROLE_COURIER = 1 << 5, /* speaks to others' servers: mail, and what is told to services */
};

struct str proc_role_name(enum role role); /* "reader" */
/* Fails: ERR_NOT_FOUND. */
enum err proc_role_from_name(struct str name, enum role *out) MUST_CHECK;
