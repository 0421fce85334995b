/* SPDX-License-Identifier: Apache-2.0 */
/* secret.c: libsodium, asked for four things: a keyed hash, a sealed box, a signature, base64. */
#include "comment/secret.h"

#include <sodium.h>

#include "os/os.h"

static void derive(unsigned char key[SECRET_KEY_BYTES], struct str secret, const char *purpose)
{
	crypto_generichash_state state;
	crypto_generichash_init(&state, NULL, 0, SECRET_KEY_BYTES);
	crypto_generichash_update(&state, (const unsigned char *)purpose, strlen(purpose) + 1);
	crypto_generichash_update(&state, (const unsigned char *)secret.ptr, secret.len);
	crypto_generichash_final(&state, key, SECRET_KEY_BYTES);
}

struct comment_keys comment_keys_from(struct str secret)
{
	struct comment_keys keys;
	BUG_IF(secret.len < LEAST_SECRET_BYTES);
	BUG_IF(sodium_init() < 0);
	derive(keys.hash, secret, "broadside reply e-mail hash");
	derive(keys.seal, secret, "broadside reply e-mail seal");
	derive(keys.form, secret, "broadside reply form");
	return keys;
}

struct comment_keys comment_keys_of_form(struct str form_key)
{
	struct comment_keys keys = { 0 };
	BUG_IF(form_key.len != SECRET_KEY_BYTES || sodium_init() < 0);
	memcpy(keys.form, form_key.ptr, SECRET_KEY_BYTES);
	return keys;
}

struct str comment_form_key(const struct comment_keys *keys)
{
	return (struct str){ (const char *)keys->form, SECRET_KEY_BYTES };
}

static void must_be_there(const unsigned char key[SECRET_KEY_BYTES])
{
	BUG_IF(sodium_is_zero(key, SECRET_KEY_BYTES));
}

struct str comment_email_hash(struct arena *into, const struct comment_keys *keys, struct str email)
{
	enum { HASH_BYTES = 16 };
	struct str plain = str_lower(into, str_trim(email));
	unsigned char hash[HASH_BYTES];
	must_be_there(keys->hash);
	crypto_generichash(hash, sizeof hash, (const unsigned char *)plain.ptr, plain.len,
			   keys->hash, sizeof keys->hash);
	char *hex = arena_bytes(into, HASH_BYTES * 2 + 1);
	sodium_bin2hex(hex, HASH_BYTES * 2 + 1, hash, sizeof hash);
	return (struct str){ hex, HASH_BYTES * 2 };
}

static struct str base64(struct arena *into, const unsigned char *bytes, size_t count)
{
	size_t room = sodium_base64_encoded_len(count, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	char *text = arena_bytes(into, room);
	sodium_bin2base64(text, room, bytes, count, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return (struct str){ text, room - 1 };
}

struct str comment_email_seal(struct arena *into, const struct comment_keys *keys, struct str email)
{
	size_t total = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + email.len;
	unsigned char *box = (unsigned char *)arena_bytes(into, total);
	os_random(box, crypto_secretbox_NONCEBYTES);
	crypto_secretbox_easy(box + crypto_secretbox_NONCEBYTES, (const unsigned char *)email.ptr,
			      email.len, box, keys->seal);
	return base64(into, box, total);
}

enum err comment_email_open(struct arena *into, const struct comment_keys *keys, struct str sealed,
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
				       count - crypto_secretbox_NONCEBYTES, box, keys->seal))
		return ERR_INVALID;
	*out = (struct str){ plain, count - OVERHEAD };
	return OK;
}

enum { MS_PER_HOUR = 3600 * 1000 };

static void sign(unsigned char mac[crypto_auth_BYTES], const struct comment_keys *keys,
		 int64_t story, int64_t hour)
{
	int64_t signed_text[2] = { story, hour };
	crypto_auth(mac, (const unsigned char *)signed_text, sizeof signed_text, keys->form);
}

struct str comment_token(struct arena *into, const struct comment_keys *keys, int64_t story,
			 unix_ms now, unix_ms *fresh_until)
{
	enum { SPELL = LIMIT_TOKEN_AGE_HOURS / 2 };
	int64_t hour = now.ms / MS_PER_HOUR;
	unsigned char mac[crypto_auth_BYTES];
	/* By a clock of each story's own, so that not all pages have to be made anew at once. */
	hour -= (hour + story % SPELL) % SPELL;
	sign(mac, keys, story, hour);
	*fresh_until = unix_ms_of((hour + SPELL) * MS_PER_HOUR);
	return str_fmt(into, "%lld.%.*s", (long long)hour, STR_ARG(base64(into, mac, sizeof mac)));
}

bool comment_token_is_good(const struct comment_keys *keys, int64_t story, struct str token,
			   unix_ms now)
{
	struct str_pair pair = str_cut(token, '.');
	unsigned char given[crypto_auth_BYTES], mac[crypto_auth_BYTES];
	size_t count;
	int64_t hour, now_hour = now.ms / MS_PER_HOUR;
	if (str_to_i64(pair.head, &hour) || hour > now_hour ||
	    hour < now_hour - LIMIT_TOKEN_AGE_HOURS)
		return false;
	if (sodium_base642bin(given, sizeof given, pair.tail.ptr ? pair.tail.ptr : "",
			      pair.tail.len, NULL, &count, NULL,
			      sodium_base64_VARIANT_URLSAFE_NO_PADDING) ||
	    count != sizeof given)
		return false;
	sign(mac, keys, story, hour);
	return sodium_memcmp(mac, given, sizeof mac) == 0;
}
