/* SPDX-License-Identifier: Apache-2.0 */
/*
 * headings.h: the levels of a text's headings, as a page wants them.
 *
 * What stands in an archive has headings chosen by their size: an h4 first, an h6 below an h2.
 * Whoever has a page read aloud goes through it by its headings and takes a missing level for a
 * missing part. So below a page's h1 they go down a step at a time; which stands below which stays
 * as it was.
 */
#pragma once
#include "html/html.h"

/* text is a body the cleaner wrote; the same text comes back when nothing is to be changed. */
struct str html_level_headings(struct arena *into, struct str text);
