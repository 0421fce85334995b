// SPDX-License-Identifier: Apache-2.0
// paste.js: what comes from Word, Google Docs and web pages, made plain before it is read.
//
// Only what the text means is taken: bold, italic, links, headings, lists, tables. Word's and Docs'
// ways of saying so are told apart by their own marks; everything else is left to the schema.

const KEPT = new Set(["href", "colspan", "rowspan", "scope", "lang", "dir", "start", "reversed", "cite", "datetime", "title"]);
const REFERENCES = new Set(["data-story", "data-media", "data-see-also", "data-fragment"]);
const WORD_LIST = /mso-list:\s*l\d+\s+level(\d+)/i;
const BULLET = /^[\s\u00a0]*[\u00b7\u2022\u25aa\u25e6\u25cf\u00a7o\-\u2013][\s\u00a0]+/;
const NUMBER = /^[\s\u00a0]*(?:\d+|[a-zA-Z]|[ivxlc]+)[.)][\s\u00a0]+/;

// The desk's policy lets no style attribute be applied, so they are read here as text.
function styleOf(dom) {
	const pairs = (dom.getAttribute("data-style") || "").split(";").map((pair) => pair.split(":"));
	return Object.fromEntries(pairs.filter((pair) => pair.length === 2).map(([name, value]) => [name.trim().toLowerCase(), value.trim().toLowerCase()]));
}

