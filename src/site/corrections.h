/* SPDX-License-Identifier: Apache-2.0 */
/* corrections.h: public notes on what was wrong: under a story, and all of them at /corrections/.
 */
#pragma once
#include "site/visit.h"
#include "store/working.h"
#include "theme/value.h"

#define CORRECTIONS_A_PAGE 30

/* [{date, text}], newest first. */
struct value view_corrections(struct visit *visit, const struct correction *corrections,
			      size_t count);
/* The page of all; each also with its story as `post`. */
enum err corrections_serve(struct visit *visit, struct http_response *out) MUST_CHECK;
