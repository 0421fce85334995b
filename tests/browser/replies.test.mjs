// SPDX-License-Identifier: Apache-2.0
// replies.test.mjs: what becomes of replies: previews, one's own that waits, likes and reports, order and
// pages, moderators' decisions, a flood that is cut off, and that nobody's address is anywhere.
import assert from "node:assert/strict";
import { appendFileSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, test } from "node:test";

import { openBrowser, openPage, readers } from "./with/chromium.mjs";
import { broadside, samplePaper } from "./with/server.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const STORY = "/chain-bridge-lamps/";
let paper, browser;
const log = []; // all that the server says
before(async () => {
	paper = await samplePaper();
	await paper.stop();
	appendFileSync(join(paper.site, "site.conf"), "log -\n");
	await paper.serve();
	for (const input of [paper.child.stdout, paper.child.stderr]) createInterface({ input }).on("line", (line) => log.push(line));
	browser = await openBrowser();
});
after(async () => {
	await browser?.close();
	await paper?.close();
});

async function token(path = STORY) {
	return (await paper.text(path)).match(/name="token" value="([^"]*)"/)[1];
}

async function post(path, body) {
	return paper.get(path, { method: "POST", body: new URLSearchParams(body), headers: { origin: paper.address } });
}

async function reply(text, more = {}) {
	return post(`${STORY}comment`, { name: "Ilse", email: "ilse.of.the.tram@mail.example", comment: text, token: await token(), ...more });
}

const idOf = (answer) => Number(answer.headers.get("location").match(/(?:comment|waiting)=(\d+)/)[1]);

async function fill(page, text, email) {
	const form = page.locator("form#respond");
	if (!(await form.isVisible())) await page.locator("summary", { hasText: "Click to comment" }).click();
	await form.getByLabel("Comment *").fill(text);
	await form.getByLabel("Name *").fill("Ilse");
	await form.getByLabel("Email *").fill(email);
	return form;
}

for (const [number, { name, options }] of readers.entries()) {
	describe(name, () => {
		test("a preview shows what it will look like and keeps what was typed", async () => {
			const page = await openPage(browser, paper.address, STORY, options);
			const form = await fill(page, "Well *said*.", "p@mail.example");
			await form.getByRole("button", { name: "Preview" }).press("Enter");
			await page.locator(".preview em", { hasText: "said" }).waitFor();
			assert.equal(await page.locator("#c-comment").inputValue(), "Well *said*.");
			await page.end();
		});

		test("one's own reply that waits is seen, changed and withdrawn by its writer alone", async () => {
			const page = await openPage(browser, paper.address, STORY, options);
			const text = `Mine and waiting, ${number}`;
			await (await fill(page, text, `waits${number}@mail.example`)).getByRole("button", { name: "Post Comment" }).press("Enter");
			await page.locator("#waiting", { hasText: text }).waitFor();
			assert.equal((await paper.text(STORY)).includes(text), false);
			await page.locator("#waiting summary").press("Enter");
			await page.getByLabel("Comment *").first().fill(`${text}, changed`);
			await page.getByRole("button", { name: "Change it" }).press("Enter");
			await page.locator("#waiting .said", { hasText: "changed" }).waitFor();
			await page.locator("#waiting summary").press("Enter");
			await page.getByRole("button", { name: "Withdraw it" }).press("Enter");
			await page.getByRole("status").filter({ hasText: "withdrawn" }).waitFor();
			assert.equal(await page.locator("#waiting").count(), 0);
			assert.equal((await paper.act("comments")).includes(text), false);
			assert.deepEqual(page.complaints, []);
			await page.end();
		});
	});
}

test("the form with an error, a preview and a reply that waits are clean to axe", async () => {
	for (const answer of [await reply(""), await reply("A *preview*", { preview: "1" }), await paper.get((await reply("Waiting for axe")).headers.get("location"))]) {
		const page = await openPage(browser, paper.address, "/about/");
		await page.route("**/axe-test", async (route) => route.fulfill({ status: 200, contentType: "text/html", body: await answer.text() }));
		await page.goto(`${paper.address}/axe-test`);
		await page.evaluate(axe);
		const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
		assert.deepEqual(violations.map((each) => `${each.id}: ${each.nodes[0].html}`), []);
		await page.end();
	}
});

test("errors come on the first faulty field with 422, doubles with 409", async () => {
	const wrong = await reply("");
	assert.equal(wrong.status, 422);
	assert.match(await wrong.text(), /<textarea id="c-comment"[^>]*aria-invalid="true"[^>]*autofocus/);
	assert.equal((await reply("Said once.")).status, 303);
	assert.equal((await reply("Said once.")).status, 409);
	assert.equal((await reply("x".repeat((64 << 10) + 1))).status, 422);
});

test("a moderator's decisions are seen on the next page, and undone as a whole", async () => {
	const id = idOf(await reply("Decide on me."));
	const batch = await paper.act("decide", "approve", id);
	assert.match(await paper.text(STORY), /Decide on me\./);
	await paper.act("decide", "pick", id);
	assert.match(await paper.text(STORY), /<section class="picks"[\s\S]*Decide on me\./);
	await paper.act("decide", "unpick", id);
	assert.doesNotMatch(await paper.text(STORY), /class="picks"/);
	await paper.act("undo", batch);
	assert.doesNotMatch(await paper.text(STORY), /Decide on me\./);
});

