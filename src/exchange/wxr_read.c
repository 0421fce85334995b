/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wxr_read.c: expat's callbacks fill one struct at a time.
 *
 * Which text goes where is one table (wxr_field.h). Text is collected only while an element of that
 * table is open; all other content costs nothing.
 */
#define XML_DTD 1 /* for the limits on entities */
#include "exchange/wxr_read.h"

#include <expat.h>

#include "exchange/wxr_field.h"
#include "exchange/wxr_filter.h"

#define LIMIT_ENTITY_START_BYTES (1ull << 20)
#define LIMIT_SITE_TEXT_BYTES (16u << 10) /* of the channel's own texts; cut there */
#define LIMIT_SITE_BYTES (1u << 20)
enum { CHUNK_BYTES = 64 << 10 };

struct reader {
	struct arena *arena; /* the item's */
	struct arena_mark start;
	const struct wxr_handler *handler;
	struct str file;
	struct fault *fault;
	enum err err;
	XML_Parser parser;

	enum within within;
	int depth, other_from; /* other_from: depth of the element that put us IN_OTHER */
	enum within other_before;
	const struct field *field; /* being collected */
	int field_depth;
	struct buf text;
	size_t item_bytes;
	int64_t lines_dropped; /* before the document */

	struct wxr_author author;
	struct wxr_term term;
	struct wxr_item item;
	struct wxr_meta meta;
	struct wxr_comment comment;
	struct wxr_category category;
	struct wxr_site site;
	struct arena site_arena;
	bool site_is_told, is_wordpress;
	struct wxr_totals totals;
	/* Lines counted so far, up to a byte of the file; the piece that is being parsed. */
	struct str piece;
	int64_t piece_at, counted, lines;
	bool is_wide; /* two bytes a character: their lines are the parser's to count */
};

static int64_t line_now(const struct reader *reader)
{
	return reader->lines_dropped + (int64_t)XML_GetCurrentLineNumber(reader->parser);
}

static int64_t newlines_in(struct str s)
{
	int64_t n = 0;
	for (size_t at; (at = str_find_char(s, '\n')) != STR_NONE; s = str_from(s, at + 1))
		n++;
	return n;
}

/* Counts the lines of the piece under way up to a byte of the file. */
static void count_lines(struct reader *reader, int64_t to)
{
	struct str piece = reader->piece;
	if (to <= reader->counted)
		return;
	size_t from = (size_t)(reader->counted - reader->piece_at);
	reader->lines += newlines_in(str_sub(piece, from, (size_t)(to - reader->counted)));
	reader->counted = to;
}

/* As line_now(), which reads every byte once more: that takes as long as all of the parser's work.
 * What began in an earlier piece is left to it: of a long tag the parser waits for more than one.
 */
static int64_t line_of_item(struct reader *reader)
{
	int64_t at = XML_GetCurrentByteIndex(reader->parser);
	if (reader->is_wide || at < reader->counted)
		return line_now(reader);
	count_lines(reader, at);
	return reader->lines_dropped + reader->lines + 1;
}

static void stop(struct reader *reader, enum err err)
{
	if (!reader->err)
		reader->err = err;
	XML_StopParser(reader->parser, XML_FALSE);
}

#define refuse(reader, ...) refuse_at(reader, str_fmt((reader)->arena, __VA_ARGS__))
static void refuse_at(struct reader *reader, struct str what)
{
	fault_set(reader->fault, ERR_INVALID, "%.*s:%lu: %.*s", STR_ARG(reader->file),
		  (unsigned long)line_now(reader), STR_ARG(what));
	stop(reader, ERR_INVALID);
}

static void tell_site(struct reader *reader)
{
	if (reader->site_is_told)
		return;
	reader->site_is_told = true;
	if (!reader->handler->site)
		return;
	enum err err = reader->handler->site(reader->handler->self, &reader->site);
	if (err)
		stop(reader, err);
}

static void open_thing(struct reader *reader, enum within opens, struct str name)
{
	reader->within = opens;
	if (opens != IN_META && opens != IN_COMMENT)
		reader->item_bytes = 0;
	switch (opens) {
	case IN_AUTHOR: reader->author = (struct wxr_author){ 0 }; break;
	case IN_TERM:
		reader->term = (struct wxr_term){
			.taxonomy = str_eq(name, S("category")) ? S("category")
				    : str_eq(name, S("tag"))    ? S("post_tag")
								: S(""),
		};
		break;
	case IN_ITEM:
		tell_site(reader);
		reader->item = (struct wxr_item){
			.line = line_of_item(reader),
		};
		break;
	case IN_META: reader->meta = (struct wxr_meta){ 0 }; break;
	case IN_COMMENT: reader->comment = (struct wxr_comment){ 0 }; break;
	default: break;
	}
}

