/* SPDX-License-Identifier: Apache-2.0 */
/* script.c: cutting a file of cases into steps. */
#include "script.h"

enum { LIMIT_BYTES = 4 << 20 };

/* "[N*text]" after the backslash. Gives: its length in the line. */
static size_t put_repeated(struct buf *out, struct str rest)
{
	size_t end = str_find_char(rest, ']');
	BUG_IF(end == STR_NONE);
	struct str_pair cut = str_cut(str_sub(rest, 1, end - 1), '*');
	int64_t times;
	BUG_IF(!cut.found || str_to_i64(cut.head, &times) != OK);
	while (times-- > 0)
		buf_put(out, cut.tail);
	return end + 1;
}

static size_t put_escape(struct buf *out, struct str rest)
{
	static const char names[] = "rnt0\\", bytes[] = "\r\n\t\0\\";
	const char *name = strchr(names, rest.ptr[0]);
	if (rest.ptr[0] == '[')
		return put_repeated(out, rest);
	if (rest.ptr[0] == 'x') {
		BUG_IF(rest.len < 3);
		buf_put_char(out, (char)(char_hex(rest.ptr[1]) * 16 + char_hex(rest.ptr[2])));
		return 3;
	}
	BUG_IF(!name);
	buf_put_char(out, bytes[name - names]);
	return 1;
}

struct str script_unescape(struct arena *into, struct str line)
{
	struct buf out = buf_in(into, LIMIT_BYTES);
	for (size_t i = 0; i < line.len;) {
		if (line.ptr[i] != '\\' || i + 1 == line.len)
			buf_put_char(&out, line.ptr[i++]);
		else
			i += 1 + put_escape(&out, str_from(line, i + 1));
	}
	BUG_IF(out.fault);
	return buf_str(&out);
}

static struct str read_step(struct arena *into, struct str *text)
{
	struct buf out = buf_in(into, LIMIT_BYTES);
	while (text->len && !str_starts(*text, S("--- ")) && !str_starts(*text, S("\n=== "))) {
		struct str_pair cut = str_cut(*text, '\n');
		struct str line = cut.head;
		*text = cut.tail;
		bool goes_on = str_ends(line, S("\\")) && !str_ends(line, S("\\\\"));
		line.len -= goes_on;
		buf_put(&out, script_unescape(into, line));
		buf_put(&out, goes_on ? S("") : S("\r\n"));
	}
	BUG_IF(out.fault);
	return buf_str(&out);
}

struct wire_cases script_read(struct arena *into, struct str text)
{
	struct wire_cases cases = { 0 };
	while (text.len) {
		struct str_pair cut = str_cut(text, '\n');
		struct str line = cut.head;
		text = cut.tail;
		if (str_drop_prefix(&line, S("=== "))) {
			list_push(into, &cases)->name = line;
			continue;
		}
		if (!str_drop_prefix(&line, S("--- ")))
			continue;
		struct step step = { .kind = str_eq(line, S("send"))     ? STEP_SEND
					     : str_eq(line, S("expect")) ? STEP_EXPECT
									 : STEP_CLOSED };
		BUG_IF(cases.count == 0);
		step.bytes = read_step(into, &text);
		*list_push(into, &cases.items[cases.count - 1].steps) = step;
	}
	return cases;
}

struct wire_cases script_read_lines(struct arena *into, struct str text)
{
	struct wire_cases cases = { 0 };
	while (text.len) {
		struct str_pair cut = str_cut(text, '\n');
		text = cut.tail;
		if (cut.head.len == 0 || str_starts(cut.head, S("#")))
			continue;
		struct step step = { STEP_SEND, script_unescape(into, cut.head) };
		struct wire_case *one = list_push(into, &cases);
		one->name = cut.head;
		*list_push(into, &one->steps) = step;
	}
	return cases;
}
