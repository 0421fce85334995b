/* fuzz: html_clean links: html base */
/* SPDX-License-Identifier: Apache-2.0 */
/* Property: what html_clean() gives, under any policy, is cleaned again to the very same bytes, is
 * what the parser's way gives of it, and holds no element that acts, no event attribute and no
 * address of another scheme than the allowed ones. */
#include "html/plain.h"
#include "html_clean_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	CLEANUP(arena_close) struct arena arena = arena_open(32u << 20);
	enum clean_policy policy = data[0] % 3;
	struct html once, twice;
	struct str raw = { (const char *)data + 1, size - 1 };
	if (html_clean(&arena, raw, policy, &once))
		return 0;
	BUG_IF(html_clean(&arena, once.s, policy, &twice));
	BUG_IF(!str_eq(once.s, twice.s));
	BUG_IF(!utf8_valid(once.s));
	BUG_IF(!html_is_inert(once.s));
	BUG_IF(html_clean_parsed(&arena, raw, policy, &twice));
	BUG_IF(!str_eq(once.s, twice.s));
	return 0;
}
