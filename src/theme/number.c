/* SPDX-License-Identifier: Apache-2.0 */
/* number.c: the digits come from the C library, asked for one more until they read back equal;
 * where the point goes is decided here. */
#include "theme/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { DIGITS_MAX = 17, POINT_MAX = 21, POINT_MIN = -6 };

/* The shortest digits of a positive number, and where the point stands among them: 0.d1d2d3 times
 * ten to the power of point. */
struct digits {
	char text[DIGITS_MAX + 1];
	int count, point;
};

static struct digits shortest_digits(double number)
{
	struct digits d = { .count = 0 };
	char form[40];
	for (int want = 1; want <= DIGITS_MAX; want++) {
		snprintf(form, sizeof form, "%.*e", want - 1, number);
		if (strtod(form, NULL) == number)
			break;
	}
	char *exponent = strchr(form, 'e');
	for (char *c = form; c < exponent; c++)
		if (*c != '.')
			d.text[d.count++] = *c;
	d.point = (int)strtol(exponent + 1, NULL, 10) + 1;
	return d;
}

static struct str with_exponent(struct arena *into, const struct digits *d, const char *sign)
{
	int e = d->point - 1;
	return str_fmt(into, "%s%c%s%.*se%c%d", sign, d->text[0], d->count > 1 ? "." : "",
		       d->count - 1, d->text + 1, e < 0 ? '-' : '+', abs(e));
}

static struct str whole_number(struct arena *into, int64_t n)
{
	struct buf out = buf_in(into, 24);
	buf_put_i64(&out, n);
	return buf_str(&out);
}

struct str number_to_text(struct arena *into, double number)
{
	if (isnan(number))
		return S("NaN");
	if (isinf(number))
		return number < 0 ? S("-Infinity") : S("Infinity");
	if (fabs(number) < 1e15 && number == (double)(int64_t)number)
		return whole_number(into, (int64_t)number);
	const char *sign = number < 0 ? "-" : "";
	struct digits d = shortest_digits(fabs(number));
	if (d.point > POINT_MAX || d.point <= POINT_MIN)
		return with_exponent(into, &d, sign);
	if (d.point >= d.count)
		return str_fmt(into, "%s%.*s%.*s", sign, d.count, d.text, d.point - d.count,
			       "000000000000000000000");
	if (d.point > 0)
		return str_fmt(into, "%s%.*s.%.*s", sign, d.point, d.text, d.count - d.point,
			       d.text + d.point);
	return str_fmt(into, "%s0.%.*s%.*s", sign, -d.point, "000000", d.count, d.text);
}

bool number_from_text(struct str text, double *out)
{
	char z[64];
	text = str_trim(text);
	if (text.len == 0 || text.len >= sizeof z)
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (!char_is_digit(text.ptr[i]) && !memchr("+-.eE", text.ptr[i], 5))
			return false;
	memcpy(z, text.ptr, text.len);
	z[text.len] = 0;
	char *end;
	*out = strtod(z, &end);
	return end == z + text.len && end != z;
}
