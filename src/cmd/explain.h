/* SPDX-License-Identifier: Apache-2.0 */
/* explain.h: `broadside cache SITE explain ADDRESS`. */
#pragma once
#include "base/base.h"

struct explain_options {
	struct str site, address, url, database;
	bool json;
};

/* Gives: the exit status. */
int explain_page(const struct explain_options *options);
