/* SPDX-License-Identifier: Apache-2.0 */
/* signals.h: the signals a server heeds, as something to read. */
#pragma once
#include "os/os.h"

enum os_signal { OS_SIGNAL_NONE, OS_SIGNAL_STOP, OS_SIGNAL_RELOAD }; /* STOP: SIGTERM, SIGINT */

/* From here on these signals wait in *fd, which polls readable. Fails: ERR_IO. */
enum err os_signals_open(int *fd) MUST_CHECK;
enum os_signal os_signal_next(int fd); /* NONE when none waits */
