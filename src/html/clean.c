/* SPDX-License-Identifier: Apache-2.0 */
/*
 * clean.c: walks the tree that gumbo built and tells the emitter what is kept.
 *
 * What may be costly is refused before parsing (guard.h), what would not read back the same is not
 * written (emit.h), what a thing may be called and carry is looked up (element.h, attribute.h).
 */
#include "html/clean.h"

#include "html/attribute.h"
#include "html/emit.h"
#include "html/guard.h"
#include "html/href.h"
#include "html/plain.h"

/* Below this no limit of the long way can be met by plain paragraphs. */
#define LIMIT_PLAIN_BYTES (1u << 20)

struct cleaner {
	struct arena *scratch; /* attributes of what is open; emptied element by element */
	enum clean_policy policy;
	struct emitter *emitter;
	int depth; /* of the walk */
	bool in_gallery;
};

static void walk(struct cleaner *cleaner, const GumboNode *node, struct inherited inherited);

static void walk_children(struct cleaner *cleaner, const GumboElement *node,
			  struct inherited inherited)
{
	if (cleaner->depth >= LIMIT_HTML_OPEN) {
		cleaner->emitter->fault = ERR_TOO_BIG;
		return;
	}
	cleaner->depth++;
	for (unsigned i = 0; i < node->children.length && !cleaner->emitter->fault; i++)
		walk(cleaner, node->children.data[i], inherited);
	cleaner->depth--;
}

static struct str attributes(struct cleaner *cleaner, const GumboElement *node,
			     enum element element, struct inherited inherited, bool *given)
{
	return attributes_of(cleaner->scratch, node, element, cleaner->policy, inherited, given);
}

static void put_block(struct cleaner *cleaner, const GumboElement *node, enum element element,
		      enum place place, struct inherited inherited, struct inherited below)
{
	bool given = false;
	struct str text = attributes(cleaner, node, element, inherited, &given);
	int depth = emit_open(cleaner->emitter, element, text, place);
	if (place != PLACE_NOTHING)
		walk_children(cleaner, node, below);
	if (cleaner->emitter->fault)
		return;
	if (depth >= 0)
		emit_close(cleaner->emitter, depth);
	emit_space(cleaner->emitter);
}

/* A block that is not kept: a paragraph if it has loose text; what it says of language and
 * alignment goes to the blocks within. */
static void put_paragraph(struct cleaner *cleaner, const GumboElement *node,
			  struct inherited inherited)
{
	struct inherited below = inherited_from(cleaner->scratch, node, inherited);
	put_block(cleaner, node, EL_P, PLACE_TEXT, inherited, below);
}

/* Pictures of a gallery are often a list elsewhere; here they stand in it as they are. */
static bool is_gallery_list(const struct cleaner *cleaner, enum element element)
{
	return cleaner->in_gallery && (element == EL_UL || element == EL_OL || element == EL_LI);
}

static void put_element_block(struct cleaner *cleaner, const GumboElement *node,
			      enum element element, struct inherited inherited)
{
	if (!element_is_in(element, cleaner->policy) || is_gallery_list(cleaner, element)) {
		put_paragraph(cleaner, node, inherited);
		return;
	}
	put_block(cleaner, node, element, element_info(element)->place, inherited,
		  (struct inherited){ 0 });
}

static bool mark_is_welcome(struct cleaner *cleaner, enum element element)
{
	const struct emitter *emitter = cleaner->emitter;
	if (!element_is_in(element, cleaner->policy))
		return false;
	if (element == EL_RT || element == EL_RP)
		return emitter->mark_count &&
		       emitter->marks[emitter->mark_count - 1].element == EL_RUBY;
	return !(element_info(element)->flags & NOT_IN_ITSELF) || !emit_has_mark(emitter, element);
}

/* A reply has one way to be strong and one to be emphatic. */
static enum element plainest(enum element element, enum clean_policy policy)
{
	if (policy == CLEAN_COMMENT && element == EL_B)
		return EL_STRONG;
	return policy == CLEAN_COMMENT && element == EL_I ? EL_EM : element;
}

static void put_mark(struct cleaner *cleaner, const GumboElement *node, enum element element,
		     struct inherited inherited)
{
	element = plainest(element, cleaner->policy);
	bool given = false, is_kept = mark_is_welcome(cleaner, element);
	struct str text = S("");
	if (is_kept)
		text = attributes(cleaner, node, element, (struct inherited){ 0 }, &given);
	if (element_info(element)->flags & NEEDS_ATTRIBUTE && !given)
		is_kept = false;
	if (is_kept)
		emit_mark(cleaner->emitter, element, text);
	walk_children(cleaner, node, inherited);
	if (is_kept)
		emit_unmark(cleaner->emitter);
}

