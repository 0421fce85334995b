// SPDX-License-Identifier: Apache-2.0
// editor.js: the body's editor, put together from its parts.
import { baseKeymap } from "prosemirror-commands";
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history, redo, undo } from "prosemirror-history";
import { undoInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { EditorState, Plugin } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { Body } from "./blocks.js";
import * as commands from "./commands.js";
import { counter } from "./count.js";
import { make } from "./dom.js";
import { findBar } from "./find.js";
import { cleanPasted } from "./paste.js";
import { askAddress, chooseFile, choosePicture, choosePictures, chooseStory } from "./picker.js";
import { rules } from "./rules.js";
import { schema } from "./schema.js";
import { toolbar } from "./toolbar.js";
import { nodeViews } from "./views.js";
import { say } from "./words.js";

const KEYS = { strong: "Ctrl+B", em: "Ctrl+I", link: "Ctrl+K", undo: "Ctrl+Z", redo: "Ctrl+Y", find: "Ctrl+F", seeAlso: "Ctrl+Shift+S" };

export class Editor {
	// area: the text area that holds the body; place: where the editor goes; changed: told of typing.
	constructor({ area, story, place, changed }) {
		this.story = story;
		this.body = new Body(area.value);
		this.find = findBar();
		const actions = this.#actions();
		const { bar, plugin } = toolbar(actions, KEYS);
		const count = counter();
		const text = make("div", { class: "editor-text" });
		place.replaceChildren(bar, this.find.bar, text, count.line);
		this.view = new EditorView(text, {
			state: EditorState.create({ doc: this.body.doc, plugins: this.#plugins(actions, plugin, count.plugin, changed) }),
			nodeViews,
			attributes: { id: "editor-text", role: "textbox", "aria-multiline": "true", "aria-label": say("body") },
			transformPastedHTML: cleanPasted,
		});
		this.find.attach(this.view);
		place.hidden = false;
		area.hidden = true;
		for (const label of area.labels || []) label.hidden = true;
	}

	write() {
		this.written = this.view.state.doc;
		return this.body.write(this.written);
	}

	// The server's spelling of what was written last.
	learn(source) {
		if (this.written) this.body.learn(this.written, source);
	}

	// Puts these blocks in place of the text, touching only what differs: the cursor stays.
	show(blocks) {
		const { doc, tr } = this.view.state;
		const nodes = this.body.nodesOf(blocks, doc);
		if (!nodes.length) nodes.push(schema.nodes.paragraph.create());
		let start = 0;
		while (start < nodes.length && start < doc.childCount && nodes[start] === doc.child(start)) start++;
		let end = 0;
		while (end < nodes.length - start && end < doc.childCount - start &&
			nodes[nodes.length - 1 - end] === doc.child(doc.childCount - 1 - end)) end++;
		let from = 0;
		for (let i = 0; i < start; i++) from += doc.child(i).nodeSize;
		let to = from;
		for (let i = start; i < doc.childCount - end; i++) to += doc.child(i).nodeSize;
		this.view.dispatch(tr.replaceWith(from, to, nodes.slice(start, nodes.length - end)).setMeta("addToHistory", false));
	}

	#plugins(actions, bar, count, changed) {
		return [
			rules,
			keymap({
				"Mod-b": commands.toggle("strong"), "Mod-i": commands.toggle("em"), "Mod-k": actions.link, "Mod-`": commands.toggle("code"),
				"Mod-z": undo, "Mod-y": redo, "Mod-Shift-z": redo, "Mod-f": actions.find, "Mod-h": actions.find, "Mod-Shift-s": actions.seeAlso,
				"Mod-Alt-0": commands.toParagraph, "Mod-Alt-2": commands.toHeading(2), "Mod-Alt-3": commands.toHeading(3),
				"Mod-Shift-8": commands.bullets, "Mod-Shift-7": commands.numbers, "Mod-Shift-9": commands.quote,
				Enter: commands.enter, Tab: commands.tab, "Shift-Tab": commands.shiftTab, "Shift-Enter": commands.lineBreak, Backspace: undoInputRule,
				"Alt-F10": () => { document.querySelector(".editor-bar button[tabindex='0']").focus(); return true; },
			}),
			keymap(baseKeymap),
			history(), dropCursor(), gapCursor(), tableEditing(), this.find.plugin, bar, count,
			new Plugin({ view: () => ({ update: (view, before) => { if (before.doc !== view.state.doc) changed(); } }) }),
		];
	}

	// Commands that ask something first. Without dispatch they only say whether they apply.
	#actions() {
		const asking = (work) => (state, dispatch, view) => {
			if (dispatch) work(view).finally(() => view.focus());
			return true;
		};
		const run = (view, command) => command(view.state, view.dispatch, view);
		return {
			find: this.find.open,
			link: asking(async (view) => {
				const link = commands.linkAt(view.state);
				const said = await askAddress({ title: say("link"), value: link?.mark.attrs.href || "", canRemove: link !== null });
				if (said.remove) run(view, commands.unlink);
				else if (said.address) run(view, commands.setLink({ href: said.address }));
			}),
			seeAlso: asking(async (view) => {
				const story = await chooseStory(this.story);
				if (story) run(view, commands.insertBlock(schema.nodes.see_also.create({ story: story.id })));
			}),
			picture: asking(async (view) => {
				const picture = await choosePicture();
				if (picture) run(view, commands.insertPicture(picture.id));
			}),
			file: asking(async (view) => {
				const file = await chooseFile();
				if (file) run(view, commands.insertFile(file.id));
			}),
			gallery: asking(async (view) => {
				const pictures = await choosePictures();
				if (pictures.length) run(view, commands.insertGallery(pictures.map(({ id }) => id)));
			}),
			embed: asking(async (view) => {
				const { address } = await askAddress({ title: say("embed"), help: say("embedHelp") });
				if (!address || !/^https?:/i.test(address)) return;
				const label = schema.text(new URL(address).host.replace(/^www\./, ""), [schema.marks.link.create({ href: address })]);
				run(view, commands.insertBlock(schema.nodes.paragraph.create({ class: "embed" }, label)));
			}),
		};
	}
}

