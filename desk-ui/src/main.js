// SPDX-License-Identifier: Apache-2.0
// main.js: puts the editor in place of the text area of the story screen. The form keeps working:
// the text area's value is what is sent.
import { say, loadWords } from "./words.js";
import { settle } from "./conflict.js";
import { make } from "./dom.js";
import { coverPicker } from "./cover.js";
import { Editor } from "./editor.js";
import { watchOthers } from "./presence.js";
import { Saving } from "./saving.js";
import { clearShelf, unshelve } from "./shelf.js";

const FIELDS = ["headline", "standfirst", "slug", "language", "canonical_url", "meta_title", "meta_description"];

class Screen {
	constructor(form) {
		this.form = form;
		this.story = Number(form.dataset.story);
		this.inputs = FIELDS.map((name) => form.elements[name]).filter(Boolean);
		this.area = form.elements.body;
		this.editor = new Editor({ area: this.area, story: this.story, place: document.getElementById("editor"), changed: () => this.saving.changed() });
		this.state = document.getElementById("save-state");
		this.saving = new Saving({
			story: this.story, address: form.dataset.draft, token: form.dataset.token, version: form.dataset.version, host: this,
		});
		for (const input of this.inputs) input.addEventListener("input", () => this.saving.changed());
		form.addEventListener("submit", (event) => this.#submit(event));
		watchOthers({ address: form.dataset.presence, token: form.dataset.token, place: document.getElementById("others"), saving: this.saving });
		coverPicker(form);
		this.#recover();
	}

	fields() {
		return { ...Object.fromEntries(this.inputs.map((input) => [input.name, input.value])), body: this.editor.write() };
	}

	// kept: what the server holds of what was sent.
	learn(kept) {
		if (kept.body !== undefined) this.editor.learn(kept.body);
		this.form.elements.version.value = this.saving.version;
	}

	show(text, isTrouble) {
		if (this.state.textContent !== text) this.state.textContent = text;
		this.state.classList.toggle("trouble", isTrouble);
	}

	async merge(base, current) {
		const settled = await settle(base, this.fields(), current);
		if (!settled) return null;
		for (const input of this.inputs) if (settled.fields[input.name] !== undefined) input.value = settled.fields[input.name];
		if (settled.fields.body) this.editor.show(settled.fields.body);
		this.show(say("merged", { name: current.by || say("someone") }), false);
		return settled.fields;
	}

	// A button of the form: first what is under way ends, then the newest version is named.
	#submit(event) {
		this.area.value = this.editor.write();
		if (!this.saving.running) {
			this.form.elements.version.value = this.saving.version;
			this.saving.stop();
			return;
		}
		event.preventDefault();
		const { submitter } = event;
		this.saving.running.then(() => this.form.requestSubmit(submitter));
	}

	// What this device kept when it could not be saved.
	async #recover() {
		const record = await unshelve(this.story).catch(() => null);
		const now = this.fields();
		if (!record || Object.keys(now).every((name) => record.fields[name] === undefined || record.fields[name] === now[name])) return;
		const box = make("div", { class: "editor-recovered", role: "alert" },
			make("p", {}, say("recovered", { time: new Date(record.at).toLocaleString() })),
			make("button", { type: "button", class: "main", onclick: () => { box.remove(); this.#restore(record, now); } }, say("useIt")), " ",
			make("button", { type: "button", onclick: () => { box.remove(); clearShelf(this.story); } }, say("discard")));
		document.getElementById("editor").before(box);
	}

	async #restore(record, now) {
		const settled = await settle(record.base, record.fields, now);
		if (!settled) return;
		for (const input of this.inputs) if (settled.fields[input.name] !== undefined) input.value = settled.fields[input.name];
		if (settled.fields.body) this.editor.show(settled.fields.body);
		this.saving.changed();
	}
}

const form = document.getElementById("story-form");
if (form && document.getElementById("editor")) {
	loadWords();
	globalThis.broadsideEditor = new Screen(form);
}
