/* SPDX-License-Identifier: Apache-2.0 */
/* tar.c: fields at fixed places in 512 bytes, numbers in octal, a sum over all of them. */
#include "keep/tar.h"

#include <stdio.h>

struct block { /* POSIX.1-2017, "ustar Header Block" */
	char name[100], mode[8], uid[8], gid[8], size[12], mtime[12], checksum[8];
	char type;
	char link[100], magic[6], version[2], user[32], group[32], major[8], minor[8];
	char prefix[155], rest[12];
};
_Static_assert(sizeof(struct block) == TAR_BLOCK_BYTES, "a block has 512 bytes");

#define LIMIT_OCTAL_SIZE ((int64_t)1 << 33) /* eleven digits */

size_t tar_padding(int64_t size)
{
	return (size_t)(-size & (TAR_BLOCK_BYTES - 1));
}

static unsigned sum_of(const struct block *block)
{
	const unsigned char *bytes = (const unsigned char *)block;
	size_t from = offsetof(struct block, checksum);
	unsigned sum = 0;
	for (size_t i = 0; i < sizeof *block; i++)
		sum += i >= from && i < from + sizeof block->checksum ? ' ' : bytes[i];
	return sum;
}

/* A number as digits that fill the field but for the NUL at its end. */
static void put_octal(char *field, size_t room, int64_t n)
{
	field[room - 1] = '\0';
	for (size_t i = room - 1; i-- > 0; n >>= 3)
		field[i] = (char)('0' + (n & 7));
}

static void put_block(struct block *block, char type, struct str name, int64_t size,
		      unix_ms modified_at)
{
	struct str short_name = str_first(name, sizeof block->name);
	int64_t seconds = modified_at.ms > 0 ? modified_at.ms / 1000 : 0;
	*block = (struct block){ .type = type,
				 .magic = { 'u', 's', 't', 'a', 'r', 0 },
				 .version = { '0', '0' } };
	memcpy(block->name, short_name.ptr, short_name.len);
	put_octal(block->mode, sizeof block->mode, 0600);
	put_octal(block->uid, sizeof block->uid, 0);
	put_octal(block->gid, sizeof block->gid, 0);
	put_octal(block->size, sizeof block->size, size < LIMIT_OCTAL_SIZE ? size : 0);
	put_octal(block->mtime, sizeof block->mtime,
		  seconds < LIMIT_OCTAL_SIZE ? seconds : LIMIT_OCTAL_SIZE - 1);
	put_octal(block->checksum, sizeof block->checksum - 1, sum_of(block));
	block->checksum[sizeof block->checksum - 1] = ' ';
}

/* "LENGTH KEY=VALUE\n", where LENGTH counts its own digits too. */
static size_t put_record(char *out, size_t room, const char *key, struct str value)
{
	size_t rest = 3 + strlen(key) + value.len, digits = 1;
	for (size_t most = 10; rest + digits >= most; most *= 10)
		digits++;
	int head = snprintf(out, room, "%zu %s=", rest + digits, key);
	BUG_IF(head < 0 || rest + digits > room || (size_t)head + value.len + 1 != rest + digits);
	memcpy(out + head, value.ptr, value.len);
	out[rest + digits - 1] = '\n';
	return rest + digits;
}

size_t tar_head_write(const struct tar_head *head, unix_ms modified_at, char out[TAR_HEAD_BYTES])
{
	struct block block;
	char records[TAR_LONG_BYTES] = { 0 }, digits[24];
	size_t used = 0, wrote = 0;
	BUG_IF(head->name.len == 0 || head->name.len > LIMIT_TAR_NAME);
	BUG_IF(head->size < 0 || head->size > LIMIT_TAR_SIZE);
	if (head->name.len > sizeof block.name)
		used += put_record(records, sizeof records, "path", head->name);
	if (head->size >= LIMIT_OCTAL_SIZE) {
		snprintf(digits, sizeof digits, "%lld", (long long)head->size);
		used += put_record(records + used, sizeof records - used, "size", str_of(digits));
	}
	if (used) {
		size_t padded = used + tar_padding((int64_t)used);
		put_block(&block, 'x', S("extended-header"), (int64_t)used, modified_at);
		memcpy(out, &block, sizeof block);
		memcpy(out + sizeof block, records, padded);
		wrote = sizeof block + padded;
	}
	put_block(&block, '0', head->name, head->size, modified_at);
	memcpy(out + wrote, &block, sizeof block);
	return wrote + sizeof block;
}

