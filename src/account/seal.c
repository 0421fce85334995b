/* SPDX-License-Identifier: Apache-2.0 */
/* seal.c: crypto_secretbox, the nonce before the box. */
#include "account/seal.h"

#include <sodium.h>

#include "os/os.h"

_Static_assert(SEAL_KEY_BYTES == crypto_secretbox_KEYBYTES, "libsodium's size of a key");

struct str seal_base64(struct arena *into, const unsigned char *bytes, size_t count)
{
	size_t room = sodium_base64_encoded_len(count, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	char *text = arena_bytes(into, room);
	sodium_bin2base64(text, room, bytes, count, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return (struct str){ text, room - 1 };
}

struct str seal_text(struct arena *into, const unsigned char key[SEAL_KEY_BYTES], struct str plain)
{
	size_t total = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + plain.len;
	unsigned char *box = (unsigned char *)arena_bytes(into, total);
	os_random(box, crypto_secretbox_NONCEBYTES);
	crypto_secretbox_easy(box + crypto_secretbox_NONCEBYTES, (const unsigned char *)plain.ptr,
			      plain.len, box, key);
	return seal_base64(into, box, total);
}

enum err seal_open(struct arena *into, const unsigned char key[SEAL_KEY_BYTES], struct str sealed,
		   struct str *out)
{
	enum { OVERHEAD = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES };
	unsigned char *box = (unsigned char *)arena_bytes(into, sealed.len + 1);
	size_t count;
	if (sodium_base642bin(box, sealed.len + 1, sealed.ptr ? sealed.ptr : "", sealed.len, NULL,
			      &count, NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING) ||
	    count < OVERHEAD)
		return ERR_INVALID;
	char *plain = arena_bytes(into, count - OVERHEAD + 1);
	if (crypto_secretbox_open_easy((unsigned char *)plain, box + crypto_secretbox_NONCEBYTES,
				       count - crypto_secretbox_NONCEBYTES, box, key))
		return ERR_INVALID;
	*out = (struct str){ plain, count - OVERHEAD };
	return OK;
}
