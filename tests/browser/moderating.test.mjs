// SPDX-License-Identifier: Apache-2.0
// moderating.test.mjs: replies at the desk: the queue by keyboard and without script, undo, what colleagues
// decide seen at once, bans, words and rules, the newsroom's own answers; each screen with axe.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";

import { desktop, openBrowser, phone, readers } from "./with/chromium.mjs";
import { joinDesk } from "./with/desk.mjs";
import { samplePaper } from "./with/server.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const STORY = "/chain-bridge-lamps/";
let paper, browser, story;
const states = {}; // who is signed in, by name

async function addPerson(name) {
	const page = await joinDesk(browser, paper, name);
	states[name] = await page.context().storageState();
	await page.end();
}

before(async () => {
	paper = await samplePaper();
	browser = await openBrowser();
	await paper.act("setting", "reply_moderation", "all");
	story = (await paper.stories()).find((each) => each.path === STORY || STORY.includes(each.slug));
	for (const name of ["Asel", "Bek"]) await addPerson(name);
});
after(async () => {
	await browser?.close();
	await paper?.close();
});

async function open(path, { as = "Asel", ...options } = {}) {
	const context = await browser.newContext({ ...desktop, ...options, storageState: states[as] });
	const page = await context.newPage();
	const complaints = [];
	page.on("pageerror", (error) => complaints.push(String(error)));
	page.on("console", (message) => message.type() === "error" && !/status of 4\d\d/.test(message.text()) && complaints.push(message.text()));
	page.end = async () => {
		assert.deepEqual(complaints, []);
		await context.close();
	};
	await page.goto(paper.address + path);
	return page;
}

let number = 0;
async function reply(text, { name = "Ilse", email = `reader${++number}@mail.example` } = {}) {
	const token = (await paper.text(STORY)).match(/name="token" value="([^"]*)"/)[1];
	const body = new URLSearchParams({ name, email, comment: text, token });
	const answer = await paper.get(`${STORY}comment`, { method: "POST", body, headers: { origin: paper.address } });
	assert.equal(answer.status, 303, text);
	return Number(answer.headers.get("location").match(/(?:comment|waiting)=(\d+)/)[1]);
}

const item = (page, id) => page.locator(`#reply-${id}`);
const stands = async (text) => (await paper.text(STORY)).includes(text);
const empty = async () => {
	const ids = (await paper.act("comments")).split("\n").filter((line) => / held /.test(line)).map((line) => line.split(" ")[0]);
	if (ids.length) await paper.act("decide", "trash", ...ids);
};
const focused = (page) => page.evaluate(() => document.activeElement.closest(".reply")?.id ?? document.activeElement.id);

test("by keyboard: next, previous, approve, spam, trash, undo; each said, with the focus on what comes next", async () => {
	await empty();
	const ids = [];
	for (const text of ["The first to wait", "A second thing entirely", "Something third about rivers", "And the fourth one, at last"]) ids.unshift(await reply(text, { name: `N${text.split(" ")[1]}` }));
	const page = await open("/desk/replies");
	assert.ok(await page.locator("#keys summary").isVisible(), "the keys are told of on the screen");
	await page.keyboard.press("j");
	assert.equal(await focused(page), `reply-${ids[0]}`);
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("j");
	await page.keyboard.press("k");
	assert.equal(await focused(page), `reply-${ids[1]}`);
	await page.keyboard.press("a");
	await page.locator("#said", { hasText: "Approved" }).waitFor();
	assert.equal(await item(page, ids[1]).count(), 0);
	assert.equal(await focused(page), `reply-${ids[2]}`);
	assert.ok(await stands("Something third about rivers"));
	await page.keyboard.press("u");
	await page.locator("#said", { hasText: "Undone" }).waitFor();
	assert.equal(await item(page, ids[1]).count(), 1);
	assert.equal(await stands("Something third about rivers"), false);
	await item(page, ids[0]).focus();
	await page.keyboard.press("s");
	await page.locator("#said", { hasText: "spam" }).waitFor();
	assert.equal(await focused(page), `reply-${ids[1]}`);
	await page.keyboard.press("t");
	await page.locator("#said", { hasText: "trash" }).waitFor();
	const there = await paper.act("comments");
	assert.match(there, new RegExp(`^${ids[0]} spam`, "m"));
	assert.match(there, new RegExp(`^${ids[1]} trash`, "m"));
	await page.keyboard.press("a");
	await item(page, ids[2]).waitFor({ state: "detached" });
	await page.keyboard.press("a");
	await page.getByText("Nothing waits.").waitFor();
	assert.equal(await focused(page), "queue-name");
	await page.end();
});

