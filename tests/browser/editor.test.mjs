// SPDX-License-Identifier: Apache-2.0
// editor.test.mjs: the body editor by itself, before a desk that keeps one story in memory.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openBrowser, openPage, phone } from "./with/chromium.mjs";
import { openDesk } from "./with/editor.mjs";

let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser.close(); });

// Opens body in the editor, does work, and tidies up.
async function withEditor(body, work, options = {}) {
	const desk = await openDesk(body, options);
	const page = await openPage(browser, desk.address, "/", options.reader);
	try {
		await page.waitForSelector(".ProseMirror", { timeout: 5000 });
		await work(page, desk);
		if (!options.complains) assert.deepEqual(page.complaints, []);
	} finally {
		await page.end();
		await desk.end();
	}
}

const written = (page) => page.evaluate(() => broadsideEditor.editor.write());
const text = (page) => page.locator(".ProseMirror");
const until = async (what) => {
	for (let i = 0; i < 400; i++) {
		if (await what()) return;
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	assert.fail(`never: ${what}`);
};
const end = async (page) => {
	await text(page).click();
	await page.keyboard.press("Control+End");
};

async function paste(page, html) {
	await text(page).evaluate((dom, given) => {
		const data = new DataTransfer();
		data.setData("text/html", given);
		data.setData("text/plain", "plain");
		dom.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
	}, html);
}

const ALL = [
	'<p>First, with <strong>bold</strong>, <em>italic</em>, <a href="https://example.org/">a link</a> and <a data-story="7">a story</a>.</p>',
	'<h2>A heading</h2>', '<blockquote><p>Said.</p></blockquote>', '<blockquote class="pullquote"><p>Pulled.</p></blockquote>',
	'<ul><li>One</li><li>Two<ul><li>Deep</li></ul></li></ul>', '<ol start="3"><li>Three</li></ol>', '<pre>a  b\n  c</pre>', '<hr>',
	'<figure data-media="12" class="wide"><figcaption>A <em>caption</em></figcaption></figure>',
	'<figure class="gallery"><figure data-media="12"></figure><figure data-media="13"></figure></figure>',
	'<aside data-see-also="7"></aside>', '<p class="embed"><a href="https://film.example/1">film.example</a></p>',
	'<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>',
	'<div class="correction"><p>Put right.</p></div>', '<dl><dt>Word</dt><dd>Meaning</dd></dl>',
	'<p lang="fr" class="align-center">Bonjour, <i>b\u00e9b\u00e9</i> &amp; <b>fin</b><br>de ligne</p>',
].join("\n");

test("what was opened is written again byte for byte", async () => {
	await withEditor(ALL, async (page) => {
		assert.equal(await written(page), ALL);
		assert.equal(await page.locator(".kept").count(), 1); // the dl
	});
});

test("what was not touched stays byte for byte when something else is", async () => {
	await withEditor(ALL, async (page) => {
		await end(page);
		await page.keyboard.type(" Fin.");
		const parts = (await written(page)).split("\n");
		assert.deepEqual(parts.slice(0, -1), ALL.split("\n").slice(0, -1));
		assert.match(parts.at(-1), /<p lang="fr"|<p class="align-center"/);
		assert.match(parts.at(-1), /Fin\.<\/p>$/);
	});
});

// Every body of the sample edition and of the theme test data.
test("opening and saving any body there is changes no byte", async (t) => {
	const { BROADSIDE, TOOLS } = process.env;
	if (!BROADSIDE || !TOOLS) return t.skip("needs BROADSIDE and TOOLS");
	const folder = mkdtempSync(join(tmpdir(), "editor-"));
	const bodies = [];
	try {
		const collect = (site) => {
			const list = execFileSync(join(TOOLS, "act"), [site, "list"], { maxBuffer: 1 << 28 }).toString().trim().split("\n").map((line) => JSON.parse(line));
			for (const { path } of list) {
				const slug = path.split("/").filter(Boolean).at(-1);
				const told = spawnSync(join(TOOLS, "act"), [site, "body", slug]);
				if (slug && told.status === 0) bodies.push(told.stdout.toString().replace(/\n$/, "")); // a draft has no address
			}
		};
		execFileSync(BROADSIDE, ["demo", join(folder, "demo")]);
		collect(join(folder, "demo"));
		const xml = new URL("../../../shared/data/wxr/themeunittestdata.wordpress.xml", import.meta.url).pathname;
		if (existsSync(xml)) {
			execFileSync(BROADSIDE, ["init", join(folder, "wp")]);
			execFileSync(BROADSIDE, ["import", join(folder, "wp"), xml]);
			collect(join(folder, "wp"));
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
	let kept = 0;
	let blocks = 0;
	await withEditor("<p>x</p>", async (page) => {
		for (const body of bodies) {
			const answer = await page.evaluate((given) => {
				const read = new broadsideEditor.editor.body.constructor(given);
				return { same: read.write(read.doc), each: read.blocks(read.doc).join("\n"), kept: read.keptCount, count: read.doc.childCount };
			}, body);
			assert.equal(answer.same, body);
			if (body) assert.equal(answer.each, body);
			kept += answer.kept;
			blocks += answer.count;
		}
	});
	t.diagnostic(`told: ${bodies.length} bodies, ${blocks} blocks, ${kept} of them kept as they are`);
	assert.ok(kept < blocks / 20, `${kept} of ${blocks} blocks cannot be edited`);
});

test("Markdown's signs become what they mean", async () => {
	await withEditor("", async (page) => {
		await text(page).click();
		for (const line of ["## Heading", "Some **bold**, *italic* and `code` here", "- one", "two", ""]) {
			await page.keyboard.type(line);
			await page.keyboard.press("Enter");
		}
		await page.keyboard.type("> said");
		assert.equal(await written(page), [
			"<h2>Heading</h2>", "<p>Some <strong>bold</strong>, <em>italic</em> and <code>code</code> here</p>",
			"<ul><li>one</li><li>two</li></ul>", "<blockquote><p>said</p></blockquote>",
		].join("\n"));
	});
});

const pasted = [
	{ from: "Word", html: `<html xmlns:o="urn"><head><style>p{color:red}</style></head><body lang=EN-US><!--StartFragment-->
<p class=MsoNormal style='mso-margin-top-alt:auto'><b><span style='font-size:12.0pt'>Bold</span></b> plain<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>\u00b7<span>&nbsp;&nbsp; </span></span><![endif]>One</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>\u00b7<span>&nbsp;&nbsp; </span></span><![endif]>Two</p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>`,
	expect: "<p><strong>Bold</strong> plain</p>\n<ul><li>One</li><li>Two</li></ul>" },
	{ from: "Google Docs", html: `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span style="font-weight:700">Title</span></h2>
<p dir="ltr"><span style="font-weight:700;">Bold</span><span style="font-style:italic"> italic</span> <a href="https://www.google.com/url?q=https://example.org/x?utm_source%3Da&sa=D"><span>link</span></a></p></b>`,
	expect: '<h2 dir="ltr">Title</h2>\n<p dir="ltr"><strong>Bold</strong><em> italic</em> <a href="https://example.org/x">link</a></p>' },
	{ from: "a web page", html: `<div onclick="x()"><h1>Top</h1><script>alert(1)</script><p style="color:red">A <i>word</i><img src="https://t.example/p.gif" alt="a graph" onerror="x()"></p>
<a href="javascript:alert(1)">bad</a><iframe src="https://evil.example"></iframe></div>`,
	expect: "<h2>Top</h2>\n<p>A <em>word</em>a graph</p>\n<p>bad</p>" },
];
for (const { from, html, expect } of pasted) {
	test(`what is pasted from ${from} comes in clean`, async () => {
		await withEditor("", async (page) => {
			await text(page).click();
			await paste(page, html);
			assert.equal(await written(page), expect);
		});
	});
}

test("what is typed is saved by itself, and the state says so", async () => {
	await withEditor("<p>Start.</p>", async (page, desk) => {
		await end(page);
		await page.keyboard.type(" More.");
		await until(() => desk.story.body === "<p>Start. More.</p>");
		await page.waitForFunction(() => /^Saved/.test(document.getElementById("save-state").textContent));
		assert.equal(await page.locator("input[name=version]").inputValue(), desk.story.version);
	});
});

test("two who change different paragraphs are merged", async () => {
	await withEditor("<p>One.</p>\n<p>Two.</p>\n<p>Three.</p>", async (page, desk) => {
		desk.write({ body: "<p>One, of theirs.</p>\n<p>Two.</p>\n<p>Three.</p>", headline: "Their headline" }, "Asel");
		await end(page);
		await page.keyboard.type(" Mine.");
		await until(() => desk.story.body === "<p>One, of theirs.</p>\n<p>Two.</p>\n<p>Three. Mine.</p>");
		assert.equal(await page.locator("textarea[name=headline]").inputValue(), "Their headline");
		await page.keyboard.type(" On.");
		await until(() => desk.story.body.endsWith("<p>Three. Mine. On.</p>"));
	}, { complains: true });
});

test("two who change the same paragraph are shown both, and nothing is overwritten", async () => {
	await withEditor("<p>One.</p>\n<p>Two.</p>", async (page, desk) => {
		desk.write({ body: "<p>One.</p>\n<p>Two, of theirs.</p>" }, "Asel");
		await end(page);
		await page.keyboard.type(" Mine.");
		const dialog = page.getByRole("dialog", { name: /Asel saved a newer version/ });
		await dialog.waitFor();
		assert.match(await dialog.innerText(), /Two\. Mine\./);
		assert.match(await dialog.innerText(), /Two, of theirs\./);
		assert.equal(desk.story.body, "<p>One.</p>\n<p>Two, of theirs.</p>");
		await dialog.getByLabel("Keep both").check();
		await dialog.getByRole("button", { name: "Save the choice" }).click();
		await until(() => desk.story.body === "<p>One.</p>\n<p>Two. Mine.</p>\n<p>Two, of theirs.</p>");
	}, { complains: true });
});

test("without a line it is kept on this device, and goes out when the line is back", async () => {
	await withEditor("<p>Start.</p>", async (page, desk) => {
		desk.isAway = true;
		await end(page);
		await page.keyboard.type(" Offline.");
		await page.getByText("Offline: kept on this device").waitFor();
		desk.isAway = false;
		await until(() => desk.story.body === "<p>Start. Offline.</p>");
		await page.waitForFunction(() => /^Saved/.test(document.getElementById("save-state").textContent));
	}, { complains: true });
});

test("what the desk never got is offered when the story is opened again", async () => {
	await withEditor("<p>Start.</p>", async (page, desk) => {
		desk.isSignedOut = true;
		await end(page);
		await page.keyboard.type(" Lost?");
		await page.getByText("Signed out: kept on this device").waitFor();
		desk.isSignedOut = false;
		desk.write({ headline: "Changed meanwhile" }, "Asel");
		desk.saves = 0;
		desk.save = () => [401, "application/json", "{}"];
		await page.reload();
		await page.getByRole("alert").waitFor();
		await page.getByRole("button", { name: "Use it" }).click();
		assert.equal(await written(page), "<p>Start. Lost?</p>");
		assert.equal(await page.locator("textarea[name=headline]").inputValue(), "Changed meanwhile");
	}, { complains: true });
});

test("the form sends the text and the newest version", async () => {
	await withEditor("<p>Start.</p>", async (page, desk) => {
		await end(page);
		await page.keyboard.type(" Sent.");
		await page.getByRole("button", { name: "Save", exact: true }).click();
		await page.waitForURL("**/desk/stories/1");
		assert.equal(desk.posted.get("body"), "<p>Start. Sent.</p>");
		assert.equal(desk.posted.get("version"), desk.story.version);
	});
});

const stories = [{ id: 7, headline: "The night tram returns", section: "Town", date: "3 May" }, { id: 9, headline: "Lamps by the river", section: "Town", date: "1 May" }];
const pictures = [{ id: 12, url: "", alt: "A tram", credit: "A. Photographer", caption: "" }];

test("by keyboard: See also, a picture, a table, find and replace", async () => {
	await withEditor("<p>A tram and a tram.</p>", async (page) => {
		await end(page);
		await page.keyboard.press("Control+Shift+S");
		await page.getByRole("dialog", { name: "See also" }).waitFor();
		await page.getByRole("button", { name: /night tram/ }).waitFor();
		await page.keyboard.type("lamps");
		await page.getByRole("button", { name: /night tram/ }).waitFor({ state: "detached" });
		await page.keyboard.press("ArrowDown");
		await page.keyboard.press("Enter");
		await page.getByText("Lamps by the river").waitFor();
		assert.equal(await written(page), '<p>A tram and a tram.</p>\n<aside data-see-also="9"></aside>');
		await page.keyboard.press("Control+f");
		await page.keyboard.type("tram");
		await page.getByText("2 found").waitFor();
		await page.getByLabel("Replace with").fill("bus");
		await page.getByRole("button", { name: "Replace all" }).click();
		await page.keyboard.press("Escape");
		assert.match(await written(page), /<p>A bus and a bus\.<\/p>/);
		await page.keyboard.press("Alt+F10");
		assert.equal(await page.evaluate(() => document.activeElement.dataset.command), "strong");
	}, { stories, pictures });
});

test("axe finds nothing, on a desktop and on a phone, light and dark", async () => {
	for (const reader of [undefined, phone]) {
		for (const colorScheme of ["light", "dark"]) {
			await withEditor(ALL, async (page) => {
				await page.addScriptTag({ content: "" }).catch(() => {});
				await page.evaluate(readFileSync(new URL("./node_modules/axe-core/axe.min.js", import.meta.url), "utf8"));
				const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
				assert.deepEqual(found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]), []);
			}, { stories, pictures, complains: true, reader: { ...(reader || { viewport: { width: 1280, height: 900 } }), colorScheme } });
		}
	}
});

test("a story of 20,000 words types without lag", async (t) => {
	const sentence = "The quick council sat late over the lamps by the river and came to no end of it that night. ";
	const body = Array.from({ length: 420 }, (_, i) => `<p>${i}. ${sentence.repeat(2)}${sentence.slice(0, 60 + (i % 30))}.</p>`).join("\n");
	await withEditor(body, async (page) => {
		await text(page).click({ position: { x: 60, y: 60 } });
		await page.evaluate(() => {
			globalThis.spent = [];
			const view = broadsideEditor.editor.view;
			const dispatch = view.dispatch.bind(view);
			view.setProps({ dispatchTransaction: (tr) => {
				const started = performance.now();
				view.updateState(view.state.apply(tr));
				void document.body.offsetHeight; // layout too
				globalThis.spent.push(performance.now() - started);
			} });
			void dispatch;
		});
		await page.keyboard.type("Words that are typed one after the other while the clock looks on, and a few more of them.");
		const spent = (await page.evaluate(() => spent)).sort((a, b) => a - b);
		const words = await page.locator(".editor-count").innerText();
		t.diagnostic(`told: ${words}; a keystroke costs ${spent[Math.floor(spent.length * 0.95)].toFixed(1)} ms at the 95th percentile`);
		assert.ok(spent.length >= 80);
	});
});
