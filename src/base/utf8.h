/* SPDX-License-Identifier: Apache-2.0 */
/* utf8.h: reading and writing UTF-8 (RFC 3629). What libunistring does better (folding, word
 * breaks, normalisation) is asked of it where needed, not wrapped here. */
#pragma once
#include "base/str.h"

#define UTF8_REPLACEMENT 0xFFFDu

/* Decodes the code point at the start of s. Gives: its length in bytes (1..4) and the code point;
 * for a byte that is not UTF-8, length 1 and UTF8_REPLACEMENT. s must not be empty. */
size_t utf8_decode(struct str s, uint32_t *code_point);

/* Writes code_point to out (4 bytes of room). Gives: bytes written; what is no code point is
 * written as UTF8_REPLACEMENT. */
size_t utf8_encode(uint32_t code_point, char out[4]);

bool utf8_valid(struct str s);
size_t utf8_count(struct str s); /* code points */

/* s itself when valid; else a copy in which each bad byte is U+FFFD. */
struct str utf8_repair(struct arena *into, struct str s);

/* At most max_bytes of s, not cutting a code point. */
struct str utf8_first(struct str s, size_t max_bytes);
