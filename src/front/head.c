/* SPDX-License-Identifier: Apache-2.0 */
/* head.c: scanning, parsing, and every reason to refuse. */
#include "front/head.h"

#include "front/fields.h"
#include "http/field.h"
#include "http/url.h"

static const size_t REST_OF_LINE = 64; /* room for method and version beside the target */

/* One byte of a head. Gives: 0, or the status of a refusal. */
static int scan_byte(struct head_scan *scan, const char *bytes)
{
	size_t at = scan->at;
	unsigned char c = (unsigned char)bytes[at];
	bool after_cr = at > scan->line_start && bytes[at - 1] == '\r';
	if (after_cr != (c == '\n'))
		return 400;
	if ((c < ' ' && c != '\r' && c != '\n' && c != '\t') || c == 0x7f)
		return 400;
	if (at == scan->line_start && scan->in_headers && (c == ' ' || c == '\t'))
		return 400; /* a folded line */
	if (!scan->in_headers && at >= LIMIT_TARGET_BYTES + REST_OF_LINE)
		return 414;
	if (at >= LIMIT_HEAD_BYTES)
		return 431;
	if (c != '\n')
		return 0;
	if (at + 1 - scan->line_start == 2) {
		if (!scan->in_headers)
			return 400; /* no request line */
		scan->end = at + 1;
	}
	scan->line_start = at + 1;
	scan->in_headers = true;
	return 0;
}

int head_scan(struct head_scan *scan, struct str bytes)
{
	while (scan->end == 0 && scan->at < bytes.len) {
		int status = scan_byte(scan, bytes.ptr);
		if (status)
			return status;
		scan->at++;
	}
	return 0;
}

/* "GET /a HTTP/1.1": three parts and two spaces. */
static int parse_request_line(struct str line, struct head *head, struct str *method)
{
	struct str_pair first = str_cut(line, ' ');
	struct str_pair last = str_cut(first.tail, ' ');
	struct str version = last.tail;
	*method = first.head;
	head->target = last.head;
	if (!first.found || !last.found || !field_is_token(*method) || head->target.len == 0)
		return 400;
	if (version.len != 8 || !str_starts(version, S("HTTP/")) ||
	    !char_is_digit(version.ptr[5]) || version.ptr[6] != '.' ||
	    !char_is_digit(version.ptr[7]))
		return 400;
	if (version.ptr[5] != '1' || version.ptr[7] > '1')
		return 505;
	if (head->target.len > LIMIT_TARGET_BYTES)
		return 414;
	head->minor = version.ptr[7] - '0';
	return 0;
}

static enum http_method method_of(struct str name)
{
	return str_eq(name, S("GET"))    ? HTTP_GET
	       : str_eq(name, S("HEAD")) ? HTTP_HEAD
	       : str_eq(name, S("POST")) ? HTTP_POST
					 : HTTP_OTHER;
}

static bool target_is_sound(struct str target)
{
	for (size_t i = 0; i < target.len; i++) {
		unsigned char c = (unsigned char)target.ptr[i];
		if (c <= ' ' || c >= 0x7f || c == '#' || c == '\\' || c == '"' || c == '<' ||
		    c == '>')
			return false;
	}
	return true;
}

bool head_host_is_sound(struct str host)
{
	struct url url;
	if (host.len == 0 || str_find_char(host, '/') != STR_NONE)
		return false;
	char text[300] = "//";
	if (host.len > sizeof text - 2)
		return false;
	for (size_t i = 0; i < host.len; i++)
		if ((unsigned char)host.ptr[i] >= 0x80)
			return false;
	memcpy(text + 2, host.ptr, host.len);
	struct str address = { text, host.len + 2 };
	if (url_parse(address, &url) != OK || url.path.len || url.query.len || url.fragment.len)
		return false;
	return str_find_char(host, '?') == STR_NONE && str_find_char(host, '#') == STR_NONE;
}

/* "..", also with its dots encoded. */
static bool is_way_up(struct str segment)
{
	int dots = 0;
	while (segment.len) {
		bool is_encoded = str_starts(segment, S("%2e")) || str_starts(segment, S("%2E"));
		if (!is_encoded && segment.ptr[0] != '.')
			return false;
		segment = str_from(segment, is_encoded ? 3 : 1);
		dots++;
	}
	return dots == 2;
}

static bool is_dot(struct str segment)
{
	return str_eq(segment, S(".")) || str_eq_nocase(segment, S("%2e"));
}

/* Every "%" begins two hex digits other than 00, and nothing leads above the root (RFC 3986, 2.1
 * and 6.2.2.3). */
static bool path_is_sound(struct str path)
{
	int depth = 0;
	for (size_t i = 0; i < path.len; i++) {
		if (path.ptr[i] != '%')
			continue;
		if (path.len - i < 3 || char_hex(path.ptr[i + 1]) < 0 ||
		    char_hex(path.ptr[i + 2]) < 0 || str_eq(str_sub(path, i + 1, 2), S("00")))
			return false;
	}
	if (str_find(path, S("/.")) == STR_NONE && str_find_char(path, '%') == STR_NONE)
		return true;
	while (path.len) {
		struct str_pair cut = str_cut(path, '/');
		if (is_way_up(cut.head))
			depth--;
		else if (cut.head.len && !is_dot(cut.head))
			depth++;
		if (depth < 0)
			return false;
		path = cut.tail;
	}
	return true;
}

