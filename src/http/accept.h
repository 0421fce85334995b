/* SPDX-License-Identifier: Apache-2.0 */
/* accept.h: which content coding a client takes (RFC 9110, 12.5.3). */
#pragma once
#include "base/base.h"

/* How much the client wants coding, 0 (not at all) to 1000. An absent header ("") wants none but
 * identity; "x-gzip" is gzip. */
int accept_coding(struct str header, struct str coding);
