// SPDX-License-Identifier: Apache-2.0
// pictures.test.mjs: what becomes of an uploaded picture: decoded in its jail, in all sizes, with
// its credit and without its place; hidden as long as its story is; and what is no picture, refused.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { deflateSync } from "node:zlib";

import { desktop, openBrowser } from "./with/chromium.mjs";
import { joinDesk } from "./with/desk.mjs";
import { root, samplePaper } from "./with/server.mjs";

let paper, browser, cookie, token;

before(async () => {
	paper = await samplePaper();
	browser = await openBrowser();
	const page = await joinDesk(browser, paper, "Pia Picture");
	token = await page.locator('[name="token"]').first().getAttribute("value");
	cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
	await page.end();
});
after(async () => {
	await browser?.close();
	await paper?.close();
});

function post(path, body, headers = {}) {
	return fetch(paper.address + path, { method: "POST", body, redirect: "manual", headers: { Cookie: cookie, Origin: paper.address, ...headers } });
}

const ask = (path, headers = {}) => fetch(paper.address + path, { redirect: "manual", headers: { Cookie: cookie, ...headers } });

async function upload(bytes, name = "a.jpg") {
	const form = new FormData();
	form.append("token", token);
	form.append("picture", new Blob([bytes]), name);
	const answer = await post("/desk/pictures", form, { Accept: "application/json" });
	assert.equal(answer.status, 200, await answer.clone().text());
	return (await answer.json())[0];
}

async function pictureOf(id) {
	return (await (await ask(`/desk/pictures/find?ids=${id}`)).json()).pictures[0];
}

// Waits until the picture is made, or is given up.
async function made(id) {
	for (let i = 0; i < 600; i++) {
		const picture = await pictureOf(id);
		if (picture.state !== "waits") return picture;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	assert.fail(`picture ${id} still waits`);
}

const be = (n, bytes) => Buffer.from(n.toString(16).padStart(2 * bytes, "0"), "hex");

// A JPEG of the sample edition, with a place (EXIF) and a credit (IPTC) put in.
async function photograph() {
	const plain = await readFile(join(root, "demo/media/ferry.jpg"));
	const exif = Buffer.concat([
		Buffer.from("Exif\0\0MM\0\x2a\0\0\0\x08\0\x01", "latin1"), Buffer.from([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0x1a, 0, 0, 0, 0]),
		Buffer.from([0, 1, 0, 2, 0, 5, 0, 0, 0, 3, 0, 0, 0, 0x2c, 0, 0, 0, 0]), be(51, 4), be(1, 4), be(30, 4), be(1, 4), be(0, 4), be(1, 4),
	]);
	const dataset = (kind, text) => Buffer.concat([Buffer.from([0x1c, 2, kind]), be(text.length, 2), Buffer.from(text)]);
	const data = Buffer.concat([dataset(80, "Asel Maker"), dataset(110, "Northern Agency"), dataset(116, "2026 Northern Agency")]);
	const iptc = Buffer.concat([Buffer.from("Photoshop 3.0\0", "latin1"), Buffer.from("8BIM"), be(0x0404, 2), be(0, 2), be(data.length, 4), data, Buffer.alloc(data.length % 2)]);
	const segment = (marker, body) => Buffer.concat([Buffer.from([0xff, marker]), be(body.length + 2, 2), body]);
	return Buffer.concat([plain.subarray(0, 2), segment(0xe1, exif), segment(0xed, iptc), plain.subarray(2)]);
}

const hasPlace = (bytes) => bytes.includes(Buffer.from([0x88, 0x25, 0, 4]));

async function filesOf(folder = join(paper.site, "media")) {
	const out = [];
	for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) if (entry.isFile()) out.push(join(entry.parentPath ?? entry.path, entry.name));
	return out;
}

let shown; // the picture that the first test makes

test("a photograph keeps its credit in every size, and its place in none", async (t) => {
	const file = await photograph();
	assert.ok(hasPlace(file));
	const { id, why } = await upload(file, "ferry.jpg");
	assert.ok(id, why);
	const picture = await made(id);
	if (picture.state === "failed") return t.skip("needs libvips");
	assert.equal(picture.credit, "Asel Maker/Northern Agency");
	const files = (await filesOf()).filter((path) => /-1(-\d+)?\.(jpg|webp)$/.test(path) && !path.includes(".originals"));
	assert.ok(files.length >= 5, files.join());
	for (const path of files) {
		const bytes = await readFile(path);
		assert.ok(bytes.includes("Northern Agency"), `no credit in ${path}`);
		assert.ok(!hasPlace(bytes) && !bytes.includes("GPS"), `a place in ${path}`);
	}
	assert.equal((await upload(file)).id, id, "the same file is the same picture");
	shown = { id, files };
});

