/* SPDX-License-Identifier: Apache-2.0 */
#include "plan.h"

static bool parse_line(struct str line, struct plan_request *out)
{
	int64_t status;
	struct str_pair method = str_cut(line, ' ');
	struct str_pair number = str_cut(method.tail, ' ');
	struct str_pair path = str_cut(number.tail, ' ');
	if (!str_starts(path.head, S("/")) || method.head.len == 0)
		return false;
	if (str_to_i64(number.head, &status) || status < 100 || status > 599)
		return false;
	*out = (struct plan_request){
		.method = method.head,
		.path = path.head,
		.body = path.tail,
		.status = (int)status,
		.length = -1,
		.is_numbered = str_contains(number.tail, S("{n}")),
	};
	return true;
}

enum err plan_parse(struct arena *into, struct str text, struct plan *out, struct fault *fault)
{
	struct plan plan = { 0 };
	for (size_t number = 1; text.len; number++) {
		struct str_pair pair = str_cut(text, '\n');
		if (!parse_line(pair.head, list_push(into, &plan)))
			return fault_set(fault, ERR_INVALID,
					 "line %zu: not METHOD STATUS PATH [BODY]", number);
		text = pair.tail;
	}
	if (plan.count == 0)
		return fault_set(fault, ERR_INVALID, "no requests");
	*out = plan;
	return OK;
}

void plan_write(struct buf *out, const struct plan_request *request, struct str headers,
		uint64_t number)
{
	struct str path = request->path, body = request->body;
	if (request->is_numbered) {
		struct str n = str_fmt(out->arena, "%llu", (unsigned long long)number);
		path = str_replace(out->arena, path, S("{n}"), n);
		body = str_replace(out->arena, body, S("{n}"), n);
	}
	buf_fmt(out, "%.*s %.*s HTTP/1.1\r\n", STR_ARG(request->method), STR_ARG(path));
	buf_put(out, headers);
	if (body.len)
		buf_fmt(out,
			"Content-Type: application/x-www-form-urlencoded\r\n"
			"Content-Length: %zu\r\n",
			body.len);
	buf_put(out, S("\r\n"));
	buf_put(out, body);
}
