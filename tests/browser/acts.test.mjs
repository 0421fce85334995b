// SPDX-License-Identifier: Apache-2.0
// acts.test.mjs: whatever the newsroom does, in whatever order, every page is right at once. Random
// acts (the same ones each time; SEED=n for others) are done beside a running server, and after each
// one the story's page, lists, feeds, sitemap and search must show what a plain model says they show.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { emptyPaper } from "./with/server.mjs";

const ACTS = Number(process.env.ACTS ?? 80);
const SEED = Number(process.env.SEED ?? 20_240_229);

// A small generator of repeatable numbers: a linear congruence, its upper bits used.
function dice(seed) {
	let state = BigInt(seed);
	return (sides) => {
		state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffff_ffff_ffff_ffffn;
		return Number((state >> 33n) % BigInt(sides));
	};
}

const SECTIONS = ["town", "harbour"];
const TOPICS = ["ships", "bread"];
const HOUR = 3_600_000;
const MOST_STORIES = 15; // so that each list fits on its first page

let paper;
const model = new Map(); // id -> { slug, word, section, topic, status, at, embargo, gone: [slugs it had] }
const roll = dice(SEED);
const pick = (list) => list[roll(list.length)];
let words = 0;

// A word no other text holds and no other word begins with.
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const freshWord = () => `zq${[words / 676, words / 26, words++].map((n) => LETTERS[Math.floor(n) % 26]).join("")}x`;

before(async () => {
	paper = await emptyPaper();
	await paper.serve({ url: "https://test.example" });
	for (const slug of SECTIONS) await paper.act("section", slug);
	for (const slug of TOPICS) await paper.act("topic", slug);
});
after(() => paper?.close());

const isPublic = (story, now) =>
	["published", "scheduled"].includes(story.status) && story.at <= now && story.embargo <= now;

const ACT = {
	async write() {
		const story = { word: freshWord(), slug: `story-${model.size + 1}`, section: pick(SECTIONS), topic: pick(TOPICS),
			status: "draft", at: 0, embargo: 0, gone: [] };
		const id = await paper.act("new", story.slug, `About ${story.word}`, story.section, story.topic, `<p>Body ${story.word}b.</p>`);
		model.set(id, story);
		return `write ${id}`;
	},
	async publish(id, story) {
		if (isPublic(story, Date.now())) return false;
		story.at = Date.now() - (1 + roll(200)) * HOUR;
		story.status = "published";
		await paper.act("publish", id, story.at);
	},
	async schedule(id, story) {
		if (isPublic(story, Date.now())) return false;
		story.at = Date.now() + (1 + roll(200)) * HOUR;
		story.status = "scheduled";
		await paper.act("schedule", id, story.at);
	},
	async withdraw(id, story) {
		if (!isPublic(story, Date.now())) return false;
		story.status = "withdrawn";
		await paper.act("withdraw", id);
	},
	async headline(id, story) {
		story.word = freshWord();
		await paper.act("headline", id, `About ${story.word}`);
		await paper.act("text", id, `<p>Body ${story.word}b.</p>`);
	},
	async slug(id, story) {
		const fresh = `${story.slug.split("-v")[0]}-v${story.gone.length + 1}`;
		story.gone.push(story.slug);
		story.slug = fresh;
		await paper.act("slug", id, fresh);
	},
	async move(id, story) {
		story.section = pick(SECTIONS);
		story.topic = pick(TOPICS);
		await paper.act("move", id, story.section, story.topic);
	},
	async embargo(id, story) {
		if (story.status !== "published") return false;
		story.embargo = roll(2) ? Date.now() + HOUR : 0;
		await paper.act("embargo", id, story.embargo);
	},
};
const KINDS = ["write", "write", "publish", "publish", "publish", "withdraw", "headline", "slug", "move", "schedule", "embargo"];

async function actOnce() {
	const kind = model.size < 3 ? "write" : pick(KINDS);
	if (kind === "write") return model.size < MOST_STORIES ? ACT.write() : undefined;
	const id = pick([...model.keys()]);
	return (await ACT[kind](id, model.get(id))) === false ? undefined : `${kind} ${id}`;
}

