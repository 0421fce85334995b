/* SPDX-License-Identifier: Apache-2.0 */
/* bundle_read.c: the order, the sizes, and the manifest as it should be against the one it is. */
#include "keep/bundle_read.h"

#include "keep/tar.h"
#include "os/tree.h"

enum { CHUNK_BYTES = 256 << 10 };

struct reading {
	const struct bundle_source *source;
	const struct bundle_sink *sink;
	struct arena *arena;
	struct fault *fault;
	int64_t left;            /* bytes of the source not read yet */
	struct buf manifest;     /* as it should be */
	enum bundle_place place; /* of the entry before */
	char name[LIMIT_TAR_NAME];
	size_t name_len;
	bool has_site;
	struct bundle_account account;
};

static enum err refuse(struct reading *reading, const char *why)
{
	return fault_set(reading->fault, ERR_INVALID, "%s", why);
}

static enum err read_exactly(struct reading *reading, char *out, size_t bytes)
{
	for (size_t done = 0; done < bytes;) {
		size_t got;
		if (reading->source->read(reading->source->self, out + done, bytes - done, &got))
			return fault_set(reading->fault, ERR_IO, "it cannot be read");
		if (got == 0)
			return refuse(reading, "it is cut short");
		done += got;
		reading->left -= (int64_t)got;
	}
	return OK;
}

static enum err drop_padding(struct reading *reading, int64_t size)
{
	char padding[TAR_BLOCK_BYTES];
	size_t bytes = tar_padding(size);
	TRY(read_exactly(reading, padding, bytes));
	for (size_t i = 0; i < bytes; i++)
		if (padding[i])
			return refuse(reading, "it is damaged: bytes where none should be");
	return OK;
}

/* The next file's name and size; *is_end when the archive ends. */
static enum err read_head(struct reading *reading, char *room, struct tar_head *head, bool *is_end)
{
	char block[TAR_BLOCK_BYTES], *records = room + TAR_BLOCK_BYTES;
	enum tar_block_kind kind;
	int64_t long_bytes = 0;
	TRY(read_exactly(reading, room, TAR_BLOCK_BYTES));
	TRY(tar_block_read(room, &kind, head, reading->fault));
	if (kind == TAR_LONG) {
		long_bytes = head->size;
		if (long_bytes > TAR_LONG_BYTES)
			return refuse(reading, "it is not laid out as a backup");
		TRY(read_exactly(reading, records, (size_t)long_bytes));
		TRY(drop_padding(reading, long_bytes));
		TRY(read_exactly(reading, block, sizeof block));
		memcpy(room, block, sizeof block);
		TRY(tar_block_read(room, &kind, head, reading->fault));
		if (kind != TAR_FILE)
			return refuse(reading, "it is not laid out as a backup");
		TRY(tar_long_read((struct str){ records, (size_t)long_bytes }, head,
				  reading->fault));
	}
	*is_end = kind == TAR_END;
	return OK;
}

/* Each name has its place, after the one before. */
static enum err check_order(struct reading *reading, struct str name)
{
	enum bundle_place place = bundle_place_of(name);
	struct str before = { reading->name, reading->name_len };
	bool is_first = before.len == 0;
	if (place == BUNDLE_NOWHERE)
		return fault_set(reading->fault, ERR_INVALID, "it holds what no backup does: %.*s",
				 STR_ARG(str_first(name, 100)));
	if (is_first != (place == BUNDLE_IS_ABOUT))
		return refuse(reading, "it is not a backup of a newspaper");
	if (!is_first &&
	    (place < reading->place || (place == reading->place && str_cmp(name, before) <= 0)))
		return fault_set(reading->fault, ERR_INVALID, "it is out of order at %.*s",
				 STR_ARG(str_first(name, 100)));
	reading->place = place;
	memcpy(reading->name, name.ptr, name.len);
	reading->name_len = name.len;
	return OK;
}

static enum err note_sum(struct reading *reading, struct bundle_sum *sum)
{
	char digits[BUNDLE_SUM_DIGITS + 1];
	bundle_sum_end(sum, digits);
	buf_fmt(&reading->manifest, "%s  %.*s\n", digits, (int)reading->name_len, reading->name);
	return reading->manifest.fault ? refuse(reading, "it holds too many files") : OK;
}