static void open_field(struct reader *reader, const struct field *field, const char **attributes)
{
	reader->field = field;
	reader->field_depth = reader->depth;
	reader->text = buf_in(reader->arena, LIMIT_WXR_TEXT_BYTES);
	if (field != &wxr_category_field)
		return;
	reader->category = (struct wxr_category){ 0 };
	for (size_t i = 0; attributes[i]; i += 2) {
		struct str value = str_dup(reader->arena, str_of(attributes[i + 1]));
		if (str_eq(str_of(attributes[i]), S("domain")))
			reader->category.domain = value;
		else if (str_eq(str_of(attributes[i]), S("nicename")))
			reader->category.nicename = value;
	}
}

/* The two elements above the channel's content. */
static void open_outer(struct reader *reader, enum space space, struct str name)
{
	if (reader->depth == 1 && (space != SPACE_RSS || !str_eq(name, S("rss"))))
		refuse(reader, "this is <%.*s>, not a WordPress export, which is an RSS feed",
		       STR_ARG(name));
	if (reader->depth == 2 && space == SPACE_RSS && str_eq(name, S("channel")))
		reader->within = IN_CHANNEL;
}

static void XMLCALL on_open(void *data, const char *raw, const char **attributes)
{
	struct reader *reader = data;
	struct str name;
	enum space space = wxr_split_name(raw, &name);
	if (++reader->depth > LIMIT_WXR_DEPTH) {
		refuse(reader, "more than %d elements within each other", LIMIT_WXR_DEPTH);
		return;
	}
	reader->is_wordpress |= space == SPACE_WP;
	if (reader->within == IN_NOTHING) {
		open_outer(reader, space, name);
		return;
	}
	if (reader->within == IN_OTHER || reader->field)
		return;
	enum within opens = wxr_opened_by(reader->within, space, name);
	const struct field *field = wxr_field_of(reader->within, space, name);
	if (opens != IN_NOTHING) {
		open_thing(reader, opens, name);
	} else if (field) {
		open_field(reader, field, attributes);
	} else {
		reader->other_before = reader->within;
		reader->other_from = reader->depth;
		reader->within = IN_OTHER;
	}
}

static void XMLCALL on_text(void *data, const char *text, int length)
{
	struct reader *reader = data;
	if (!reader->field || reader->err)
		return;
	buf_put(&reader->text, (struct str){ text, (size_t)length });
	reader->item_bytes += (size_t)length;
	if (reader->text.fault)
		refuse(reader, "<%s> is larger than %u MB", reader->field->name,
		       LIMIT_WXR_TEXT_BYTES >> 20);
	else if (reader->item_bytes > LIMIT_WXR_ITEM_BYTES)
		refuse(reader, "an item is larger than %u MB", LIMIT_WXR_ITEM_BYTES >> 20);
}

static void *owner_of(struct reader *reader, const struct field *field)
{
	switch (field->within) {
	case IN_CHANNEL: return &reader->site;
	case IN_AUTHOR: return &reader->author;
	case IN_TERM: return &reader->term;
	case IN_ITEM:
		return field == &wxr_category_field ? (void *)&reader->category : &reader->item;
	case IN_META: return &reader->meta;
	default: return &reader->comment;
	}
}

static void close_field(struct reader *reader)
{
	const struct field *field = reader->field;
	char *at = (char *)owner_of(reader, field) + field->offset;
	struct str text = buf_str(&reader->text);
	int64_t number = 0;
	if (field->type != TEXT && str_to_i64(str_trim(text), &number))
		number = 0;
	if (field->type == NUMBER)
		*(int64_t *)at = number;
	else if (field->type == FLAG)
		*(bool *)at = number != 0;
	else if (field->within == IN_CHANNEL && arena_left(&reader->site_arena) > text.len)
		*(struct str *)at = str_dup(&reader->site_arena,
					    utf8_first(str_trim(text), LIMIT_SITE_TEXT_BYTES));
	else if (field->within != IN_CHANNEL)
		*(struct str *)at = text;
	if (field == &wxr_category_field)
		*list_push(reader->arena, &reader->item.categories) = reader->category;
	reader->field = NULL;
}

