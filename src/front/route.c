/* SPDX-License-Identifier: Apache-2.0 */
/*
 * route.c: who answers a request.
 *
 *   path              method       who
 *   on the admin address           the front: /metrics, /health
 *   any               any other    405
 *   /health           GET, HEAD    the front: 200 as long as the loop turns
 *   /assets/...       GET, HEAD    the front, if the file is there; else as any other
 *   /desk/...         any          the desk
 *   any other         POST         the desk
 *   /media/...        GET, HEAD    the front, once a reader has said that it may be shown
 *   any other         GET, HEAD    a kept page; else a reader, once for all who ask meanwhile
 */
#include "front/forwarded.h"
#include "front/front_private.h"
#include "front/media.h"

static bool is_below(struct str path, struct str folder)
{
	return str_starts(path, folder) ||
	       str_eq(path, str_first(folder, folder.len - 1)); /* without its slash */
}

static enum request_class class_of(const struct slot *slot, const struct http_request *request)
{
	bool is_read = request->method == HTTP_GET || request->method == HTTP_HEAD;
	if (slot->is_admin)
		return REQUEST_ADMIN;
	if (!is_read || is_below(request->path, S("/desk/")))
		return REQUEST_DESK;
	if (str_starts(request->path, S("/media/")))
		return REQUEST_MEDIA;
	return str_eq(request->path, S("/health")) ? REQUEST_HEALTH : REQUEST_PAGE;
}

struct str route_target(struct front *front, const struct http_request *request)
{
	if (str_starts(request->target, S("/")))
		return request->target;
	return str_fmt(&front->arena, "%.*s%s%.*s", STR_ARG(request->path),
		       request->query.len ? "?" : "", STR_ARG(request->query));
}

struct str route_key(struct front *front, const struct http_request *request)
{
	return variants_key(&front->variants, &front->arena, route_target(front, request));
}

void route_forget(struct front *front, struct slot *slot)
{
	if (slot->ticket)
		front->upstream.forget(front->upstream.context, slot->ticket);
	flight_leave(&slot->waiter);
	reply_sent(front, slot);
}

void route_late(struct front *front, struct slot *slot)
{
	struct arena_mark mark = arena_mark(&front->arena);
	struct http_request request = waiting_request(front, slot);
	route_forget(front, slot);
	reply_plainly(front, slot, &request, 503);
	arena_reset(&front->arena, mark);
}

/* Gives: whether upstream may be asked for this client too; else it was told to come later. */
static bool begin_waiting(struct front *front, struct slot *slot,
			  const struct http_request *request)
{
	if (client_enters(front->clients, request->client, CLIENT_REQUESTS, LIMIT_CLIENT_REQUESTS,
			  &slot->asker) != OK) {
		metrics_limit(&front->metrics, HIT_CLIENT_REQUESTS);
		reply_plainly(front, slot, request, 429);
		return false;
	}
	if (connection_wait(&slot->connection, &front->host, os_monotonic_ms()))
		return true;
	reply_plainly(front, slot, request, 503);
	return false;
}

static void ask_for_one(struct front *front, struct slot *slot, const struct http_request *request)
{
	uint64_t number = ++front->tickets & 0x7fffffff;
	struct upstream_sink sink = answers_sink(front);
	enum upstream_to to = slot->class == REQUEST_DESK ? UPSTREAM_DESK : UPSTREAM_READER;
	slot->outcome = CACHE_PASSED;
	if (!begin_waiting(front, slot, request))
		return;
	slot->ticket = TICKET_OF_SLOT | number << 32 | slot->index;
	enum err err = front->upstream.ask(front->upstream.context, &sink, slot->ticket, to,
					   request, &front->arena);
	if (err == OK)
		return;
	slot->ticket = 0;
	reply_plainly(front, slot, request, err == ERR_TOO_BIG ? 413 : 503);
}

/* Ends what was begun and will not be asked for, so that the next to come begins it anew. Nobody
 * else can have joined. */
static void give_up(struct front *front, struct slot *slot, const struct flight *flight)
{
	struct flight_waiter *waiting;
	flight_leave(&slot->waiter);
	if (flight->starts)
		flight_end(front->flights, flight->ticket, &waiting);
}

