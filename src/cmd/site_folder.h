/* SPDX-License-Identifier: Apache-2.0 */
/*
 * site_folder.h: what lies in the folder that a newspaper is, beside its database.
 *
 *     site.conf   what an operator sets: "key value" lines
 *     secret      64 random bytes in hex, for the owner only: keys for tokens
 *     media/      pictures and files
 *     themes/     themes of this site's own
 *     control     while a server runs: the bell (os/control.h)
 */
#pragma once
#include "store/store.h"

#define LIMIT_CONF_BYTES (64u << 10)
#define LIMIT_PROXIES 16

struct site_conf {
	struct str database;               /* "" is SITE/site.db */
	struct str listen, url, theme;     /* "" when not set */
	struct str proxies[LIMIT_PROXIES]; /* whose word on the client's address is believed */
	size_t proxy_count;
};

/* Reads SITE/site.conf. Without one all is as by default.
 * Fails: ERR_INVALID, the fault names file and line. */
enum err site_conf_read(struct arena *into, struct str site_folder, struct site_conf *out,
			struct fault *fault) MUST_CHECK;
enum err site_conf_parse(struct str text, struct str file_name, struct site_conf *out,
			 struct fault *fault) MUST_CHECK;

/* What a new site starts with; "" leaves the default. */
struct site_start {
	struct str name, url, database;
};

bool site_folder_is_site(struct arena *scratch, struct str site_folder);
/* Makes an empty newspaper. Fails: ERR_CONFLICT (the folder is a site already), ERR_INVALID (url),
 * ERR_DENIED, ERR_IO. */
enum err site_folder_make(struct arena *arena, struct str site_folder,
			  const struct site_start *start, struct fault *fault) MUST_CHECK;
