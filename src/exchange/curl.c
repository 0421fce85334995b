/* SPDX-License-Identifier: Apache-2.0 */
/* curl.c: finding libcurl and its functions, and one call. */
#include "exchange/curl.h"

#include <curl/curl.h>
#include <dlfcn.h>

#include "os/address.h"

static const char LIBRARY[] = "libcurl.so.4";

struct curl_library {
	CURLcode (*global_init)(long flags);
	CURL *(*begin)(void);
	CURLcode (*set)(CURL *handle, CURLoption option, ...);
	CURLcode (*perform)(CURL *handle);
	CURLcode (*get)(CURL *handle, CURLINFO info, ...);
	void (*end)(CURL *handle);
	struct curl_slist *(*append)(struct curl_slist *list, const char *text);
	void (*free_list)(struct curl_slist *list);
	const char *(*error)(CURLcode code);
};

/* Function pointers come out of dlsym() as void *: POSIX allows it, C needs the detour. */
static enum err find_all(void *library, struct curl_library *curl, struct fault *fault)
{
	const struct {
		const char *name;
		void *at;
	} symbols[] = {
		{ "curl_global_init", &curl->global_init },
		{ "curl_easy_init", &curl->begin },
		{ "curl_easy_setopt", &curl->set },
		{ "curl_easy_perform", &curl->perform },
		{ "curl_easy_getinfo", &curl->get },
		{ "curl_easy_cleanup", &curl->end },
		{ "curl_slist_append", &curl->append },
		{ "curl_slist_free_all", &curl->free_list },
		{ "curl_easy_strerror", &curl->error },
	};
	for (size_t i = 0; i < COUNT_OF(symbols); i++) {
		void *found = dlsym(library, symbols[i].name);
		if (!found)
			return fault_set(fault, ERR_INVALID, "%s has no %s", LIBRARY,
					 symbols[i].name);
		*(void **)symbols[i].at = found;
	}
	return OK;
}

enum err curl_library_open(struct arena *into, struct curl_library **out, struct fault *fault)
{
	struct curl_library *curl = arena_new(into, struct curl_library, 1);
	void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	if (!library)
		return fault_set(fault, ERR_NOT_FOUND,
				 "mail and calls to other servers need libcurl, which is not "
				 "installed (Debian: libcurl4)");
	TRY(find_all(library, curl, fault));
	if (curl->global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return fault_set(fault, ERR_INVALID, "libcurl does not start");
	*out = curl;
	return OK;
}

struct str curl_host(struct str url)
{
	struct str rest = str_cut_str(url, S("://")).tail;
	size_t end = 0;
	while (end < rest.len && !strchr("/?#", rest.ptr[end]))
		end++;
	rest = str_first(rest, end);
	struct str_pair user = str_cut_last(rest, '@');
	struct str host = user.found ? user.tail : rest;
	if (str_drop_prefix(&host, S("[")))
		return str_cut(host, ']').head;
	return str_cut(host, ':').head;
}

bool curl_host_is_here(struct str host)
{
	return str_eq_nocase(host, S("localhost")) || str_starts(host, S("127.")) ||
	       str_eq(host, S("::1"));
}

static struct str port_of(struct str url)
{
	struct str rest = str_cut_str(url, S("://")).tail;
	size_t end = 0;
	while (end < rest.len && !strchr("/?#", rest.ptr[end]))
		end++;
	struct str_pair user = str_cut_last(str_first(rest, end), '@');
	struct str place = user.found ? user.tail : str_first(rest, end);
	if (str_starts(place, S("[")))
		place = str_cut(place, ']').tail;
	struct str_pair port = str_cut(place, ':');
	if (port.found)
		return port.tail;
	return str_starts(url, S("https:"))   ? S("443")
	       : str_starts(url, S("smtps:")) ? S("465")
	       : str_starts(url, S("smtp:"))  ? S("25")
					      : S("80");
}

/* One call under way. */
struct run {
	const struct curl_library *curl;
	const struct curl_call *call;
	struct arena *into;
	CURL *handle;
	struct curl_slist *headers, *recipients, *addresses;
	struct str unsent;
	struct buf answer;
	size_t read_bytes;
	bool was_private;
};

static size_t take_answer(char *bytes, size_t size, size_t count, void *context)
{
	struct run *run = context;
	struct str part = { bytes, size * count };
	run->read_bytes += part.len;
	buf_put(&run->answer,
		str_first(part, LIMIT_ERRAND_ANSWER_BYTES - buf_str(&run->answer).len));
	return run->read_bytes > LIMIT_CALL_ANSWER_BYTES ? 0 : part.len;
}

static size_t give_mail(char *out, size_t size, size_t count, void *context)
{
	struct run *run = context;
	struct str part = str_first(run->unsent, size * count);
	if (part.len)
		memcpy(out, part.ptr, part.len);
	run->unsent = str_from(run->unsent, part.len);
	return part.len;
}

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct run *run = context;
	(void)purpose;
	if (!run->call->may_be_private && !os_address_is_public(&address->addr, address->addrlen)) {
		run->was_private = true;
		return CURL_SOCKET_BAD;
	}
	return os_socket(address->family, address->socktype, address->protocol);
}

