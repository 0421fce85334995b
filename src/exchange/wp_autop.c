/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wp_autop.c: walks the tags and collects what may be a paragraph between two block tags.
 *
 * What a run of text becomes depends on what it stands in:
 *   loose (body, blockquote, div)        every run is wrapped in <p>
 *   cell (li, td, dd ...)                wrapped only when a blank line parts it
 *   line (p, headings, figcaption ...)   never wrapped; a blank line is two <br>
 * A p that was not closed ends where the next block begins.
 */
#include "exchange/wp_autop.h"

#include "exchange/html_scan.h"
#include "html/html.h"

#define LIMIT_OPEN_BLOCKS 200

enum container { LOOSE, CELL, LINE, PARAGRAPH };

struct autop {
	struct buf out;
	struct buf run; /* the paragraph being collected */
	enum container open[LIMIT_OPEN_BLOCKS];
	bool parted[LIMIT_OPEN_BLOCKS]; /* a blank line was seen in it */
	int depth;                      /* of open[]; deeper ones count as the last */
	struct str opaque;              /* the element whose content is copied as it is */
	bool run_has_text;
};

static const struct {
	struct str name;
	enum container container;
} blocks[] = {
	{ STR_CONST("p"), PARAGRAPH },   { STR_CONST("h1"), LINE },
	{ STR_CONST("h2"), LINE },       { STR_CONST("h3"), LINE },
	{ STR_CONST("h4"), LINE },       { STR_CONST("h5"), LINE },
	{ STR_CONST("h6"), LINE },       { STR_CONST("figcaption"), LINE },
	{ STR_CONST("caption"), LINE },  { STR_CONST("summary"), LINE },
	{ STR_CONST("legend"), LINE },   { STR_CONST("address"), CELL },
	{ STR_CONST("dt"), LINE },       { STR_CONST("li"), CELL },
	{ STR_CONST("dd"), CELL },       { STR_CONST("td"), CELL },
	{ STR_CONST("th"), CELL },       { STR_CONST("blockquote"), LOOSE },
	{ STR_CONST("div"), LOOSE },     { STR_CONST("ul"), LOOSE },
	{ STR_CONST("ol"), LOOSE },      { STR_CONST("dl"), LOOSE },
	{ STR_CONST("table"), LOOSE },   { STR_CONST("thead"), LOOSE },
	{ STR_CONST("tbody"), LOOSE },   { STR_CONST("tfoot"), LOOSE },
	{ STR_CONST("tr"), LOOSE },      { STR_CONST("colgroup"), LOOSE },
	{ STR_CONST("figure"), LOOSE },  { STR_CONST("section"), LOOSE },
	{ STR_CONST("article"), LOOSE }, { STR_CONST("aside"), LOOSE },
	{ STR_CONST("header"), LOOSE },  { STR_CONST("footer"), LOOSE },
	{ STR_CONST("hgroup"), LOOSE },  { STR_CONST("nav"), LOOSE },
	{ STR_CONST("main"), LOOSE },    { STR_CONST("details"), LOOSE },
	{ STR_CONST("form"), LOOSE },    { STR_CONST("fieldset"), LOOSE },
	{ STR_CONST("menu"), LOOSE },    { STR_CONST("center"), LOOSE },
};

static const struct str opaque_names[] = {
	STR_CONST("pre"),    STR_CONST("script"), STR_CONST("style"),    STR_CONST("textarea"),
	STR_CONST("select"), STR_CONST("object"), STR_CONST("video"),    STR_CONST("audio"),
	STR_CONST("svg"),    STR_CONST("iframe"), STR_CONST("noscript"),
};

static bool block_of(struct str name, enum container *out)
{
	for (size_t i = 0; i < COUNT_OF(blocks); i++)
		if (str_eq_nocase(name, blocks[i].name)) {
			*out = blocks[i].container;
			return true;
		}
	return false;
}

static bool is_opaque(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(opaque_names); i++)
		if (str_eq_nocase(name, opaque_names[i]))
			return true;
	return false;
}

