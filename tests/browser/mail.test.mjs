// SPDX-License-Identifier: Apache-2.0
// mail.test.mjs: what goes out to other servers: a link for a forgotten password, an invitation,
// news of replies that wait with links to decide, questions to a spam service; and that nothing of it
// is lost when the mail server is away or a process is killed on the way.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { join } from "node:path";

import { desktop, openBrowser, phone } from "./with/chromium.mjs";
import { PASSWORD, beginPaper, press, signIn as enter } from "./with/desk.mjs";
import { MailServer, SpamService } from "./with/post.mjs";
import { processesOf } from "./with/processes.mjs";
import { broadside, emptyPaper, samplePaper } from "./with/server.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const NEXT = "another pair of staples", ADA = "ada@desk.example";
const STORY = "/night-tram/";

let paper, browser, mails;
before(async () => {
	mails = await new MailServer().start();
	browser = await openBrowser();
	paper = await samplePaper();
	await configure(paper, `mail smtp://127.0.0.1:${mails.port}\nmail_from news@paper.example\nmail_retry 1\n`);
	await firstPerson(paper);
});
after(async () => {
	await browser?.close();
	await paper?.close();
	await mails?.stop();
});

async function configure(which, lines) {
	await which.stop();
	await appendFile(join(which.site, "site.conf"), lines);
	await which.serve();
}

const at = (path, which = paper) => which.address + path;

async function open(options = desktop) {
	const context = await browser.newContext(options);
	const page = await context.newPage();
	page.end = () => context.close();
	return page;
}

const firstPerson = async (which) => (await beginPaper(browser, which, { email: ADA })).end();
const signIn = (page, password, email = ADA, which = paper) => enter(page, which, email, password);

async function forget(email) {
	const page = await open();
	await page.goto(at("/desk/sign-in"));
	await Promise.all([page.waitForNavigation(), page.click("text=Forgot your password?")]);
	await page.fill('[name="email"]', email);
	await press(page, "Send me a link");
	const said = (await page.textContent("main")).replaceAll(email, "EMAIL");
	await page.end();
	return said;
}

const linkIn = (mail) => mail.text.match(/https?:\/\/\S+\/desk\/password\/\S+/)[0];

test("a forgotten password: the same answer for anybody, one mail, a link that is good once", async () => {
	const before = mails.mails.length;
	const unknown = await forget("nobody@desk.example"), known = await forget(ADA);
	assert.equal(unknown, known);
	assert.match(known, /If somebody signs in with EMAIL/);
	const mail = await mails.mail(before);
	assert.equal(mail.to, ADA);
	assert.equal(mail.from, "news@paper.example");
	assert.match(mail.headers.subject, /Set a new password/);
	assert.match(mail.headers["message-id"], /^<\d+\.[\w-]+@paper\.example>$/);
	const link = linkIn(mail);
	assert.ok(link.startsWith(`${paper.url}/desk/password/`));
	const page = await open();
	await page.goto(link);
	await page.fill('[name="password"]', NEXT);
	await press(page, "Set it");
	await signIn(page, NEXT);
	assert.match(page.url(), /\/desk\/stories/);
	assert.equal((await page.goto(link)).status(), 404);
	await page.end();
	assert.equal(mails.mails.length, before + 1);
});

test("too many links are not sent", async () => {
	const email = "somebody.else@desk.example";
	for (let i = 0; i < 3; i++) assert.match(await forget(email), /is on its way/);
	assert.match(await forget(email), /Too many tries/);
});

