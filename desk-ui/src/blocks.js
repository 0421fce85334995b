// SPDX-License-Identifier: Apache-2.0
// blocks.js: a body's HTML to a document and back.
//
//   - a block at the top that nobody touched is written as the very bytes it was read from
//   - a block that would not come back the same is kept as it is, shown as "kept", and never changed
//
// So opening a story and saving it changes no byte, whatever it holds.
import { DOMParser, DOMSerializer } from "prosemirror-model";
import { schema } from "./schema.js";

const VOID = /^(br|hr|img|wbr)$/;
const TAG = /<(\/?)([a-z][a-z0-9]*)(?:"[^"]*"|[^"<>])*>/g;

// A canonical body cut into its blocks at the top: each one's source. Gives null when the tags do
// not match: then it is no canonical body.
export function cutBlocks(html) {
	const blocks = [];
	const open = [];
	let start = 0;
	for (const tag of html.matchAll(TAG)) {
		if (open.length === 0 && !tag[1]) {
			if (html.slice(start, tag.index).trim()) return null;
			start = tag.index;
		}
		if (tag[1]) {
			if (open.pop() !== tag[2]) return null;
		} else if (!VOID.test(tag[2])) {
			open.push(tag[2]);
		}
		if (open.length === 0) {
			blocks.push(html.slice(start, tag.index + tag[0].length));
			start = tag.index + tag[0].length;
		}
	}
	return open.length === 0 && !html.slice(start).trim() ? blocks : null;
}

function domOf(html) {
	return new globalThis.DOMParser().parseFromString(`<body>${html}</body>`, "text/html").body;
}

// What an element says, with no regard to the order of nested marks and to white space.
function outlineInto(out, dom, around) {
	for (const child of dom.childNodes) {
		if (child.nodeType === 3) {
			const text = child.data.replace(/\s+/g, " ");
			const last = out[out.length - 1];
			const marks = [...around].sort().join();
			if (last && last.marks === marks && last.text !== undefined) last.text += text;
			else out.push({ text, marks });
		} else if (child.nodeType === 1) {
			const name = child.localName;
			const attributes = [...child.attributes].map((at) => `${at.name}=${at.value}`).sort().join(" ");
			if (schema.marks[name === "a" ? "link" : name]) {
				outlineInto(out, child, [...around, `${name} ${attributes}`]);
			} else {
				const inner = [];
				outlineInto(inner, child, around);
				out.push({ name, attributes, inner });
			}
		}
	}
}

const BLOCK_PARENT = /^(body|blockquote|ul|ol|li|div|figure|table|thead|tbody|tfoot|tr|td|th)$/;

// li and cells hold loose text or a paragraph; both read alike.
function tidy(parts, name) {
	const kept = [];
	for (const part of parts) {
		if (part.text !== undefined && BLOCK_PARENT.test(name) && !part.text.trim()) continue;
		kept.push(part.inner ? { ...part, inner: tidy(part.inner, part.name) } : part);
	}
	for (const part of kept)
		if (part.text !== undefined && part === kept[0]) part.text = part.text.trimStart();
	const isLoose = /^(li|td|th)$/.test(name) && kept[0]?.name === "p" && !kept[0].attributes && !kept.slice(1).some((part) => part.name === "p");
	return isLoose ? [...kept[0].inner, ...kept.slice(1)] : kept;
}

export function outline(html) {
	const parts = [];
	outlineInto(parts, domOf(html), []);
	return JSON.stringify(tidy(parts, "body"));
}

const parser = DOMParser.fromSchema(schema);
const serializer = DOMSerializer.fromSchema(schema);

