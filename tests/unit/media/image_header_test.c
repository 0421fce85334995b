/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "media/image_header.h"

static void assert_size(struct str first, int width, int height)
{
	struct picture_size size = picture_size(first);
	assert_int_equal(size.width, width);
	assert_int_equal(size.height, height);
	for (size_t n = 0; n < first.len; n++) /* whatever is missing, nothing past it is read */
		(void)picture_size((struct str){ first.ptr, n });
}

static void kinds_are_known_by_their_first_bytes(void **state)
{
	(void)state;
	static const struct {
		struct str first;
		enum file_type type;
	} cases[] = {
		{ STR_CONST("\xFF\xD8\xFF\xE0"), FILE_JPEG },
		{ STR_CONST("\x89PNG\r\n\x1A\n"), FILE_PNG },
		{ STR_CONST("GIF89a"), FILE_GIF },
		{ STR_CONST("RIFF\0\0\0\0WEBPVP8 "), FILE_WEBP },
		{ STR_CONST("RIFF\0\0\0\0WAVE"), FILE_WAV },
		{ STR_CONST("\0\0\0\x1C"
			    "ftypavif"),
		  FILE_AVIF },
		{ STR_CONST("\0\0\0\x18"
			    "ftypmif1\0\0\0\0avif"),
		  FILE_AVIF },
		{ STR_CONST("\0\0\0\x18"
			    "ftypmif1\0\0\0\0heic"),
		  FILE_REFUSED },
		{ STR_CONST("\0\0\0\x18"
			    "ftypisom"),
		  FILE_MP4 },
		{ STR_CONST("\0\0\0\x18"
			    "ftypM4A "),
		  FILE_M4A },
		{ STR_CONST("\0\0\0\x18"
			    "ftypqt  "),
		  FILE_MOV },
		{ STR_CONST("%PDF-1.7"), FILE_PDF },
		{ STR_CONST("ID3\x04"), FILE_MP3 },
		{ STR_CONST("\xFF\xFB\x90\x44"), FILE_MP3 },
		{ STR_CONST("OggS"), FILE_OGG },
		{ STR_CONST("fLaC"), FILE_FLAC },
		{ STR_CONST("\x1A\x45\xDF\xA3"), FILE_WEBM },
		{ STR_CONST("PK\x03\x04"), FILE_ZIP },
		{ STR_CONST("<svg xmlns="), FILE_REFUSED },
		{ STR_CONST("<!DOCTYPE html>"), FILE_REFUSED },
		{ STR_CONST("<?php"), FILE_REFUSED },
		{ STR_CONST(""), FILE_REFUSED },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(file_type_of(cases[i].first), cases[i].type);
}

static void sizes_of_png_and_gif_are_read(void **state)
{
	(void)state;
	assert_size(S("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xE0\x08"), 640, 480);
	assert_size(S("GIF89a\x80\x02\xE0\x01\0"), 640, 480);
	assert_size(S("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\0\0\0\x01\xE0\x08"), 0, 0);
	assert_size(S("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\xFF\xFF\xFF\xFF\0\0\x01\xE0\x08"), 0, 0);
}

static void the_size_of_a_jpeg_stands_behind_other_segments(void **state)
{
	(void)state;
	assert_size(S("\xFF\xD8\xFF\xE0\0\x04"
		      "ab\xFF\xFF\xC0\0\x0B\x08\x01\xE0\x02\x80\x03\0\0\0"),
		    640, 480);
	assert_size(S("\xFF\xD8\xFF\xDA\0\x04"
		      "ab\xFF\xC0\0\x0B\x08\x01\xE0\x02\x80\x03\0\0\0"),
		    0, 0);
	assert_size(S("\xFF\xD8\xFF\xE0\0\0\xFF\xC0\0\x0B\x08\x01\xE0\x02\x80\x03"), 0, 0);
}

#define EXIF(order, tag_and_type, value)                                                           \
	"\xFF\xD8\xFF\xE1\0\x22"                                                                   \
	"Exif\0\0" order tag_and_type value "\0\0\0\0\xFF\xC2\0\x0B\x08\x01\xE0\x02\x80\x03\0\0\0"

static void a_photograph_taken_upright_is_higher_than_wide(void **state)
{
	(void)state;
	assert_size(S(EXIF("MM\0*\0\0\0\x08\0\x01", "\x01\x12\0\x03\0\0\0\x01", "\0\x06\0\0")), 480,
		    640);
	assert_size(S(EXIF("II*\0\x08\0\0\0\x01\0", "\x12\x01\x03\0\x01\0\0\0", "\x01\0\0\0")), 640,
		    480);
}

static void sizes_of_the_three_kinds_of_webp_are_read(void **state)
{
	(void)state;
	assert_size(S("RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9D\x01\x2A\x80\x02\xE0\x01"), 640, 480);
	assert_size(S("RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2F\x7F\xC2\x77\0\0\0\0\0\0\0\0"), 640, 480);
	assert_size(S("RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x7F\x02\0\xDF\x01\0"), 640, 480);
}

#define ISPE(width, height)                                                                        \
	"\0\0\0\x14"                                                                               \
	"ispe\0\0\0\0\0\0" width "\0\0" height

static void the_largest_picture_of_an_avif_counts(void **state)
{
	(void)state;
	assert_size(S("\0\0\0\x10"
		      "ftypavif\0\0\0\0"
		      "\0\0\0\x44"
		      "meta\0\0\0\0"
		      "\0\0\0\x38"
		      "iprp"
		      "\0\0\0\x30"
		      "ipco" ISPE("\0\x10", "\0\x10") ISPE("\x02\x80", "\x01\xE0")),
		    640, 480);
	assert_size(S("\0\0\0\x10"
		      "ftypavif\0\0\0\0"
		      "\0\0\0\x04"
		      "meta"),
		    0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_are_known_by_their_first_bytes),
		cmocka_unit_test(sizes_of_png_and_gif_are_read),
		cmocka_unit_test(the_size_of_a_jpeg_stands_behind_other_segments),
		cmocka_unit_test(a_photograph_taken_upright_is_higher_than_wide),
		cmocka_unit_test(sizes_of_the_three_kinds_of_webp_are_read),
		cmocka_unit_test(the_largest_picture_of_an_avif_counts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