/* Digits up to a NUL or a blank. Gives: false for anything else. */
static bool read_octal(const char *field, size_t room, int64_t *out)
{
	int64_t n = 0;
	size_t i = 0;
	for (; i < room && field[i] >= '0' && field[i] <= '7'; i++)
		n = n * 8 + (field[i] - '0');
	if (i == 0 || i == room || (field[i] != '\0' && field[i] != ' '))
		return false;
	*out = n;
	return true;
}

static bool is_zero(const char block[TAR_BLOCK_BYTES])
{
	for (size_t i = 0; i < TAR_BLOCK_BYTES; i++)
		if (block[i])
			return false;
	return true;
}

static const char *kind_of(char type)
{
	switch (type) {
	case '1': return "a second name of a file";
	case '2': return "a symbolic link";
	case '3':
	case '4': return "a device";
	case '5': return "a folder";
	case '6': return "a pipe";
	default: return "something unknown";
	}
}

enum err tar_block_read(const char bytes[TAR_BLOCK_BYTES], enum tar_block_kind *kind,
			struct tar_head *out, struct fault *fault)
{
	const struct block *block = (const void *)bytes;
	struct tar_head head = { .name = { block->name,
					   strnlen(block->name, sizeof block->name) } };
	int64_t sum;
	if (is_zero(bytes)) {
		*kind = TAR_END;
		return OK;
	}
	if (!read_octal(block->checksum, sizeof block->checksum, &sum) || sum != sum_of(block) ||
	    memcmp(block->magic,
		   "ustar\0"
		   "00",
		   8) != 0 ||
	    !read_octal(block->size, sizeof block->size, &head.size))
		return fault_set(fault, ERR_INVALID, "it is damaged: a header cannot be read");
	if (block->type != '0' && block->type != 'x')
		return fault_set(fault, ERR_INVALID, "it holds %s: %.*s", kind_of(block->type),
				 STR_ARG(head.name));
	if (head.name.len == 0 || block->link[0] || block->prefix[0])
		return fault_set(fault, ERR_INVALID, "it is not laid out as a backup: %.*s",
				 STR_ARG(head.name));
	*kind = block->type == 'x' ? TAR_LONG : TAR_FILE;
	*out = head;
	return OK;
}

enum err tar_long_read(struct str records, struct tar_head *head, struct fault *fault)
{
	struct tar_head read = *head;
	while (records.len) {
		int64_t length;
		struct str_pair number = str_cut(records, ' ');
		if (!number.found || str_to_i64(number.head, &length) || length <= 0 ||
		    (uint64_t)length > records.len || (size_t)length <= number.head.len + 1 ||
		    records.ptr[length - 1] != '\n')
			return fault_set(fault, ERR_INVALID,
					 "it is damaged: a long header cannot be read");
		struct str record =
			str_sub(records, number.head.len + 1, (size_t)length - number.head.len - 2);
		struct str_pair pair = str_cut(record, '=');
		bool is_size = str_eq(pair.head, S("size"));
		if (str_eq(pair.head, S("path")) && pair.tail.len &&
		    pair.tail.len <= LIMIT_TAR_NAME)
			read.name = pair.tail;
		else if (!is_size || str_to_i64(pair.tail, &read.size) || read.size < 0 ||
			 read.size > LIMIT_TAR_SIZE)
			return fault_set(fault, ERR_INVALID, "it is not laid out as a backup: %.*s",
					 STR_ARG(str_first(record, 100)));
		records = str_from(records, (size_t)length);
	}
	*head = read;
	return OK;
}
