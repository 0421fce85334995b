/* SPDX-License-Identifier: Apache-2.0 */
/* signals.h: the signals a server heeds, as something to read. */
#pragma once
#include "os/os.h"

enum os_signal { OS_SIGNAL_NONE, OS_SIGNAL_STOP, OS_SIGNAL_RELOAD }; /* STOP: SIGTERM, SIGINT */

/* From here on these signals wait in *fd, which polls readable; and writing to what nobody reads is
 * an error, not our end, nor that of who we start. Fails: ERR_IO. */
enum err os_signals_open(int *fd) MUST_CHECK;
enum os_signal os_signal_next(int fd); /* NONE when none waits */

/* From here on, here and in the programs this one starts, a write beyond the system's limit on the
 * size of files fails as on a full disk, instead of ending the process. */
void os_signals_calm(void);
