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
#include "cmd/site_conf.h"
#include "store/store.h"

/* What a new site starts with; "" leaves the default. */
struct site_start {
	struct str name, url, database;
};

bool site_folder_is_site(struct arena *scratch, struct str site_folder);
/* Makes an empty newspaper. Fails: ERR_CONFLICT (the folder is a site already), ERR_INVALID (url),
 * ERR_DENIED, ERR_IO. */
enum err site_folder_make(struct arena *arena, struct str site_folder,
			  const struct site_start *start, struct fault *fault) MUST_CHECK;
