/* SPDX-License-Identifier: Apache-2.0 */
/* grow.h: a paper's tales, into a site or into an export. */
#pragma once
#include "tale.h"

/* A new newspaper in the folder site, beside it site/bench-paths: a line "kind path [number]" for
 * what there is to ask for. */
enum err grow_site(const struct paper *paper, struct str site, struct fault *fault) MUST_CHECK;
/* The same stories as WordPress would export them (WXR 1.2). */
enum err grow_wxr(const struct paper *paper, struct str file, struct fault *fault) MUST_CHECK;
