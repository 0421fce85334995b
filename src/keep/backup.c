/* SPDX-License-Identifier: Apache-2.0 */
/* backup.c: what goes into a backup, in its order. How a file is laid out is bundle.h's. */
#include "keep/backup.h"

#include "keep/bundle_write.h"
#include "os/folder.h"
#include "os/tree.h"
#include "store/copy.h"

enum { TRIES = 5 }; /* to copy a file that changes meanwhile */

struct part {
	struct str name, copy; /* copy: where its snapshot lies */
	int64_t bytes;
};

struct backup {
	const struct backup_job *job;
	struct arena *arena;
	struct fault *fault;
	struct bundle_writer writer;
	struct part parts[LIMIT_STORE_PARTS];
	size_t part_count;
	struct backup_names files; /* below the site's folder, in order */
	struct str *named;         /* by the database, in order */
	size_t named_count;
	int64_t done, total;
	struct backup_account account;
};

static enum err refuse_place(struct backup *backup)
{
	const struct backup_job *job = backup->job;
	bool is_inside;
	if (os_lies_in(job->file, job->site_folder, &is_inside))
		return fault_set(backup->fault, ERR_NOT_FOUND, "no folder for the backup: %.*s",
				 STR_ARG(job->file));
	if (is_inside)
		return fault_set(backup->fault, ERR_CONFLICT,
				 "a backup in the site's own folder is lost with it: %.*s",
				 STR_ARG(job->file));
	if (os_exists(job->file) && !bundle_is_at(job->file))
		return fault_set(backup->fault, ERR_CONFLICT,
				 "something else than a backup is there: %.*s", STR_ARG(job->file));
	return OK;
}

static bool go_on(struct backup *backup, int64_t done)
{
	return backup->job->watch(backup->job->self, done, backup->total);
}

static bool on_pages(void *self, int64_t done, int64_t total)
{
	struct backup *backup = self;
	(void)done, (void)total;
	return go_on(backup, backup->done);
}

static bool on_bytes(void *self, int64_t bytes)
{
	struct backup *backup = self;
	backup->done += bytes;
	return go_on(backup, backup->done);
}

static enum err copy_part(struct backup *backup, const struct store_part *from)
{
	struct part *part = &backup->parts[backup->part_count++];
	const struct db_watch watch = { backup, on_pages };
	struct os_stat stat;
	part->name = from->name;
	part->copy =
		str_fmt(backup->arena, "%s.%.*s", backup->writer.draft.path, STR_ARG(from->name));
	TRY(store_copy(from->path, part->copy, &watch, backup->fault));
	TRY(store_copy_verify(part->name, part->copy, backup->fault));
	if (os_stat(part->copy, &stat))
		return fault_set(backup->fault, ERR_IO, "cannot read %.*s", STR_ARG(part->copy));
	part->bytes = stat.size;
	backup->total += stat.size;
	return OK;
}

static enum err copy_parts(struct backup *backup)
{
	struct store_part parts[LIMIT_STORE_PARTS];
	size_t count;
	TRY(store_parts(backup->arena, backup->job->site_folder, backup->job->database, parts,
			&count, backup->fault));
	for (size_t i = 0; i < count; i++)
		TRY(copy_part(backup, &parts[i]));
	struct str site_copy = backup->parts[backup->part_count - 1].copy;
	return store_copy_media(backup->arena, site_copy, &backup->named, &backup->named_count,
				backup->fault);
}

/* A file that is being put in place is nobody's yet. */
static enum err gather(struct backup *backup, struct str below, int depth)
{
	struct os_names names;
	struct str folder = os_path_join(backup->arena, backup->job->site_folder, below);
	if (depth > LIMIT_BUNDLE_DEPTH)
		return fault_set(backup->fault, ERR_TOO_BIG, "folders go too deep: %.*s",
				 STR_ARG(str_first(below, 200)));
	TRY(os_list_folder(backup->arena, folder, &names, backup->fault));
	for (size_t i = 0; i < names.count; i++) {
		struct str name = os_path_join(backup->arena, below, names.items[i]);
		if (str_ends(name, S("/")))
			TRY(gather(backup, name, depth + 1));
		else if (!os_is_draft(name))
			*list_push(backup->arena, &backup->files) = name;
	}
	return OK;
}

static enum err gather_files(struct backup *backup)
{
	static const struct str folders[] = { STR_CONST("media/"), STR_CONST("themes/") };
	for (size_t i = 0; i < COUNT_OF(folders); i++)
		if (os_exists(os_path_join(backup->arena, backup->job->site_folder, folders[i])))
			TRY(gather(backup, folders[i], 1));
	return OK;
}

/* A backup is restored elsewhere: there its database is site.db. */
static struct str conf_for_backup(struct backup *backup, struct str text)
{
	struct buf out = buf_in(backup->arena, LIMIT_BUNDLE_SMALL);
	if (!backup->job->database_is_elsewhere)
		return text;
	while (text.len) {
		struct str_pair cut = str_cut(text, '\n');
		if (str_starts(str_trim(cut.head), S("database ")))
			buf_put(&out, S("# Where it was when this backup was made; here it is "
					"site.db:\n#"));
		buf_put(&out, cut.head);
		buf_put_char(&out, '\n');
		text = cut.tail;
	}
	return buf_str(&out);
}