/* All of an entry that is small, into memory. */
static enum err read_small(struct reading *reading, int64_t size, size_t limit, struct str *out)
{
	if (size > (int64_t)limit)
		return fault_set(reading->fault, ERR_INVALID, "it is too large: %.*s",
				 (int)reading->name_len, reading->name);
	char *bytes = arena_bytes(reading->arena, (size_t)size);
	TRY(read_exactly(reading, bytes, (size_t)size));
	*out = (struct str){ bytes, (size_t)size };
	return OK;
}

/* "made TIME" and "program VERSION" after "format 1". */
static enum err read_about(struct reading *reading, int64_t size)
{
	struct bundle_sum sum;
	struct str text;
	TRY(read_small(reading, size, LIMIT_BUNDLE_ABOUT, &text));
	bundle_sum_begin(&sum);
	bundle_sum_add(&sum, text);
	if (!str_drop_prefix(&text, S("format 1\n")))
		return refuse(reading, "a later program made it: restore it with that one");
	struct str_pair made = str_cut(text, '\n'), program = str_cut(made.tail, '\n');
	if (!str_drop_prefix(&made.head, S("made ")) ||
	    time_parse_rfc3339(made.head, &reading->account.made_at) ||
	    !str_drop_prefix(&program.head, S("program ")))
		return refuse(reading, "it is not laid out as a backup: " BUNDLE_ABOUT);
	reading->account.program = program.head;
	return note_sum(reading, &sum);
}

static enum err pass_on(struct reading *reading, const struct bundle_entry *entry)
{
	const struct bundle_sink *sink = reading->sink;
	struct bundle_sum sum;
	struct arena_mark mark = arena_mark(reading->arena);
	char *chunk = arena_bytes(reading->arena, CHUNK_BYTES);
	bundle_sum_begin(&sum);
	enum err err = sink->begin(sink->self, entry, reading->fault);
	for (int64_t left = entry->size; !err && left > 0;) {
		size_t bytes = left < CHUNK_BYTES ? (size_t)left : CHUNK_BYTES;
		err = read_exactly(reading, chunk, bytes);
		if (err)
			break;
		bundle_sum_add(&sum, (struct str){ chunk, bytes });
		err = sink->bytes(sink->self, (struct str){ chunk, bytes }, reading->fault);
		left -= (int64_t)bytes;
	}
	arena_reset(reading->arena, mark);
	TRY(err);
	TRY(sink->end(sink->self, reading->fault));
	return note_sum(reading, &sum);
}

/* Names the first file whose line differs. */
static enum err compare_manifests(struct reading *reading, struct str is)
{
	struct str should = buf_str(&reading->manifest);
	if (str_eq(is, should))
		return OK;
	while (is.len && should.len) {
		struct str_pair a = str_cut(is, '\n'), b = str_cut(should, '\n');
		if (!str_eq(a.head, b.head))
			return fault_set(reading->fault, ERR_INVALID,
					 "it is damaged: %.*s does not have the sum it should",
					 STR_ARG(str_from(b.head, BUNDLE_SUM_DIGITS + 2)));
		is = a.tail;
		should = b.tail;
	}
	return refuse(reading, "it is damaged: its list of files is not that of its files");
}

static enum err read_entry(struct reading *reading, const struct tar_head *head)
{
	struct bundle_entry entry = { { reading->name, head->name.len }, head->size };
	TRY(check_order(reading, head->name));
	if (head->size > reading->left)
		return refuse(reading, "it is cut short");
	reading->account.bytes += head->size;
	bool is_small = reading->place == BUNDLE_IS_CONF || reading->place == BUNDLE_IS_SECRET;
	switch (reading->place) {
	case BUNDLE_IS_ABOUT: return read_about(reading, head->size);
	case BUNDLE_IS_SITE: reading->has_site = true; break;
	case BUNDLE_IS_MEDIA: reading->account.media++; break;
	case BUNDLE_IS_THEME: reading->account.themes++; break;
	default:
		if (is_small && head->size > LIMIT_BUNDLE_SMALL)
			return fault_set(reading->fault, ERR_INVALID, "it is too large: %.*s",
					 STR_ARG(entry.name));
	}
	return pass_on(reading, &entry);
}