static void put_element(struct cleaner *cleaner, const GumboElement *node, enum element element,
			struct inherited inherited)
{
	if (element == EL_BR)
		emit_break(cleaner->emitter);
	else if (element == EL_WBR && element_is_in(element, cleaner->policy))
		emit_void(cleaner->emitter, element, S(""));
	else if (element_info(element)->flags & IS_INLINE)
		put_mark(cleaner, node, element, inherited);
	else
		put_element_block(cleaner, node, element, inherited);
}

static bool is_reference(struct cleaner *cleaner, const GumboElement *node, const char *name)
{
	return cleaner->policy == CLEAN_STORY && attribute_number(node, name) > 0;
}

static bool is_gallery(const GumboElement *node)
{
	return has_class(node, S("gallery")) || has_class(node, S("wp-block-gallery")) ||
	       has_class(node, S("kg-gallery-card"));
}

static void put_figure(struct cleaner *cleaner, const GumboElement *node,
		       struct inherited inherited)
{
	bool was_in_gallery = cleaner->in_gallery;
	cleaner->in_gallery = is_gallery(node);
	if (is_reference(cleaner, node, "data-media"))
		put_block(cleaner, node, EL_FIGURE, PLACE_CAPTION_ONLY, inherited,
			  (struct inherited){ 0 });
	else if (has_class(node, S("wp-block-pullquote")))
		put_paragraph(cleaner, node, inherited);
	else
		put_element_block(cleaner, node, EL_FIGURE, inherited);
	cleaner->in_gallery = was_in_gallery;
}

/* aside and div: See also, a box that has a name, or nothing in particular. */
static void put_aside(struct cleaner *cleaner, const GumboElement *node, struct inherited inherited)
{
	if (node->tag == GUMBO_TAG_ASIDE && is_reference(cleaner, node, "data-see-also"))
		put_block(cleaner, node, EL_ASIDE, PLACE_NOTHING, (struct inherited){ 0 },
			  (struct inherited){ 0 });
	else if (has_class(node, S("correction")) || has_class(node, S("note")))
		put_element_block(cleaner, node, EL_DIV, inherited);
	else
		put_paragraph(cleaner, node, inherited);
}

/* text as a link to href, or as text within another link. */
static void put_link(struct cleaner *cleaner, struct str href, struct str text)
{
	bool is_nested = emit_has_mark(cleaner->emitter, EL_A);
	struct buf attribute = buf_in(cleaner->scratch, LIMIT_HREF_BYTES * 6 + 16);
	buf_put(&attribute, S(" href=\""));
	html_escape_to(&attribute, href);
	buf_put(&attribute, S("\""));
	if (!is_nested)
		emit_mark(cleaner->emitter, EL_A, buf_str(&attribute));
	emit_text(cleaner->emitter, text);
	if (!is_nested)
		emit_unmark(cleaner->emitter);
}

/* Where a picture lies; pages that load pictures late keep the address elsewhere. */
static bool find_source(struct cleaner *cleaner, const GumboElement *node, struct str *out)
{
	static const char *const names[] = { "src", "data-src", "data-lazy-src", "data-orig-file",
					     "data" };
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (href_clean(cleaner->scratch, attribute_text(node, names[i]), out))
			return true;
	for (unsigned i = 0; i < node->children.length; i++) {
		const GumboNode *child = node->children.data[i];
		if (child->type == GUMBO_NODE_ELEMENT && child->v.element.tag == GUMBO_TAG_SOURCE &&
		    href_clean(cleaner->scratch, attribute_text(&child->v.element, "src"), out))
			return true;
	}
	return false;
}

static struct str without_scheme(struct str href)
{
	struct str_pair pair = str_cut_str(href, S("//"));
	return pair.found && pair.tail.len ? pair.tail : href;
}

static bool is_pixel(const GumboElement *node)
{
	return attribute_number(node, "width") == 1 && attribute_number(node, "height") == 1;
}

/* A picture we have no record of: a link to it, with its alternative text as the link's. */
static void put_picture(struct cleaner *cleaner, const GumboElement *node)
{
	bool given = false;
	struct str source, alt = str_trim(attribute_text(node, "alt"));
	if (is_reference(cleaner, node, "data-media")) {
		struct str text =
			attributes(cleaner, node, EL_IMG, (struct inherited){ 0 }, &given);
		emit_void(cleaner->emitter, EL_IMG, text);
	} else if (is_pixel(node)) {
		return;
	} else if (cleaner->policy != CLEAN_STORY || has_class(node, S("emoji")) ||
		   has_class(node, S("wp-smiley")) || !find_source(cleaner, node, &source)) {
		emit_text(cleaner->emitter, alt);
	} else {
		emit_space(cleaner->emitter);
		put_link(cleaner, source, alt.len ? alt : without_scheme(source));
		emit_space(cleaner->emitter);
	}
}

