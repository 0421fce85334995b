/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wp_shortcode.c: finds [name attributes] in text (never within tags) and writes what it stands
 * for.
 *
 * Looking for [/name] costs linear time in all: what was looked for once in vain is not looked for
 * again.
 */
#include "exchange/wp_shortcode.h"

#include "exchange/html_scan.h"
#include "exchange/wp_autop.h"
#include "exchange/wp_code.h"
#include "html/html.h"

struct shortcodes {
	struct arena *arena;
	struct str source;
	struct attached attached;
	struct buf out;
	bool never_closed[LIMIT_CODES]; /* from here to the end */
};

/* One [name attributes] or [/name]. */
struct shortcode {
	const struct code *code;
	struct str name, attributes;
	size_t length;         /* with its brackets */
	bool closes, is_whole; /* is_whole: [name /] */
};

static bool is_code_char(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || c == '_' || c == '-';
}

/* Position of the ']' that ends what begins at s, STR_NONE when there is none soon. */
static size_t bracket_end(struct str s)
{
	size_t most = s.len < LIMIT_SHORTCODE_BYTES ? s.len : LIMIT_SHORTCODE_BYTES;
	char quote = 0, last = 0;
	for (size_t i = 1; i < most; i++) {
		char c = s.ptr[i];
		if (quote)
			quote = c == quote ? 0 : quote;
		else if ((c == '"' || c == '\'') && last == '=')
			quote = c;
		else if (c == ']')
			return i;
		else if (c == '[')
			return STR_NONE;
		last = c;
	}
	return STR_NONE;
}

static bool parse_shortcode(struct str s, struct shortcode *out)
{
	size_t at = 1;
	bool closes = s.len > 1 && s.ptr[1] == '/';
	at += closes;
	size_t name_end = at;
	while (name_end < s.len && is_code_char(s.ptr[name_end]))
		name_end++;
	struct str name = str_sub(s, at, name_end - at);
	const struct code *code = wp_code(name);
	if (!code)
		return false;
	size_t end = bracket_end(s);
	if (end == STR_NONE || end < name_end)
		return false;
	struct str attributes = str_trim(str_sub(s, name_end, end - name_end));
	bool is_whole = str_drop_suffix(&attributes, S("/"));
	*out = (struct shortcode){ code, name, attributes, end + 1, closes, is_whole };
	return true;
}

/* The next name="value", name=value, or bare word. */
static bool next_attribute(struct str *rest, struct str *name, struct str *value)
{
	*rest = str_trim(*rest);
	if (!rest->len)
		return false;
	size_t n = 0;
	while (n < rest->len && is_code_char(rest->ptr[n]))
		n++;
	*name = S("");
	if (n < rest->len && rest->ptr[n] == '=') {
		*name = str_first(*rest, n);
		*rest = str_from(*rest, n + 1);
	}
	char quote = rest->len ? rest->ptr[0] : 0;
	if (quote == '"' || quote == '\'') {
		struct str_pair pair = str_cut(str_from(*rest, 1), quote);
		*value = pair.head;
		*rest = pair.tail;
		return true;
	}
	n = 0;
	while (n < rest->len && !char_is_space(rest->ptr[n]))
		n++;
	*value = str_first(*rest, n);
	*rest = str_from(*rest, n);
	return true;
}

static struct str attribute(const struct shortcode *code, const char *wanted)
{
	struct str rest = code->attributes, name, value;
	while (next_attribute(&rest, &name, &value))
		if (str_eq_nocase(name, str_of(wanted)))
			return str_trim(value);
	return S("");
}

/* What stands between the tag at the start of s and its [/name]. Gives: with both tags, the length;
 * 0 if it is not closed. */
static size_t enclosed(struct shortcodes *codes_now, const struct shortcode *code, struct str s,
		       struct str *inside)
{
	if (code->code->kind == CODE_UNWRAP || code->is_whole)
		return 0;
	size_t known = wp_code_index(code->code);
	if (codes_now->never_closed[known])
		return 0;
	struct str closing = str_fmt(codes_now->arena, "[/%.*s]", STR_ARG(code->name));
	struct str after = str_from(s, code->length);
	size_t end = str_find(after, closing);
	if (end == STR_NONE) {
		codes_now->never_closed[known] = true;
		return 0;
	}
	*inside = str_first(after, end);
	return code->length + end + closing.len;
}

static void put_figure_open(struct buf *out, const char *name, struct str class)
{
	buf_fmt(out, "<%s class=\"", name);
	html_escape_to(out, class);
	buf_put(out, S("\">"));
}

/* The end of the picture's markup within a caption: its </a>, or the img itself. */
static size_t picture_end(struct str inside)
{
	struct html_scan scan = html_scan_of(inside);
	struct scan_token token;
	size_t end = 0;
	bool in_link = false;
	while (scan_next(&scan, &token)) {
		bool is_blank = token.kind == SCAN_TEXT && !str_trim(token.raw).len;
		if (scan_is_open(&token, S("a")))
			in_link = true;
		else if (scan_is_open(&token, S("img")))
			end = scan.at;
		else if (in_link && end && scan_is_close(&token, S("a")))
			return scan.at;
		else if (end && !in_link && !is_blank)
			return end;
	}
	return end;
}

