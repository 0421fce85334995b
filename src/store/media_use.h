/* SPDX-License-Identifier: Apache-2.0 */
/*
 * media_use.h: whether readers may see a file of SITE/media.
 *
 * Stories show pictures; a picture that only stories show which readers may not see yet, or not any
 * more, is as hidden as they are, and so is one that was brought in at the desk and that nothing
 * shows yet. A person's portrait may be seen, and what came with an import and no story of ours
 * shows: its old address stays good. A file that no record names is not there.
 */
#pragma once
#include "store/media.h"

/* file: below SITE/media, a record's own or one of its renditions. Notes when time alone will
 * change the answer. Fails: ERR_NOT_FOUND (no such file, or not for readers now). */
enum err store_media_may_show(struct store *store, struct str file) MUST_CHECK;

/* Touches what is/next show, when who may see it can have changed. Private to store/. */
void media_use_touch(struct store *store, const struct story *is, const struct story *next);
