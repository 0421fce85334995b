// SPDX-License-Identifier: Apache-2.0
// server.mjs: a newspaper in a folder of its own, served on a free port, gone when the test ends.
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
export const program = process.env.BROADSIDE ?? join(root, "build/broadside");
const tools = process.env.TOOLS ?? join(root, "build/tests/tool");
const START_MS = 300_000; // only ends what hangs

const run = promisify(execFile);

// Runs the program; gives { stdout, stderr, status }.
export async function broadside(...words) {
	try {
		const { stdout, stderr } = await run(program, words, { maxBuffer: 1 << 28 });
		return { stdout, stderr, status: 0 };
	} catch (error) {
		if (typeof error.code !== "number") throw error;
		return { stdout: error.stdout, stderr: error.stderr, status: error.code };
	}
}

export async function freePort() {
	const socket = createServer();
	await new Promise((done) => socket.listen(0, "127.0.0.1", done));
	const { port } = socket.address();
	await new Promise((done) => socket.close(done));
	return port;
}

// Resolves with the address of the line `listening on ADDRESS`.
function listening(child) {
	return new Promise((done, fail) => {
		const said = [];
		const late = setTimeout(() => fail(new Error(`not listening yet: ${said.join("\n")}`)), START_MS);
		const hear = (line) => {
			said.push(line);
			const match = line.match(/listening on (http:\/\/\S+)/);
			if (!match) return;
			clearTimeout(late);
			done(match[1].replace(/\/$/, ""));
		};
		createInterface({ input: child.stdout }).on("line", hear);
		createInterface({ input: child.stderr }).on("line", hear);
		child.once("exit", (code) => fail(new Error(`ended with ${code}: ${said.join("\n")}`)));
	});
}

export class Paper {
	constructor(folder) {
		this.folder = folder;
		this.site = join(folder, "site");
	}

	// Serves the site. url: the site's own address; "own" is the one it is served at. given: a port
	// it had before. fileBytes: no file it writes may become larger.
	async serve({ url = "own", port: given = 0, fileBytes } = {}) {
		const port = given || (url === "own" ? await freePort() : 0);
		const words = ["serve", this.site, "--listen", `127.0.0.1:${port}`];
		if (url) words.push("--url", url === "own" ? `http://127.0.0.1:${port}` : url);
		const limited = fileBytes ? ["-c", `ulimit -f ${Math.ceil(fileBytes / 512)}; exec "$0" "$@"`, program, ...words] : undefined;
		this.child = spawn(limited ? "sh" : program, limited ?? words, { stdio: ["ignore", "pipe", "pipe"] });
		this.address = await listening(this.child);
		this.url = url === "own" ? this.address : url;
		return this;
	}

	async stop() {
		if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
		const gone = new Promise((done) => this.child.once("exit", (code, signal) => done(signal ?? code)));
		this.child.kill("SIGTERM");
		this.ended = await gone;
	}

	async close() {
		await this.stop();
		await rm(this.folder, { recursive: true, force: true });
	}

	// Asks for a path; redirects are answers, not followed.
	get(path, options = {}) {
		return fetch(new URL(path, this.address), { redirect: "manual", ...options });
	}

	async text(path, options) {
		const answer = await this.get(path, options);
		const text = await answer.text();
		if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 400)}`);
		return text;
	}

	// Does something in the newsroom, beside the running server; see tests/tool/act.c.
	async act(...words) {
		const { stdout } = await run(join(tools, "act"), [this.site, ...words.map(String)], { maxBuffer: 1 << 28 });
		return stdout.trimEnd();
	}

	async stories() {
		return (await this.act("list")).split("\n").filter(Boolean).map((line) => JSON.parse(line));
	}
}

async function folder() {
	return mkdtemp(join(tmpdir(), "broadside-test."));
}

async function made(...words) {
	const paper = new Paper(await folder());
	const { status, stderr } = await broadside(...words.map((word) => (word === "SITE" ? paper.site : word)));
	if (status) {
		await paper.close();
		throw new Error(`broadside ${words[0]} failed: ${stderr}`);
	}
	return paper;
}

// The sample edition, served.
export async function samplePaper(options) {
	const paper = await made("demo", "SITE");
	return paper.serve(options);
}

// An empty paper, not served yet.
export async function emptyPaper() {
	return made("init", "SITE", "--name", "The Test Post", "--url", "https://test.example");
}

// Real exports beside the tree; undefined where there are none.
export function sharedExports() {
	const path = join(root, "../shared/data/wxr");
	return existsSync(path) ? path : undefined;
}
