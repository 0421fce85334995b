/* SPDX-License-Identifier: Apache-2.0 */
/*
 * attempt.h: what somebody who has taken over a process would try next. Only in builds with
 * -Dtest_hooks=true, for tests of the sandbox.
 *
 * An attempt is named: "exec", "read-secret", "connect" ... Paths are as from the site's folder.
 */
#pragma once
#include "base/base.h"

/* Tries it. Gives: "reached", "refused: why", or "no such attempt" - if the process lives on. */
const char *os_attempt(struct str name);
/* Tries and logs what BROADSIDE_ATTEMPT="ROLE:NAME" asks of this role. */
void os_attempt_asked(struct str role);
/* The hole: a name is copied without looking at its length over what decides which attempt comes
 * next. Sixteen bytes of it are harmless; the byte behind them is the attempt's number: 0 to 9, A, B and
 * so on. */
const char *os_attempt_by_overflow(struct str bytes);
