/* SPDX-License-Identifier: Apache-2.0 */
/*
 * slug.h: a headline as the last part of an address.
 *
 * Latin, Greek and Cyrillic letters become plain ones ("Straße" is "strasse", "Київ" is "kyiv");
 * letters of other scripts stay as they are, in lower case, to be percent-encoded in the address;
 * everything else parts words, and words are joined by single hyphens.
 *
 *   - a slug made from a slug is that slug
 *   - never longer than LIMIT_SLUG_BYTES; cut between words where possible
 *   - empty when the text has no letter or digit: the caller falls back to a number
 */
#pragma once
#include "base/base.h"

#define LIMIT_SLUG_BYTES 200

struct str slug_from_text(struct arena *into, struct str text);
