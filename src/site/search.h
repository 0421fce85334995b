/* SPDX-License-Identifier: Apache-2.0 */
/* search.h: /search/?q=words, and its further pages. */
#pragma once
#include "site/visit.h"

/* Fails: ERR_NOT_FOUND beyond the last page. */
enum err search_serve(struct visit *visit, struct http_response *out) MUST_CHECK;
