/* SPDX-License-Identifier: Apache-2.0 */
/* bundle.c: which names a backup holds, and sums. */
#include "keep/bundle.h"

#include <sodium.h>

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct bundle_sum), "the state has room");
_Static_assert(2 * crypto_hash_sha256_BYTES == BUNDLE_SUM_DIGITS, "two digits a byte");

static bool is_part(struct str part)
{
	return part.len && !str_eq(part, S(".")) && !str_eq(part, S(".."));
}

static bool is_sound(struct str below)
{
	size_t depth = 1;
	for (size_t i = 0; i < below.len; i++)
		if ((unsigned char)below.ptr[i] < ' ' || below.ptr[i] == 0x7f)
			return false;
	for (struct str_pair cut = { .tail = below, .found = true }; cut.found; depth++) {
		cut = str_cut(cut.tail, '/');
		if (!is_part(cut.head))
			return false;
	}
	return depth <= LIMIT_BUNDLE_DEPTH;
}

enum bundle_place bundle_place_of(struct str name)
{
	static const struct str fixed[] = {
		[BUNDLE_IS_ABOUT] = STR_CONST(BUNDLE_ABOUT),
		[BUNDLE_IS_CONF] = STR_CONST("site.conf"),
		[BUNDLE_IS_SECRET] = STR_CONST("secret"),
		[BUNDLE_IS_DESK] = STR_CONST("desk.db"),
		[BUNDLE_IS_SITE] = STR_CONST("site.db"),
	};
	struct str below = name;
	for (size_t i = 0; i < COUNT_OF(fixed); i++)
		if (str_eq(name, fixed[i]))
			return (enum bundle_place)i;
	if (str_eq(name, S(BUNDLE_MANIFEST)))
		return BUNDLE_IS_MANIFEST;
	bool is_media = str_drop_prefix(&below, S("media/"));
	if (!is_media && !str_drop_prefix(&below, S("themes/")))
		return BUNDLE_NOWHERE;
	if (name.len > LIMIT_BUNDLE_NAME || !is_sound(below))
		return BUNDLE_NOWHERE;
	return is_media ? BUNDLE_IS_MEDIA : BUNDLE_IS_THEME;
}

static crypto_hash_sha256_state *state_of(struct bundle_sum *sum)
{
	return (void *)sum->state;
}

void bundle_sum_begin(struct bundle_sum *sum)
{
	crypto_hash_sha256_init(state_of(sum));
}

void bundle_sum_add(struct bundle_sum *sum, struct str bytes)
{
	crypto_hash_sha256_update(state_of(sum), (const unsigned char *)bytes.ptr, bytes.len);
}

void bundle_sum_end(struct bundle_sum *sum, char digits[BUNDLE_SUM_DIGITS + 1])
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	crypto_hash_sha256_final(state_of(sum), hash);
	sodium_bin2hex(digits, BUNDLE_SUM_DIGITS + 1, hash, sizeof hash);
}