static enum err add_small(struct backup *backup, struct str name)
{
	struct str text, path = os_path_join(backup->arena, backup->job->site_folder, name);
	if (!os_exists(path))
		return OK;
	TRY(os_read_file(backup->arena, path, LIMIT_BUNDLE_SMALL, &text, backup->fault));
	if (str_eq(name, S("site.conf")))
		text = conf_for_backup(backup, text);
	return bundle_add(&backup->writer, name, text, backup->fault);
}

static enum err add_part(struct backup *backup, const struct part *part)
{
	const struct bundle_watch watch = { backup, on_bytes };
	CLEANUP(os_close) int fd = -1;
	TRY(os_open_read(part->copy, &fd, backup->fault));
	TRY(bundle_add_file(&backup->writer, part->name, fd, part->bytes, &watch, backup->fault));
	store_copy_remove(*backup->arena, part->copy);
	return OK;
}

/* Copies a file below the site as it is now. Gives: ERR_NOT_FOUND when it is not there any more, or
 * leads out of the site. */
static enum err add_once(struct backup *backup, int folder, struct str name)
{
	const struct bundle_watch watch = { backup, on_bytes };
	CLEANUP(os_close) int fd = -1;
	struct os_stat stat;
	TRY(os_open_below(folder, name, &fd, &stat));
	return bundle_add_file(&backup->writer, name, fd, stat.size, &watch, backup->fault);
}

/* What is there and cannot be read ends the backup; what can be read only by leaving the site is
 * left out. */
static enum err leave_out(struct backup *backup, struct str name)
{
	CLEANUP(os_close) int fd = -1;
	struct str path = os_path_join(backup->arena, backup->job->site_folder, name);
	enum err err = os_exists(path) ? os_open_read(path, &fd, backup->fault) : OK;
	if (fd >= 0)
		*list_push(backup->arena, &backup->account.left_out) = name;
	return err;
}

/* Forgets the name when the backup does not have it in the end. */
static enum err add_one(struct backup *backup, int folder, struct str *listed)
{
	enum err err = ERR_CONFLICT;
	struct str name = *listed;
	if (bundle_place_of(name) == BUNDLE_NOWHERE)
		err = ERR_NOT_FOUND;
	for (int i = 0; i < TRIES && err == ERR_CONFLICT; i++)
		err = add_once(backup, folder, name);
	if (err == ERR_CONFLICT)
		return fault_set(backup->fault, err, "%.*s changes while it is copied",
				 STR_ARG(name));
	if (err != ERR_NOT_FOUND)
		return err;
	*listed = S("");
	return leave_out(backup, name);
}

/* Both lists are in order, but for the names that were forgotten, which are empty and come before
 * any other. */
static void find_missing(struct backup *backup)
{
	size_t at = 0;
	for (size_t i = 0; i < backup->named_count; i++) {
		struct str name = os_path_join(backup->arena, S("media"), backup->named[i]);
		while (at < backup->files.count && str_cmp(backup->files.items[at], name) < 0)
			at++;
		if (at == backup->files.count || !str_eq(backup->files.items[at], name))
			*list_push(backup->arena, &backup->account.missing) = name;
	}
}

static enum err add_files(struct backup *backup)
{
	CLEANUP(os_close) int folder = -1;
	struct os_stat stat;
	TRY(os_folder_open(backup->job->site_folder, &folder, backup->fault));
	for (size_t i = 0; i < backup->files.count; i++) {
		struct arena_mark mark = arena_mark(backup->arena);
		struct str path = os_path_join(backup->arena, backup->job->site_folder,
					       backup->files.items[i]);
		if (os_stat(path, &stat) == OK)
			backup->total += stat.size;
		arena_reset(backup->arena, mark);
	}
	for (size_t i = 0; i < backup->part_count; i++)
		TRY(add_part(backup, &backup->parts[i]));
	for (size_t i = 0; i < backup->files.count; i++)
		TRY(add_one(backup, folder, &backup->files.items[i]));
	return OK;
}

/* Reads it back, from the disk where the system allows that. */
static enum err read_back(struct backup *backup)
{
	struct fault detail = { 0 };
	int fd = backup->writer.draft.fd;
	os_forget_cached(fd);
	enum err err = bundle_read_fd(backup->arena, fd, &bundle_sink_none, &backup->account.bundle,
				      &detail);
	if (!err && os_size_of(fd, &backup->account.file_bytes))
		err = ERR_IO;
	return err ? fault_set(backup->fault, ERR_IO, "what was written cannot be read back: %s",
			       detail.text)
		   : OK;
}

static enum err make(struct backup *backup)
{
	TRY(refuse_place(backup));
	TRY(bundle_begin(&backup->writer, backup->arena, backup->job->file, backup->job->program,
			 backup->fault));
	TRY(copy_parts(backup));
	TRY(gather_files(backup));
	TRY(add_small(backup, S("site.conf")));
	TRY(add_small(backup, S("secret")));
	TRY(add_files(backup));
	find_missing(backup);
	TRY(bundle_finish(&backup->writer, backup->fault));
	TRY(read_back(backup));
	return bundle_commit(&backup->writer, backup->fault);
}

static void backup_end(struct backup *backup)
{
	for (size_t i = 0; i < backup->part_count; i++)
		store_copy_remove(*backup->arena, backup->parts[i].copy);
	bundle_end(&backup->writer);
}

enum err backup_make(const struct backup_job *job, struct arena *arena, struct backup_account *out,
		     struct fault *fault)
{
	CLEANUP(backup_end)
	struct backup backup = {
		.job = job, .arena = arena, .fault = fault, .writer = BUNDLE_WRITER
	};
	TRY(make(&backup));
	*out = backup.account;
	return OK;
}