static void report(struct reader *reader, enum err err)
{
	if (err)
		stop(reader, err);
	arena_reset(reader->arena, reader->start);
}

static void close_thing(struct reader *reader)
{
	const struct wxr_handler *handler = reader->handler;
	enum within closed = reader->within;
	reader->within = closed == IN_META || closed == IN_COMMENT ? IN_ITEM : IN_CHANNEL;
	if (closed == IN_META) {
		*list_push(reader->arena, &reader->item.metas) = reader->meta;
	} else if (closed == IN_COMMENT) {
		*list_push(reader->arena, &reader->item.comments) = reader->comment;
	} else if (closed == IN_AUTHOR) {
		report(reader,
		       handler->author ? handler->author(handler->self, &reader->author) : OK);
	} else if (closed == IN_TERM) {
		report(reader, handler->term ? handler->term(handler->self, &reader->term) : OK);
	} else if (closed == IN_ITEM) {
		reader->totals.items++;
		report(reader, handler->item ? handler->item(handler->self, &reader->item) : OK);
	}
}

static void XMLCALL on_close(void *data, const char *raw)
{
	struct reader *reader = data;
	(void)raw;
	int depth = reader->depth--;
	if (reader->err)
		return;
	if (reader->field) {
		if (depth == reader->field_depth)
			close_field(reader);
	} else if (reader->within == IN_OTHER) {
		if (depth == reader->other_from)
			reader->within = reader->other_before;
	} else if (reader->within == IN_CHANNEL) {
		tell_site(reader);
		reader->within = IN_NOTHING;
	} else if (reader->within != IN_NOTHING) {
		close_thing(reader);
	}
}

/* Whether what the parser stumbled over is no text in the encoding it reads. */
static bool is_bad_byte(XML_Parser parser)
{
	int at, size;
	uint32_t c;
	const char *context = XML_GetInputContext(parser, &at, &size);
	if (!context || at >= size || !(context[at] & 0x80))
		return false;
	return utf8_decode((struct str){ context + at, (size_t)(size - at) }, &c) == 1;
}

/* The tag that the parser stands at names its prefix, if it began in this piece. */
static struct str unbound_prefix(const struct reader *reader)
{
	int64_t at = XML_GetCurrentByteIndex(reader->parser) - reader->piece_at;
	struct str tag = at >= 0 && !reader->is_wide ? str_from(reader->piece, (size_t)at) : S("");
	size_t end = 0;
	while (end < tag.len && end < 100 && tag.ptr[end] != '>' && !char_is_space(tag.ptr[end]))
		end++;
	return end ? str_fmt(reader->arena, "%.*s> has a prefix that is declared nowhere",
			     STR_ARG(str_first(tag, end)))
		   : S("a prefix that is declared nowhere");
}

static struct str why(const struct reader *reader)
{
	struct arena *arena = reader->arena;
	XML_Parser parser = reader->parser;
	enum XML_Error error = XML_GetErrorCode(parser);
	if (error == XML_ERROR_INVALID_TOKEN && is_bad_byte(parser))
		return S("bytes that are no UTF-8: convert the file, or say its encoding in its "
			 "first line");
	switch (error) {
	case XML_ERROR_NO_ELEMENTS:
	case XML_ERROR_UNCLOSED_TOKEN:
	case XML_ERROR_UNCLOSED_CDATA_SECTION:
	case XML_ERROR_PARTIAL_CHAR: return S("the file ends in the middle");
	case XML_ERROR_UNBOUND_PREFIX: return unbound_prefix(reader);
	case XML_ERROR_UNKNOWN_ENCODING:
	case XML_ERROR_INCORRECT_ENCODING:
		return S("an encoding that is not known here, or not the one it says: convert "
			 "the file to UTF-8");
	case XML_ERROR_AMPLIFICATION_LIMIT_BREACH:
		return S("entities that grow out of all proportion");
	default: return str_fmt(arena, "this is not well-formed XML: %s", XML_ErrorString(error));
	}
}

/* While it still stands in the parser's buffer, which the next one takes. */
static void end_piece(struct reader *reader)
{
	count_lines(reader, reader->piece_at + (int64_t)reader->piece.len);
	reader->piece_at += (int64_t)reader->piece.len;
	reader->piece = S("");
}