test("a link from a mail shows the reply first and decides when it is pressed", async () => {
	const id = idOf(await reply("Approve me by mail."));
	const link = await paper.act("decide-link", id, "approve");
	const page = await openPage(browser, paper.address, link);
	assert.equal(page.answer.status(), 200);
	assert.doesNotMatch(await paper.text(STORY), /Approve me by mail/);
	await page.getByRole("button", { name: "Approve" }).press("Enter");
	await page.getByRole("heading", { name: "That is done." }).waitFor();
	assert.match(await paper.text(STORY), /Approve me by mail/);
	assert.equal((await paper.get(`${link}x`)).status, 400);
	await page.end();
});

test("a like counts once, a report is taken, both without script", async () => {
	const id = idOf(await reply("Like me."));
	await paper.act("decide", "approve", id);
	const first = await post(`${STORY}comment/mark`, { like: id, token: await token() });
	assert.match(first.headers.get("location"), new RegExp(`replied=liked&comment=${id}#comment-${id}$`));
	const again = await post(`${STORY}comment/mark`, { like: id, token: await token() });
	assert.match(again.headers.get("location"), /replied=known/);
	assert.match(await paper.text(STORY), new RegExp(`value="${id}">Like <span class="count">1<`));
	assert.match((await post(`${STORY}comment/mark`, { report: id, token: await token() })).headers.get("location"), /replied=reported/);
	assert.equal((await post(`${STORY}comment/mark`, { like: id, token: "none" })).status, 403);
});

test("long threads come in pages and orders, and a reply's address opens its page", async () => {
	const story = (await paper.stories()).find((each) => each.path === "/two-fogs/" || each.slug === "two-fogs");
	await paper.act("replies", story.id, 120);
	const page = await paper.text("/two-fogs/");
	assert.equal(page.match(/<li class="reply/g).length, 50);
	const last = (await paper.act("comments")).split("\n").filter((line) => /Reply number 119/.test(line))[0].split(" ")[0];
	assert.doesNotMatch(page, new RegExp(`id="comment-${last}"`));
	assert.match(await paper.text(`/two-fogs/?comment=${last}`), new RegExp(`id="comment-${last}"`));
	assert.match(await paper.text("/two-fogs/?order=newest"), /Reply number 117/);
	assert.match(page, /cpage&#x3D;2|cpage=2/);
	assert.match(await paper.text("/two-fogs/comments/rss/"), /Reply number 119/);
	assert.match(await paper.text("/comments/feed.json"), /Reply number 119/);
	assert.match(await paper.text("/section/sport/"), /12\d replies/);
});

// Every page, feed, list and file that a link of the paper leads to.
async function* crawl() {
	const seen = new Set(["/", "/comments/rss/", "/comments/atom.xml", "/comments/feed.json", `${STORY}comments/rss/`, "/rss/", "/atom.xml", "/feed.json",
		"/sitemap.xml", "/news-sitemap.xml", "/search/?q=ilse", "/health", "/ghost/api/content/posts/?key=none"]);
	for (const path of seen) {
		const text = await (await paper.get(path)).text();
		yield { path, text };
		for (const [, link] of text.matchAll(/(?:href|src|action)="([^"#]*)|<loc>([^<]*)/g)) {
			const url = new URL((link ?? "").replaceAll("&amp;", "&").replaceAll("&#x3D;", "="), paper.address + path);
			if (url.origin === paper.address && !/^\/media\//.test(url.pathname)) seen.add(url.pathname + url.search);
		}
	}
}

test("nobody's address is in what is served, kept in the open, backed up or logged", async () => {
	const address = "ilse.of.the.tram@mail.example";
	await reply("Waits, with an address");
	await paper.act("decide", "approve", idOf(await reply("Is shown, with an address")));
	await post(`${STORY}comment`, { name: "Ilse", email: address, comment: "", token: "none" });
	let pages = 0;
	for await (const { path, text } of crawl()) {
		assert.equal(text.includes("ilse.of.the"), false, path);
		pages++;
	}
	assert.ok(pages > 100, `${pages} pages`);
	const files = (folder) => readdirSync(folder).flatMap((name) => {
		const path = join(folder, name), stat = statSync(path);
		return stat.isDirectory() ? files(path) : stat.isFile() ? [path] : [];
	});
	const backup = join(paper.folder, "backup");
	assert.equal((await broadside("backup", paper.site, backup)).status, 0);
	for (const path of [...files(paper.site), backup]) assert.equal(readFileSync(path).includes(address), false, path);
	assert.ok(log.some((line) => line.includes(`${STORY}comment`)), "requests are logged");
	assert.equal(log.join("\n").includes("ilse.of.the"), false);
});

test("every reply answered with success before the end is there once", async () => {
	await paper.act("setting", "reply_moderation", "none");
	const good = await token(), kept = [];
	let number = 0, down = false;
	const worker = async () => {
		while (!down) {
			const text = `Flood ${number++}.`;
			try {
				const answer = await post(`${STORY}comment`, { name: "F", email: `f${number}@mail.example`, comment: text, token: good });
				if (answer.status === 303) kept.push(text);
				if (kept.length === 300) {
					down = true;
					process.kill(paper.child.pid, "SIGKILL");
				}
			} catch {
				return;
			}
		}
	};
	await Promise.all(Array.from({ length: 32 }, worker));
	await new Promise((done) => (paper.child.exitCode !== null || paper.child.signalCode ? done() : paper.child.once("exit", done)));
	const there = (await paper.act("comments")).split("\n").map((line) => line.split("\t")[1]);
	const times = new Map();
	for (const text of there) times.set(text, (times.get(text) ?? 0) + 1);
	for (const text of kept) assert.equal(times.get(text), 1, text);
	assert.ok(kept.length >= 300);
});
