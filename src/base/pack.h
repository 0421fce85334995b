/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pack.h: numbers and texts as bytes, for messages between processes.
 *
 * A number is 4 bytes, least first; a text is its length and its bytes. Who takes says what is the
 * most there may be: what comes from another process is checked like anything else from outside.
 *
 *     struct str left = bytes;
 *     TRY(take_u32(&left, LIMIT_THINGS, &count));
 *     TRY(take_text(&left, LIMIT_NAME_BYTES, &name));
 */
#pragma once
#include "base/base.h"

void put_u32(struct buf *out, uint32_t n);
void put_text(struct buf *out, struct str text);

/* Each moves *from behind what it took. Fails: ERR_INVALID (too short, or above most). */
enum err take_u32(struct str *from, uint32_t most, uint32_t *out) MUST_CHECK;
/* Gives: a view of the bytes. */
enum err take_text(struct str *from, uint32_t most_bytes, struct str *out) MUST_CHECK;
