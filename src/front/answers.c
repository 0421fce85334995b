/* SPDX-License-Identifier: Apache-2.0 */
/* answers.c: what comes back from upstream, and to whom it goes. */
#include "front/forwarded.h"
#include "front/front_private.h"
#include "front/media.h"
#include "http/conditional.h"

void reply_sent(struct front *front, struct slot *slot)
{
	client_leaves(front->clients, slot->asker, CLIENT_REQUESTS);
	slot->asker = CLIENT_UNCOUNTED;
	slot->ticket = 0;
}

void reply(struct front *front, struct slot *slot, const struct http_request *request,
	   struct http_response *response, const struct answer_file *file, unsigned how)
{
	struct connection *connection = &slot->connection;
	static const struct answer_file none = { .fd = -1 };
	if (connection_goes_on(connection, &front->host))
		how |= ANSWER_KEEPS;
	struct answer answer = answer_make(request, response, file ? file : &none, how);
	reply_sent(front, slot);
	connection_send(connection, &front->host, request, &answer, os_monotonic_ms());
}

void reply_plainly(struct front *front, struct slot *slot, const struct http_request *request,
		   int status)
{
	struct http_response response = answer_plain(&front->arena, status);
	if (status == 405)
		http_set(&response, S("Allow"), S("GET, HEAD, POST"));
	reply(front, slot, request, &response, NULL, ANSWER_AS_IS);
}

void reply_file(struct front *front, struct slot *slot, const struct http_request *request)
{
	struct http_response response = http_response_in(&front->arena, 200);
	struct answer_file file = { .fd = -1 };
	if (media_serve(front->media, request, &response, &file))
		reply(front, slot, request, &response, &file, 0);
	else
		reply_plainly(front, slot, request, 404);
}

/* The request that slot waits for. */
struct http_request waiting_request(struct front *front, struct slot *slot)
{
	struct http_request request = connection_request(&slot->connection, &front->host);
	forwarded_apply(&front->proxies, &front->arena, &request);
	request.id = slot->request_id;
	return request;
}

/* A response of its own for each who waits: answering changes it. */
static struct http_response copy_of(struct front *front, const struct http_response *response)
{
	struct http_response copy = *response;
	copy.arena = &front->arena;
	copy.headers.items = arena_new(&front->arena, struct http_header, response->headers.count);
	copy.headers.cap = response->headers.count;
	if (copy.headers.count)
		memcpy(copy.headers.items, response->headers.items,
		       copy.headers.count * sizeof *copy.headers.items);
	return copy;
}

/* answer NULL: nobody could answer. as_page: the answer, kept; NULL when it is not. */
static void tell(struct front *front, struct slot *slot, const struct upstream_answer *answer,
		 const struct kept_page *as_page)
{
	struct arena_mark mark = arena_mark(&front->arena);
	struct http_request request = waiting_request(front, slot);
	if (as_page) {
		kept_page_hold(as_page);
		reply_page(front, slot, &request, as_page);
	} else if (!answer) {
		reply_plainly(front, slot, &request, 503);
	} else if (answer->response.file.len && slot->class == REQUEST_MEDIA) {
		reply_file(front, slot, &request);
	} else {
		struct http_response response = copy_of(front, &answer->response);
		reply(front, slot, &request, &response, NULL,
		      slot->outcome == CACHE_PASSED ? 0 : ANSWER_AS_IS);
	}
	arena_reset(&front->arena, mark);
	crowd_settle(front, slot);
}

/* What caches beyond us may do with a page is said when it is sent: it depends on how long it has
 * still to live. */
static void leave_shared_age(const struct front *front, struct http_response *response)
{
	struct str age = http_response_get(response, S("Cache-Control"));
	struct str type = http_response_get(response, S("Content-Type"));
	if (front->settings.downstream && str_starts(age, S("public, max-age=0")) &&
	    str_starts(type, S("text/html")))
		http_drop(response, S("Cache-Control"));
}

/* Keeps an answer as the page that slot asked for. Gives: the page, held; NULL when it may or can
 * not be. */
static const struct kept_page *keep(struct front *front, struct slot *slot,
				    struct upstream_answer *answer)
{
	if (!front->cache || !answer->may_keep)
		return NULL;
	struct arena_mark mark = arena_mark(&front->arena);
	struct http_request request = waiting_request(front, slot);
	variants_learn(&front->variants, str_cut(route_target(front, &request), '?').head,
		       answer->asked);
	struct str key = route_key(front, &request);
	struct http_response response = copy_of(front, &answer->response);
	unix_ms now = os_now();
	answer_complete(&response);
	leave_shared_age(front, &response);
	struct page_draft draft = {
		.key = key,
		.head = answer_lines(&response),
		.body = response.body,
		.etag = http_response_get(&response, S("ETag")),
		.file = response.file,
		.status = response.status,
		.until = answer->until,
		.stands = answer->stands,
		.stand_count = answer->stand_count,
		.sequence = answer->sequence,
	};
	const struct kept_page *page = NULL;
	if (page_cache_put(front->cache, &draft, now) == OK)
		page = page_cache_peek(front->cache, key);
	arena_reset(&front->arena, mark);
	return page;
}

static void on_flight_answer(struct front *front, uint64_t ticket, struct upstream_answer *answer)
{
	struct flight_waiter *waiting;
	const struct kept_page *page = NULL;
	bool is_first = true;
	flight_end(front->flights, ticket, &waiting);
	while (waiting) {
		struct flight_waiter *waiter = flight_waiter_take(&waiting);
		struct slot *slot = (struct slot *)((char *)waiter - offsetof(struct slot, waiter));
		if (is_first && answer)
			page = keep(front, slot, answer);
		is_first = false;
		tell(front, slot, answer, page);
	}
	kept_page_release(page);
}

static void on_answer(void *context, uint64_t ticket, struct upstream_answer *answer)
{
	struct front *front = context;
	if (!(ticket & TICKET_OF_SLOT))
		return on_flight_answer(front, ticket, answer);
	uint32_t index = (uint32_t)ticket;
	struct slot *slot = index < front->most_connections ? front->slots[index] : NULL;
	if (slot && slot->ticket == ticket)
		tell(front, slot, answer, NULL);
}

/* Nobody joins what is under way before what was touched is gone: then whoever asks after the
 * commit is told of it, gets what is of after the commit. */
static void on_touched(void *context, const struct fact_touch *touches, size_t count,
		       int64_t sequence)
{
	struct front *front = context;
	flights_seal(front->flights);
	if (front->cache)
		page_cache_touch(front->cache, touches, count, sequence);
}

static void on_touched_all(void *context, int64_t sequence)
{
	struct front *front = context;
	flights_seal(front->flights);
	if (front->cache)
		page_cache_forget_all(front->cache, sequence);
}

static int64_t seen(void *context)
{
	const struct front *front = context;
	return front->cache ? page_cache_sequence(front->cache) : 0;
}

struct upstream_sink answers_sink(struct front *front)
{
	return (struct upstream_sink){ on_answer, on_touched, on_touched_all, seen, front };
}