// Style attributes and handlers under another name, style sheets out: before anything is parsed.
function disarm(html) {
	const plain = html.replace(/<!--[\s\S]*?-->|<!\[[^>]*>/g, "").replace(/<style\b[\s\S]*?<\/style\s*>/gi, "");
	return plain.replace(/<[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gi, (tag) => tag.replace(/(\s)(style|on\w+)(\s*=)/gi, "$1data-$2$3"));
}

function rename(dom, tag) {
	const fresh = dom.ownerDocument.createElement(tag);
	fresh.append(...dom.childNodes);
	dom.replaceWith(fresh);
	return fresh;
}

const unwrap = (dom) => dom.replaceWith(...dom.childNodes);

// Docs wraps all in <b style="font-weight:normal">; both tell bold and italic by styles.
function meaningOfStyles(root) {
	for (const dom of root.querySelectorAll("b, strong, i, em")) {
		const style = styleOf(dom);
		if (/^(b|strong)$/.test(dom.localName) && /^(normal|400)$/.test(style["font-weight"])) unwrap(dom);
		else if (/^(i|em)$/.test(dom.localName) && style["font-style"] === "normal") unwrap(dom);
	}
	for (const dom of root.querySelectorAll("span:not([lang], [dir]), font")) {
		const style = styleOf(dom);
		const tags = [];
		if (/^(bold|bolder|[6-9]00)$/.test(style["font-weight"])) tags.push("strong");
		if (style["font-style"] === "italic") tags.push("em");
		if (/line-through/.test(style["text-decoration"] || style["text-decoration-line"])) tags.push("s");
		if (style["vertical-align"] === "super") tags.push("sup");
		if (style["vertical-align"] === "sub") tags.push("sub");
		if (dom.closest("h1, h2, h3, h4, h5, h6")) tags.length = 0;
		for (const tag of tags) {
			const inner = dom.ownerDocument.createElement(tag);
			inner.append(...dom.childNodes);
			dom.append(inner);
		}
		unwrap(dom);
	}
}

// Editors of the archive keep strong and em; what comes from outside says the same with b and i.
function strongAndEm(root) {
	for (const dom of root.querySelectorAll("b")) rename(dom, "strong");
	for (const dom of root.querySelectorAll("i")) rename(dom, "em");
}

// Word writes a list as paragraphs that bear their sign as text.
function wordLists(root) {
	let list = null;
	let previous = null;
	for (const dom of [...root.querySelectorAll("p")]) {
		const isItem = WORD_LIST.test(dom.getAttribute("data-style") || "") || /MsoListParagraph/.test(dom.className);
		if (!isItem) {
			list = null;
			continue;
		}
		const sign = [...dom.querySelectorAll("[data-style]")].find((inner) => /mso-list:\s*ignore/i.test(inner.getAttribute("data-style")));
		const isNumbered = NUMBER.test((sign || dom).textContent) && !BULLET.test((sign || dom).textContent);
		if (sign) sign.remove();
		const tag = isNumbered ? "ol" : "ul";
		if (!list || list.localName !== tag || previous !== list.lastChild || dom.previousElementSibling !== list) {
			list = dom.ownerDocument.createElement(tag);
			dom.before(list);
		}
		previous = rename(dom, "li");
		const first = previous.firstChild;
		if (!sign && first && first.nodeType === 3) first.data = first.data.replace(isNumbered ? NUMBER : BULLET, "");
		list.append(previous);
	}
}

const BLOCK = /^(p|div|h[1-6]|ul|ol|li|table|thead|tbody|tr|td|th|blockquote|pre|hr|figure|aside|section|article|header|footer|main|body)$/;

// White space beside a block says nothing.
function* textsBetweenBlocks(root) {
	const walker = root.ownerDocument.createTreeWalker(root, 4);
	while (walker.nextNode()) {
		const { currentNode: text } = walker;
		const beside = [text.previousElementSibling, text.nextElementSibling];
		if (!text.data.trim() && beside.some((dom) => dom && BLOCK.test(dom.localName))) yield text;
		else if (text.previousElementSibling && text.previousSibling === beside[0] && BLOCK.test(beside[0].localName)) text.data = text.data.trimStart();
	}
}

function tidyText(root) {
	const walker = root.ownerDocument.createTreeWalker(root, 4);
	while (walker.nextNode()) {
		const text = walker.currentNode;
		if (!text.parentNode.closest("pre")) text.data = text.data.replace(/[\t\n\r ]+/g, " ").replace(/\u00a0/g, " ");
	}
	for (const block of root.querySelectorAll("p, li, td, th, h1, h2, h3, h4, h5, h6, div, body")) {
		if (block.firstChild?.nodeType === 3) block.firstChild.data = block.firstChild.data.trimStart();
		if (block.lastChild?.nodeType === 3) block.lastChild.data = block.lastChild.data.trimEnd();
	}
	for (const text of [...textsBetweenBlocks(root)]) text.remove();
	for (const dom of root.querySelectorAll("p")) if (!dom.textContent.trim() && !dom.querySelector("img")) dom.remove();
}

// A link that only names a place in the page it came from, or a tracker's parameters, is of no use here.
function tidyLinks(root) {
	for (const dom of root.querySelectorAll("a")) {
		const href = dom.getAttribute("href") || "";
		const redirect = href.match(/^https:\/\/www\.google\.com\/url\?(.*)$/);
		const target = redirect ? new URLSearchParams(redirect[1]).get("q") : href;
		if (!target || !/^(https?:|mailto:|tel:|\/)/i.test(target) || dom.name) {
			if (!dom.hasAttribute("data-story") && !dom.hasAttribute("data-media")) unwrap(dom);
			continue;
		}
		const bare = target.replace(/([?&])(utm_\w+|fbclid|gclid|mc_[ce]id)=[^&#]*/g, "$1").replace(/[?&]+(?=#|$)/, "").replace(/\?&+/, "?");
		dom.setAttribute("href", bare);
	}
}

export function cleanPasted(html) {
	if (/data-pm-slice/.test(html)) return html;
	const root = new DOMParser().parseFromString(disarm(html), "text/html").body;
	for (const dom of root.querySelectorAll("style, script, meta, link, title, xml, head, o\\:p, svg, noscript, button, input, select, iframe, object, embed, form"))
		dom.remove();
	wordLists(root);
	meaningOfStyles(root);
	strongAndEm(root);
	tidyLinks(root);
	for (const dom of root.querySelectorAll("img")) if (!dom.hasAttribute("data-media")) dom.replaceWith(dom.getAttribute("alt") || "");
	tidyText(root);
	for (const dom of root.querySelectorAll("*")) {
		for (const at of [...dom.attributes]) if (!KEPT.has(at.name) && !REFERENCES.has(at.name)) dom.removeAttribute(at.name);
	}
	return root.innerHTML;
}
