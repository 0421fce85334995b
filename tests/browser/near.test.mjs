// SPDX-License-Identifier: Apache-2.0
// near.test.mjs: what is near to a story: "You May Also Like" as editors pick it, with script and
// without, and what of it readers see at once while every other page stays; See also offered while
// somebody writes; and the warning before something goes out that is out already.
import assert from "node:assert/strict";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { desktop, openBrowser } from "./with/chromium.mjs";
import { joinDesk, openAlone, press, signIn } from "./with/desk.mjs";
import { freePort, samplePaper } from "./with/server.mjs";

const EDITOR = "ed@desk.example";
const FROM = "/night-tram/";
let paper, browser, admin, story;
before(async () => {
	paper = await samplePaper();
	await paper.stop();
	admin = `http://127.0.0.1:${await freePort()}/metrics`;
	await appendFile(join(paper.site, "site.conf"), `admin ${new URL(admin).host}\n`);
	await paper.serve();
	browser = await openBrowser();
	story = (await paper.stories()).find(({ path }) => path === FROM);
	await (await joinDesk(browser, paper, "Ed Itor", { email: EDITOR })).end();
});
after(async () => {
	await browser?.close();
	await paper?.close();
});

const at = (path) => paper.address + path;
const also = () => `/desk/stories/${story.id}/also`;

async function signedIn(options = desktop) {
	const page = await openAlone(browser, options);
	await signIn(page, paper, EDITOR);
	return page;
}

// Paths under "You May Also Like", in their order.
async function shown() {
	const page = await paper.text(FROM);
	const [below] = page.slice(page.indexOf('id="also"')).split("</section>");
	return [...below.matchAll(/<h\d class="hl"><a href="([^"]+)"/g)].map(([, path]) => path);
}

// How many pages were made so far.
async function made() {
	const text = await (await fetch(admin)).text();
	return [...text.matchAll(/^broadside_answers_from_total\{from="(?:miss|render|reader)[^"]*"\} (\d+)/gm)].reduce((sum, [, n]) => sum + Number(n), 0);
}

// Asks for pages that have nothing to do with the story: all of them are there.
const OTHERS = ["/", "/section/sport/", "/cinema-organ/", "/archive/", "/rss/", "/author/imke-halloran/"];
async function askOthers() {
	for (const path of OTHERS) await paper.text(path);
}

for (const javaScriptEnabled of [true, false]) {
	describe(`an editor's picks, script ${javaScriptEnabled ? "on" : "off"}`, () => {
		let page, found, third;
		const button = (path, name) => page.locator("ol.also li, ul.also li").filter({ has: page.locator(`a[href="/desk/stories/${idOf(path)}"]`) })
			.getByRole("button", { name, exact: true }).first();
		const click = (locator) => Promise.all([page.waitForNavigation(), locator.click()]);
		const stories = new Map();
		const idOf = (path) => stories.get(path);

		before(async () => {
			for (const each of await paper.stories()) stories.set(each.path, each.id);
			page = await signedIn({ ...desktop, javaScriptEnabled });
			found = await shown();
			assert.ok(found.length > 2);
			third = found[2];
		});
		after(() => page?.end());

		test("one that is pinned stands first, and no other page is made anew", async () => {
			await askOthers();
			await askOthers();
			await page.goto(at(also()));
			await click(button(third, "Pin"));
			const before = await made();
			await askOthers();
			assert.equal(await made(), before);
			assert.deepEqual(await shown(), [third, ...found.filter((path) => path !== third)]);
			assert.equal(await page.locator("ol.also .mark", { hasText: "pinned" }).count(), 1);
		});

		test("a second pin goes up above it", async () => {
			await click(button(found[0], "Pin"));
			assert.deepEqual((await shown()).slice(0, 2), [third, found[0]]);
			await click(button(found[0], "Up"));
			assert.deepEqual((await shown()).slice(0, 2), [found[0], third]);
		});

		test("one is replaced by another that words find", async () => {
			const place = page.locator("ol.also li").filter({ has: page.locator(`a[href="/desk/stories/${idOf(found[0])}"]`) });
			await click(place.getByRole("link", { name: "Replace …" }));
			await page.fill('[name="q"]', "cinema organ");
			await press(page, "Find");
			await click(page.locator("ul.also li").filter({ hasText: "organ" }).first().getByRole("button", { name: "This one" }));
			const now = await shown();
			assert.equal(now.includes(found[0]), false);
			assert.equal(now[0], "/cinema-organ/");
			await click(button(found[0], "Take back"));
		});

		test("what is taken out is gone for readers until it is taken back", async () => {
			await click(button("/cinema-organ/", "Unpin"));
			await click(button(found[1], "Take out"));
			assert.equal((await shown()).includes(found[1]), false);
			await click(button(found[1], "Take back"));
			await click(button(third, "Unpin"));
			assert.deepEqual(await shown(), found);
		});
	});
}

test("See also is offered while somebody writes, nearest first, and set into the text", async () => {
	const page = await signedIn();
	const id = await paper.act("new", "late-trams", "Night trams for line 4", "town", "trams", "<p>The tram of line 4 will cross the bridge through the night, every forty minutes until dawn.</p>");
	await page.goto(at(`/desk/stories/${id}`));
	await page.waitForSelector(".ProseMirror");
	await page.locator(".ProseMirror p").first().click();
	await page.keyboard.press("Control+Shift+S");
	const dialog = page.getByRole("dialog");
	const first = dialog.getByRole("button", { name: story.headline.slice(0, 20) }).first();
	await first.waitFor();
	await first.click();
	await page.locator(`.ProseMirror [data-see-also="${story.id}"]`).waitFor();
	await press(page, "Save");
	assert.match(await page.inputValue('[name="body"]'), new RegExp(`data-see-also="${story.id}"`));
	await page.end();
});

test("only what readers see is offered, also to who searches for it", async () => {
	const page = await signedIn();
	const id = await paper.act("new", "secret-trams", "Zqembargoed trams", "town", "trams", "<p>The night tram of line 4, said nobody yet.</p>");
	const ask = (path) => page.evaluate(async (address) => (await fetch(address)).json(), at(path));
	await page.goto(at("/desk/stories"));
	const ids = ({ stories }) => stories.map((each) => String(each.id));
	for (const [act, ...moment] of [["publish"], ["withdraw"], ["schedule", Date.now() + 3_600_000]]) {
		const isPublic = act === "publish";
		await paper.act(act, id, ...moment);
		assert.equal(ids(await ask("/desk/find?q=zqembargoed")).includes(id), isPublic);
		assert.equal(ids(await ask(`/desk/find?ids=${id}`)).includes(id), isPublic);
		if (!isPublic) assert.equal(ids(await ask(`/desk/stories/${story.id}/related`)).includes(id), false);
	}
	await page.end();
});

test("a story that is out already is warned of before it goes out again", async () => {
	const page = await signedIn({ ...desktop, javaScriptEnabled: false });
	const body = (await paper.act("body", "cinema-organ")).trim();
	const id = await paper.act("new", "organ-again", "The organ plays once more", "culture", "music", body);
	await page.goto(at(`/desk/stories/${id}/publish`));
	const warning = page.locator(".check", { hasText: "Nothing like it is published yet" });
	assert.match(await warning.innerText(), /missing/);
	await Promise.all([page.waitForNavigation(), warning.getByRole("link").click()]);
	assert.match(page.url(), /\/desk\/stories\/\d+$/);
	await page.goto(at(`/desk/stories/${id}/publish`));
	await press(page, "Publish"); // a warning, no refusal
	assert.equal((await paper.get("/organ-again/")).status, 200);
	await page.end();
});
