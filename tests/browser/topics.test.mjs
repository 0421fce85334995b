// SPDX-License-Identifier: Apache-2.0
// topics.test.mjs: topics proposed and taken while writing, and kept in order by an editor, with
// script and without; and what readers see of it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { desktop, openBrowser } from "./with/chromium.mjs";
import { broadside, samplePaper } from "./with/server.mjs";

const PASSWORD = "correct horse battery";
let paper, browser;
before(async () => {
	paper = await samplePaper();
	browser = await openBrowser();
	const { stdout } = await broadside("user", paper.site, "add", "ed@desk.example", "--name", "Ed Itor", "--role", "editor", "--url", paper.address);
	const page = await (await browser.newContext(desktop)).newPage();
	await page.goto(stdout.trim());
	await page.fill('[name="password"]', PASSWORD);
	await Promise.all([page.waitForNavigation(), page.click("button.main")]);
	await page.context().close();
});
after(async () => {
	await browser?.close();
	await paper?.close();
});

const at = (path) => paper.address + path;

async function signedIn(options = desktop) {
	const context = await browser.newContext(options);
	const page = await context.newPage();
	page.complaints = [];
	page.on("pageerror", (error) => page.complaints.push(String(error)));
	await page.goto(at("/desk/sign-in"));
	await page.fill('[name="email"]', "ed@desk.example");
	await page.fill('[name="password"]', PASSWORD);
	await Promise.all([page.waitForNavigation(), page.click("button.main")]);
	page.end = async () => {
		assert.deepEqual(page.complaints, []);
		await context.close();
	};
	return page;
}

const press = (page, text) => Promise.all([page.waitForNavigation(), page.getByRole("button", { name: text, exact: true }).first().click()]);

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
