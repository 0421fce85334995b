// SPDX-License-Identifier: Apache-2.0
// count.js: words and characters, counted when there is time for it; a block is counted once.
import { Plugin } from "prosemirror-state";
import { make } from "./dom.js";
import { say } from "./words.js";

const WORD = /[\p{L}\p{N}]+(?:['\u2019.\-][\p{L}\p{N}]+)*/gu;

export function counter() {
	const line = make("p", { class: "editor-count" });
	const known = new WeakMap();
	const countsOf = (block) => {
		let counts = known.get(block);
		if (!counts) {
			const text = block.textBetween(0, block.content.size, "\n", " ");
			counts = { words: (text.match(WORD) || []).length, characters: [...text.replace(/\n/g, "")].length };
			known.set(block, counts);
		}
		return counts;
	};
	const show = (doc) => {
		let [words, characters] = [0, 0];
		doc.forEach((block) => {
			const counts = countsOf(block);
			words += counts.words;
			characters += counts.characters;
		});
		line.textContent = `${say("words", { n: words.toLocaleString() })} \u00b7 ${say("characters", { n: characters.toLocaleString() })}`;
	};
	let due = 0;
	const plugin = new Plugin({
		view(view) {
			show(view.state.doc);
			return { update: (at, before) => {
				if (before.doc !== at.state.doc) due ||= requestIdleCallback(() => { due = 0; if (!at.isDestroyed) show(at.state.doc); }, { timeout: 500 });
			} };
		},
	});
	return { line, plugin };
}
