/* SPDX-License-Identifier: Apache-2.0 */
/* studio.c: files and rows around a jail's work. */
#include "media/studio.h"

#include <sodium.h>

#include "os/os.h"

enum { HASH_BYTES = crypto_hash_sha256_BYTES, NAME_HEX = 32 };

static struct str hash_of(struct arena *into, struct str bytes)
{
	unsigned char hash[HASH_BYTES];
	char *hex = arena_bytes(into, 2 * HASH_BYTES + 1);
	crypto_hash_sha256(hash, (const unsigned char *)bytes.ptr, bytes.len);
	sodium_bin2hex(hex, 2 * HASH_BYTES + 1, hash, HASH_BYTES);
	return (struct str){ hex, 2 * HASH_BYTES };
}

static struct str path_of_original(const struct studio *studio, struct arena *into,
				   struct str original)
{
	return os_path_join(into, os_path_join(into, studio->media_folder, S(".originals")),
			    original);
}

static enum err write_below(const struct studio *studio, struct arena *into, struct str name,
			    struct str bytes, struct fault *fault)
{
	struct str path = os_path_join(into, studio->media_folder, name);
	TRY(os_make_folder(str_cut_last(path, '/').head, fault));
	return os_write_file(path, bytes, fault);
}

static struct str month_of(struct arena *into, unix_ms at)
{
	struct civil utc = civil_from_unix(at, 0);
	return str_fmt(into, "%04d/%02d", utc.year, utc.month);
}

static enum err check_kind(struct str bytes, const struct file_type_info **kind,
			   struct fault *fault)
{
	enum file_type type = file_type_of(str_first(bytes, LIMIT_HEADER_BYTES));
	if (bytes.len > LIMIT_PICTURE_BYTES)
		return fault_set(fault, ERR_TOO_BIG, "the file has more than %u MB",
				 LIMIT_PICTURE_BYTES >> 20);
	*kind = type == FILE_REFUSED ? NULL : file_type_info(type);
	if (!*kind || (!(*kind)->is_picture && !(*kind)->is_attachment))
		return fault_set(fault, ERR_DENIED,
				 "the file is no JPEG, PNG, GIF, WebP or AVIF, no PDF, and no "
				 "sound (MP3, M4A, Ogg, FLAC, WAV)");
	return OK;
}

/* "2026/11/HASH.EXT" */
static struct str name_of(const struct studio *studio, struct arena *into, struct str hash,
			  const struct file_type_info *kind)
{
	return str_fmt(into, "%.*s/%.*s.%.*s", STR_ARG(month_of(into, store_now(studio->store))),
		       STR_ARG(str_first(hash, NAME_HEX)), STR_ARG(kind->extension));
}

/* Writes the original, and the record that waits for what is made of it. */
static enum err keep_picture(const struct studio *studio, struct arena *into, struct str bytes,
			     struct media *media, struct fault *fault)
{
	struct picture_size size = picture_size(str_first(bytes, LIMIT_HEADER_BYTES));
	media->mime = S("image/jpeg");
	media->width = size.width;
	media->height = size.height;
	TRY(write_below(studio, into, str_fmt(into, ".originals/%.*s", STR_ARG(media->original)),
			bytes, fault));
	TRY(store_media_save(studio->store, media, &media->id));
	return store_picture_queue(studio->store, media->id, store_now(studio->store));
}

/* A PDF or sound is for readers as it came: nothing of ours reads it, and the front sends it so
 * that no page of ours runs what is in it (front/media.h). */
static enum err keep_attachment(const struct studio *studio, struct arena *into, struct str bytes,
				struct media *media, struct fault *fault)
{
	TRY(write_below(studio, into, media->file, bytes, fault));
	return store_media_save(studio->store, media, &media->id);
}

static enum err keep(const struct studio *studio, struct arena *into, struct str bytes,
		     const struct file_type_info *kind, struct str hash, struct media *media,
		     struct fault *fault)
{
	struct str name = name_of(studio, into, hash, kind);
	media->bytes = (int64_t)bytes.len;
	media->sha256 = hash;
	if (kind->is_picture) {
		media->original = name;
		TRY(keep_picture(studio, into, bytes, media, fault));
	} else {
		media->file = name;
		media->mime = kind->mime;
		TRY(keep_attachment(studio, into, bytes, media, fault));
	}
	return studio->by.n ? store_picture_taken(studio->store, media->id, studio->by) : OK;
}

