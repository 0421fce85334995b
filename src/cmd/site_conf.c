/* SPDX-License-Identifier: Apache-2.0 */
/* site_conf.c: "key value" lines. A line that is not understood is an error, not a guess. */
#include "cmd/site_conf.h"

#include "exchange/mail.h"
#include "os/os.h"
#include "proc/parent.h"

static enum err set_proxies(struct site_conf *conf, struct str value)
{
	while (value.len) {
		struct str_pair cut = str_cut(value, ' ');
		value = str_trim(cut.tail);
		if (conf->proxy_count == LIMIT_PROXIES)
			return ERR_TOO_BIG;
		conf->proxies[conf->proxy_count++] = cut.head;
	}
	return OK;
}

struct site_conf site_conf_default(void)
{
	return (struct site_conf){
		.readers = 0, .fronts = 1, .cache_bytes = 64 << 20, .mail_retry = 60
	};
}

/* "67108864", "64M", "2G". */
static enum err read_bytes(struct str value, int64_t *out)
{
	static const struct {
		struct str end;
		int64_t factor;
	} units[] = { { STR_CONST("K"), 1 << 10 },
		      { STR_CONST("M"), 1 << 20 },
		      { STR_CONST("G"), 1 << 30 },
		      { STR_CONST(""), 1 } };
	for (size_t i = 0; i < COUNT_OF(units); i++) {
		if (!str_drop_suffix(&value, units[i].end))
			continue;
		int64_t n;
		TRY(str_to_i64(value, &n));
		return __builtin_mul_overflow(n, units[i].factor, out) ? ERR_TOO_BIG : OK;
	}
	return ERR_INVALID;
}

/* One line's key and where it goes: a text, or a number within bounds. */
struct conf_key {
	struct str name, *text;
	int64_t *number, least, most;
	const char *wrong;
};

static const char *set_number(const struct conf_key *key, struct str value)
{
	int64_t n;
	if (read_bytes(value, &n) != OK || n < key->least || n > key->most)
		return key->wrong;
	*key->number = n;
	return NULL;
}

/* seen: a bit for each key there was. Gives: what is wrong with the line, or NULL. */
static const char *read_line(struct site_conf *conf, struct str line, unsigned *seen)
{
	struct str_pair cut = str_cut(line, ' ');
	struct str value = str_trim(cut.tail);
	const struct conf_key keys[] = {
		{ S("database"), .text = &conf->database },
		{ S("listen"), .text = &conf->listen },
		{ S("url"), .text = &conf->url },
		{ S("theme"), .text = &conf->theme },
		{ S("admin"), .text = &conf->admin },
		{ S("log"), .text = &conf->log },
		{ S("user"), .text = &conf->user },
		{ S("mail"), .text = &conf->mail },
		{ S("mail_from"), .text = &conf->mail_from },
		{ S("purge"), .text = &conf->purge },
		{ S("akismet"), .text = &conf->akismet },
		{ S("akismet_key"), .text = &conf->akismet_key },
		{ S("readers"), NULL, &conf->readers, 0, LIMIT_READERS,
		  "not a number from 0 to 64" },
		{ S("fronts"), NULL, &conf->fronts, 1, LIMIT_FRONTS, "not a number from 1 to 16" },
		{ S("mail_retry"), NULL, &conf->mail_retry, 1, 3600,
		  "not a number from 1 to 3600" },
		{ S("log_nets"), NULL, &conf->log_nets, 0, 1, "not 0 or 1" },
		{ S("cache_bytes"), NULL, &conf->cache_bytes, 0, LIMIT_CACHE_BYTES,
		  "not a number of bytes from 0 to 64G" },
	};
	if (value.len == 0)
		return "a value is missing";
	if (str_eq(cut.head, S("downstream"))) {
		conf->downstream = str_eq(value, S("yes"));
		return conf->downstream || str_eq(value, S("no")) ? NULL : "neither yes nor no";
	}
	if (str_eq(cut.head, S("trusted_proxy")))
		return set_proxies(conf, value) ? "too many proxies" : NULL;
	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		if (!str_eq(cut.head, keys[i].name))
			continue;
		if (*seen & 1u << i)
			return "set twice";
		*seen |= 1u << i;
		if (keys[i].number)
			return set_number(&keys[i], value);
		*keys[i].text = value;
		return NULL;
	}
	return "no such setting";
}

static bool is_url_of(struct str url, struct str scheme)
{
	bool is_secure =
		str_drop_prefix(&url, str_eq(scheme, S("smtp")) ? S("smtps://") : S("https://"));
	if (!is_secure &&
	    !str_drop_prefix(&url, str_eq(scheme, S("smtp")) ? S("smtp://") : S("http://")))
		return false;
	for (size_t i = 0; i < url.len; i++)
		if ((unsigned char)url.ptr[i] <= ' ' || (unsigned char)url.ptr[i] >= 0x7f)
			return false;
	return url.len > 0;
}

/* What belongs together, or has to be an address. Gives: what is wrong, or NULL. */
static const char *check_servers(const struct site_conf *conf)
{
	if (conf->mail.len && !is_url_of(conf->mail, S("smtp")))
		return "mail is not smtp://USER:PASSWORD@HOST:PORT or smtps://...";
	if (conf->mail.len && !mail_address_is_sound(conf->mail_from))
		return "mail needs mail_from: the address that it comes from";
	if (conf->purge.len && !is_url_of(conf->purge, S("http")))
		return "purge is not an address that begins with http:// or https://";
	if (conf->akismet.len && !is_url_of(conf->akismet, S("http")))
		return "akismet is not an address that begins with http:// or https://";
	if (conf->akismet.len && !conf->akismet_key.len)
		return "akismet needs akismet_key";
	return NULL;
}

bool site_conf_has_courier(const struct site_conf *conf)
{
	return conf->mail.len || conf->purge.len || conf->akismet.len;
}

void site_conf_forget(struct site_conf *conf)
{
	struct str *const secrets[] = { &conf->mail, &conf->akismet_key };
	for (size_t i = 0; i < COUNT_OF(secrets); i++) {
		if (secrets[i]->len)
			explicit_bzero((char *)(uintptr_t)secrets[i]->ptr, secrets[i]->len);
		*secrets[i] = S("");
	}
}

enum err site_conf_parse(struct str text, struct str file_name, struct site_conf *out,
			 struct fault *fault)
{
	struct site_conf conf = site_conf_default();
	unsigned seen = 0;
	for (int number = 1; text.len; number++) {
		struct str_pair cut = str_cut(text, '\n');
		struct str line = str_trim(cut.head);
		text = cut.tail;
		const char *wrong = NULL;
		if (line.len && line.ptr[0] != '#')
			wrong = read_line(&conf, line, &seen);
		if (wrong)
			return fault_set(fault, ERR_INVALID, "%.*s:%d: %s: %.*s",
					 STR_ARG(file_name), number, wrong,
					 STR_ARG(str_first(line, 100)));
	}
	const char *wrong = check_servers(&conf);
	if (wrong)
		return fault_set(fault, ERR_INVALID, "%.*s: %s", STR_ARG(file_name), wrong);
	*out = conf;
	return OK;
}

enum err site_conf_read(struct arena *into, struct str site_folder, struct site_conf *out,
			struct fault *fault)
{
	struct str text, path = os_path_join(into, site_folder, S("site.conf"));
	if (!os_exists(path)) {
		*out = site_conf_default();
		return OK;
	}
	TRY(os_read_file(into, path, LIMIT_CONF_BYTES, &text, fault));
	return site_conf_parse(text, path, out, fault);
}
