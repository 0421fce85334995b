/* SPDX-License-Identifier: Apache-2.0 */
/* forwarded.c: reading X-Forwarded-* from their ends, which the nearest proxy wrote. */
#include "front/forwarded.h"

#include "front/head.h"

static struct str last_of(struct str list)
{
	return str_trim(str_cut_last(list, ',').tail);
}

/* A header that comes twice is one list (RFC 9110, 5.3): the last line has its end. */
static struct str last_line(const struct http_request *request, struct str name, size_t before)
{
	for (size_t i = before; i-- > 0;)
		if (str_eq_nocase(request->headers[i].name, name))
			return request->headers[i].value;
	return S("");
}

static void set_host(struct arena *into, struct http_request *request, struct str host)
{
	size_t count = request->header_count;
	struct http_header *headers = arena_new(into, struct http_header, count);
	for (size_t i = 0; i < count; i++) {
		headers[i] = request->headers[i];
		if (str_eq_nocase(headers[i].name, S("Host")))
			headers[i].value = host;
	}
	request->headers = headers;
}

/* Goes through one line from its end. Gives: whether the line before it counts too. */
static bool take_addresses(const struct proxies *proxies, struct http_request *request,
			   struct str rest)
{
	while (rest.len) {
		struct str_pair cut = str_cut_last(rest, ',');
		struct str address = str_trim(cut.tail);
		rest = cut.head;
		if (!proxies_is_address(address))
			return false;
		request->client = address;
		if (!proxies_trust(proxies, address))
			return false;
	}
	return true;
}

void forwarded_apply(const struct proxies *proxies, struct arena *into,
		     struct http_request *request)
{
	if (!proxies_trust(proxies, request->client))
		return;
	size_t all = request->header_count;
	struct str host = last_of(last_line(request, S("X-Forwarded-Host"), all));
	request->is_https =
		str_eq_nocase(last_of(last_line(request, S("X-Forwarded-Proto"), all)), S("https"));
	for (size_t i = all; i-- > 0;)
		if (str_eq_nocase(request->headers[i].name, S("X-Forwarded-For")) &&
		    !take_addresses(proxies, request, request->headers[i].value))
			break;
	if (host.len && head_host_is_sound(host))
		set_host(into, request, host);
}