test("somebody new is invited by mail, or by hand as before", async () => {
	const before = mails.mails.length, page = await open();
	await signIn(page, NEXT);
	await page.goto(at("/desk/people"));
	await page.fill('[name="name"]', "Bruno Übel, \"Jr.\"");
	await page.fill('[name="email"]', "bruno@desk.example");
	await press(page, "Add, and mail a link");
	assert.match(await page.textContent("main"), /on its way to them/);
	const mail = await mails.mail(before);
	assert.equal(mail.to, "bruno@desk.example");
	assert.match(mail.text, /Hello Bruno Übel, "Jr\."/);
	const theirs = await open();
	await theirs.goto(linkIn(mail));
	await theirs.fill('[name="password"]', PASSWORD);
	await press(theirs, "Set it");
	await signIn(theirs, PASSWORD, "bruno@desk.example");
	assert.match(theirs.url(), /\/desk\/stories/);
	await theirs.end();
	await page.fill('[name="name"]', "Carla Hand");
	await page.fill('[name="email"]', "carla@desk.example");
	await press(page, "Add, and show the link");
	assert.match(await page.inputValue('[aria-label="The link"]'), /\/desk\/password\//);
	await page.end();
});

let posted = 0;
async function reply(which, { name = "Rita Reader", text, email } = {}) {
	posted++;
	const story = await which.text(STORY);
	const body = new URLSearchParams({
		name, email: email ?? `reader.${posted}@mail.example`, comment: text ?? `What I think of it, number ${posted}.`,
		token: story.match(/name="token" value="([^"]*)"/)[1],
	});
	const answer = await which.get(`${STORY}comment`, { method: "POST", body });
	assert.equal(answer.status, 303);
	return answer.headers.get("location");
}

