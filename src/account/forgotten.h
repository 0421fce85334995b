/* SPDX-License-Identifier: Apache-2.0 */
/*
 * forgotten.h: somebody says that they have forgotten their password.
 *
 *   - whoever asks learns nothing of who may sign in: the answer is the same, and so is the work
 *     but for one row
 *   - nobody can fill another's mailbox: LIMIT_RESETS in LIMIT_RESET_MINUTES, whoever asks for them
 */
#pragma once
#include "account/people.h"

#define LIMIT_RESETS 3
#define LIMIT_RESET_MINUTES 15

enum forgotten_outcome {
	FORGOTTEN_HEARD, /* a link is on its way if there is somebody with that address */
	FORGOTTEN_SHUT,  /* too many were asked for, from there or for that address */
};
/* One transaction. address: the client's. */
enum err account_forgotten(struct store *store, struct arena *into, struct str email,
			   struct str address, enum forgotten_outcome *out) MUST_CHECK;
