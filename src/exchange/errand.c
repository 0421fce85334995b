/* SPDX-License-Identifier: Apache-2.0 */
/* errand.c: errands as bytes: numbers of 4 bytes, least first; texts with their length before them.
 * Each side checks what it gets like a stranger's. */
#include "exchange/errand.h"

#include "base/pack.h"
#include "base/utf8.h"

/* The texts of an errand in their order, each with its limit. */
enum { TEXTS = 6 };
static void texts_of(struct errand *errand, struct str *texts[TEXTS], uint32_t most[TEXTS])
{
	struct str *all[TEXTS] = { &errand->method, &errand->url,  &errand->headers,
				   &errand->body,   &errand->from, &errand->rcpt };
	const uint32_t limits[TEXTS] = { LIMIT_ERRAND_METHOD_BYTES,  LIMIT_ERRAND_URL_BYTES,
					 LIMIT_ERRAND_HEADERS_BYTES, LIMIT_ERRAND_BODY_BYTES,
					 LIMIT_ERRAND_EMAIL_BYTES,   LIMIT_ERRAND_EMAIL_BYTES };
	memcpy(texts, all, sizeof all);
	memcpy(most, limits, sizeof limits);
}

enum err errand_pack(struct buf *out, const struct errand *errand)
{
	struct errand copy = *errand;
	struct str *texts[TEXTS];
	uint32_t most[TEXTS];
	texts_of(&copy, texts, most);
	put_u32(out, errand->to);
	for (size_t i = 0; i < TEXTS; i++) {
		if (texts[i]->len > most[i])
			return ERR_TOO_BIG;
		put_text(out, *texts[i]);
	}
	return out->fault;
}

/* No controls, no white space, nothing beyond ASCII. */
static bool is_one_word(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] <= ' ' || (unsigned char)text.ptr[i] >= 0x7f)
			return false;
	return true;
}

static bool is_upper_word(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] < 'A' || text.ptr[i] > 'Z')
			return false;
	return true;
}

static bool is_header_name(struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!char_is_alpha(name.ptr[i]) && !char_is_digit(name.ptr[i]) &&
		    name.ptr[i] != '-')
			return false;
	return name.len > 0;
}

static bool are_header_lines(struct str lines)
{
	while (lines.len) {
		struct str_pair line = str_cut(lines, '\n'), field = str_cut(line.head, ':');
		if (!line.found || !field.found || !is_header_name(field.head))
			return false;
		for (size_t i = 0; i < field.tail.len; i++)
			if ((unsigned char)field.tail.ptr[i] < ' ' || field.tail.ptr[i] == 0x7f)
				return false;
		lines = line.tail;
	}
	return true;
}

static bool is_sound(const struct errand *errand)
{
	bool is_mail = errand->to == ERRAND_TO_MAIL_SERVER;
	if (!is_one_word(errand->url) || !is_upper_word(errand->method) ||
	    !is_one_word(errand->from) || !is_one_word(errand->rcpt) ||
	    !are_header_lines(errand->headers))
		return false;
	return is_mail ? errand->rcpt.len && errand->from.len
		       : errand->method.len && errand->url.len;
}

enum err errand_unpack(struct str payload, struct errand *out)
{
	struct errand errand = { 0 };
	struct str *texts[TEXTS];
	uint32_t most[TEXTS], to = 0;
	TRY(take_u32(&payload, ERRAND_TOS - 1, &to));
	errand.to = (enum errand_to)to;
	texts_of(&errand, texts, most);
	for (size_t i = 0; i < TEXTS; i++)
		TRY(take_text(&payload, most[i], texts[i]));
	if (payload.len || !is_sound(&errand))
		return ERR_INVALID;
	*out = errand;
	return OK;
}

enum { LIMIT_WHY_BYTES = 500 };

void errand_end_pack(struct buf *out, const struct errand_end *end)
{
	put_u32(out, end->outcome);
	put_u32(out, (uint32_t)end->status);
	put_text(out, str_first(end->answer, LIMIT_ERRAND_ANSWER_BYTES));
	put_text(out, utf8_first(end->why, LIMIT_WHY_BYTES));
}

enum err errand_end_unpack(struct str payload, struct errand_end *out)
{
	struct errand_end end = { 0 };
	uint32_t outcome = 0, status = 0;
	TRY(take_u32(&payload, ERRAND_REFUSED, &outcome));
	TRY(take_u32(&payload, 999, &status));
	TRY(take_text(&payload, LIMIT_ERRAND_ANSWER_BYTES, &end.answer));
	TRY(take_text(&payload, LIMIT_WHY_BYTES, &end.why));
	if (payload.len)
		return ERR_INVALID;
	end.outcome = (enum errand_outcome)outcome;
	end.status = (int)status;
	*out = end;
	return OK;
}

static struct str origin_of(struct str url)
{
	struct str_pair scheme = str_cut_str(url, S("://"));
	size_t end = 0;
	while (end < scheme.tail.len && !strchr("/?#", scheme.tail.ptr[end]))
		end++;
	return scheme.found ? str_first(url, scheme.head.len + 3 + end) : S("");
}

bool errand_is_same_origin(struct str base, struct str url)
{
	struct str origin = origin_of(base);
	return origin.len && str_eq_nocase(origin, origin_of(url)) &&
	       str_find_char(origin, '@') == STR_NONE;
}
