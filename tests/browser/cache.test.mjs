// SPDX-License-Identifier: Apache-2.0
// cache.test.mjs: the page cache over HTTP: a crowd before one cold page causes one render, nobody
// leaves a former page behind, and caches beyond us are told what they may do.
import assert from "node:assert/strict";
import { appendFile } from "node:fs/promises";
import { createServer } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { processesOf } from "./with/processes.mjs";
import { emptyPaper, freePort } from "./with/server.mjs";

const READERS = 2000;
const EDITS = 40;
const PATIENCE_MS = 60_000; // ends only what hangs

let paper, admin, id, cache;

// A cache beyond us: refuses the first word it hears, then takes all. told: the keys it was told.
async function openCache(port = 0) {
	const told = new Set(), refused = new Set();
	const server = createServer((request, response) => {
		const keys = (request.headers["surrogate-key"] ?? "").split(" ");
		const isFirst = port === 0 && refused.size === 0 && told.size === 0;
		for (const key of keys) (isFirst ? refused : told).add(key);
		response.writeHead(isFirst ? 503 : request.method === "PURGE" ? 200 : 405).end();
	});
	await new Promise((done) => server.listen(port, "127.0.0.1", done));
	const end = () => new Promise((done) => {
		server.close(done);
		server.closeAllConnections();
	});
	return { told, refused, end, port: server.address().port };
}

before(async () => {
	cache = await openCache();
	paper = await emptyPaper();
	admin = `http://127.0.0.1:${await freePort()}/metrics`;
	await appendFile(join(paper.site, "site.conf"), `admin ${new URL(admin).host}\ndownstream yes\npurge http://127.0.0.1:${cache.port}/all\n`);
	await paper.serve({ url: "https://test.example" });
	await paper.act("section", "town");
	await paper.act("topic", "ships");
	id = await paper.act("new", "ferry", "The ferry, version 0", "town", "ships", "<p>It sails again.</p>");
	await paper.act("publish", id);
});
after(async () => {
	await paper?.close();
	await cache?.end();
});

// The number of one line of /metrics: number('asked_total{role="reader"}').
async function number(...names) {
	const text = await (await fetch(admin)).text();
	const found = names.map((name) => Number(text.split("\n").find((line) => line.startsWith(`broadside_${name} `))?.split(" ")[1]));
	assert.ok(found.every(Number.isFinite), `${names} in ${text}`);
	return names.length === 1 ? found[0] : found;
}

async function until(what) {
	const end = performance.now() + PATIENCE_MS;
	while (performance.now() < end) {
		if (await what()) return;
		await new Promise(setImmediate);
	}
	assert.fail(`this never came true: ${what}`);
}

// Asks over a socket of its own. Gives { sent, answer }: when it is on its way; all that came back.
function ask(path) {
	const { hostname, port } = new URL(paper.address);
	const socket = connect(Number(port), hostname);
	let text = "";
	const answer = new Promise((done, fail) => {
		socket.setEncoding("utf8");
		socket.on("data", (part) => (text += part));
		socket.on("end", () => done(text));
		socket.on("error", fail);
	});
	const sent = new Promise((done) => {
		socket.write(`GET ${path} HTTP/1.1\r\nHost: test.example\r\nConnection: close\r\n\r\n`, done);
	});
	return { sent, answer };
}

const bodyOf = (text) => text.slice(text.indexOf("\r\n\r\n") + 4);

test(`${READERS} readers of one cold page cause one render and get the same page`, async () => {
	const readers = await processesOf(paper, "reader");
	const renders = await number('asked_total{role="reader"}');
	assert.ok(readers.length > 0);
	for (const pid of readers) process.kill(pid, "SIGSTOP"); // so that all are there before it is made
	let asked;
	try {
		asked = Array.from({ length: READERS }, () => ask("/ferry/"));
		await Promise.all(asked.map(({ sent }) => sent));
		await until(async () => {
			const [all, idle] = await number("connections", "idle_connections");
			return all - idle >= READERS;
		});
	} finally {
		for (const pid of readers) process.kill(pid, "SIGCONT");
	}
	const answers = await Promise.all(asked.map(({ answer }) => answer));
	for (const text of answers) assert.match(text, /^HTTP\/1\.1 200 OK\r\n/);
	assert.equal(new Set(answers.map(bodyOf)).size, 1);
	assert.match(answers[0], /The ferry, version 0/);
	assert.equal((await number('asked_total{role="reader"}')) - renders, 1);
});

test(`${EDITS} edits amid readers who never stop asking: whoever asks after one gets what is true`, async () => {
	let isOver = false;
	const crowd = Array.from({ length: 8 }, async () => {
		for (; !isOver;) assert.match(await ask("/ferry/").answer, /^HTTP\/1\.1 200 OK\r\n/);
	});
	for (let version = 1; version <= EDITS; version++) {
		await paper.act("headline", id, `The ferry, version ${version}`);
		for (const path of ["/ferry/", "/", "/section/town/", "/rss/"])
			assert.match(await paper.text(path), new RegExp(`The ferry, version ${version}\\b`), path);
	}
	isOver = true;
	await Promise.all(crowd);
});

test("caches beyond us are told how long, and by which names to drop it", async () => {
	const { headers } = await paper.get("/ferry/");
	const [, age, stale] = headers.get("cache-control").match(/^public, max-age=0, s-maxage=(\d+), stale-while-revalidate=(\d+), stale-if-error=\d+$/);
	assert.ok(Number(age) <= 3600 && Number(stale) <= 60);
	const keys = headers.get("surrogate-key").split(" ");
	for (const key of [`story-${id}`, `text-${id}`, `life-${id}`, "address-/ferry/"]) assert.ok(keys.includes(key), `${key} in ${keys}`);
	const missing = await paper.get("/no/such/story/");
	assert.equal(missing.status, 404);
	assert.ok(missing.headers.get("surrogate-key").split(" ").includes("address-/no/such/story/"));
	const style = (await paper.text("/")).match(/(?:href|src)="(\/assets\/[^"]+)"/);
	if (style) assert.match((await paper.get(style[1])).headers.get("cache-control"), /immutable/);
});

test("a cache beyond us is told what was touched, once it listens, also over a restart", async () => {
	await until(() => cache.told.has(`story-${id}`));
	for (const key of ["many", "list", `life-${id}`, "address-/ferry/"]) assert.ok(cache.told.has(key), key);
	assert.ok(cache.refused.size > 0); // what it did not take at first came again
	assert.ok(!cache.told.has("everything"));
	await cache.end();
	const later = await paper.act("new", "tram", "A tram", "town", "ships", "<p>It stops.</p>");
	await paper.act("publish", later);
	assert.match(await paper.text("/tram/"), /A tram/);
	await paper.stop();
	cache = await openCache(cache.port);
	await paper.serve({ url: "https://test.example" });
	await until(() => cache.told.has(`life-${later}`));
	assert.ok(!cache.told.has("everything"));
});
