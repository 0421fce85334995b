// SPDX-License-Identifier: Apache-2.0
// screens.test.mjs: every screen of the desk, as its contents page names them, with axe: light and
// dark, large and small, and none of them wider than what it is shown on. A new route is looked at
// without being named here, unless it needs a number or a word that nobody told.
// SCREENS=FOLDER keeps a picture of each.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { desktop, openBrowser, phone } from "./with/chromium.mjs";
import { beginPaper, linkFor, press as pressOn } from "./with/desk.mjs";
import { root, samplePaper } from "./with/server.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const routes = readFileSync(join(root, "src/desk/newsroom_routes.c"), "utf8");
const patterns = [...routes.matchAll(/\{\s*GET,\s*"([^"]+)",[^}]*\}/g)].filter(([line]) => !line.includes("GATE_JSON")).map(([, pattern]) => pattern);

let paper, browser, page, numbers, screens;

const at = (path) => paper.address + path;
const link = async (...words) => new URL(await linkFor(paper, ...words)).pathname;
const press = (name) => pressOn(page, name);

async function takeIn(...files) {
	await page.goto(at("/desk/pictures"));
	for (const [name, bytes] of files)
		await page.evaluate(async ({ name, text }) => {
			const form = document.getElementById("take");
			const body = new FormData();
			body.append("token", form.elements.token.value);
			body.append("picture", new Blob([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))]), name);
			await fetch(form.action, { method: "POST", body });
		}, { name, text: bytes.toString("base64") });
}

// A story with an edit that waits, and its oldest version.
async function stage() {
	await page.goto(at("/desk/stories/3"));
	await page.fill('[name="headline"]', "A headline that waits");
	await press("Save");
	await page.goto(at("/desk/stories/3/history"));
	return (await page.locator("tbody th a").last().getAttribute("href")).match(/\d+$/)[0];
}

before(async () => {
	paper = await samplePaper();
	browser = await openBrowser();
	page = await beginPaper(browser, paper);
	await takeIn(["ferry.jpg", await readFile(join(root, "demo/media/ferry.jpg"))], ["Report.pdf", Buffer.from("%PDF-1.4\n%%EOF")], ["Talk.mp3", Buffer.from("ID3\x04\0\0\0\0\0\0", "latin1")]);
	numbers = { "/desk/stories/#": "3", "/desk/pictures/#": "1", "/desk/topics/#": "1", version: await stage() };
	screens = await all();
});
after(async () => {
	await browser?.close();
	await paper?.close();
});

// What stands for "#" and "*"; the first one of an address is its thing's number.
async function addressOf(pattern) {
	if (pattern.endsWith("/first/*")) return link("first").catch(() => null);
	if (pattern.endsWith("/password/*")) return link("password", "ada@desk.example");
	const [thing] = pattern.match(/^[^#]*#/) || [];
	return pattern.replace("#", numbers[thing] ?? "1").replace("#", numbers.version);
}

async function all() {
	const found = ["/desk/stories?state=draft", "/desk/stories?q=nothingatallanswers", "/desk/stories/3/publish", "/desk/replies?state=shown",
		"/desk/pictures?kind=files", "/desk/password/1.2.nothing", "/desk/nothing"];
	for (const pattern of patterns.filter((each) => !/assets|\/file$|\/preview$/.test(each))) found.push(await addressOf(pattern));
	await page.goto(at("/desk/pictures?kind=files"));
	for (const each of await page.locator(".files a").all()) found.push(await each.getAttribute("href"));
	await page.goto(at("/desk/pictures"));
	found.push(await page.locator(".pictures a").first().getAttribute("href"));
	return [...new Set(found.filter(Boolean))];
}

async function faultsOf(shown, path) {
	const reply = await shown.goto(at(path));
	assert.ok(reply.status() < 500, `${path} answered ${reply.status()}`);
	await shown.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
	await shown.evaluate(axe);
	const { violations } = await shown.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
	const [wide, room] = await shown.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
	const faults = violations.map(({ id, nodes }) => `${path} ${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
	return wide > room ? [...faults, `${path} is ${wide} wide on ${room}`] : faults;
}

for (const [size, options] of [["a desktop", desktop], ["a phone", phone]])
	for (const colorScheme of ["light", "dark"])
		describe(`every screen on ${size}, ${colorScheme}`, () => {
			test("shuts nobody out and fits", async () => {
				assert.ok(patterns.length > 20 && screens.length > 20);
				const context = await browser.newContext({ ...options, colorScheme, bypassCSP: true, storageState: await page.context().storageState() });
				const shown = await context.newPage();
				const found = [];
				for (const path of screens) {
					found.push(...await faultsOf(shown, path));
					if (!process.env.SCREENS) continue;
					mkdirSync(process.env.SCREENS, { recursive: true });
					await shown.goto(at(path));
					await shown.screenshot({ path: join(process.env.SCREENS, `${path.slice(1).replace(/[^a-z0-9]+/gi, "-")}.${size.slice(2)}.${colorScheme}.png`) });
				}
				assert.deepEqual(found, []);
				await context.close();
			});
		});
