/* SPDX-License-Identifier: Apache-2.0 */
/* parcel.c: jobs and results as bytes: numbers of 4 bytes, least first; texts with their length
 * before them. What comes out of a jail is checked like anything else from outside. */
#include "media/jail.h"

static void put_number(struct buf *out, uint32_t n)
{
	char bytes[4] = { (char)n, (char)(n >> 8), (char)(n >> 16), (char)(n >> 24) };
	buf_put(out, (struct str){ bytes, sizeof bytes });
}

static void put_text(struct buf *out, struct str text)
{
	put_number(out, (uint32_t)text.len);
	buf_put(out, text);
}

static enum err take_number(struct str *from, uint32_t most, uint32_t *out)
{
	if (from->len < 4)
		return ERR_INVALID;
	const unsigned char *at = (const unsigned char *)from->ptr;
	uint32_t n = (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
		     (uint32_t)at[3] << 24;
	*from = str_from(*from, 4);
	if (n > most)
		return ERR_INVALID;
	*out = n;
	return OK;
}

static enum err take_int(struct str *from, uint32_t most, int *out)
{
	uint32_t n = 0;
	TRY(take_number(from, most, &n));
	*out = (int)n;
	return OK;
}

static enum err take_text(struct str *from, uint32_t most, struct str *out)
{
	uint32_t len = 0;
	TRY(take_number(from, most, &len));
	if (len > from->len)
		return ERR_INVALID;
	*out = str_first(*from, len);
	*from = str_from(*from, len);
	return OK;
}

static void put_renditions(struct buf *out, const struct rendition *renditions, size_t count)
{
	put_number(out, (uint32_t)count);
	for (size_t i = 0; i < count; i++) {
		put_number(out, renditions[i].format);
		put_number(out, (uint32_t)renditions[i].width);
		put_number(out, (uint32_t)renditions[i].height);
		put_text(out, renditions[i].bytes);
	}
}

static enum err take_renditions(struct str *from, struct rendition *renditions, size_t *count_out)
{
	uint32_t count = 0, format = 0;
	TRY(take_number(from, LIMIT_PICTURE_RENDITIONS, &count));
	for (uint32_t i = 0; i < count; i++) {
		TRY(take_number(from, RENDITION_FORMATS - 1, &format));
		renditions[i].format = (enum rendition_format)format;
		TRY(take_int(from, LIMIT_PICTURE_POINTS, &renditions[i].width));
		TRY(take_int(from, LIMIT_PICTURE_POINTS, &renditions[i].height));
		TRY(take_text(from, LIMIT_RESULT_BYTES, &renditions[i].bytes));
		if (renditions[i].width < 1)
			return ERR_INVALID;
	}
	*count_out = count;
	return OK;
}

static enum err at_end(struct str rest)
{
	return rest.len ? ERR_INVALID : OK;
}

struct str picture_job_pack(struct arena *into, const struct picture_job *job)
{
	struct buf out = buf_in(into, 1 << 20);
	put_text(&out, str_first(job->credit, LIMIT_CREDIT_BYTES));
	put_text(&out, str_first(job->copyright, LIMIT_CREDIT_BYTES));
	put_renditions(&out, job->renditions, job->count);
	return buf_str(&out);
}

enum err picture_job_unpack(struct str bytes, struct picture_job *out)
{
	struct picture_job job = { 0 };
	TRY(take_text(&bytes, LIMIT_CREDIT_BYTES, &job.credit));
	TRY(take_text(&bytes, LIMIT_CREDIT_BYTES, &job.copyright));
	TRY(take_renditions(&bytes, job.renditions, &job.count));
	TRY(at_end(bytes));
	*out = job;
	return OK;
}

struct str picture_result_pack(struct arena *into, const struct picture_result *result)
{
	struct buf out = buf_in(into, LIMIT_RESULT_BYTES);
	put_number(&out, (uint32_t)result->width);
	put_number(&out, (uint32_t)result->height);
	put_text(&out, result->credit.byline);
	put_text(&out, result->credit.agency);
	put_text(&out, result->credit.copyright);
	put_text(&out, result->credit.caption);
	put_renditions(&out, result->renditions, result->count);
	return out.fault ? S("") : buf_str(&out);
}

enum err picture_result_unpack(struct str bytes, struct picture_result *out)
{
	struct picture_result result = { 0 };
	TRY(take_int(&bytes, LIMIT_PICTURE_POINTS, &result.width));
	TRY(take_int(&bytes, LIMIT_PICTURE_POINTS, &result.height));
	TRY(take_text(&bytes, LIMIT_CREDIT_BYTES, &result.credit.byline));
	TRY(take_text(&bytes, LIMIT_CREDIT_BYTES, &result.credit.agency));
	TRY(take_text(&bytes, LIMIT_CREDIT_BYTES, &result.credit.copyright));
	TRY(take_text(&bytes, LIMIT_CREDIT_BYTES, &result.credit.caption));
	TRY(take_renditions(&bytes, result.renditions, &result.count));
	TRY(at_end(bytes));
	*out = result;
	return OK;
}
