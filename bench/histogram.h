/* SPDX-License-Identifier: Apache-2.0 */
/*
 * histogram.h: many durations in little room.
 *
 * Buckets as wide as 1/64 of the power of two they lie in: a percentile read back is at most 1.6 %
 * above what was put in, never below (Tene's HdrHistogram does the same).
 */
#pragma once
#include <stdint.h>

enum { HISTOGRAM_STEPS = 64, HISTOGRAM_POWERS = 58 };

struct histogram {
	uint64_t counts[HISTOGRAM_POWERS + 1][HISTOGRAM_STEPS];
	uint64_t count, most; /* most: the largest put in, exactly */
};

void histogram_add(struct histogram *histogram, uint64_t value);
/* The smallest value that share (0 to 1) of those put in do not exceed; 0 when none were. */
uint64_t histogram_at(const struct histogram *histogram, double share);