function escapeText(text) {
	return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

function attributesOf(dom) {
	return [...dom.attributes].map((at) => ` ${at.name}="${escapeText(at.value).replace(/"/g, "&quot;")}"`).join("");
}

function write(dom) {
	if (dom.nodeType === 3) return escapeText(dom.data);
	const name = dom.localName;
	const inner = [...dom.childNodes].map(write).join("");
	if (VOID.test(name)) return `<${name}${attributesOf(dom)}>`;
	return `<${name}${attributesOf(dom)}>${inner}</${name}>`;
}

// Rows stand in the editor in one tbody; in a body each stands in the part it came from.
function partTables(dom) {
	for (const table of dom.querySelectorAll("table")) {
		let part = null;
		for (const row of [...table.querySelectorAll(":scope > tbody > tr")]) {
			const name = row.dataset.part;
			row.removeAttribute("data-part");
			if (!part || part.localName !== name) table.append(part = dom.ownerDocument.createElement(name));
			part.append(row);
		}
		table.firstChild.remove();
	}
}

// li and cells with one plain paragraph, and perhaps lists under it, hold its text alone, as bodies
// mostly do; a picture without
// caption has no figcaption.
function plainer(dom) {
	for (const figure of dom.querySelectorAll("figcaption")) if (!figure.childNodes.length) figure.remove();
	for (const holder of dom.querySelectorAll("li, td, th")) {
		const [first, ...others] = holder.childNodes;
		if (first?.localName === "p" && !first.attributes.length && others.every((dom) => /^[uo]l$/.test(dom.localName)))
			first.replaceWith(...first.childNodes);
	}
}

export function writeBlock(node) {
	if (node.type === schema.nodes.kept) return node.attrs.html;
	const holder = document.implementation.createHTMLDocument("").createElement("div");
	holder.append(serializer.serializeNode(node, { document: holder.ownerDocument }));
	partTables(holder);
	plainer(holder);
	return [...holder.childNodes].map(write).join("");
}

function readBlock(source) {
	const read = parser.parse(domOf(source));
	const node = read.childCount === 1 ? read.firstChild : null;
	const isSame = node && outline(writeBlock(node)) === outline(source);
	return isSame ? node : schema.nodes.kept.create({ html: source });
}

const isBlank = (node) => node.type === schema.nodes.paragraph && node.content.size === 0;

export class Body {
	// source: a canonical body.
	constructor(source) {
		this.source = source;
		this.sources = new WeakMap();
		this.originals = [];
		const blocks = cutBlocks(source) || [source];
		const nodes = blocks.filter((block) => block.trim()).map((block) => this.#remember(readBlock(block), block));
		if (!nodes.length) nodes.push(schema.nodes.paragraph.create());
		this.doc = schema.nodes.doc.create(null, nodes);
		this.first = this.doc;
	}

	#remember(node, source) {
		this.sources.set(node, source);
		this.originals.push(node);
		return node;
	}

	// A block that was changed and changed back is written as it was read. What was written once is
	// remembered: nodes never change.
	#sourceOf(node) {
		let source = this.sources.get(node);
		if (source !== undefined) return source;
		const twin = this.originals.find((original) => original.nodeSize === node.nodeSize && original.eq(node));
		source = twin ? this.sources.get(twin) : writeBlock(node);
		this.sources.set(node, source);
		return source;
	}

	// The body of doc.
	write(doc) {
		return doc === this.first ? this.source : this.blocks(doc).join("\n");
	}

	// The nodes of blocks given by their source; those that are in doc already are the same nodes.
	nodesOf(blocks, doc) {
		const known = new Map();
		doc.forEach((node) => known.set(this.#sourceOf(node), node));
		return blocks.map((block) => known.get(block) || this.#remember(readBlock(block), block));
	}

	// The server's spelling of what was written from doc, block by block.
	learn(doc, source) {
		const blocks = cutBlocks(source);
		const nodes = [];
		doc.forEach((node) => { if (!isBlank(node)) nodes.push(node); });
		if (!blocks || blocks.length !== nodes.length) return;
		nodes.forEach((node, at) => this.sources.set(node, blocks[at]));
	}

	// The source of each block that is not empty.
	blocks(doc) {
		const out = [];
		doc.forEach((node) => {
			if (!isBlank(node)) out.push(this.#sourceOf(node));
		});
		return out;
	}

	get keptCount() {
		let count = 0;
		this.doc.forEach((node) => { count += node.type === schema.nodes.kept; });
		return count;
	}
}
