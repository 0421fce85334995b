// SPDX-License-Identifier: Apache-2.0
// access.test.mjs: every kind of page with axe, light and dark, large and small; and the paper used
// from the keyboard alone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";

import { desktop, openBrowser, openPage, phone } from "./with/chromium.mjs";
import { pages } from "./with/pages.mjs";
import { samplePaper } from "./with/server.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let paper, browser;
before(async () => {
	paper = await samplePaper();
	browser = await openBrowser();
});
after(async () => {
	await browser?.close();
	await paper?.close();
});

// axe's findings in words; folded parts are opened first, for what is folded is not looked at.
async function violations(page) {
	await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
	await page.evaluate(axe);
	const { violations: found } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
	return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

for (const [size, options] of [["a desktop", desktop], ["a phone", phone]]) {
	for (const colorScheme of ["light", "dark"]) {
		describe(`on ${size}, ${colorScheme}`, () => {
			for (const { name, path, status = 200 } of pages) {
				test(`${name} shuts nobody out`, async () => {
					const page = await openPage(browser, paper.address, path, { ...options, colorScheme, bypassCSP: true });
					assert.equal(page.answer.status(), status);
					assert.deepEqual(await violations(page), []);
					await page.end();
				});
			}
		});
	}
}

// What has the focus: its text, and whether one can see that it has it.
const focused = (page) => page.evaluate(() => {
	const at = document.activeElement;
	const style = getComputedStyle(at);
	return {
		tag: at.tagName, id: at.id, text: (at.innerText || at.value || at.getAttribute("aria-label") || "").trim(),
		seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
	};
});

async function tabTo(page, wanted, most = 200) {
	for (let i = 0; i < most; i++) {
		await page.keyboard.press("Tab");
		const at = await focused(page);
		if (wanted(at)) return at;
	}
	throw new Error(`not reached with ${most} presses of Tab; stopped at ${JSON.stringify(await focused(page))}`);
}

test("by keyboard: the first stop leads past the masthead", async () => {
	const page = await openPage(browser, paper.address, "/");
	await page.keyboard.press("Tab");
	const first = await focused(page);
	assert.equal(first.tag, "A");
	assert.match(await page.evaluate(() => document.activeElement.getAttribute("href")), /^#/);
	await page.keyboard.press("Enter");
	await page.waitForURL((url) => url.hash.length > 1);
	const target = new URL(page.url()).hash.slice(1);
	assert.equal(await page.locator(`#${target}`).count(), 1);
	await page.end();
});

test("by keyboard: every stop of front and story can be seen to have the focus", async () => {
	for (const path of ["/", "/night-tram/"]) {
		const page = await openPage(browser, paper.address, path);
		const unseen = [];
		for (let i = 0; i < 200; i++) {
			await page.keyboard.press("Tab");
			const at = await focused(page);
			if (at.tag === "BODY") break;
			if (!at.seen) unseen.push(at);
		}
		assert.deepEqual(unseen, []);
		await page.end();
	}
});

test("by keyboard: search, open a story, open the comments, and reply", async () => {
	const page = await openPage(browser, paper.address, "/");
	await tabTo(page, (at) => at.tag === "SUMMARY" && /looking for/.test(at.text));
	await page.keyboard.press("Enter");
	await tabTo(page, (at) => at.tag === "INPUT", 5);
	await page.keyboard.type("lamps");
	await page.keyboard.press("Enter");
	await page.waitForURL("**/search/?q=lamps");
	await tabTo(page, (at) => at.tag === "A" && /lamp/i.test(at.text));
	await page.keyboard.press("Enter");
	await page.waitForURL((url) => !url.pathname.startsWith("/search"));
	const story = new URL(page.url()).pathname;
	await tabTo(page, (at) => at.tag === "SUMMARY" && /Click to comment/.test(at.text));
	await page.keyboard.press("Enter");
	await tabTo(page, (at) => at.tag === "TEXTAREA", 60);
	await page.keyboard.type("Typed without a mouse.");
	await tabTo(page, (at) => at.id === "c-name", 4);
	await page.keyboard.type("Key Board");
	await tabTo(page, (at) => at.id === "c-email", 4);
	await page.keyboard.type("key@board.example");
	await tabTo(page, (at) => at.tag === "BUTTON" && at.text === "Post Comment", 4);
	await page.keyboard.press("Enter");
	await page.waitForURL((url) => url.pathname === story && url.href !== paper.address + story);
	assert.match(await page.getByRole("status").innerText(), /Thank you/);
	await page.end();
});
