// SPDX-License-Identifier: Apache-2.0
// desk.test.mjs: somebody's first day at the desk: in by the link, a story from draft to readers, a
// correction, an older version; all of it also from the keyboard alone and without script. And every
// screen with axe, light and dark, large and small.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";

import { desktop, openBrowser, phone } from "./with/chromium.mjs";
import { PASSWORD, joinDesk, linkFor, openAlone, press, signIn as enter } from "./with/desk.mjs";
import { samplePaper } from "./with/server.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let paper, browser, firstLink, staged; // staged: a story with an edit that waits
before(async () => {
	paper = await samplePaper();
	browser = await openBrowser();
	firstLink = await linkFor(paper, "first");
});
after(async () => {
	await browser?.close();
	await paper?.close();
});

const open = (options) => openAlone(browser, options);
const at = (path) => paper.address + path;
const signIn = (page, email = "ada@desk.example", password = PASSWORD) => enter(page, paper, email, password);

const answer = async (path) => fetch(at(path), { redirect: "manual" });

// Into the editor where there is one, else into the text area: which reads it as Markdown.
async function write(page, text) {
	const editor = page.locator("#editor .ProseMirror");
	if (await page.locator("#editor[hidden]").count()) return page.fill('[name="body"]', text);
	await editor.click();
	await page.keyboard.press("Control+A");
	await page.keyboard.type(text);
}

test("the first person comes by the link, and it is good once", async () => {
	const page = await open();
	await page.goto(firstLink);
	await page.fill('[name="name"]', "Ada Quill");
	await page.fill('[name="email"]', "ada@desk.example");
	await page.fill('[name="password"]', PASSWORD);
	await Promise.all([page.waitForNavigation(), page.click("button.main")]);
	assert.equal(new URL(page.url()).pathname, "/desk/stories");
	assert.match(await page.textContent(".rail"), /Ada Quill/);
	await page.goto(firstLink);
	assert.match(await page.textContent("h1"), /used or is too old/);
	await page.end();
	await (await joinDesk(browser, paper, "Rita Reporter", { email: "rita@desk.example", role: "reporter" })).end();
});

test("a wrong password says nothing of which was wrong, and a session ends", async () => {
	const page = await open();
	await signIn(page, "nobody@desk.example");
	const nobody = await page.textContent(".error");
	await signIn(page, "ada@desk.example", "wrong password");
	assert.equal(await page.textContent(".error"), nobody);
	await signIn(page);
	await Promise.all([page.waitForNavigation(), page.click(".rail .leave button")]);
	await page.goto(at("/desk/stories"));
	assert.match(page.url(), /sign-in/);
	await page.end();
});

// Node's own reckoning of RFC 6238, to be a telephone.
function codeNow(base32) {
	const bits = [...base32].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
	const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
	const mac = createHmac("sha1", key).update(counter).digest();
	return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1e6).padStart(6, "0");
}

test("a second step is set up, asked for, and got around with a recovery code", async () => {
	const page = await open();
	await signIn(page, "rita@desk.example");
	await page.goto(at("/desk/me"));
	await page.locator('form[action="/desk/me/factor"] [name="password"]').fill(PASSWORD);
	await press(page, "Set it up");
	const key = (await page.textContent(".key code")).trim();
	await page.fill('[name="code"]', codeNow(key));
	await press(page, "Turn on");
	const codes = await page.locator(".codes code").allTextContents();
	assert.equal(codes.length, 10);
	const other = await open();
	await signIn(other, "rita@desk.example");
	assert.match(other.url(), /\/desk\/code/);
	await other.goto(at("/desk/stories"));
	assert.match(other.url(), /sign-in/);
	await other.goto(at("/desk/code"));
	await other.fill('[name="code"]', codes[3].toUpperCase());
	await press(other, "Continue");
	assert.equal(new URL(other.url()).pathname, "/desk/stories");
	await other.end();
	await page.goto(at("/desk/me"));
	assert.match(await page.textContent("main"), /9 recovery codes are left/);
	await page.locator('form[action="/desk/me/codes"] [name="password"]').fill(PASSWORD);
	await press(page, "Turn off");
	await page.end();
});

