/* SPDX-License-Identifier: Apache-2.0 */
/* secret.c: libsodium, asked for a keyed hash and a signature; sealing is account/seal.h's. */
#include "comment/secret.h"

#include <sodium.h>

#include "account/seal.h"
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
	derive(keys.mark, secret, "broadside reply mark");
	derive(keys.decide, secret, "broadside reply decision");
	return keys;
}

struct form_key form_key_from(struct str secret)
{
	struct form_key key;
	BUG_IF(secret.len < LEAST_SECRET_BYTES);
	BUG_IF(sodium_init() < 0);
	derive(key.bytes, secret, "broadside reply form");
	return key;
}

struct form_key form_key_of(struct str bytes)
{
	struct form_key key;
	BUG_IF(bytes.len != SECRET_KEY_BYTES || sodium_init() < 0);
	memcpy(key.bytes, bytes.ptr, SECRET_KEY_BYTES);
	return key;
}

struct str form_key_bytes(const struct form_key *key)
{
	return (struct str){ (const char *)key->bytes, SECRET_KEY_BYTES };
}

static struct str keyed_hash(struct arena *into, const unsigned char key[SECRET_KEY_BYTES],
			     struct str text)
{
	enum { HASH_BYTES = 16 };
	unsigned char hash[HASH_BYTES];
	crypto_generichash(hash, sizeof hash, (const unsigned char *)text.ptr, text.len, key,
			   SECRET_KEY_BYTES);
	char *hex = arena_bytes(into, HASH_BYTES * 2 + 1);
	sodium_bin2hex(hex, HASH_BYTES * 2 + 1, hash, sizeof hash);
	return (struct str){ hex, HASH_BYTES * 2 };
}

struct str comment_email_hash(struct arena *into, const struct comment_keys *keys, struct str email)
{
	return keyed_hash(into, keys->hash, str_lower(into, str_trim(email)));
}

enum { MS_PER_HOUR = 3600 * 1000, MS_PER_DAY = 24 * MS_PER_HOUR };

struct str comment_mark_who(struct arena *into, const struct comment_keys *keys, int64_t comment,
			    struct str address)
{
	return keyed_hash(into, keys->mark,
			  str_fmt(into, "%lld %.*s", (long long)comment, STR_ARG(address)));
}

struct str comment_mark_network(struct arena *into, const struct comment_keys *keys,
				struct str network, unix_ms now)
{
	return keyed_hash(
		into, keys->mark,
		str_fmt(into, "day %lld %.*s", (long long)(now.ms / MS_PER_DAY), STR_ARG(network)));
}

struct str comment_email_seal(struct arena *into, const struct comment_keys *keys, struct str email)
{
	return seal_text(into, keys->seal, email);
}

enum err comment_email_open(struct arena *into, const struct comment_keys *keys, struct str sealed,
			    struct str *out)
{
	return seal_open(into, keys->seal, sealed, out);
}

enum { MAC_BYTES = crypto_auth_BYTES };

static void sign(unsigned char mac[MAC_BYTES], const unsigned char key[SECRET_KEY_BYTES],
		 const int64_t *numbers, size_t count)
{
	crypto_auth(mac, (const unsigned char *)numbers, count * sizeof *numbers, key);
}

static bool is_signed(const unsigned char key[SECRET_KEY_BYTES], const int64_t *numbers,
		      size_t count, struct str text)
{
	unsigned char given[MAC_BYTES], mac[MAC_BYTES];
	size_t bytes;
	if (sodium_base642bin(given, sizeof given, text.ptr ? text.ptr : "", text.len, NULL, &bytes,
			      NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING) ||
	    bytes != sizeof given)
		return false;
	sign(mac, key, numbers, count);
	return sodium_memcmp(mac, given, sizeof mac) == 0;
}

/* What is signed begins with what it is for, so that no signature serves twice. */
enum purpose { FOR_FORM = 1, FOR_WRITER, FOR_MODERATOR };

struct str comment_token(struct arena *into, const struct form_key *key, int64_t story, unix_ms now,
			 unix_ms *fresh_until)
{
	enum { SPELL = LIMIT_TOKEN_AGE_HOURS / 2 };
	int64_t hour = now.ms / MS_PER_HOUR;
	unsigned char mac[MAC_BYTES];
	/* By a clock of each story's own, so that not all pages have to be made anew at once. */
	hour -= (hour + story % SPELL) % SPELL;
	sign(mac, key->bytes, (int64_t[]){ FOR_FORM, story, hour }, 3);
	*fresh_until = unix_ms_of((hour + SPELL) * MS_PER_HOUR);
	return str_fmt(into, "%lld.%.*s", (long long)hour,
		       STR_ARG(seal_base64(into, mac, sizeof mac)));
}

bool comment_token_is_good(const struct form_key *key, int64_t story, struct str token, unix_ms now)
{
	struct str_pair pair = str_cut(token, '.');
	int64_t hour, now_hour = now.ms / MS_PER_HOUR;
	if (str_to_i64(pair.head, &hour) || hour > now_hour ||
	    hour < now_hour - LIMIT_TOKEN_AGE_HOURS)
		return false;
	return is_signed(key->bytes, (int64_t[]){ FOR_FORM, story, hour }, 3, pair.tail);
}

struct str comment_own_link(struct arena *into, const struct form_key *key, int64_t comment)
{
	unsigned char mac[MAC_BYTES];
	sign(mac, key->bytes, (int64_t[]){ FOR_WRITER, comment }, 2);
	return str_fmt(into, "%lld.%.*s", (long long)comment,
		       STR_ARG(seal_base64(into, mac, sizeof mac)));
}

int64_t comment_own_id(const struct form_key *key, struct str link)
{
	struct str_pair pair = str_cut(link, '.');
	int64_t comment;
	if (str_to_i64(pair.head, &comment) || comment <= 0)
		return 0;
	return is_signed(key->bytes, (int64_t[]){ FOR_WRITER, comment }, 2, pair.tail) ? comment
										       : 0;
}

struct str comment_decide_link(struct arena *into, const struct comment_keys *keys, int64_t comment,
			       int decision, unix_ms now)
{
	int64_t until = now.ms / MS_PER_DAY + LIMIT_DECIDE_LINK_DAYS;
	unsigned char mac[MAC_BYTES];
	sign(mac, keys->decide, (int64_t[]){ FOR_MODERATOR, comment, decision, until }, 4);
	return str_fmt(into, "%lld.%d.%lld.%.*s", (long long)comment, decision, (long long)until,
		       STR_ARG(seal_base64(into, mac, sizeof mac)));
}

enum err comment_decide_open(const struct comment_keys *keys, struct str link, unix_ms now,
			     int64_t *comment, int *decision)
{
	struct str_pair id = str_cut(link, '.'), what = str_cut(id.tail, '.'),
			until = str_cut(what.tail, '.');
	int64_t numbers[4] = { FOR_MODERATOR };
	if (str_to_i64(id.head, &numbers[1]) || str_to_i64(what.head, &numbers[2]) ||
	    str_to_i64(until.head, &numbers[3]) || !is_signed(keys->decide, numbers, 4, until.tail))
		return ERR_INVALID;
	if (now.ms / MS_PER_DAY > numbers[3])
		return ERR_DENIED;
	*comment = numbers[1];
	*decision = (int)numbers[2];
	return OK;
}
