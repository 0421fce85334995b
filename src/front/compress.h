/* SPDX-License-Identifier: Apache-2.0 */
/* compress.h: gzip, whole bodies at once. */
#pragma once
#include "base/base.h"

/* Fails: ERR_TOO_BIG when it would not get smaller, ERR_BUSY (no memory). */
enum err gzip(struct arena *into, struct str bytes, struct str *out) MUST_CHECK;
