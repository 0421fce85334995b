// SPDX-License-Identifier: Apache-2.0
// reading.test.mjs: what a reader sees: front page, story, lists, on a phone, without script, on
// paper.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { desktop, firstOutOfOrder, openBrowser, openPage, phone, readers } from "./with/chromium.mjs";
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

const STORY = "/night-tram/";
const HEADLINE = "Line 4 will run through the night, after a vote nobody expected to win";

// The table "the page that started it", top to bottom.
const ROWS = [
	"Connect with us",
	"Hi, what are you looking for?",
	"Town",
	HEADLINE,
	"By Imke Halloran",
	"Cover image credit:",
	HEADLINE,
	"From the first of next month a tram will cross Tidewick every forty minutes until dawn.",
	"The motion was number nineteen on a list of twenty-two",
	"See also",
	"lamps",
	"The first car leaves at 0.20 on the first.",
	"Cover image credit:",
	"Click to comment",
	"Leave a Reply",
	"Your email address will not be published. Required fields are marked *",
	"You May Also Like",
	"Copyright ©",
	"The Tidewick Lantern.",
];

async function scrolledText(page) {
	// Folded replies are a click away; a reader who wants to read the whole page opens them.
	await page.locator("summary", { hasText: "Click to comment" }).click();
	return page.locator("body").innerText();
}

for (const { name, options } of readers) {
	describe(name, () => {
		test("a story shows its rows in order, as visible text", async () => {
			const page = await openPage(browser, paper.address, STORY, options);
			const text = await scrolledText(page);
			assert.equal(firstOutOfOrder(text.toLowerCase(), ROWS.map((row) => row.toLowerCase())), undefined);
			assert.deepEqual(page.complaints, []);
			await page.end();
		});

		test("the front page leads to a story", async () => {
			const page = await openPage(browser, paper.address, "/", options);
			await page.getByRole("link", { name: HEADLINE }).first().click();
			await page.waitForURL(`**${STORY}`);
			assert.ok(await page.getByRole("heading", { level: 1, name: HEADLINE }).isVisible());
			await page.end();
		});

		test("no page is wider than the screen", async () => {
			for (const path of ["/", STORY, "/section/town/", "/search/?q=tram", "/archive/", "/author/imke-halloran/", "/nowhere/"]) {
				const page = await openPage(browser, paper.address, path, options);
				const [wide, seen] = [await page.evaluate(() => document.documentElement.scrollWidth), options.viewport.width];
				assert.ok(wide <= seen, `${path} is ${wide} wide on a screen of ${seen}`);
				await page.end();
			}
		});
	});
}

test("a section's page lists its stories and leads on", async () => {
	const page = await openPage(browser, paper.address, "/section/town/");
	assert.ok(await page.getByRole("heading", { level: 1, name: "Town" }).isVisible());
	assert.ok((await page.locator("main a", { hasText: HEADLINE }).count()) > 0);
	await page.end();
});

test("topic and author pages answer under the addresses a story links", async () => {
	const page = await openPage(browser, paper.address, STORY);
	for (const pattern of ["/topic/", "/author/"]) {
		const path = await page.locator(`main a[href^="${pattern}"]`).first().getAttribute("href");
		const answer = await paper.get(path);
		assert.equal(answer.status, 200, path);
		assert.match(await answer.text(), /Line 4 will run/);
	}
	await page.end();
});

test("every link and asset on front and story answers", async () => {
	const seen = new Set();
	for (const path of ["/", STORY]) {
		const page = await openPage(browser, paper.address, path);
		const found = await page.evaluate(() =>
			[...document.querySelectorAll("a[href], link[href], img[src], script[src]")].map((each) => each.href || each.src));
		for (const address of found) if (address.startsWith(paper.address)) seen.add(address.split("#")[0]);
		await page.end();
	}
	assert.ok(seen.size > 30, `only ${seen.size} addresses`);
	for (const address of seen) {
		const answer = await paper.get(address);
		await answer.arrayBuffer();
		assert.equal(answer.status, 200, address);
	}
});

test("a page is painted in its own style after one request", async () => {
	for (const path of ["/", STORY, "/search/?q=tram", "/no/such/page/"]) {
		const page = await openPage(browser, paper.address, path);
		const told = await page.evaluate(() => ({
			waited: performance.getEntriesByType("resource").filter((each) => each.renderBlockingStatus === "blocking").map((each) => each.name),
			sheets: [...document.styleSheets].map((each) => each.href ?? each.cssRules.length > 5),
			serif: getComputedStyle(document.body).fontFamily.includes("Palatino"),
		}));
		assert.deepEqual(told, { waited: [], sheets: [true, true], serif: true }, path);
		await page.end();
	}
});

test("nothing moves while a page loads", async () => {
	for (const path of ["/", STORY]) {
		const page = await openPage(browser, paper.address, path, phone);
		const shift = await page.evaluate(() => new Promise((done) => {
			let sum = 0;
			new PerformanceObserver((list) => {
				for (const entry of list.getEntries()) sum += entry.value;
			}).observe({ type: "layout-shift", buffered: true });
			requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
		}));
		assert.equal(shift, 0, path);
		await page.end();
	}
});

test("a reader is given no cookie and a page asks nothing of other hosts", async () => {
	const context = await browser.newContext(desktop);
	const page = await context.newPage();
	const others = [];
	page.on("request", (request) => {
		if (!request.url().startsWith(paper.address) && !request.url().startsWith("data:")) others.push(request.url());
	});
	await page.goto(paper.address + STORY);
	await page.goto(paper.address + "/");
	assert.deepEqual(others, []);
	assert.deepEqual(await context.cookies(), []);
	await context.close();
});

test("on paper a story is headline, byline, text and address, without navigation", async () => {
	const page = await openPage(browser, paper.address, STORY);
	await page.emulateMedia({ media: "print" });
	const text = await page.locator("body").innerText();
	assert.match(text, /The motion was number nineteen/);
	assert.match(text, /Imke Halloran/);
	assert.doesNotMatch(text, /what are you looking for|Leave a Reply|Connect with us/i);
	await page.end();
});

test("an address that leads nowhere answers 404 with a search and the latest stories", async () => {
	const page = await openPage(browser, paper.address, "/no/such/page/");
	assert.equal(page.answer.status(), 404);
	const main = page.locator("main");
	assert.ok(await main.locator("input[type=search]").isVisible());
	assert.ok((await main.locator("a[href^='/']").count()) >= 5);
	await page.end();
});
