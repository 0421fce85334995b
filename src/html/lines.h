/* SPDX-License-Identifier: Apache-2.0 */
/* lines.h: a body as plain text with a line for each block, for comparing two versions of it. What
 * has no text is named: "[picture 12]", "[see also 41]". Takes: a body as the cleaner wrote it. */
#pragma once
#include "html/html.h"

/* Each line ends with a newline; none is empty. */
struct str html_lines(struct arena *into, struct str body);
