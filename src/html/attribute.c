/* SPDX-License-Identifier: Apache-2.0 */
/*
 * attribute.c: which attribute stays, with which values.
 *
 * Every value is made anew from what was understood: a number is printed, a class comes from the
 * list, an address from href_clean(). Classes other systems use for the same look are known here.
 */
#include "html/attribute.h"

#include "html/href.h"

#define LIMIT_ATTRIBUTE_TEXT 2000 /* bytes of a title or an alt text */

enum attribute_kind {
	KIND_TEXT,
	KIND_HREF,
	KIND_ID,     /* a row number */
	KIND_NUMBER, /* from 1 to 1000 */
	KIND_START,  /* any whole number of up to nine digits */
	KIND_FLAG,
	KIND_TOKEN, /* letters, digits and a few signs */
	KIND_SCOPE,
	KIND_LIST_TYPE,
	KIND_REL,
	KIND_CLASS,
	KIND_LANG,
	KIND_DIR,
};

struct attribute {
	const char *name;
	enum attribute_kind kind;
	bool counts; /* satisfies NEEDS_ATTRIBUTE */
	unsigned char elements[8];
};

/* In the order in which they are written. No element in the list: all of them. References come
 * first: html/body.c finds them at the start of a tag. */
static const struct attribute attributes[] = {
	{ "data-media", KIND_ID, true, { EL_FIGURE, EL_IMG, EL_A } },
	{ "data-story", KIND_ID, true, { EL_A } },
	{ "data-see-also", KIND_ID, true, { EL_ASIDE } },
	{ "data-fragment", KIND_TOKEN, false, { EL_A } },
	{ "alt", KIND_TEXT, false, { EL_IMG } },
	{ "href", KIND_HREF, true, { EL_A } },
	{ "hreflang", KIND_LANG, false, { EL_A } },
	{ "title", KIND_TEXT, false, { EL_A, EL_ABBR, EL_DFN } },
	{ "rel", KIND_REL, false, { EL_A } },
	{ "cite", KIND_HREF, false, { EL_BLOCKQUOTE, EL_Q, EL_DEL, EL_INS } },
	{ "datetime", KIND_TOKEN, false, { EL_TIME, EL_DEL, EL_INS } },
	{ "start", KIND_START, false, { EL_OL } },
	{ "reversed", KIND_FLAG, false, { EL_OL } },
	{ "type", KIND_LIST_TYPE, false, { EL_OL } },
	{ "colspan", KIND_NUMBER, false, { EL_TD, EL_TH } },
	{ "rowspan", KIND_NUMBER, false, { EL_TD, EL_TH } },
	{ "scope", KIND_SCOPE, false, { EL_TH } },
	{ "open", KIND_FLAG, false, { EL_DETAILS } },
	{ "class", KIND_CLASS, true, { EL_P, EL_DIV, EL_FIGURE, EL_BLOCKQUOTE, EL_TABLE, EL_IMG } },
	{ "class", KIND_CLASS, true, { EL_H2, EL_H3, EL_H4, EL_H5, EL_H6, EL_TD, EL_TH, EL_PRE } },
	{ "lang", KIND_LANG, true, { 0 } },
	{ "dir", KIND_DIR, true, { 0 } },
};

struct str attribute_text(const GumboElement *node, const char *name)
{
	const GumboAttribute *found = gumbo_get_attribute(&node->attributes, name);
	return found ? str_of(found->value) : S("");
}

int64_t attribute_number(const GumboElement *node, const char *name)
{
	int64_t n;
	if (str_to_i64(str_trim(attribute_text(node, name)), &n) || n < 0)
		return 0;
	return n;
}

static bool next_token(struct str *rest, struct str *token)
{
	*rest = str_trim(*rest);
	size_t n = 0;
	while (n < rest->len && !char_is_space(rest->ptr[n]))
		n++;
	*token = str_first(*rest, n);
	*rest = str_from(*rest, n);
	return n > 0;
}

static bool has_token(struct str list, struct str name)
{
	struct str token;
	while (next_token(&list, &token))
		if (str_eq_nocase(token, name))
			return true;
	return false;
}

bool has_class(const GumboElement *node, struct str name)
{
	return has_token(attribute_text(node, "class"), name);
}