for (const [name, options] of [["on a desktop", desktop], ["on a phone", phone], ["without script", { ...desktop, javaScriptEnabled: false }]]) {
	test(`a story goes from draft to readers, is corrected and comes back, ${name}`, async () => {
		const slug = `harbour-crane-${name.replaceAll(" ", "-")}`;
		const page = await open(options);
		await signIn(page);
		await press(page, "New story");
		const story = page.url();
		await page.fill('[name="headline"]', `Harbour crane ${name}`);
		await page.fill('[name="standfirst"]', "It lifts again.");
		await write(page, "It was repaired.");
		await page.locator('[name="section"]').first().selectOption({ label: "Harbour" });
		await press(page, "Save");
		assert.equal((await answer(`/${slug}/`)).status, 404);
		await press(page, "Publish …");
		await press(page, "Publish");
		const seen = await answer(`/${slug}/`);
		assert.equal(seen.status, 200);
		assert.match(await seen.text(), /<p>It was repaired\.<\/p>/);
		await page.goto(story);
		await write(page, "It was replaced.");
		await press(page, "Save");
		assert.match(await (await answer(`/${slug}/`)).text(), /repaired/);
		await press(page, "Put before readers …");
		await page.check('[name="how"][value="correction"]');
		await page.fill('[name="correction"]', "The crane was not repaired but replaced.");
		await press(page, "Put it before readers");
		const corrected = await (await answer(`/${slug}/`)).text();
		assert.match(corrected, /It was replaced/);
		assert.match(corrected, /not repaired but replaced/);
		assert.match(await (await answer("/corrections/")).text(), new RegExp(slug));
		await page.goto(`${story}/history`);
		await page.locator("tbody tr").last().locator("th a").click();
		await page.goto(`${story}/history`);
		await page.locator("tbody tr").nth(1).locator("th a").click();
		await page.waitForLoadState();
		await press(page, "Make this the newest version");
		await page.goto(`${story}/preview`);
		assert.match(await page.content(), /repaired/);
		staged = new URL(story).pathname;
		await page.end();
	});
}

test("a story goes out at its second and not before", async () => {
	const page = await open();
	await signIn(page);
	await press(page, "New story");
	await page.fill('[name="headline"]', "Comes when it is due");
	await write(page, "Now.");
	await press(page, "Save");
	await press(page, "Publish …");
	const zone = (await page.textContent(".ways .hint")).match(/zone, (\S+)\./)[1];
	const due = new Date(Math.ceil(Date.now() / 1000) * 1000 + 5000);
	const wall = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }).format(due).replace(" ", "T");
	await page.fill('[name="at"]', wall);
	assert.equal(await page.isChecked('[name="when"][value="later"]'), true);
	await press(page, "Publish");
	assert.match(await page.textContent(".notice"), /waits for its time/);
	for (let status = 404; status !== 200;) {
		const asked = Date.now();
		({ status } = await answer("/comes-when-it-is-due/"));
		if (status === 200) assert.ok(Date.now() >= due.getTime(), "not before its time");
		else assert.ok(asked < due.getTime() + 1000, "at its time");
	}
	await page.end();
});

test("without script, whoever saves over another sees both sides first", async () => {
	const options = { ...desktop, javaScriptEnabled: false };
	const ada = await open(options), rita = await open(options);
	await signIn(ada);
	await signIn(rita, "rita@desk.example");
	await press(rita, "New story");
	await rita.fill('[name="headline"]', "Two at once");
	await write(rita, "One two three.");
	await press(rita, "Save");
	const story = rita.url().split("?")[0];
	await ada.goto(story);
	await rita.goto(story);
	await write(rita, "<p>One 2 three.</p>");
	await press(rita, "Save");
	await write(ada, "<p>One two 3.</p>");
	await press(ada, "Save");
	assert.match(await ada.textContent(".conflict"), /Rita Reporter saved this story while you wrote/);
	assert.equal(await ada.locator(".conflict ins").count() > 0, true);
	assert.match(await ada.inputValue('[name="body"]'), /One two 3\./);
	await ada.end();
	await rita.end();
});

