/* SPDX-License-Identifier: Apache-2.0 */
/*
 * err.h: one language for what goes wrong.
 *
 * Four kinds, four ways:
 *   bug      BUG_IF(cond) stops the process, in release builds too
 *   refusal  an ERR_ from the caller's side of the door: bad input, not allowed, missing, conflict
 *   trouble  ERR_BUSY or ERR_IO: disk, database, peer; worth another try, or a 503
 *   start-up die(): file, line and what to do, then exit status 1
 *
 * A function that can fail returns enum err, is MUST_CHECK and leaves its results untouched when
 * it fails. Detail for people goes into a struct fault; the first cause is kept.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#define MUST_CHECK __attribute__((warn_unused_result))
#define CLEANUP(fn) __attribute__((cleanup(fn)))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

enum err {
	OK = 0,
	ERR_NOT_FOUND, /* what was asked for is not there; nothing changed */
	ERR_DENIED,    /* it is there, but not for this caller */
	ERR_INVALID,   /* the input breaks its own rules; the fault says where */
	ERR_CONFLICT,  /* somebody else was first: version, unique name */
	ERR_TOO_BIG,   /* a named limit would be passed */
	ERR_BUSY,      /* try again: locked, full, at a limit that passes */
	ERR_IO,        /* disk, database or peer failed */
};

/* Passes a failure on to the caller; cleanups of this scope run. */
#define TRY(call)                                                                                  \
	do {                                                                                       \
		enum err try_err_ = (call);                                                        \
		if (try_err_)                                                                      \
			return try_err_;                                                           \
	} while (0)

/* What went wrong, for people: "cannot read export.xml:12: mismatched tag". Plain storage, so that
 * it can be kept where no arena is. */
struct fault {
	enum err err;
	const char *file; /* place in our source */
	int line;
	char text[512];
};

/* Notes what went wrong unless something was noted before (the first cause is the true one).
 * Gives: err, so that one can `return fault_set(...)`. fault may be NULL. */
#define fault_set(fault, err, ...) fault_set_at(fault, err, __FILE__, __LINE__, __VA_ARGS__)
enum err fault_set_at(struct fault *fault, enum err err, const char *file, int line,
		      const char *fmt, ...) PRINTF_LIKE(5, 6);

/* The error's own name in lower case words: "not found". Static storage. */
const char *err_name(enum err err);

/* Stops the process: the program itself is wrong. */
#define BUG_IF(cond)                                                                               \
	do {                                                                                       \
		if (__builtin_expect(!!(cond), 0))                                                 \
			bug(__FILE__, __LINE__, #cond);                                            \
	} while (0)
_Noreturn void bug(const char *file, int line, const char *what);

/* Prints "broadside: ..." on standard error and ends with status 1. Only for start-up and the
 * command line. */
_Noreturn void die(const char *fmt, ...) PRINTF_LIKE(1, 2);
