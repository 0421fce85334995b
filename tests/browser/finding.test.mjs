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
	const old = await paper.act("new", "old-ferry", "A ferry of long ago", "harbour", "ferries", "<p>It left the town on the last day of the month.</p>");
	await paper.act("publish", old, Date.UTC(2023, 3, 30)); // so that there are two years
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
			const box = page.locator("input[name=q]").first();
			assert.ok(await box.isVisible());
			await box.fill("night tram");
			await box.press("Enter");
			await page.waitForURL("**/search/?q=*");
			const first = page.locator("main article, main li").filter({ has: page.locator("mark") }).first();
			assert.match(await first.innerText(), /tram/i);
			assert.ok(await page.locator("main a[href='/night-tram/']").count());
			assert.equal(await page.locator("main input[name=q]").inputValue(), "night tram");
			await page.end();
		});

		test("the overlay takes the focus, and Escape gives it back; without script it is a part of the page", async () => {
			const page = await openPage(browser, paper.address, "/night-tram/", options);
			const opener = page.locator(".seek > summary"), box = page.locator(".seek input[name=q]");
			assert.match(await opener.innerText(), /Hi, what are you looking for\?/i);
			assert.ok(await box.isHidden());
			await opener.click();
			await box.waitFor();
			if (options.javaScriptEnabled !== false) {
				await page.waitForFunction(() => document.activeElement.matches(".seek input"));
				await page.keyboard.press("Escape");
				await box.waitFor({ state: "hidden" });
				assert.ok(await page.evaluate(() => document.activeElement.matches(".seek > summary")));
			} else {
				await opener.click();
				await box.waitFor({ state: "hidden" });
			}
			await page.goto(paper.address + "/search/");
			assert.match(await page.locator("main label").first().innerText(), /Hi, what are you looking for\?/i);
			await page.end();
		});

		for (const [kind, words] of [["section", "ferry"], ["topic", "ferry"], ["author", "ferry"], ["year", "ferry"]])
			test(`the filter by ${kind} tells how many there are, narrows the search, and is taken away again`, async () => {
				const page = await openPage(browser, paper.address, `/search/?q=${encodeURIComponent(words)}`, options);
				const total = async () => Number((await page.locator("p.feed").innerText()).match(/\d+/)[0]);
				const all = await total();
				await page.locator(".filters summary").click();
				const counts = (await page.locator(`[data-filter=${kind}] .count`).allInnerTexts()).map(Number);
				assert.ok(counts.length > 1 && counts.every((count) => count >= 1 && count <= all), `${counts} of ${all}`);
				const first = page.locator(`[data-filter=${kind}] li`).first();
				await first.locator("a").click();
				await page.waitForURL(`**${kind}=*`);
				assert.equal(await total(), counts[0]);
				await page.locator(`[data-filter=${kind}] p a`).click();
				await page.waitForURL((url) => !url.searchParams.has(kind));
				assert.equal(await total(), all);
				await page.end();
			});

		test("a search goes on from page to page, by date or by what fits best", async () => {
			const page = await openPage(browser, paper.address, "/search/?q=the+town+year+harbour", options);
			const paths = () => page.locator("main article h2 a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
			const best = await paths();
			await page.locator("a[rel=next]").first().click();
			await page.waitForURL((url) => /page/.test(url.href));
			const second = await paths();
			assert.ok(second.length && second.every((path) => !best.includes(path)));
			assert.equal((await paper.get("/search/?q=ferry&page=500")).status, 404);
			await page.goto(paper.address + "/search/?q=ferry");
			await page.locator(".sorts a", { hasText: "Oldest first" }).click();
			await page.waitForURL("**sort=oldest*");
			const days = await page.locator("main article time").evaluateAll((times) => times.map((t) => t.dateTime));
			assert.deepEqual(days, [...days].sort());
			await page.locator(".sorts a", { hasText: "Best match" }).click();
			await page.waitForURL((url) => !url.searchParams.has("sort"));
			await page.end();
		});

		test("a phrase stands side by side, and what is not wanted is not there", async () => {
			const page = await openPage(browser, paper.address, `/search/?q=${encodeURIComponent('"last ferry"')}`, options);
			const paths = async (words) => {
				await page.goto(`${paper.address}/search/?q=${encodeURIComponent(words)}`);
				return page.locator("main article h2 a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
			};
			const phrase = await paths('"last ferry"'), any = await paths("last ferry"), without = await paths('ferry -"last ferry"'), ferry = await paths("ferry");
			assert.ok(phrase.length && phrase.length < any.length);
			assert.deepEqual(without.toSorted(), ferry.filter((path) => !phrase.includes(path)).toSorted());
			await page.end();
		});

		test("a search can be followed: its feed has what it found", async () => {
			const page = await openPage(browser, paper.address, "/search/?q=ferry", options);
			const address = await page.locator("p.feed a").getAttribute("href");
			const paths = await page.locator("main article h2 a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
			const feed = await paper.text(address);
			assert.match(feed, /<rss/);
			for (const path of paths) assert.ok(feed.includes(path), path);
			await page.end();
		});

		test("the newest come first where that is asked for", async () => {
			const page = await openPage(browser, paper.address, "/search/?q=ferry", options);
			await page.locator(".sorts a", { hasText: "Newest first" }).click();
			await page.waitForURL("**sort=newest*");
			const days = await page.locator("main article time").evaluateAll((times) => times.map((t) => t.dateTime));
			assert.deepEqual(days, [...days].sort().reverse());
			await page.end();
		});

		test("a slip of the pen is answered with the paper's own spelling", async () => {
			const page = await openPage(browser, paper.address, "/search/?q=habrour", options);
			await page.locator(".meant a", { hasText: "harbour" }).click();
			await page.waitForURL("**/search/?q=harbour");
			assert.ok(await page.locator("main mark").count());
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

test("what somebody types is completed, and the keys choose among it", async () => {
	const page = await openPage(browser, paper.address, "/");
	await page.locator("summary", { hasText: "Hi, what are you looking for?" }).click();
	await page.waitForFunction(() => document.activeElement.matches(".seek input"));
	await page.keyboard.type("ferr");
	await page.locator(".seek .suggestions a", { hasText: "Ferries" }).first().waitFor();
	await page.keyboard.press("ArrowDown");
	assert.equal(await page.locator(".seek [aria-selected=true]").count(), 1);
	await page.keyboard.press("Escape");
	assert.ok(await page.locator(".seek .suggestions").isHidden());
	assert.ok(await page.locator(".seek-page").isVisible());
	await page.end();
});

test("any search has a feed, newest first", async () => {
	const feed = await paper.text("/search/feed.json?q=ferry");
	const { items } = JSON.parse(feed);
	assert.ok(items.length > 1);
	const days = items.map((item) => item.date_published);
	assert.deepEqual(days, [...days].sort().reverse());
});

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

// A paper of its own: it is served twice.
test("what readers open most is shown, kept across a restart, and never what is withdrawn", async () => {
	const own = await samplePaper();
	try {
		const stories = await own.stories();
		const [first, second, third] = ["/night-tram/", "/cargo-bikes/", "/cinema-organ/"].map((path) => stories.find((story) => story.path === path));
		const read = (story, reader, agent = "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0") =>
			own.text(story.path, { headers: { "user-agent": agent + " reader/" + reader } });
		for (const reader of [1, 2, 3]) await read(first, reader);
		for (const reader of [1, 1, 1, 1, 2]) await read(second, reader);
		for (const robot of [1, 2, 3, 4]) await read(third, robot, "Mozilla/5.0 (compatible; Examplebot/1.0)");
		await own.stop(); // what was counted is written down
		await own.serve();
		const page = await openPage(browser, own.address, "/", { javaScriptEnabled: false });
		const shown = () => page.locator(".most li a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
		assert.deepEqual(await shown(), [first.path, second.path]);
		await page.goto(own.address + "/most-read/");
		assert.equal(await page.locator(".read-most").count(), 3);
		await own.act("withdraw", first.id);
		await page.goto(own.address + "/");
		assert.deepEqual(await shown(), [second.path]);
		await own.act("setting", "most_read", "off");
		await page.goto(own.address + "/");
		assert.deepEqual(await shown(), []);
		assert.equal((await own.get("/most-read/")).status, 404);
		await page.end();
	} finally {
		await own.close();
	}
});
