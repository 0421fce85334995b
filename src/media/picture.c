/* SPDX-License-Identifier: Apache-2.0 */
/* picture.c: the decoding. vips reads a file's head first and its points when they are asked for.
 */
#include "media/image_header.h"
#include "media/jail.h"
#include "media/vips.h"

enum { JPEG_QUALITY = 82, WEBP_QUALITY = 80 };
enum { LIMIT_VIPS_SIDE = 10000000 }; /* libvips takes no larger; here: as high as it comes */

/* A file cut short is broken, not grey below; the option of that name does not reach the loader. */
static const char STRICTLY[] = "[fail_on=error]";

struct work {
	const struct vips *vips;
	struct arena *into;
	struct str file;
	struct fault *fault;
};

static enum err broken(const struct work *work)
{
	struct str why = str_trim(str_cut(str_of(work->vips->error_buffer()), '\n').head);
	return fault_set(work->fault, ERR_INVALID, "the picture cannot be read: %.*s",
			 STR_ARG(str_first(why, 200)));
}

static struct str blob(const struct work *work, const vips_image *image, const char *name)
{
	const void *bytes;
	size_t len;
	if (work->vips->get_blob(image, name, &bytes, &len))
		return S("");
	return str_dup(work->into, (struct str){ bytes, len });
}

/* Size and words from the head alone. */
static enum err read_head(const struct work *work, struct picture_result *out)
{
	const struct vips *vips = work->vips;
	vips_image *image = vips->new_from_buffer(work->file.ptr, work->file.len, "", NULL);
	if (!image)
		return broken(work);
	long long width = vips->get_width(image), height = vips->get_page_height(image);
	struct str iptc = blob(work, image, "iptc-data"), xmp = blob(work, image, "xmp-data");
	vips->unref(image);
	if (width < 1 || height < 1 || width * height > LIMIT_PICTURE_POINTS)
		return fault_set(work->fault, ERR_TOO_BIG,
				 "the picture has %lld by %lld points, more than %lld million",
				 width, height, LIMIT_PICTURE_POINTS / 1000000);
	struct picture_size size = picture_size(str_first(work->file, LIMIT_HEADER_BYTES));
	bool is_turned = size.width == height && size.height == width && width != height;
	out->width = (int)(is_turned ? height : width);
	out->height = (int)(is_turned ? width : height);
	out->credit = picture_credit_read(work->into, iptc, xmp);
	return OK;
}

/* Everything a decoder attached, and then our own words. */
static void relabel(const struct work *work, vips_image *image, struct str line,
		    struct str copyright)
{
	const struct vips *vips = work->vips;
	char **names = vips->get_fields(image);
	for (size_t i = 0; names && names[i]; i++)
		vips->remove(image,
			     names[i]); /* the picture's own shape is no such field and stays */
	vips->free_names(names);
	struct str xmp = picture_credit_xmp(work->into, line, copyright);
	struct str iptc = picture_credit_iptc(work->into, line, copyright);
	if (xmp.len) {
		vips->set_blob_copy(image, "xmp-data", xmp.ptr, xmp.len);
		vips->set_blob_copy(image, "iptc-data", iptc.ptr, iptc.len);
	}
}

static int encode(const struct work *work, vips_image *image, enum rendition_format format,
		  void **bytes, size_t *len)
{
	const struct vips *vips = work->vips;
	vips_image *flat = NULL;
	if (format == RENDITION_WEBP)
		return vips->webpsave_buffer(image, bytes, len, "Q", WEBP_QUALITY, "effort", 4,
					     NULL);
	if (!vips->has_alpha(image))
		return vips->jpegsave_buffer(image, bytes, len, "Q", JPEG_QUALITY,
					     "optimize_coding", 1, "interlace", 1, NULL);
	if (vips->flatten(image, &flat, NULL))
		return -1;
	int failed = vips->jpegsave_buffer(flat, bytes, len, "Q", JPEG_QUALITY, "optimize_coding",
					   1, "interlace", 1, NULL);
	vips->unref(flat);
	return failed;
}

static enum err make_one(const struct work *work, const struct picture_job *job,
			 const struct picture_result *picture, struct rendition *rendition)
{
	const struct vips *vips = work->vips;
	vips_image *shaped, *image;
	void *bytes;
	size_t len;
	bool is_given = job->credit.len || job->copyright.len;
	struct str line =
		is_given ? job->credit : picture_credit_line(work->into, &picture->credit);
	void *file = (void *)(uintptr_t)work->file.ptr;
	if (vips->thumbnail_buffer(file, work->file.len, &shaped, rendition->width, "height",
				   LIMIT_VIPS_SIDE, "export_profile", "srgb", "option_string",
				   STRICTLY, NULL))
		return broken(work);
	int failed = vips->copy(shaped, &image, NULL); /* fields may be changed on a copy only */
	vips->unref(shaped);
	if (failed)
		return broken(work);
	relabel(work, image, line, is_given ? job->copyright : picture->credit.copyright);
	failed = encode(work, image, rendition->format, &bytes, &len);
	rendition->width = vips->get_width(image);
	rendition->height = vips->get_height(image);
	vips->unref(image);
	if (failed)
		return broken(work);
	rendition->bytes = str_dup(work->into, (struct str){ bytes, len });
	vips->free_bytes(bytes);
	return OK;
}

static bool is_larger(const struct rendition *wanted, const struct picture_result *picture)
{
	return wanted->width > picture->width;
}

enum err picture_make(const struct vips *vips, struct arena *into, struct str file,
		      const struct picture_job *job, struct picture_result *out,
		      struct fault *fault)
{
	struct work work = { vips, into, file, fault };
	struct picture_result result = { 0 };
	if (file.len > LIMIT_PICTURE_BYTES)
		return fault_set(fault, ERR_TOO_BIG, "the file has more than %u MB",
				 LIMIT_PICTURE_BYTES >> 20);
	TRY(read_head(&work, &result));
	for (size_t i = 0; i < job->count; i++) {
		if (is_larger(&job->renditions[i], &result))
			continue;
		struct rendition *rendition = &result.renditions[result.count];
		*rendition = job->renditions[i];
		TRY(make_one(&work, job, &result, rendition));
		result.count++;
	}
	*out = result;
	return OK;
}
