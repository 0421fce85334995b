// SPDX-License-Identifier: Apache-2.0
// markup.test.mjs: the Nu Html Checker reads each kind of page and finds no error in it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import jar from "vnu-jar";

import { pages } from "./with/pages.mjs";
import { samplePaper } from "./with/server.mjs";

let paper, folder, messages;

// One run of the checker for all pages: it takes seconds to start.
function check(files) {
	return new Promise((done, fail) => {
		execFile("java", ["-Xss4m", "-jar", String(jar), "--format", "json", "--stdout", "--exit-zero-always", ...files],
			{ maxBuffer: 1 << 26 }, (error, stdout) => (error ? fail(error) : done(JSON.parse(stdout).messages)));
	});
}

const file = (number) => join(folder, `page-${number}.html`);

before(async () => {
	paper = await samplePaper();
	folder = await mkdtemp(join(tmpdir(), "broadside-markup."));
	for (const [number, { path }] of pages.entries()) await writeFile(file(number), await (await paper.get(path)).text());
	// The checker itself is checked with a page that is wrong.
	await writeFile(file("wrong"), "<!doctype html><html lang=en><title>x</title><p><div></p><img src=x>");
	messages = await check([...pages.keys(), "wrong"].map(file));
});
after(async () => {
	await paper?.close();
	if (folder) await rm(folder, { recursive: true });
});

// What it says of one page, warnings too.
const said = (number) => messages.filter(({ url }) => url.endsWith(`page-${number}.html`))
	.filter(({ type, subType }) => type === "error" || subType === "warning" || type === "non-document-error")
	.map(({ message, extract, lastLine }) => `${lastLine}: ${message} ${extract ?? ""}`);

test("the checker finds what is wrong", () => assert.ok(said("wrong").length >= 2));
for (const [number, { name }] of pages.entries()) test(`${name} has no error`, () => assert.deepEqual(said(number), []));