test("a reply that is being answered keeps what is typed while others are decided on; keys are letters there", async () => {
	await empty();
	const kept = await reply("Answer me, newsroom"), other = await reply("Quite another matter here");
	const page = await open("/desk/replies");
	await item(page, kept).focus();
	await page.keyboard.press("r");
	await page.keyboard.type("a stab at it");
	await item(page, other).focus();
	await page.keyboard.press("a");
	await item(page, other).waitFor({ state: "detached" });
	assert.equal(await item(page, kept).locator("textarea").inputValue(), "a stab at it");
	await item(page, kept).locator("textarea").focus();
	await page.keyboard.press("Control+Enter");
	await page.locator("#said", { hasText: "answer stands" }).waitFor();
	const page2 = await paper.text(STORY);
	assert.match(page2, /Answer me, newsroom/);
	assert.match(page2, /<b>Asel<\/b>[^\n]*class="staff"[\s\S]{0,700}a stab at it/);
	assert.equal(page2.includes("desk.example"), false);
	await page.keyboard.press("?");
	assert.ok(await page.getByText("previous").isVisible());
	await page.getByLabel("Single keys do this").uncheck();
	await page.locator("#queue-name").focus();
	await page.keyboard.press("?");
	assert.ok(await page.getByText("previous").isVisible(), "a key that was turned off does nothing");
	await page.end();
});

test("what a colleague decides is seen within moments, and what comes in is offered", async () => {
	await empty();
	const id = await reply("Both of us look at this");
	const mine = await open("/desk/replies", { as: "Asel" }), theirs = await open("/desk/replies", { as: "Bek" });
	await item(theirs, id).focus();
	await theirs.keyboard.press("a");
	await item(mine, id).locator(".verdict", { hasText: "Bek approved it" }).waitFor();
	assert.match(await mine.locator("#said").innerText(), /Bek approved it: Ilse/);
	await theirs.locator("#undo button").press("Enter");
	await item(mine, id).locator(".verdict", { hasText: "Bek undid" }).waitFor();
	const next = await reply("Just came in over the wire");
	await mine.getByRole("button", { name: "One more waits: show it" }).press("Enter");
	await item(mine, next).waitFor();
	assert.equal(await mine.locator('[data-count="held"]').innerText(), "2");
	await mine.end();
	await theirs.end();
});

test("whoever looks again when nothing changed is told so, and only that", async () => {
	const page = await open("/desk/replies");
	const ask = (seen) => page.evaluate(async (tag) => {
		const answer = await fetch("/desk/replies/changes?act=0&reply=0", { headers: tag ? { "If-None-Match": tag } : {} });
		return { status: answer.status, tag: answer.headers.get("ETag"), text: await answer.text() };
	}, seen);
	const first = await ask();
	assert.equal(first.status, 200);
	assert.equal(first.text.includes("@"), false);
	assert.deepEqual(await ask(first.tag), { status: 304, tag: first.tag, text: "" });
	await reply("One more thing to know of");
	assert.equal((await ask(first.tag)).status, 200);
	await page.end();
});

