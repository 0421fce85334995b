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
import { broadside, emptyPaper, samplePaper, sharedExports } from "./with/server.mjs";

let paper, imported, folder, messages;

// One run of the checker for all pages: it takes seconds to start.
function check(files) {
	return new Promise((done, fail) => {
		execFile("java", ["-Xss4m", "-jar", String(jar), "--format", "json", "--stdout", "--exit-zero-always", ...files],
			{ maxBuffer: 1 << 26 }, (error, stdout) => (error ? fail(error) : done(JSON.parse(stdout).messages)));
	});
}

// The theme test of WordPress: whatever its editors could put into a story stands in one.
async function importedPaper() {
	const other = await emptyPaper();
	const { status, stderr } = await broadside("import", other.site, join(sharedExports(), "themeunittestdata.wordpress.xml"));
	assert.equal(status, 0, stderr);
	return other.serve();
}

const published = async () => (await imported.stories()).filter(({ status }) => status === "published").map(({ path }) => path);

const file = (number) => join(folder, `page-${number}.html`);

before(async () => {
	paper = await samplePaper();
	folder = await mkdtemp(join(tmpdir(), "broadside-markup."));
	for (const [number, { path }] of pages.entries()) await writeFile(file(number), await (await paper.get(path)).text());
	if (sharedExports()) {
		imported = await importedPaper();
		for (const [number, path] of (await published()).entries()) await writeFile(file(`imported-${number}`), await (await imported.get(path)).text());
	}
	// The checker itself is checked with a page that is wrong.
	await writeFile(file("wrong"), "<!doctype html><html lang=en><title>x</title><p><div></p><img src=x>");
	messages = await check([...pages.keys(), ...(imported ? (await published()).map((_, number) => `imported-${number}`) : []), "wrong"].map(file));
});
after(async () => {
	await paper?.close();
	await imported?.close();
	if (folder) await rm(folder, { recursive: true });
});

// What it says of one page, warnings too.
const said = (number) => messages.filter(({ url }) => url.endsWith(`page-${number}.html`))
	.filter(({ type, subType }) => type === "error" || subType === "warning" || type === "non-document-error")
	.map(({ message, extract, lastLine }) => `${lastLine}: ${message} ${extract ?? ""}`);

test("the checker finds what is wrong", () => assert.ok(said("wrong").length >= 2));
for (const [number, { name }] of pages.entries()) test(`${name} has no error`, () => assert.deepEqual(said(number), []));
test("every imported story has no error", { skip: !sharedExports() && "there are no exports beside the tree" }, async () => {
	const paths = await published();
	assert.ok(paths.length > 40, `${paths.length} stories`);
	assert.deepEqual(paths.flatMap((path, number) => said(`imported-${number}`).map((each) => `${path} ${each}`)), []);
});
