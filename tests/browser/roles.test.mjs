// SPDX-License-Identifier: Apache-2.0
// roles.test.mjs: the server as several processes: nothing that faces readers runs as root, a reload
// refuses nobody, several fronts agree, a crash loop backs off, and the parent's end is everybody's.
import assert from "node:assert/strict";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, describe, test } from "node:test";

import { processesOf, userOf } from "./with/processes.mjs";
import { emptyPaper } from "./with/server.mjs";

const ROLES = ["front", "reader", "desk"];
const papers = [];
after(async () => {
	for (const paper of papers) await paper.close();
});

// A paper whose site.conf has these lines too, served; log holds what it says.
async function serve(...lines) {
	const paper = await emptyPaper();
	papers.push(paper);
	await appendFile(join(paper.site, "site.conf"), lines.map((line) => `${line}\n`).join(""));
	await paper.serve({ url: "https://test.example" });
	paper.log = [];
	createInterface({ input: paper.child.stderr }).on("line", (line) => paper.log.push(line));
	return paper;
}

// Ends only what hangs.
const PATIENCE_MS = 60_000;

async function until(what) {
	const end = performance.now() + PATIENCE_MS;
	while (performance.now() < end) {
		const found = await what();
		if (found) return found;
		await new Promise(setImmediate);
	}
	assert.fail(`this never came true: ${what}`);
}

function killIfThere(pid) {
	try {
		process.kill(pid, "SIGKILL");
	} catch (error) {
		if (error.code !== "ESRCH") throw error; // it has ended meanwhile
	}
}

// Asks over a connection of its own, so that any front may get it.
function askAnew(paper, path) {
	return new Promise((done, fail) => {
		const asked = request(new URL(path, paper.address), { agent: false }, (answer) => {
			answer.setEncoding("utf8");
			let text = "";
			answer.on("data", (part) => (text += part));
			answer.on("end", () => done({ status: answer.statusCode, text }));
		});
		asked.on("error", fail);
		asked.end();
	});
}

describe("processes", () => {
	test("are one for each place, and none that faces readers is root's", async () => {
		const paper = await serve("readers 3", "fronts 2");
		assert.equal((await processesOf(paper, "front")).length, 2);
		assert.equal((await processesOf(paper, "reader")).length, 3);
		assert.equal((await processesOf(paper, "desk")).length, 1);
		for (const role of ROLES)
			for (const pid of await processesOf(paper, role))
				assert.ok((await userOf(pid)).every((user) => user !== 0), `${role} ${pid} is root's`);
	});

	test("end with the parent", async () => {
		const paper = await serve();
		const pids = (await Promise.all(ROLES.map((role) => processesOf(paper, role)))).flat();
		assert.ok(pids.length >= 3);
		paper.child.kill("SIGKILL");
		for (const pid of pids) await until(async () => (await readFile(`/proc/${pid}/stat`, "utf8").catch(() => ") Z")).match(/\) Z/));
	});

	test("that die again and again within moments are given pauses, which the log tells of", async () => {
		const paper = await serve("readers 1");
		await until(async () => {
			for (const pid of await processesOf(paper, "reader")) killIfThere(pid);
			return paper.log.some((line) => /reader 1 died \d+ times in a row within moments of its start: the next start is in \d+\.\d s/.test(line));
		});
		await until(async () => (await askAnew(paper, "/")).status === 200); // and it comes back
	});
});

describe("several fronts", () => {
	test("all show at once what was published, and what was withdrawn", async () => {
		const paper = await serve("fronts 3", "readers 2");
		await paper.act("section", "town");
		await paper.act("topic", "ships");
		const id = await paper.act("new", "harbour", "The harbour opens", "town", "ships", "<p>It does.</p>");
		for (let round = 0; round < 3; round++) {
			for (let i = 0; i < 12; i++) assert.equal((await askAnew(paper, "/")).text.includes("The harbour opens"), false);
			await paper.act("publish", id);
			for (let i = 0; i < 12; i++) assert.ok((await askAnew(paper, "/")).text.includes("The harbour opens"));
			await paper.act("withdraw", id);
		}
	});
});

describe("a reload", () => {
	const reloaded = (paper) => paper.log.filter((line) => line.includes("were read anew")).length;

	test("refuses no connection and breaks no answer off", async () => {
		const paper = await serve("readers 2");
		const state = { over: false, count: 0 };
		const clients = Array.from({ length: 6 }, async () => {
			while (!state.over) {
				assert.equal((await askAnew(paper, `/?${state.count}`)).status, 200);
				state.count++;
			}
		});
		for (let i = 1; i <= 4; i++) {
			const before = await Promise.all(ROLES.map((role) => processesOf(paper, role)));
			paper.child.kill("SIGHUP");
			await until(() => reloaded(paper) === i);
			await until(async () => {
				const now = (await Promise.all(ROLES.map((role) => processesOf(paper, role)))).flat();
				return before.flat().every((pid) => !now.includes(pid));
			});
		}
		state.over = true;
		await Promise.all(clients);
		assert.ok(state.count > 0);
		assert.deepEqual(paper.log.filter((line) => /error/.test(line)), []);
	});

	test("of a site.conf that is wrong changes nothing, and says what is wrong", async () => {
		const paper = await serve();
		const before = await processesOf(paper, "reader");
		await writeFile(join(paper.site, "site.conf"), "readers plenty\n");
		paper.child.kill("SIGHUP");
		await until(() => paper.log.some((line) => /stay as they were: .*site\.conf:1: not a number from 0 to 64: readers plenty/.test(line)));
		assert.deepEqual(await processesOf(paper, "reader"), before);
		assert.equal((await askAnew(paper, "/")).status, 200);
	});
});
