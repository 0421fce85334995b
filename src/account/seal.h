/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seal.h: a text that only who has the key can read or make, and bytes as text: libsodium's secret
 * box under a fresh nonce, in base64 for addresses (RFC 4648, section 5), unpadded.
 */
#pragma once
#include "base/base.h"

#define SEAL_KEY_BYTES 32

struct str seal_base64(struct arena *into, const unsigned char *bytes, size_t count);
struct str seal_text(struct arena *into, const unsigned char key[SEAL_KEY_BYTES], struct str plain);
/* Fails: ERR_INVALID (not sealed by this key, or changed since). */
enum err seal_open(struct arena *into, const unsigned char key[SEAL_KEY_BYTES], struct str sealed,
		   struct str *out) MUST_CHECK;
