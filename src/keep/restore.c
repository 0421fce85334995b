/* SPDX-License-Identifier: Apache-2.0 */
/* restore.c: unpacking below a folder of our own. What is a sound name is bundle.h's. */
#include "keep/restore.h"

#include <errno.h>

#include "os/folder.h"
#include "os/tree.h"
#include "store/copy.h"

struct restore {
	const struct restore_job *job;
	struct arena *arena;
	struct str draft; /* the folder being filled; "" none */
	int folder, file; /* descriptors: of draft, and of what is being written in it */
	struct str name;
	bool has_desk;
	int64_t done, total;
};

static enum err begin_file(void *self, const struct bundle_entry *entry, struct fault *fault)
{
	struct restore *restore = self;
	enum bundle_place place = bundle_place_of(entry->name);
	bool is_secret = place == BUNDLE_IS_SECRET || place == BUNDLE_IS_DESK;
	restore->has_desk = restore->has_desk || place == BUNDLE_IS_DESK;
	restore->name = entry->name;
	return os_create_below(restore->folder, entry->name, is_secret, &restore->file, fault);
}

static enum err put_bytes(void *self, struct str bytes, struct fault *fault)
{
	struct restore *restore = self;
	if (os_write(restore->file, bytes))
		return fault_set(fault, ERR_IO, "cannot write %.*s: %s", STR_ARG(restore->name),
				 strerror(errno));
	restore->done += (int64_t)bytes.len;
	if (!restore->job->watch(restore->job->self, restore->done, restore->total))
		return fault_set(fault, ERR_BUSY, "stopped");
	return OK;
}

static enum err end_file(void *self, struct fault *fault)
{
	struct restore *restore = self;
	(void)fault;
	os_close(&restore->file);
	return OK;
}

/* Whether a newspaper may come to stand there. */
static enum err check_place(struct restore *restore, struct fault *fault)
{
	struct str site = restore->job->site_folder;
	struct os_stat stat;
	struct os_names names;
	enum err err = os_stat(site, &stat);
	if (err == ERR_NOT_FOUND)
		return OK;
	if (err)
		return fault_set(fault, err, "cannot look at %.*s", STR_ARG(site));
	if (!stat.is_folder)
		return fault_set(fault, ERR_CONFLICT, "something else than a folder is there: %.*s",
				 STR_ARG(site));
	TRY(os_list_folder(restore->arena, site, &names, fault));
	if (names.count)
		return fault_set(fault, ERR_CONFLICT,
				 "the folder is not empty, and nothing in it is touched: %.*s",
				 STR_ARG(site));
	return OK;
}

static enum err unpack(struct restore *restore, struct bundle_account *account, struct fault *fault)
{
	const struct bundle_sink sink = { restore, begin_file, put_bytes, end_file };
	CLEANUP(os_close) int fd = -1;
	struct fault detail = { 0 };
	TRY(os_open_read(restore->job->file, &fd, fault));
	if (os_size_of(fd, &restore->total))
		return fault_set(fault, ERR_INVALID, "not a file: %.*s",
				 STR_ARG(restore->job->file));
	TRY(os_make_folder_below(restore->folder, S("media"), fault));
	TRY(os_make_folder_below(restore->folder, S("themes"), fault));
	enum err err = bundle_read_fd(restore->arena, fd, &sink, account, &detail);
	return err ? fault_set(fault, err, "cannot restore %.*s: %s", STR_ARG(restore->job->file),
			       detail.text)
		   : OK;
}

static enum err look_through(struct restore *restore, struct fault *fault)
{
	static const char *const names[] = { STORE_DESK_FILE, STORE_SITE_FILE };
	for (size_t i = restore->has_desk ? 0 : 1; i < COUNT_OF(names); i++) {
		struct str name = str_of(names[i]);
		struct fault detail = { 0 };
		enum err err = store_copy_verify(
			name, os_path_join(restore->arena, restore->draft, name), &detail);
		if (err)
			return fault_set(fault, err, "cannot restore %.*s: %s",
					 STR_ARG(restore->job->file), detail.text);
	}
	return OK;
}

static enum err make(struct restore *restore, struct bundle_account *account, struct fault *fault)
{
	TRY(check_place(restore, fault));
	if (!os_exists(restore->job->file))
		return fault_set(fault, ERR_NOT_FOUND, "no such file: %.*s",
				 STR_ARG(restore->job->file));
	TRY(os_tree_begin(restore->arena, restore->job->site_folder, &restore->draft, fault));
	TRY(os_folder_open(restore->draft, &restore->folder, fault));
	TRY(unpack(restore, account, fault));
	TRY(look_through(restore, fault));
	TRY(os_tree_commit(restore->draft, restore->job->site_folder, fault));
	restore->draft = S("");
	return OK;
}

static void restore_end(struct restore *restore)
{
	os_close(&restore->file);
	os_close(&restore->folder);
	if (restore->draft.len && os_exists(restore->draft) && os_tree_remove(restore->draft))
		log_warning("cannot take away %.*s", STR_ARG(restore->draft));
}

enum err restore_make(const struct restore_job *job, struct arena *arena,
		      struct bundle_account *out, struct fault *fault)
{
	CLEANUP(restore_end)
	struct restore restore = { .job = job, .arena = arena, .folder = -1, .file = -1 };
	struct bundle_account account = { 0 };
	TRY(make(&restore, &account, fault));
	*out = account;
	return OK;
}