/* libcurl would ask on a thread of its own. */
static enum err resolve(struct run *run)
{
	struct os_addresses found;
	struct str host = curl_host(run->call->url), port = port_of(run->call->url);
	if (str_contains(host, S(":")))
		return OK; /* it is an address, and looked at as one */
	TRY(os_resolve(host, &found));
	struct buf line = buf_in(run->into, 2000);
	buf_fmt(&line, "%.*s:%.*s:", STR_ARG(host), STR_ARG(port));
	for (size_t i = 0; i < found.count; i++) {
		bool is_6 = strchr(found.items[i], ':') != NULL;
		buf_fmt(&line, "%s%s%s%s", i ? "," : "", is_6 ? "[" : "", found.items[i],
			is_6 ? "]" : "");
	}
	run->addresses = run->curl->append(NULL, str_z(run->into, buf_str(&line)));
	return line.fault;
}

static void set_bounds(const struct run *run)
{
	const struct curl_library *curl = run->curl;
	CURL *handle = run->handle;
	curl->set(handle, CURLOPT_NOSIGNAL, 1L);
	curl->set(handle, CURLOPT_CONNECTTIMEOUT_MS, (long)LIMIT_CALL_CONNECT_MS);
	curl->set(handle, CURLOPT_TIMEOUT_MS, (long)LIMIT_CALL_MS);
	curl->set(handle, CURLOPT_FOLLOWLOCATION, 0L);
	curl->set(handle, CURLOPT_PROXY, "");
	curl->set(handle, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl->set(handle, CURLOPT_SSL_VERIFYPEER, 1L);
	curl->set(handle, CURLOPT_SSL_VERIFYHOST, 2L);
	curl->set(handle, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl->set(handle, CURLOPT_RESOLVE, run->addresses);
	curl->set(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl->set(handle, CURLOPT_OPENSOCKETDATA, run);
	curl->set(handle, CURLOPT_WRITEFUNCTION, take_answer);
	curl->set(handle, CURLOPT_WRITEDATA, run);
}

/* A mail server on this machine is spoken to as it is; any other with TLS or not at all. Its name
 * for us is that of the sender's domain. */
static void set_mail(struct run *run)
{
	const struct curl_library *curl = run->curl;
	const struct curl_call *call = run->call;
	CURL *handle = run->handle;
	bool is_here = curl_host_is_here(curl_host(call->url));
	struct str url = call->url;
	while (str_drop_suffix(&url, S("/")))
		;
	url = str_fmt(run->into, "%.*s/%.*s", STR_ARG(url),
		      STR_ARG(str_cut_last(call->from, '@').tail));
	run->recipients = curl->append(
		NULL, str_z(run->into, str_fmt(run->into, "<%.*s>", STR_ARG(call->rcpt))));
	run->unsent = call->body;
	curl->set(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl->set(handle, CURLOPT_URL, str_z(run->into, url));
	curl->set(handle, CURLOPT_USE_SSL, (long)(is_here ? CURLUSESSL_NONE : CURLUSESSL_ALL));
	curl->set(handle, CURLOPT_MAIL_FROM,
		  str_z(run->into, str_fmt(run->into, "<%.*s>", STR_ARG(call->from))));
	curl->set(handle, CURLOPT_MAIL_RCPT, run->recipients);
	curl->set(handle, CURLOPT_READFUNCTION, give_mail);
	curl->set(handle, CURLOPT_READDATA, run);
	curl->set(handle, CURLOPT_UPLOAD, 1L);
}

static void set_request(struct run *run)
{
	const struct curl_library *curl = run->curl;
	const struct curl_call *call = run->call;
	CURL *handle = run->handle;
	for (struct str lines = call->headers; lines.len;) {
		struct str_pair line = str_cut(lines, '\n');
		run->headers = curl->append(run->headers, str_z(run->into, line.head));
		lines = line.tail;
	}
	run->headers = curl->append(run->headers, "Expect:");
	curl->set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
	curl->set(handle, CURLOPT_URL, str_z(run->into, call->url));
	curl->set(handle, CURLOPT_USERAGENT, "Broadside");
	curl->set(handle, CURLOPT_HTTPHEADER, run->headers);
	if (call->body.len) {
		curl->set(handle, CURLOPT_POSTFIELDSIZE, (long)call->body.len);
		curl->set(handle, CURLOPT_POSTFIELDS, call->body.ptr);
	}
	curl->set(handle, CURLOPT_CUSTOMREQUEST, str_z(run->into, call->method));
}

static struct errand_end refused(const char *why)
{
	return (struct errand_end){ .outcome = ERRAND_REFUSED, .why = str_of(why) };
}

/* SMTP says by its first digit whether to try again (RFC 5321, section 4.2.1). */
static struct errand_end end_of(const struct run *run, CURLcode code)
{
	struct errand_end end = { .answer = buf_str(&run->answer) };
	bool is_mail = run->call->rcpt.len > 0;
	long status = 0;
	run->curl->get(run->handle, CURLINFO_RESPONSE_CODE, &status);
	end.status = status > 0 && status < 1000 ? (int)status : 0;
	if (run->was_private)
		return refused("its address is not one of the open network's");
	if (code == CURLE_OK || (!is_mail && code == CURLE_WRITE_ERROR && end.status))
		return end;
	if (code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT)
		return refused("not an address that can be called");
	bool is_final = is_mail && code != CURLE_LOGIN_DENIED && end.status >= 500;
	end.outcome = is_final ? ERRAND_REFUSED : ERRAND_LATER;
	end.why = end.status ? str_fmt(run->into, "%s (%d)", run->curl->error(code), end.status)
			     : str_of(run->curl->error(code));
	return end;
}

void curl_run(const struct curl_library *curl, struct arena *into, const struct curl_call *call,
	      struct errand_end *out)
{
	struct run run = { .curl = curl,
			   .call = call,
			   .into = into,
			   .handle = curl->begin(),
			   .answer = buf_in(into, LIMIT_ERRAND_ANSWER_BYTES) };
	if (!run.handle) {
		*out = (struct errand_end){ .outcome = ERRAND_LATER, .why = S("no memory") };
		return;
	}
	if (resolve(&run) != OK) {
		*out = (struct errand_end){ .outcome = ERRAND_LATER,
					    .why = S("its host's name is not known") };
	} else {
		set_bounds(&run);
		if (call->rcpt.len)
			set_mail(&run);
		else
			set_request(&run);
		*out = end_of(&run, curl->perform(run.handle));
	}
	curl->end(run.handle);
	curl->free_list(run.headers);
	curl->free_list(run.recipients);
	curl->free_list(run.addresses);
}
