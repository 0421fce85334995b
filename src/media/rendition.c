/* SPDX-License-Identifier: Apache-2.0 */
/* rendition.c: names and sizes of renditions. */
#include "media/rendition.h"

/* Phones at one to three device points a CSS point, columns of a desktop, and the full width. */
static const int WIDTHS[] = { 320, 480, 640, 960, 1280, RENDITION_MOST };

struct renditions renditions_of(const struct media *media)
{
	struct renditions all = { 0 };
	struct str rest = media->renditions;
	for (size_t i = 0; rest.len && i <= LIMIT_PICTURE_RENDITIONS; i++) {
		struct str_pair cut = str_cut(rest, ' ');
		int64_t n;
		if (str_to_i64(cut.head, &n) != OK || n < 1 || n > LIMIT_PICTURE_SIDE)
			return (struct renditions){ 0 };
		if (i == 0)
			all.version = (int)n;
		else
			all.widths[all.count++] = (int)n;
		rest = cut.tail;
	}
	return all;
}

struct str renditions_text(struct arena *into, const struct renditions *renditions)
{
	struct buf out = buf_in(into, 1024);
	buf_put_i64(&out, renditions->version);
	for (size_t i = 0; i < renditions->count; i++) {
		buf_put_char(&out, ' ');
		buf_put_i64(&out, renditions->widths[i]);
	}
	return buf_str(&out);
}

/* "2026/11/HASH": a picture's files are called after its original. */
static struct str stem_of(const struct media *media)
{
	return str_cut_last(media->original, '.').head;
}

struct str rendition_file(struct arena *into, const struct media *media, int version, int width)
{
	return str_fmt(into, "%.*s-%d-%d.webp", STR_ARG(stem_of(media)), version, width);
}

struct str rendition_jpeg(struct arena *into, const struct media *media, int version)
{
	return str_fmt(into, "%.*s-%d.jpg", STR_ARG(stem_of(media)), version);
}

/* The picture's own width where it lies between two of ours. */
struct picture_job rendition_job(const struct media *media)
{
	struct picture_job job = { .credit = media->credit, .copyright = media->copyright };
	int most = media->width < RENDITION_MOST ? media->width : RENDITION_MOST;
	job.renditions[job.count++] = (struct rendition){ RENDITION_JPEG, most, 0, S("") };
	for (size_t i = 0; i < COUNT_OF(WIDTHS) && WIDTHS[i] < most; i++)
		job.renditions[job.count++] =
			(struct rendition){ RENDITION_WEBP, WIDTHS[i], 0, S("") };
	job.renditions[job.count++] = (struct rendition){ RENDITION_WEBP, most, 0, S("") };
	return job;
}