bool wp_is_address(struct str s)
{
	if (!str_starts(s, S("http://")) && !str_starts(s, S("https://")))
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (char_is_space(s.ptr[i]) || s.ptr[i] == '<' || s.ptr[i] == '>' ||
		    s.ptr[i] == '"')
			return false;
	return str_cut_str(s, S("//")).tail.len > 0;
}

void wp_put_embed(struct buf *out, struct str address)
{
	struct str shown = str_cut_str(address, S("//")).tail;
	buf_put(out, S("\n<p class=\"embed\"><a href=\""));
	html_escape_to(out, address);
	buf_put(out, S("\">"));
	html_escape_to(out, shown.len ? shown : address);
	buf_put(out, S("</a></p>\n"));
}

static enum container container_now(const struct autop *autop)
{
	return autop->depth ? autop->open[autop->depth - 1] : LOOSE;
}

static bool *parted_now(struct autop *autop)
{
	return &autop->parted[autop->depth ? autop->depth - 1 : 0];
}

/* The run without white space and line breaks at its rims. */
static struct str run_text(const struct autop *autop)
{
	struct str s = str_trim(buf_str(&autop->run));
	for (struct str before = S(""); before.len != s.len;) {
		before = s;
		str_drop_prefix(&s, S("<br>"));
		str_drop_suffix(&s, S("<br>"));
		s = str_trim(s);
	}
	return s;
}

static void flush(struct autop *autop)
{
	struct str text = run_text(autop);
	enum container container = container_now(autop);
	bool wraps = container == LOOSE || (container == CELL && *parted_now(autop));
	if (text.len && wraps && autop->run_has_text) {
		buf_put(&autop->out, S("<p>"));
		buf_put(&autop->out, text);
		buf_put(&autop->out, S("</p>\n"));
	} else if (text.len) {
		buf_put(&autop->out, text);
		buf_put_char(&autop->out, '\n');
	}
	buf_truncate(&autop->run, 0);
	autop->run_has_text = false;
}

static void part(struct autop *autop)
{
	if (container_now(autop) >= LINE) {
		if (autop->run_has_text)
			buf_put(&autop->run, S("<br><br>"));
		return;
	}
	if (autop->depth)
		*parted_now(autop) = true;
	flush(autop);
}

static void put_run(struct autop *autop, struct str raw)
{
	buf_put(&autop->run, raw);
	autop->run_has_text |= str_trim(raw).len > 0;
}

/* Whether the line that begins here is an address alone, with nothing of its paragraph's other
 * lines on it. Gives: the address. */
static bool address_line(const struct autop *autop, struct str line, bool starts_line,
			 bool ends_line, struct str *out)
{
	*out = str_trim(line);
	return starts_line && ends_line && container_now(autop) == LOOSE && wp_is_address(*out);
}

static bool run_ends_line(const struct autop *autop)
{
	struct str run = buf_str(&autop->run);
	return !run.len || run.ptr[run.len - 1] == '\n' || str_ends(run, S("<br>"));
}

static void put_address(struct autop *autop, struct str address, struct arena *scratch)
{
	flush(autop);
	wp_put_embed(&autop->out, scan_decode(scratch, address));
}

/* Text between two tags, line by line. before_block: what follows is a block tag or the end. */
static void put_text(struct autop *autop, struct str text, bool before_block, struct arena *scratch)
{
	while (text.len) {
		struct str_pair line = str_cut(text, '\n');
		bool ends_line = line.found || before_block;
		struct str address;
		if (address_line(autop, line.head, run_ends_line(autop), ends_line, &address))
			put_address(autop, address, scratch);
		else
			put_run(autop, line.head);
		text = line.tail;
		if (!line.found)
			return;
		struct str next = str_cut(text, '\n').head;
		if (!str_trim(next).len && str_find_char(text, '\n') != STR_NONE) {
			part(autop);
			text = str_from(text, next.len);
			while (text.len && char_is_space(text.ptr[0]))
				text = str_from(text, 1);
		} else if (autop->run_has_text) {
			buf_put(&autop->run, run_ends_line(autop) ? S("\n") : S("<br>\n"));
		}
	}
}