static void begin_piece(struct reader *reader, struct str piece)
{
	reader->piece = piece;
	if (reader->piece_at == 0)
		reader->is_wide = str_starts(piece, S("\xFE\xFF")) ||
				  str_starts(piece, S("\xFF\xFE")) ||
				  str_find_char(str_first(piece, 4), '\0') != STR_NONE;
}

/* WordPress.com wrote <atom:link> into the heads of its exports for years and declared the prefix
 * nowhere. No other prefix is forgiven. piece: with room for the declaration. */
static const char atom[] = " xmlns:atom=\"http://www.w3.org/2005/Atom\"";

static size_t declare_atom(char *piece, size_t count)
{
	struct str all = { piece, count };
	size_t at = str_find(all, S("<rss "));
	struct str tag = at == STR_NONE ? S("") : str_from(all, at);
	size_t end = str_find_char(tag, '>');
	if (end == STR_NONE || str_contains(str_first(tag, end), S("xmlns:atom=")))
		return count;
	at += strlen("<rss");
	memmove(piece + at + sizeof atom - 1, piece + at, count - at);
	memcpy(piece + at, atom, sizeof atom - 1);
	return count + sizeof atom - 1;
}

static enum err feed(struct reader *reader, struct wxr_source source)
{
	struct wxr_filter filter = { 0 };
	int64_t done = 0;
	bool is_last = false;
	while (!is_last) {
		char *piece =
			XML_GetBuffer(reader->parser, CHUNK_BYTES + LIMIT_HELD_BYTES + sizeof atom);
		size_t got;
		if (!piece)
			return fault_set(reader->fault, ERR_BUSY, "no memory for %.*s",
					 STR_ARG(source.name));
		TRY(source.read(source.self, piece, CHUNK_BYTES, &got));
		is_last = got == 0;
		done += (int64_t)got;
		size_t usable = wxr_filter(&filter, piece, got, is_last);
		if (done == (int64_t)got && !filter.is_wide)
			usable = declare_atom(piece, usable);
		reader->totals.replaced = filter.replaced;
		reader->lines_dropped = filter.lines_dropped;
		begin_piece(reader, (struct str){ piece, usable });
		if (XML_ParseBuffer(reader->parser, (int)usable, is_last) != XML_STATUS_OK) {
			if (!reader->err)
				refuse_at(reader, why(reader));
			return reader->err;
		}
		end_piece(reader);
		if (reader->handler->progress)
			reader->handler->progress(reader->handler->self, done);
	}
	return reader->err;
}

static void free_parser(XML_Parser *parser)
{
	XML_ParserFree(*parser);
}

static void close_arena(struct arena *arena)
{
	arena_close(arena);
}

enum err wxr_read(struct wxr_source source, const struct wxr_handler *handler,
		  struct arena *item_arena, struct wxr_totals *totals, struct fault *fault)
{
	CLEANUP(close_arena) struct arena site_arena = arena_open(LIMIT_SITE_BYTES);
	CLEANUP(close_arena) struct arena own = arena_open(1u << 20);
	CLEANUP(free_parser) XML_Parser parser = XML_ParserCreateNS(NULL, '|');
	struct reader *reader = arena_new(&own, struct reader, 1);
	*reader = (struct reader){
		.arena = item_arena,
		.start = arena_mark(item_arena),
		.handler = handler,
		.file = source.name,
		.fault = fault,
		.parser = parser,
		.site_arena = site_arena,
	};
	XML_SetUserData(parser, reader);
	XML_SetElementHandler(parser, on_open, on_close);
	XML_SetCharacterDataHandler(parser, on_text);
	XML_SetParamEntityParsing(parser, XML_PARAM_ENTITY_PARSING_NEVER);
	XML_SetBillionLaughsAttackProtectionMaximumAmplification(parser, LIMIT_WXR_ENTITY_GROWTH);
	XML_SetBillionLaughsAttackProtectionActivationThreshold(parser, LIMIT_ENTITY_START_BYTES);
	TRY(feed(reader, source));
	if (!reader->is_wordpress)
		return fault_set(fault, ERR_INVALID,
				 "%.*s:1: an RSS feed without WordPress's additions: not a "
				 "WordPress export",
				 STR_ARG(source.name));
	arena_reset(item_arena, reader->start);
	*totals = reader->totals;
	return OK;
}
