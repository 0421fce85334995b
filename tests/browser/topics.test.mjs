// SPDX-License-Identifier: Apache-2.0
// topics.test.mjs: topics proposed and taken while writing, and kept in order by an editor, with
// script and without; and what readers see of it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { desktop, openBrowser, openPage, readers } from "./with/chromium.mjs";
import { joinDesk, openAlone, press, signIn } from "./with/desk.mjs";
import { samplePaper } from "./with/server.mjs";

const EDITOR = "ed@desk.example";
let paper, browser;
before(async () => {
	paper = await samplePaper();
	browser = await openBrowser();
	const old = await paper.act("new", "old-mole", "The mole, a year ago", "town", "history", "<p>It was shorter then.</p>");
	await paper.act("publish", old, Date.UTC(2024, 4, 2));
	await (await joinDesk(browser, paper, "Ed Itor", { email: EDITOR })).end();
});
after(async () => {
	await browser?.close();
	await paper?.close();
});

const at = (path) => paper.address + path;

async function signedIn(options = desktop) {
	const page = await openAlone(browser, options);
	await signIn(page, paper, EDITOR);
	return page;
}

// A new story with that headline; what its screen proposes.
async function begin(page, headline) {
	await page.goto(at("/desk/stories"));
	await press(page, "New story");
	await page.fill('[name="headline"]', headline);
	await press(page, "Save");
	return page.locator(".proposals button");
}

test("without script a proposed topic is taken by one press, with the rest of the form", async () => {
	const page = await signedIn({ ...desktop, javaScriptEnabled: false });
	const proposed = await begin(page, "Trams wait for Angela Merkel");
	assert.deepEqual((await proposed.allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim()).sort(), ["+ Angela Merkel new", "+ Trams"]);
	await page.fill('[name="standfirst"]', "Typed before");
	await Promise.all([page.waitForNavigation(), page.click('.proposals button[value="Trams"]')]);
	assert.equal(await page.inputValue('[name="topics"]'), "Trams");
	assert.equal(await page.inputValue('[name="standfirst"]'), "Typed before");
	assert.deepEqual(await page.locator('.proposals button[value="Trams"]').count(), 0);
	await page.end();
});

test("with script it goes into the field, by click and by key, and is saved with the story", async () => {
	const page = await signedIn();
	await begin(page, "Ferries and trams for Angela Merkel");
	await page.click('.proposals button[value="Angela Merkel"]');
	assert.equal(await page.inputValue('[name="topics"]'), "Angela Merkel");
	const next = await page.locator(".proposals button").first().getAttribute("value");
	await page.keyboard.press("Alt+1");
	assert.equal(await page.inputValue('[name="topics"]'), `Angela Merkel, ${next}`);
	await press(page, "Save");
	assert.equal(await page.inputValue('[name="topics"]'), `Angela Merkel, ${next}`);
	await page.goto(at("/desk/topics?q=merkel"));
	assert.equal(await page.locator("tbody tr").count(), 1);
	await page.end();
});

for (const javaScriptEnabled of [true, false]) {
	test(`an editor renames, splits and merges topics, and readers are led along, script ${javaScriptEnabled ? "on" : "off"}`, async () => {
		const page = await signedIn({ ...desktop, javaScriptEnabled });
		const [old, fresh] = javaScriptEnabled ? ["Weather", "Skies"] : ["Skies", "Clouds"];
		const slug = (name) => `/topic/${name.toLowerCase()}/`;
		await page.goto(at(`/desk/topics?q=${old}`));
		await Promise.all([page.waitForNavigation(), page.getByRole("link", { name: old, exact: true }).click()]);
		await page.fill('[name="name"]', fresh);
		await page.fill('[name="slug"]', fresh.toLowerCase());
		await page.fill('[name="names"]', "Above us");
		await press(page, "Save");
		assert.equal(await page.locator("h1").innerText(), fresh);
		assert.equal(await page.inputValue('[name="names"]'), ["Above us", old].sort().join("\n"));
		const moved = await fetch(at(slug(old)), { redirect: "manual" });
		assert.equal(moved.status, 301);
		assert.equal(moved.headers.get("location"), slug(fresh));
		assert.match(await (await fetch(at(slug(fresh)))).text(), /Above us/);

		const count = await page.locator("tbody tr").count();
		assert.ok(count > 1, "the sample edition has several stories of it");
		await page.locator('tbody [name="story"]').first().check();
		await page.fill('[name="to"]', "Split off");
		await press(page, "Move");
		assert.equal(await page.locator("tbody tr").count(), count - 1);
		await page.goto(at("/desk/topics?q=split"));
		await Promise.all([page.waitForNavigation(), page.getByRole("link", { name: "Split off", exact: true }).click()]);
		await page.fill('[name="into"]', "above us");
		await page.check('[name="sure"]');
		await press(page, "Merge");
		assert.equal(await page.locator("h1").innerText(), fresh);
		assert.equal(await page.locator("tbody tr").count(), count);
		assert.equal((await fetch(at("/topic/split-off/"), { redirect: "manual" })).headers.get("location"), slug(fresh));
		await page.end();
	});
}

for (const { name, options } of readers)
	test(`a topic's page is a dossier ${name}`, async () => {
		const page = await openPage(browser, paper.address, "/topic/history/", options);
		const main = page.locator("main");
		assert.ok(await main.getByRole("heading", { level: 1, name: "History" }).isVisible());
		assert.match(await main.innerText(), /What happened here, as far as anybody will admit\./);
		const months = main.getByRole("navigation", { name: "Timeline" }).locator("li");
		const counts = (await months.locator("small").allInnerTexts()).map(Number);
		const { items } = JSON.parse(await paper.text("/topic/history/feed.json"));
		assert.ok(counts.length > 1);
		assert.equal(counts.reduce((sum, count) => sum + count), items.length);
		await Promise.all([page.waitForNavigation(), months.last().locator("a").click()]);
		assert.equal(page.url().startsWith(at("/topic/history/")), true);
		await page.goto(at("/topic/history/"));
		const beside = main.getByRole("navigation", { name: "Often together with" }).getByRole("link");
		const other = await beside.first().innerText();
		await Promise.all([page.waitForNavigation(), beside.first().click()]);
		assert.ok(await page.getByRole("heading", { level: 1, name: other }).isVisible());
		assert.deepEqual(page.complaints, []);
		await page.end();
	});
