/* SPDX-License-Identifier: Apache-2.0 */
/* dice.h: numbers that look random and are the same in every run: splitmix64 (Steele, Lea, Flood,
 * "Fast splittable pseudorandom number generators", 2014). */
#pragma once
#include <stdint.h>

struct dice {
	uint64_t state;
};

static inline uint64_t dice_next(struct dice *dice)
{
	uint64_t z = dice->state += 0x9e3779b97f4a7c15u;
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

/* In [0, 1). */
static inline double dice_unit(struct dice *dice)
{
	return (double)(dice_next(dice) >> 11) * 0x1p-53;
}

/* In [0, n); n must not be 0. */
static inline uint64_t dice_below(struct dice *dice, uint64_t n)
{
	return (uint64_t)(dice_unit(dice) * (double)n);
}

/* In [0, n), the kth about 1/(k+1) as often as the first: a few are used much, most seldom. */
uint64_t dice_skewed(struct dice *dice, uint64_t n);
/* The gap to the next of events that come rate times a second without regard to each other, in
 * seconds. */
double dice_gap(struct dice *dice, double rate);
