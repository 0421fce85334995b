// SPDX-License-Identifier: Apache-2.0
// schema.js: what a story's text may hold, as docs/BODY.md has it.
//
// Each node knows how it is written in a body (toDOM) and how it is recognised (parseDOM). What is
// not here is not lost: blocks.js keeps a block that does not come back the same as a "kept" node.
import { Schema } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";

export const ALIGNMENTS = ["align-left", "align-center", "align-right"];

// lang, dir and class stand on any block.
const COMMON = { lang: { default: null }, dir: { default: null }, class: { default: null } };

const commonOf = (dom) => ({
	lang: dom.getAttribute("lang"),
	dir: dom.getAttribute("dir"),
	class: dom.getAttribute("class"),
});

// Attributes in the order the cleaner writes them; those without a value are left out.
export function filled(pairs) {
	return Object.fromEntries(Object.entries(pairs).filter(([, value]) => value !== null && value !== undefined));
}

const common = (node, first = {}) =>
	filled({ ...first, class: node.attrs.class, lang: node.attrs.lang, dir: node.attrs.dir });

function textBlock(tag, extra = {}) {
	return {
		content: "inline*", group: "block", defining: tag !== "p", attrs: { ...COMMON }, ...extra,
		parseDOM: extra.parseDOM || [{ tag, getAttrs: commonOf }],
		toDOM: extra.toDOM || ((node) => [tag, common(node), 0]),
	};
}

const media = (dom) => Number(dom.getAttribute("data-media"));

const cellAttributes = {
	class: { getFromDOM: (dom) => dom.getAttribute("class"), setDOMAttr: (value, attrs) => value && (attrs.class = value), default: null },
	scope: { getFromDOM: (dom) => dom.getAttribute("scope"), setDOMAttr: (value, attrs) => value && (attrs.scope = value), default: null },
};

const tables = tableNodes({ tableGroup: "block", cellContent: "block+", cellAttributes });
// A row remembers the part of the table it stood in; blocks.js writes the parts again.
tables.table_row.attrs = { ...COMMON, part: { default: "tbody" } };
tables.table_row.parseDOM = [{ tag: "tr", getAttrs: (dom) => ({ ...commonOf(dom), part: dom.parentNode.localName }) }];
tables.table_row.toDOM = (node) => ["tr", { ...common(node), "data-part": node.attrs.part }, 0];
tables.table.attrs = { ...COMMON };
tables.table.parseDOM = [{ tag: "table", getAttrs: commonOf }];
tables.table.toDOM = (node) => ["table", common(node), ["tbody", 0]];

