// SPDX-License-Identifier: Apache-2.0
// import.test.mjs: real WordPress exports come in whole. What an export holds is read here by another
// XML parser; every published story must answer at its old address with its own headline.
// More exports than our own lie beside the tree where there are any; without them their part is
// skipped.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { broadside, emptyPaper, sharedExports } from "./with/server.mjs";
import { all, one, parse, textOf } from "./with/xml.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const exportsIn = (folder) => (folder ? readdirSync(folder).filter((name) => name.endsWith(".xml")).map((name) => join(folder, name)) : []);

// The export, as plain facts.
function read(file) {
	const channel = one(parse(readFileSync(file, "utf8")), "channel");
	const items = all(channel, "item").map((item) => ({
		id: textOf(item, "wp:post_id"), kind: textOf(item, "wp:post_type"), status: textOf(item, "wp:status"),
		title: textOf(item, "title"), link: textOf(item, "link"), password: textOf(item, "wp:post_password"),
		gmt: textOf(item, "wp:post_date_gmt"),
		terms: all(item, "category").map(({ attributes }) => `${attributes.domain} ${attributes.nicename}`),
		comments: all(item, "wp:comment").map((comment) => ({
			approved: textOf(comment, "wp:comment_approved"), kind: textOf(comment, "wp:comment_type"),
			author: textOf(comment, "wp:comment_author"), email: textOf(comment, "wp:comment_author_email"),
			text: textOf(comment, "wp:comment_content"),
		})),
	}));
	const authors = all(channel, "wp:author").map((author) => textOf(author, "wp:author_login"));
	// Terms are declared, and used; an export may do the one without the other.
	const terms = (name, slug, domain) => new Set([
		...all(channel, name).map((term) => textOf(term, slug)).filter(Boolean),
		...items.flatMap((item) => item.terms).filter((term) => term.startsWith(`${domain} `)).map((term) => term.slice(domain.length + 1)),
	].map(decodeURIComponent));
	return {
		items, authors, sections: terms("wp:category", "wp:category_nicename", "category"), topics: terms("wp:tag", "wp:tag_slug", "post_tag"),
	};
}

const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };
const decode = (text) => text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name) => {
	if (name[0] !== "#") return NAMED[name] ?? whole;
	return String.fromCodePoint(name[1].toLowerCase() === "x" ? parseInt(name.slice(2), 16) : Number(name.slice(1)));
});
// Text as a reader compares it: no tags, no entities, spaces folded, quotes and dashes plain.
const plain = (html) => decode(html.replace(/<\/?[a-z][^>]*>/gi, "")).replace(/[‘’]/g, "'").replace(/[“”]/g, '"')
	.replace(/[–—]/g, "-").replace(/\s+/g, " ").trim();
const headlineOf = (page) => plain(page.match(/<h1[^>]*>([\s\S]*?)<\/h1>/)?.[1] ?? "");

const isComment = ({ kind }) => kind === "" || kind === "comment";
const wasPublic = ({ kind, status, gmt }) =>
	(kind === "post" || kind === "page") && status === "publish" && !(Date.parse(gmt.replace(" ", "T") + "Z") > Date.now());