for (const { name, options } of readers.slice(0, 3)) {
	describe(name, () => {
		test("one reply and several chosen are decided on, undone, and pinned", async () => {
			await empty();
			const ids = [await reply(`Chosen one, for ${name}`), await reply(`Chosen two, for ${name}, and more`)];
			const page = await open("/desk/replies", options);
			await item(page, ids[0]).getByRole("button", { name: "Pin as editors’ pick" }).press("Enter");
			await page.getByRole("button", { name: "Undo that" }).waitFor();
			assert.match(await paper.text(STORY), /class="picks"/);
			await page.goto(`${paper.address}/desk/replies?state=shown`);
			await item(page, ids[0]).getByRole("button", { name: "Unpin" }).press("Enter");
			await item(page, ids[0]).getByRole("button", { name: "Pin as editors’ pick" }).waitFor();
			assert.doesNotMatch(await paper.text(STORY), /class="picks"/);
			await page.goto(`${paper.address}/desk/replies?story=${story.id}&state=held`);
			await item(page, ids[1]).locator('[name="reply"]').check();
			await page.getByLabel("With those chosen").selectOption("spam");
			await page.getByRole("button", { name: "Do it" }).press("Enter");
			await page.getByRole("button", { name: "Undo that" }).press("Enter");
			await item(page, ids[1]).waitFor();
			await page.end();
		});

		test("somebody is banned for a while, is on the list with why, and let in again", async () => {
			await empty();
			const email = `rude${number}@mail.example`;
			const id = await reply(`Rude words, ${name}`, { name: "Grim", email });
			const page = await open("/desk/replies", options);
			await item(page, id).locator("summary", { hasText: "Ban" }).press("Enter");
			await item(page, id).locator('[name="days"]').selectOption("7");
			await item(page, id).getByLabel("Why, for colleagues").fill("Swears");
			await item(page, id).getByLabel("What comes from there is taken for spam").check();
			await item(page, id).getByRole("button", { name: "Ban" }).press("Enter");
			await page.getByText("taken for spam from now on").waitFor();
			const again = await reply("Rude again, and again, somehow", { name: "Grim", email });
			assert.match(await paper.act("comments"), new RegExp(`^${again} spam`, "m"));
			await page.goto(`${paper.address}/desk/replies/bans`);
			const row = page.getByRole("row", { name: /Grim/ });
			assert.match(await row.innerText(), /Swears[\s\S]*Asel/);
			await row.getByRole("button", { name: "Unban" }).press("Enter");
			await page.getByText("The ban has ended.").waitFor();
			const later = await reply("Rude no more, promised and sworn", { name: "Grim", email });
			assert.match(await paper.act("comments"), new RegExp(`^${later} held`, "m"));
			await page.end();
		});
	});
}

test("a commenter's history stands with what became of each, and every decision says whose it was", async () => {
	const email = "history@mail.example";
	const first = await reply("My first of all here", { name: "Hist", email });
	await paper.act("decide", "approve", first);
	const second = await reply("And my second on that", { name: "Hist", email });
	const page = await open("/desk/replies");
	assert.match(await item(page, second).innerText(), /1 shown, 1 waiting, since/);
	assert.match(await item(page, second).locator(".beside").innerText(), /lamps/i);
	await item(page, second).getByRole("link", { name: /All of theirs/ }).press("Enter");
	await page.getByRole("heading", { name: "All replies of Hist" }).waitFor();
	assert.match(await item(page, first).innerText(), /Approved: The tester/);
	assert.equal((await page.content()).includes(email), false);
	await page.getByRole("link", { name: "Who decided what" }).click();
	await page.getByRole("row", { name: /The tester Approved Hist/ }).getByRole("button", { name: "Undo" }).click();
	await page.getByText("Undone.").first().waitFor();
	assert.match(await paper.act("comments"), new RegExp(`^${first} held`, "m"));
	await page.end();
});

