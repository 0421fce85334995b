/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rights.h: what each role may still ask of the system once it is set up: the table SECURITY.md
 * puts into words. Which files, its own start says (cmd/role_*.c).
 */
#pragma once
#include "os/sandbox.h"
#include "proc/role.h"

#define LIMIT_JAIL_SECONDS 20               /* of a processor's time, for one picture */
#define LIMIT_JAIL_FILE_BYTES (96ull << 20) /* of what comes out of it */

/* Limits on descriptors, memory and writing. */
struct sandbox_limits rights_limits(enum role role);
/* The filter of system calls; the last step of a role's start. Fails as sandbox_calls(). */
enum err rights_close(enum role role, struct fault *fault) MUST_CHECK;