// Paths of stories that a document names, in whatever way.
const named = (text) => new Set([...text.matchAll(/\/(story-[a-z0-9-]+)\//g)].map(([, slug]) => slug));

async function checkPage(story, now, what) {
	const answer = await paper.get(`/${story.slug}/`);
	const page = await answer.text();
	if (isPublic(story, now)) {
		assert.equal(answer.status, 200, what);
		assert.ok(page.includes(`About ${story.word}`) && page.includes(`Body ${story.word}b.`), `${what}: its page is the newest`);
	} else {
		assert.equal(answer.status, story.status === "withdrawn" ? 410 : 404, what);
		assert.ok(!page.includes(story.word), `${what}: nothing of it is seen`);
	}
	for (const slug of story.gone) {
		const old = await paper.get(`/${slug}/`);
		await old.arrayBuffer();
		if (isPublic(story, now)) assert.equal(old.headers.get("location")?.replace(/^https?:\/\/[^/]+/, ""), `/${story.slug}/`, what);
		else assert.ok(old.status === 301 || old.status === 404 || old.status === 410, what);
	}
}

// Lists, feeds and sitemaps show exactly the public stories that belong there.
async function checkLists(now, what) {
	const belongs = (condition) => new Set([...model.values()].filter((each) => isPublic(each, now) && condition(each)).map(({ slug }) => slug));
	const lists = [["/rss/", () => true], ["/atom.xml", () => true], ["/feed.json", () => true]];
	for (const slug of SECTIONS) lists.push([`/section/${slug}/`, (each) => each.section === slug], [`/section/${slug}/rss/`, (each) => each.section === slug]);
	for (const slug of TOPICS) lists.push([`/topic/${slug}/`, (each) => each.topic === slug]);
	for (const [path, condition] of lists) {
		const answer = await paper.get(path);
		const text = (await answer.text()).replace(/<footer[\s\S]*<\/footer>/, "");
		// A topic that no public story has would tell what drafts are about.
		const isThere = !path.startsWith("/topic/") || belongs(condition).size > 0;
		assert.equal(answer.status, isThere ? 200 : 404, `${what}: ${path}`);
		if (!isThere) continue;
		assert.deepEqual([...named(text)].sort(), [...belongs(condition)].sort(), `${what}: ${path}`);
	}
	// The front page chooses; what it shows is public, and the newest is always there.
	const front = named((await paper.text("/")).replace(/<footer[\s\S]*<\/footer>/, ""));
	const all = belongs(() => true);
	for (const slug of front) assert.ok(all.has(slug), `${what}: ${slug} is on the front page`);
	const newest = [...model.values()].filter((each) => isPublic(each, now)).sort((a, b) => b.at - a.at)[0];
	if (newest) assert.ok(front.has(newest.slug), `${what}: ${newest.slug} is missing from the front page`);
	const maps = [...(await paper.text("/sitemap.xml")).matchAll(/<loc>https:\/\/test\.example([^<]*)<\/loc>/g)].map(([, path]) => path);
	const inMaps = new Set();
	for (const path of maps) for (const slug of named(await paper.text(path))) inMaps.add(slug);
	assert.deepEqual([...inMaps].sort(), [...all].sort(), `${what}: sitemaps`);
	const fresh = belongs((each) => each.at > now - 48 * HOUR);
	assert.deepEqual([...named(await paper.text("/news-sitemap.xml"))].sort(), [...fresh].sort(), `${what}: news sitemap`);
}

async function checkSearch(story, now, what) {
	for (const query of [story.word, `${story.word}b`]) {
		const text = (await paper.text(`/search/?q=${query}`)).replace(/<footer[\s\S]*<\/footer>/, "");
		const found = [...text.matchAll(/<a href="\/(story-[a-z0-9-]+)\/"/g)].some(([, slug]) => slug === story.slug);
		assert.equal(found && text.includes("<mark>"), isPublic(story, now), `${what}: search for ${query}`);
	}
}

test(`after each of ${ACTS} acts (seed ${SEED}) page, lists, feeds, sitemaps and search are right at once`, async () => {
	const done = [];
	while (done.length < ACTS) {
		const what = await actOnce();
		if (!what) continue;
		done.push(what);
		const story = model.get(what.split(" ")[1]);
		const now = Date.now();
		const when = `after ${done.slice(-6).join(", ")}`;
		await checkPage(story, now, when);
		await checkLists(now, when);
		await checkSearch(story, now, when);
	}
});

test("at the end every story is as the model says, also for a server that starts anew", async () => {
	await paper.stop();
	await paper.serve({ url: "https://test.example" });
	const now = Date.now();
	for (const [id, story] of model) {
		await checkPage(story, now, `story ${id}`);
		await checkSearch(story, now, `story ${id}`);
	}
	await checkLists(now, "at the end");
});
