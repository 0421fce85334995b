// SPDX-License-Identifier: Apache-2.0
// answering.test.mjs: a reader answers back: comments open behind one click, a reply is posted, an
// error loses nothing that was typed, and an e-mail address is shown to nobody.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { openBrowser, openPage, readers } from "./with/chromium.mjs";
import { samplePaper } from "./with/server.mjs";

let paper, browser;
before(async () => {
	paper = await samplePaper();
	browser = await openBrowser();
});
after(async () => {
	await browser?.close();
	await paper?.close();
});

const STORY = "/chain-bridge-lamps/";
const EMAIL = "reader.of.lamps@mail.example";

async function openReplies(page) {
	await page.goto(paper.address + STORY);
	const form = page.locator("form#respond");
	if (!(await form.isVisible())) await page.locator("summary", { hasText: "Click to comment" }).click();
	assert.ok(await form.isVisible());
	return form;
}

// Pressed, not clicked: a click waits for frames to settle, which a page without script need not draw.
const send = (form) => form.getByRole("button", { name: "Post Comment" }).press("Enter");

for (const [number, { name, options }] of readers.entries()) {
	describe(name, () => {
		test("comments are folded behind one click", async () => {
			const page = await openPage(browser, paper.address, STORY, options);
			assert.equal(await page.getByRole("heading", { name: "Leave a Reply" }).isVisible(), false);
			await openReplies(page);
			assert.ok(await page.getByRole("heading", { name: "Leave a Reply" }).isVisible());
			await page.end();
		});

		test("a reply is taken and the reader told what becomes of it", async () => {
			const page = await openPage(browser, paper.address, STORY, options);
			const form = await openReplies(page);
			await form.getByLabel("Comment *").fill(`Reader ${number} likes the lamps.\n\nAll of them.`);
			await form.getByLabel("Name *").fill(`Reader ${number}`);
			await form.getByLabel("Email *").fill(EMAIL);
			await send(form);
			await page.waitForURL((url) => url.pathname.startsWith(STORY));
			assert.match(await page.getByRole("status").innerText(), /Thank you/);
			assert.equal((await page.content()).includes(EMAIL), false);
			await page.end();
		});

		test("a reply that lacks something keeps what was typed and says what is missing", async () => {
			const page = await openPage(browser, paper.address, STORY, options);
			const form = await openReplies(page);
			await form.evaluate((each) => each.setAttribute("novalidate", ""));
			await form.getByLabel("Comment *").fill('Two "quotes" & a <tag>\nand a second line');
			await form.getByLabel("Name *").fill("O'Reader <b>");
			await form.getByLabel("Email *").fill("not an address");
			await form.getByLabel("Website").fill("https://reader.example/?a=1&b=2");
			await send(form);
			await page.locator("[aria-invalid=true]").waitFor();
			const again = page.locator("form#respond");
			assert.ok(await again.isVisible(), "the form is open at once");
			assert.equal(await again.getByLabel("Comment *").inputValue(), 'Two "quotes" & a <tag>\nand a second line');
			assert.equal(await again.getByLabel("Name *").inputValue(), "O'Reader <b>");
			assert.equal(await again.getByLabel("Email *").inputValue(), "not an address");
			assert.equal(await again.getByLabel("Website").inputValue(), "https://reader.example/?a=1&b=2");
			assert.equal(await again.getByLabel("Email *").getAttribute("aria-invalid"), "true");
			assert.equal(await page.evaluate(() => document.activeElement.id), "c-email", "the first faulty field has the focus");
			await page.end();
		});
	});
}

test("a shown thread stands under its story in its order, answers below what they answer", async () => {
	const page = await openPage(browser, paper.address, "/night-tram/");
	await page.locator("summary", { hasText: "Click to comment" }).click();
	const text = await page.locator("#comments").innerText();
	const order = ["I have been asked whether I mind", "It could not have been much further.", "Keep them."];
	const places = order.map((each) => text.indexOf(each));
	assert.ok(places.every((place, i) => place >= 0 && (i === 0 || place > places[i - 1])), String(places));
	assert.match(await page.locator("summary", { hasText: "Click to comment" }).innerText(), /\d+/);
	await page.end();
});

test("answering a reply names whom one answers, without script too", async () => {
	const page = await openPage(browser, paper.address, "/night-tram/", { ...readers[2].options });
	await page.locator("summary", { hasText: "Click to comment" }).click();
	await page.locator("#comments a[href*='reply=']").first().click();
	await page.waitForURL("**reply=*");
	assert.match(await page.locator("form#respond").innerText(), /Ilse, porter/);
	assert.match(await page.locator("form#respond input[name=parent]").getAttribute("value"), /^\d+$/);
	await page.end();
});

test("an e-mail address is in no page and no feed, held or shown", async () => {
	for (const path of [STORY, "/", "/rss/", "/atom.xml", "/feed.json", "/search/?q=reader.of.lamps"])
		assert.equal((await (await paper.get(path)).text()).includes(EMAIL), false, path);
});

// The form's fields as a program sends them.
async function fields(path) {
	const page = await paper.text(path);
	const form = page.match(/<form[^>]*id="respond"[\s\S]*?<\/form>/)[0];
	const token = form.match(/name="token" value="([^"]*)"/)[1];
	return { action: form.match(/action="([^"]*)"/)[1], token };
}

async function post(path, body, headers = {}) {
	return paper.get(path, {
		method: "POST", body: new URLSearchParams(body),
		headers: { "content-type": "application/x-www-form-urlencoded", origin: paper.address, ...headers },
	});
}

const GOOD = { name: "A", email: "a@b.example", website: "", comment: "Well said.", parent: "" };

test("a reply without the form's token is refused", async () => {
	const { action } = await fields(STORY);
	for (const token of ["", "forged", "0".repeat(64)])
		assert.equal(((await post(action, { ...GOOD, token })).status / 100) | 0, 4, `token "${token}"`);
});

test("a reply sent from another site's page is refused", async () => {
	const { action, token } = await fields(STORY);
	const answer = await post(action, { ...GOOD, token }, { origin: "https://elsewhere.example" });
	assert.equal((answer.status / 100) | 0, 4);
});

test("a reply to a story that is not there is not found", async () => {
	const { token } = await fields(STORY);
	assert.equal((await post("/no-such-story/comment", { ...GOOD, token })).status, 404);
});

test("each missing field is named and the answer is 422", async () => {
	for (const missing of ["name", "email", "comment"]) {
		const { action, token } = await fields(STORY);
		const answer = await post(action, { ...GOOD, [missing]: "  ", token });
		assert.equal(answer.status, 422, missing);
		assert.match(await answer.text(), new RegExp(`id="c-${missing}-wrong"`));
	}
});
