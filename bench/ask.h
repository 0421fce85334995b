/* SPDX-License-Identifier: Apache-2.0 */
/* ask.h: one page after the other over one connection, for who wants to read it. */
#pragma once
#include "base/base.h"

/* fd: a connection to 127.0.0.1:port, -1 at first; opened again when the server ended it.
 * Fails: ERR_IO, ERR_INVALID (no answer a program can read). */
enum err ask_page(struct arena *into, int *fd, int port, struct str path, int *status,
		  struct str *body) MUST_CHECK;
