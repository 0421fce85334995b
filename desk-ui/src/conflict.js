// SPDX-License-Identifier: Apache-2.0
// conflict.js: two people changed the same: what a person decides, and what needs no decision.
import { cutBlocks } from "./blocks.js";
import { ask, make } from "./dom.js";
import { mergeBlocks, mergeField } from "./merge.js";
import { say } from "./words.js";

const cut = (body) => cutBlocks(body) || [body];

const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;

// One place where both changed: both texts, and which to keep.
function question(mine, theirs, index, canBoth) {
	const choice = (value, word, isFirst) => make("label", {},
		make("input", { type: "radio", name: `choice-${index}`, value, checked: isFirst, required: true }), " ", say(word));
	return make("fieldset", { class: "editor-conflict" },
		make("div", { class: "sides" },
			make("section", {}, make("h3", {}, say("mine")), ...mine.map((block) => make("p", {}, plain(block)))),
			make("section", {}, make("h3", {}, say("theirs")), ...theirs.map((block) => make("p", {}, plain(block))))),
		make("p", {}, choice("mine", "keepMine", false), choice("theirs", "keepTheirs", false), canBoth ? choice("both", "keepBoth", true) : null));
}

function chosen(dialogContent, index) {
	return dialogContent.querySelector(`input[name="choice-${index}"]:checked`).value;
}

// Gives: {fields, wasAsked}, or null when the person put it off.
export async function settle(base, mine, current) {
	const fields = {};
	const open = [];
	for (const name of Object.keys(base)) {
		if (current[name] === undefined || name === "body") continue;
		const merged = mergeField(base[name], mine[name], current[name]);
		fields[name] = merged.value;
		if (merged.value === undefined) open.push({ name, mine: [merged.mine], theirs: [merged.theirs] });
	}
	const parts = current.body === undefined ? [] : mergeBlocks(cut(base.body), cut(mine.body), cut(current.body));
	for (const part of parts) if (part.mine) open.push(part);
	if (open.length) {
		const content = make("div", {}, ...open.map((at, index) => question(at.mine, at.theirs, index, !at.name)));
		const said = await ask(say("conflict", { name: current.by || say("someone") }), content,
			[{ value: "done", label: say("conflictDone"), isMain: true }, { value: "", label: say("cancel") }]);
		if (said !== "done") return null;
		open.forEach((at, index) => { at.choice = chosen(content, index); });
	}
	for (const at of open) if (at.name) fields[at.name] = at.choice === "mine" ? at.mine[0] : at.theirs[0];
	if (current.body !== undefined)
		fields.body = parts.flatMap((part) => part.blocks || { mine: part.mine, theirs: part.theirs, both: [...part.mine, ...part.theirs] }[part.choice]);
	return { fields, wasAsked: open.length > 0 };
}
