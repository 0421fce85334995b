/* SPDX-License-Identifier: Apache-2.0 */
/* intake.c: the reply form's fields, one rule each. */
#include "comment/intake.h"

#include "html/href.h"

bool reply_has_faults(struct reply_faults faults)
{
	return faults.name || faults.email || faults.website || faults.text;
}

struct str reply_fault_key(struct arena *into, struct str field, enum reply_fault fault)
{
	static const struct str names[] = {
		[REPLY_FINE] = STR_CONST(""),
		[REPLY_MISSING] = STR_CONST("missing"),
		[REPLY_TOO_LONG] = STR_CONST("too_long"),
		[REPLY_NOT_VALID] = STR_CONST("not_valid"),
	};
	if (fault == REPLY_FINE)
		return S("");
	return str_fmt(into, "reply.%.*s.%.*s", STR_ARG(field), STR_ARG(names[fault]));
}

/* One line: white space folded, controls and the marks that turn text around gone. */
static struct str one_line(struct arena *into, struct str raw)
{
	struct buf out = buf_in(into, raw.len * 3 + 1);
	uint32_t c;
	for (size_t at = 0; at < raw.len;) {
		at += utf8_decode(str_from(raw, at), &c);
		bool turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
		bool is_space = c == 0xA0 || (c < 0x80 && char_is_space((char)c));
		if (is_space && out.len && out.ptr[out.len - 1] != ' ')
			buf_put_char(&out, ' ');
		else if (c > ' ' && c != 0x7F && (c < 0x80 || c > 0xA0) && !turns && c != 0xFEFF)
			buf_put_code_point(&out, c);
	}
	return str_trim(buf_str(&out));
}

static bool domain_is_sane(struct str domain)
{
	if (!str_contains(domain, S(".")) || str_contains(domain, S("..")))
		return false;
	static const char edges[] = ".-";
	return domain.len >= 3 && !strchr(edges, domain.ptr[0]) &&
	       !strchr(edges, domain.ptr[domain.len - 1]);
}

bool email_is_sane(struct str email)
{
	if (email.len > LIMIT_REPLY_EMAIL_BYTES || !utf8_valid(email))
		return false;
	for (size_t i = 0; i < email.len; i++) {
		unsigned char c = (unsigned char)email.ptr[i];
		if (c <= ' ' || c == 0x7F || strchr("()<>,;:\\\"[]", c))
			return false;
	}
	struct str_pair pair = str_cut(email, '@');
	return pair.found && pair.head.len && !str_contains(pair.tail, S("@")) &&
	       domain_is_sane(pair.tail);
}

static enum reply_fault check_name(struct arena *into, struct str raw, struct str *out)
{
	*out = one_line(into, raw);
	if (!out->len)
		return REPLY_MISSING;
	return utf8_count(*out) > LIMIT_REPLY_NAME_CHARS ? REPLY_TOO_LONG : REPLY_FINE;
}

static enum reply_fault check_email(struct str raw, struct str *out)
{
	*out = str_trim(raw);
	if (!out->len)
		return REPLY_MISSING;
	if (out->len > LIMIT_REPLY_EMAIL_BYTES)
		return REPLY_TOO_LONG;
	return email_is_sane(*out) ? REPLY_FINE : REPLY_NOT_VALID;
}

/* Of "https://example.org:8080/a": a name that could be one, so that a browser finds its way. */
static bool host_is_sane(struct str href)
{
	struct str host = str_cut_str(href, S("://")).tail;
	size_t end = 0;
	while (end < host.len && !strchr("/?#", host.ptr[end]))
		end++;
	struct str_pair port = str_cut(str_first(host, end), ':');
	for (size_t i = 0; i < port.tail.len; i++)
		if (!char_is_digit(port.tail.ptr[i]))
			return false;
	for (size_t i = 0; i < port.head.len; i++) {
		char c = port.head.ptr[i];
		if (!char_is_alpha(c) && !char_is_digit(c) && c != '.' && c != '-' && c != '_' &&
		    (unsigned char)c < 0x80)
			return false;
	}
	return domain_is_sane(port.head);
}

