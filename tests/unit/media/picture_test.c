/* SPDX-License-Identifier: Apache-2.0 */
/* Decoding with the libvips that is installed; without one the cases skip and say so. */
#include <dlfcn.h>

#include "../cmocka_first.h"
#include "media/image_header.h"
#include "media/jail.h"
#include "media/vips.h"

static struct arena arena;
static struct vips vips;
static bool has_vips;

static int begin(void **state)
{
	(void)state;
	struct fault fault = { 0 };
	arena = arena_open((size_t)1 << 30);
	has_vips = vips_open(&vips, &fault) == OK;
	if (!has_vips)
		print_message("skipped: %s\n", fault.text);
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_close(&arena);
	return 0;
}

#define NEEDS_VIPS()                                                                               \
	if (!has_vips)                                                                             \
	skip()

static void put_be(struct buf *out, size_t n, int bytes)
{
	for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
		char byte = (char)(n >> shift & 0xff);
		buf_put(out, (struct str){ &byte, 1 });
	}
}

static struct str plain_jpeg(int width, int height)
{
	vips_image *(*from_memory)(const void *, size_t, int, int, int, int);
	*(void **)&from_memory =
		dlsym(dlopen("libvips.so.42", RTLD_NOW), "vips_image_new_from_memory_copy");
	char *points = arena_bytes(&arena, (size_t)width * (size_t)height * 3);
	for (int i = 0; i < width * height; i++) {
		points[3 * i] = (char)(i % 251);
		points[3 * i + 1] = (char)(i / width % 256);
		points[3 * i + 2] = 90;
	}
	vips_image *image =
		from_memory(points, (size_t)width * (size_t)height * 3, width, height, 3, 0);
	void *bytes;
	size_t len;
	assert_non_null(image);
	assert_int_equal(vips.jpegsave_buffer(image, &bytes, &len, "strip", 1, NULL), 0);
	struct str jpeg = str_dup(&arena, (struct str){ bytes, len });
	vips.free_bytes(bytes);
	vips.unref(image);
	return jpeg;
}

/* EXIF with a place (GPS latitude 51 deg) and a turn (orientation 6). */
static const char EXIF[] = "Exif\0\0"
			   "MM\0\x2a\0\0\0\x08\0\x02"
			   "\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"
			   "\x88\x25\0\x04\0\0\0\x01\0\0\0\x26"
			   "\0\0\0\0"
			   "\0\x01"
			   "\0\x02\0\x05\0\0\0\x03\0\0\0\x38"
			   "\0\0\0\0"
			   "\0\0\0\x33\0\0\0\x01\0\0\0\x1e\0\0\0\x01\0\0\0\0\0\0\0\x01";

static struct str photograph(int width, int height)
{
	struct str plain = plain_jpeg(width, height);
	struct str iptc = picture_credit_iptc(&arena, S("A. Maker/Agency"), S("2026 Agency"));
	struct buf out = buf_in(&arena, 64 << 20);
	buf_put(&out, str_first(plain, 2));
	put_be(&out, 0xffe1, 2);
	put_be(&out, sizeof EXIF - 1 + 2, 2);
	buf_put(&out, (struct str){ EXIF, sizeof EXIF - 1 });
	put_be(&out, 0xffed, 2);
	put_be(&out, iptc.len + 2, 2);
	buf_put(&out, iptc);
	buf_put(&out, str_from(plain, 2));
	return buf_str(&out);
}

static struct picture_job usual_job(void)
{
	struct picture_job job = { .count = 4 };
	job.renditions[0] = (struct rendition){ .format = RENDITION_WEBP, .width = 320 };
	job.renditions[1] = (struct rendition){ .format = RENDITION_JPEG, .width = 320 };
	job.renditions[2] = (struct rendition){ .format = RENDITION_JPEG, .width = 200 };
	job.renditions[3] = (struct rendition){ .format = RENDITION_JPEG, .width = 4000 };
	return job;
}

static void a_photograph_is_turned_upright_and_made_in_all_sizes(void **state)
{
	(void)state;
	NEEDS_VIPS();
	struct picture_job job = usual_job();
	struct picture_result result;
	struct fault fault = { 0 };
	assert_ok(picture_make(&vips, &arena, photograph(800, 600), &job, &result, &fault));
	assert_int_equal(result.width, 600);
	assert_int_equal(result.height, 800);
	assert_int_equal(result.count, 3); /* the fourth is larger than the picture */
	assert_int_equal(result.renditions[0].width, 320);
	assert_int_equal(result.renditions[0].height, 427);
	assert_int_equal(result.renditions[2].width, 200);
	assert_int_equal(result.renditions[2].height, 267);
	assert_int_equal(file_type_of(result.renditions[0].bytes), FILE_WEBP);
	assert_int_equal(file_type_of(result.renditions[1].bytes), FILE_JPEG);
}

