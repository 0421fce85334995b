/* SPDX-License-Identifier: Apache-2.0 */
/* recent.c: when a fact was touched last, in a fixed table that forgets towards "perhaps lately".
 */
#include "cache/cache_private.h"

static struct recent_entry *ways_of(const struct recent *recent, uint64_t hash)
{
	return &recent->entries[(hash & (recent->sets - 1)) * RECENT_WAYS];
}

void recent_add(struct recent *recent, uint64_t hash, int64_t sequence)
{
	struct recent_entry *ways = ways_of(recent, hash), *place = ways;
	for (int i = 0; i < RECENT_WAYS; i++) {
		if (ways[i].sequence && ways[i].hash == hash) {
			place = &ways[i];
			break;
		}
		if (ways[i].sequence < place->sequence)
			place = &ways[i];
	}
	if (place->hash != hash && place->sequence > recent->floor)
		recent->floor = place->sequence;
	if (place->hash != hash || place->sequence < sequence)
		*place = (struct recent_entry){ hash, sequence };
}

bool recent_is_after(const struct recent *recent, uint64_t hash, int64_t sequence)
{
	if (recent->floor > sequence)
		return true;
	const struct recent_entry *ways = ways_of(recent, hash);
	for (int i = 0; i < RECENT_WAYS; i++)
		if (ways[i].hash == hash && ways[i].sequence > sequence)
			return true;
	return false;
}
