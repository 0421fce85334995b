/* SPDX-License-Identifier: Apache-2.0 */
/* pack.c: byte by byte, whatever the machine's order is. */
#include "base/pack.h"

void put_u32(struct buf *out, uint32_t n)
{
	char bytes[4] = { (char)n, (char)(n >> 8), (char)(n >> 16), (char)(n >> 24) };
	buf_put(out, (struct str){ bytes, sizeof bytes });
}

void put_text(struct buf *out, struct str text)
{
	put_u32(out, (uint32_t)text.len);
	buf_put(out, text);
}

enum err take_u32(struct str *from, uint32_t most, uint32_t *out)
{
	if (from->len < 4)
		return ERR_INVALID;
	const unsigned char *at = (const unsigned char *)from->ptr;
	uint32_t n = (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
		     (uint32_t)at[3] << 24;
	*from = str_from(*from, 4);
	if (n > most)
		return ERR_INVALID;
	*out = n;
	return OK;
}

enum err take_text(struct str *from, uint32_t most_bytes, struct str *out)
{
	uint32_t len = 0;
	TRY(take_u32(from, most_bytes, &len));
	if (len > from->len)
		return ERR_INVALID;
	*out = str_first(*from, len);
	*from = str_from(*from, len);
	return OK;
}
