/* SPDX-License-Identifier: Apache-2.0 */
/* policy.c: the one text of it. */
#include "http/policy.h"

struct str page_policy(struct arena *into, struct str style_sources)
{
	return str_fmt(into,
		       "default-src 'self'; img-src 'self' https: data:; style-src 'self'%s%.*s; "
		       "script-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
		       "frame-ancestors 'none'",
		       style_sources.len ? " " : "", STR_ARG(style_sources));
}

struct str policy_style_sources(struct str policy)
{
	struct str_pair cut = str_cut_str(policy, S("style-src 'self' "));
	return cut.found ? str_cut(cut.tail, ';').head : S("");
}
