/* SPDX-License-Identifier: Apache-2.0 */
/* compress.h: gzip and brotli, whole bodies at once. */
#pragma once
#include "cache/cache.h"

/* Both fail: ERR_TOO_BIG when it would not get smaller, ERR_BUSY (no memory). */
enum err gzip(struct arena *into, struct str bytes, struct str *out) MUST_CHECK;
enum err brotli(struct arena *into, struct str bytes, struct str *out) MUST_CHECK;

enum err compress_as(enum page_coding coding, struct arena *into, struct str bytes,
		     struct str *out) MUST_CHECK;
struct str coding_name(enum page_coding coding); /* "gzip", "br" */
/* The coding an Accept-Encoding likes best. Gives: false for none but identity. */
bool coding_wanted(struct str accept, enum page_coding *out);