static void the_credit_stays_in_every_rendition_and_the_place_in_none(void **state)
{
	(void)state;
	NEEDS_VIPS();
	struct picture_job job = usual_job();
	struct picture_result result;
	struct fault fault = { 0 };
	struct str file = photograph(800, 600);
	assert_true(str_contains(file, S("\x88\x25"))); /* the place was there */
	assert_ok(picture_make(&vips, &arena, file, &job, &result, &fault));
	assert_true(str_eq(result.credit.agency, S("A. Maker/Agency")));
	for (size_t i = 0; i < result.count; i++) {
		struct picture_result again;
		struct picture_job nothing = { .count = 0 };
		assert_ok(picture_make(&vips, &arena, result.renditions[i].bytes, &nothing, &again,
				       &fault));
		assert_true(str_eq(again.credit.agency, S("A. Maker/Agency")));
		assert_true(str_eq(again.credit.copyright, S("2026 Agency")));
		assert_false(str_contains(result.renditions[i].bytes, S("\x88\x25\0\x04")));
		assert_false(str_contains(result.renditions[i].bytes, S("GPS")));
	}
}

static void a_credit_put_right_at_the_desk_wins(void **state)
{
	(void)state;
	NEEDS_VIPS();
	struct picture_job job = usual_job(), nothing = { .count = 0 };
	struct picture_result result, again;
	struct fault fault = { 0 };
	job.credit = S("Somebody else");
	assert_ok(picture_make(&vips, &arena, photograph(640, 480), &job, &result, &fault));
	assert_ok(
		picture_make(&vips, &arena, result.renditions[1].bytes, &nothing, &again, &fault));
	assert_true(str_eq(again.credit.agency, S("Somebody else")));
}

/* PNG's checksum (ISO 15948, annex D). */
static uint32_t crc(struct str bytes)
{
	uint32_t sum = ~0u;
	for (size_t i = 0; i < bytes.len; i++) {
		sum ^= (unsigned char)bytes.ptr[i];
		for (int bit = 0; bit < 8; bit++)
			sum = sum >> 1 ^ (sum & 1 ? 0xedb88320u : 0);
	}
	return ~sum;
}

static void a_picture_with_too_many_points_is_refused_by_its_head(void **state)
{
	(void)state;
	NEEDS_VIPS();
	struct buf png = buf_in(&arena, 1 << 20);
	buf_put(&png, S("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"));
	put_be(&png, 50000, 4);
	put_be(&png, 50000, 4);
	buf_put(&png, S("\x08\x02\0\0\0"));
	put_be(&png, crc(str_from(buf_str(&png), 12)), 4);
	put_be(&png, 0, 4);
	buf_put(&png, S("IDAT"));
	put_be(&png, crc(S("IDAT")), 4);
	struct picture_job job = usual_job();
	struct picture_result result;
	struct fault fault = { 0 };
	assert_int_equal(picture_make(&vips, &arena, buf_str(&png), &job, &result, &fault),
			 ERR_TOO_BIG);
	assert_non_null(strstr(fault.text, "50000 by 50000"));
}

static void what_is_no_picture_or_half_of_one_is_refused(void **state)
{
	(void)state;
	NEEDS_VIPS();
	struct picture_job job = usual_job();
	struct picture_result result;
	struct str good = photograph(800, 600);
	const struct str bad[] = {
		S(""),         S("hello"),  S("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
		S("%PDF-1.4"), S("GIF89a"), str_first(good, 300)
	};
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct fault fault = { 0 };
		assert_int_equal(picture_make(&vips, &arena, bad[i], &job, &result, &fault),
				 ERR_INVALID);
		assert_true(fault.text[0]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_photograph_is_turned_upright_and_made_in_all_sizes),
		cmocka_unit_test(the_credit_stays_in_every_rendition_and_the_place_in_none),
		cmocka_unit_test(a_credit_put_right_at_the_desk_wins),
		cmocka_unit_test(a_picture_with_too_many_points_is_refused_by_its_head),
		cmocka_unit_test(what_is_no_picture_or_half_of_one_is_refused),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