/* Origin form, and absolute form as proxies send it. "*" and authority form belong to methods that
 * are not served here; their path is "*". */
static int parse_target(struct head *head, bool allows_other_forms)
{
	struct str rest = head->target;
	struct url url = { 0 };
	if (!target_is_sound(rest))
		return 400;
	if (!str_starts(rest, S("/"))) {
		if (url_parse(rest, &url) != OK || url.host.len == 0 ||
		    (!str_eq_nocase(url.scheme, S("http")) &&
		     !str_eq_nocase(url.scheme, S("https")))) {
			head->path = S("*");
			return allows_other_forms ? 0 : 400;
		}
		size_t authority = url.scheme.len + 3;
		size_t end = authority;
		while (end < rest.len && rest.ptr[end] != '/' && rest.ptr[end] != '?')
			end++;
		head->host = str_sub(rest, authority, end - authority);
		rest = str_from(rest, end);
	}
	struct str_pair cut = str_cut(rest, '?');
	head->path = cut.head.len ? cut.head : S("/");
	head->query = cut.tail;
	return path_is_sound(head->path) ? 0 : 400;
}

static int add_header(void *to, struct str name, struct str value)
{
	struct head *head = to;
	if (!field_is_token(name))
		return 400; /* llhttp lets an empty one pass */
	if (head->header_count == LIMIT_HEADERS)
		return 431;
	head->headers[head->header_count++] = (struct http_header){ name, value };
	return 0;
}

/* Gives: how often the header is there, and its last value. */
static int count_header(const struct head *head, struct str name, struct str *value)
{
	int count = 0;
	for (size_t i = 0; i < head->header_count; i++)
		if (str_eq_nocase(head->headers[i].name, name)) {
			*value = head->headers[i].value;
			count++;
		}
	return count;
}

static int check_host(struct head *head)
{
	struct str host = S("");
	int hosts = count_header(head, S("Host"), &host);
	if (hosts > 1 || (hosts == 0 && head->minor == 1))
		return 400;
	if (hosts && !head_host_is_sound(host))
		return 400;
	if (head->host.len && hosts && !str_eq_nocase(head->host, host))
		return 400;
	if (head->host.len == 0)
		head->host = host;
	return 0;
}

/* Without a cookie nobody can be signed in: no room is given to strangers. */
static bool is_upload(const struct head *head)
{
	struct str below = head->path, cookie;
	return head->method == HTTP_POST && str_drop_prefix(&below, S(UPLOADS)) &&
	       (below.len == 0 || below.ptr[0] == '/') &&
	       count_header(head, S("Cookie"), &cookie) > 0;
}

static int check_length(struct head *head)
{
	struct str length, coding;
	int lengths = count_header(head, S("Content-Length"), &length);
	int codings = count_header(head, S("Transfer-Encoding"), &coding);
	if (lengths > 1 || codings > 1 || (lengths && codings) || (codings && head->minor == 0))
		return 400;
	if (codings && !str_eq_nocase(coding, S("chunked")))
		return field_list_has(coding, S("chunked")) || coding.len == 0 ? 400 : 501;
	head->is_chunked = codings == 1;
	if (lengths == 0)
		return 0;
	if (length.len == 0)
		return 400;
	for (size_t i = 0; i < length.len; i++)
		if (!char_is_digit(length.ptr[i]))
			return 400;
	int64_t most =
		head->is_upload ? LIMIT_UPLOAD_BYTES + LIMIT_UPLOAD_RIM_BYTES : LIMIT_BODY_BYTES;
	enum err err = str_to_i64(length, &head->content_length);
	return err || head->content_length > most ? 413 : 0;
}

static int check_connection(struct head *head)
{
	bool closes = false, keeps = false;
	struct str value, expect = S("");
	for (size_t i = 0; i < head->header_count; i++) {
		value = head->headers[i].value;
		if (!str_eq_nocase(head->headers[i].name, S("Connection")))
			continue;
		closes = closes || field_list_has(value, S("close"));
		keeps = keeps || field_list_has(value, S("keep-alive"));
	}
	head->keep_alive = !closes && (head->minor == 1 || keeps);
	count_header(head, S("Expect"), &expect);
	if (expect.len && !str_eq_nocase(expect, S("100-continue")))
		return 417;
	head->expects_continue = expect.len && head->minor == 1;
	return 0;
}

int head_parse(struct str bytes, struct head *out)
{
	struct str method;
	*out = (struct head){ .path = S("/") };
	int status = parse_request_line(str_cut_str(bytes, S("\r\n")).head, out, &method);
	if (status == 0 && !method_is_known(method))
		status = 501;
	out->method = method_of(method);
	if (status == 0)
		status = parse_target(out, out->method == HTTP_OTHER);
	if (status == 0)
		status = fields_parse(bytes, add_header, out);
	if (status == 0)
		status = check_host(out);
	out->is_upload = is_upload(out);
	if (status == 0)
		status = check_length(out);
	return status ? status : check_connection(out);
}
