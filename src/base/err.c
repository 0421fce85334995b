/* SPDX-License-Identifier: Apache-2.0 */
/* err.c: faults, bugs and the end of the program. */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum err fault_set_at(struct fault *fault, enum err err, const char *file, int line,
		      const char *fmt, ...)
{
	if (!fault || fault->err)
		return err;
	va_list args;
	va_start(args, fmt);
	vsnprintf(fault->text, sizeof fault->text, fmt, args);
	va_end(args);
	fault->err = err;
	fault->file = file;
	fault->line = line;
	return err;
}

const char *err_name(enum err err)
{
	switch (err) {
	case OK: return "ok";
	case ERR_NOT_FOUND: return "not found";
	case ERR_DENIED: return "denied";
	case ERR_INVALID: return "invalid";
	case ERR_CONFLICT: return "conflict";
	case ERR_TOO_BIG: return "too big";
	case ERR_BUSY: return "busy";
	case ERR_IO: return "i/o error";
	}
	return "unknown error";
}

_Noreturn void bug(const char *file, int line, const char *what)
{
	fprintf(stderr, "broadside: bug at %s:%d: %s\n", file, line, what);
	abort();
}

_Noreturn void die(const char *fmt, ...)
{
	char text[1024]; /* one write, so that lines of several processes do not mix */
	va_list args;
	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	fprintf(stderr, "broadside: %s\n", text);
	exit(1);
}