test("it is hidden with its story, shown with it, and offered in its sizes", async (t) => {
	if (!shown) return t.skip("needs libvips");
	const address = `/media/${shown.files.find((path) => path.endsWith(".jpg")).split("/media/")[1]}`;
	assert.equal((await paper.get(address)).status, 404, "no story shows it yet");
	assert.equal((await ask(`/desk/pictures/${shown.id}/file`)).status, 200, "the desk does");
	const id = await paper.act("new", "shows-it", "Shows it", "town", "trams", `<figure data-media="${shown.id}"></figure><p>Text.</p>`);
	assert.equal((await paper.get(address)).status, 404);
	await paper.act("publish", id);
	assert.equal((await paper.get(address)).status, 200);
	const path = (await paper.stories()).find((story) => story.id === Number(id)).path;
	const page = await paper.text(path);
	assert.match(page, /srcset="\/media\/[^"]+-1-320\.webp 320w, /);
	await paper.act("withdraw", id);
	assert.equal((await paper.get(address)).status, 404);
	const original = (await filesOf()).find((file) => file.includes(".originals")).split("/media/")[1];
	assert.equal((await paper.get(`/media/${original}`)).status, 404);
});

function png(width, height, scanlines, colour = 0) {
	const crcOf = (bytes) => {
		let sum = 0xffffffff;
		for (const byte of bytes) {
			sum ^= byte;
			for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
		}
		return (sum ^ 0xffffffff) >>> 0;
	};
	const chunk = (kind, data) => {
		const body = Buffer.concat([Buffer.from(kind), data]);
		return Buffer.concat([be(data.length, 4), body, be(crcOf(body), 4)]);
	};
	return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", Buffer.concat([be(width, 4), be(height, 4), Buffer.from([8, colour, 0, 0, 0])])),
		chunk("IDAT", deflateSync(scanlines)), chunk("IEND", Buffer.alloc(0))]);
}