function checks(file) {
	let paper, told;
	const held = read(file);
	const stories = held.items.filter(({ kind }) => kind === "post" || kind === "page");
	const published = stories.filter(wasPublic);

	before(async () => {
		paper = await emptyPaper();
		await paper.serve({ url: "https://test.example" });
		const done = await broadside("import", paper.site, file, "--json");
		assert.equal(done.status, 0, done.stderr);
		told = JSON.parse(done.stdout);
	});
	after(() => paper?.close());

	// Where an old address leads to in the end: { status, text }.
	async function follow(address) {
		let place = new URL(address);
		for (let hops = 0; hops < 3; hops++) {
			const answer = await paper.get((place.pathname + place.search).replace(/^\/\/+/, "/"));
			if (answer.status !== 301) return { status: answer.status, text: await answer.text(), hops };
			place = new URL(answer.headers.get("location"), "https://test.example");
		}
		return { status: 310, text: "", hops: 3 };
	}

	test("the account adds up: items in the file are stored or left out with a reason", () => {
		assert.equal(told.items.in_files, held.items.length);
		assert.equal(told.items.stored + told.items.skipped, told.items.in_files);
		assert.equal(told.skipped.length, told.items.skipped);
		for (const { id, line, reason } of told.skipped) assert.ok(id && line && reason);
		const comments = held.items.flatMap((item) => item.comments);
		assert.equal(told.replies.in_files, comments.length);
		assert.equal(told.replies.stored + told.skipped_replies.length, comments.length);
		const { shown, held: waiting } = told.replies_by_state;
		assert.equal(shown + waiting, told.replies.stored);
		assert.equal(shown, comments.filter((each) => each.approved === "1").length);
		assert.equal(told.people.in_files, held.authors.length);
	});

	test("posts, pages, authors, sections and topics are as many as in the file", async () => {
		const inside = await paper.stories();
		for (const kind of ["post", "page"])
			assert.equal(inside.filter((each) => each.kind === kind).length, stories.filter((each) => each.kind === kind).length, kind);
		const slugs = async (what) => (await paper.act(what)).split("\n").filter(Boolean).map((line) => JSON.parse(line).uri);
		assert.equal((await slugs("sections")).filter(Boolean).length, held.sections.size, "sections");
		assert.equal((await slugs("topics")).filter(Boolean).length, held.topics.size, "topics");
	});

	test("every published story answers at its old address with its own headline", async () => {
		const wrong = [];
		for (const { link, title } of published) {
			const { status, text } = await follow(link);
			const found = headlineOf(text);
			if (status !== 200 || (plain(title) ? found !== plain(title) : !found)) wrong.push({ link, status, found, title });
		}
		assert.deepEqual(wrong, []);
		assert.ok(published.length > 0);
	});

	test("every published story answers at its number, ?p= or ?page_id=", async () => {
		const wrong = [];
		for (const { id, kind, title } of published) {
			const { status, text, hops } = await follow(`https://x/?${kind === "page" ? "page_id" : "p"}=${id}`);
			if (status !== 200 || hops !== 1 || (plain(title) && headlineOf(text) !== plain(title))) wrong.push({ id, status, hops });
		}
		assert.deepEqual(wrong, []);
	});

	test("what was not public is not public now", async () => {
		for (const story of stories.filter((each) => !wasPublic(each))) {
			const { status, text } = await follow(story.link);
			assert.ok(status !== 200 || headlineOf(text) !== plain(story.title), story.link);
			const page = await paper.text(`/search/?q=${encodeURIComponent(plain(story.title))}`);
			assert.ok(!page.includes(`>${story.title}</a>`), story.title);
		}
	});

	test("approved comments stand under their stories, others and e-mail addresses do not", async () => {
		const inside = new Map((await paper.stories()).map((each) => [each.number, each]));
		for (const story of published.filter(({ comments }) => comments.length)) {
			const approved = story.comments.filter(({ approved: yes }) => yes === "1");
			const { text } = await follow(story.link);
			const page = plain(text);
			for (const { author, text: words, approved: yes } of story.comments.filter(isComment)) {
				const start = plain(words.trim().split(/[\n<]/)[0]).slice(0, 30); // its first line, up to any markup
				if (yes === "1" && !story.password) assert.ok(page.includes(plain(author)), `${story.link}: ${author}`);
				if (yes === "1" && !story.password) assert.ok(page.includes(start), `${story.link}: ${start}`);
				if (yes === "0") assert.ok(!page.includes(start), `${story.link}: not yet approved: ${start}`);
			}
			for (const { email } of story.comments) if (email) assert.ok(!text.includes(email), story.link);
			const stored = inside.get(Number(story.id))?.comments;
			if (stored !== undefined)
				assert.ok([approved.length, approved.filter(isComment).length].includes(stored), `${story.link}: ${stored} comments`);
		}
	});

	test("old pages of sections, topics and authors lead to where they live now", async () => {
		const used = new Set(published.flatMap(({ kind, terms }) => (kind === "post" ? terms : [])));
		for (const term of used) {
			const [domain, slug] = term.split(" ");
			const base = { category: "category", post_tag: "tag" }[domain];
			if (base) assert.equal((await follow(`https://x/${base}/${slug}/`)).status, 200, term);
		}
	});

	test("the same import again changes nothing", async () => {
		const before_ = await paper.act("list");
		const sequence = await paper.act("sequence");
		const done = await broadside("import", paper.site, file, "--json");
		assert.equal(done.status, 0, done.stderr);
		assert.equal(await paper.act("list"), before_);
		assert.equal(await paper.act("sequence"), sequence, "not a fact was touched");
	});

	test("every body that is read and saved again is the same, byte for byte", async () => {
		const [saved, changed] = (await paper.act("resave")).split(" ").map(Number);
		assert.ok(saved >= stories.length);
		assert.equal(changed, 0);
	});
}

for (const file of exportsIn(join(here, "exports"))) describe(file.slice(here.length + 1), () => checks(file));

const shared = sharedExports();
if (!shared) test("exports beside the tree", { skip: "there are none" }, () => {});
for (const file of exportsIn(shared)) describe(file.split("/").at(-1), () => checks(file));

test("what is not an export is refused with file and line, and the site stays as it was", async () => {
	const paper = await emptyPaper();
	try {
		const sequence = await paper.act("sequence");
		for (const name of readdirSync(join(here, "refused"))) {
			const { status, stderr } = await broadside("import", paper.site, join(here, "refused", name));
			assert.equal(status, 1, name);
			assert.match(stderr, new RegExp(`^broadside: .*${name.replaceAll(".", "\\.")}`, "m"), name);
			assert.equal(await paper.act("sequence"), sequence, name);
		}
	} finally {
		await paper.close();
	}
});
