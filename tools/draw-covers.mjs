#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Draws the pictures of the sample edition: node tools/draw-covers.mjs [NAME...]
//
// Each scene is layers of cut paper, as SVG, from few colours and a seeded random; chromium turns it
// into a JPEG of 1600 x 900 of 55 KB where that keeps its quality, below 90 KB always, in demo/media/. The same program draws the same pictures.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { scenes } from "./draw-covers-scenes.mjs";

const W = 1600, H = 900, MAX_BYTES = 55_000;
const out = join(dirname(fileURLToPath(import.meta.url)), "../demo/media");

const page = (svg) => `<!doctype html><meta charset="utf-8"><body><script>
const image = new Image();
image.onload = () => {
	const canvas = document.createElement("canvas");
	canvas.width = ${W}; canvas.height = ${H};
	canvas.getContext("2d").drawImage(image, 0, 0);
	let quality = .9, data;
	do { data = canvas.toDataURL("image/jpeg", quality); quality -= .04; }
	while (data.length * 3 / 4 > ${MAX_BYTES} && quality > (data.length * 3 / 4 > 90_000 ? .3 : .6));
	document.body.textContent = data;
};
image.src = "data:image/svg+xml;charset=utf-8," + ${JSON.stringify(encodeURIComponent(svg))};
</script>`;

const work = mkdtempSync(join(tmpdir(), "covers-"));
try {
	mkdirSync(out, { recursive: true });
	const wanted = process.argv.slice(2);
	for (const [name, draw] of Object.entries(scenes)) {
		if (wanted.length && !wanted.includes(name)) continue;
		const svg = draw();
		const file = join(work, name + ".html");
		writeFileSync(file, page(svg));
		const dom = execFileSync("chromium", ["--headless", "--no-sandbox", "--disable-gpu",
			"--no-first-run", "--disable-background-networking", "--user-data-dir=" + join(work, "profile"),
			"--virtual-time-budget=10000", "--dump-dom", "file://" + file],
			{ maxBuffer: 16 << 20, stdio: ["ignore", "pipe", "ignore"] }).toString();
		const base64 = dom.match(/data:image\/jpeg;base64,([A-Za-z0-9+/=]+)/)?.[1];
		if (!base64) throw new Error(name + ": chromium gave no picture");
		const bytes = Buffer.from(base64, "base64");
		writeFileSync(join(out, name + ".jpg"), bytes);
		console.log(`${name}.jpg ${(bytes.length / 1024).toFixed(0)} KB`);
	}
} finally {
	rmSync(work, { recursive: true, force: true });
}
