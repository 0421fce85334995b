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
	if (worker.role != ROLE_FRONT && worker.role != ROLE_READER && worker.role != ROLE_DESK)
		return ERR_INVALID;
	*out = worker;
	return OK;
}

struct str letter_deaths_text(const struct letter_deaths *deaths)
{
	return (struct str){ (const char *)deaths, sizeof *deaths };
}

enum err letter_deaths_read(struct str payload, struct letter_deaths *out)
{
	return read_exactly(payload, out, sizeof *out);
}

struct str letter_touched_text(const uint64_t *hashes, size_t count)
{
	return (struct str){ (const char *)hashes, count * sizeof *hashes };
}

size_t letter_touched_count(struct str payload)
{
	return payload.len / sizeof(uint64_t);
}

uint64_t letter_touched_at(struct str payload, size_t index)
{
	uint64_t hash;
	memcpy(&hash, payload.ptr + index * sizeof hash, sizeof hash);
	return hash;
}