test("who moderates hears of a reply that waits, and decides without signing in", async () => {
	const before = mails.mails.length;
	await reply(paper, { name: "Rita\r\nBcc: all@mail.example", text: "A first word.\n.\nAnd a last." });
	const mail = await mails.mail(before);
	assert.equal(mail.to, ADA);
	assert.equal(mail.headers.bcc, undefined);
	assert.match(mail.headers.subject, /^2 replies wait$/); // one waits in the sample edition
	assert.match(mail.text, /^Rita Bcc: all@mail\.example, under "/m);
	assert.match(mail.text, /> A first word\.\n> \.\n> And a last\./);
	assert.doesNotMatch(mail.raw, /reader\.\d+@mail/);
	const approve = mail.text.match(/Rita[^]*?Approve: +(\S+)/)[1];
	const page = await open();
	assert.equal((await page.goto(approve)).status(), 200); // a mail scanner goes so far
	assert.ok(!(await paper.text(STORY)).includes("A first word."));
	await page.click("form[action*='/desk/decide/'] button"); // in place, where script runs
	await page.getByText("That is done.").waitFor();
	assert.match(await paper.text(STORY), /A first word\./);
	await page.end();
	assert.equal((await paper.get(`${new URL(approve).pathname.slice(0, -2)}xx`)).status, 400);
});

test("a flood is not a flood of mails", async () => {
	const before = mails.mails.length;
	for (let i = 0; i < 5; i++) await reply(paper);
	const page = await open();
	await signIn(page, NEXT);
	await page.goto(at("/desk/replies"));
	assert.equal(mails.mails.length, before);
	await page.goto(at("/desk/me"));
	await page.getByLabel("Mail me when a reply waits", { exact: false }).uncheck();
	await page.locator("form[action='/desk/me/news'] button").click();
	await page.waitForURL(/done=saved/);
	assert.equal(await page.getByLabel("Mail me when a reply waits", { exact: false }).isChecked(), false);
	await page.end();
});

test("a mail waits for a server that is away, and comes when it is back", async () => {
	const before = mails.mails.length, { port } = mails;
	await mails.stop();
	await forget("bruno@desk.example");
	mails.server = undefined;
	await mails.start(port);
	assert.equal((await mails.mail(before)).to, "bruno@desk.example");
});

for (const role of ["courier", "desk"]) {
	test(`a mail is not lost when the ${role} is killed on the way`, async () => {
		const email = role === "courier" ? ADA : "carla@desk.example", before = mails.mails.length;
		mails.stall = true;
		const read = new Promise((done) => mails.once("read", done));
		await forget(email);
		await read;
		const [pid] = await processesOf(paper, role);
		process.kill(pid, "SIGKILL");
		mails.stall = false;
		const mail = await mails.mail(before);
		assert.equal(mail.to, email);
	});
}

test("what a server will never take is given up, and the settings say so", async () => {
	mails.refuse = "550 no such mailbox";
	await forget("bruno@desk.example");
	const page = await open();
	await signIn(page, NEXT);
	for (;;) {
		await page.goto(at("/desk/settings"));
		if (await page.locator("#failed").count()) break;
	}
	mails.refuse = undefined;
	assert.match(await page.textContent("section[aria-labelledby=failed]"), /Bruno/);
	await page.end();
	const { stdout } = await broadside("check", paper.site);
	assert.match(stdout, /could not be sent/);
});

for (const [size, options] of [["a desktop", desktop], ["a phone", phone]])
	for (const colorScheme of ["light", "dark"])
		test(`the new screens shut nobody out: ${size}, ${colorScheme}`, async () => {
			const page = await open({ ...options, colorScheme, bypassCSP: true });
			const look = async () => {
				await page.evaluate(axe);
				const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
				assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`), []);
			};
			await page.goto(at("/desk/forgotten"));
			await look();
			await page.fill('[name="email"]', `${colorScheme}.${size.length}@desk.example`);
			await press(page, "Send me a link");
			await look();
			await signIn(page, NEXT);
			for (const path of ["/desk/me", "/desk/people", "/desk/settings"]) {
				await page.goto(at(path));
				await look();
			}
			await page.end();
		});

test("without a mail server nothing speaks of mail", async () => {
	const plain = await samplePaper();
	try {
		await firstPerson(plain);
		assert.doesNotMatch(await plain.text("/desk/sign-in"), /forgotten/);
		assert.equal((await plain.get("/desk/forgotten")).status, 404);
		assert.deepEqual(await processesOf(plain, "courier"), []);
	} finally {
		await plain.close();
	}
});

describe("with a spam service", () => {
	let service, theirs;
	before(async () => {
		service = await new SpamService().start();
		theirs = await samplePaper();
		await configure(theirs, `akismet http://127.0.0.1:${service.port}/1.1/\nakismet_key k3y\n`);
		await firstPerson(theirs);
		const page = await open();
		await signIn(page, PASSWORD, ADA, theirs);
		await page.goto(at("/desk/settings", theirs));
		await page.selectOption('[name="reply_moderation"]', "none");
		await press(page, "Save");
		await page.end();
	});
	after(async () => {
		await theirs?.close();
		await service?.stop();
	});

	async function shows(text, path = STORY) {
		for (;;) if ((await theirs.text(path)).includes(text)) return;
	}

	test("what it finds nothing in is shown", async () => {
		assert.match(await reply(theirs, { text: "The tram was late again on Sunday.", email: "kind@mail.example" }), /replied=held/);
		await shows("late again on Sunday");
		const { fields, path } = await service.question("comment-check");
		assert.equal(path, "/1.1/comment-check");
		assert.equal(fields.api_key, "k3y");
		assert.equal(fields.comment_author_email, "kind@mail.example");
		assert.match(fields.user_ip, /^127\.0\.0\.0$/);
		assert.equal(fields.permalink, `${theirs.url}${STORY}`);
	});

	test("what it takes for spam is not, and says why; a moderator's word goes back", async () => {
		service.verdict = "true";
		await reply(theirs, { name: "Sam", text: "The bridge lamps are lovely in winter." });
		const page = await open();
		await signIn(page, PASSWORD, ADA, theirs);
		for (;;) {
			await page.goto(at("/desk/replies?state=spam", theirs));
			if ((await page.textContent("main")).includes("The spam service takes it for spam.")) break;
		}
		await page.getByRole("button", { name: /^Approve/ }).first().click();
		await shows("lovely in winter");
		assert.equal((await service.question("submit-ham")).fields.comment_author, "Sam");
		await page.end();
	});

	test("when it is silent our own judgement stands", async () => {
		service.verdict = "nonsense";
		await reply(theirs, { text: "Somebody should mend the third lamp." });
		await shows("mend the third lamp");
	});
});

test("site.conf with half of a mail server is refused", async () => {
	const half = await emptyPaper();
	try {
		await appendFile(join(half.site, "site.conf"), "mail smtp://127.0.0.1:25\n");
		const { status, stderr } = await broadside("serve", half.site, "--listen", "127.0.0.1:0");
		assert.equal(status, 1);
		assert.match(stderr, /mail_from/);
	} finally {
		await half.close();
	}
});
