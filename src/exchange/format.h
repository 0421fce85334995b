/* SPDX-License-Identifier: Apache-2.0 */
/* format.h: what kind of file somebody wants to bring in, by its content. */
#pragma once
#include "os/os.h"

enum format { FORMAT_WXR, FORMAT_JSON, FORMAT_ZIP, FORMAT_GZIP, FORMAT_EMPTY, FORMAT_UNKNOWN };

/* first: the file's first bytes. XML of any kind is taken for WXR: its reader says what is wrong.
 */
enum format format_of(struct str first);

/* Gives: FORMAT_WXR or FORMAT_JSON. Fails: ERR_INVALID when it cannot be imported, with a fault
 * that says "FILE:1: why"; ERR_NOT_FOUND, ERR_DENIED, ERR_IO. */
enum err format_check(struct str file, enum format *out, struct fault *fault) MUST_CHECK;
