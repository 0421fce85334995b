/* SPDX-License-Identifier: Apache-2.0 */
/* html_clean_check.h: whether a parser finds anything in html that could act. Shared by the fuzz
 * targets and the unit tests of html/. */
#pragma once
#include <gumbo.h>

#include "html/clean.h"

static inline bool address_is_safe(struct str value)
{
	size_t end = 0;
	while (end < value.len && !strchr(":/?#", value.ptr[end]))
		end++;
	struct str scheme = str_first(value, end);
	if (end == value.len || value.ptr[end] != ':')
		return value.len == 0 || (unsigned char)value.ptr[0] > ' ';
	return str_eq(scheme, S("http")) || str_eq(scheme, S("https")) ||
	       str_eq(scheme, S("mailto")) || str_eq(scheme, S("tel"));
}

static inline bool attributes_are_inert(const GumboElement *element)
{
	for (unsigned i = 0; i < element->attributes.length; i++) {
		const GumboAttribute *attribute = element->attributes.data[i];
		struct str name = str_of(attribute->name);
		bool is_address = str_eq(name, S("href")) || str_eq(name, S("cite"));
		if (str_starts(name, S("on")) || str_eq(name, S("style")) ||
		    str_eq(name, S("src")) || str_eq(name, S("srcset")) || str_eq(name, S("id")) ||
		    str_eq(name, S("action")))
			return false;
		if (is_address && !address_is_safe(str_of(attribute->value)))
			return false;
	}
	return true;
}

static inline bool node_is_inert(const GumboNode *node)
{
	if (node->type == GUMBO_NODE_COMMENT || node->type == GUMBO_NODE_TEMPLATE)
		return false;
	if (node->type != GUMBO_NODE_ELEMENT)
		return true;
	const GumboElement *element = &node->v.element;
	switch (element->tag) {
	case GUMBO_TAG_SCRIPT:
	case GUMBO_TAG_STYLE:
	case GUMBO_TAG_IFRAME:
	case GUMBO_TAG_OBJECT:
	case GUMBO_TAG_EMBED:
	case GUMBO_TAG_SVG:
	case GUMBO_TAG_MATH:
	case GUMBO_TAG_FORM:
	case GUMBO_TAG_INPUT:
	case GUMBO_TAG_BUTTON:
	case GUMBO_TAG_LINK:
	case GUMBO_TAG_META:
	case GUMBO_TAG_BASE:
	case GUMBO_TAG_TEXTAREA:
	case GUMBO_TAG_VIDEO:
	case GUMBO_TAG_AUDIO:
	case GUMBO_TAG_UNKNOWN: return false;
	default: break;
	}
	if (element->tag_namespace != GUMBO_NAMESPACE_HTML || !attributes_are_inert(element))
		return false;
	for (unsigned i = 0; i < element->children.length; i++)
		if (!node_is_inert(element->children.data[i]))
			return false;
	return true;
}

static inline bool html_is_inert(struct str html)
{
	GumboOptions options = kGumboDefaultOptions;
	options.fragment_context = GUMBO_TAG_BODY;
	GumboOutput *tree = gumbo_parse_with_options(&options, html.len ? html.ptr : "", html.len);
	bool is_inert = node_is_inert(tree->root);
	gumbo_destroy_output(&options, tree);
	return is_inert;
}
