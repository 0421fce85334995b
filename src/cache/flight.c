/* SPDX-License-Identifier: Apache-2.0 */
/* flight.c: a fixed number of places for what is under way, found by key and by ticket. */
#include "cache/flight.h"

#include <stdlib.h>

struct under_way {
	uint64_t ticket; /* 0: a free place */
	struct str key;  /* ours */
	uint64_t key_hash;
	bool is_sealed;
	struct flight_waiter *waiting;
	struct under_way *next; /* in its bucket, or among the free */
};

struct flights {
	size_t limit, slots;
	uint64_t rounds; /* so that a place's tickets differ */
	struct under_way *places, *free;
	struct under_way **buckets;
	struct flights_stats stats;
};

enum err flights_open(size_t limit, struct flights **out)
{
	struct flights *flights = calloc(1, sizeof *flights);
	if (!flights || limit == 0) {
		free(flights);
		return ERR_BUSY;
	}
	flights->limit = limit;
	for (flights->slots = 1; flights->slots < limit;)
		flights->slots *= 2;
	flights->places = calloc(limit, sizeof *flights->places);
	flights->buckets = calloc(flights->slots, sizeof *flights->buckets);
	if (!flights->places || !flights->buckets) {
		flights_close(&flights);
		return ERR_BUSY;
	}
	for (size_t i = limit; i-- > 0;) {
		flights->places[i].next = flights->free;
		flights->free = &flights->places[i];
	}
	*out = flights;
	return OK;
}

void flights_close(struct flights **at)
{
	struct flights *flights = *at;
	if (!flights)
		return;
	for (size_t i = 0; flights->places && i < flights->limit; i++)
		free((char *)flights->places[i].key.ptr);
	free(flights->places);
	free(flights->buckets);
	free(flights);
	*at = NULL;
}

static struct under_way **bucket_of(struct flights *flights, uint64_t hash)
{
	return &flights->buckets[hash & (flights->slots - 1)];
}

static struct under_way *find(struct flights *flights, struct str key, uint64_t hash)
{
	struct under_way *place = *bucket_of(flights, hash);
	while (place && (place->is_sealed || place->key_hash != hash || !str_eq(place->key, key)))
		place = place->next;
	return place;
}

static enum err start(struct flights *flights, struct str key, uint64_t hash,
		      struct under_way **out)
{
	struct under_way *place = flights->free;
	char *copy = place ? malloc(key.len + 1) : NULL;
	if (!copy) {
		flights->stats.refused++;
		return ERR_BUSY;
	}
	memcpy(copy, key.ptr, key.len);
	flights->free = place->next;
	struct under_way **bucket = bucket_of(flights, hash);
	*place = (struct under_way){
		.ticket = ++flights->rounds * flights->limit + (size_t)(place - flights->places),
		.key = { copy, key.len },
		.key_hash = hash,
		.next = *bucket,
	};
	*bucket = place;
	flights->stats.started++;
	flights->stats.under_way++;
	*out = place;
	return OK;
}

static void link_waiter(struct flight_waiter **head, struct flight_waiter *waiter)
{
	waiter->next = *head;
	waiter->at = head;
	if (waiter->next)
		waiter->next->at = &waiter->next;
	*head = waiter;
}

enum err flight_join(struct flights *flights, struct str key, struct flight_waiter *waiter,
		     struct flight *out)
{
	BUG_IF(waiter->at || key.len == 0);
	uint64_t hash = str_hash(key);
	struct under_way *place = find(flights, key, hash);
	bool starts = place == NULL;
	if (starts)
		TRY(start(flights, key, hash, &place));
	else
		flights->stats.joined++;
	link_waiter(&place->waiting, waiter);
	*out = (struct flight){ place->ticket, starts };
	return OK;
}

void flight_leave(struct flight_waiter *waiter)
{
	if (!waiter->at)
		return;
	*waiter->at = waiter->next;
	if (waiter->next)
		waiter->next->at = waiter->at;
	*waiter = (struct flight_waiter){ 0 };
}

void flights_seal(struct flights *flights)
{
	if (flights->stats.under_way == 0)
		return;
	for (size_t i = 0; i < flights->limit; i++)
		flights->places[i].is_sealed = true;
}

void flight_end(struct flights *flights, uint64_t ticket, struct flight_waiter **waiting)
{
	*waiting = NULL;
	struct under_way *place = &flights->places[ticket % flights->limit];
	if (ticket == 0 || place->ticket != ticket)
		return;
	struct under_way **at = bucket_of(flights, place->key_hash);
	while (*at != place)
		at = &(*at)->next;
	*at = place->next;
	if (place->waiting) {
		*waiting = place->waiting;
		(*waiting)->at = waiting;
	}
	free((char *)place->key.ptr);
	*place = (struct under_way){ .next = flights->free };
	flights->free = place;
	flights->stats.under_way--;
}

struct flight_waiter *flight_waiter_take(struct flight_waiter **waiting)
{
	struct flight_waiter *first = *waiting;
	flight_leave(first);
	return first;
}

void flights_stats(const struct flights *flights, struct flights_stats *out)
{
	*out = flights->stats;
}
