/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/site_conf.h"

#include "../os/folder_for_test.h"

static enum err parse(struct str text, struct site_conf *conf, struct fault *fault)
{
	return site_conf_parse(text, S("site.conf"), conf, fault);
}

static void settings_are_read_and_the_rest_passed_over(void **state)
{
	struct site_conf conf;
	(void)state;
	assert_ok(parse(S("# a comment\n\n  listen   127.0.0.1:80  \r\nurl https://a.example\n"
			  "#theme no\ntrusted_proxy 127.0.0.1  ::1\ntrusted_proxy 10.0.0.1\n"
			  "database postgresql://a b"),
			&conf, NULL));
	assert_str(conf.listen, "127.0.0.1:80");
	assert_str(conf.url, "https://a.example");
	assert_str(conf.theme, "");
	assert_str(conf.database, "postgresql://a b");
	assert_int_equal(conf.proxy_count, 3);
	assert_str(conf.proxies[1], "::1");
	assert_str(conf.proxies[2], "10.0.0.1");
}

static void numbers_have_units_and_defaults(void **state)
{
	struct site_conf conf;
	(void)state;
	assert_ok(parse(S(""), &conf, NULL));
	assert_int_equal(conf.readers, 0);
	assert_int_equal(conf.fronts, 1);
	assert_int_equal(conf.cache_bytes, 64 << 20);
	assert_ok(parse(S("readers 64\nfronts 16\ncache_bytes 2G\nuser www\nlog -\nlog_nets "
			  "1\ndownstream yes\nadmin :9"),
			&conf, NULL));
	assert_int_equal(conf.readers, 64);
	assert_int_equal(conf.fronts, 16);
	assert_int_equal(conf.cache_bytes, 2ll << 30);
	assert_str(conf.user, "www");
	assert_str(conf.log, "-");
	assert_int_equal(conf.log_nets, 1);
	assert_true(conf.downstream);
	assert_str(conf.admin, ":9");
	assert_ok(parse(S("cache_bytes 0"), &conf, NULL));
	assert_int_equal(conf.cache_bytes, 0);
	assert_ok(parse(S("cache_bytes 64K"), &conf, NULL));
	assert_int_equal(conf.cache_bytes, 64 << 10);
}

static void an_error_names_file_and_line(void **state)
{
	static const struct {
		const char *text, *what;
	} bad[] = {
		{ "\nfoo bar\n", "site.conf:2: no such setting: foo bar" },
		{ "listen", "site.conf:1: a value is missing: listen" },
		{ "url a\nurl b\n", "site.conf:2: set twice: url b" },
		{ "readers many", "site.conf:1: not a number from 0 to 64: readers many" },
		{ "readers 65", "site.conf:1: not a number from 0 to 64: readers 65" },
		{ "fronts 0", "site.conf:1: not a number from 1 to 16: fronts 0" },
		{ "fronts 1\nfronts 1", "site.conf:2: set twice: fronts 1" },
		{ "downstream perhaps", "site.conf:1: neither yes nor no: downstream perhaps" },
		{ "cache_bytes 65G",
		  "site.conf:1: not a number of bytes from 0 to 64G: cache_bytes 65G" },
		{ "cache_bytes 9223372036854775807K",
		  "site.conf:1: not a number of bytes from 0 to 64G: cache_bytes "
		  "9223372036854775807K" },
		{ "Listen a", "site.conf:1: no such setting: Listen a" },
	};
	struct site_conf conf;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct fault fault = { 0 };
		assert_int_equal(parse(str_of(bad[i].text), &conf, &fault), ERR_INVALID);
		assert_string_equal(fault.text, bad[i].what);
	}
}

static void proxies_have_a_limit(void **state)
{
	struct place *place = *state;
	struct site_conf conf;
	for (int extra = 0; extra < 2; extra++) {
		struct buf text = buf_in(&place->arena, 4096);
		for (int i = 0; i < LIMIT_PROXIES + extra; i++)
			buf_fmt(&text, "trusted_proxy 10.0.0.%d\n", i);
		assert_int_equal(parse(buf_str(&text), &conf, NULL), extra ? ERR_INVALID : OK);
	}
}

static void a_folder_without_one_is_as_by_default(void **state)
{
	struct place *place = *state;
	struct site_conf conf = { .listen = S("x") };
	assert_ok(site_conf_read(&place->arena, place->folder, &conf, NULL));
	assert_str(conf.listen, "");
	assert_ok(os_write_file(at(place, "site.conf"), S("listen :1"), NULL));
	assert_ok(site_conf_read(&place->arena, place->folder, &conf, NULL));
	assert_str(conf.listen, ":1");
}

static void a_file_is_as_large_as_the_limit_and_no_larger(void **state)
{
	struct place *place = *state;
	struct site_conf conf;
	char *text = arena_bytes(&place->arena, LIMIT_CONF_BYTES + 1);
	memset(text, '\n', LIMIT_CONF_BYTES + 1);
	for (size_t extra = 0; extra < 2; extra++) {
		struct str bytes = { text, LIMIT_CONF_BYTES + extra };
		assert_ok(os_write_file(at(place, "site.conf"), bytes, NULL));
		assert_int_equal(site_conf_read(&place->arena, place->folder, &conf, NULL),
				 extra ? ERR_TOO_BIG : OK);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(settings_are_read_and_the_rest_passed_over),
		cmocka_unit_test(numbers_have_units_and_defaults),
		cmocka_unit_test(an_error_names_file_and_line),
		IN_A_PLACE(proxies_have_a_limit),
		IN_A_PLACE(a_folder_without_one_is_as_by_default),
		IN_A_PLACE(a_file_is_as_large_as_the_limit_and_no_larger),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
