/* SPDX-License-Identifier: Apache-2.0 */
/* letter.c: structs of plain numbers, copied as they are. */
#include "proc/letter.h"

static enum err read_exactly(struct str payload, void *out, size_t bytes)
{
	if (payload.len != bytes)
		return ERR_INVALID;
	memcpy(out, payload.ptr, bytes);
	return OK;
}

struct str letter_worker_text(const struct letter_worker *worker)
{
	return (struct str){ (const char *)worker, sizeof *worker };
}

enum err letter_worker_read(struct str payload, struct letter_worker *out)
{
	struct letter_worker worker;
	TRY(read_exactly(payload, &worker, sizeof worker));
	if (worker.role != ROLE_FRONT && worker.role != ROLE_READER && worker.role != ROLE_DESK &&
	    worker.role != ROLE_COURIER)
		return ERR_INVALID;
	*out = worker;
	return OK;
}

struct str letter_outbox_text(const struct letter_outbox *outbox)
{
	return (struct str){ (const char *)outbox, sizeof *outbox };
}

enum err letter_outbox_read(struct str payload, struct letter_outbox *out)
{
	return read_exactly(payload, out, sizeof *out);
}

struct str letter_deaths_text(const struct letter_deaths *deaths)
{
	return (struct str){ (const char *)deaths, sizeof *deaths };
}

enum err letter_deaths_read(struct str payload, struct letter_deaths *out)
{
	return read_exactly(payload, out, sizeof *out);
}

struct str letter_touches_text(const struct letter_touch *touches, size_t count)
{
	return (struct str){ (const char *)touches, count * sizeof *touches };
}

enum err letter_touches_count(struct str payload, size_t *out)
{
	if (payload.len % sizeof(struct letter_touch))
		return ERR_INVALID;
	*out = payload.len / sizeof(struct letter_touch);
	return OK;
}

struct letter_touch letter_touch_at(struct str payload, size_t index)
{
	struct letter_touch touch;
	memcpy(&touch, payload.ptr + index * sizeof touch, sizeof touch);
	return touch;
}

struct read_head {
	uint32_t reads, len;
};

void letter_read_put(struct buf *out, struct str path, uint32_t reads)
{
	const struct read_head head = { reads, (uint32_t)path.len };
	buf_put(out, (struct str){ (const char *)&head, sizeof head });
	buf_put(out, path);
}

enum err letter_read_next(struct str *payload, struct letter_read *out)
{
	struct read_head head;
	if (payload->len < sizeof head)
		return ERR_INVALID;
	memcpy(&head, payload->ptr, sizeof head);
	if (head.len > payload->len - sizeof head)
		return ERR_INVALID;
	*out = (struct letter_read){ str_sub(*payload, sizeof head, head.len), head.reads };
	*payload = str_from(*payload, sizeof head + head.len);
	return OK;
}
