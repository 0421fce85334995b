// SPDX-License-Identifier: Apache-2.0
// desk.mjs: people of the newsroom, each in a browser of their own.
import assert from "node:assert/strict";

import { desktop } from "./chromium.mjs";
import { broadside } from "./server.mjs";

export const PASSWORD = "correct horse battery";

const emailOf = (name) => `${name.toLowerCase().replace(/\W+/g, ".")}@desk.example`;

export const press = (page, name) => Promise.all([page.waitForNavigation(), page.getByRole("button", { name, exact: true }).first().click()]);

async function fill(page, fields) {
	for (const [name, value] of Object.entries(fields)) await page.fill(`[name="${name}"]`, value);
	await Promise.all([page.waitForNavigation(), page.click("button.main")]);
}

// A page in a context of its own. end() closes it, and fails when the page complained of anything but a refusal.
export async function openAlone(browser, options = desktop) {
	const context = await browser.newContext(options);
	const page = await context.newPage();
	page.complaints = [];
	page.on("pageerror", (error) => page.complaints.push(String(error)));
	page.on("console", (message) => {
		if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) page.complaints.push(message.text());
	});
	page.end = async () => {
		assert.deepEqual(page.complaints, []);
		await context.close();
	};
	return page;
}

export async function signIn(page, paper, email, password = PASSWORD) {
	await page.goto(`${paper.address}/desk/sign-in`);
	await fill(page, { email, password });
}

// Whom the link was made for comes by it, says who that is where it is not known yet, and is in.
export async function arrive(page, link, { name, email, password = PASSWORD } = {}) {
	await page.goto(link);
	await fill(page, { ...(name && { name }), ...(email && { email }), password });
}

export const linkFor = async (paper, ...words) => (await broadside("user", paper.site, ...words, "--url", paper.address)).stdout.trim();

// The publisher who begins the paper.
export async function beginPaper(browser, paper, { name = "Ada Quill", email = "ada@desk.example", options } = {}) {
	const page = await openAlone(browser, options);
	await arrive(page, await linkFor(paper, "first"), { name, email });
	return page;
}

// A colleague, invited and signed in. options: of their browser.
export async function joinDesk(browser, paper, name, { role = "editor", email = emailOf(name), options } = {}) {
	const page = await openAlone(browser, options);
	await arrive(page, await linkFor(paper, "add", email, "--name", name, "--role", role));
	if (page.url().includes("sign-in")) await signIn(page, paper, email);
	return page;
}
