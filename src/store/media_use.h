/* SPDX-License-Identifier: Apache-2.0 */
/*
 * media_use.h: whether readers may see a file of SITE/media.
 *
 * Stories show pictures; a picture that only stories show which readers may not see yet, or not any
 * more, is as hidden as they are. A person's portrait, and what no story shows, may be seen: its
 * address is known only to those who were told. A file that no record names is not there.
 */
#pragma once
#include "store/media.h"

/* file: below SITE/media, a record's own or one of its renditions. Notes when time alone will
 * change the answer. Fails: ERR_NOT_FOUND (no such file, or not for readers now). */
enum err store_media_may_show(struct store *store, struct str file) MUST_CHECK;

/* Touches what is/next show, when who may see it can have changed. Private to store/. */
void media_use_touch(struct store *store, const struct story *is, const struct story *next);
