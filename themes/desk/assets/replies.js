// SPDX-License-Identifier: Apache-2.0
// replies.js: the list of replies by keyboard, decided on without leaving it, and told what colleagues
// decided meanwhile. Without it every form here works by itself.

const queue = document.getElementById("queue");
const said = document.getElementById("said");
const keys = document.getElementById("keys");
const keysOn = document.getElementById("keys-on");
const POLL_MS = 4000, POLL_MOST_MS = 60000;

const items = () => [...document.querySelectorAll("#replies > .reply")];
const nameOf = (item) => item.querySelector("strong").textContent;
const pristine = new WeakMap(); // what the server sent of an item, but for its story
const sentOf = (item) => item.querySelector(".what").outerHTML;
for (const item of items()) pristine.set(item, sentOf(item));
const isBeingWritten = (item) => [...item.querySelectorAll("textarea, input[name=why]")].some((field) => field.value !== field.defaultValue);

let at = 0; // where the last one stood that had the focus
document.addEventListener("focusin", ({ target }) => {
	const item = target.closest?.(".reply");
	if (item) at = items().indexOf(item);
});
const current = () => document.activeElement.closest(".reply") ?? (queue.contains(document.activeElement) ? undefined : items()[at]);

function say(text, isTrouble = false) {
	said.textContent = text;
	said.classList.toggle("trouble", isTrouble);
}

function focusAt(index) {
	const all = items();
	at = Math.max(0, Math.min(all.length - 1, index));
	const to = all[at] ?? document.getElementById("queue-name");
	to.focus({ preventScroll: true });
	to.scrollIntoView({ block: "nearest" });
}

// The list as the server has it now; what stays as it was keeps what is typed and chosen in it.
function take(fresh) {
	const has = document.activeElement.closest(".reply"), index = items().indexOf(has);
	const hadFocus = Boolean(has) || queue.contains(document.activeElement);
	const old = new Map(items().map((item) => [item.id, item]));
	const next = [...fresh.querySelectorAll("#replies > .reply")].map((item) => {
		const was = old.get(item.id), sent = sentOf(item);
		if (was && (isBeingWritten(was) || (pristine.get(was) === sent && !was.querySelector(".verdict")))) {
			was.querySelector(".beside").replaceWith(item.querySelector(".beside"));
			return was;
		}
		pristine.set(item, sent);
		return item;
	});
	const from = fresh.getElementById("queue");
	const list = document.getElementById("replies"), freshList = from.querySelector("#replies");
	if (list && freshList) {
		for (const item of items()) if (!next.includes(item)) item.remove();
		for (const [i, item] of next.entries()) if (list.children[i] !== item) list.insertBefore(item, list.children[i] ?? null);
		queue.querySelector(".foot").replaceWith(from.querySelector(".foot"));
	} else {
		freshList?.replaceChildren(...next);
		queue.replaceChildren(...from.childNodes);
	}
	queue.querySelector(".fresh").hidden = true;
	for (const name of ["act", "reply"]) queue.dataset[name] = from.dataset[name];
	for (const count of fresh.querySelectorAll("[data-count]")) document.querySelector(`[data-count="${count.dataset.count}"]`).textContent = count.textContent;
	document.getElementById("undo").replaceWith(fresh.getElementById("undo"));
	ready();
	if (hadFocus && !document.activeElement.closest("#queue")) focusAt(Math.max(0, index));
}

const signedOut = () => {
	say("You are signed out. Open this page anew to sign in.", true);
};

async function read(answer) {
	const page = new DOMParser().parseFromString(await answer.text(), "text/html");
	if (answer.ok && page.getElementById("queue")) return page;
	if (answer.status === 401 || (answer.ok && page.querySelector('[action="/desk/sign-in"]'))) signedOut();
	else say(page.querySelector("main h1")?.textContent ?? "That went wrong. Try again.", true);
	return undefined;
}

// A form is sent from here and the list read from its answer.
async function send(form, submitter) {
	const name = nameOf(submitter?.closest(".reply") ?? form.closest(".reply") ?? { querySelector: () => ({ textContent: "" }) });
	const index = at, body = new URLSearchParams(new FormData(form, submitter));
	if (submitter?.name === "act" && submitter.value.includes(" ")) body.delete("reply");
	queue.setAttribute("aria-busy", "true");
	try {
		const page = await read(await fetch(form.action, { method: "POST", body }));
		if (!page) return;
		const inQueue = queue.contains(document.activeElement) || document.activeElement === document.body;
		form.closest("details")?.removeAttribute("open");
		form.closest(".reply") && form.reset();
		take(page);
		say([name, page.querySelector(".notice")?.textContent].filter(Boolean).join(": "));
		if (inQueue && !document.activeElement.closest("#queue .reply")) focusAt(index);
	} catch {
		say("Nothing was reached. Try again.", true);
	} finally {
		queue.removeAttribute("aria-busy");
	}
}

document.addEventListener("submit", (event) => {
	if (!event.target.closest("#queue, #undo")) return;
	event.preventDefault();
	const bar = event.submitter?.form?.id === "decide" && !event.submitter.closest(".reply");
	send(event.target, bar ? undefined : event.submitter);
});

