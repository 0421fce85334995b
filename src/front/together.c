/* SPDX-License-Identifier: Apache-2.0 */
/* together.c: the answer comes while it is asked for. */
#include "front/together.h"

#include "os/sealed.h"
#include "proc/message.h"

static enum err ask(void *context, const struct upstream_sink *sink, uint64_t ticket,
		    enum upstream_to to, const struct http_request *request, struct arena *arena)
{
	const struct together *together = context;
	struct http_request whole = *request;
	CLEANUP(os_sealed_unmap) struct str mapped = S("");
	if (request->body_file) {
		TRY(os_sealed_map(request->body_file, LIMIT_ASK_FILE_BYTES, &mapped));
		whole.body = mapped;
	}
	struct upstream_answer answer = {
		.response = together->handler(together->context, &whole, arena),
	};
	(void)to;
	sink->answered(sink->context, ticket, &answer);
	return OK;
}

static void forget(void *context, uint64_t ticket)
{
	(void)context, (void)ticket;
}

static void reads(void *context, struct str letters)
{
	const struct together *together = context;
	together->reads(together->context, letters);
}

struct upstream together_upstream(struct together *together)
{
	return (struct upstream){ ask, forget, together->reads ? reads : NULL, together };
}
