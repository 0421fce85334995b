/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wxr_read.c: expat's callbacks fill one struct at a time.
 *
 * Which text goes where is one table: (what is open, namespace, name) -> field. Text is collected
 * only while an element of that table is open; all other content costs nothing.
 */
#define XML_DTD 1 /* for the limits on entities */
#include "exchange/wxr_read.h"

#include <expat.h>

#include "exchange/wxr_filter.h"

#define LIMIT_ENTITY_START_BYTES (1ull << 20)
#define LIMIT_SITE_TEXT_BYTES (16u << 10) /* of the channel's own texts; cut there */
#define LIMIT_SITE_BYTES (1u << 20)
enum { CHUNK_BYTES = 64 << 10 };

/* What of the file is open. */
enum within { IN_NOTHING, IN_CHANNEL, IN_AUTHOR, IN_TERM, IN_ITEM, IN_META, IN_COMMENT, IN_OTHER };

enum space { SPACE_RSS, SPACE_WP, SPACE_CONTENT, SPACE_EXCERPT, SPACE_DC, SPACE_OTHER };

enum field_type { TEXT, NUMBER, FLAG };

struct field {
	enum within within;
	enum space space;
	const char *name;
	enum field_type type;
	size_t offset; /* in the struct that `within` stands for */
};

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
};

#define FIELD(within, space, name, type, owner, member)                                            \
	{                                                                                          \
		within, space, name, type, offsetof(struct owner, member)                          \
	}

