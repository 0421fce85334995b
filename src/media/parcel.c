/* SPDX-License-Identifier: Apache-2.0 */
/* parcel.c: jobs and results as bytes: numbers of 4 bytes, least first; texts with their length
 * before them. What comes out of a jail is checked like anything else from outside. */
#include "media/jail.h"

#include "base/pack.h"

static enum err take_int(struct str *from, uint32_t most, int *out)
{
	uint32_t n = 0;
	TRY(take_u32(from, most, &n));
	*out = (int)n;
	return OK;
}

static void put_renditions(struct buf *out, const struct rendition *renditions, size_t count)
{
	put_u32(out, (uint32_t)count);
	for (size_t i = 0; i < count; i++) {
		put_u32(out, renditions[i].format);
		put_u32(out, (uint32_t)renditions[i].width);
		put_u32(out, (uint32_t)renditions[i].height);
		put_text(out, renditions[i].bytes);
	}
}

static enum err take_renditions(struct str *from, struct rendition *renditions, size_t *count_out)
{
	uint32_t count = 0, format = 0;
	TRY(take_u32(from, LIMIT_PICTURE_RENDITIONS, &count));
	for (uint32_t i = 0; i < count; i++) {
		TRY(take_u32(from, RENDITION_FORMATS - 1, &format));
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
	put_u32(&out, (uint32_t)result->width);
	put_u32(&out, (uint32_t)result->height);
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
