/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rights.h: what each role may still ask of the system once it is set up: the table SECURITY.md
 * puts into words. Which files, its own start says (cmd/role_*.c).
 */
#pragma once
#include "os/sandbox.h"
#include "proc/role.h"

/* Limits on descriptors, memory and writing. */
struct sandbox_limits rights_limits(enum role role);
/* The filter of system calls; the last step of a role's start. Fails as sandbox_calls(). */
enum err rights_close(enum role role, struct fault *fault) MUST_CHECK;
