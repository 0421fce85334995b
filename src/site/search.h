/* SPDX-License-Identifier: Apache-2.0 */
/* search.h: /search/?q=words and its further pages; below it the same as feeds (rss/, atom.xml,
 * feed.json) and, for a script, suggest/?q= with what a reader may be typing. */
#pragma once
#include "site/visit.h"

/* Fails: ERR_NOT_FOUND beyond the last page. */
enum err search_serve(struct visit *visit, struct http_response *out) MUST_CHECK;
/* What may stand behind the search's own path. */
bool search_takes(struct str below);
enum err search_serve_below(struct visit *visit, struct str below,
			    struct http_response *out) MUST_CHECK;
