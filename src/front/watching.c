/* SPDX-License-Identifier: Apache-2.0 */
/* watching.c: what is noted of each answer, and what the operator is shown. */
#include "front/front_private.h"
#include "front/pool.h"

void watching_note(void *context, const struct connection *connection,
		   const struct http_request *request, const struct answer *answer, int64_t bytes,
		   int64_t ms)
{
	struct front *front = context;
	const struct slot *slot = (const struct slot *)connection;
	bool is_refusal = request->target.len == 0;
	enum request_class class = is_refusal ? REQUEST_REFUSED : slot->class;
	enum cache_outcome outcome = is_refusal ? CACHE_NONE : slot->outcome;
	metrics_answer(&front->metrics, class, outcome, answer->status, bytes, ms);
	if (front->reads && class == REQUEST_PAGE &&
	    (answer->status == 200 || answer->status == 304))
		reads_note(front->reads, request, front->arena, os_monotonic_ms());
	if (front->log.fd == 0 || class == REQUEST_ADMIN)
		return;
	struct access_entry entry = {
		.id = request->id,
		.method = request->method,
		.path = request->path,
		.client = request->client,
		.user_agent = http_get(request, S("User-Agent")),
		.status = answer->status,
		.bytes = bytes,
		.ms = ms,
		.class = class,
		.outcome = outcome,
	};
	access_log_add(&front->log, &front->arena, &entry, os_monotonic_ms());
}

void watching_tell_reads(struct front *front, int64_t now_ms, bool is_last)
{
	if (!front->reads || (!is_last && !reads_are_due(front->reads, now_ms)))
		return;
	struct arena_mark mark = arena_mark(&front->arena);
	struct str letters = reads_take(front->reads, &front->arena);
	if (letters.len)
		front->upstream.reads(front->upstream.context, letters);
	arena_reset(&front->arena, mark);
}

static void write_cache(struct buf *out, const struct page_cache *cache)
{
	struct page_cache_stats stats;
	page_cache_stats(cache, &stats);
	metrics_type(out, "cache_dropped_total", "counter",
		     "Pages dropped, by the kind of fact that was touched.");
	for (size_t i = 0; i < COUNT_OF(stats.dropped_by); i++)
		if (fact_kind_label((enum fact_kind)i).len)
			metrics_number(out, "cache_dropped_total", "kind",
				       fact_kind_label((enum fact_kind)i), stats.dropped_by[i]);
	const struct {
		const char *name, *type, *help;
		uint64_t value;
	} lines[] = {
		{ "cache_kept_total", "counter", "Pages taken in.", stats.kept },
		{ "cache_expired_total", "counter", "Pages whose time was over.", stats.expired },
		{ "cache_evicted_total", "counter", "Pages that made room.", stats.evicted },
		{ "cache_refused_stale_total", "counter", "Pages older than a touch of theirs.",
		  stats.refused_stale },
		{ "cache_refused_big_total", "counter", "Pages too large.", stats.refused_big },
		{ "cache_refused_memory_total", "counter", "Pages for which there was no memory.",
		  stats.refused_memory },
		{ "cache_pages", "gauge", "Pages there are.", stats.pages },
		{ "cache_loved_pages", "gauge", "Of those, asked for again.", stats.loved },
		{ "cache_bytes", "gauge", "Bytes they take.", stats.bytes },
		{ "cache_limit_bytes", "gauge", "Bytes they may take.", stats.limit_bytes },
		{ "cache_sending_bytes", "gauge", "Bytes of dropped pages still being sent.",
		  stats.sending_bytes },
	};
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		metrics_type(out, lines[i].name, lines[i].type, lines[i].help);
		metrics_number(out, lines[i].name, "", S(""), lines[i].value);
	}
}

static void write_pool(struct buf *out, const struct pool *pool)
{
	static const struct str to[] = { STR_CONST("reader"), STR_CONST("desk") };
	struct pool_stats stats;
	pool_stats(pool, &stats);
	metrics_type(out, "asked_total", "counter", "Requests workers were asked for.");
	for (size_t i = 0; i < COUNT_OF(to); i++)
		metrics_number(out, "asked_total", "role", to[i], stats.asked[i]);
	metrics_type(out, "queue_length", "gauge", "Requests that wait for a worker.");
	for (size_t i = 0; i < COUNT_OF(to); i++)
		metrics_number(out, "queue_length", "role", to[i], stats.queued[i]);
	metrics_type(out, "in_flight", "gauge", "Requests that are with a worker.");
	for (size_t i = 0; i < COUNT_OF(to); i++)
		metrics_number(out, "in_flight", "role", to[i], stats.in_flight[i]);
	metrics_type(out, "workers", "gauge", "Workers there are.");
	for (size_t i = 0; i < COUNT_OF(to); i++)
		metrics_number(out, "workers", "role", to[i], stats.workers[i]);
	metrics_type(out, "unserved_total", "counter", "Requests without an answer, by reason.");
	metrics_number(out, "unserved_total", "why", S("queue_full"), stats.queue_full);
	metrics_number(out, "unserved_total", "why", S("queue_late"), stats.queue_late);
	metrics_number(out, "unserved_total", "why", S("worker_late"), stats.worker_late);
	metrics_number(out, "unserved_total", "why", S("worker_died"), stats.worker_died);
}

struct http_response watching_metrics(struct front *front)
{
	struct http_response response = http_response_in(&front->arena, 200);
	struct buf out = buf_in(&front->arena, 1 << 20);
	metrics_write(&out, &front->metrics);
	metrics_type(&out, "connections", "gauge", "Connections there are.");
	metrics_number(&out, "connections", "", S(""), front->connection_count);
	metrics_type(&out, "idle_connections", "gauge", "Of those, between requests.");
	metrics_number(&out, "idle_connections", "", S(""),
		       front->lists[LIST_FRESH].count + front->lists[LIST_RESTED].count);
	metrics_type(&out, "clients", "gauge", "Addresses that have connections or requests.");
	metrics_number(&out, "clients", "", S(""), clients_count(front->clients));
	metrics_type(&out, "buffered_bytes", "gauge", "Bytes of requests that are not whole.");
	metrics_number(&out, "buffered_bytes", "", S(""), front->buffered);
	if (front->cache)
		write_cache(&out, front->cache);
	if (front->settings.pool)
		write_pool(&out, front->settings.pool);
	http_set(&response, S("Content-Type"), S("text/plain; version=0.0.4; charset=utf-8"));
	http_set(&response, S("Cache-Control"), S("no-store"));
	response.body = buf_str(&out);
	return response;
}
