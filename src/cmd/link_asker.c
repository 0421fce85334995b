/* SPDX-License-Identifier: Apache-2.0 */
/* link_asker.c: a request with nobody behind it, and where its redirects end. */
#include "cmd/link_asker.h"

enum { MOST_STEPS = 5 };
#define PAGE_BYTES ((size_t)64 << 20)

enum err link_asker_open(struct arena *arena, const struct serving_options *options,
			 const struct site_conf *conf, struct link_asker *out, struct fault *fault)
{
	/* No page that is asked for here is shown: what keys its forms is no secret. */
	static const char key[SECRET_KEY_BYTES];
	*out = (struct link_asker){ .arena = arena_open(PAGE_BYTES) };
	TRY(serving_prepare(arena, options, conf, false, &out->serving, fault));
	TRY(serving_take_form_key(&out->serving, (struct str){ key, sizeof key }));
	return serving_open_store(arena, &out->serving, STORE_READ, fault);
}

/* The address a redirect leads to, when it is one of ours; "" elsewhere. */
static struct str inner_location(const struct http_response *response)
{
	struct str location = http_response_get(response, S("Location"));
	return str_starts(location, S("/")) && !str_starts(location, S("//")) ? location : S("");
}

static int status_of(struct link_asker *asker, struct str address, struct str *location)
{
	struct str_pair cut = str_cut(str_cut(address, '#').head, '?');
	const struct http_request request = {
		.method = HTTP_GET, .target = address, .path = cut.head, .query = cut.tail
	};
	struct http_response response;
	if (!serving_answer_asset(&asker->serving, &request, &asker->arena, &response))
		response = site_serve(&asker->serving.app, &request, &asker->arena);
	*location = response.status / 100 == 3 ? inner_location(&response) : S("");
	return response.status;
}

/* A redirect that leads elsewhere is the other's matter. */
bool link_asker_ask(struct link_asker *asker, struct str address)
{
	struct arena_mark mark = arena_mark(&asker->arena);
	int status = 0;
	for (int step = 0; step < MOST_STEPS && address.len; step++)
		status = status_of(asker, address, &address);
	arena_reset(&asker->arena, mark);
	return status / 100 == 2 || (status / 100 == 3 && address.len == 0);
}

void link_asker_close(struct link_asker *asker)
{
	serving_close(&asker->serving);
	if (asker->arena.start)
		arena_close(&asker->arena);
	*asker = (struct link_asker){ 0 };
}
