/* SPDX-License-Identifier: Apache-2.0 */
/* mail.c: headers, and a body in quoted-printable. */
#include "exchange/mail.h"

enum {
	ENCODED_WORD_BYTES =
		39,       /* of text: 64 with its frame, 73 behind "Subject: " (RFC 2047: 76) */
	QUOTED_LINE = 76, /* RFC 2045, section 6.7 */
};

bool mail_address_is_sound(struct str address)
{
	struct str_pair at = str_cut(address, '@');
	if (!at.found || !at.head.len || !at.tail.len || address.len > 254 ||
	    str_find_char(at.tail, '@') != STR_NONE)
		return false;
	for (size_t i = 0; i < address.len; i++) {
		unsigned char c = (unsigned char)address.ptr[i];
		if (c <= ' ' || c >= 0x7f || strchr("()<>[]\\,;:\"", c))
			return false;
	}
	return true;
}

static bool id_is_sound(struct str id)
{
	if (!str_drop_prefix(&id, S("<")) || !str_drop_suffix(&id, S(">")))
		return false;
	return mail_address_is_sound(id);
}

static void put_base64(struct buf *out, struct str bytes)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < bytes.len; i += 3) {
		size_t left = bytes.len - i;
		uint32_t n = (uint32_t)(unsigned char)bytes.ptr[i] << 16;
		if (left > 1)
			n |= (uint32_t)(unsigned char)bytes.ptr[i + 1] << 8;
		if (left > 2)
			n |= (unsigned char)bytes.ptr[i + 2];
		buf_put_char(out, digits[n >> 18]);
		buf_put_char(out, digits[n >> 12 & 63]);
		buf_put_char(out, left > 1 ? digits[n >> 6 & 63] : '=');
		buf_put_char(out, left > 2 ? digits[n & 63] : '=');
	}
}

/* Letters, digits and what cannot be taken for syntax, in short lines: everything else is encoded.
 */
static bool is_plain(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (!char_is_alpha(c) && !char_is_digit(c) && (c == 0 || !strchr(" -.,'!/", c)))
			return false;
	}
	return text.len <= ENCODED_WORD_BYTES;
}

/* In encoded words of whole characters (RFC 2047, section 5), one a line. */
static void put_phrase(struct buf *out, struct str text)
{
	if (is_plain(text)) {
		buf_put(out, text);
		return;
	}
	for (bool is_first = true; text.len; is_first = false) {
		struct str part = utf8_first(text, ENCODED_WORD_BYTES);
		buf_put(out, is_first ? S("=?UTF-8?B?") : S("\r\n =?UTF-8?B?"));
		put_base64(out, part);
		buf_put(out, S("?="));
		text = str_from(text, part.len);
	}
}

/* Controls become spaces. */
static struct str one_line(struct arena *into, struct str text)
{
	struct str whole = utf8_repair(into, utf8_first(text, LIMIT_MAIL_HEADER_BYTES));
	char *copy = arena_bytes(into, whole.len + 1);
	for (size_t i = 0; i < whole.len; i++) {
		unsigned char c = (unsigned char)whole.ptr[i];
		copy[i] = c < ' ' || c == 0x7f ? ' ' : (char)c;
	}
	return str_trim((struct str){ copy, whole.len });
}

static void put_quoted(struct buf *out, struct str text)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t column = 0;
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		if (c == '\n') {
			buf_put(out, S("\r\n"));
			column = 0;
			continue;
		}
		bool ends_line = i + 1 == text.len || text.ptr[i + 1] == '\n';
		bool is_itself = (c > ' ' && c < 0x7f && c != '=' && (c != '.' || column)) ||
				 (c == ' ' && !ends_line);
		if (column + (is_itself ? 1 : 3) >= QUOTED_LINE) {
			buf_put(out, S("=\r\n"));
			column = 0;
			is_itself &= c != '.';
		}
		if (is_itself) {
			buf_put_char(out, (char)c);
		} else {
			const char code[3] = { '=', hex[c >> 4], hex[c & 15] };
			buf_put(out, (struct str){ code, sizeof code });
		}
		column += is_itself ? 1 : 3;
	}
	if (column)
		buf_put(out, S("\r\n"));
}

enum err mail_build(struct arena *into, const struct mail *mail, struct str *out)
{
	struct buf text = buf_in(into, LIMIT_MAIL_BYTES);
	if (!mail_address_is_sound(mail->from) || !mail_address_is_sound(mail->to) ||
	    !id_is_sound(mail->id))
		return ERR_INVALID;
	buf_put(&text, S("From: "));
	put_phrase(&text, one_line(into, mail->from_name));
	buf_fmt(&text, " <%.*s>\r\nTo: <%.*s>\r\nSubject: ", STR_ARG(mail->from),
		STR_ARG(mail->to));
	put_phrase(&text, one_line(into, mail->subject));
	buf_fmt(&text,
		"\r\nDate: %.*s\r\nMessage-ID: %.*s\r\nAuto-Submitted: auto-generated\r\n"
		"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
		"Content-Transfer-Encoding: quoted-printable\r\n\r\n",
		STR_ARG(time_rfc5322(into, mail->at, 0)), STR_ARG(mail->id));
	put_quoted(&text, utf8_repair(into, mail->text));
	TRY(text.fault);
	*out = buf_str(&text);
	return OK;
}
