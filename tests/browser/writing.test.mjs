// SPDX-License-Identifier: Apache-2.0
// writing.test.mjs: nobody loses a word: two people in one story, a desk that is killed between two
// keystrokes, and a server that is gone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openBrowser } from "./with/chromium.mjs";
import { joinDesk } from "./with/desk.mjs";
import { processesOf } from "./with/processes.mjs";
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

// Somebody new, signed in, in a browser of their own, which complains while the desk is away.
async function somebody(name) {
	const page = await joinDesk(browser, paper, name);
	page.end = () => page.context().close();
	return page;
}

let made = 0;

// A draft with this body, opened in the editor; gives its id.
async function draft(page, body) {
	const id = await paper.act("new", `writing-${++made}`, "A story of two", "town", "trams", body);
	await open(page, id);
	return Number(id);
}

async function open(page, id) {
	await page.goto(`${paper.address}/desk/stories/${id}`);
	await page.waitForSelector(".ProseMirror");
}

async function typeAfter(page, text, words) {
	await page.locator(".ProseMirror p", { hasText: text }).click();
	await page.keyboard.press("End");
	await page.keyboard.type(words);
}

const saved = (page) => page.waitForFunction(() => broadsideEditor.saving.isClean && !broadsideEditor.saving.running && !broadsideEditor.saving.trouble);

const slugOf = () => `writing-${made}`;
const kept = () => paper.act("body", slugOf());

async function until(what) {
	for (let i = 0; i < 800; i++) {
		if (await what()) return;
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	assert.fail(`never: ${what}`);
}

test("two who write in different paragraphs are merged, and see each other", async () => {
	const [ada, ben] = [await somebody("Ada Alder"), await somebody("Ben Birch")];
	const id = await draft(ada, "<p>First.</p>\n<p>Second.</p>\n<p>Third.</p>");
	await open(ben, id);
	await ben.getByText(/Ada Alder is here too/).waitFor();
	await typeAfter(ada, "First.", " By Ada.");
	await saved(ada);
	await typeAfter(ben, "Third.", " By Ben.");
	await saved(ben);
	assert.equal(await kept(), "<p>First. By Ada.</p>\n<p>Second.</p>\n<p>Third. By Ben.</p>");
	assert.match(await ben.locator(".ProseMirror").innerText(), /By Ada/);
	await ada.end();
	await ben.end();
});

test("two who write in the same paragraph are shown both", async () => {
	const [ada, ben] = [await somebody("Ada Ash"), await somebody("Ben Beech")];
	const id = await draft(ada, "<p>Only.</p>");
	await open(ben, id);
	await typeAfter(ada, "Only.", " Ada's end.");
	await saved(ada);
	await typeAfter(ben, "Only.", " Ben's end.");
	const dialog = ben.getByRole("dialog", { name: /Ada Ash saved a newer version/ });
	await dialog.waitFor();
	assert.match(await dialog.innerText(), /Ada's end/);
	assert.match(await dialog.innerText(), /Ben's end/);
	assert.equal(await kept(), "<p>Only. Ada's end.</p>");
	await dialog.getByLabel("Keep both").check();
	await dialog.getByRole("button", { name: "Save the choice" }).click();
	await until(async () => (await kept()) === "<p>Only. Ben's end.</p>\n<p>Only. Ada's end.</p>");
	await ada.end();
	await ben.end();
});

test("the desk is killed between two keystrokes: nothing typed is lost", async () => {
	const page = await somebody("Kit Kilroy");
	await draft(page, "<p>Begun.</p>");
	const sentence = " Words go on while the desk is killed over and over again.";
	await page.locator(".ProseMirror p").click();
	await page.keyboard.press("End");
	for (let i = 0; i < sentence.length; i++) {
		await page.keyboard.type(sentence[i]);
		if (i % 20 === 10) for (const pid of await processesOf(paper, "desk")) process.kill(pid, "SIGKILL");
	}
	await until(async () => (await kept()) === `<p>Begun.${sentence}</p>`);
	await saved(page);
	await page.end();
});

test("the server is gone: what was typed is offered when it is back", async () => {
	const page = await somebody("Ida Island");
	const id = await draft(page, "<p>Before.</p>");
	const { port } = new URL(paper.address);
	await paper.stop();
	await typeAfter(page, "Before.", " While nobody was there.");
	await page.getByText("Offline: kept on this device").waitFor();
	await page.goto("about:blank");
	await paper.serve({ port });
	await open(page, id);
	await page.getByRole("button", { name: "Use it" }).click();
	await until(async () => (await kept()) === "<p>Before. While nobody was there.</p>");
	await page.end();
});
