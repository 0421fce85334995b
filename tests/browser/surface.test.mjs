// SPDX-License-Identifier: Apache-2.0
// surface.test.mjs: the web surface as clients rely on it: methods, conditions, redirects, headers,
// and what is refused.
import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, describe, test } from "node:test";

import { samplePaper } from "./with/server.mjs";

let paper;
before(async () => (paper = await samplePaper()));
after(() => paper?.close());

// Sends bytes as they are; gives all that comes back until the server closes or rests.
function raw(bytes, { rest = 60_000 } = {}) {
	return new Promise((done, fail) => {
		const { hostname, port } = new URL(paper.address);
		const socket = connect(Number(port), hostname, () => socket.write(bytes));
		let answer = "";
		socket.setTimeout(rest, () => socket.destroy());
		socket.on("data", (piece) => (answer += piece.toString("latin1")));
		socket.on("error", (error) => (error.code === "ECONNRESET" ? done(answer) : fail(error)));
		socket.on("close", () => done(answer));
	});
}

const statusOf = (answer) => Number(answer.match(/^HTTP\/1\.1 (\d{3}) /)?.[1]);

test("HEAD answers as GET does, without the body", async () => {
	for (const path of ["/", "/night-tram/", "/rss/", "/sitemap.xml", "/no/such/page/"]) {
		const [get, head] = [await paper.get(path), await paper.get(path, { method: "HEAD" })];
		await get.arrayBuffer();
		assert.equal(head.status, get.status, path);
		assert.equal((await head.arrayBuffer()).byteLength, 0);
		for (const name of ["content-type", "etag", "cache-control"]) assert.equal(head.headers.get(name), get.headers.get(name), `${path} ${name}`);
	}
});

test("HEAD sends no byte of a body over the wire", async () => {
	const answer = await raw("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
	assert.equal(statusOf(answer), 200);
	assert.ok(answer.endsWith("\r\n\r\n"));
});

test("methods a page does not know are 405 and say which it knows", async () => {
	for (const method of ["PUT", "DELETE", "PATCH", "POST"]) {
		const answer = await paper.get("/night-tram/", { method });
		assert.equal(answer.status, 405, method);
		assert.match(answer.headers.get("allow"), /GET/);
	}
});

test("a page asked for again with its ETag is 304, until it changes", async () => {
	const first = await paper.get("/night-tram/");
	await first.arrayBuffer();
	const etag = first.headers.get("etag");
	assert.match(etag, /^(W\/)?"[^"]+"$/);
	const again = await paper.get("/night-tram/", { headers: { "if-none-match": etag } });
	assert.equal(again.status, 304);
	assert.equal((await again.arrayBuffer()).byteLength, 0);
	assert.equal((await paper.get("/night-tram/", { headers: { "if-none-match": '"other"' } })).status, 200);
	const { id } = (await paper.stories()).find(({ path }) => path === "/night-tram/");
	await paper.act("headline", id, "Line 4 changed its mind");
	const changed = await paper.get("/night-tram/", { headers: { "if-none-match": etag } });
	assert.equal(changed.status, 200);
	assert.match(await changed.text(), /Line 4 changed its mind/);
	await paper.act("headline", id, "Line 4 will run through the night, after a vote nobody expected to win");
});

test("pages carry what caches and browsers need to know", async () => {
	const { headers } = await paper.get("/night-tram/");
	assert.match(headers.get("content-type"), /^text\/html; ?charset=utf-8$/i);
	assert.ok(headers.get("cache-control"));
	assert.match(headers.get("surrogate-key"), /story/);
	const policy = headers.get("content-security-policy");
	assert.match(policy, /default-src|script-src/);
	assert.doesNotMatch(policy.match(/script-src[^;]*/)?.[0] ?? policy, /unsafe-inline|unsafe-eval/);
	assert.equal(headers.get("x-content-type-options"), "nosniff");
	assert.ok(headers.get("referrer-policy"));
	assert.equal(headers.get("set-cookie"), null);
});

test("a path without its last slash leads to the one with it", async () => {
	for (const path of ["/night-tram", "/section/town", "/search?q=tram"]) {
		const answer = await paper.get(path);
		assert.equal(answer.status, 301, path);
		const place = new URL(answer.headers.get("location"), paper.address);
		assert.equal(place.pathname + place.search, path.replace(/(\?.*)?$/, "/$1"));
	}
});

test("WordPress's addresses lead to ours", async () => {
	const pairs = [
		["/feed/", "/rss/"], ["/?feed=rss2", "/rss/"], ["/category/town/", "/section/town/"],
		["/tag/trams/", "/topic/trams/"], ["/?s=tram", "/search/?q=tram"], ["/night-tram/feed/", "/night-tram/"],
	];
	for (const [from, to] of pairs) {
		const answer = await paper.get(from);
		assert.equal(answer.status, 301, from);
		const place = new URL(answer.headers.get("location"), paper.address);
		assert.equal(place.pathname + place.search, to, from);
	}
});

test("health, ads, and where to report a hole", async () => {
	assert.equal((await paper.get("/health")).status, 200);
	assert.ok([200, 404].includes((await paper.get("/ads.txt")).status));
	const contact = await paper.get("/.well-known/security.txt");
	assert.ok([200, 404].includes(contact.status));
	if (contact.status === 200) assert.match(await contact.text(), /^Contact: /m);
});

test("assets and pictures may be kept for ever, and come in ranges", async () => {
	const page = await paper.text("/night-tram/");
	const asset = page.match(/(?:href|src)="(\/assets\/[^"]+)"/)?.[1];
	const picture = page.match(/src="(\/media\/[^"]+)"/)[1];
	for (const path of [asset, picture].filter(Boolean)) {
		const answer = await paper.get(path);
		const whole = Buffer.from(await answer.arrayBuffer());
		assert.equal(answer.status, 200, path);
		assert.match(answer.headers.get("cache-control"), /immutable/);
		assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
		if (path !== picture) continue;
		const part = await paper.get(path, { headers: { range: "bytes=5-14" } });
		assert.equal(part.status, 206);
		assert.equal(part.headers.get("content-range"), `bytes 5-14/${whole.length}`);
		assert.deepEqual(Buffer.from(await part.arrayBuffer()), whole.subarray(5, 15));
		assert.equal((await paper.get(path, { headers: { range: `bytes=${whole.length}-` } })).status, 416);
	}
});

