/* SPDX-License-Identifier: Apache-2.0 */
/*
 * body.c: finds references in a body by scanning.
 *
 * The cleaner writes '<' for nothing but tags, the reference first among a tag's attributes, every
 * value in double quotes, no link in a link, and in a figure that is a reference nothing but its
 * caption. Should a body break these rules all the same, the scan still ends, and what it does not
 * understand stays as it is.
 */
#include "html/body.h"

enum form { FORM_FIGURE, FORM_IMAGE, FORM_FILE_LINK, FORM_STORY_LINK, FORM_SEE_ALSO };

static const struct {
	struct str start;
	enum body_ref_kind kind;
} forms[] = {
	[FORM_FIGURE] = { STR_CONST("<figure data-media=\""), BODY_MEDIA },
	[FORM_IMAGE] = { STR_CONST("<img data-media=\""), BODY_MEDIA },
	[FORM_FILE_LINK] = { STR_CONST("<a data-media=\""), BODY_MEDIA },
	[FORM_STORY_LINK] = { STR_CONST("<a data-story=\""), BODY_STORY },
	[FORM_SEE_ALSO] = { STR_CONST("<aside data-see-also=\""), BODY_SEE_ALSO },
};

struct found {
	enum form form;
	int64_t id;
	size_t at;             /* of its '<' */
	size_t end;            /* behind the start tag */
	struct str attributes; /* what stands between the id and the '>' */
};

static bool read_reference(struct str body, size_t at, enum form form, struct found *out)
{
	struct str rest = str_from(body, at + forms[form].start.len);
	size_t quote = str_find_char(str_first(rest, 20), '"');
	size_t close = str_find_char(rest, '>');
	int64_t id;
	if (quote == STR_NONE || close == STR_NONE || close < quote ||
	    str_to_i64(str_first(rest, quote), &id) || id <= 0)
		return false;
	*out = (struct found){
		.form = form,
		.id = id,
		.at = at,
		.end = at + forms[form].start.len + close + 1,
		.attributes = str_sub(rest, quote + 1, close - quote - 1),
	};
	return true;
}

/* The next reference from `from` on. */
static bool find_reference(struct str body, size_t from, struct found *out)
{
	for (size_t at = from; at < body.len; at++) {
		size_t next = str_find_char(str_from(body, at), '<');
		if (next == STR_NONE)
			return false;
		at += next;
		struct str rest = str_from(body, at);
		for (size_t i = 0; i < COUNT_OF(forms); i++)
			if (str_starts(rest, forms[i].start) &&
			    read_reference(body, at, (enum form)i, out))
				return true;
	}
	return false;
}

void html_body_refs(struct arena *into, struct str body, struct body_refs *out)
{
	struct found found;
	for (size_t at = 0; find_reference(body, at, &found); at = found.end)
		*list_push(into, out) = (struct body_ref){ forms[found.form].kind, found.id };
}

/* The value of an attribute in ` name="value" name="value"`, as written. */
static struct str attribute(struct str attributes, struct str name)
{
	while (attributes.len) {
		struct str_pair pair = str_cut_str(attributes, S("=\""));
		struct str_pair value = str_cut(pair.tail, '"');
		if (str_eq(str_trim(pair.head), name))
			return value.head;
		attributes = value.tail;
	}
	return S("");
}

struct rendering {
	struct arena *into;
	const struct body_resolver *resolver;
	struct buf out;
	bool in_dead_link; /* its start was left out, and so its end will be */
	int figures_open;  /* galleries and figures that are kept as they are */
	int gallery_at;    /* how deep the gallery is that we are in; 0 none */
};

static enum err render(struct rendering *rendering, struct str body);

/* Text between references: copied, but for the end of a link that is none any more. */
static void copy(struct rendering *rendering, struct str text)
{
	size_t end = rendering->in_dead_link ? str_find(text, S("</a>")) : STR_NONE;
	if (end == STR_NONE) {
		buf_put(&rendering->out, text);
		return;
	}
	rendering->in_dead_link = false;
	buf_put(&rendering->out, str_first(text, end));
	buf_put(&rendering->out, str_from(text, end + 4));
}

/* Keeps count of the figures that are not references, to know what stands in a gallery. */
static void follow_figures(struct rendering *rendering, struct str text)
{
	for (size_t at; (at = str_find_char(text, '<')) != STR_NONE;
	     text = str_from(text, at + 1)) {
		struct str tag = str_from(text, at);
		if (str_starts(tag, S("</figure>"))) {
			if (rendering->gallery_at == rendering->figures_open)
				rendering->gallery_at = 0;
			rendering->figures_open -= rendering->figures_open > 0;
		} else if (str_starts(tag, S("<figure"))) {
			rendering->figures_open++;
			struct str inside = str_cut(str_from(tag, 7), '>').head;
			if (!rendering->gallery_at &&
			    str_contains(attribute(inside, S("class")), S("gallery")))
				rendering->gallery_at = rendering->figures_open;
		}
	}
}