static void open_block(struct autop *autop, struct str raw, enum container container)
{
	flush(autop);
	if (container_now(autop) == PARAGRAPH)
		autop->depth--;
	buf_put(&autop->out, raw);
	if (autop->depth < LIMIT_OPEN_BLOCKS) {
		autop->open[autop->depth] = container;
		autop->parted[autop->depth++] = false;
	}
}

static void close_block(struct autop *autop, struct str raw)
{
	flush(autop);
	buf_put(&autop->out, raw);
	buf_put_char(&autop->out, '\n');
	if (autop->depth)
		autop->depth--;
}

static bool is_part_mark(struct str comment)
{
	comment = str_trim(comment);
	return str_starts(comment, S("more")) || str_starts(comment, S("nextpage"));
}

static void put_tag(struct autop *autop, const struct scan_token *token)
{
	enum container container;
	if (block_of(token->name, &container)) {
		if (token->kind == SCAN_OPEN)
			open_block(autop, token->raw, container);
		else
			close_block(autop, token->raw);
	} else if (scan_is_open(token, S("hr"))) {
		flush(autop);
		buf_put(&autop->out, token->raw);
	} else if (str_eq_nocase(token->name, S("br"))) {
		buf_put(&autop->run, S("<br>"));
	} else {
		put_run(autop, token->raw);
	}
}

static bool ends_run(const struct scan_token *token)
{
	enum container container;
	bool is_tag = token->kind == SCAN_OPEN || token->kind == SCAN_CLOSE;
	return (is_tag && block_of(token->name, &container)) || scan_is_open(token, S("hr"));
}

/* pre is a block of its own; players and frames stay within their run. */
static void put_opaque(struct autop *autop, const struct scan_token *token)
{
	bool is_pre = str_eq_nocase(autop->opaque, S("pre"));
	if (is_pre && scan_is_open(token, S("pre")))
		flush(autop);
	buf_put(is_pre ? &autop->out : &autop->run, token->raw);
	autop->run_has_text |= !is_pre;
	if (scan_is_close(token, autop->opaque))
		autop->opaque = S("");
}

static void put_token(struct autop *autop, const struct scan_token *token, bool before_block,
		      struct arena *scratch)
{
	if (!autop->opaque.len && token->kind == SCAN_OPEN && is_opaque(token->name) &&
	    !str_ends(token->raw, S("/>")))
		autop->opaque = token->name;
	if (autop->opaque.len)
		put_opaque(autop, token);
	else if (token->kind == SCAN_TEXT)
		put_text(autop, token->raw, before_block, scratch);
	else if (token->kind != SCAN_COMMENT)
		put_tag(autop, token);
	else if (is_part_mark(token->comment))
		part(autop);
}

static struct str with_line_feeds(struct arena *into, struct str source)
{
	if (str_find_char(source, '\r') == STR_NONE)
		return source;
	source = str_replace(into, source, S("\r\n"), S("\n"));
	return str_replace(into, source, S("\r"), S("\n"));
}

enum err wp_autop(struct arena *into, struct str source, struct str *out)
{
	source = with_line_feeds(into, source);
	size_t limit = LIMIT_AUTOP_GROWTH * (source.len + 1024);
	struct autop *autop = arena_new(into, struct autop, 1);
	autop->out = buf_in(into, limit);
	autop->run = buf_in(into, limit);
	struct html_scan scan = html_scan_of(source);
	struct scan_token token, next;
	bool has_next = scan_next(&scan, &next);
	while (has_next) {
		token = next;
		has_next = scan_next(&scan, &next);
		put_token(autop, &token, !has_next || ends_run(&next), into);
	}
	autop->depth = 0;
	flush(autop);
	TRY(autop->out.fault);
	TRY(autop->run.fault);
	*out = buf_str(&autop->out);
	return OK;
}
