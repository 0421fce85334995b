/* SPDX-License-Identifier: Apache-2.0 */
/* site_conf.h: SITE/site.conf: what an operator sets (docs/OPERATIONS.md). What editors set is in
 * the database. */
#pragma once
#include "base/base.h"

#define LIMIT_CONF_BYTES (64u << 10)
#define LIMIT_PROXIES 16
#define LIMIT_CACHE_BYTES (64ll << 30)

struct site_conf {
	struct str database;           /* "" is SITE/site.db */
	struct str listen, url, theme; /* "" when not set */
	struct str admin;              /* where numbers are told; "" nowhere */
	struct str log;                /* a file, "-" standard error, "" or "off" none */
	struct str user;               /* who serves when root starts it; "" see OPERATIONS.md */
	struct str proxies[LIMIT_PROXIES]; /* whose word on the client's address is believed */
	size_t proxy_count;
	struct str mail;                 /* smtp(s)://USER:PASSWORD@HOST:PORT; "" none is sent */
	struct str mail_from;            /* the sender's address */
	struct str purge;                /* where caches beyond us are told; "" nowhere */
	struct str akismet, akismet_key; /* a spam service's address and key; "" none */
	int64_t mail_retry; /* seconds until what could not be sent is tried again; then longer */
	int64_t readers;    /* processes; 0: as many as there are cores */
	int64_t fronts;
	bool downstream;     /* caches beyond us may keep pages */
	int64_t log_nets;    /* 1: with the clients' nets */
	int64_t cache_bytes; /* of finished pages, for each front; 0: none are kept */
};

/* What holds where nothing is set. */
struct site_conf site_conf_default(void);

/* Reads SITE/site.conf. Without one all is as by default.
 * Fails: ERR_INVALID, the fault names file and line. */
enum err site_conf_read(struct arena *into, struct str site_folder, struct site_conf *out,
			struct fault *fault) MUST_CHECK;
/* Whether something is to be told to others' servers. */
bool site_conf_has_courier(const struct site_conf *conf);
/* Overwrites what opens others' servers, for processes that have no use for it. */
void site_conf_forget(struct site_conf *conf);
enum err site_conf_parse(struct str text, struct str file_name, struct site_conf *out,
			 struct fault *fault) MUST_CHECK;
