// SPDX-License-Identifier: Apache-2.0
// finding.test.mjs: search and archive, with script and without.
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

for (const { name, options } of readers) {
	describe(name, () => {
		test("search opens over the page, finds a story and marks the words", async () => {
			const page = await openPage(browser, paper.address, "/", options);
			await page.locator("summary", { hasText: "Hi, what are you looking for?" }).click();
			const box = page.getByRole("searchbox").first();
			assert.ok(await box.isVisible());
			await box.fill("night tram");
			await box.press("Enter");
			await page.waitForURL("**/search/?q=*");
			const first = page.locator("main article, main li").filter({ has: page.locator("mark") }).first();
			assert.match(await first.innerText(), /tram/i);
			assert.ok(await page.locator("main a[href='/night-tram/']").count());
			assert.equal(await page.locator("main").getByRole("searchbox").inputValue(), "night tram");
			await page.end();
		});

		test("a search without a find says so and offers what to try", async () => {
			const page = await openPage(browser, paper.address, "/search/?q=xyzzyplugh", options);
			assert.equal(page.answer.status(), 200);
			assert.match(await page.locator("main").innerText(), /xyzzyplugh/);
			assert.ok(await page.locator("main a[href='/night-tram/'], main a[href^='/']").count());
			await page.end();
		});
	});
}

test("words found in headline, standfirst, body, byline and topic all find the story", async () => {
	for (const words of ["line 4 expected", "missed the last ferry", "thermos flasks", "imke halloran", "trams"]) {
		const page = await paper.text(`/search/?q=${encodeURIComponent(words)}`);
		assert.match(page, /href="\/night-tram\/"/, words);
	}
});

test("what is typed into search is shown as text, whatever it is", async () => {
	const page = await openPage(browser, paper.address, `/search/?q=${encodeURIComponent('"><script>window.hit=1</script> OR * NEAR( -')}`);
	assert.equal(page.answer.status(), 200);
	assert.equal(await page.evaluate(() => window.hit), undefined);
	await page.end();
});

test("the archive leads by year, month and day to every day's stories", async () => {
	const page = await openPage(browser, paper.address, "/archive/");
	assert.equal(page.answer.status(), 200);
	for (let depth = 0; depth < 3; depth++) {
		const here = new URL(page.url()).pathname;
		const down = await page.locator(`main a[href^="${here}"]`).evaluateAll((links, from) =>
			links.map((link) => link.getAttribute("href")).filter((href) => href !== from && /^\d/.test(href.slice(from.length))), here);
		assert.ok(down.length, `nothing below ${here}`);
		await page.goto(paper.address + down[0]);
	}
	assert.match(new URL(page.url()).pathname, /^\/archive\/\d{4}\/\d\d\/\d\d\/$/);
	assert.ok((await page.locator("main h2 a, main h3 a").count()) > 0);
	await page.end();
});

test("a day, month or year that never was is not found", async () => {
	for (const path of ["/archive/2024/13/", "/archive/2023/02/29/", "/archive/0000/", "/archive/2024/1/1/"])
		assert.equal((await paper.get(path)).status, 404, path);
});
