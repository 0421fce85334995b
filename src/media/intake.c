/* SPDX-License-Identifier: Apache-2.0 */
/* intake.c: looks, hashes, copies. Decoding a picture is for later and for a jail. */
#include "media/intake.h"

#include <sodium.h>

#include "media/image_header.h"

enum { CHUNK_BYTES = 64 << 10, HASH_BYTES = crypto_hash_sha256_BYTES, NAME_HEX = 32 };

enum err intake_open(struct intake *intake, struct arena *arena, struct str site_folder,
		     struct str source_folder, struct fault *fault)
{
	*intake = (struct intake){
		.arena = arena,
		.media_folder = os_path_join(arena, site_folder, S("media")),
		.source_folder = source_folder,
		.source = -1,
	};
	return os_folder_open(source_folder, &intake->source, fault);
}

void intake_close(struct intake *intake)
{
	os_close(&intake->source);
}

/* The extension under which a file is kept: office documents keep theirs. */
static struct str extension_of(struct arena *into, enum file_type type, struct str path)
{
	static const struct str documents[] = { STR_CONST("docx"), STR_CONST("xlsx"),
						STR_CONST("pptx"), STR_CONST("odt"),
						STR_CONST("ods"),  STR_CONST("odp"),
						STR_CONST("epub") };
	struct str own = str_lower(into, str_cut_last(path, '.').tail);
	for (size_t i = 0; type == FILE_ZIP && i < COUNT_OF(documents); i++)
		if (str_eq(own, documents[i]))
			return documents[i];
	return file_type_info(type)->extension;
}

static enum err read_first(struct arena *into, int fd, int64_t size, struct str *out)
{
	size_t length = size < LIMIT_HEADER_BYTES ? (size_t)size : LIMIT_HEADER_BYTES;
	char *bytes = arena_bytes(into, length);
	TRY(os_read_at(fd, 0, bytes, length));
	*out = (struct str){ bytes, length };
	return OK;
}

static enum err hash_file(struct arena *into, int fd, int64_t size, struct str *hex)
{
	crypto_hash_sha256_state state;
	unsigned char hash[HASH_BYTES];
	char chunk[CHUNK_BYTES], *text = arena_bytes(into, 2 * HASH_BYTES + 1);
	crypto_hash_sha256_init(&state);
	for (int64_t at = 0; at < size;) {
		size_t n = size - at < CHUNK_BYTES ? (size_t)(size - at) : CHUNK_BYTES;
		TRY(os_read_at(fd, at, chunk, n));
		crypto_hash_sha256_update(&state, (unsigned char *)chunk, n);
		at += (int64_t)n;
	}
	crypto_hash_sha256_final(&state, hash);
	sodium_bin2hex(text, 2 * HASH_BYTES + 1, hash, HASH_BYTES);
	*hex = (struct str){ text, 2 * HASH_BYTES };
	return OK;
}

/* Copies unless the very file lies there. */
static enum err place(struct intake *intake, struct arena *into, struct str from, struct str name,
		      int64_t size, struct fault *fault)
{
	struct str target = os_path_join(into, intake->media_folder, name);
	struct os_stat there;
	if (os_stat(target, &there) == OK && there.size == size)
		return OK;
	TRY(os_make_folder(str_cut_last(target, '/').head, fault));
	TRY(os_copy_file(os_path_join(into, intake->source_folder, from), target, fault));
	*list_push(intake->arena, &intake->made) = str_dup(intake->arena, name);
	return OK;
}

enum err intake_file(struct intake *intake, struct arena *into, struct str path, struct str month,
		     struct media *media, struct fault *fault)
{
	CLEANUP(os_close) int fd = -1;
	struct os_stat stat;
	struct str first, hash;
	TRY(os_open_below(intake->source, path, &fd, &stat));
	if (stat.size > LIMIT_INTAKE_BYTES)
		return ERR_TOO_BIG;
	TRY(read_first(into, fd, stat.size, &first));
	enum file_type type = file_type_of(first);
	if (type == FILE_REFUSED)
		return ERR_DENIED;
	TRY(hash_file(into, fd, stat.size, &hash));
	struct str name =
		str_fmt(into, "%.*s/%.*s.%.*s", STR_ARG(month), STR_ARG(str_first(hash, NAME_HEX)),
			STR_ARG(extension_of(into, type, path)));
	TRY(place(intake, into, path, name, stat.size, fault));
	struct picture_size size = picture_size(first);
	media->file = name;
	media->mime = file_type_info(type)->mime;
	media->width = size.width;
	media->height = size.height;
	media->bytes = stat.size;
	media->sha256 = hash;
	return OK;
}

void intake_undo(struct intake *intake)
{
	for (size_t i = 0; i < intake->made.count; i++) {
		struct arena_mark mark = arena_mark(intake->arena);
		enum err err = os_remove_file(
			os_path_join(intake->arena, intake->media_folder, intake->made.items[i]));
		if (err)
			log_warning("cannot take back %.*s: %s", STR_ARG(intake->made.items[i]),
				    err_name(err));
		arena_reset(intake->arena, mark);
	}
	intake->made.count = 0;
}