test("nothing of what readers send acts at the desk", async () => {
	const strings = ["<img src=x onerror=alert(1)>", "<script>alert(1)</script>", '"><svg onload=alert(1)>', "[a](javascript:alert(1))", "<a href=javascript:alert(1)>x</a>",
		"{{{html}}}", "' onfocus=alert(1) autofocus x='", "<iframe srcdoc='<script>alert(1)</script>'>", "</textarea><script>alert(1)</script>", "<style>*{display:none}</style>", "&lt;img src=x onerror=alert(1)&gt;"];
	await empty();
	for (const [i, text] of strings.entries()) await reply(`${i} ${text}`, { name: text });
	for (const path of ["/desk/replies", "/desk/replies/decisions", "/desk/replies?state=trash"]) {
		const page = await open(path);
		page.on("dialog", () => assert.fail(`${path} ran it`));
		assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("main *")].filter((each) => /^(script|iframe|img|svg|style|object)$/.test(each.localName) ||
			[...each.attributes].some(({ name }) => /^on|^style$|^srcdoc$/.test(name)) || /^(javascript|data):/i.test(each.getAttribute("href") ?? "")).map((each) => each.outerHTML)), []);
		await page.end();
		await empty();
	}
});

test("words and rules: a word makes it spam; sections and stories close, or let only the newsroom speak", async () => {
	const page = await open("/desk/replies/rules");
	await page.getByLabel("Make it spam, one a line").fill("pontoon rental\nzeppelin");
	await page.getByRole("button", { name: "Save the words" }).click();
	await page.getByText("It counts from now on").waitFor();
	const spam = await reply("Get your ZEPPELIN here, gentlemen");
	assert.match(await paper.act("comments"), new RegExp(`^${spam} spam .*zeppelin`, "m"));
	await page.goto(`${paper.address}/desk/stories/${story.id}/replies`);
	await page.locator('[name="policy"]').selectOption("staff");
	await page.getByRole("button", { name: "Save" }).click();
	await page.getByText("Now: Staff only").waitFor();
	assert.match(await paper.text(STORY), /Only the paper’s own people reply here/);
	const token = (await paper.text(STORY)).match(/name="token" value="([^"]*)"/)[1];
	const body = new URLSearchParams({ name: "N", email: "n@mail.example", comment: "Let me in, please", token });
	const shut = await paper.get(`${STORY}comment`, { method: "POST", body, headers: { origin: paper.address } });
	assert.equal(shut.status, 403);
	await page.getByLabel("As Asel, of the newsroom").fill("We are listening.");
	await page.getByRole("button", { name: "Reply" }).click();
	await page.getByText("Your answer stands under the story.").waitFor();
	assert.match(await paper.text(STORY), /class="staff"[\s\S]{0,600}We are listening\./);
	await page.locator('[name="policy"]').selectOption("unsaid");
	await page.getByLabel(/Days after publication/).fill("many");
	await page.getByRole("button", { name: "Save" }).click();
	await page.getByText("Days and links are whole numbers").waitFor();
	await page.goto(`${paper.address}/desk/replies/rules`);
	await page.goto(`${paper.address}/desk/stories/${story.id}/replies`);
	await page.locator('[name="policy"]').selectOption("unsaid");
	await page.getByRole("button", { name: "Save" }).click();
	await page.getByText("Now: Open").waitFor();
	await page.end();
});

const screens = ["/desk/replies", "/desk/replies?state=shown", "/desk/replies?state=trash", "/desk/replies/decisions", "/desk/replies/bans", "/desk/replies/rules"];
for (const [size, options] of [["a desktop", desktop], ["a phone", phone]])
	for (const colorScheme of ["light", "dark"])
		test(`on ${size}, ${colorScheme}, no screen about replies shuts anybody out`, async () => {
			const shown = await reply(`For axe, ${size}, ${colorScheme}`, { name: "Axel" });
			await paper.act("decide", "pick", shown);
			await reply(`> quoted\n\nWaiting for axe, ${size} [a link](https://links.example/) ${colorScheme}`);
			for (const path of [...screens, `/desk/stories/${story.id}/replies`, `/desk/replies?state=held&story=${story.id}`]) {
				const page = await open(path, { ...options, colorScheme, bypassCSP: true });
				await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
				await page.evaluate(axe);
				const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
				assert.deepEqual(violations.map(({ id, nodes }) => `${path}: ${id}: ${nodes[0].html.slice(0, 160)}`), []);
				assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} is too wide`);
				await page.end();
			}
		});