enum err studio_take(const struct studio *studio, struct arena *into, struct str bytes,
		     struct media *media, struct fault *fault)
{
	const struct file_type_info *kind;
	TRY(check_kind(bytes, &kind, fault));
	if (kind->is_picture)
		media->title = S(""); /* what a camera called it says nothing */
	struct str hash = hash_of(into, bytes);
	if (store_media_by_hash(studio->store, into, hash, media) == OK)
		return OK;
	return keep(studio, into, bytes, kind, hash, media, fault);
}

/* What stories show as a picture stays one; of the others, sound is played and a paper is not. */
static bool is_like(const struct media *media, const struct file_type_info *kind)
{
	bool is_sound = str_starts(media->mime, S("audio/"));
	if (media->original.len || kind->is_picture)
		return media->original.len && kind->is_picture;
	return is_sound == str_starts(kind->mime, S("audio/"));
}

enum err studio_replace(const struct studio *studio, struct arena *into, struct str bytes,
			media_id id, struct fault *fault)
{
	const struct file_type_info *kind;
	struct media media;
	TRY(check_kind(bytes, &kind, fault));
	TRY(store_media(studio->store, into, id, &media));
	bool is_old_picture = !media.original.len && str_starts(media.mime, S("image/"));
	if (!is_like(&media, kind) && !(is_old_picture && kind->is_picture))
		return fault_set(
			fault, ERR_DENIED,
			"a picture is replaced by a picture, sound by sound, a PDF by a PDF");
	return keep(studio, into, bytes, kind, hash_of(into, bytes), &media, fault);
}

enum err studio_begin(const struct studio *studio, struct arena *into, struct studio_job *out)
{
	struct picture_wait wait;
	struct media media;
	struct fault fault = { 0 };
	for (;;) {
		TRY(store_picture_next(studio->store, &wait));
		if (wait.tries < LIMIT_PICTURE_TRIES)
			break;
		TRY(store_picture_failed(studio->store, wait.media,
					 S("the picture could not be decoded within its limits")));
	}
	TRY(store_picture_tried(studio->store, wait.media));
	TRY(store_media(studio->store, into, wait.media, &media));
	*out = (struct studio_job){ .media = media.id, .job = rendition_job(&media), .file = -1 };
	return os_open_read(path_of_original(studio, into, media.original), &out->file, &fault);
}

enum err studio_remake(const struct studio *studio, media_id id)
{
	return store_picture_queue(studio->store, id, store_now(studio->store));
}

/* What the file says of itself counts where nobody at the desk said anything. */
static void take_words(struct arena *into, const struct picture_credit *credit, struct media *media)
{
	if (!media->credit.len)
		media->credit = str_dup(into, picture_credit_line(into, credit));
	if (!media->copyright.len)
		media->copyright = str_dup(into, credit->copyright);
	if (!media->caption.s.len)
		media->caption = html_escape(into, credit->caption);
}

static enum err write_all(const struct studio *studio, struct arena *into,
			  const struct picture_result *result, int version, struct media *media)
{
	struct renditions made = { .version = version };
	struct fault fault = { 0 };
	for (size_t i = 0; i < result->count; i++) {
		const struct rendition *rendition = &result->renditions[i];
		bool is_jpeg = rendition->format == RENDITION_JPEG;
		struct str name = is_jpeg ? rendition_jpeg(into, media, version)
					  : rendition_file(into, media, version, rendition->width);
		TRY(write_below(studio, into, name, rendition->bytes, &fault));
		if (!is_jpeg) {
			made.widths[made.count++] = rendition->width;
			continue;
		}
		media->file = name;
		media->width = rendition->width;
		media->height = rendition->height;
		media->bytes = (int64_t)rendition->bytes.len;
	}
	media->renditions = renditions_text(into, &made);
	return media->file.len ? OK : ERR_INVALID;
}

enum err studio_finish(const struct studio *studio, struct arena *into, media_id id,
		       struct str bytes, struct media *out)
{
	struct picture_result result;
	struct media media;
	TRY(store_media(studio->store, into, id, &media));
	if (picture_result_unpack(bytes, &result) != OK)
		return ERR_INVALID;
	take_words(into, &result.credit, &media);
	int version = renditions_of(&media).version + 1;
	media.mime = S("image/jpeg");
	TRY(write_all(studio, into, &result, version, &media));
	TRY(store_picture_done(studio->store, id));
	TRY(store_media_save(studio->store, &media, &media.id));
	*out = media;
	return OK;
}

enum err studio_fail(const struct studio *studio, media_id id, struct str why)
{
	return why.len ? store_picture_failed(studio->store, id, why) : OK;
}