test("what is hostile or broken is refused or made anew, and the server answers all the while", async () => {
	const jpeg = await readFile(join(root, "demo/media/ferry.jpg"));
	const script = Buffer.from("<script>alert(1)</script>");
	const cases = {
		"a bomb of 900 million points": [png(30000, 30000, Buffer.alloc(1 << 20)), "failed"],
		"half a file": [jpeg.subarray(0, 2000), "failed"],
		"only its first bytes": [jpeg.subarray(0, 30), "failed"],
		"a page behind a picture": [Buffer.concat([jpeg, script]), ""],
		"noise behind a head": [Buffer.concat([jpeg.subarray(0, 600), Buffer.alloc(5000, 0xa5)]), "failed"],
		"a GIF of one point and a large screen": [Buffer.from("GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x02\x02D\x01\0;", "latin1"), "failed"],
	};
	for (const [name, [bytes, expected]] of Object.entries(cases)) {
		const { id, why } = await upload(bytes);
		if (!id) {
			assert.ok(why, name);
			continue;
		}
		const end = await made(id);
		assert.equal((await paper.get("/")).status, 200);
		if (expected === "") assert.ok(end.state !== "waits", name);
		else assert.equal(end.state, expected, name);
	}
	for (const path of await filesOf())
		if (!path.includes(".originals")) assert.ok(!(await readFile(path)).includes("<script>alert(1)"), path);
	for (const [name, bytes] of [["a page", script], ["a drawing that runs", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')], ["nothing", Buffer.alloc(0)]]) {
		const { id, why } = await upload(bytes);
		assert.equal(id, 0, name);
		if (bytes.length) assert.match(why, /no JPEG[^]*no PDF/);
	}
});

test("sound and a PDF are kept as they came, hidden and shown with their story, and run nothing", async () => {
	const script = "<html><script>alert(document.domain)</script></html>";
	const sound = Buffer.concat([Buffer.from("ID3\x04\0\0\0\0\0\0", "latin1"), Buffer.alloc(5000, 0x55)]);
	const report = await upload(Buffer.from(`%PDF-1.4\n${script}\n%%EOF`), "Annual report.pdf");
	const record = await upload(sound, "Interview.mp3");
	assert.ok(report.id && record.id, `${report.why} ${record.why}`);
	const list = await (await ask("/desk/pictures?kind=files")).text();
	assert.match(list, /Interview\.mp3[^]*Annual report\.pdf/);
	assert.doesNotMatch(await (await ask("/desk/pictures")).text(), /Interview\.mp3/);
	const files = (await filesOf()).filter((path) => /\.(pdf|mp3)$/.test(path)).map((path) => `/media/${path.split("/media/")[1]}`);
	assert.equal(files.length, 2);
	for (const path of files) assert.equal((await paper.get(path)).status, 404, path);
	const id = await paper.act("new", "sounds", "Sounds", "town", "trams", `<p>Text.</p><figure data-media="${report.id}"></figure><figure data-media="${record.id}"><figcaption>Listen.</figcaption></figure>`);
	for (const path of files) assert.equal((await paper.get(path)).status, 404, path);
	await paper.act("publish", id);
	const story = (await paper.stories()).find((each) => each.id === Number(id));
	const page = await paper.text(story.path);
	assert.match(page, /<a href="\/media\/[^"]+\.pdf" download="Annual report\.pdf">Annual report\.pdf<\/a> <small>PDF, 1 KB/);
	assert.match(page, /<audio controls preload="none" src="\/media\/[^"]+\.mp3" aria-label="Interview\.mp3">/);
	assert.match(page, /Listen\./);
	for (const path of files) {
		const { status, headers } = await paper.get(path);
		assert.equal(status, 200, path);
		assert.equal(headers.get("content-type"), path.endsWith(".pdf") ? "application/pdf" : "audio/mpeg");
		assert.equal(headers.get("x-content-type-options"), "nosniff");
		assert.match(headers.get("content-security-policy"), /default-src 'none'; sandbox/);
		assert.equal(headers.get("content-disposition"), path.endsWith(".pdf") ? "attachment" : null);
	}
	const part = await fetch(paper.address + files.find((path) => path.endsWith(".mp3")), { headers: { Range: "bytes=4-9" } });
	assert.equal(part.status, 206);
	assert.equal(part.headers.get("content-range"), `bytes 4-9/${sound.length}`);
	assert.deepEqual(Buffer.from(await part.arrayBuffer()), sound.subarray(4, 10));
	const atDesk = await ask(`/desk/pictures/${report.id}/file`);
	assert.equal(atDesk.status, 200);
	assert.equal(atDesk.headers.get("content-type"), "application/pdf");
	assert.match(atDesk.headers.get("content-security-policy"), /sandbox/);
	assert.equal(atDesk.headers.get("content-disposition"), "attachment");
	await paper.act("withdraw", id);
	for (const path of files) assert.equal((await paper.get(path)).status, 404, path);
});

test("a drawing of its own size is made too", async (t) => {
	if (!shown) return t.skip("needs libvips");
	const lines = Buffer.alloc(300 * 1201);
	for (let i = 0; i < lines.length; i++) lines[i] = i % 1201 ? (i * 7) % 251 : 0;
	const { id } = await upload(png(400, 300, lines, 2), "drawing.png");
	assert.equal((await made(id)).state, undefined);
});

test("at the desk: dropped in, described, credited, and set as a cover", async (t) => {
	if (!shown) return t.skip("needs libvips");
	const context = await browser.newContext(desktop);
	const [name, value] = [cookie.slice(0, cookie.indexOf("=")), cookie.slice(cookie.indexOf("=") + 1)];
	await context.addCookies([{ name, value, url: paper.address }]);
	const page = await context.newPage();
	await page.goto(`${paper.address}/desk/pictures/${shown.id}`);
	await page.getByLabel("Credit", { exact: true }).fill("Another Credit");
	await page.getByLabel(/^Alternative text/).fill("A ferry leaving the harbour");
	await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "Save", exact: true }).click()]);
	assert.match(await page.getByRole("status").first().innerText(), /Saved|Being made/);
	await made(shown.id);
	const files = (await filesOf()).filter((path) => /-2(-\d+)?\.(jpg|webp)$/.test(path));
	assert.ok(files.length);
	for (const path of files) assert.ok((await readFile(path)).includes("Another Credit"), path);
	await page.goto(`${paper.address}/desk/stories/4`);
	await page.getByRole("button", { name: "Choose a cover" }).click();
	await page.getByRole("dialog").getByRole("button", { name: /ferry leaving/ }).click();
	await page.waitForFunction((id) => document.querySelector('[name="cover"]').value === id, String(shown.id));
	await context.close();
});
