/* SPDX-License-Identifier: Apache-2.0 */
/* cookie.c: one header in, one header out. */
#include "http/cookie.h"

#include "http/field.h"

static struct str find_in(struct str header, struct str name, bool *found)
{
	while (header.len) {
		struct str_pair cut = str_cut(header, ';');
		struct str_pair pair = str_cut(cut.head, '=');
		header = cut.tail;
		struct str value = str_trim(pair.tail);
		if (!pair.found || !str_eq(str_trim(pair.head), name))
			continue;
		*found = true;
		if (value.len >= 2 && value.ptr[0] == '"' && value.ptr[value.len - 1] == '"')
			value = str_sub(value, 1, value.len - 2);
		return value;
	}
	return S("");
}

struct str cookie_get(const struct http_request *request, struct str name)
{
	bool found = false;
	struct str value = S("");
	for (size_t i = 0; i < request->header_count && !found; i++)
		if (str_eq_nocase(request->headers[i].name, S("Cookie")))
			value = find_in(request->headers[i].value, name, &found);
	return value;
}

static bool is_cookie_text(struct str s, const char *refused)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if (c <= ' ' || c >= 0x7f || strchr(refused, c))
			return false;
	}
	return true;
}

enum err cookie_set(struct http_response *response, const struct cookie *cookie)
{
	struct buf out = buf_in(response->arena, 4096);
	struct str path = cookie->path.len ? cookie->path : S("/");
	if (!field_is_token(cookie->name) || !is_cookie_text(cookie->value, "\",;\\") ||
	    !is_cookie_text(path, ";") || path.ptr[0] != '/')
		return ERR_INVALID;
	buf_fmt(&out, "%.*s=%.*s; Path=%.*s; HttpOnly; SameSite=Lax", STR_ARG(cookie->name),
		STR_ARG(cookie->value), STR_ARG(path));
	if (cookie->max_age_s)
		buf_fmt(&out, "; Max-Age=%lld",
			cookie->max_age_s < 0 ? 0LL : (long long)cookie->max_age_s);
	if (cookie->is_secure)
		buf_put(&out, S("; Secure"));
	if (out.fault)
		return ERR_INVALID;
	http_add(response, S("Set-Cookie"), buf_str(&out));
	return OK;
}
