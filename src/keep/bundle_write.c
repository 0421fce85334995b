/* SPDX-License-Identifier: Apache-2.0 */
/* bundle_write.c: headers, bytes, padding, and a line of the manifest for each file. */
#include "keep/bundle_write.h"

#include <errno.h>

#include "keep/tar.h"
#include "os/tree.h"

enum { CHUNK_BYTES = 256 << 10, END_BLOCKS = 2 };

static const char zeros[END_BLOCKS * TAR_BLOCK_BYTES];

static enum err put(struct bundle_writer *writer, struct str bytes, struct fault *fault)
{
	if (os_write(writer->draft.fd, bytes))
		return fault_set(fault, ERR_IO, "cannot write %.*s: %s", STR_ARG(writer->path),
				 strerror(errno));
	writer->at += (int64_t)bytes.len;
	return OK;
}

static enum err put_head(struct bundle_writer *writer, struct str name, int64_t size,
			 struct fault *fault)
{
	char head[TAR_HEAD_BYTES];
	struct tar_head of = { name, size };
	size_t length = tar_head_write(&of, writer->made_at, head);
	return put(writer, (struct str){ head, length }, fault);
}

static enum err put_padding(struct bundle_writer *writer, int64_t size, struct fault *fault)
{
	return put(writer, (struct str){ zeros, tar_padding(size) }, fault);
}

static enum err note_sum(struct bundle_writer *writer, struct str name, struct bundle_sum *sum,
			 struct fault *fault)
{
	char digits[BUNDLE_SUM_DIGITS + 1];
	bundle_sum_end(sum, digits);
	buf_fmt(&writer->manifest, "%s  %.*s\n", digits, STR_ARG(name));
	writer->files++;
	return writer->manifest.fault ? fault_set(fault, ERR_TOO_BIG, "too many files to keep")
				      : OK;
}

enum err bundle_add(struct bundle_writer *writer, struct str name, struct str bytes,
		    struct fault *fault)
{
	struct bundle_sum sum;
	BUG_IF(bundle_place_of(name) == BUNDLE_NOWHERE);
	bundle_sum_begin(&sum);
	bundle_sum_add(&sum, bytes);
	TRY(put_head(writer, name, (int64_t)bytes.len, fault));
	TRY(put(writer, bytes, fault));
	TRY(put_padding(writer, (int64_t)bytes.len, fault));
	return note_sum(writer, name, &sum, fault);
}

enum err bundle_begin(struct bundle_writer *writer, struct arena *arena, struct str path,
		      struct str program, struct fault *fault)
{
	writer->arena = arena;
	writer->path = path;
	writer->manifest = buf_in(arena, LIMIT_BUNDLE_MANIFEST);
	writer->made_at = os_now();
	TRY(os_draft_begin(&writer->draft, path, true, fault));
	return bundle_add(writer, S(BUNDLE_ABOUT),
			  str_fmt(arena, "format 1\nmade %.*s\nprogram %.*s\n",
				  STR_ARG(time_rfc3339(arena, writer->made_at, 0)),
				  STR_ARG(program)),
			  fault);
}

/* Copies size bytes. Gives: ERR_CONFLICT when there are fewer, or more. */
static enum err copy(struct bundle_writer *writer, int fd, int64_t size, struct bundle_sum *sum,
		     const struct bundle_watch *watch, struct fault *fault)
{
	struct arena_mark mark = arena_mark(writer->arena);
	char *chunk = arena_bytes(writer->arena, CHUNK_BYTES);
	int64_t left = size;
	enum err err = OK;
	size_t got;
	do {
		size_t room = left < CHUNK_BYTES ? (size_t)left : CHUNK_BYTES;
		err = os_read(fd, chunk, left ? room : 1, &got);
		if (!err && (got == 0) != (left == 0))
			err = ERR_CONFLICT;
		if (err || got == 0)
			break;
		bundle_sum_add(sum, (struct str){ chunk, got });
		err = put(writer, (struct str){ chunk, got }, fault);
		left -= (int64_t)got;
		if (!err && !watch->on(watch->self, (int64_t)got))
			err = fault_set(fault, ERR_BUSY, "stopped");
	} while (!err);
	arena_reset(writer->arena, mark);
	return err;
}

enum err bundle_add_file(struct bundle_writer *writer, struct str name, int fd, int64_t size,
			 const struct bundle_watch *watch, struct fault *fault)
{
	struct bundle_sum sum;
	int64_t before = writer->at;
	BUG_IF(bundle_place_of(name) == BUNDLE_NOWHERE);
	bundle_sum_begin(&sum);
	TRY(put_head(writer, name, size, fault));
	enum err err = copy(writer, fd, size, &sum, watch, fault);
	if (err == ERR_CONFLICT) {
		writer->at = before;
		return os_cut_at(writer->draft.fd, before)
			       ? fault_set(fault, ERR_IO, "cannot write %.*s: %s",
					   STR_ARG(writer->path), strerror(errno))
			       : err;
	}
	if (err)
		return fault_set(fault, err, "cannot read %.*s: %s", STR_ARG(name),
				 strerror(errno));
	TRY(put_padding(writer, size, fault));
	return note_sum(writer, name, &sum, fault);
}

enum err bundle_finish(struct bundle_writer *writer, struct fault *fault)
{
	struct str manifest = buf_str(&writer->manifest);
	TRY(put_head(writer, S(BUNDLE_MANIFEST), (int64_t)manifest.len, fault));
	TRY(put(writer, manifest, fault));
	TRY(put_padding(writer, (int64_t)manifest.len, fault));
	TRY(put(writer, (struct str){ zeros, sizeof zeros }, fault));
	return os_draft_sync(&writer->draft, writer->path, fault);
}

enum err bundle_commit(struct bundle_writer *writer, struct fault *fault)
{
	return os_draft_commit(&writer->draft, writer->path, fault);
}

void bundle_end(struct bundle_writer *writer)
{
	os_draft_end(&writer->draft);
}
