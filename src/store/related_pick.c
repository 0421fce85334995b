/* SPDX-License-Identifier: Apache-2.0 */
/* related_pick.c: five bytes each: whether it is out, and the story's id, least byte first. */
#include "store/related_pick.h"

#include "store/related_private.h"
#include "store/store_private.h"

#define BYTES_A_PICK 5

static size_t find(const story_id *ids, size_t count, story_id id)
{
	for (size_t i = 0; i < count; i++)
		if (ids[i].n == id.n)
			return i;
	return STR_NONE;
}

static void drop(story_id *ids, size_t *count, story_id id)
{
	size_t at = find(ids, *count, id);
	if (at == STR_NONE)
		return;
	memmove(ids + at, ids + at + 1, (--*count - at) * sizeof *ids);
}

bool related_picks_has_pin(const struct related_picks *picks, story_id other)
{
	return find(picks->pins, picks->pin_count, other) != STR_NONE;
}

bool related_picks_has_out(const struct related_picks *picks, story_id other)
{
	return find(picks->outs, picks->out_count, other) != STR_NONE;
}

void related_picks_forget(struct related_picks *picks, story_id other)
{
	drop(picks->pins, &picks->pin_count, other);
	drop(picks->outs, &picks->out_count, other);
}

bool related_picks_pin(struct related_picks *picks, story_id other)
{
	if (related_picks_has_pin(picks, other))
		return true;
	if (picks->pin_count == LIMIT_RELATED_PINS)
		return false;
	related_picks_forget(picks, other);
	picks->pins[picks->pin_count++] = other;
	return true;
}

bool related_picks_out(struct related_picks *picks, story_id other)
{
	if (related_picks_has_out(picks, other))
		return true;
	if (picks->out_count == LIMIT_RELATED_OUTS)
		return false;
	related_picks_forget(picks, other);
	picks->outs[picks->out_count++] = other;
	return true;
}

bool related_picks_replace(struct related_picks *picks, story_id was, story_id other)
{
	size_t at = find(picks->pins, picks->pin_count, was);
	struct related_picks next = *picks;
	if (!related_picks_out(&next, was) || !related_picks_pin(&next, other))
		return false;
	size_t now = find(next.pins, next.pin_count, other);
	if (at != STR_NONE && at < now) {
		memmove(next.pins + at + 1, next.pins + at, (now - at) * sizeof *next.pins);
		next.pins[at] = other;
	}
	*picks = next;
	return true;
}

void related_picks_up(struct related_picks *picks, story_id other)
{
	size_t at = find(picks->pins, picks->pin_count, other);
	if (at == STR_NONE || at == 0)
		return;
	picks->pins[at] = picks->pins[at - 1];
	picks->pins[at - 1] = other;
}

void related_picks_take(struct str bytes, struct related_picks *out)
{
	const uint8_t *at = (const uint8_t *)bytes.ptr;
	*out = (struct related_picks){ 0 };
	for (size_t left = bytes.len / BYTES_A_PICK; left > 0; left--, at += BYTES_A_PICK) {
		story_id id = { (int64_t)at[1] | (int64_t)at[2] << 8 | (int64_t)at[3] << 16 |
				(int64_t)at[4] << 24 };
		if (at[0] && out->out_count < LIMIT_RELATED_OUTS)
			out->outs[out->out_count++] = id;
		else if (!at[0] && out->pin_count < LIMIT_RELATED_PINS)
			out->pins[out->pin_count++] = id;
	}
}

static char *put(char *at, bool is_out, story_id id)
{
	*at++ = is_out;
	for (int shift = 0; shift < 32; shift += 8)
		*at++ = (char)(id.n >> shift & 255);
	return at;
}

enum err store_related_picks(struct store *store, story_id story, struct related_picks *out)
{
	SCRATCH(store);
	note_id(store, FACT_RELATED, story.n);
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("SELECT picks FROM related WHERE story = ?1"));
	db_put_i64(&q, story.n);
	enum err err = db_one(&q);
	if (err && err != ERR_NOT_FOUND)
		return err;
	related_picks_take(err ? S("") : db_bytes(&q, &store->scratch), out);
	return OK;
}

static bool is_same(const story_id *a, size_t a_count, const story_id *b, size_t b_count)
{
	bool is_same = a_count == b_count;
	for (size_t i = 0; i < a_count && is_same; i++)
		is_same = a[i].n == b[i].n;
	return is_same;
}

static enum err touch_picks(struct store *store, story_id story, const struct related_picks *next)
{
	struct related_picks is;
	TRY(store_related_picks(store, story, &is));
	if (!is_same(is.pins, is.pin_count, next->pins, next->pin_count) ||
	    !is_same(is.outs, is.out_count, next->outs, next->out_count))
		touch_id(store, FACT_RELATED, story.n);
	return OK;
}

enum err store_related_picks_set(struct store *store, story_id story,
				 const struct related_picks *picks)
{
	char bytes[BYTES_A_PICK * (LIMIT_RELATED_PINS + LIMIT_RELATED_OUTS)], *at = bytes;
	must_be_writing(store);
	for (size_t i = 0; i < picks->pin_count; i++)
		at = put(at, false, picks->pins[i]);
	for (size_t i = 0; i < picks->out_count; i++)
		at = put(at, true, picks->outs[i]);
	TRY(touch_picks(store, story, picks));
	CLEANUP(db_done)
	struct query q = db_query(store->db, S("INSERT INTO related (story, due, vector, sketch, "
					       "list, picks) VALUES (?1, ?2, '', '', '', ?3) ON "
					       "CONFLICT (story) DO UPDATE SET picks = ?3"));
	db_put_i64(&q, story.n);
	db_put_i64(&q, RELATED_FOUND); /* it is due when it is to be shown */
	db_put_bytes(&q, (struct str){ bytes, (size_t)(at - bytes) });
	return db_run(&q);
}
