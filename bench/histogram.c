/* SPDX-License-Identifier: Apache-2.0 */
#include "histogram.h"

#include <math.h>

/* Values below HISTOGRAM_STEPS have buckets of their own in row 0; row r > 0 holds those from
 * HISTOGRAM_STEPS << (r - 1) on, in steps of 1 << (r - 1). */
void histogram_add(struct histogram *histogram, uint64_t value)
{
	int row = 0;
	if (value >= HISTOGRAM_STEPS)
		row = 64 - __builtin_clzll(value) - __builtin_ctz(HISTOGRAM_STEPS);
	uint64_t step = row ? (value >> (row - 1)) - HISTOGRAM_STEPS : value;
	histogram->counts[row][step]++;
	histogram->count++;
	if (value > histogram->most)
		histogram->most = value;
}

static uint64_t last_of(int row, uint64_t step)
{
	if (row == 0)
		return step;
	return ((HISTOGRAM_STEPS + step + 1) << (row - 1)) - 1;
}

uint64_t histogram_at(const struct histogram *histogram, double share)
{
	uint64_t wanted = (uint64_t)ceil(share * (double)histogram->count), seen = 0;
	wanted = wanted ? wanted : 1;
	for (int row = 0; row <= HISTOGRAM_POWERS; row++)
		for (uint64_t step = 0; step < HISTOGRAM_STEPS; step++) {
			seen += histogram->counts[row][step];
			if (seen >= wanted) {
				uint64_t last = last_of(row, step);
				return last < histogram->most ? last : histogram->most;
			}
		}
	return histogram->most;
}
