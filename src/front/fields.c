/* SPDX-License-Identifier: Apache-2.0 */
/* fields.c: llhttp's callbacks. A head comes whole, so each name and value comes in one piece. */
#include "front/fields.h"

#include <llhttp/llhttp.h>

bool method_is_known(struct str method)
{
#define NAME(number, name, string) STR_CONST(#string),
	static const struct str names[] = { HTTP_METHOD_MAP(NAME) };
#undef NAME
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (str_eq(names[i], method))
			return true;
	return false;
}

struct gathering {
	int (*add)(void *to, struct str name, struct str value);
	void *to;
	struct str name, value;
	int status;
};

static int on_name(llhttp_t *parser, const char *at, size_t len)
{
	struct gathering *gathering = parser->data;
	gathering->name = (struct str){ at, len };
	gathering->value = S("");
	return 0;
}

static int on_value(llhttp_t *parser, const char *at, size_t len)
{
	struct gathering *gathering = parser->data;
	gathering->value = (struct str){ at, len };
	return 0;
}

static int on_header(llhttp_t *parser)
{
	struct gathering *gathering = parser->data;
	gathering->status =
		gathering->add(gathering->to, gathering->name, str_trim(gathering->value));
	return gathering->status ? HPE_USER : 0;
}

static int on_head_end(llhttp_t *parser)
{
	(void)parser;
	return HPE_PAUSED;
}

static const llhttp_settings_t callbacks = {
	.on_header_field = on_name,
	.on_header_value = on_value,
	.on_header_value_complete = on_header,
	.on_headers_complete = on_head_end,
};

static int status_of(llhttp_errno_t error)
{
	return error == HPE_INVALID_METHOD ? 501 : error == HPE_INVALID_VERSION ? 505 : 400;
}

int fields_parse(struct str head, int (*add)(void *to, struct str name, struct str value), void *to)
{
	llhttp_t parser;
	struct gathering gathering = { .add = add, .to = to };
	llhttp_init(&parser, HTTP_REQUEST, &callbacks);
	parser.data = &gathering;
	llhttp_errno_t error = llhttp_execute(&parser, head.ptr, head.len);
	if (gathering.status)
		return gathering.status;
	return error == HPE_PAUSED ? 0 : status_of(error);
}