/* A video, a player, a framed page: a paragraph with a link that opens it. */
static void put_embed(struct cleaner *cleaner, const GumboElement *node)
{
	struct str source, title = str_trim(attribute_text(node, "title"));
	if (cleaner->policy != CLEAN_STORY || !find_source(cleaner, node, &source) ||
	    !href_clean_absolute(cleaner->scratch, source, &source))
		return;
	int depth = emit_open(cleaner->emitter, EL_P, S(" class=\"embed\""), PLACE_TEXT);
	put_link(cleaner, source, title.len ? title : without_scheme(source));
	if (depth >= 0)
		emit_close(cleaner->emitter, depth);
	emit_space(cleaner->emitter);
}

static void walk_element(struct cleaner *cleaner, const GumboElement *node,
			 struct inherited inherited)
{
	if (node->tag_namespace == GUMBO_NAMESPACE_SVG)
		return;
	struct rule rule = { RULE_THROUGH, EL_NONE };
	if (node->tag_namespace == GUMBO_NAMESPACE_HTML)
		rule = rule_of_tag(node->tag);
	switch (rule.action) {
	case RULE_DROP: break;
	case RULE_THROUGH: walk_children(cleaner, node, inherited); break;
	case RULE_PARAGRAPH: put_paragraph(cleaner, node, inherited); break;
	case RULE_ELEMENT: put_element(cleaner, node, rule.element, inherited); break;
	case RULE_FIGURE: put_figure(cleaner, node, inherited); break;
	case RULE_ASIDE: put_aside(cleaner, node, inherited); break;
	case RULE_PICTURE: put_picture(cleaner, node); break;
	case RULE_EMBED: put_embed(cleaner, node); break;
	}
}

static void walk(struct cleaner *cleaner, const GumboNode *node, struct inherited inherited)
{
	struct arena_mark mark = arena_mark(cleaner->scratch);
	switch (node->type) {
	case GUMBO_NODE_TEXT:
	case GUMBO_NODE_WHITESPACE:
	case GUMBO_NODE_CDATA: emit_text(cleaner->emitter, str_of(node->v.text.text)); break;
	case GUMBO_NODE_ELEMENT: walk_element(cleaner, &node->v.element, inherited); break;
	default: break;
	}
	arena_reset(cleaner->scratch, mark);
}

static enum err clean_tree(struct arena *scratch, const GumboOutput *tree, enum clean_policy policy,
			   struct buf *out)
{
	struct cleaner cleaner = {
		.scratch = scratch,
		.policy = policy,
		.emitter = arena_new(scratch, struct emitter, 1),
	};
	emit_begin(cleaner.emitter, out, policy == CLEAN_INLINE ? PLACE_TEXT : PLACE_BLOCKS);
	walk_children(&cleaner, &tree->root->v.element, (struct inherited){ 0 });
	TRY(cleaner.emitter->fault);
	emit_close(cleaner.emitter, 1);
	TRY(out->fault);
	/* what was written must be acceptable as input */
	return html_guard(buf_str(out));
}

static enum err parse_and_clean(struct arena *scratch, struct str raw, enum clean_policy policy,
				struct buf *out)
{
	GumboOptions options = kGumboDefaultOptions;
	options.fragment_context = GUMBO_TAG_BODY;
	options.max_errors = 0;
	GumboOutput *tree = gumbo_parse_with_options(&options, raw.len ? raw.ptr : "", raw.len);
	enum err err = clean_tree(scratch, tree, policy, out);
	gumbo_destroy_output(&options, tree);
	return err;
}

enum err html_clean(struct arena *into, struct str raw, enum clean_policy policy, struct html *out)
{
	struct buf text = buf_in(into, LIMIT_HTML_BYTES);
	bool is_short = raw.len <= LIMIT_PLAIN_BYTES;
	if (is_short && ((policy == CLEAN_STORY && plain_paragraphs(raw, &text)) ||
			 (policy == CLEAN_INLINE && plain_text(raw, &text)))) {
		out->s = buf_str(&text);
		return OK;
	}
	return html_clean_parsed(into, raw, policy, out);
}

enum err html_clean_parsed(struct arena *into, struct str raw, enum clean_policy policy,
			   struct html *out)
{
	if (raw.len > LIMIT_HTML_BYTES)
		return ERR_TOO_BIG;
	TRY(html_guard(raw));
	/* one element's attributes take at most 64 times their source, and 1,000 can be open */
	CLEANUP(arena_close) struct arena scratch = arena_open((4u << 20) + raw.len * 64);
	struct buf text = buf_in(into, LIMIT_HTML_BYTES);
	TRY(parse_and_clean(&scratch, raw, policy, &text));
	out->s = buf_str(&text);
	return OK;
}
