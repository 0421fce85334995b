/* SPDX-License-Identifier: Apache-2.0 */
#include "front/answer.h"

#include <libdeflate.h>

#include "../os/folder_for_test.h"
#include "front/limits.h"
#include "front/media.h"
#include "os/folder.h"

static struct http_request get(const char *path, const struct http_header *headers, size_t count)
{
	return (struct http_request){
		.method = HTTP_GET, .path = str_of(path), .headers = headers, .header_count = count
	};
}

static struct str header(struct place *place, const struct answer *answer, const char *name)
{
	struct str start = str_fmt(&place->arena, "\r\n%s: ", name);
	return str_cut_str(str_cut_str(answer->head, start).tail, S("\r\n")).head;
}

static struct answer make(struct place *place, const struct http_request *request,
			  struct http_response *response)
{
	struct answer_file none = { .fd = -1 };
	(void)place;
	return answer_make(request, response, &none, true);
}

static struct http_response page_of(struct place *place, size_t bytes)
{
	struct http_response response = http_response_in(&place->arena, 200);
	char *text = arena_bytes(&place->arena, bytes);
	memset(text, 'x', bytes);
	http_set(&response, S("Content-Type"), S("text/html"));
	response.body = (struct str){ text, bytes };
	return response;
}

static const struct http_header takes_gzip[] = { { STR_CONST("Accept-Encoding"),
						   STR_CONST("br, gzip") } };

static void text_is_compressed_from_a_kilobyte_on(void **state)
{
	struct place *place = *state;
	struct http_request request = get("/", takes_gzip, 1);
	struct http_response small = page_of(place, 1023), large = page_of(place, 1024);
	struct answer answer = make(place, &request, &small);
	assert_str(header(place, &answer, "Content-Encoding"), "");
	assert_str(header(place, &answer, "Vary"), "Accept-Encoding");
	assert_int_equal(answer.body.len, 1023);
	answer = make(place, &request, &large);
	assert_str(header(place, &answer, "Content-Encoding"), "gzip");
	assert_str(header(place, &answer, "Vary"), "Accept-Encoding");
	struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
	char back[2000];
	size_t bytes = 0;
	assert_int_equal(libdeflate_gzip_decompress(decompressor, answer.body.ptr, answer.body.len,
						    back, sizeof back, &bytes),
			 LIBDEFLATE_SUCCESS);
	libdeflate_free_decompressor(decompressor);
	assert_int_equal(bytes, 1024);
	int64_t length = 0;
	assert_ok(str_to_i64(header(place, &answer, "Content-Length"), &length));
	assert_int_equal(length, answer.body.len);
}

static void who_does_not_ask_for_it_gets_it_as_it_is(void **state)
{
	struct place *place = *state;
	struct http_request request = get("/", NULL, 0);
	struct http_response response = page_of(place, 5000), picture = page_of(place, 5000);
	struct answer answer = make(place, &request, &response);
	assert_int_equal(answer.body.len, 5000);
	request = get("/", takes_gzip, 1);
	http_set(&picture, S("Content-Type"), S("image/png"));
	answer = make(place, &request, &picture);
	assert_str(header(place, &answer, "Content-Encoding"), "");
	assert_str(header(place, &answer, "Vary"), "");
}

static void more_than_the_limit_is_not_compressed(void **state)
{
	struct place *place = *state;
	struct http_request request = get("/", takes_gzip, 1);
	struct http_response at_limit = page_of(place, LIMIT_COMPRESS_BYTES);
	struct http_response beyond = page_of(place, LIMIT_COMPRESS_BYTES + 1);
	struct answer answer = make(place, &request, &at_limit);
	assert_str(header(place, &answer, "Content-Encoding"), "gzip");
	answer = make(place, &request, &beyond);
	assert_str(header(place, &answer, "Content-Encoding"), "");
}

static struct answer serve(struct place *place, const char *path, const char *name,
			   const char *value)
{
	CLEANUP(os_close) int folder = -1;
	struct answer_file file = { .fd = -1 };
	struct http_header *one = arena_new(&place->arena, struct http_header, 1);
	*one = (struct http_header){ str_of(name), str_of(value) };
	struct http_request request = get(path, one, 1);
	struct http_response response = http_response_in(&place->arena, 200);
	assert_ok(os_folder_open(at(place, "media"), &folder, NULL));
	if (!media_serve(folder, &request, &response, &file))
		return (struct answer){ .status = 0, .file = -1 };
	return answer_make(&request, &response, &file, true);
}

static int make_media(void **state)
{
	if (make_place(state))
		return -1;
	struct place *place = *state;
	return os_make_folder(at(place, "media/2024"), NULL) ||
			       os_write_file(at(place, "media/2024/a b.jpg"), S("0123456789"),
					     NULL) ||
			       os_write_file(at(place, "media/x.svg"), S("<svg/>"), NULL) ||
			       os_write_file(at(place, "media/x.html"), S("hello"), NULL) ||
			       os_write_file(at(place, "secret"), S("hush"), NULL)
		       ? -1
		       : 0;
}

