// SPDX-License-Identifier: Apache-2.0
// screenshots.mjs: takes the README's pictures from the sample edition as it stands.
//
//     node tools/screenshots.mjs            writes docs/images/front.png, story.png and desk.png
//     node tools/screenshots.mjs FOLDER     writes every kind of page at every size, light and dark
import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { openBrowser } from "../tests/browser/with/chromium.mjs";
import { joinDesk } from "../tests/browser/with/desk.mjs";
import { pages } from "../tests/browser/with/pages.mjs";
import { root, samplePaper } from "../tests/browser/with/server.mjs";

const SIZES = { phone: [360, 780], tablet: [768, 1024], desktop: [1280, 900] };
const SHOWN = [1280, 1160]; // as high as a README shows at a glance

async function shoot(browser, url, file, { size, colorScheme = "light", fullPage = false } = {}) {
	const [width, height] = SIZES[size] ?? SHOWN;
	const context = await browser.newContext({ viewport: { width, height }, colorScheme });
	const page = await context.newPage();
	await page.goto(url);
	// Lazy pictures load when they come near; go past all of them first.
	await page.evaluate(async () => {
		for (const image of document.images) image.loading = "eager";
		await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
	});
	await page.screenshot({ path: file, fullPage });
	await context.close();
}

// A story in the editor, as its writer sees it.
async function shootDesk(browser, paper, file) {
	const page = await joinDesk(browser, paper, "Imke Halloran", { role: "publisher", options: { viewport: { width: 1280, height: 900 } } });
	const answer = await paper.act("list");
	const story = answer.split("\n").filter(Boolean).map((line) => JSON.parse(line)).find((each) => each.path === "/electric-ferry/");
	await page.goto(`${paper.address}/desk/stories/${story.id}`);
	await page.waitForSelector(".ProseMirror");
	await page.screenshot({ path: file });
	await page.end();
}

async function main(folder) {
	const paper = await samplePaper();
	const browser = await openBrowser();
	try {
		if (!folder) {
			const images = join(root, "docs/images");
			await mkdir(images, { recursive: true });
			await shoot(browser, paper.address + "/", join(images, "front.png"));
			await shoot(browser, paper.address + "/night-tram/", join(images, "story.png"));
			await shootDesk(browser, paper, join(images, "desk.png"));
			return;
		}
		await mkdir(folder, { recursive: true });
		for (const { name, path } of pages) {
			for (const size of Object.keys(SIZES)) {
				for (const colorScheme of ["light", "dark"]) {
					const file = join(folder, `${name.replaceAll(/\W+/g, "-")}-${size}-${colorScheme}.png`);
					await shoot(browser, paper.address + path, file, { size, colorScheme, fullPage: true });
				}
			}
		}
	} finally {
		await browser.close();
		await paper.close();
	}
}

await main(process.argv[2]);