bool is_unwritable(uint32_t c)
{
	return (c < ' ' && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0) || c == 0xFEFF ||
	       (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

/* value as one line without what no text may hold. */
static struct str plain_line(struct arena *into, struct str value)
{
	struct buf out = buf_in(into, value.len * 3);
	uint32_t c;
	for (size_t at = 0; at < value.len;) {
		at += utf8_decode(str_from(value, at), &c);
		if (c < 0x80 && char_is_space((char)c))
			buf_put_char(&out, ' ');
		else if (!is_unwritable(c))
			buf_put_code_point(&out, c);
	}
	return str_trim(utf8_first(str_trim(buf_str(&out)), LIMIT_ATTRIBUTE_TEXT));
}

/* Classes, ours first; the others are how WordPress and Ghost spell the same. */
static const struct {
	struct str theirs, ours;
	unsigned char elements[6]; /* none: wherever a class may stand */
} class_names[] = {
	{ STR_CONST("align-left"), STR_CONST("align-left"), { 0 } },
	{ STR_CONST("alignleft"), STR_CONST("align-left"), { 0 } },
	{ STR_CONST("has-text-align-left"), STR_CONST("align-left"), { 0 } },
	{ STR_CONST("align-center"), STR_CONST("align-center"), { 0 } },
	{ STR_CONST("aligncenter"), STR_CONST("align-center"), { 0 } },
	{ STR_CONST("has-text-align-center"), STR_CONST("align-center"), { 0 } },
	{ STR_CONST("align-right"), STR_CONST("align-right"), { 0 } },
	{ STR_CONST("alignright"), STR_CONST("align-right"), { 0 } },
	{ STR_CONST("has-text-align-right"), STR_CONST("align-right"), { 0 } },
	{ STR_CONST("wide"), STR_CONST("wide"), { EL_FIGURE, EL_TABLE, EL_BLOCKQUOTE } },
	{ STR_CONST("alignwide"), STR_CONST("wide"), { EL_FIGURE, EL_TABLE, EL_BLOCKQUOTE } },
	{ STR_CONST("kg-width-wide"), STR_CONST("wide"), { EL_FIGURE } },
	{ STR_CONST("full"), STR_CONST("full"), { EL_FIGURE, EL_TABLE } },
	{ STR_CONST("alignfull"), STR_CONST("full"), { EL_FIGURE, EL_TABLE } },
	{ STR_CONST("kg-width-full"), STR_CONST("full"), { EL_FIGURE } },
	{ STR_CONST("pullquote"), STR_CONST("pullquote"), { EL_BLOCKQUOTE } },
	{ STR_CONST("pull"), STR_CONST("pullquote"), { EL_BLOCKQUOTE } },
	{ STR_CONST("wp-block-pullquote"), STR_CONST("pullquote"), { EL_BLOCKQUOTE } },
	{ STR_CONST("kg-blockquote-alt"), STR_CONST("pullquote"), { EL_BLOCKQUOTE } },
	{ STR_CONST("gallery"), STR_CONST("gallery"), { EL_FIGURE } },
	{ STR_CONST("wp-block-gallery"), STR_CONST("gallery"), { EL_FIGURE } },
	{ STR_CONST("kg-gallery-card"), STR_CONST("gallery"), { EL_FIGURE } },
	{ STR_CONST("embed"), STR_CONST("embed"), { EL_P } },
	{ STR_CONST("correction"), STR_CONST("correction"), { EL_P, EL_DIV } },
	{ STR_CONST("note"), STR_CONST("note"), { EL_P, EL_DIV } },
	{ STR_CONST("small"), STR_CONST("small"), { EL_P } },
	{ STR_CONST("has-small-font-size"), STR_CONST("small"), { EL_P } },
	{ STR_CONST("drop-cap"), STR_CONST("drop-cap"), { EL_P } },
	{ STR_CONST("has-drop-cap"), STR_CONST("drop-cap"), { EL_P } },
};

static bool is_listed(const unsigned char *elements, size_t room, enum element element)
{
	if (!elements[0])
		return true;
	for (size_t i = 0; i < room && elements[i]; i++)
		if (elements[i] == element)
			return true;
	return false;
}

static struct str align_of(struct str word)
{
	if (str_eq_nocase(word, S("left")))
		return S("align-left");
	if (str_eq_nocase(word, S("center")) || str_eq_nocase(word, S("middle")))
		return S("align-center");
	return str_eq_nocase(word, S("right")) ? S("align-right") : S("");
}

/* What align="..." or style="text-align: ..." says; nothing else of a style is read. */
static struct str old_style_align(const GumboElement *node)
{
	struct str found = align_of(str_trim(attribute_text(node, "align")));
	struct str rest = attribute_text(node, "style");
	while (rest.len) {
		struct str_pair rule = str_cut(rest, ';');
		struct str_pair pair = str_cut(rule.head, ':');
		if (str_eq_nocase(str_trim(pair.head), S("text-align")))
			found = align_of(str_trim(pair.tail));
		rest = rule.tail;
	}
	return node->tag == GUMBO_TAG_CENTER ? S("align-center") : found;
}

static bool is_align(struct str class)
{
	return str_starts(class, S("align-"));
}

/* The classes that stay, in the list's order, each once, one alignment at most. */
static struct str classes_of(struct arena *into, const GumboElement *node, enum element element,
			     struct inherited inherited)
{
	struct str given = attribute_text(node, "class"), align = S(""), last = S("");
	struct buf out = buf_in(into, 512);
	for (size_t i = 0; i < COUNT_OF(class_names); i++) {
		struct str ours = class_names[i].ours;
		if (str_eq(ours, last) || (is_align(ours) && align.len) ||
		    !is_listed(class_names[i].elements, 6, element) ||
		    !has_token(given, class_names[i].theirs))
			continue;
		last = ours;
		if (is_align(ours))
			align = ours;
		else
			buf_fmt(&out, "%s%.*s", out.len ? " " : "", STR_ARG(ours));
	}
	if (!align.len)
		align = old_style_align(node);
	if (!align.len && element != EL_DIV)
		align = inherited.align;
	if (element == EL_BLOCKQUOTE && inherited.is_pullquote &&
	    !str_contains(buf_str(&out), S("pullquote")))
		buf_fmt(&out, "%spullquote", out.len ? " " : "");
	if (align.len)
		return str_fmt(into, "%.*s%s%.*s", STR_ARG(align), out.len ? " " : "",
			       STR_ARG(buf_str(&out)));
	return buf_str(&out);
}

static bool is_made_of(struct str s, const char *signs, size_t limit)
{
	if (!s.len || s.len > limit)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (!char_is_alpha(s.ptr[i]) && !char_is_digit(s.ptr[i]) &&
		    (!s.ptr[i] || !strchr(signs, s.ptr[i])))
			return false;
	return true;
}

static struct str one_of(struct str value, const struct str *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq_nocase(value, words[i]))
			return words[i];
	return S("");
}

static struct str rel_of(struct arena *into, struct str given, enum clean_policy policy)
{
	if (policy == CLEAN_COMMENT)
		return S("nofollow ugc noopener");
	static const struct str kept[] = { STR_CONST("nofollow"), STR_CONST("sponsored"),
					   STR_CONST("ugc") };
	struct buf out = buf_in(into, 64);
	for (size_t i = 0; i < COUNT_OF(kept); i++)
		if (has_token(given, kept[i]))
			buf_fmt(&out, "%s%.*s", out.len ? " " : "", STR_ARG(kept[i]));
	return buf_str(&out);
}

static struct str number_text(struct arena *into, struct str value, int64_t least, int64_t most)
{
	int64_t n;
	if (str_to_i64(value, &n) || n < least || n > most)
		return S("");
	return str_fmt(into, "%lld", (long long)n);
}

static struct str token_text(struct arena *into, struct str value, enum attribute_kind kind)
{
	static const struct str scopes[] = { STR_CONST("row"), STR_CONST("col"),
					     STR_CONST("rowgroup"), STR_CONST("colgroup") };
	static const struct str dirs[] = { STR_CONST("ltr"), STR_CONST("rtl"), STR_CONST("auto") };
	static const struct str types[] = { STR_CONST("a"), STR_CONST("A"), STR_CONST("i"),
					    STR_CONST("I") };
	switch (kind) {
	case KIND_ID: return number_text(into, value, 1, INT64_MAX);
	case KIND_NUMBER: return number_text(into, value, 2, 1000);
	case KIND_START: return number_text(into, value, -999999999, 999999999);
	case KIND_SCOPE: return one_of(value, scopes, COUNT_OF(scopes));
	case KIND_DIR: return one_of(value, dirs, COUNT_OF(dirs));
	case KIND_LANG: return is_made_of(value, "-", 35) ? value : S("");
	case KIND_TOKEN: return is_made_of(value, "-_.:+ ", 100) ? value : S("");
	case KIND_LIST_TYPE:
		for (size_t i = 0; i < COUNT_OF(types); i++)
			if (str_eq(value, types[i]))
				return value;
		return S("");
	default: return S("");
	}
}

/* Everything that depends on the one element an attribute is for. */
struct reader {
	struct arena *into;
	const GumboElement *node;
	enum element element;
	enum clean_policy policy;
	struct inherited inherited;
};

/* The value to write; false: the attribute does not stay. */
static bool value_of(const struct reader *reader, const struct attribute *attribute,
		     struct str *out)
{
	const GumboAttribute *found =
		gumbo_get_attribute(&reader->node->attributes, attribute->name);
	struct str value = found ? str_trim(str_of(found->value)) : S("");
	switch (attribute->kind) {
	case KIND_TEXT: *out = plain_line(reader->into, value); return out->len > 0;
	case KIND_HREF: return found && href_clean(reader->into, value, out);
	case KIND_FLAG: *out = S(""); return found != NULL;
	case KIND_CLASS:
		*out = classes_of(reader->into, reader->node, reader->element, reader->inherited);
		break;
	case KIND_REL: *out = rel_of(reader->into, value, reader->policy); break;
	case KIND_LANG:
		*out = token_text(reader->into, value, KIND_LANG);
		if (!out->len && str_eq(str_of(attribute->name), S("lang")))
			*out = reader->inherited.lang;
		break;
	case KIND_DIR:
		*out = token_text(reader->into, value, KIND_DIR);
		*out = out->len ? *out : reader->inherited.dir;
		break;
	default: *out = token_text(reader->into, value, attribute->kind); break;
	}
	return out->len > 0;
}

static bool is_allowed(const struct attribute *attribute, enum element element,
		       enum clean_policy policy)
{
	if (!is_listed(attribute->elements, COUNT_OF(attribute->elements), element))
		return false;
	if (policy == CLEAN_COMMENT)
		return attribute->kind == KIND_HREF || attribute->kind == KIND_REL;
	return policy == CLEAN_STORY || attribute->kind != KIND_ID;
}

struct str attributes_of(struct arena *into, const GumboElement *node, enum element element,
			 enum clean_policy policy, struct inherited inherited, bool *given)
{
	struct reader reader = { into, node, element, policy, inherited };
	struct buf out = buf_in(into, 3 * LIMIT_HREF_BYTES * 6);
	bool is_reference = false;
	for (size_t i = 0; i < COUNT_OF(attributes); i++) {
		const struct attribute *attribute = &attributes[i];
		struct str value;
		bool is_shadowed =
			is_reference && (attribute->kind == KIND_HREF ||
					 attribute->kind == KIND_ID || attribute->kind == KIND_REL);
		bool needs_story = attribute->kind == KIND_TOKEN && element == EL_A;
		if (!is_allowed(attribute, element, policy) || is_shadowed ||
		    (needs_story && !is_reference) || !value_of(&reader, attribute, &value))
			continue;
		is_reference |= attribute->kind == KIND_ID;
		*given |= attribute->counts && (element != EL_A || attribute->kind == KIND_ID ||
						attribute->kind == KIND_HREF);
		buf_fmt(&out, " %s", attribute->name);
		if (attribute->kind == KIND_FLAG)
			continue;
		buf_put(&out, S("=\""));
		html_escape_to(&out, value);
		buf_put_char(&out, '"');
	}
	return out.fault ? S("") : buf_str(&out);
}

struct inherited inherited_from(struct arena *into, const GumboElement *node,
				struct inherited above)
{
	struct str align = classes_of(into, node, EL_TD, (struct inherited){ 0 });
	struct str lang = token_text(into, str_trim(attribute_text(node, "lang")), KIND_LANG);
	struct str dir = token_text(into, str_trim(attribute_text(node, "dir")), KIND_DIR);
	return (struct inherited){
		.align = align.len ? align : above.align,
		.lang = lang.len ? str_dup(into, lang) : above.lang,
		.dir = dir.len ? dir : above.dir,
		.is_pullquote = above.is_pullquote || has_class(node, S("wp-block-pullquote")),
	};
}
