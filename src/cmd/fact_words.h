/* SPDX-License-Identifier: Apache-2.0 */
/* fact_words.h: a fact in words a person understands: what it is about, and what of it matters. */
#pragma once
#include "store/store.h"

/* Looks up names in the store; says what it can where there are none. */
struct str fact_words(struct store *store, struct arena *into, const struct fact *fact);
