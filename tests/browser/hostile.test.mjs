// SPDX-License-Identifier: Apache-2.0
// hostile.test.mjs: strings made to run script, as text, name, website and answered reply: nothing of them
// is active in the page as Chromium reads it, and typed again after cleaning they come out the same.
//
// The strings are made here: each way in (elements, handlers, schemes, comments, encodings) with each way
// of hiding it, as the public lists of such strings have them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openBrowser, openPage } from "./with/chromium.mjs";
import { samplePaper } from "./with/server.mjs";

const STORY = "/chain-bridge-lamps/";
const RUN = "alert(1)";

const elements = ["script", "img", "svg", "iframe", "object", "embed", "video", "audio", "body", "input", "details", "math", "style", "link", "base",
	"form", "button", "marquee", "isindex", "template", "noscript", "textarea", "title", "xmp", "plaintext", "frameset", "applet", "meta", "table", "a"];
const handlers = ["onerror", "onload", "onclick", "onmouseover", "onfocus", "ontoggle", "onbegin", "onanimationstart", "onpointerenter", "onstart",
	"onbeforetoggle", "onscrollend", "oncut", "onwheel", "onfinish", "onhashchange"];
const schemes = ["javascript:", "JaVaScRiPt:", "java\tscript:", "java\nscript:", " javascript:", "\u0001javascript:", "javascript&colon;", "javascript&#58;",
	"&#106;avascript:", "&#x6A;avascript:", "&#0000106avascript:", "jav&#x09;ascript:", "vbscript:", "data:text/html,<script>alert(1)</script>",
	"data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", "livescript:", "feed:javascript:", "view-source:javascript:", "javascript://a.example/%0a", "//a.example/\"onmouseover=alert(1)//"];

function* hostile() {
	for (const name of elements) {
		yield `<${name}>${RUN}</${name}>`;
		yield `<${name} src=x onerror=${RUN}>`;
		yield `<${name} autofocus onfocus="${RUN}" tabindex=1>`;
		yield `<${name}/onload=${RUN}//`;
		yield `<<${name}>${RUN}//<</${name}>`;
		yield `</${name}><script>${RUN}</script>`;
		yield `<${name.toUpperCase()} SRC=javascript:${RUN}>`;
		yield `<!--<${name}>--!><img src=x onerror=${RUN}>`;
		yield `<svg><${name}><img src=x onerror=${RUN}>`;
		yield `<math><mtext><${name}><style><img src onerror=${RUN}></style></math>`;
		yield `\`<${name} onload=${RUN}>\``;
		yield `> <${name} onload=${RUN}>\n- <${name} src=x onerror=${RUN}>`;
		for (const handler of handlers) yield `<${name} ${handler}=${RUN} href=x src=x>`;
	}
	for (const scheme of schemes) {
		const at = `${scheme}${RUN}`;
		yield* [`[a](${at})`, `[a](<${at}>)`, `![a](${at})`, `<${at}>`, `[a]: ${at}\n[a]`, `[a](https://a.example "x" onmouseover=${at})`, `<a href="${at}">a</a>`,
			`<a href=${at}>a`, `<img src="${at}">`, `<iframe src='${at}'>`, `<form action=${at}><button>x`, `<math href="${at}">a</math>`,
			`<svg><a xlink:href="${at}"><text>a`, `<meta http-equiv=refresh content="0;url=${at}">`, `<base href="${at}/">`, `<object data=${at}>`,
			`https://a.example/"onmouseover="${RUN}`, `www.a.example/'onclick='${RUN}//`, `[${at}](${at})`, `<div style="background:url(${at})">`,
			`<style>@import "${at}";</style>`, `<link rel=stylesheet href=${at}>`, at];
	}
	for (const quote of ['"', "'", "`", ""])
		for (const handler of handlers)
			for (const end of [">", "/>", " x=", "\0>", "\n>"]) yield `${quote}${end}<img src=x ${handler}=${quote}${RUN}${quote}${end}`;
	for (const open of ["<!--", "<![CDATA[", "<?php ", "<!DOCTYPE ", "&lt;", "&#60;", "\u2028", "\ufeff", "\u202e", "%3C", "\\x3c", "\\u003c", "+ADw-", "&LT", "&#x3c"])
		for (const name of elements) yield `${open}${name} onerror=${RUN}>${RUN}`;
}