static void a_picture_is_sent_from_its_file_and_never_changes(void **state)
{
	struct place *place = *state;
	struct answer answer = serve(place, "/media/2024/a%20b.jpg", "X", "");
	assert_int_equal(answer.status, 200);
	assert_true(answer.file >= 0);
	assert_int_equal(answer.file_at, 0);
	assert_int_equal(answer.file_bytes, 10);
	assert_str(header(place, &answer, "Content-Type"), "image/jpeg");
	assert_str(header(place, &answer, "Cache-Control"), "public, max-age=31536000, immutable");
	assert_str(header(place, &answer, "Content-Security-Policy"),
		   "default-src 'none'; sandbox");
	assert_str(header(place, &answer, "X-Content-Type-Options"), "nosniff");
	assert_str(header(place, &answer, "Accept-Ranges"), "bytes");
	assert_true(header(place, &answer, "Last-Modified").len > 0);
	struct str etag = header(place, &answer, "ETag");
	assert_true(str_starts(etag, S("\"")));
	os_close(&answer.file);
	answer = serve(place, "/media/2024/a%20b.jpg", "If-None-Match", str_z(&place->arena, etag));
	assert_int_equal(answer.status, 304);
	assert_int_equal(answer.file, -1);
	assert_int_equal(answer.file_bytes, 0);
}

static void a_part_of_a_file_is_sent(void **state)
{
	struct place *place = *state;
	struct answer answer = serve(place, "/media/2024/a%20b.jpg", "Range", "bytes=2-4");
	assert_int_equal(answer.status, 206);
	assert_int_equal(answer.file_at, 2);
	assert_int_equal(answer.file_bytes, 3);
	assert_str(header(place, &answer, "Content-Range"), "bytes 2-4/10");
	assert_str(header(place, &answer, "Content-Length"), "3");
	os_close(&answer.file);
	answer = serve(place, "/media/2024/a%20b.jpg", "Range", "bytes=10-");
	assert_int_equal(answer.status, 416);
	assert_int_equal(answer.file, -1);
	assert_str(header(place, &answer, "Content-Range"), "bytes */10");
}

static void what_could_act_is_a_download(void **state)
{
	struct place *place = *state;
	static const char *paths[] = { "/media/x.svg", "/media/x.html" };
	for (size_t i = 0; i < COUNT_OF(paths); i++) {
		struct answer answer = serve(place, paths[i], "X", "");
		assert_str(header(place, &answer, "Content-Type"), "application/octet-stream");
		assert_str(header(place, &answer, "Content-Disposition"), "attachment");
		os_close(&answer.file);
	}
}

static void nothing_outside_of_media_is_sent(void **state)
{
	static const char *paths[] = { "/media/../secret",
				       "/media/%2e%2e/secret",
				       "/media/..%2fsecret",
				       "/media/2024/../../secret",
				       "/media/%2e%2e%2fsecret",
				       "/media//secret",
				       "/media/",
				       "/media/2024",
				       "/media/2024/",
				       "/media/none.jpg",
				       "/media/x.svg%00.jpg",
				       "/media",
				       "/media/..%2f..%2f..%2f..%2fetc%2fpasswd" };
	for (size_t i = 0; i < COUNT_OF(paths); i++)
		if (serve(*state, paths[i], "X", "").status != 0)
			fail_msg("served: %s", paths[i]);
}

static void a_file_that_a_response_names_is_opened(void **state)
{
	struct place *place = *state;
	struct http_request request = get("/assets/x.svg", NULL, 0);
	struct http_response response = http_response_in(&place->arena, 200);
	response.file = at(place, "media/x.svg");
	struct answer answer = make(place, &request, &response);
	assert_str(header(place, &answer, "Content-Type"), "image/svg+xml");
	assert_int_equal(answer.file_bytes, 6);
	os_close(&answer.file);
	response = http_response_in(&place->arena, 200);
	response.file = at(place, "media/none");
	answer = make(place, &request, &response);
	assert_int_equal(answer.status, 404);
	assert_int_equal(answer.file, -1);
}

static void a_file_of_text_is_compressed_too(void **state)
{
	struct place *place = *state;
	struct http_request request = get("/assets/a.css", takes_gzip, 1);
	struct http_response response = page_of(place, 5000);
	assert_ok(os_write_file(at(place, "a.css"), response.body, NULL));
	response = http_response_in(&place->arena, 200);
	response.file = at(place, "a.css");
	struct answer answer = make(place, &request, &response);
	assert_str(header(place, &answer, "Content-Encoding"), "gzip");
	assert_true(str_starts(header(place, &answer, "ETag"), S("W/\"")));
	assert_int_equal(answer.file, -1);
	assert_true(answer.body.len > 0 && answer.body.len < 1000);
}

static void a_file_that_cannot_be_read_is_no_success(void **state)
{
	struct place *place = *state;
	struct http_request request = get("/", NULL, 0);
	struct http_response response = http_response_in(&place->arena, 200);
	response.file = at(place, "media/x.svg");
	os_fake_fail(OS_OPEN, 1);
	struct answer answer = make(place, &request, &response);
	assert_true(os_fake_fired());
	assert_int_equal(answer.status, 404);
}

int main(void)
{
#define WITH_MEDIA(test) cmocka_unit_test_setup_teardown(test, make_media, drop_place)
	const struct CMUnitTest tests[] = {
		IN_A_PLACE(text_is_compressed_from_a_kilobyte_on),
		IN_A_PLACE(who_does_not_ask_for_it_gets_it_as_it_is),
		IN_A_PLACE(more_than_the_limit_is_not_compressed),
		WITH_MEDIA(a_picture_is_sent_from_its_file_and_never_changes),
		WITH_MEDIA(a_part_of_a_file_is_sent),
		WITH_MEDIA(what_could_act_is_a_download),
		WITH_MEDIA(nothing_outside_of_media_is_sent),
		WITH_MEDIA(a_file_that_a_response_names_is_opened),
		WITH_MEDIA(a_file_of_text_is_compressed_too),
		WITH_MEDIA(a_file_that_cannot_be_read_is_no_success),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