/* What stands in a figure's caption, with its own references resolved. */
static enum err caption_of(struct rendering *rendering, struct str inside, struct html *out)
{
	size_t from = str_find(inside, S("<figcaption")), to = str_find(inside, S("</figcaption>"));
	if (from == STR_NONE || to == STR_NONE || to < from)
		return OK;
	struct str text = str_cut(str_sub(inside, from, to - from), '>').tail;
	return html_body_render(rendering->into, text, rendering->resolver, out);
}

static enum err put_figure(struct rendering *rendering, struct str body, struct found *found)
{
	struct str rest = str_from(body, found->end);
	size_t close = str_find(rest, S("</figure>"));
	if (close == STR_NONE)
		return OK;
	struct body_figure figure = {
		.id = found->id,
		.classes = attribute(found->attributes, S("class")),
		.in_gallery = rendering->gallery_at > 0,
	};
	TRY(caption_of(rendering, str_first(rest, close), &figure.caption));
	struct html html;
	const struct body_resolver *resolver = rendering->resolver;
	if (resolver->figure(resolver->self, rendering->into, &figure, &html))
		buf_put(&rendering->out, html.s);
	found->end += close + S("</figure>").len;
	return OK;
}

static void put_image(struct rendering *rendering, const struct found *found)
{
	struct body_figure figure = {
		.id = found->id,
		.classes = attribute(found->attributes, S("class")),
		.alt = html_text(rendering->into,
				 html_trusted(attribute(found->attributes, S("alt")))),
		.is_inline = true,
	};
	struct html html;
	const struct body_resolver *resolver = rendering->resolver;
	if (resolver->figure(resolver->self, rendering->into, &figure, &html))
		buf_put(&rendering->out, html.s);
}

/* data-fragment is ours; what else a link has stays. */
static struct str other_attributes(struct arena *into, struct str attributes)
{
	struct str fragment = attribute(attributes, S("data-fragment"));
	if (!fragment.len)
		return attributes;
	struct str whole = str_fmt(into, " data-fragment=\"%.*s\"", STR_ARG(fragment));
	return str_replace(into, attributes, whole, S(""));
}

static void put_link(struct rendering *rendering, const struct found *found)
{
	const struct body_resolver *resolver = rendering->resolver;
	struct arena *into = rendering->into;
	struct str href, fragment = attribute(found->attributes, S("data-fragment"));
	bool is_there = found->form == FORM_STORY_LINK
				? resolver->story_href(resolver->self, into, found->id, &href)
				: resolver->media_href(resolver->self, into, found->id, &href);
	if (!is_there) {
		rendering->in_dead_link = true;
		return;
	}
	buf_put(&rendering->out, S("<a href=\""));
	html_escape_to(&rendering->out, href);
	if (fragment.len)
		buf_fmt(&rendering->out, "#%.*s", STR_ARG(fragment));
	buf_put_char(&rendering->out, '"');
	buf_put(&rendering->out, other_attributes(into, found->attributes));
	buf_put_char(&rendering->out, '>');
}

static void put_see_also(struct rendering *rendering, struct str body, struct found *found)
{
	const struct body_resolver *resolver = rendering->resolver;
	struct html html;
	if (resolver->see_also(resolver->self, rendering->into, found->id, &html))
		buf_put(&rendering->out, html.s);
	if (str_starts(str_from(body, found->end), S("</aside>")))
		found->end += S("</aside>").len;
}

static enum err render(struct rendering *rendering, struct str body)
{
	struct found found;
	size_t at = 0;
	while (find_reference(body, at, &found)) {
		struct str before = str_sub(body, at, found.at - at);
		copy(rendering, before);
		follow_figures(rendering, before);
		switch (found.form) {
		case FORM_FIGURE: TRY(put_figure(rendering, body, &found)); break;
		case FORM_IMAGE: put_image(rendering, &found); break;
		case FORM_FILE_LINK:
		case FORM_STORY_LINK: put_link(rendering, &found); break;
		case FORM_SEE_ALSO: put_see_also(rendering, body, &found); break;
		}
		at = found.end;
	}
	copy(rendering, str_from(body, at));
	return rendering->out.fault;
}

enum err html_body_render(struct arena *into, struct str body, const struct body_resolver *resolver,
			  struct html *out)
{
	struct found first;
	if (!find_reference(body, 0, &first)) {
		*out = html_trusted(body);
		return OK;
	}
	struct rendering rendering = {
		.into = into,
		.resolver = resolver,
		.out = buf_in(into, LIMIT_BODY_RENDERED_BYTES),
	};
	TRY(render(&rendering, body));
	*out = html_trusted(buf_str(&rendering.out));
	return OK;
}
