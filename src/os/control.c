/* SPDX-License-Identifier: Apache-2.0 */
/* control.c: a datagram socket reached through its folder's descriptor, since the address of a Unix
 * socket has room for 107 bytes and a site may lie deeper. */
#include "os/control.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "os/door.h"
#include "os/folder.h"

static struct sockaddr_un address_in(int folder)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	snprintf(address.sun_path, sizeof address.sun_path, "/proc/self/fd/%d/control", folder);
	return address;
}

static int new_socket(void)
{
	return socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

static bool somebody_listens(const struct sockaddr_un *address)
{
	CLEANUP(os_close) int probe = new_socket();
	return probe >= 0 && connect(probe, (const struct sockaddr *)address, sizeof *address) == 0;
}

enum err control_open(struct str site_folder, int *fd, struct fault *fault)
{
	CLEANUP(os_close) int folder = -1;
	CLEANUP(os_close) int bell = new_socket();
	TRY(os_folder_open(site_folder, &folder, fault));
	struct sockaddr_un address = address_in(folder);
	if (somebody_listens(&address))
		return fault_set(fault, ERR_CONFLICT, "another server already serves %.*s",
				 STR_ARG(site_folder));
	unlinkat(folder, "control", 0);
	if (bell < 0 || bind(bell, (const struct sockaddr *)&address, sizeof address) != 0)
		return fault_set(fault, ERR_IO, "cannot make %.*s/control: %s",
				 STR_ARG(site_folder), strerror(errno));
	*fd = bell;
	bell = -1;
	return OK;
}

bool control_rang(int fd)
{
	bool rang = false;
	char ring[16];
	while (recv(fd, ring, sizeof ring, MSG_DONTWAIT) >= 0)
		rang = true;
	return rang;
}

void control_close(struct str site_folder, int *fd)
{
	char z[PATH_MAX];
	CLEANUP(os_close) int folder = -1;
	if (*fd < 0)
		return;
	os_close(fd);
	if (path_z(site_folder, z, NULL) == OK && os_folder_open(site_folder, &folder, NULL) == OK)
		unlinkat(folder, "control", 0);
}

void control_ring(struct str site_folder)
{
	CLEANUP(os_close) int folder = -1;
	CLEANUP(os_close) int bell = new_socket();
	if (bell < 0 || os_folder_open(site_folder, &folder, NULL) != OK)
		return;
	struct sockaddr_un address = address_in(folder);
	ssize_t sent = sendto(bell, "!", 1, MSG_DONTWAIT | MSG_NOSIGNAL,
			      (const struct sockaddr *)&address, sizeof address);
	(void)sent; /* nobody there, or rings are waiting already */
}
