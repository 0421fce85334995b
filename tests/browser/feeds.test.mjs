// SPDX-License-Identifier: Apache-2.0
// feeds.test.mjs: what other programs read: feeds, sitemaps, and the descriptions inside pages.
import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { after, before, test } from "node:test";
import FeedParser from "feedparser";

import { pages } from "./with/pages.mjs";
import { samplePaper } from "./with/server.mjs";
import { all, lint, one, parse, textOf } from "./with/xml.mjs";

const URL_OF_SITE = "https://lantern.example";
let paper;
before(async () => (paper = await samplePaper({ url: URL_OF_SITE })));
after(() => paper?.close());

const DAY = 86_400_000;
const isPublic = ({ status, published_at: at, embargo_until: until }, now) =>
	(status === "published" || status === "scheduled") && at <= now && until <= now;

const BELOW = ["/", "/section/town/", "/topic/trams/", "/author/imke-halloran/"];

// What a reader's feed program makes of it; anything it grumbles about is an error here.
function readFeed(text, address) {
	return new Promise((done, fail) => {
		const parser = new FeedParser({ feedurl: address, normalize: true, addmeta: false });
		const items = [];
		parser.on("error", fail);
		parser.on("readable", () => {
			for (let item; (item = parser.read()); ) items.push(item);
		});
		parser.on("end", () => done({ meta: parser.meta, items }));
		Readable.from([text]).pipe(parser);
	});
}

for (const [file, schema, mime] of [["rss/", "rss.rng", "application/rss+xml"], ["atom.xml", "atom.rng", "application/atom+xml"]]) {
	for (const below of BELOW) {
		test(`${below}${file} keeps to its format, and a feed parser reads it`, async () => {
			const answer = await paper.get(below + file);
			assert.equal(answer.status, 200);
			assert.match(answer.headers.get("content-type"), new RegExp(`^${mime.replace("+", "\\+")}`));
			const text = await answer.text();
			assert.equal(await lint(text, schema), "");
			const { meta, items } = await readFeed(text, URL_OF_SITE + below + file);
			assert.ok(meta.title && meta.link && items.length > 0);
			for (const item of items) {
				assert.ok(item.title && item.guid, item.title);
				assert.ok(item.link.startsWith(URL_OF_SITE + "/"), item.link);
				assert.ok(item.pubdate instanceof Date && !isNaN(item.pubdate), item.title);
				assert.ok(item.author, `${item.title} has an author`);
			}
			const times = items.map((item) => item.pubdate.getTime());
			assert.deepEqual(times, [...times].sort((a, b) => b - a));
			assert.equal(new Set(items.map((item) => item.guid)).size, items.length);
		});
	}
}