describe("no file beside the public ones is served", () => {
	for (const path of ["/media/../site.db", "/media/%2e%2e/site.db", "/media/..%2fsite.db", "/site.db", "/secret",
		"/media/", "/assets/../package.json", "/media//etc/passwd", "/media/%00", "/.git/config"]) {
		test(path, async () => {
			const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
			assert.ok([301, 400, 403, 404].includes(statusOf(answer)), answer.slice(0, 200));
			assert.doesNotMatch(answer, /SQLite format|root:x:/);
		});
	}
});

describe("requests that mean two things are refused", () => {
	const refused = {
		"two lengths": "POST /night-tram/comment HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
		"a length and chunks": "POST /night-tram/comment HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
		"two hosts": "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
		"no host": "GET / HTTP/1.1\r\n\r\n",
		"a folded header": "GET / HTTP/1.1\r\nHost: x\r\nX-A: b\r\n c\r\n\r\n",
		"a space before the colon": "GET / HTTP/1.1\r\nHost: x\r\nX-A : b\r\n\r\n",
		"a bare line feed": "GET / HTTP/1.1\nHost: x\n\n",
		"a NUL in a header": "GET / HTTP/1.1\r\nHost: x\r\nX-A: b\0c\r\n\r\n",
		"no HTTP": "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
	};
	for (const [name, bytes] of Object.entries(refused)) {
		test(name, async () => {
			const answer = await raw(bytes);
			assert.ok(answer === "" || statusOf(answer) === 400, answer.slice(0, 120));
		});
	}
});

test("headers and bodies past their limits are refused, and the server goes on", async () => {
	const long = await raw(`GET /${"a".repeat(1 << 20)} HTTP/1.1\r\nHost: x\r\n\r\n`);
	assert.ok([0, 400, 414, 431].includes(statusOf(long) || 0), long.slice(0, 100));
	const many = await raw(`GET / HTTP/1.1\r\nHost: x\r\n${"X-A: b\r\n".repeat(100_000)}\r\n`);
	assert.ok([0, 400, 431].includes(statusOf(many) || 0), many.slice(0, 100));
	const large = await raw("POST /night-tram/comment HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 99999999999\r\n\r\n");
	assert.equal(statusOf(large), 413);
	assert.equal((await paper.get("/health")).status, 200);
});

test("requests sent one upon the other are answered in their order", async () => {
	const get = (path, last) => `GET ${path} HTTP/1.1\r\nHost: x\r\n${last ? "Connection: close\r\n" : ""}\r\n`;
	const answer = await raw(get("/health") + get("/robots.txt") + get("/no/such/page/", true));
	assert.deepEqual([...answer.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => status), ["200", "200", "404"]);
});

test("a page can be had compressed", async () => {
	for (const coding of ["gzip", "br"]) {
		const answer = await paper.get("/night-tram/", { headers: { "accept-encoding": coding } });
		assert.match(await answer.text(), /The motion was number nineteen/);
		assert.match(answer.headers.get("vary") ?? "", /accept-encoding/i);
	}
});

test("a server told to stop ends at once and well", async () => {
	await paper.stop();
	assert.equal(paper.ended, 0);
	await paper.serve();
	assert.equal((await paper.get("/")).status, 200);
});