/* People type "example.org" as well. */
static enum reply_fault check_website(struct arena *into, struct str raw, struct str *out)
{
	struct str text = str_trim(raw);
	*out = S("");
	if (!text.len)
		return REPLY_FINE;
	if (text.len > LIMIT_REPLY_WEBSITE_BYTES)
		return REPLY_TOO_LONG;
	if (!str_contains(text, S(":")) && !str_starts(text, S("/")))
		text = str_fmt(into, "https://%.*s", STR_ARG(text));
	struct str href;
	if (!href_clean_absolute(into, text, &href) || !host_is_sane(href) ||
	    str_contains(href, S("@")))
		return REPLY_NOT_VALID;
	*out = href;
	return REPLY_FINE;
}

enum err reply_check_text(struct arena *into, struct str raw, struct reply *out,
			  enum reply_fault *fault)
{
	out->source = str_trim(utf8_repair(into, raw));
	*fault = !out->source.len                        ? REPLY_MISSING
		 : out->source.len > LIMIT_COMMENT_BYTES ? REPLY_TOO_LONG
							 : REPLY_FINE;
	if (*fault)
		return OK;
	enum err err = html_from_markdown(into, out->source, MARKDOWN_COMMENT, &out->text);
	if (err == ERR_TOO_BIG)
		*fault = REPLY_TOO_LONG; /* what it would become */
	else if (!err && !html_text(into, out->text).len)
		*fault = REPLY_MISSING;
	return err == ERR_TOO_BIG ? OK : err;
}

/* "192.0.2.77" to "192.0.2.0". */
static struct str ipv4_network(struct arena *into, struct str address)
{
	struct str_pair last = str_cut_last(address, '.');
	size_t dots = 0;
	for (size_t i = 0; i < address.len; i++) {
		dots += address.ptr[i] == '.';
		if (!char_is_digit(address.ptr[i]) && address.ptr[i] != '.')
			return S("");
	}
	return dots == 3 ? str_fmt(into, "%.*s.0", STR_ARG(last.head)) : S("");
}

/* "2001:db8:1:2::3" to "2001:db8:1::": its first three groups; "::" stands for groups of 0. */
static struct str ipv6_network(struct arena *into, struct str address)
{
	enum { KEPT_GROUPS = 3 };
	struct buf out = buf_in(into, 64);
	struct str rest = str_cut_str(address, S("::")).head;
	for (size_t i = 0; i < address.len; i++)
		if (char_hex(address.ptr[i]) < 0 && address.ptr[i] != ':')
			return S("");
	for (int i = 0; i < KEPT_GROUPS; i++) {
		struct str_pair group = str_cut(rest, ':');
		buf_put(&out, group.head.len ? str_lower(into, str_first(group.head, 4)) : S("0"));
		buf_put_char(&out, ':');
		rest = group.tail;
	}
	buf_put_char(&out, ':');
	return buf_str(&out);
}

struct str reply_network(struct arena *into, struct str address)
{
	enum { LONGEST = 45 };
	if (address.len > LONGEST)
		return S("");
	bool is_ipv6 = str_contains(address, S(":"));
	if (str_contains(address, S("."))) /* IPv4, perhaps written as IPv6: "::ffff:192.0.2.77" */
		return ipv4_network(into, is_ipv6 ? str_cut_last(address, ':').tail : address);
	return is_ipv6 ? ipv6_network(into, address) : S("");
}

bool address_is_loopback(struct str address)
{
	str_drop_prefix(&address, S("::ffff:"));
	return str_starts(address, S("127.")) || str_eq(address, S("::1"));
}

enum err reply_check(struct arena *into, const struct reply_input *input, struct reply *out,
		     struct reply_faults *faults)
{
	struct reply reply = { .address = reply_network(into, input->address) };
	struct reply_faults found = { 0 };
	found.name = check_name(into, input->name, &reply.name);
	found.email = check_email(input->email, &reply.email);
	found.website = check_website(into, input->website, &reply.website);
	TRY(reply_check_text(into, input->text, &reply, &found.text));
	*out = reply;
	*faults = found;
	return OK;
}
