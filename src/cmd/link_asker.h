/* SPDX-License-Identifier: Apache-2.0 */
/* link_asker.h: whether an address of a newspaper shows something to readers: the pages themselves
 * are asked, so that what counts is what readers get. Opens the newspaper for reading only. */
#pragma once
#include "cmd/serving.h"

struct link_asker {
	struct serving serving;
	struct arena arena; /* for one page at a time */
};

/* Gives: a working one. Fails: as serving_prepare() and store_open(). In any case end with
 * link_asker_close(). */
enum err link_asker_open(struct arena *arena, const struct serving_options *options,
			 const struct site_conf *conf, struct link_asker *out,
			 struct fault *fault) MUST_CHECK;
/* address: root-relative, with its query if it has one. */
bool link_asker_ask(struct link_asker *asker, struct str address);
void link_asker_close(struct link_asker *asker); /* fine when it was never opened */
