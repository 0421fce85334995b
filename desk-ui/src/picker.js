// SPDX-License-Identifier: Apache-2.0
// picker.js: dialogs that choose a story, a picture, an address.
import { findFiles, findPictures, findStories, suggestedFor } from "./catalogue.js";
import { ask, make } from "./dom.js";
import { say } from "./words.js";

const PAUSE_MS = 200;

// A search field over a list to choose from. look(words) gives the items, line(item) what is shown.
async function choose({ title, label, empty, first, look, line }) {
	const list = make("ul", { class: "editor-choices", "aria-live": "polite" });
	let chosen = null;
	let asked = 0;
	const show = async (items) => {
		const mine = ++asked;
		const found = await items.catch(() => []);
		if (mine !== asked) return;
		list.replaceChildren(...found.map((item) => make("li", {}, make("button", { value: "chosen", onclick: () => { chosen = item; } }, ...line(item)))));
		if (!found.length) list.append(make("li", { class: "none" }, empty));
	};
	let pause;
	const field = make("input", {
		type: "search", "aria-label": label, placeholder: label, autofocus: true,
		oninput: () => {
			clearTimeout(pause);
			pause = setTimeout(() => show(field.value.trim() ? look(field.value.trim()) : first()), PAUSE_MS);
		},
		onkeydown: (event) => {
			if (event.key === "Enter") event.preventDefault();
			const button = list.querySelector("button");
			if (event.key === "ArrowDown" && button) button.focus();
		},
	});
	list.addEventListener("keydown", (event) => {
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (!step) return;
		event.preventDefault();
		const buttons = [...list.querySelectorAll("button")];
		(buttons[buttons.indexOf(document.activeElement) + step] || field).focus();
	});
	show(first());
	await ask(title, make("div", {}, field, list), [{ value: "", label: say("cancel") }]);
	return chosen;
}

export function chooseStory(story) {
	return choose({
		title: say("seeAlso"), label: say("searchStories"), empty: say("noStories"),
		first: () => suggestedFor(story), look: findStories,
		line: (item) => [make("small", {}, [item.section, item.date].filter(Boolean).join(" \u00b7 ")), make("span", {}, item.headline)],
	});
}

export function choosePicture() {
	return choose({
		title: say("picture"), label: say("searchPictures"), empty: say("noPictures"),
		first: () => findPictures(""), look: findPictures,
		line: (item) => [
			make("img", { src: item.url, alt: "", loading: "lazy" }),
			make("span", {}, item.caption || item.alt || `#${item.id}`), make("small", {}, item.credit || say("uncredited")),
		],
	});
}

export function chooseFile() {
	return choose({
		title: say("file"), label: say("searchFiles"), empty: say("noFiles"),
		first: () => findFiles(""), look: findFiles,
		line: (item) => [make("span", {}, item.title || `#${item.id}`), make("small", {}, say(item.kind === "audio" ? "sound" : "paper"))],
	});
}

// One after the other, until the dialog is left without a choice.
export async function choosePictures() {
	const chosen = [];
	for (let picture = await choosePicture(); picture; picture = await choosePicture()) chosen.push(picture);
	return chosen;
}

// An address somebody typed or pasted. Gives null when it is none that a body may hold.
export function cleanAddress(text) {
	const address = text.trim();
	if (!address) return null;
	if (/^(https?:\/\/|mailto:|tel:|\/|#)/i.test(address)) return address;
	if (/^[^\s:/]+@[^\s/]+\.[^\s/]+$/.test(address)) return `mailto:${address}`;
	if (/^[\w-]+(\.[\w-]+)+(\/|$)/.test(address)) return `https://${address}`;
	return null;
}

export async function askAddress({ title, help, value = "", canRemove = false }) {
	const field = make("input", { type: "text", inputmode: "url", value, required: true, autofocus: true, "aria-label": say("address") });
	const buttons = [{ value: "apply", label: say("apply"), isMain: true }, { value: "", label: say("cancel") }];
	if (canRemove) buttons.splice(1, 0, { value: "remove", label: say("unlink") });
	const said = await ask(title, make("div", {}, help ? make("p", {}, help) : null, field), buttons);
	if (said === "remove") return { remove: true };
	return said === "apply" ? { address: cleanAddress(field.value) } : {};
}
