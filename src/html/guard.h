/* SPDX-License-Identifier: Apache-2.0 */
/*
 * guard.h: refuses, before it is parsed, HTML that would cost the parser more than it is worth.
 *
 * gumbo follows the standard faithfully, and by the standard eight megabytes of "<div>" take time
 * in the square of their number, and unclosed <b>s are made anew in every paragraph. One scan
 * bounds from above how deep the tree and how large the number of its nodes can become.
 */
#pragma once
#include "base/base.h"

#define LIMIT_HTML_OPEN 1000         /* elements open at one place */
#define LIMIT_HTML_NODES 500000      /* elements and runs of text in all */
#define LIMIT_HTML_ATTRIBUTES 200    /* of one tag */
#define LIMIT_HTML_UNSURE_TAGS 10000 /* in text of which the scan cannot be sure */

/* Fails: ERR_TOO_BIG. */
enum err html_guard(struct str raw) MUST_CHECK;
