/* SPDX-License-Identifier: Apache-2.0 */
/*
 * totp.h: the second factor: codes that change every thirty seconds (RFC 6238 over RFC 4226's
 * HOTP), as telephones' authenticators make them: HMAC-SHA-1, six digits.
 *
 * A code counts once: the step it was of is remembered, and no earlier or equal one is taken after
 * it. A clock may be off by one step either way.
 */
#pragma once
#include "base/base.h"

enum totp_hash { TOTP_SHA1, TOTP_SHA256, TOTP_SHA512 };
enum { TOTP_STEP_S = 30, TOTP_DIGITS = 6, TOTP_KEY_BYTES = 20, TOTP_DRIFT_STEPS = 1 };

/* The code of a counter value. digits: 6 to 8. */
uint32_t totp_code(struct str key, int64_t step, enum totp_hash hash, int digits);
/* Whether typed is the code of now; last_step: the newest one taken. Gives: its step. */
bool totp_is_right(struct str key, struct str typed, unix_ms now, int64_t last_step, int64_t *step);

struct str totp_new_key(struct arena *into); /* TOTP_KEY_BYTES random bytes */
/* The key as people type it in: base32 (RFC 4648) without padding. */
struct str totp_base32(struct arena *into, struct str key);
/* Fails: ERR_INVALID for a sign that is none of its. */
enum err totp_from_base32(struct arena *into, struct str text, struct str *key) MUST_CHECK;
/* What an authenticator reads: "otpauth://totp/..." */
struct str totp_address(struct arena *into, struct str key, struct str site, struct str email);