static const struct field fields[] = {
	FIELD(IN_CHANNEL, SPACE_RSS, "title", TEXT, wxr_site, title),
	FIELD(IN_CHANNEL, SPACE_RSS, "link", TEXT, wxr_site, link),
	FIELD(IN_CHANNEL, SPACE_RSS, "description", TEXT, wxr_site, description),
	FIELD(IN_CHANNEL, SPACE_RSS, "language", TEXT, wxr_site, language),
	FIELD(IN_CHANNEL, SPACE_WP, "wxr_version", TEXT, wxr_site, version),
	FIELD(IN_CHANNEL, SPACE_WP, "base_site_url", TEXT, wxr_site, base_site_url),
	FIELD(IN_CHANNEL, SPACE_WP, "base_blog_url", TEXT, wxr_site, base_blog_url),
	FIELD(IN_AUTHOR, SPACE_WP, "author_id", NUMBER, wxr_author, id),
	FIELD(IN_AUTHOR, SPACE_WP, "author_login", TEXT, wxr_author, login),
	FIELD(IN_AUTHOR, SPACE_WP, "author_email", TEXT, wxr_author, email),
	FIELD(IN_AUTHOR, SPACE_WP, "author_display_name", TEXT, wxr_author, display_name),
	FIELD(IN_AUTHOR, SPACE_WP, "author_first_name", TEXT, wxr_author, first_name),
	FIELD(IN_AUTHOR, SPACE_WP, "author_last_name", TEXT, wxr_author, last_name),
	FIELD(IN_TERM, SPACE_WP, "term_id", NUMBER, wxr_term, id),
	FIELD(IN_TERM, SPACE_WP, "category_nicename", TEXT, wxr_term, slug),
	FIELD(IN_TERM, SPACE_WP, "category_parent", TEXT, wxr_term, parent),
	FIELD(IN_TERM, SPACE_WP, "cat_name", TEXT, wxr_term, name),
	FIELD(IN_TERM, SPACE_WP, "category_description", TEXT, wxr_term, description),
	FIELD(IN_TERM, SPACE_WP, "tag_slug", TEXT, wxr_term, slug),
	FIELD(IN_TERM, SPACE_WP, "tag_name", TEXT, wxr_term, name),
	FIELD(IN_TERM, SPACE_WP, "tag_description", TEXT, wxr_term, description),
	FIELD(IN_TERM, SPACE_WP, "term_taxonomy", TEXT, wxr_term, taxonomy),
	FIELD(IN_TERM, SPACE_WP, "term_slug", TEXT, wxr_term, slug),
	FIELD(IN_TERM, SPACE_WP, "term_parent", TEXT, wxr_term, parent),
	FIELD(IN_TERM, SPACE_WP, "term_name", TEXT, wxr_term, name),
	FIELD(IN_TERM, SPACE_WP, "term_description", TEXT, wxr_term, description),
	FIELD(IN_ITEM, SPACE_RSS, "title", TEXT, wxr_item, title),
	FIELD(IN_ITEM, SPACE_RSS, "link", TEXT, wxr_item, link),
	FIELD(IN_ITEM, SPACE_RSS, "pubDate", TEXT, wxr_item, pub_date),
	FIELD(IN_ITEM, SPACE_RSS, "guid", TEXT, wxr_item, guid),
	FIELD(IN_ITEM, SPACE_RSS, "description", TEXT, wxr_item, description),
	FIELD(IN_ITEM, SPACE_DC, "creator", TEXT, wxr_item, creator),
	FIELD(IN_ITEM, SPACE_CONTENT, "encoded", TEXT, wxr_item, content),
	FIELD(IN_ITEM, SPACE_EXCERPT, "encoded", TEXT, wxr_item, excerpt),
	FIELD(IN_ITEM, SPACE_WP, "post_id", NUMBER, wxr_item, post_id),
	FIELD(IN_ITEM, SPACE_WP, "post_date", TEXT, wxr_item, post_date),
	FIELD(IN_ITEM, SPACE_WP, "post_date_gmt", TEXT, wxr_item, post_date_gmt),
	FIELD(IN_ITEM, SPACE_WP, "post_modified", TEXT, wxr_item, post_modified),
	FIELD(IN_ITEM, SPACE_WP, "post_modified_gmt", TEXT, wxr_item, post_modified_gmt),
	FIELD(IN_ITEM, SPACE_WP, "comment_status", TEXT, wxr_item, comment_status),
	FIELD(IN_ITEM, SPACE_WP, "post_name", TEXT, wxr_item, post_name),
	FIELD(IN_ITEM, SPACE_WP, "status", TEXT, wxr_item, status),
	FIELD(IN_ITEM, SPACE_WP, "post_parent", NUMBER, wxr_item, post_parent),
	FIELD(IN_ITEM, SPACE_WP, "menu_order", NUMBER, wxr_item, menu_order),
	FIELD(IN_ITEM, SPACE_WP, "post_type", TEXT, wxr_item, post_type),
	FIELD(IN_ITEM, SPACE_WP, "post_password", TEXT, wxr_item, post_password),
	FIELD(IN_ITEM, SPACE_WP, "is_sticky", FLAG, wxr_item, is_sticky),
	FIELD(IN_ITEM, SPACE_WP, "attachment_url", TEXT, wxr_item, attachment_url),
	FIELD(IN_META, SPACE_WP, "meta_key", TEXT, wxr_meta, key),
	FIELD(IN_META, SPACE_WP, "meta_value", TEXT, wxr_meta, value),
	FIELD(IN_COMMENT, SPACE_WP, "comment_id", NUMBER, wxr_comment, id),
	FIELD(IN_COMMENT, SPACE_WP, "comment_author", TEXT, wxr_comment, author),
	FIELD(IN_COMMENT, SPACE_WP, "comment_author_email", TEXT, wxr_comment, email),
	FIELD(IN_COMMENT, SPACE_WP, "comment_author_url", TEXT, wxr_comment, url),
	FIELD(IN_COMMENT, SPACE_WP, "comment_author_IP", TEXT, wxr_comment, ip),
	FIELD(IN_COMMENT, SPACE_WP, "comment_date", TEXT, wxr_comment, date),
	FIELD(IN_COMMENT, SPACE_WP, "comment_date_gmt", TEXT, wxr_comment, date_gmt),
	FIELD(IN_COMMENT, SPACE_WP, "comment_content", TEXT, wxr_comment, content),
	FIELD(IN_COMMENT, SPACE_WP, "comment_approved", TEXT, wxr_comment, approved),
	FIELD(IN_COMMENT, SPACE_WP, "comment_type", TEXT, wxr_comment, type),
	FIELD(IN_COMMENT, SPACE_WP, "comment_parent", NUMBER, wxr_comment, parent),
	FIELD(IN_COMMENT, SPACE_WP, "comment_user_id", NUMBER, wxr_comment, user_id),
};

/* An item's category: its text is the name. */
static const struct field category_field =
	FIELD(IN_ITEM, SPACE_RSS, "category", TEXT, wxr_category, name);

struct str wxr_meta(const struct wxr_item *item, const char *key)
{
	for (size_t i = 0; i < item->metas.count; i++)
		if (str_eq(item->metas.items[i].key, str_of(key)))
			return item->metas.items[i].value;
	return S("");
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
		  (unsigned long)XML_GetCurrentLineNumber(reader->parser), STR_ARG(what));
	stop(reader, ERR_INVALID);
}

