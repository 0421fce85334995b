/* SPDX-License-Identifier: Apache-2.0 */
/* accept.c: "gzip;q=0.8, br, *;q=0". */
#include "http/accept.h"

#include "http/field.h"

/* "0.8" is 800. What is no weight is 0, which is the safe side. */
static int weight(struct str q)
{
	static const int worth[] = { 100, 10, 1 };
	int total;
	if (q.len == 0 || q.len > 5 || (q.ptr[0] != '0' && q.ptr[0] != '1') ||
	    (q.len > 1 && q.ptr[1] != '.'))
		return 0;
	total = (q.ptr[0] - '0') * 1000;
	for (size_t i = 2; i < q.len; i++) {
		if (!char_is_digit(q.ptr[i]))
			return 0;
		total += (q.ptr[i] - '0') * worth[i - 2];
	}
	return total <= 1000 ? total : 0;
}

static int member_weight(struct str member)
{
	struct str_pair cut = str_cut(member, ';');
	struct str_pair param = str_cut(cut.tail, '=');
	if (!cut.found)
		return 1000;
	return str_eq_nocase(str_trim(param.head), S("q")) ? weight(str_trim(param.tail)) : 0;
}

int accept_coding(struct str header, struct str coding)
{
	int any = str_eq(coding, S("identity")) ? 1000 : 0;
	struct str member;
	while (field_next_member(&header, &member)) {
		struct str name = field_main(member);
		if (str_eq(name, S("*")))
			any = member_weight(member);
		str_drop_prefix(&name, S("x-"));
		if (str_eq_nocase(name, coding))
			return member_weight(member);
	}
	return any;
}