static void ask_for_all(struct front *front, struct slot *slot, const struct http_request *request)
{
	struct flight flight;
	struct upstream_sink sink = answers_sink(front);
	struct str key = route_target(front, request);
	if (flight_join(front->flights, key, &slot->waiter, &flight) != OK)
		return ask_for_one(front, slot, request);
	slot->outcome = flight.starts ? CACHE_MISS : CACHE_COALESCED;
	if (!begin_waiting(front, slot, request)) {
		give_up(front, slot, &flight);
		return;
	}
	if (!flight.starts || front->upstream.ask(front->upstream.context, &sink, flight.ticket,
						  UPSTREAM_READER, request, &front->arena) == OK)
		return;
	give_up(front, slot, &flight);
	reply_plainly(front, slot, request, 503);
}

static void answer_admin(struct front *front, struct slot *slot, const struct http_request *request)
{
	if (!str_eq(request->path, S("/metrics")))
		return reply_plainly(front, slot, request, 404);
	struct http_response response = watching_metrics(front);
	reply(front, slot, request, &response, NULL, 0);
}

static void answer_health(struct front *front, struct slot *slot,
			  const struct http_request *request)
{
	struct http_response response = http_response_in(&front->arena, 200);
	http_set(&response, S("Content-Type"), S("text/plain; charset=utf-8"));
	http_set(&response, S("Cache-Control"), S("no-store"));
	response.body = S("ok\n");
	reply(front, slot, request, &response, NULL, ANSWER_AS_IS);
}

/* Gives: whether it is one of the front's own files. */
static bool answer_asset(struct front *front, struct slot *slot, const struct http_request *request)
{
	bool is_immutable;
	bool is_read = request->method == HTTP_GET || request->method == HTTP_HEAD;
	if (!front->assets || !is_read || str_find(request->path, S("assets/")) == STR_NONE)
		return false;
	struct front_asset *asset = assets_find(front->assets, request->path, &is_immutable);
	if (!asset)
		return false;
	slot->class = REQUEST_ASSET;
	reply_asset(front, slot, request, asset, is_immutable);
	return true;
}

static void answer_page(struct front *front, struct slot *slot, const struct http_request *request)
{
	const struct kept_page *page =
		front->cache ? page_cache_get(front->cache, route_key(front, request), os_now())
			     : NULL;
	if (!page)
		return ask_for_all(front, slot, request);
	slot->outcome = CACHE_HIT;
	reply_page(front, slot, request, page);
}

/* A front whose files anybody may see asks nobody. */
static bool answer_media(struct front *front, struct slot *slot, const struct http_request *request)
{
	struct http_response response = http_response_in(&front->arena, 200);
	struct answer_file file = { .fd = -1 };
	if (front->settings.media_needs_permit ||
	    !media_serve(front->media, request, &response, &file))
		return false;
	reply(front, slot, request, &response, &file, 0);
	return true;
}

static void route(struct front *front, struct slot *slot, const struct http_request *request)
{
	if (request->method == HTTP_OTHER)
		return reply_plainly(front, slot, request, 405);
	if (slot->class == REQUEST_HEALTH || str_eq(request->path, S("/health")))
		return answer_health(front, slot, request);
	if (slot->class == REQUEST_ADMIN)
		return answer_admin(front, slot, request);
	if (answer_asset(front, slot, request))
		return;
	if (slot->class == REQUEST_MEDIA && answer_media(front, slot, request))
		return;
	if (slot->class == REQUEST_DESK || front->is_together)
		return ask_for_one(front, slot, request);
	answer_page(front, slot, request);
}

void route_request(void *context, struct connection *connection, struct http_request *request)
{
	struct front *front = context;
	struct slot *slot = (struct slot *)connection; /* its first member */
	forwarded_apply(&front->proxies, &front->arena, request);
	request->id = slot->request_id = ++front->requests;
	slot->class = class_of(slot, request);
	slot->outcome = CACHE_NONE;
	route(front, slot, request);
}
