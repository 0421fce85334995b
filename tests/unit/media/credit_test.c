/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"
#include "media/credit.h"

static struct arena arena;

static int begin(void **state)
{
	(void)state;
	arena = arena_open(64 << 20);
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_close(&arena);
	return 0;
}

static void assert_text(struct str is, const char *expected)
{
	assert_int_equal(is.len, strlen(expected));
	if (is.len)
		assert_memory_equal(is.ptr, expected, is.len);
}

static const char PACKET[] =
	"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
	"xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
	"<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
	"xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\" photoshop:Credit=\"An &amp; "
	"Agency\">"
	"<dc:creator><rdf:Seq><rdf:li>First "
	"Maker</rdf:li><rdf:li>Second</rdf:li></rdf:Seq></dc:creator>"
	"<dc:rights><rdf:Alt><rdf:li xml:lang=\"x-default\">(c) Them</rdf:li></rdf:Alt></dc:rights>"
	"</rdf:Description></rdf:RDF></x:xmpmeta>";

static void xmp_is_read_from_attributes_and_lists(void **state)
{
	(void)state;
	struct picture_credit credit = picture_credit_read(&arena, S(""), str_of(PACKET));
	assert_text(credit.byline, "First Maker");
	assert_text(credit.agency, "An & Agency");
	assert_text(credit.copyright, "(c) Them");
	assert_text(credit.caption, "");
	assert_text(picture_credit_line(&arena, &credit), "First Maker/An & Agency");
}

static void what_is_written_is_read_again(void **state)
{
	(void)state;
	struct str line = S("A <b>\"& Co\xc3\xa9"), copyright = S("2026 'Them'");
	struct str xmp = picture_credit_xmp(&arena, line, copyright);
	struct str iptc = picture_credit_iptc(&arena, line, copyright);
	struct picture_credit by_xmp = picture_credit_read(&arena, S(""), xmp);
	struct picture_credit by_iptc = picture_credit_read(&arena, iptc, S(""));
	assert_true(str_eq(by_xmp.agency, line) && str_eq(by_xmp.copyright, copyright));
	assert_true(str_eq(by_iptc.agency, line) && str_eq(by_iptc.copyright, copyright));
}

static void nothing_to_say_writes_nothing(void **state)
{
	(void)state;
	assert_text(picture_credit_xmp(&arena, S(""), S("")), "");
	assert_text(picture_credit_iptc(&arena, S(""), S("")), "");
}

static void old_files_are_latin_1(void **state)
{
	(void)state;
	struct str iptc = S("Photoshop 3.0\0"
			    "8BIM\x04\x04\0\0\0\0\0\x09"
			    "\x1c\x02\x50\0\x04Ren\xe9\0");
	struct picture_credit credit = picture_credit_read(&arena, iptc, S(""));
	assert_text(credit.byline, "Ren\xc3\xa9");
}

static void other_resources_are_passed_by(void **state)
{
	(void)state;
	struct str iptc = S("Photoshop 3.0\0"
			    "8BIM\x03\xed\x03"
			    "abc\0\0\0\x03xyz\0"
			    "8BIM\x04\x04\0\0\0\0\0\x07"
			    "\x1c\x02\x6e\0\x02Hi\0");
	struct picture_credit credit = picture_credit_read(&arena, iptc, S(""));
	assert_text(credit.agency, "Hi");
}

/* Every beginning of a good block, and every byte of it changed. */
static void broken_blocks_give_what_came_before(void **state)
{
	(void)state;
	struct str good = picture_credit_iptc(&arena, S("Somebody"), S("Them"));
	for (size_t len = 0; len < good.len; len++)
		picture_credit_read(&arena, str_dup(&arena, str_first(good, len)), S(""));
	for (size_t i = 0; i < good.len; i++) {
		char *bent = arena_bytes(&arena, good.len);
		memcpy(bent, good.ptr, good.len);
		bent[i] = (char)0xff;
		picture_credit_read(&arena, (struct str){ bent, good.len }, S(""));
	}
	for (size_t len = 0; len < sizeof PACKET - 1; len += 7)
		picture_credit_read(&arena, S(""), str_first(str_of(PACKET), len));
}

static void control_characters_and_length_are_bounded(void **state)
{
	(void)state;
	char *longest = arena_bytes(&arena, 3000);
	memset(longest, 'a', 3000);
	longest[3] = '\n';
	struct str xmp = picture_credit_xmp(&arena, (struct str){ longest, 3000 }, S(""));
	struct picture_credit credit = picture_credit_read(&arena, S(""), xmp);
	assert_int_equal(credit.agency.len, LIMIT_CREDIT_BYTES);
	assert_true(str_find_char(credit.agency, '\n') == STR_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(xmp_is_read_from_attributes_and_lists),
		cmocka_unit_test(what_is_written_is_read_again),
		cmocka_unit_test(nothing_to_say_writes_nothing),
		cmocka_unit_test(old_files_are_latin_1),
		cmocka_unit_test(other_resources_are_passed_by),
		cmocka_unit_test(broken_blocks_give_what_came_before),
		cmocka_unit_test(control_characters_and_length_are_bounded),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