const nodes = {
	doc: { content: "block+" },
	paragraph: textBlock("p"),
	heading: textBlock("h2", {
		attrs: { ...COMMON, level: { default: 2 } },
		parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({
			tag: `h${level}`, getAttrs: (dom) => ({ ...commonOf(dom), level: Math.max(level, 2) }),
		})),
		toDOM: (node) => [`h${node.attrs.level}`, common(node), 0],
	}),
	preformatted: textBlock("pre", { marks: "", code: true, parseDOM: [{ tag: "pre", preserveWhitespace: "full", getAttrs: commonOf }] }),
	blockquote: {
		content: "block+", group: "block", defining: true, attrs: { ...COMMON, cite: { default: null } },
		parseDOM: [{ tag: "blockquote", getAttrs: (dom) => ({ ...commonOf(dom), cite: dom.getAttribute("cite") }) }],
		toDOM: (node) => ["blockquote", common(node, { cite: node.attrs.cite }), 0],
	},
	bullet_list: {
		content: "list_item+", group: "block", attrs: { ...COMMON },
		parseDOM: [{ tag: "ul", getAttrs: commonOf }], toDOM: (node) => ["ul", common(node), 0],
	},
	ordered_list: {
		content: "list_item+", group: "block",
		attrs: { ...COMMON, start: { default: null }, reversed: { default: null }, type: { default: null } },
		parseDOM: [{
			tag: "ol",
			getAttrs: (dom) => ({
				...commonOf(dom), start: dom.getAttribute("start"), reversed: dom.getAttribute("reversed"),
				type: dom.getAttribute("type"),
			}),
		}],
		toDOM: (node) => ["ol", common(node, { start: node.attrs.start, reversed: node.attrs.reversed, type: node.attrs.type }), 0],
	},
	list_item: {
		content: "paragraph block*", defining: true, attrs: { ...COMMON },
		parseDOM: [{ tag: "li", getAttrs: commonOf }], toDOM: (node) => ["li", common(node), 0],
	},
	note: {
		content: "block+", group: "block", defining: true, attrs: { ...COMMON, class: { default: "note" } },
		parseDOM: [{ tag: "div.note, div.correction", getAttrs: commonOf }], toDOM: (node) => ["div", common(node), 0],
	},
	rule: { group: "block", parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
	picture: {
		content: "inline*", group: "block", isolating: true, draggable: true, attrs: { ...COMMON, media: { default: 0 } },
		parseDOM: [{
			tag: "figure[data-media]", contentElement: (dom) => dom.querySelector("figcaption") || dom,
			getAttrs: (dom) => ({ ...commonOf(dom), media: media(dom) }),
		}],
		toDOM: (node) => ["figure", common(node, { "data-media": node.attrs.media }), ["figcaption", 0]],
	},
	gallery: {
		content: "picture+", group: "block", isolating: true, attrs: { ...COMMON, class: { default: "gallery" } },
		parseDOM: [{ tag: "figure.gallery", priority: 60, getAttrs: commonOf }],
		toDOM: (node) => ["figure", common(node), 0],
	},
	see_also: {
		group: "block", atom: true, draggable: true, attrs: { story: {} },
		parseDOM: [{ tag: "aside[data-see-also]", getAttrs: (dom) => ({ story: Number(dom.getAttribute("data-see-also")) }) }],
		toDOM: (node) => ["aside", { "data-see-also": node.attrs.story }],
	},
	// What cannot be shown here: its HTML, untouched.
	kept: {
		group: "block", atom: true, draggable: true, attrs: { html: {} },
		toDOM: (node) => ["div", { "data-kept": node.attrs.html }],
		parseDOM: [{ tag: "div[data-kept]", getAttrs: (dom) => ({ html: dom.getAttribute("data-kept") }) }],
	},
	...tables,
	text: { group: "inline" },
	line_break: {
		inline: true, group: "inline", selectable: false, linebreakReplacement: true,
		parseDOM: [{ tag: "br" }], toDOM: () => ["br"],
	},
	inline_picture: {
		inline: true, group: "inline", draggable: true, attrs: { media: {}, alt: { default: "" }, class: { default: null } },
		parseDOM: [{
			tag: "img[data-media]",
			getAttrs: (dom) => ({ media: media(dom), alt: dom.getAttribute("alt") || "", class: dom.getAttribute("class") }),
		}],
		toDOM: (node) => ["img", filled({ "data-media": node.attrs.media, alt: node.attrs.alt, class: node.attrs.class })],
	},
};

// Elements in the line that are only a tag, with the attributes each may carry.
const PLAIN = {
	strong: [], b: [], em: [], i: [], u: [], s: [], sub: [], sup: [], small: [], mark: [], code: [], kbd: [], samp: [], var: [],
	cite: [], q: ["cite"], abbr: ["title"], dfn: ["title"], del: ["cite", "datetime"], ins: ["cite", "datetime"],
	time: ["datetime"], span: ["lang", "dir"],
};

const LINK = ["href", "data-story", "data-fragment", "data-media", "hreflang", "title", "rel"];

function mark(tag, names, more = {}) {
	const attrs = Object.fromEntries(names.map((name) => [name, { default: null }]));
	const read = (dom) => Object.fromEntries(names.map((name) => [name, dom.getAttribute(name)]));
	return {
		attrs,
		parseDOM: [{ tag, getAttrs: names.length ? read : undefined }],
		toDOM: (at) => [tag, filled(at.attrs), 0],
		...more,
	};
}

const marks = {
	link: mark("a", LINK, {
		inclusive: false,
		parseDOM: [{
			tag: "a[href], a[data-story], a[data-media]",
			getAttrs: (dom) => Object.fromEntries(LINK.map((name) => [name, dom.getAttribute(name)])),
		}],
	}),
	...Object.fromEntries(Object.entries(PLAIN).map(([tag, names]) => [tag, mark(tag, names)])),
};

export const schema = new Schema({ nodes, marks });
