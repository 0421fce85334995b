/* SPDX-License-Identifier: Apache-2.0 */
/* user.c: who runs a process, and whose files are. */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os/door.h"
#include "os/sandbox.h"

bool sandbox_is_root(void)
{
	return geteuid() == 0;
}

enum err sandbox_find_user(struct str name, struct sandbox_user *out)
{
	char z[64];
	if (name.len >= sizeof z)
		return ERR_NOT_FOUND;
	snprintf(z, sizeof z, "%.*s", STR_ARG(name));
	const struct passwd *entry = getpwnam(z);
	if (!entry)
		return ERR_NOT_FOUND;
	*out = (struct sandbox_user){ entry->pw_uid, entry->pw_gid };
	return OK;
}

enum err sandbox_owner(struct str path, struct sandbox_user *out)
{
	char z[PATH_MAX];
	struct stat st;
	TRY(path_z(path, z, NULL));
	if (stat(z, &st) != 0)
		return err_of_errno(errno);
	*out = (struct sandbox_user){ st.st_uid, st.st_gid };
	return OK;
}

void give_to_owner_of_folder(const char *path, int fd)
{
	const char *slash = strrchr(path, '/');
	char folder[PATH_MAX] = ".";
	struct stat st;
	if (geteuid() != 0)
		return;
	if (slash)
		snprintf(folder, sizeof folder, "%.*s", (int)(slash - path) + 1, path);
	if (stat(folder, &st) != 0 || st.st_uid == 0)
		return;
	if ((fd >= 0 ? fchown(fd, st.st_uid, st.st_gid) : lchown(path, st.st_uid, st.st_gid)) != 0)
		log_warning("%s stays root's: %s", path, strerror(errno));
}

/* nftw() hands nothing on to what it calls. */
static struct sandbox_user new_owner;

static int give_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)kind, (void)at;
	if (st->st_uid != 0)
		return 0;
	return lchown(path, new_owner.uid, new_owner.gid) == 0 ? 0 : -1;
}

enum err sandbox_give_folder(struct str path, const struct sandbox_user *user, struct fault *fault)
{
	char z[PATH_MAX];
	TRY(path_z(path, z, fault));
	new_owner = *user;
	if (nftw(z, give_one, 16, FTW_PHYS | FTW_MOUNT) == 0)
		return OK;
	return fault_set(fault, err_of_errno(errno), "cannot make another user the owner of %s: %s",
			 z, strerror(errno));
}

/* What no exec could ever give back. Who is not root has nothing there to give up. */
static enum err drop_bounding_set(struct fault *fault)
{
	for (int i = 0; i <= CAP_LAST_CAP; i++)
		if (prctl(PR_CAPBSET_DROP, i, 0, 0, 0) != 0 && errno != EINVAL && errno != EPERM)
			return fault_set(fault, ERR_IO, "cannot give up a capability: %s",
					 strerror(errno));
	return OK;
}

static enum err drop_capabilities(struct fault *fault)
{
	struct __user_cap_header_struct head = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct none[2] = { 0 };
	prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
	if (syscall(SYS_capset, &head, none) != 0)
		return fault_set(fault, ERR_IO, "cannot give up capabilities: %s", strerror(errno));
	return OK;
}

static enum err change_user(const struct sandbox_user *user, struct fault *fault)
{
	const gid_t gid = user->gid;
	if (setgroups(0, &gid) == 0 && setresgid(gid, gid, gid) == 0 &&
	    setresuid(user->uid, user->uid, user->uid) == 0)
		return OK;
	return fault_set(fault, ERR_DENIED, "cannot become user %u: %s", user->uid,
			 strerror(errno));
}

enum err sandbox_become(const struct sandbox_user *user, struct fault *fault)
{
	TRY(drop_bounding_set(fault));
	if (geteuid() == 0 && user->uid != 0)
		TRY(change_user(user, fault));
	TRY(drop_capabilities(fault));
	if (prctl(PR_SET_DUMPABLE, 0) != 0) /* a change of user sets it anew */
		return fault_set(fault, ERR_IO, "cannot give up rights: %s", strerror(errno));
	return OK;
}
