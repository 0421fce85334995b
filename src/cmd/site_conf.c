/* SPDX-License-Identifier: Apache-2.0 */
/* site_conf.c: "key value" lines. A line that is not understood is an error, not a guess. */
#include "cmd/site_conf.h"

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
	return (struct site_conf){ .readers = 0, .fronts = 1, .cache_bytes = 64 << 20 };
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
		{ S("readers"), NULL, &conf->readers, 0, LIMIT_READERS,
		  "not a number from 0 to 64" },
		{ S("fronts"), NULL, &conf->fronts, 1, LIMIT_FRONTS, "not a number from 1 to 16" },
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
