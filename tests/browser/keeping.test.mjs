// SPDX-License-Identifier: Apache-2.0
// keeping.test.mjs: a backup taken while the newsroom writes and readers reply restores to a newspaper
// that passes the check and holds every write acknowledged before the backup began; a full disk is told,
// loses nothing, and readers read on.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { broadside, emptyPaper, Paper } from "./with/server.mjs";

const run = promisify(execFile);
const ROUNDS = Number(process.env.ROUNDS ?? 3); // backups taken, one after the other

let paper;
const written = []; // stories whose publication was acknowledged, in order: { slug, word }
const replied = []; // words of replies that were acknowledged, in order
let token; // of the form under the story that readers reply to

before(async () => {
	paper = await emptyPaper();
	await paper.serve({ url: "https://test.example" });
	await paper.act("section", "town");
	await paper.act("topic", "ships");
	await write();
	token = (await paper.text(`/${written[0].slug}/?reply=1`)).match(/name="token" value="([^"]+)"/)[1];
});
after(() => paper?.close());

async function write() {
	const number = written.length + 1;
	const story = { slug: `story-${number}`, word: `zq${number}x` };
	const id = await paper.act("new", story.slug, `About ${story.word}`, "town", "ships", `<p>Body ${story.word}b.</p>`);
	await paper.act("publish", id, Date.now() - 1000);
	written.push(story);
}

const fields = (word) => new URLSearchParams({
	name: "A Reader", email: "reader@test.example", website: "", comment: `Reply ${word}`, parent: "", token,
});
const send = (word) => paper.get(`/${written[0].slug}/comment`, { method: "POST", body: fields(word) });

async function reply(word) {
	const answer = await send(word);
	await answer.arrayBuffer();
	if (answer.status === 303) replied.push(word);
	return answer.status;
}

// Writes and replies, one after the other, until told to stop.
function load() {
	let going = true;
	const writer = (async () => {
		while (going) await write();
	})();
	const reader = (async () => {
		for (let number = replied.length; going; number++) assert.equal(await reply(`word${number}`), 303);
	})();
	return async () => {
		going = false;
		await Promise.all([writer, reader]);
	};
}

// Replies wait for an editor: no page shows them, so the database itself is asked.
async function heldReplies(site) {
	const ask = "import sqlite3, sys\nfor row in sqlite3.connect(sys.argv[1]).execute('SELECT source FROM comment'): print(row[0])";
	const { stdout } = await run("python3", ["-c", ask, join(site, "site.db")], { maxBuffer: 1 << 28 });
	return stdout.split("\n").filter(Boolean);
}

async function verify(file, stories, replies) {
	const again = new Paper(paper.folder);
	again.site = join(paper.folder, `again-${file}`);
	assert.deepEqual(await broadside("restore", join(paper.folder, file), again.site).then(({ status, stderr }) => [status, stderr]), [0, ""]);
	const checked = await broadside("check", again.site, "--json");
	assert.equal(checked.status, 0, checked.stdout);
	const names = new Set((await again.stories()).map(({ path }) => path.slice(1, -1)));
	for (const { slug } of stories) assert.ok(names.has(slug), `${slug} was acknowledged before the backup began`);
	const held = new Set(await heldReplies(again.site));
	for (const word of replies) assert.ok(held.has(`Reply ${word}`), `the reply ${word} was acknowledged before the backup began`);
	return again;
}

test("a backup under load holds every write acknowledged before it began, and passes the check", async () => {
	const stop = load();
	try {
		for (let round = 1; round <= ROUNDS; round++) {
			const [storiesThen, repliesThen] = [written.length + 2, replied.length + 2];
			while (written.length < storiesThen || replied.length < repliesThen) await new Promise(setImmediate);
			const [stories, replies] = [written.slice(), replied.slice()];
			const made = await broadside("backup", paper.site, join(paper.folder, `backup-${round}.tar`), "--json");
			assert.deepEqual([made.status, made.stderr], [0, ""]);
			assert.deepEqual(JSON.parse(made.stdout).missing, []);
			await verify(`backup-${round}.tar`, stories, replies);
		}
		const live = await broadside("check", paper.site, "--json");
		assert.equal(live.status, 0, `beside the serving newspaper: ${live.stdout}`);
	} finally {
		await stop();
	}
});

test("a restored newspaper is served as it was", async () => {
	const made = await broadside("backup", paper.site, join(paper.folder, "last.tar"));
	assert.equal(made.status, 0, made.stderr);
	const again = await verify("last.tar", written, replied);
	await again.serve({ url: "https://test.example" });
	try {
		for (const path of [`/${written.at(-1).slug}/`, "/section/town/", "/rss/"]) assert.equal((await again.get(path)).status, 200, path);
		assert.ok((await again.text(`/search/?q=${written.at(-1).word}`)).includes("<mark>"));
	} finally {
		await again.stop();
	}
});

// The system's limit on the size of files stands for a full disk: it needs no rights and no mount.
test("on a full disk a reply is answered 503, readers read on, and nothing acknowledged is lost", async () => {
	const full = new Paper(join(paper.folder, "full"));
	await run("mkdir", [full.folder]);
	full.site = join(full.folder, "site");
	assert.equal((await broadside("restore", join(paper.folder, "last.tar"), full.site)).status, 0);
	const { size } = await stat(join(full.site, "site.db"));
	await full.serve({ url: "https://test.example", fileBytes: size + (256 << 10) });
	let kept = 0;
	try {
		const [story] = written;
		const form = (await full.text(`/${story.slug}/?reply=1`)).match(/name="token" value="([^"]+)"/)[1];
		const text = "x".repeat(6000);
		const send = (number) => full.get(`/${story.slug}/comment`, {
			method: "POST", body: new URLSearchParams({ name: "A", email: "full@test.example", website: "", comment: `Full ${number} ${text}`, parent: "", token: form }),
		});
		let answer;
		do {
			answer = await send(kept);
			await answer.arrayBuffer();
			if (answer.status === 303) kept++;
		} while (answer.status === 303);
		assert.equal(answer.status, 503);
		for (const path of ["/", `/${story.slug}/`, `/${story.slug}/?reply=2`, "/rss/", `/search/?q=${story.word}`]) assert.equal((await full.get(path)).status, 200, path);
	} finally {
		await full.stop();
	}
	assert.ok(kept > 0);
	assert.equal((await broadside("check", full.site)).status, 0);
	assert.equal((await heldReplies(full.site)).filter((source) => source.startsWith("Full ")).length, kept);
});