static enum space space_of(struct str uri)
{
	if (!uri.len)
		return SPACE_RSS;
	struct str rest = uri;
	if (!str_drop_prefix(&rest, S("http://")))
		str_drop_prefix(&rest, S("https://"));
	str_drop_prefix(&rest, S("www."));
	str_drop_suffix(&rest, S("/"));
	if (str_starts(rest, S("wordpress.org/export/")))
		return str_ends(rest, S("/excerpt")) ? SPACE_EXCERPT : SPACE_WP;
	if (str_eq(rest, S("purl.org/rss/1.0/modules/content")))
		return SPACE_CONTENT;
	return str_eq(rest, S("purl.org/dc/elements/1.1")) ? SPACE_DC : SPACE_OTHER;
}

/* Expat gives "URI|name". */
static enum space split_name(const char *raw, struct str *name)
{
	struct str_pair pair = str_cut_last(str_of(raw), '|');
	*name = pair.tail;
	return space_of(pair.head);
}

static const struct field *field_of(enum within within, enum space space, struct str name)
{
	if (within == IN_ITEM && space == SPACE_RSS && str_eq(name, S("category")))
		return &category_field;
	for (size_t i = 0; i < COUNT_OF(fields); i++)
		if (fields[i].within == within && fields[i].space == space &&
		    str_eq(name, str_of(fields[i].name)))
			return &fields[i];
	return NULL;
}

/* What an element opens, given what is open; IN_NOTHING for one that opens nothing. */
static enum within opened_by(enum within within, enum space space, struct str name)
{
	static const struct {
		enum within within;
		enum space space;
		const char *name;
		enum within opens;
	} table[] = {
		{ IN_CHANNEL, SPACE_WP, "author", IN_AUTHOR },
		{ IN_CHANNEL, SPACE_WP, "category", IN_TERM },
		{ IN_CHANNEL, SPACE_WP, "tag", IN_TERM },
		{ IN_CHANNEL, SPACE_WP, "term", IN_TERM },
		{ IN_CHANNEL, SPACE_RSS, "item", IN_ITEM },
		{ IN_ITEM, SPACE_WP, "postmeta", IN_META },
		{ IN_ITEM, SPACE_WP, "comment", IN_COMMENT },
	};
	for (size_t i = 0; i < COUNT_OF(table); i++)
		if (table[i].within == within && table[i].space == space &&
		    str_eq(name, str_of(table[i].name)))
			return table[i].opens;
	return IN_NOTHING;
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
			.line = (int64_t)XML_GetCurrentLineNumber(reader->parser),
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
	if (field != &category_field)
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
	enum space space = split_name(raw, &name);
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
	enum within opens = opened_by(reader->within, space, name);
	const struct field *field = field_of(reader->within, space, name);
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
	case IN_ITEM: return field == &category_field ? (void *)&reader->category : &reader->item;
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
	if (field == &category_field)
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

static struct str why(struct arena *arena, XML_Parser parser)
{
	enum XML_Error error = XML_GetErrorCode(parser);
	if (error == XML_ERROR_INVALID_TOKEN && is_bad_byte(parser))
		return S("bytes that are no UTF-8: convert the file, or say its encoding in its "
			 "first line");
	switch (error) {
	case XML_ERROR_NO_ELEMENTS:
	case XML_ERROR_UNCLOSED_TOKEN:
	case XML_ERROR_UNCLOSED_CDATA_SECTION:
	case XML_ERROR_PARTIAL_CHAR: return S("the file ends in the middle");
	case XML_ERROR_UNBOUND_PREFIX: return S("a prefix that is declared nowhere");
	case XML_ERROR_UNKNOWN_ENCODING:
	case XML_ERROR_INCORRECT_ENCODING:
		return S("an encoding that is not known here, or not the one it says: convert "
			 "the file to UTF-8");
	case XML_ERROR_AMPLIFICATION_LIMIT_BREACH:
		return S("entities that grow out of all proportion");
	default: return str_fmt(arena, "this is not well-formed XML: %s", XML_ErrorString(error));
	}
}

static enum err feed(struct reader *reader, struct wxr_source source)
{
	struct wxr_filter filter = { 0 };
	int64_t done = 0;
	bool is_last = false;
	while (!is_last) {
		char *piece = XML_GetBuffer(reader->parser, CHUNK_BYTES + LIMIT_HELD_BYTES);
		size_t got;
		if (!piece)
			return fault_set(reader->fault, ERR_BUSY, "no memory for %.*s",
					 STR_ARG(source.name));
		TRY(source.read(source.self, piece, CHUNK_BYTES, &got));
		is_last = got == 0;
		done += (int64_t)got;
		size_t usable = wxr_filter(&filter, piece, got, is_last);
		reader->totals.replaced = filter.replaced;
		if (XML_ParseBuffer(reader->parser, (int)usable, is_last) != XML_STATUS_OK) {
			if (!reader->err)
				refuse_at(reader, why(reader->arena, reader->parser));
			return reader->err;
		}
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
