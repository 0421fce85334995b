/* fuzz: picture_credit links: media base */
/* SPDX-License-Identifier: Apache-2.0 */
/* picture_credit_fuzz: of any bytes as IPTC and as XMP, texts come out that are sound UTF-8 within
 * their limit and without control characters; and what is written of them reads the same again. */
#include "base/utf8.h"
#include "media/credit.h"

static struct arena arena;

static void check(struct str text)
{
	BUG_IF(text.len > LIMIT_CREDIT_BYTES || !utf8_valid(text));
	for (size_t i = 0; i < text.len; i++)
		BUG_IF((unsigned char)text.ptr[i] < ' ' || text.ptr[i] == 0x7f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = { (const char *)data, size };
	if (!arena.start)
		arena = arena_open((size_t)256 << 20);
	struct arena_mark mark = arena_mark(&arena);
	struct picture_credit read = picture_credit_read(&arena, bytes, bytes);
	check(read.byline);
	check(read.agency);
	check(read.copyright);
	check(read.caption);
	struct str xmp = picture_credit_xmp(&arena, read.agency, read.copyright);
	struct str iptc = picture_credit_iptc(&arena, read.agency, read.copyright);
	struct picture_credit by_xmp = picture_credit_read(&arena, S(""), xmp);
	struct picture_credit by_iptc = picture_credit_read(&arena, iptc, S(""));
	BUG_IF(!str_eq(by_xmp.agency, read.agency) || !str_eq(by_iptc.agency, read.agency));
	BUG_IF(!str_eq(by_xmp.copyright, read.copyright));
	arena_reset(&arena, mark);
	return 0;
}
