/* SPDX-License-Identifier: Apache-2.0 */
#include "reply.h"

static void read_field(struct str line, struct reply *out)
{
	struct str_pair field = str_cut(line, ':');
	struct str value = str_trim(field.tail);
	if (str_eq_nocase(field.head, S("Content-Length")) &&
	    str_to_i64(value, &out->content_length))
		out->status = 0;
	if (str_eq_nocase(field.head, S("Transfer-Encoding")))
		out->status = 0;
	if (str_eq_nocase(field.head, S("Connection")) && str_eq_nocase(value, S("close")))
		out->closes = true;
}

bool reply_read(struct str bytes, struct reply *out)
{
	int64_t status;
	size_t end = str_find(bytes, S("\r\n\r\n"));
	*out = (struct reply){ 0 };
	if (end == STR_NONE)
		return false;
	struct str head = str_first(bytes, end);
	out->head_length = end + 4;
	struct str_pair line = str_cut_str(head, S("\r\n"));
	if (!str_drop_prefix(&line.head, S("HTTP/1.1 ")) ||
	    str_to_i64(str_first(line.head, 3), &status))
		return true;
	out->status = (int)status;
	while (line.tail.len) {
		line = str_cut_str(line.tail, S("\r\n"));
		read_field(line.head, out);
	}
	return true;
}