static void put_caption(struct shortcodes *codes_now, const struct shortcode *code,
			struct str inside)
{
	size_t end = picture_end(inside);
	struct str caption = attribute(code, "caption");
	struct str text = str_trim(str_from(inside, end));
	struct buf *out = &codes_now->out;
	put_figure_open(out, "figure", attribute(code, "align"));
	buf_put(out, str_trim(str_first(inside, end)));
	if (text.len || caption.len) {
		buf_put(out, S("<figcaption>"));
		buf_put(out, text.len ? text : scan_decode(codes_now->arena, caption));
		buf_put(out, S("</figcaption>"));
	}
	buf_put(out, S("</figure>"));
}

static bool is_in_list(struct str list, int64_t id)
{
	while (list.len) {
		struct str_pair pair = str_cut(list, ',');
		int64_t n;
		if (str_to_i64(str_trim(pair.head), &n) == OK && n == id)
			return true;
		list = pair.tail;
	}
	return false;
}

static void put_attachment(struct buf *out, int64_t id)
{
	buf_fmt(out, "<figure><img data-attachment=\"%lld\"></figure>", (long long)id);
}

/* What the code names, else what of that kind is attached. */
static void put_listed(struct shortcodes *codes_now, const struct shortcode *code,
		       enum attached_kind kind)
{
	struct buf *out = &codes_now->out;
	struct str ids = attribute(code, "ids"), exclude = attribute(code, "exclude");
	if (!ids.len)
		ids = attribute(code, "include");
	for (size_t i = 0; !ids.len && i < codes_now->attached.count; i++) {
		const struct attached_file *file = &codes_now->attached.files[i];
		if (file->kind == kind && !is_in_list(exclude, file->id))
			put_attachment(out, file->id);
	}
	for (size_t count = 0; ids.len && count < LIMIT_GALLERY_PICTURES; count++) {
		struct str_pair pair = str_cut(ids, ',');
		int64_t id;
		if (str_to_i64(str_trim(pair.head), &id) == OK)
			put_attachment(out, id);
		ids = pair.tail;
	}
}

static void put_gallery(struct shortcodes *codes_now, const struct shortcode *code)
{
	buf_put(&codes_now->out, S("<figure class=\"gallery\">"));
	put_listed(codes_now, code, ATTACHED_PICTURE);
	buf_put(&codes_now->out, S("</figure>"));
}

/* Raw signs of markup within are meant as they look; entities were written by the editor. */
static void put_listing(struct shortcodes *codes_now, struct str inside)
{
	struct buf *out = &codes_now->out;
	while (inside.len && (inside.ptr[0] == '\n' || inside.ptr[0] == '\r'))
		inside = str_from(inside, 1);
	buf_put(out, S("\n<pre>"));
	for (size_t i = 0; i < inside.len; i++)
		if (inside.ptr[i] == '<')
			buf_put(out, S("&lt;"));
		else if (inside.ptr[i] == '>')
			buf_put(out, S("&gt;"));
		else
			buf_put_char(out, inside.ptr[i]);
	buf_put(out, S("</pre>\n"));
}

/* The first value that is an address, whatever its name. */
static struct str any_address(struct arena *arena, const struct shortcode *code)
{
	struct str rest = code->attributes, name, value;
	while (next_attribute(&rest, &name, &value)) {
		value = scan_decode(arena, str_trim(value));
		str_drop_prefix(&value, S("="));
		if (wp_is_address(value))
			return value;
	}
	return S("");
}

/* [vimeo 123], [youtube id="x"]: the site's address before the id. */
static struct str address_of_id(struct arena *arena, const struct shortcode *code)
{
	struct str rest = code->attributes, name, value;
	while (code->code->site.len && next_attribute(&rest, &name, &value)) {
		bool is_id = !name.len || str_eq_nocase(name, S("id"));
		for (size_t i = 0; i < value.len; i++)
			is_id = is_id && (is_code_char(value.ptr[i]) || value.ptr[i] == '/');
		if (is_id && value.len)
			return str_fmt(arena, "%.*s%.*s", STR_ARG(code->code->site),
				       STR_ARG(value));
	}
	return S("");
}

/* False: nothing in it leads anywhere; it stays as it was. */
static bool put_address(struct shortcodes *codes_now, const struct shortcode *code,
			struct str inside)
{
	struct arena *arena = codes_now->arena;
	struct str address = str_trim(scan_decode(arena, inside));
	if (!wp_is_address(address))
		address = any_address(arena, code);
	if (!address.len)
		address = address_of_id(arena, code);
	if (!address.len)
		return false;
	wp_put_embed(&codes_now->out, address);
	return true;
}

static enum attached_kind kind_of(const struct shortcode *code)
{
	bool is_film =
		str_eq(code->name, S("video")) || str_eq(attribute(code, "type"), S("video"));
	return is_film ? ATTACHED_FILM : ATTACHED_SOUND;
}