static enum err read_end(struct reading *reading)
{
	char block[TAR_BLOCK_BYTES];
	enum tar_block_kind kind;
	struct tar_head head;
	TRY(read_exactly(reading, block, sizeof block));
	TRY(tar_block_read(block, &kind, &head, reading->fault));
	if (kind != TAR_END || reading->left != 0)
		return refuse(reading, "there is something behind its end");
	return OK;
}

static enum err read_all(struct reading *reading)
{
	char room[TAR_HEAD_BYTES];
	for (;;) {
		struct tar_head head;
		struct str manifest;
		bool is_end;
		TRY(read_head(reading, room, &head, &is_end));
		if (is_end)
			return refuse(reading, "it is cut short: its list of files is missing");
		if (!str_eq(head.name, S(BUNDLE_MANIFEST))) {
			TRY(read_entry(reading, &head));
			TRY(drop_padding(reading, head.size));
			continue;
		}
		TRY(check_order(reading, head.name));
		if (head.size > reading->left)
			return refuse(reading, "it is cut short");
		if (head.size > (int64_t)LIMIT_BUNDLE_MANIFEST)
			return refuse(reading, "it holds too many files");
		TRY(read_small(reading, head.size, LIMIT_BUNDLE_MANIFEST, &manifest));
		TRY(drop_padding(reading, head.size));
		TRY(compare_manifests(reading, manifest));
		TRY(read_head(reading, room, &head, &is_end));
		if (!is_end)
			return refuse(reading, "there is something behind its end");
		return read_end(reading);
	}
}

enum err bundle_read(struct arena *arena, const struct bundle_source *source,
		     const struct bundle_sink *sink, struct bundle_account *out,
		     struct fault *fault)
{
	struct reading *reading = arena_new(arena, struct reading, 1);
	*reading = (struct reading){ .source = source,
				     .sink = sink,
				     .arena = arena,
				     .fault = fault,
				     .left = source->size,
				     .manifest = buf_in(arena, LIMIT_BUNDLE_MANIFEST) };
	if (source->size < TAR_BLOCK_BYTES)
		return refuse(reading, "it is not a backup of a newspaper");
	TRY(read_all(reading));
	if (!reading->has_site)
		return refuse(reading, "it holds no newspaper: site.db is missing");
	*out = reading->account;
	return OK;
}

static enum err read_fd(void *self, char *out, size_t room, size_t *got)
{
	return os_read(*(int *)self, out, room, got);
}

enum err bundle_read_fd(struct arena *arena, int fd, const struct bundle_sink *sink,
			struct bundle_account *out, struct fault *fault)
{
	struct bundle_source source = { &fd, read_fd, 0 };
	if (os_size_of(fd, &source.size) || os_seek(fd, 0))
		return fault_set(fault, ERR_INVALID, "it is not a file");
	return bundle_read(arena, &source, sink, out, fault);
}

bool bundle_is_at(struct str path)
{
	CLEANUP(os_close) int fd = -1;
	char block[TAR_BLOCK_BYTES];
	enum tar_block_kind kind;
	struct tar_head head = { 0 };
	size_t got;
	return os_open_read(path, &fd, NULL) == OK &&
	       os_read(fd, block, sizeof block, &got) == OK && got == sizeof block &&
	       tar_block_read(block, &kind, &head, NULL) == OK &&
	       str_eq(head.name, S(BUNDLE_ABOUT));
}

static enum err ignore_entry(void *self, const struct bundle_entry *entry, struct fault *fault)
{
	(void)self, (void)entry, (void)fault;
	return OK;
}

static enum err ignore_bytes(void *self, struct str bytes, struct fault *fault)
{
	(void)self, (void)bytes, (void)fault;
	return OK;
}

static enum err ignore_end(void *self, struct fault *fault)
{
	(void)self, (void)fault;
	return OK;
}

const struct bundle_sink bundle_sink_none = { NULL, ignore_entry, ignore_bytes, ignore_end };
