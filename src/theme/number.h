/* SPDX-License-Identifier: Apache-2.0 */
/* number.h: numbers spelt as JavaScript spells them: the fewest digits that read back as the same
 * number, "1.5", "1e+21", "5e-324". */
#pragma once
#include "base/base.h"

struct str number_to_text(struct arena *into, double number);

/* Whole text as a number, as JavaScript's Number() of a decimal: "12", "-1.5", "1e3", " 7 ". Empty
 * text and anything else: false. */
bool number_from_text(struct str text, double *out);