test("a story in the feed is whole: its text, its absolute links and its picture", async () => {
	const { items } = await readFeed(await paper.text("/rss/"), URL_OF_SITE + "/rss/");
	const story = items.find((item) => item.link === URL_OF_SITE + "/night-tram/");
	assert.match(story.description, /The motion was number nineteen/);
	assert.doesNotMatch(story.description, /(href|src)="\//);
	assert.match(story.description, /href="https:\/\/lantern\.example\/chain-bridge-lamps\/"/);
});

test("the text of a story behind a password is in no feed", async () => {
	const secret = "letters-locked";
	const page = await paper.text(`/${secret}/`);
	assert.match(page, /type="password"/);
	for (const path of ["/rss/", "/atom.xml", "/feed.json"]) {
		const text = await paper.text(path);
		const body = (await paper.act("body", secret)).match(/<p>([^<]{40,80})/)[1];
		assert.equal(text.includes(body), false, path);
		assert.equal(page.includes(body), false);
	}
});

for (const below of BELOW) {
	test(`${below}feed.json keeps to JSON Feed 1.1`, async () => {
		const answer = await paper.get(below + "feed.json");
		assert.equal(answer.status, 200);
		assert.match(answer.headers.get("content-type"), /^application\/(feed\+)?json/);
		const feed = await answer.json();
		assert.equal(feed.version, "https://jsonfeed.org/version/1.1");
		assert.equal(typeof feed.title, "string");
		assert.equal(feed.feed_url, URL_OF_SITE + below + "feed.json");
		assert.ok(feed.home_page_url.startsWith(URL_OF_SITE));
		assert.ok(feed.items.length > 0);
		const ids = new Set();
		for (const item of feed.items) {
			assert.equal(typeof item.id, "string");
			ids.add(item.id);
			assert.ok(item.url.startsWith(URL_OF_SITE + "/"));
			assert.ok(typeof item.content_html === "string" || typeof item.content_text === "string");
			assert.match(item.date_published, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
			for (const author of item.authors ?? []) assert.ok(author.name || author.url || author.avatar);
			assert.equal(item.author, undefined, "1.1 has authors");
		}
		assert.equal(ids.size, feed.items.length);
	});
}

test("the sitemap index and all its sitemaps keep to their format and name every public page once", async () => {
	const index = await paper.text("/sitemap.xml");
	assert.equal(await lint(index, "siteindex.xsd"), "");
	const places = [];
	for (const map of all(parse(index), "sitemap")) {
		const place = textOf(map, "loc");
		assert.ok(place.startsWith(URL_OF_SITE + "/"), place);
		const text = await paper.text(place.slice(URL_OF_SITE.length));
		assert.equal(await lint(text, "sitemap.xsd"), "", place);
		places.push(...all(parse(text), "url").map((url) => textOf(url, "loc")));
	}
	assert.equal(new Set(places).size, places.length);
	const now = Date.now();
	for (const story of await paper.stories()) {
		const { path, status } = story;
		if (isPublic(story, now)) assert.ok(places.includes(URL_OF_SITE + path), `${path} is in a sitemap`);
		else assert.ok(!places.includes(URL_OF_SITE + path), `${path} (${status}) is in no sitemap`);
	}
	for (const place of places) {
		const answer = await paper.get(place.slice(URL_OF_SITE.length));
		await answer.arrayBuffer();
		assert.equal(answer.status, 200, place);
	}
});

test("the news sitemap holds the posts of the last two days and no others", async () => {
	const text = await paper.text("/news-sitemap.xml");
	assert.equal(await lint(text, "sitemap.xsd"), "");
	const urls = all(parse(text), "url");
	const now = Date.now();
	const expected = (await paper.stories())
		.filter((story) => story.kind === "post" && isPublic(story, now) && story.published_at > now - 2 * DAY)
		.map(({ path }) => URL_OF_SITE + path);
	assert.deepEqual(urls.map((url) => textOf(url, "loc")).sort(), expected.sort());
	for (const url of urls) {
		const news = one(url, "news:news");
		assert.equal(textOf(one(news, "news:publication"), "news:name"), "The Tidewick Lantern");
		assert.equal(textOf(one(news, "news:publication"), "news:language"), "en");
	}
});

test("robots.txt names the sitemaps", async () => {
	const text = await paper.text("/robots.txt");
	assert.match(text, /^Sitemap: https:\/\/lantern\.example\/sitemap\.xml$/m);
});

// The structured data of a page.
function linkedData(page) {
	const found = [...page.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)].map(([, text]) => JSON.parse(text));
	return found.flatMap((each) => each["@graph"] ?? each);
}

test("a story describes itself to search engines", async () => {
	const data = linkedData(await paper.text("/night-tram/"));
	const article = data.find((each) => each["@type"] === "NewsArticle");
	assert.equal(article.headline, "Line 4 will run through the night, after a vote nobody expected to win");
	assert.match(article.datePublished, /T.*[+-]\d\d:\d\d$|T.*Z$/);
	assert.match(article.dateModified, /T.*[+-]\d\d:\d\d$|T.*Z$/);
	assert.deepEqual(article.author.map(({ "@type": type, name, url }) => ({ type, name, url })),
		[{ type: "Person", name: "Imke Halloran", url: URL_OF_SITE + "/author/imke-halloran/" }]);
	assert.equal(article.publisher.name, "The Tidewick Lantern");
	assert.equal(article.articleSection, "Town");
	const images = [article.image].flat();
	assert.ok(images.length > 0);
	for (const image of images) assert.ok((image.url ?? image).startsWith(URL_OF_SITE + "/media/"));
	assert.ok(images.some((image) => image.creditText));
	const crumbs = data.find((each) => each["@type"] === "BreadcrumbList");
	assert.deepEqual(crumbs.itemListElement.map(({ position }) => position), crumbs.itemListElement.map((_, i) => i + 1));
	assert.ok(crumbs.itemListElement.length >= 2);
});

test("a story describes itself to those who share it, and names its own address", async () => {
	const page = await paper.text("/night-tram/");
	const meta = (name) => page.match(new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)"`))?.[1];
	assert.match(page, /<link rel="canonical" href="https:\/\/lantern\.example\/night-tram\/">/);
	assert.equal(meta("og:type"), "article");
	assert.match(meta("og:title"), /^Line 4 will run/);
	assert.equal(meta("og:url"), URL_OF_SITE + "/night-tram/");
	assert.ok(meta("og:image").startsWith(URL_OF_SITE + "/media/"));
	assert.ok(meta("og:description"));
	assert.equal(meta("og:site_name"), "The Tidewick Lantern");
	assert.equal(meta("twitter:card"), "summary_large_image");
	assert.match(meta("article:published_time"), /^\d{4}-/);
});

test("each page has a title, one first heading, a description, a language and feeds to find", async () => {
	for (const { path, status = 200 } of pages) {
		const page = await (await paper.get(path)).text();
		assert.match(page, /<title>[^<]*\S[^<]*<\/title>/, path);
		assert.equal((page.match(/<h1[ >]/g) ?? []).length, 1, `${path} has one h1`);
		assert.match(page, /<html[^>]* lang="en/, path);
		if (status === 200) assert.match(page, /<link rel="alternate" type="application\/rss\+xml"/, path);
	}
});

test("pages of a list name the ones before and after", async () => {
	assert.match(await paper.text("/"), /<link rel="next" href="https:\/\/lantern\.example\/page\/2\/">/);
	const second = await paper.text("/page/2/");
	assert.match(second, /<link rel="prev" href="https:\/\/lantern\.example\/">/);
	assert.match(second, /<link rel="canonical" href="https:\/\/lantern\.example\/page\/2\/">/);
	assert.equal((await paper.get("/page/1/")).status, 301);
	assert.equal((await paper.get("/page/9999/")).status, 404);
});
