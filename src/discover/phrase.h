/* SPDX-License-Identifier: Apache-2.0 */
/* phrase.h: stories in which words stand side by side. */
#pragma once
#include "discover/query.h"
#include "discover/rank.h"

/* Adds the stories that hold the run, public or not. */
enum err phrase_add(const struct rank_base *base, struct arena *into, const struct query_run *run,
		    struct doc_set *set) MUST_CHECK;
