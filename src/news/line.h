/* SPDX-License-Identifier: Apache-2.0 */
/*
 * line.h: what stands in one line, a headline or a name, without what nobody can see.
 *
 *   - control characters and non-characters are dropped; line ends, tabs and the parting signs of
 *     Unicode become one space
 *   - marks that turn the direction of text (UAX 9) stay only where they all are closed again and
 *     none overrides: else they would turn what stands behind the line, on every page that shows it
 *   - what has none of this is given back as it is; a cleaned line cleaned again is that line
 *
 * The store asks this of every headline, name and title it writes, whoever brings it.
 */
#pragma once
#include "base/base.h"

struct str line_clean(struct arena *into, struct str text);
