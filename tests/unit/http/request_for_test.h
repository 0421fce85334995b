/* SPDX-License-Identifier: Apache-2.0 */
/* request_for_test.h: a GET with a header or two. */
#pragma once
#include "../cmocka_first.h"
#include "http/message.h"

struct made_request {
	struct http_header headers[2];
	struct http_request request;
};

#define GET_WITH(variable, name1, value1, name2, value2)                                           \
	struct made_request variable##_ = { .headers = { { S(name1), str_of(value1) },             \
							 { S(name2), str_of(value2) } } };         \
	struct http_request variable = { .method = HTTP_GET,                                       \
					 .headers = variable##_.headers,                           \
					 .header_count = 2 }
