/* SPDX-License-Identifier: Apache-2.0 */
/* together.h: an upstream that is a plain function, called at once. Its answers are not kept. */
#pragma once
#include "front/upstream.h"

struct together {
	struct http_response (*handler)(void *context, const struct http_request *request,
					struct arena *arena);
	void *context;
	void (*reads)(void *context, struct str letters); /* NULL none */
};

/* together is not copied. */
struct upstream together_upstream(struct together *together);
