/* SPDX-License-Identifier: Apache-2.0 */
/* secrets.c: libsodium, asked for Argon2id, keyed hashes, a sealed box and random bytes. */
#include "account/secrets.h"

#include <sodium.h>

#include "account/seal.h"
#include "os/os.h"

static void derive(unsigned char key[ACCOUNT_KEY_BYTES], struct str secret, const char *purpose)
{
	crypto_generichash_state state;
	crypto_generichash_init(&state, NULL, 0, ACCOUNT_KEY_BYTES);
	crypto_generichash_update(&state, (const unsigned char *)purpose, strlen(purpose) + 1);
	crypto_generichash_update(&state, (const unsigned char *)secret.ptr, secret.len);
	crypto_generichash_final(&state, key, ACCOUNT_KEY_BYTES);
}

struct account_keys account_keys_from(struct str secret)
{
	struct account_keys keys;
	BUG_IF(secret.len < LEAST_ACCOUNT_SECRET_BYTES);
	BUG_IF(sodium_init() < 0);
	derive(keys.form, secret, "broadside desk form");
	derive(keys.seal, secret, "broadside second factor");
	derive(keys.link, secret, "broadside link");
	return keys;
}

enum err password_hash(struct arena *into, struct str plain, struct str *out)
{
	char text[crypto_pwhash_STRBYTES];
	if (plain.len > LIMIT_NEW_PASSWORD_BYTES)
		return ERR_TOO_BIG;
	BUG_IF(sodium_init() < 0);
	if (crypto_pwhash_str_alg(text, plain.ptr ? plain.ptr : "", plain.len, ARGON2_PASSES,
				  ARGON2_BYTES, crypto_pwhash_ALG_ARGON2ID13))
		return ERR_BUSY;
	*out = str_dup(into, str_of(text));
	return OK;
}

/* Of a password nobody has. */
static const char nobodys[] = "$argon2id$v=19$m=32768,t=3,p=1$7OAlXj3c3GqPz4YfT3q5rA$"
			      "0l2qWmUu7y7xN1hQ3s0k5bq7cKf4m9n0s2xWv1yZ8aE";

bool password_is_right(struct str hash, struct str plain)
{
	char text[crypto_pwhash_STRBYTES] = { 0 };
	bool is_hash = hash.len > 0 && hash.len < sizeof text;
	BUG_IF(sodium_init() < 0);
	if (plain.len > LIMIT_NEW_PASSWORD_BYTES)
		return false;
	memcpy(text, is_hash ? hash.ptr : nobodys, is_hash ? hash.len : sizeof nobodys);
	return crypto_pwhash_str_verify(text, plain.ptr ? plain.ptr : "", plain.len) == 0 &&
	       is_hash;
}

bool password_may_be(struct str plain, struct str email, struct str name)
{
	return utf8_valid(plain) && utf8_count(plain) >= LIMIT_NEW_PASSWORD_CHARS_LEAST &&
	       plain.len <= LIMIT_NEW_PASSWORD_BYTES && !str_eq_nocase(plain, email) &&
	       !str_eq_nocase(plain, name);
}

struct str secret_token(struct arena *into)
{
	unsigned char bytes[32];
	os_random(bytes, sizeof bytes);
	return seal_base64(into, bytes, sizeof bytes);
}

static struct str hash_hex(struct arena *into, struct str text)
{
	unsigned char hash[32];
	char *hex = arena_bytes(into, sizeof hash * 2 + 1);
	crypto_generichash(hash, sizeof hash, (const unsigned char *)text.ptr, text.len, NULL, 0);
	sodium_bin2hex(hex, sizeof hash * 2 + 1, hash, sizeof hash);
	return (struct str){ hex, sizeof hash * 2 };
}

struct str secret_hash(struct arena *into, struct str token)
{
	return hash_hex(into, token);
}

/* No letter or digit that is taken for another. */
static const char code_letters[] = "23456789abcdefghjkmnpqrstuvwxyz2";

struct str recovery_code(struct arena *into)
{
	unsigned char bytes[12];
	struct buf out = buf_in(into, sizeof bytes + 4);
	os_random(bytes, sizeof bytes);
	for (size_t i = 0; i < sizeof bytes; i++) {
		if (i && i % 4 == 0)
			buf_put_char(&out, '-');
		buf_put_char(&out, code_letters[bytes[i] % 31]);
	}
	return buf_str(&out);
}

struct str recovery_hash(struct arena *into, struct str typed)
{
	struct buf out = buf_in(into, LIMIT_NEW_PASSWORD_BYTES);
	for (size_t i = 0; i < typed.len; i++)
		if (typed.ptr[i] != '-' && !char_is_space(typed.ptr[i]))
			buf_put_char(&out, char_lower(typed.ptr[i]));
	return hash_hex(into, buf_str(&out));
}

struct str secret_seal(struct arena *into, const struct account_keys *keys, struct str plain)
{
	return seal_text(into, keys->seal, plain);
}

enum err secret_open(struct arena *into, const struct account_keys *keys, struct str sealed,
		     struct str *out)
{
	return seal_open(into, keys->seal, sealed, out);
}

static bool is_mac(const unsigned char key[ACCOUNT_KEY_BYTES], struct str text, struct str mac)
{
	unsigned char given[crypto_auth_BYTES];
	size_t count;
	if (sodium_base642bin(given, sizeof given, mac.ptr ? mac.ptr : "", mac.len, NULL, &count,
			      NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING) ||
	    count != sizeof given)
		return false;
	return crypto_auth_verify(given, (const unsigned char *)text.ptr, text.len, key) == 0;
}

static struct str mac_of(struct arena *into, const unsigned char key[ACCOUNT_KEY_BYTES],
			 struct str text)
{
	unsigned char mac[crypto_auth_BYTES];
	crypto_auth(mac, (const unsigned char *)text.ptr, text.len, key);
	return seal_base64(into, mac, sizeof mac);
}

struct str form_token(struct arena *into, const struct account_keys *keys, struct str cookie)
{
	return mac_of(into, keys->form, cookie);
}

bool form_token_is_good(const struct account_keys *keys, struct str cookie, struct str token)
{
	return cookie.len > 0 && is_mac(keys->form, cookie, token);
}

struct str secret_sign(struct arena *into, const struct account_keys *keys, struct str text)
{
	return mac_of(into, keys->link, text);
}

bool secret_is_signed(const struct account_keys *keys, struct str text, struct str signature)
{
	return is_mac(keys->link, text, signature);
}