test("what a conflict and a lost session show shuts nobody out", async () => {
	for (const colorScheme of ["light", "dark"]) {
		const page = await open({ ...desktop, colorScheme, bypassCSP: true });
		await page.route("**/editor.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
		const clean = async () => {
			await page.evaluate(axe);
			const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
			assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`), []);
		};
		await signIn(page);
		await press(page, "New story");
		await page.fill('[name="headline"]', "Conflict");
		await page.evaluate(() => { document.forms["story-form"].elements.version.value = "1.1"; });
		await press(page, "Save");
		assert.match(await page.textContent(".conflict h2"), /saved this story while you wrote/);
		await clean();
		await page.fill('[name="body"]', "Typed for an hour.");
		await page.context().clearCookies();
		await press(page, "Save");
		assert.match(await page.inputValue('textarea[readonly] >> nth=1'), /Typed for an hour/);
		await clean();
		await page.end();
	}
});

test("the whole day by keyboard alone", async () => {
	const page = await open();
	const tabTo = async (wanted, most = 120) => {
		for (let i = 0; i < most; i++) {
			const text = await page.evaluate(() => {
				const el = document.activeElement;
				const style = getComputedStyle(el);
				return { text: `${el.innerText || el.value || ""}|${el.name || ""}|${el.className}`, seen: el === document.body || el.isContentEditable || style.outlineStyle !== "none" };
			});
			assert.ok(text.seen, `the focus can be seen on ${text.text}`);
			if (wanted.test(text.text)) return;
			await page.keyboard.press("Tab");
		}
		assert.fail(`${wanted} is not reached by Tab at ${page.url()}: ${await page.evaluate(() => document.activeElement.outerHTML.slice(0, 200))}`);
	};
	// Presses Enter and waits for the address it leads to: what is typed next is for that page.
	const enter = (path) => Promise.all([page.waitForURL((url) => path.test(url.pathname + url.search)), page.keyboard.press("Enter")]);
	await page.goto(at("/desk/"));
	await page.waitForSelector('[name="email"]:focus'); // it takes the focus when it is first drawn
	await page.keyboard.type("ada@desk.example");
	await tabTo(/\|password\|/);
	await page.keyboard.type(PASSWORD);
	await enter(/^\/desk\/stories$/);
	await tabTo(/^New story/);
	await enter(/^\/desk\/stories\/\d+$/);
	await tabTo(/\|headline\|/);
	await page.keyboard.type("Written with ten fingers");
	await tabTo(/ProseMirror/);
	await page.keyboard.type("All keys.");
	await tabTo(/^Save\|/);
	await enter(/^\/desk\/stories\/\d+\?/);
	await tabTo(/^Publish …/);
	await enter(/\/publish\?/);
	await tabTo(/^Publish\|/);
	await enter(/^\/desk\/stories\/\d+\?/);
	assert.equal((await answer("/written-with-ten-fingers/")).status, 200);
	await page.goto(at("/desk/stories"));
	await page.keyboard.press("j");
	await page.keyboard.press("j");
	await page.keyboard.press("k");
	assert.equal(await page.locator("tr.here").count(), 1);
	const headline = await page.evaluate(() => document.activeElement.textContent.trim());
	await enter(/^\/desk\/stories\/\d+$/);
	assert.equal((await page.inputValue('[name="headline"]')).trim(), headline);
	await page.goto(at("/desk/stories"));
	await page.keyboard.press("/");
	await page.keyboard.type("fingers");
	await enter(/[?&]q=fingers/);
	assert.equal(await page.locator("tbody tr").count(), 1);
	await page.end();
});

test("a list keeps its filters in the address, as a view, and acts on many", async () => {
	const page = await open();
	await signIn(page);
	for (const headline of ["Zeppelin mast one", "Zeppelin mast two"]) {
		await page.goto(at("/desk/stories"));
		await press(page, "New story");
		await page.fill('[name="headline"]', headline);
		await press(page, "Save");
	}
	await page.goto(at("/desk/stories"));
	await page.fill('[name="q"]', "zeppelin mast");
	await press(page, "Show");
	assert.match(page.url(), /q=zeppelin/);
	assert.equal(await page.locator("tbody tr").count(), 2);
	await page.check("[data-all]");
	await press(page, "Do it");
	assert.equal(await page.locator("tbody .state-in-review").count(), 2);
	await page.fill(".keep input[name=name]", "Masts");
	await press(page, "Keep");
	await page.goto(at("/desk/stories"));
	await Promise.all([page.waitForNavigation(), page.click('.views a:text("Masts")')]);
	assert.equal(await page.locator("tbody tr").count(), 2);
	await page.end();
});

const screens = ["/desk/stories", "/desk/stories?q=nothingatallanswers", "/desk/stories?state=draft", "/desk/stories/3", "/desk/stories/3/publish",
	"/desk/stories/3/history", "/desk/replies", "/desk/replies?state=shown", "/desk/topics", "/desk/topics?q=nothingatall", "/desk/topics/1", "/desk/people", "/desk/settings", "/desk/me", "/desk/nothing"];

for (const [size, options] of [["a desktop", desktop], ["a phone", phone]]) {
	for (const colorScheme of ["light", "dark"]) {
		describe(`the desk on ${size}, ${colorScheme}`, () => {
			test("shuts nobody out", async () => {
				const page = await open({ ...options, colorScheme, bypassCSP: true });
				const found = async (path) => {
					await page.goto(at(path));
					await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
					await page.evaluate(axe);
					const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
					return violations.map(({ id, nodes }) => `${path} ${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
				};
				assert.deepEqual(await found("/desk/sign-in"), []);
				await signIn(page);
				for (const path of screens) assert.deepEqual(await found(path), []);
				for (const path of [staged, `${staged}/publish`]) assert.deepEqual(await found(path), []);
				await page.goto(at(`${staged}/history`));
				const compare = await page.locator("tbody th a").first().getAttribute("href");
				assert.deepEqual(await found(compare), []);
				assert.deepEqual(await found(new URL(await linkFor(paper, "password", "rita@desk.example")).pathname), []);
				assert.deepEqual(await found("/desk/password/1.2.nothing"), []);
				assert.deepEqual(await found("/desk/code"), []);
				await page.goto(at("/desk/stories/3"));
				const width = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
				assert.ok(width[0] <= width[1], `nothing is wider than the screen: ${width}`);
				await page.end();
			});
		});
	}
}
