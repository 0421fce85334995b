// SPDX-License-Identifier: Apache-2.0
// seealso.test.mjs: See also and links between stories are references: they follow what they refer
// to, at once, beside a running server.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { samplePaper } from "./with/server.mjs";

const FROM = "/night-tram/";
const TO = "/chain-bridge-lamps/";
let paper, target;
before(async () => {
	paper = await samplePaper();
	target = (await paper.stories()).find(({ path }) => path === TO);
});
after(() => paper?.close());

const seeAlso = (page) => page.match(/<aside class="see-also">[\s\S]*?<\/aside>/)?.[0];

test("See also is a local link with the other story's headline", async () => {
	const aside = seeAlso(await paper.text(FROM));
	assert.match(aside, /See also/);
	assert.match(aside, new RegExp(`<a href="${TO}">`));
	assert.ok(aside.replaceAll(/&#39;|&rsquo;|’/g, "'").includes(target.headline.replaceAll("’", "'")), aside);
});

test("it follows a change of the headline", async () => {
	await paper.act("headline", target.id, "All the lamps & none");
	assert.match(seeAlso(await paper.text(FROM)), />All the lamps &amp; none</);
});

test("it follows a change of the slug, and the old address leads on", async () => {
	await paper.act("slug", target.id, "lamps-of-the-bridge");
	assert.match(seeAlso(await paper.text(FROM)), /<a href="\/lamps-of-the-bridge\/">/);
	const old = await paper.get(TO);
	assert.equal(old.status, 301);
	assert.equal(new URL(old.headers.get("location"), paper.address).pathname, "/lamps-of-the-bridge/");
	assert.equal((await paper.get("/lamps-of-the-bridge/")).status, 200);
});

test("a second change leads from both old addresses straight to the new one", async () => {
	await paper.act("slug", target.id, "bridge-lamps");
	for (const path of [TO, "/lamps-of-the-bridge/"])
		assert.equal(new URL((await paper.get(path)).headers.get("location"), paper.address).pathname, "/bridge-lamps/");
});

test("it disappears with a withdrawn story, whose address is gone", async () => {
	await paper.act("withdraw", target.id);
	assert.equal(seeAlso(await paper.text(FROM)), undefined);
	assert.equal((await paper.get("/bridge-lamps/")).status, 410);
	for (const path of ["/", "/rss/", "/sitemap.xml", "/search/?q=lamps"])
		assert.equal((await (await paper.get(path)).text()).includes("/bridge-lamps/"), false, path);
});

test("it comes back when the story does", async () => {
	await paper.act("publish", target.id);
	assert.match(seeAlso(await paper.text(FROM)), /<a href="\/bridge-lamps\/">/);
});
