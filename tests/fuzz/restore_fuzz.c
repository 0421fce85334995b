/* fuzz: restore links: keep store os base */
/* SPDX-License-Identifier: Apache-2.0 */
/* restore_fuzz: whatever a file holds, restoring it makes the folder asked for, whole, or nothing;
 * and never touches anything beside it.
 *
 * The first byte says how the rest is meant: as the file itself, or as names and bodies, a line
 * each, of which an archive with sound headers and sums is made first. */
#include <stdio.h>
#include <stdlib.h>

#include "keep/restore.h"
#include "keep/tar.h"
#include "os/tree.h"

#define LIMIT_INPUT (16u << 10)

static void put_entry(struct buf *out, struct buf *manifest, struct str name, struct str body)
{
	static const char zeros[TAR_BLOCK_BYTES];
	char head[TAR_HEAD_BYTES], digits[BUNDLE_SUM_DIGITS + 1];
	struct tar_head of = { name, (int64_t)body.len };
	struct bundle_sum sum;
	bundle_sum_begin(&sum);
	bundle_sum_add(&sum, body);
	bundle_sum_end(&sum, digits);
	buf_fmt(manifest, "%s  %.*s\n", digits, STR_ARG(name));
	buf_put(out, (struct str){ head, tar_head_write(&of, unix_ms_of(0), head) });
	buf_put(out, body);
	buf_put(out, (struct str){ zeros, tar_padding(of.size) });
}

static struct str archive_of(struct arena *arena, struct str lines)
{
	struct buf out = buf_in(arena, 64u << 20), manifest = buf_in(arena, 64u << 20),
		   none = buf_in(arena, 64u << 20);
	static const char zeros[2 * TAR_BLOCK_BYTES];
	put_entry(&out, &manifest, S(BUNDLE_ABOUT),
		  S("format 1\nmade 2024-01-01T00:00:00Z\nprogram 1\n"));
	while (lines.len) {
		struct str_pair name = str_cut(lines, '\n'), body = str_cut(name.tail, '\n');
		lines = body.tail;
		if (name.head.len && name.head.len <= LIMIT_TAR_NAME)
			put_entry(&out, &manifest, name.head, body.head);
	}
	put_entry(&out, &none, S(BUNDLE_MANIFEST), buf_str(&manifest));
	buf_put(&out, (struct str){ zeros, sizeof zeros });
	return buf_str(&out);
}

static bool go_on(void *self, int64_t done, int64_t total)
{
	(void)self, (void)done, (void)total;
	return true;
}

static void check_names(struct arena *arena, struct str folder, struct str wanted)
{
	struct os_names names;
	BUG_IF(os_list_folder(arena, folder, &names, NULL));
	BUG_IF(!str_eq(str_join(arena, names.items, names.count, S(" ")), wanted));
}

static void restore_in(struct arena *arena, struct str place, struct str bytes)
{
	struct bundle_account account;
	struct fault fault = { 0 };
	const struct restore_job job = { .file = os_path_join(arena, place, S("in/file")),
					 .site_folder = os_path_join(arena, place, S("in/site")),
					 .watch = go_on };
	struct str in = os_path_join(arena, place, S("in"));
	CLEANUP(os_close) int fd = -1;
	BUG_IF(os_make_folder(in, NULL) || os_create(job.file, &fd, NULL) || os_write(fd, bytes));
	enum err err = restore_make(&job, arena, &account, &fault);
	BUG_IF(err && !fault.text[0]);
	check_names(arena, place, S("in/"));
	check_names(arena, in, err ? S("file") : S("file site/"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char place[] = "/tmp/broadside-fuzz-XXXXXX";
	if (size == 0 || size > LIMIT_INPUT)
		return 0;
	BUG_IF(!mkdtemp(place));
	struct arena arena = arena_open((size_t)128 << 20);
	struct str bytes = { (const char *)data + 1, size - 1 };
	restore_in(&arena, str_of(place), data[0] & 1 ? bytes : archive_of(&arena, bytes));
	BUG_IF(os_tree_remove(str_of(place)));
	arena_close(&arena);
	return 0;
}
