/* SPDX-License-Identifier: Apache-2.0 */
#include "keep/tar.h"

#include <stdio.h>

#include "../cmocka_first.h"

static char room[TAR_HEAD_BYTES], name_room[LIMIT_TAR_NAME + 1];

static struct str name_of(size_t length)
{
	memset(name_room, 'n', sizeof name_room);
	return (struct str){ name_room, length };
}

/* Writes a head and reads it back as a reader does, block by block. */
static struct tar_head there_and_back(struct str name, int64_t size)
{
	struct tar_head head = { name, size }, back = { 0 };
	enum tar_block_kind kind;
	size_t length = tar_head_write(&head, unix_ms_of(1700000000000), room);
	size_t last = length - TAR_BLOCK_BYTES;
	struct tar_head first = { 0 };
	assert_int_equal(length % TAR_BLOCK_BYTES, 0);
	assert_int_equal(tar_block_read(room, &kind, &first, NULL), OK);
	assert_int_equal(tar_block_read(room + last, &kind, &back, NULL), OK);
	assert_int_equal(kind, TAR_FILE);
	if (last == 0)
		return back;
	struct str records = { room + TAR_BLOCK_BYTES, (size_t)first.size };
	assert_int_equal(tar_long_read(records, &back, NULL), OK);
	return back;
}

static void what_is_written_is_read(void **state)
{
	(void)state;
	static const size_t lengths[] = { 1, 99, 100, 101, 255, 990, LIMIT_TAR_NAME };
	static const int64_t sizes[] = { 0, 1, 511, 512, 8589934591, 8589934592, LIMIT_TAR_SIZE };
	for (size_t i = 0; i < COUNT_OF(lengths); i++) {
		for (size_t k = 0; k < COUNT_OF(sizes); k++) {
			struct str name = name_of(lengths[i]);
			struct tar_head back = there_and_back(name, sizes[k]);
			assert_true(str_eq(back.name, name));
			assert_int_equal(back.size, sizes[k]);
		}
	}
}

static void only_long_names_and_sizes_need_more_than_a_block(void **state)
{
	(void)state;
	struct tar_head head = { name_of(100), 8589934591 };
	assert_int_equal(tar_head_write(&head, unix_ms_of(0), room), TAR_BLOCK_BYTES);
	head.name = name_of(101);
	assert_int_equal(tar_head_write(&head, unix_ms_of(0), room), 3 * TAR_BLOCK_BYTES);
}

static void padding_fills_the_last_block(void **state)
{
	(void)state;
	assert_int_equal(tar_padding(0), 0);
	assert_int_equal(tar_padding(1), 511);
	assert_int_equal(tar_padding(511), 1);
	assert_int_equal(tar_padding(512), 0);
	assert_int_equal(tar_padding(8589934593), 511);
}

/* Sets the sum right again, so that only what was changed is wrong. */
static void seal(char *block)
{
	unsigned sum = 0;
	memset(block + 148, ' ', 8);
	for (int i = 0; i < TAR_BLOCK_BYTES; i++)
		sum += (unsigned char)block[i];
	snprintf(block + 148, 8, "%06o", sum);
}

static enum err read_with(char type, size_t at, char byte, struct fault *fault)
{
	struct tar_head head = { S("media/a.jpg"), 5 }, back;
	enum tar_block_kind kind;
	tar_head_write(&head, unix_ms_of(0), room);
	room[156] = type;
	if (at)
		room[at] = byte;
	seal(room);
	return tar_block_read(room, &kind, &back, fault);
}

static void what_no_backup_holds_is_refused_by_name(void **state)
{
	(void)state;
	static const struct {
		char type;
		const char *word;
	} cases[] = { { '1', "second name" }, { '2', "symbolic link" }, { '3', "device" },
		      { '4', "device" },      { '5', "folder" },        { '6', "pipe" },
		      { '7', "unknown" },     { 'g', "unknown" },       { 'L', "unknown" },
		      { 'S', "unknown" },     { '\0', "unknown" } };
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct fault fault = { 0 };
		assert_int_equal(read_with(cases[i].type, 0, 0, &fault), ERR_INVALID);
		assert_non_null(strstr(fault.text, cases[i].word));
	}
	assert_int_equal(read_with('0', 0, 0, NULL), OK);
	assert_int_equal(read_with('0', 157, 'x', NULL), ERR_INVALID); /* a link's target */
	assert_int_equal(read_with('0', 345, 'x', NULL), ERR_INVALID); /* a prefix of the name */
	assert_int_equal(read_with('0', 0 + 124, '8', NULL), ERR_INVALID);    /* no octal digit */
	assert_int_equal(read_with('0', 124, (char)0x80, NULL), ERR_INVALID); /* a binary size */
	assert_int_equal(read_with('0', 257, 'U', NULL), ERR_INVALID);
}

static void a_wrong_sum_is_damage(void **state)
{
	(void)state;
	struct tar_head head = { S("a"), 5 }, back;
	enum tar_block_kind kind;
	struct fault fault = { 0 };
	tar_head_write(&head, unix_ms_of(0), room);
	room[0] = 'b';
	assert_int_equal(tar_block_read(room, &kind, &back, &fault), ERR_INVALID);
	assert_non_null(strstr(fault.text, "damaged"));
}

static void zeros_end_it(void **state)
{
	(void)state;
	static const char zeros[TAR_BLOCK_BYTES];
	struct tar_head back;
	enum tar_block_kind kind;
	assert_int_equal(tar_block_read(zeros, &kind, &back, NULL), OK);
	assert_int_equal(kind, TAR_END);
}

static void records_keep_to_their_form(void **state)
{
	(void)state;
	static const char *const refused[] = {
		"11 path=ab",
		"12 path=ab\n",
		"10 path=ab\n",
		"path=ab\n",
		"0 path=ab\n",
		"-1 path=ab\n",
		"9 path=\n",
		"99999999999999999999 path=a\n",
		"14 linkpath=ab\n",
		"11 size=-1\n",
		"9 size=\n",
		"11 size=1x\n",
		"25 size=99999999999999999\n",
		"3 \n",
		"2 ",
		" ",
		"x",
	};
	for (size_t i = 0; i < COUNT_OF(refused); i++) {
		struct tar_head head = { S("a"), 1 };
		if (tar_long_read(str_of(refused[i]), &head, NULL) == OK)
			fail_msg("taken: %s", refused[i]);
		assert_int_equal(head.size, 1);
	}
	struct tar_head head = { S("a"), 1 };
	assert_int_equal(tar_long_read(S("11 path=ab\n11 size=12\n"), &head, NULL), OK);
	assert_true(str_eq(head.name, S("ab")));
	assert_int_equal(head.size, 12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(only_long_names_and_sizes_need_more_than_a_block),
		cmocka_unit_test(padding_fills_the_last_block),
		cmocka_unit_test(what_no_backup_holds_is_refused_by_name),
		cmocka_unit_test(a_wrong_sum_is_damage),
		cmocka_unit_test(zeros_end_it),
		cmocka_unit_test(records_keep_to_their_form),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
