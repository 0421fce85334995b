// SPDX-License-Identifier: Apache-2.0
// toolbar.js: the row of buttons, and which of them are pressed. One tab stop; arrows move in it
// (WAI-ARIA Authoring Practices, toolbar).
import { redo, undo } from "prosemirror-history";
import { Plugin } from "prosemirror-state";
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, isInTable } from "prosemirror-tables";
import * as commands from "./commands.js";
import { make } from "./dom.js";
import { schema } from "./schema.js";
import { say } from "./words.js";

const { nodes, marks } = schema;
const marked = (name) => (state) => commands.hasMark(state, marks[name]);
const inside = (type, attrs) => (state) => commands.isIn(state, type, attrs);

// word, sign, command, pressed?, shown?
function buttonsOf(actions) {
	return [
		["strong", "B", commands.toggle("strong"), marked("strong")],
		["em", "I", commands.toggle("em"), marked("em")],
		["link", null, actions.link, (state) => commands.linkAt(state) !== null],
		["h2", "H2", commands.toHeading(2), inside(nodes.heading, { level: 2 })],
		["h3", "H3", commands.toHeading(3), inside(nodes.heading, { level: 3 })],
		["quote", "\u201c", commands.quote, inside(nodes.blockquote, { class: null })],
		["pullquote", "\u275d", commands.pullquote, inside(nodes.blockquote, { class: "pullquote" })],
		["bullets", "\u2022", commands.bullets, inside(nodes.bullet_list)],
		["numbers", "1.", commands.numbers, inside(nodes.ordered_list)],
		["strike", "S", commands.toggle("s"), marked("s")],
		["code", "<>", commands.toggle("code"), marked("code")],
		["preformatted", "{ }", commands.toPreformatted, inside(nodes.preformatted)],
		["table", "\u229e", commands.table, isInTable],
		["rule", "\u2014", commands.rule],
		["seeAlso", null, actions.seeAlso],
		["picture", null, actions.picture],
		["gallery", null, actions.gallery],
		["file", null, actions.file],
		["embed", null, actions.embed],
		["undo", "\u21b6", undo],
		["redo", "\u21b7", redo],
		["find", "\u2315", actions.find],
		["rowAfter", null, addRowAfter, null, isInTable],
		["columnAfter", null, addColumnAfter, null, isInTable],
		["deleteRow", null, deleteRow, null, isInTable],
		["deleteColumn", null, deleteColumn, null, isInTable],
		["deleteTable", null, deleteTable, null, isInTable],
	];
}

function moveAlong(bar, event) {
	const shown = [...bar.querySelectorAll("button:not([hidden])")];
	const at = shown.indexOf(document.activeElement);
	const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: shown.length - 1 }[event.key];
	if (to === undefined || at < 0) return;
	event.preventDefault();
	const next = shown[(to + shown.length) % shown.length];
	for (const button of shown) button.tabIndex = button === next ? 0 : -1;
	next.focus();
}

// Gives the bar and a plugin that keeps it as the text is.
export function toolbar(actions, keys) {
	const bar = make("div", { class: "editor-bar", role: "toolbar", "aria-label": say("toolbar"), "aria-controls": "editor-text" });
	let view;
	const entries = buttonsOf(actions).map(([word, sign, command, isPressed, isShown], index) => {
		const key = keys[word];
		const button = make("button", {
			type: "button", title: key ? `${say(word)} (${key})` : say(word), tabindex: index ? -1 : 0,
			"data-command": word,
			onmousedown: (event) => event.preventDefault(),
			onclick: () => {
				command(view.state, view.dispatch, view);
				if (!document.querySelector("dialog[open], .editor-find:focus-within")) view.focus();
			},
		}, sign ? make("span", { "aria-hidden": "true" }, sign) : say(word), sign ? make("span", { class: "spoken" }, say(word)) : "");
		bar.append(button);
		return { button, command, isPressed, isShown };
	});
	bar.addEventListener("keydown", (event) => moveAlong(bar, event));
	const refresh = () => {
		for (const { button, command, isPressed, isShown } of entries) {
			if (isShown) button.hidden = !isShown(view.state);
			if (isPressed) button.setAttribute("aria-pressed", isPressed(view.state));
			button.setAttribute("aria-disabled", !command(view.state, null, null));
		}
	};
	let due = 0;
	const plugin = new Plugin({
		view(editorView) {
			view = editorView;
			refresh();
			// Never while a key is on its way to the screen.
			return { update: () => { due ||= requestIdleCallback(() => { due = 0; if (!view.isDestroyed) refresh(); }, { timeout: 200 }); } };
		},
	});
	return { bar, plugin };
}
