/* SPDX-License-Identifier: Apache-2.0 */
/* totp.c: RFC 6238, with libmd's hashes and HMAC (RFC 2104) over them. */
#include "account/totp.h"

#include <sha1.h>
#include <sha2.h>

#include "os/os.h"

enum { MOST_DIGEST = 64, MOST_BLOCK = 128 };

/* Digest of two pieces, one behind the other. Gives: its length. */
static size_t digest(enum totp_hash hash, struct str a, struct str b, uint8_t out[MOST_DIGEST])
{
	SHA1_CTX sha1;
	SHA2_CTX sha2;
	switch (hash) {
	case TOTP_SHA1:
		SHA1Init(&sha1);
		SHA1Update(&sha1, (const uint8_t *)a.ptr, a.len);
		SHA1Update(&sha1, (const uint8_t *)b.ptr, b.len);
		SHA1Final(out, &sha1);
		return SHA1_DIGEST_LENGTH;
	case TOTP_SHA256:
		SHA256Init(&sha2);
		SHA256Update(&sha2, (const uint8_t *)a.ptr, a.len);
		SHA256Update(&sha2, (const uint8_t *)b.ptr, b.len);
		SHA256Final(out, &sha2);
		return SHA256_DIGEST_LENGTH;
	case TOTP_SHA512:
		SHA512Init(&sha2);
		SHA512Update(&sha2, (const uint8_t *)a.ptr, a.len);
		SHA512Update(&sha2, (const uint8_t *)b.ptr, b.len);
		SHA512Final(out, &sha2);
		return SHA512_DIGEST_LENGTH;
	}
	bug(__FILE__, __LINE__, "no such hash");
}

static size_t hmac(enum totp_hash hash, struct str key, struct str text, uint8_t out[MOST_DIGEST])
{
	size_t block = hash == TOTP_SHA512 ? 128 : 64;
	char inner[MOST_BLOCK] = { 0 }, outer[MOST_BLOCK] = { 0 };
	uint8_t digest_of[MOST_DIGEST];
	BUG_IF(key.len > block);
	memcpy(inner, key.ptr, key.len);
	memcpy(outer, key.ptr, key.len);
	for (size_t i = 0; i < block; i++) {
		inner[i] ^= 0x36;
		outer[i] ^= 0x5c;
	}
	size_t length = digest(hash, (struct str){ inner, block }, text, digest_of);
	return digest(hash, (struct str){ outer, block },
		      (struct str){ (const char *)digest_of, length }, out);
}

uint32_t totp_code(struct str key, int64_t step, enum totp_hash hash, int digits)
{
	char counter[8];
	uint8_t mac[MOST_DIGEST];
	uint32_t power = 1;
	for (int i = 0; i < 8; i++)
		counter[i] = (char)((uint64_t)step >> (56 - 8 * i));
	size_t length = hmac(hash, key, (struct str){ counter, sizeof counter }, mac);
	size_t at = mac[length - 1] & 15; /* RFC 4226, 5.3 */
	uint32_t number = (uint32_t)(mac[at] & 127) << 24 | (uint32_t)mac[at + 1] << 16 |
			  (uint32_t)mac[at + 2] << 8 | mac[at + 3];
	for (int i = 0; i < digits; i++)
		power *= 10;
	return number % power;
}

/* Six digits, blanks allowed between them. */
static bool read_code(struct str typed, uint32_t *out)
{
	uint32_t number = 0;
	int digits = 0;
	for (size_t i = 0; i < typed.len; i++) {
		char c = typed.ptr[i];
		if (char_is_space(c))
			continue;
		if (!char_is_digit(c) || ++digits > TOTP_DIGITS)
			return false;
		number = number * 10 + (uint32_t)(c - '0');
	}
	*out = number;
	return digits == TOTP_DIGITS;
}

bool totp_is_right(struct str key, struct str typed, unix_ms now, int64_t last_step, int64_t *step)
{
	uint32_t code;
	int64_t now_step = now.ms / 1000 / TOTP_STEP_S, found = 0;
	if (!read_code(typed, &code))
		return false;
	for (int64_t at = now_step - TOTP_DRIFT_STEPS; at <= now_step + TOTP_DRIFT_STEPS; at++)
		if (at > last_step && totp_code(key, at, TOTP_SHA1, TOTP_DIGITS) == code)
			found = at;
	if (found)
		*step = found;
	return found != 0;
}

struct str totp_new_key(struct arena *into)
{
	char *key = arena_bytes(into, TOTP_KEY_BYTES);
	os_random(key, TOTP_KEY_BYTES);
	return (struct str){ key, TOTP_KEY_BYTES };
}

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

struct str totp_base32(struct arena *into, struct str key)
{
	struct buf out = buf_in(into, key.len * 2 + 8);
	uint32_t bits = 0;
	int have = 0;
	for (size_t i = 0; i < key.len; i++) {
		bits = bits << 8 | (unsigned char)key.ptr[i];
		for (have += 8; have >= 5; have -= 5)
			buf_put_char(&out, letters[bits >> (have - 5) & 31]);
	}
	if (have)
		buf_put_char(&out, letters[bits << (5 - have) & 31]);
	return buf_str(&out);
}

enum err totp_from_base32(struct arena *into, struct str text, struct str *key)
{
	struct buf out = buf_in(into, text.len + 1);
	uint32_t bits = 0;
	int have = 0;
	for (size_t i = 0; i < text.len; i++) {
		const char *at = text.ptr[i] ? strchr(letters, text.ptr[i]) : NULL;
		if (!at)
			return ERR_INVALID;
		bits = bits << 5 | (uint32_t)(at - letters);
		have += 5;
		if (have >= 8) {
			have -= 8;
			buf_put_char(&out, (char)(bits >> have));
		}
	}
	*key = buf_str(&out);
	return OK;
}

/* Percent-encoded but for what stands unreserved in RFC 3986. */
static void put_encoded(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (char_is_alpha(c) || char_is_digit(c) || c == '-' || c == '.' || c == '_')
			buf_put_char(out, c);
		else
			buf_fmt(out, "%%%02X", (unsigned char)c);
	}
}

struct str totp_address(struct arena *into, struct str key, struct str site, struct str email)
{
	struct buf out = buf_in(into, 4096);
	buf_put(&out, S("otpauth://totp/"));
	put_encoded(&out, str_first(site, 200));
	buf_put(&out, S(":"));
	put_encoded(&out, str_first(email, 300));
	buf_put(&out, S("?secret="));
	buf_put(&out, totp_base32(into, key));
	buf_put(&out, S("&issuer="));
	put_encoded(&out, str_first(site, 200));
	return buf_str(&out);
}
