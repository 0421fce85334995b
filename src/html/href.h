/* SPDX-License-Identifier: Apache-2.0 */
/* href.h: which addresses may stand in html. */
#pragma once
#include "base/base.h"

#define LIMIT_HREF_BYTES 8192

/* raw as a browser would read it (white space around it, tabs and line ends within it do not
 * count), written so that every browser reads the same: no control characters, spaces as %20.
 * Gives false for an empty one, one over LIMIT_HREF_BYTES, and for any scheme but http, https,
 * mailto and tel; relative ones pass. What was given passes again unchanged. */
bool href_clean(struct arena *into, struct str raw, struct str *out);

/* Only http and https with a host; "//host/..." gets https. For what must lead somewhere. */
bool href_clean_absolute(struct arena *into, struct str raw, struct str *out);
