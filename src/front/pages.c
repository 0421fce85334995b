/* SPDX-License-Identifier: Apache-2.0 */
/* pages.c: answers from what is kept in memory: finished pages and assets. Nothing is copied: head
 * and body go out from where they lie, and are held until they are out. */
#include "front/compress.h"
#include "front/front_private.h"
#include "front/media.h"
#include "http/conditional.h"
#include "http/media_type.h"
#include "http/url.h"

struct ready {
	int status;
	struct str head, etag, body, coding;
	struct held held;
	bool says_shared_age; /* what caches beyond us may do, for they are told here */
	unix_ms until;
};

/* A header of those in head, which begins each of its lines with CR LF. */
static struct str line_of(struct str head, struct str begin)
{
	size_t at = str_find(head, begin);
	return at == STR_NONE ? S("") : str_cut_str(str_from(head, at + begin.len), S("\r\n")).head;
}

static bool is_had(const struct http_request *request, const struct ready *ready)
{
	unix_ms modified = { 0 };
	struct str date = S("");
	if (ready->status != 200)
		return false;
	if (http_get(request, S("If-Modified-Since")).len)
		date = line_of(ready->head, S("\r\nLast-Modified: "));
	if (date.len && time_parse_rfc5322(date, &modified) != OK)
		modified = (unix_ms){ 0 };
	return http_is_not_modified(request, ready->etag, modified);
}

/* RFC 9111, 5.2.2.10 and RFC 5861: no longer than the page has to live. */
static struct str shared_age(struct arena *arena, unix_ms until, unix_ms now)
{
	int64_t left = time_is_set(until) ? (until.ms - now.ms) / 1000 : INT64_MAX;
	int64_t age = left < LIMIT_SHARED_S ? left : LIMIT_SHARED_S;
	int64_t stale = left - age < LIMIT_SHARED_STALE_S ? left - age : LIMIT_SHARED_STALE_S;
	return str_fmt(arena,
		       "\r\nCache-Control: public, max-age=0, s-maxage=%lld, "
		       "stale-while-revalidate=%lld, stale-if-error=%d",
		       (long long)age, (long long)stale, LIMIT_SHARED_ERROR_S);
}

static void reply_ready(struct front *front, struct slot *slot, const struct http_request *request,
			const struct ready *ready)
{
	struct connection *connection = &slot->connection;
	bool has_it = is_had(request, ready);
	int status = has_it ? 304 : ready->status;
	bool has_body = !answer_has_no_body(status);
	bool keeps = connection_goes_on(connection, &front->host);
	int64_t bytes = has_body ? (int64_t)ready->body.len : -1;
	struct str end = answer_end(&front->arena, request, has_body ? ready->coding : S(""), bytes,
				    keeps ? ANSWER_KEEPS : 0);
	struct str age =
		ready->says_shared_age ? shared_age(&front->arena, ready->until, os_now()) : S("");
	if (age.len)
		end = str_fmt(&front->arena, "%.*s%.*s", STR_ARG(age), STR_ARG(end));
	struct answer answer = {
		.status = status,
		.start = start_line(&front->start_lines, &front->arena, status, os_now()),
		.head = ready->head,
		.end = end,
		.body = has_body && request->method != HTTP_HEAD ? ready->body : S(""),
		.body_stays = true,
		.held = ready->held,
		.file = -1,
		.keep_alive = keeps,
	};
	reply_sent(front, slot);
	connection_send(connection, &front->host, request, &answer, os_monotonic_ms());
}

/* Whether it is time to try: what could not be compressed, or kept, is tried less and less. */
static bool is_worth_it(uint32_t asked, size_t bytes)
{
	return asked >= 1 && (asked & (asked - 1)) == 0 && bytes >= WORTH_COMPRESSING_BYTES &&
	       bytes <= LIMIT_COMPRESS_BYTES;
}

static void release_page(const void *what)
{
	kept_page_release(what);
}

static struct str body_of(struct front *front, const struct http_request *request,
			  const struct kept_page *page, struct str *coding_said)
{
	enum page_coding coding;
	struct str made;
	if (!coding_wanted(http_get(request, S("Accept-Encoding")), &coding))
		return page->body;
	if (page->coded[coding].len == 0 && is_worth_it(page->asked, page->body.len) &&
	    media_type_is_text(line_of(page->head, S("\r\nContent-Type: "))) &&
	    compress_as(coding, &front->arena, page->body, &made) == OK &&
	    page_cache_keep_coding(front->cache, page, coding, made) != OK)
		return page->body; /* no room: as it is, it can be sent */
	if (page->coded[coding].len == 0)
		return page->body;
	*coding_said = coding_name(coding);
	return page->coded[coding];
}

void reply_page(struct front *front, struct slot *slot, const struct http_request *request,
		const struct kept_page *page)
{
	struct ready ready = {
		.status = page->status,
		.head = page->head,
		.etag = page->etag,
		.held = { page, release_page },
	};
	if (page->file.len) {
		reply_file(front, slot, request);
		kept_page_release(page);
		return;
	}
	ready.says_shared_age = front->settings.downstream &&
				line_of(page->head, S("\r\nCache-Control: ")).len == 0;
	ready.until = page->until;
	ready.body = body_of(front, request, page, &ready.coding);
	reply_ready(front, slot, request, &ready);
}

void reply_asset(struct front *front, struct slot *slot, const struct http_request *request,
		 struct front_asset *asset, bool is_immutable)
{
	enum page_coding coding;
	struct str made;
	struct ready ready = { .status = 200,
			       .head = asset->head[is_immutable],
			       .etag = asset->etag,
			       .body = asset->body };
	if (asset->is_text && coding_wanted(http_get(request, S("Accept-Encoding")), &coding)) {
		asset->asked++;
		if (asset->coded[coding].len == 0 && is_worth_it(asset->asked, asset->body.len) &&
		    compress_as(coding, &front->arena, asset->body, &made) == OK)
			assets_keep_coding(front->assets, asset, coding, made);
		if (asset->coded[coding].len) {
			ready.body = asset->coded[coding];
			ready.coding = coding_name(coding);
		}
	}
	reply_ready(front, slot, request, &ready);
}