/* The address of the file itself, not of the picture shown before it plays. */
static struct str file_address(struct arena *arena, const struct shortcode *code)
{
	static const char *const names[] = { "src", "mp4", "m4v", "webm", "ogv", "wmv",
					     "flv", "mp3", "m4a", "ogg",  "wav", "wma" };
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct str source = scan_decode(arena, attribute(code, names[i]));
		if (source.len)
			return source;
	}
	return attribute(code, "poster").len ? S("") : any_address(arena, code);
}

static bool put_file(struct shortcodes *codes_now, const struct shortcode *code, struct str inside)
{
	struct str source = file_address(codes_now->arena, code);
	if (source.len) {
		wp_put_embed(&codes_now->out, source);
		return true;
	}
	if (str_trim(inside).len && put_address(codes_now, code, inside))
		return true;
	for (size_t i = 0; i < codes_now->attached.count; i++) {
		const struct attached_file *file = &codes_now->attached.files[i];
		if (file->kind != kind_of(code))
			continue;
		put_attachment(&codes_now->out, file->id);
		return true;
	}
	return false;
}

static bool put_code(struct shortcodes *codes_now, const struct shortcode *code, struct str inside)
{
	switch (code->code->kind) {
	case CODE_CAPTION: put_caption(codes_now, code, inside); return true;
	case CODE_GALLERY: put_gallery(codes_now, code); return true;
	case CODE_PLAYLIST: put_listed(codes_now, code, kind_of(code)); return true;
	case CODE_LISTING: put_listing(codes_now, inside); return true;
	case CODE_FILE: return put_file(codes_now, code, inside);
	case CODE_ADDRESS: return put_address(codes_now, code, inside);
	default: return true;
	}
}

/* [[name]] is how one writes about a shortcode. Gives: its length, 0 for anything else. */
static size_t escaped_length(struct str s)
{
	struct shortcode code;
	if (!str_starts(s, S("[[")) || !parse_shortcode(str_from(s, 1), &code))
		return 0;
	return str_sub(s, code.length + 1, 1).len && s.ptr[code.length + 1] == ']' ? code.length + 2
										   : 0;
}

/* Writes what the '[' at `at` stands for. Gives: how much of the source that was. */
static size_t take_code(struct shortcodes *codes_now, size_t at)
{
	struct str here = str_from(codes_now->source, at), inside = S("");
	struct shortcode code;
	size_t escaped = escaped_length(here);
	if (escaped) {
		buf_put(&codes_now->out, str_sub(here, 1, escaped - 2));
		return escaped;
	}
	if (!parse_shortcode(here, &code)) {
		buf_put_char(&codes_now->out, '[');
		return 1;
	}
	if (code.closes || code.code->kind == CODE_UNWRAP)
		return code.length;
	size_t length = enclosed(codes_now, &code, here, &inside);
	bool needs_content = code.code->kind == CODE_CAPTION || code.code->kind == CODE_LISTING;
	if ((needs_content && !length) || !put_code(codes_now, &code, inside)) {
		buf_put_char(&codes_now->out, '[');
		return 1;
	}
	return length ? length : code.length;
}

/* All shortcodes that begin in a run of text; one that encloses tags moves the scan past its end.
 */
static void take_text(struct shortcodes *codes_now, struct html_scan *scan, struct str text)
{
	size_t at = (size_t)(text.ptr - codes_now->source.ptr), end = at + text.len;
	while (at < end) {
		struct str rest = str_sub(codes_now->source, at, end - at);
		size_t found = str_find_char(rest, '[');
		buf_put(&codes_now->out, str_first(rest, found));
		if (found == STR_NONE)
			return;
		at += found;
		at += take_code(codes_now, at);
	}
	scan->at = at;
}

enum err wp_shortcodes(struct arena *into, struct str source, struct attached attached,
		       struct str *out)
{
	if (str_find_char(source, '[') == STR_NONE) {
		*out = source;
		return OK;
	}
	struct shortcodes codes_now = {
		.arena = into,
		.source = source,
		.attached = attached,
		.out = buf_in(into, 4 * source.len + (1u << 20)),
	};
	struct html_scan scan = html_scan_of(source);
	struct scan_token token;
	while (scan_next(&scan, &token)) {
		if (token.kind == SCAN_TEXT)
			take_text(&codes_now, &scan, token.raw);
		else
			buf_put(&codes_now.out, token.raw);
	}
	TRY(codes_now.out.fault);
	*out = buf_str(&codes_now.out);
	return OK;
}

struct str wp_without_shortcodes(struct arena *into, struct str source)
{
	struct buf out = buf_in(into, source.len);
	while (source.len) {
		struct shortcode code;
		if (source.ptr[0] == '[' && parse_shortcode(source, &code)) {
			source = str_from(source, code.length);
			continue;
		}
		size_t next = str_find_char(str_from(source, 1), '[');
		size_t n = next == STR_NONE ? source.len : next + 1;
		buf_put(&out, str_first(source, n));
		source = str_from(source, n);
	}
	return buf_str(&out);
}
