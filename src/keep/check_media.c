/* SPDX-License-Identifier: Apache-2.0 */
/* check_media.c: media/ against what the newspaper names, both ways. */
#include <stdlib.h>

#include "keep/bundle.h"
#include "keep/check_private.h"
#include "media/rendition.h"
#include "os/draft.h"
#include "os/folder.h"

enum { RUN = 500, CHUNK_BYTES = 256 << 10 };

static int by_name(const void *a, const void *b)
{
	const struct kept_file *x = a, *y = b;
	return str_cmp(x->name, y->name);
}

static struct kept_file *add_name(struct checking *checking, const struct media *media,
				  struct str name)
{
	struct kept_file *file = list_push(checking->arena, &checking->files);
	*file = (struct kept_file){ .name = str_dup(checking->arena, name), .id = media->id.n };
	return file;
}

/* The sum of a picture taken in at the desk is its original's; files of earlier versions stay, for
 * somebody may have their address. */
static void add_made(struct checking *checking, struct arena *scratch, const struct media *media)
{
	struct renditions made = renditions_of(media);
	struct str original = os_path_join(scratch, S(".originals"), media->original);
	struct str stem = str_cut_last(media->original, '.').head;
	add_name(checking, media, original)->sha256 = str_dup(checking->arena, media->sha256);
	add_name(checking, media, stem)->is_stem = true;
	for (size_t i = 0; i < made.count; i++)
		add_name(checking, media,
			 rendition_file(scratch, media, made.version, made.widths[i]));
}

static void add_record(struct checking *checking, struct arena *scratch, const struct media *media)
{
	if (media->file.len) {
		struct kept_file *file = add_name(checking, media, media->file);
		file->bytes = media->bytes;
		if (media->original.len == 0)
			file->sha256 = str_dup(checking->arena, media->sha256);
	}
	if (media->original.len)
		add_made(checking, scratch, media);
}

enum err check_media_read(struct checking *checking)
{
	struct arena arena = arena_open((size_t)64 << 20);
	struct arena_mark start = arena_mark(&arena);
	size_t count = 1;
	media_id after = { 0 };
	enum err err = OK;
	checking->files.count = 0;
	checking->account.media = 0;
	while (!err && count) {
		struct media *run = NULL;
		err = store_media_scan(checking->store, &arena, after, RUN, &run, &count);
		for (size_t i = 0; !err && i < count; i++) {
			add_record(checking, &arena, &run[i]);
			after = run[i].id;
			checking->account.media++;
		}
		arena_reset(&arena, start);
	}
	arena_close(&arena);
	if (checking->files.count)
		qsort(checking->files.items, checking->files.count, sizeof(struct kept_file),
		      by_name);
	return err;
}

static enum err sum_of(struct checking *checking, int fd, int64_t size,
		       char digits[BUNDLE_SUM_DIGITS + 1])
{
	struct bundle_sum sum;
	struct arena_mark mark = arena_mark(checking->arena);
	char *chunk = arena_bytes(checking->arena, CHUNK_BYTES);
	enum err err = OK;
	bundle_sum_begin(&sum);
	for (int64_t at = 0; !err && at < size;) {
		size_t n = size - at < CHUNK_BYTES ? (size_t)(size - at) : CHUNK_BYTES;
		err = os_read_at(fd, at, chunk, n);
		bundle_sum_add(&sum, (struct str){ chunk, err ? 0 : n });
		at += (int64_t)n;
	}
	bundle_sum_end(&sum, digits);
	arena_reset(checking->arena, mark);
	return err;
}

static void tell(struct checking *checking, enum check_kind kind, const struct kept_file *file,
		 const char *what)
{
	check_found(checking, kind,
		    str_fmt(checking->arena, "media/%.*s (picture or file %lld)%s",
			    STR_ARG(file->name), (long long)file->id, what));
}

