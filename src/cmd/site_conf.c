/* SPDX-License-Identifier: Apache-2.0 */
/* site_conf.c: "key value" lines. A line that is not understood is an error, not a guess. */
#include "cmd/site_conf.h"

#include "os/os.h"

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

/* Gives: what is wrong with the line, or NULL. */
static const char *read_line(struct site_conf *conf, struct str line)
{
	struct str_pair cut = str_cut(line, ' ');
	struct str value = str_trim(cut.tail);
	const struct {
		struct str key, *place;
	} keys[] = {
		{ S("database"), &conf->database },
		{ S("listen"), &conf->listen },
		{ S("url"), &conf->url },
		{ S("theme"), &conf->theme },
	};
	if (value.len == 0)
		return "a value is missing";
	if (str_eq(cut.head, S("trusted_proxy")))
		return set_proxies(conf, value) ? "too many proxies" : NULL;
	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		if (!str_eq(cut.head, keys[i].key))
			continue;
		if (keys[i].place->len)
			return "set twice";
		*keys[i].place = value;
		return NULL;
	}
	return "no such setting";
}

enum err site_conf_parse(struct str text, struct str file_name, struct site_conf *out,
			 struct fault *fault)
{
	struct site_conf conf = { 0 };
	for (int number = 1; text.len; number++) {
		struct str_pair cut = str_cut(text, '\n');
		struct str line = str_trim(cut.head);
		text = cut.tail;
		const char *wrong = line.len && line.ptr[0] != '#' ? read_line(&conf, line) : NULL;
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
		*out = (struct site_conf){ 0 };
		return OK;
	}
	TRY(os_read_file(into, path, LIMIT_CONF_BYTES, &text, fault));
	return site_conf_parse(text, path, out, fault);
}
