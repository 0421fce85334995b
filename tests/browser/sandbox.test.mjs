// SPDX-License-Identifier: Apache-2.0
// sandbox.test.mjs: each role, in its own process and with all its limits on, tries what somebody who
// has taken it over would try; and a hole planted in the reader is used for the same. Needs a build
// with -Dtest_hooks=true, named by BROADSIDE_HOOKS.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, test } from "node:test";

import { emptyPaper, root } from "./with/server.mjs";

const program = process.env.BROADSIDE_HOOKS ?? join(root, "build-check-hooks/broadside");
const skip = existsSync(program) ? false : "no build with -Dtest_hooks=true";

// What each role can do of it all; everything else must be refused, or end the process.
const allowed = {
	front: ["read-media"],
	reader: ["read-stories"],
	desk: ["read-media", "write-media"],
	jail: [],
	courier: ["socket"], // and connect: which this attempt makes on what is no socket of the Internet
};
// In the order of os/attempt.c, which the hole counts by.
const attempts = [
	"read-secret", "read-sign-ins", "read-sign-ins-log", "read-media", "write-media", "read-stories", "write-stories",
	"write-shared-memory", "write-site", "write-temporary", "read-passwords", "read-memory-file", "remove-stories",
	"change-mode", "socket", "local-socket", "connect", "bind", "exec", "fork", "kill", "ptrace", "read-the-parent",
	"mount", "become-root", "make-code", "namespace", "io-uring", "terminal",
];

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

// Serves until a line says what came of the attempt; gives that line.
async function attempt(site, role, name) {
	// A jail is started for one picture; here by us, with the channel it is to find.
	const jail = role === "jail";
	const words = jail ? ["serve", "--role", "jail", site] : ["serve", site, "--listen", "127.0.0.1:0"];
	const server = spawn(program, words, {
		stdio: ["ignore", "ignore", "pipe", jail ? "pipe" : "ignore"],
		env: { ...process.env, BROADSIDE_ATTEMPT: `${role}:${name}` },
	});
	const said = [];
	const ended = once(server, "exit");
	try {
		for await (const line of createInterface({ input: server.stderr })) {
			said.push(line);
			if (line.includes(`attempt ${name}: `) || line.includes("was stopped by the sandbox")) return line;
		}
	} finally {
		server.kill("SIGTERM");
		await ended;
	}
	if (jail && (await ended)[1] === "SIGSYS") return "the jail was stopped by the sandbox";
	assert.fail(`nothing came of ${role} ${name}:\n${said.join("\n")}`);
}

let paper, holed;
before(async () => {
	if (skip) return;
	paper = await emptyPaper();
	await appendFile(join(paper.site, "site.conf"), "readers 1\nmail smtp://127.0.0.1:9\nmail_from a@b.example\n");
	holed = await emptyPaper();
	await appendFile(join(holed.site, "site.conf"), "readers 8\n");
});
after(async () => {
	await paper?.close();
	await holed?.close();
});

for (const [role, can] of Object.entries(allowed)) {
	describe(`the ${role}, taken over,`, { skip }, () => {
		for (const name of attempts) {
			const may = can.includes(name);
			test(`${may ? "can" : "cannot"} ${name}`, async () => {
				const line = await attempt(paper.site, role, name);
				if (may) assert.match(line, /: reached$/);
				else assert.match(line, /: refused: |was stopped by the sandbox/);
			});
		}
	});
}

describe("the hole planted in the reader", { skip }, () => {
	let server, address;
	const said = [];
	before(async () => {
		server = spawn(program, ["serve", holed.site, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "pipe"] });
		createInterface({ input: server.stderr }).on("line", (line) => said.push(line));
		for await (const line of createInterface({ input: server.stdout })) {
			address = line.match(/listening on (\S+)/)?.[1];
			if (address) break;
		}
	});
	after(async () => {
		const ended = once(server, "exit");
		server.kill("SIGTERM");
		await ended;
	});

	const use = async (number) =>
		fetch(`${address}/-/overflow?${"x".repeat(16)}${DIGITS[number]}`);

	test("is there: what it leads to happens", async () => {
		const answer = await use(attempts.indexOf("read-stories"));
		assert.equal(await answer.text(), "reached");
	});

	for (const name of attempts.filter((each) => each !== "read-stories")) {
		test(`does not lead to ${name}`, async () => {
			const answer = await use(attempts.indexOf(name));
			const text = await answer.text();
			// Refused where it stands, or the reader was ended and this one request got 503.
			if (answer.status === 200) assert.match(text, /^refused: /);
			else assert.equal(answer.status, 503);
			// Deaths within moments bring pauses, so the next page may be long in coming; it comes.
			while ((await fetch(`${address}/?after=${name}`)).status !== 200);
		});
	}

	test("is told of in words for people", () => {
		assert.ok(said.some((line) => line.includes(" was stopped by the sandbox")));
	});
});
