/* SPDX-License-Identifier: Apache-2.0 */
#include "dice.h"

#include <math.h>

uint64_t dice_skewed(struct dice *dice, uint64_t n)
{
	uint64_t at = (uint64_t)exp(dice_unit(dice) * log((double)n + 1)) - 1;
	return at < n ? at : n - 1;
}

double dice_gap(struct dice *dice, double rate)
{
	return -log(1 - dice_unit(dice)) / rate;
}