static void check_one(struct checking *checking, const struct kept_file *file)
{
	CLEANUP(os_close) int fd = -1;
	struct os_stat stat;
	char digits[BUNDLE_SUM_DIGITS + 1];
	enum err err = checking->media_folder < 0
			       ? ERR_NOT_FOUND
			       : os_open_below(checking->media_folder, file->name, &fd, &stat);
	if (err)
		tell(checking, CHECK_MEDIA_MISSING, file, "");
	else if (file->bytes && file->bytes != stat.size)
		tell(checking, CHECK_MEDIA_CHANGED, file, ": another size");
	else if (checking->job->is_quick || file->sha256.len != BUNDLE_SUM_DIGITS)
		return;
	else if (sum_of(checking, fd, stat.size, digits))
		tell(checking, CHECK_MEDIA_CHANGED, file, ": cannot be read");
	else if (!str_eq_nocase(file->sha256, str_of(digits)))
		tell(checking, CHECK_MEDIA_CHANGED, file, ": another sum");
}

enum err check_media_files(struct checking *checking)
{
	struct fault quiet = { 0 };
	struct str folder = os_path_join(checking->arena, checking->job->site_folder, S("media"));
	if (os_folder_open(folder, &checking->media_folder, &quiet))
		checking->media_folder = -1; /* then all are missing */
	for (size_t i = 0; i < checking->files.count; i++) {
		TRY(check_goes_on(checking, (int64_t)i, (int64_t)checking->files.count));
		if (!checking->files.items[i].is_stem)
			check_one(checking, &checking->files.items[i]);
	}
	return OK;
}

bool check_media_is_there(struct checking *checking, struct str file)
{
	CLEANUP(os_close) int fd = -1;
	struct os_stat stat;
	return checking->media_folder >= 0 &&
	       os_open_below(checking->media_folder, file, &fd, &stat) == OK;
}

static const struct kept_file *find(const struct checking *checking, struct str name)
{
	struct kept_file key = { .name = name };
	return checking->files.count ? bsearch(&key, checking->files.items, checking->files.count,
					       sizeof key, by_name)
				     : NULL;
}

static bool is_named(const struct checking *checking, struct str name)
{
	struct str_pair folder = str_cut_last(name, '/');
	struct str stem = str_cut(folder.found ? folder.tail : name, '-').head;
	if (find(checking, name))
		return true;
	if (folder.found)
		stem = str_first(name, folder.head.len + 1 + stem.len);
	const struct kept_file *made = find(checking, stem);
	return made && made->is_stem;
}

struct unnamed {
	struct str *items;
	size_t count, cap;
};

/* below: of the site's folder, "media/2024". */
static enum err walk(struct checking *checking, struct str below, int depth,
		     struct unnamed *unnamed)
{
	struct os_names names;
	struct str folder = os_path_join(checking->arena, checking->job->site_folder, below), file;
	if (depth > LIMIT_BUNDLE_DEPTH)
		return fault_set(checking->fault, ERR_TOO_BIG, "folders go too deep: %.*s",
				 STR_ARG(str_first(below, 200)));
	TRY(os_list_folder(checking->arena, folder, &names, checking->fault));
	for (size_t i = 0; i < names.count; i++) {
		struct str name = os_path_join(checking->arena, below, names.items[i]);
		if (str_ends(name, S("/"))) {
			TRY(walk(checking, name, depth + 1, unnamed));
			continue;
		}
		file = name;
		if (os_is_draft(name))
			check_found(checking, CHECK_LEFTOVER, name);
		else if (str_drop_prefix(&file, S("media/")) && !is_named(checking, file))
			*list_push(checking->arena, unnamed) = file;
	}
	return OK;
}

/* What nobody named when the rows were read may have come in since. */
enum err check_media_unnamed(struct checking *checking)
{
	static const struct str folders[] = { STR_CONST("media"), STR_CONST("themes") };
	struct unnamed unnamed = { 0 };
	for (size_t i = 0; i < COUNT_OF(folders); i++)
		if (os_exists(
			    os_path_join(checking->arena, checking->job->site_folder, folders[i])))
			TRY(walk(checking, folders[i], 1, &unnamed));
	if (unnamed.count == 0)
		return OK;
	if (check_media_read(checking))
		return fault_set(checking->fault, ERR_IO, "%s", store_fault(checking->store)->text);
	for (size_t i = 0; i < unnamed.count; i++)
		if (!is_named(checking, unnamed.items[i]))
			check_found(
				checking, CHECK_MEDIA_UNNAMED,
				str_fmt(checking->arena, "media/%.*s", STR_ARG(unnamed.items[i])));
	return OK;
}
