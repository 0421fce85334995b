/* SPDX-License-Identifier: Apache-2.0 */
/* signals.c: signalfd. */
#include "os/signals.h"

#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum err os_signals_open(int *fd)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	signal(SIGPIPE, SIG_IGN);
	if (sigprocmask(SIG_BLOCK, &set, NULL) != 0)
		return ERR_IO;
	int opened = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	if (opened < 0)
		return ERR_IO;
	*fd = opened;
	return OK;
}

enum os_signal os_signal_next(int fd)
{
	struct signalfd_siginfo info;
	if (read(fd, &info, sizeof info) != sizeof info)
		return OS_SIGNAL_NONE;
	return info.ssi_signo == SIGHUP ? OS_SIGNAL_RELOAD : OS_SIGNAL_STOP;
}

void os_signals_calm(void)
{
	signal(SIGXFSZ, SIG_IGN);
}
