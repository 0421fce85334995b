/* SPDX-License-Identifier: Apache-2.0 */
/* fields.h: private to front/: llhttp, in a file of its own, since its names for methods are ours
 * too. */
#pragma once
#include "base/base.h"

bool method_is_known(struct str method); /* registered, though perhaps not served here */

/* Runs llhttp over a whole head and calls add for each header, value trimmed.
 * Gives: 0, or the status of a refusal; what add gives, if that is not 0. */
int fields_parse(struct str head, int (*add)(void *to, struct str name, struct str value),
		 void *to);