// What each reading of the list brings with it.
function ready() {
	for (const part of document.querySelectorAll("[data-script]")) part.hidden = false;
	const all = document.getElementById("all");
	all?.addEventListener("change", () => {
		for (const box of document.querySelectorAll('#replies [name="reply"]')) box.checked = all.checked;
	});
}
ready();
keys.hidden = false;
try {
	keysOn.checked = localStorage.getItem("reply-keys") !== "off";
} catch {} // kept by nobody: they are on
keysOn.addEventListener("change", () => {
	try {
		localStorage.setItem("reply-keys", keysOn.checked ? "on" : "off");
	} catch {}
});

function open(item, key) {
	const part = item.querySelector(`details[data-key="${key}"]`);
	if (!part) return;
	part.open = true;
	part.querySelector("textarea, select")?.focus();
}

const acts = {
	j: () => focusAt(document.activeElement.closest(".reply") ? at + 1 : at),
	k: () => focusAt(at - 1),
	u: () => document.querySelector("#undo button")?.click(),
	x: (item) => item?.querySelector('[name="reply"]').click(),
	h: (item) => item?.querySelector(".theirs")?.click(),
	r: (item) => item && open(item, "r"),
	b: (item) => item && open(item, "b"),
	"?": () => {
		keys.open = !keys.open;
		keys.querySelector("summary").focus();
	},
};
for (const key of "astp") acts[key] = (item) => item?.querySelector(`button[data-key="${key}"]`)?.click();
acts.ArrowDown = acts.j;
acts.ArrowUp = acts.k;

document.addEventListener("keydown", (event) => {
	const { key, target } = event;
	const isTyping = target.closest('textarea, select, input:not([type="checkbox"])');
	if (event.ctrlKey || event.metaKey) {
		if (key === "Enter" && target.matches("textarea")) target.form.requestSubmit();
		return;
	}
	if (key === "Escape" && target.closest(".reply details")) {
		const item = target.closest(".reply");
		target.closest("details").open = false;
		item.focus();
		event.preventDefault();
	}
	if (event.altKey || isTyping || !keysOn.checked || !Object.hasOwn(acts, key)) return;
	if (key.startsWith("Arrow") && !target.closest("#queue, body:not(:has(:focus))")) return;
	event.preventDefault(); // desk.js leaves it then
	acts[key](current());
}, true);

// What colleagues decided: said, and marked on the reply; the list itself moves only when asked to.
function mark(act) {
	const item = document.getElementById(`reply-${act.reply}`);
	if (!item) return undefined;
	const text = `${act.who} ${queue.dataset[`said${act.act[0].toUpperCase()}${act.act.slice(1)}`]}`;
	const isOver = ["approve", "spam", "trash", "hold", "pick"].includes(act.act);
	let verdict = item.querySelector(".verdict");
	if (!verdict) {
		verdict = document.createElement("p");
		verdict.className = "verdict";
		item.querySelector(".acts").before(verdict);
	}
	verdict.textContent = text;
	item.classList.toggle("decided", isOver);
	return `${text}: ${nameOf(item)}`;
}

function tell(changes) {
	queue.dataset.act = changes.act;
	const texts = changes.acts.filter((act) => !act.mine).map(mark).filter(Boolean);
	if (texts.length) say(texts.slice(-3).join(". "));
	const count = document.querySelector('[data-count="held"]');
	count.textContent = changes.waiting || "";
	const fresh = queue.querySelector("[data-fresh]");
	if ("newest" in queue.dataset && changes.fresh) {
		const text = changes.fresh === 1 ? "One more waits: show it" : `${changes.fresh} more wait: show them`;
		if (fresh.parentElement.hidden) say(text.split(":")[0]);
		fresh.textContent = text;
		fresh.parentElement.hidden = false;
	}
}

async function readAnew() {
	const page = await read(await fetch(queue.dataset.here));
	if (page) take(page);
	return page;
}

queue.addEventListener("click", async ({ target }) => {
	if (target.closest("[data-fresh]") && (await readAnew())) focusAt(0);
});

let seen = "", wait = POLL_MS, timer = 0, isAsking = false;
async function ask() {
	clearTimeout(timer);
	if (document.visibilityState !== "visible" || isAsking) return;
	isAsking = true;
	try {
		const { act, reply, changes } = queue.dataset;
		const answer = await fetch(`${changes}?act=${act}&reply=${reply}`, { headers: seen ? { "If-None-Match": seen } : {} });
		if (answer.status === 401) return signedOut();
		if (answer.status === 200) {
			const changes = await answer.json();
			if (changes.more) await readAnew(); // too many to tell one by one
			else tell(changes);
			seen = answer.headers.get("ETag") ?? "";
		}
		wait = answer.ok || answer.status === 304 ? POLL_MS : Math.min(2 * wait, POLL_MOST_MS);
	} catch {
		wait = Math.min(2 * wait, POLL_MOST_MS);
	} finally {
		isAsking = false;
	}
	timer = setTimeout(ask, wait);
}
document.addEventListener("visibilitychange", ask);
timer = setTimeout(ask, POLL_MS);
