// SPDX-License-Identifier: Apache-2.0
// kill.test.mjs: each role is killed (-9), one at a time and then at random, while readers read and
// answer back. Afterwards every reply that was acknowledged is there once, none is there twice, no
// request has hung, and the service came back each time without help. KILL_SECONDS=60 for a long run.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";

import { processesOf } from "./with/processes.mjs";
import { samplePaper } from "./with/server.mjs";

const run = promisify(execFile);
const SECONDS = Number(process.env.KILL_SECONDS ?? 10);
const STORY = "/chain-bridge-lamps/";
const PAGES = ["/", STORY, "/archive/", "/rss/", "/search/?q=tram", "/nowhere/"];
// Longer than any deadline of the front's: what takes longer hangs.
const DEADLINE_MS = 35_000;
const ROLES = ["front", "reader", "desk"];

let paper;
const acknowledged = new Set(), tried = new Set();
let longest = 0, answers = 0, misses = 0;
before(async () => {
	paper = await samplePaper({ url: "https://paper.example" });
});
after(() => paper?.close());

async function killOne(role) {
	const pids = await processesOf(paper, role);
	if (pids.length === 0) return false;
	try {
		process.kill(pids[Math.floor(Math.random() * pids.length)], "SIGKILL");
	} catch {
		return false; // it ended by itself meanwhile
	}
	return true;
}

// Gives: the answer with its text read, or undefined when the connection broke.
async function ask(path, options = {}) {
	const started = performance.now();
	try {
		const answer = await paper.get(path, { ...options, signal: AbortSignal.timeout(DEADLINE_MS) });
		return { status: answer.status, text: await answer.text() };
	} catch (error) {
		assert.notEqual(error.name, "TimeoutError", `${path} hangs`);
		return undefined;
	} finally {
		longest = Math.max(longest, performance.now() - started);
	}
}

async function token() {
	const page = await ask(STORY);
	return page?.status === 200 ? page.text.match(/name="token" value="([^"]*)"/)?.[1] : undefined;
}

async function reply(kept) {
	const text = `kill ${tried.size} ${Math.random().toString(36).slice(2)}`;
	tried.add(text);
	const body = new URLSearchParams({ name: "Ann Reader", email: `${tried.size}@mail.example`, comment: text, token: kept });
	const answer = await ask(`${STORY}comment`, { method: "POST", body });
	if (answer?.status === 303) acknowledged.add(text);
	return answer?.status;
}

// Reads and answers back until told to stop.
async function client(number, state) {
	let kept;
	for (let i = number; !state.over; i++) {
		if (number % 2 === 0) {
			const page = await ask(`${PAGES[i % PAGES.length]}${i % 3 ? "" : "?"}`);
			if (page && page.status < 500) answers++;
			else misses++;
			continue;
		}
		kept ??= await token();
		if (!kept) continue;
		const status = await reply(kept);
		assert.notEqual(status, 422, "a good reply was refused");
	}
}

async function backAgain() {
	const until = performance.now() + DEADLINE_MS;
	while (performance.now() < until) {
		const page = await ask("/");
		const kept = page?.status === 200 && (await token());
		if (kept && (await reply(kept)) === 303) return;
	}
	assert.fail("the service did not come back");
}

// All replies in the database, by their texts.
async function replies() {
	const program = "import sqlite3, sys\nfor row in sqlite3.connect(sys.argv[1]).execute(\"SELECT source FROM comment WHERE source LIKE 'kill %'\"): print(row[0])";
	const { stdout } = await run("python3", ["-c", program, join(paper.site, "site.db")], { maxBuffer: 1 << 28 });
	return stdout.split("\n").filter(Boolean);
}

describe("kill -9", () => {
	for (const role of ROLES) {
		test(`of a ${role}: another takes its place`, async () => {
			const before = await processesOf(paper, role);
			assert.ok(before.length > 0);
			process.kill(before[0], "SIGKILL");
			await backAgain();
			let now; // others of its kind may have answered meanwhile
			do now = await processesOf(paper, role);
			while (now.length !== before.length || now.includes(before[0]));
		});
	}

	test(`of any of them, at random for ${SECONDS} s, under load`, async (t) => {
		const state = { over: false };
		const clients = Array.from({ length: 8 }, (_, i) => client(i, state));
		const end = performance.now() + SECONDS * 1000;
		let kills = 0;
		for (let i = 0; performance.now() < end; i++) {
			const answered = answers;
			kills += await killOne(ROLES[Math.floor(Math.random() * ROLES.length)]);
			// Until something was answered again, so that each kill meets a serving paper.
			while (answers < answered + 20 && performance.now() < end) await new Promise(setImmediate);
		}
		state.over = true;
		await Promise.all(clients);
		await backAgain();
		t.diagnostic(`told: ${kills} kills, ${answers} pages, ${misses} broken off, ${acknowledged.size} of ${tried.size} replies acknowledged, longest ${Math.round(longest)} ms`);
		assert.ok(kills > 0 && answers > 0 && acknowledged.size > 0);
	});

	test("loses no acknowledged reply and keeps none twice", async () => {
		assert.ok((await stat(join(paper.site, "site.db-wal"))).size < 64 << 20);
		await paper.stop();
		assert.equal(paper.ended, 0);
		const found = await replies(), once = new Set(found);
		assert.equal(found.length, once.size, "a reply is there twice");
		assert.deepEqual([...acknowledged].filter((text) => !once.has(text)), []);
		assert.deepEqual(found.filter((text) => !tried.has(text)), []);
	});
});
