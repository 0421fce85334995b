/* SPDX-License-Identifier: Apache-2.0 */
/* site_conf.h: SITE/site.conf: what an operator sets. What editors set is in the database. */
#pragma once
#include "base/base.h"

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