let paper, browser;
before(async () => {
	paper = await samplePaper();
	browser = await openBrowser();
	for (const [name, value] of [["reply_moderation", "none"], ["replies_per_page", "200"], ["reply_hold_links", "0"], ["reply_hold_score", "100"]])
		await paper.act("setting", name, value);
});
after(async () => {
	await browser?.close();
	await paper?.close();
});

async function send(token, body) {
	const answer = await paper.get(`${STORY}comment`, { method: "POST", body: new URLSearchParams({ email: "h@mail.example", token, ...body }), headers: { origin: paper.address } });
	if (answer.status === 303) return "kept";
	return { status: answer.status, page: await answer.text() };
}

// What of a page could act. Everything the theme itself put there is known.
function active() {
	const bad = [];
	const known = new Set(["p", "br", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a"]);
	for (const said of document.querySelectorAll(".said"))
		for (const each of said.querySelectorAll("*")) {
			if (!known.has(each.localName)) bad.push(each.outerHTML);
			for (const { name, value } of each.attributes)
				if (!(each.localName === "a" && (name === "href" || name === "rel" || name === "title")) && !(name === "start" || name === "class")) bad.push(`${name}=${value}`);
			if (each.localName === "a" && (!/^(https?|mailto|tel):$/.test(each.protocol) || each.rel !== "nofollow ugc noopener")) bad.push(each.outerHTML);
		}
	for (const each of document.querySelectorAll("#comments *")) {
		for (const { name } of each.attributes) if (/^on|^style$|^srcdoc$/.test(name)) bad.push(each.outerHTML.slice(0, 200));
		if (/^(script|iframe|object|embed|img|svg|math|base|meta|link|style|template|video|audio)$/.test(each.localName)) bad.push(each.outerHTML.slice(0, 200));
	}
	for (const each of document.querySelectorAll(".who b a")) if (!/^https?:$/.test(each.protocol)) bad.push(each.outerHTML);
	return bad;
}

test("nothing in any of them is active", async (t) => {
	const strings = [...new Set(hostile())];
	const token = (await paper.text(STORY)).match(/name="token" value="([^"]*)"/)[1];
	t.diagnostic(`${strings.length} strings, each as text, name, website and answered reply`);
	assert.ok(strings.length > 1500);
	const refused = [], queue = strings.map((text, i) => [text, i]);
	const worker = async () => {
		for (let next; (next = queue.pop());) {
			const [text, i] = next;
			const answer = await send(token, { comment: `${i}. ${text}`, name: text, website: "", parent: text });
			if (answer !== "kept") refused.push(answer.page);
			const site = await send(token, { comment: `site ${i}`, name: `n${i}`, website: text });
			if (site !== "kept" && i % 40 === 0) refused.push(site.page);
		}
	};
	await Promise.all(Array.from({ length: 16 }, worker));
	const page = await openPage(browser, paper.address, STORY);
	page.on("dialog", (dialog) => {
		dialog.dismiss();
		assert.fail(`a dialog: ${dialog.message()}`);
	});
	let pages = 1;
	for (let n = 1; n <= pages; n++) {
		await page.goto(`${paper.address}${STORY}?cpage=${n}`);
		pages = Number((await page.locator(".onward span").textContent()).match(/of (\d+)/)[1]);
		assert.deepEqual(await page.evaluate(active), [], `page ${n}`);
	}
	assert.ok(pages > 10, `${pages} pages`);
	for (const html of refused.slice(0, 60)) {
		await page.route("**/again", (route) => route.fulfill({ status: 200, contentType: "text/html", body: html }));
		await page.goto(`${paper.address}/again`);
		assert.deepEqual(await page.evaluate(active), []);
		await page.unroute("**/again");
	}
	assert.deepEqual(page.complaints.filter((each) => !/Autofocus/i.test(each)), []);
	await page.end();
});
