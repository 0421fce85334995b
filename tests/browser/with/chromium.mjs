// SPDX-License-Identifier: Apache-2.0
// chromium.mjs: Debian's Chromium with a fresh profile, and the readers who sit before it.
import { chromium } from "playwright-core";

export const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"];
export const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

export const phone = { viewport: { width: 360, height: 780 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
export const desktop = { viewport: { width: 1280, height: 900 } };

export function openBrowser() {
	return chromium.launch({ executablePath, args: flags, headless: true });
}

// Opens path in a page of its own; context options beside it. Gives a page whose close() ends both.
// What the page complained of is in page.complaints.
export async function openPage(browser, address, path, options = desktop) {
	const context = await browser.newContext(options);
	const page = await context.newPage();
	page.complaints = [];
	page.on("pageerror", (error) => page.complaints.push(String(error)));
	page.on("console", (message) => {
		if (message.type() === "error" || message.type() === "warning") page.complaints.push(message.text());
	});
	page.answer = await page.goto(new URL(path, address).href);
	page.end = () => context.close();
	return page;
}

// The readers every reading test is done for.
export const readers = [
	{ name: "on a desktop", options: desktop },
	{ name: "on a phone", options: phone },
	{ name: "on a desktop without script", options: { ...desktop, javaScriptEnabled: false } },
	{ name: "on a phone without script", options: { ...phone, javaScriptEnabled: false } },
];

// Checks that texts stand in the page in this order; gives the first that does not, with its place.
export function firstOutOfOrder(text, expected) {
	const flat = text.replace(/\s+/g, " ");
	let from = 0;
	for (const each of expected) {
		const wanted = each.replace(/\s+/g, " ").trim();
		const at = flat.indexOf(wanted, from);
		if (at < 0) return { missing: wanted, after: flat.slice(Math.max(0, from - 120), from), rest: flat.slice(from, from + 2000) };
		from = at + wanted.length;
	}
	return undefined;
}
