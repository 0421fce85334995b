// SPDX-License-Identifier: Apache-2.0
// find.js: the bar that finds and replaces in the text.
import {
	findNext, findPrev, getSearchState, replaceAll, replaceNext, search, SearchQuery, setSearchState,
} from "prosemirror-search";
import { make } from "./dom.js";
import { say } from "./words.js";

function countMatches(state) {
	const { query } = getSearchState(state);
	let count = 0;
	for (let at = 0; query.valid; count++) {
		const match = query.findNext(state, at);
		if (!match) break;
		at = Math.max(match.to, at + 1);
	}
	return count;
}

export function findBar() {
	let view;
	const what = make("input", { type: "search", "aria-label": say("findWhat"), placeholder: say("findWhat") });
	const by = make("input", { type: "text", "aria-label": say("replaceWith"), placeholder: say("replaceWith") });
	const matchCase = make("input", { type: "checkbox" });
	const found = make("output", { "aria-live": "polite" });
	const close = () => {
		bar.hidden = true;
		view.dispatch(setSearchState(view.state.tr, new SearchQuery({ search: "" })));
		view.focus();
	};
	const look = () => {
		const query = new SearchQuery({ search: what.value, replace: by.value, caseSensitive: matchCase.checked });
		view.dispatch(setSearchState(view.state.tr, query));
		found.textContent = what.value ? say("found", { n: countMatches(view.state) }) : "";
	};
	const run = (command) => {
		command(view.state, view.dispatch);
		found.textContent = what.value ? say("found", { n: countMatches(view.state) }) : "";
	};
	const button = (word, command) => make("button", { type: "button", onclick: () => run(command) }, say(word));
	const bar = make("div", { class: "editor-find", role: "search", hidden: true },
		what, by, make("label", {}, matchCase, " ", say("matchCase")),
		button("previous", findPrev), button("next", findNext), button("replace", replaceNext), button("replaceAll", replaceAll),
		found, make("button", { type: "button", onclick: close }, say("close")));
	for (const field of [what, by, matchCase]) field.addEventListener("input", look);
	bar.addEventListener("keydown", (event) => {
		if (event.key === "Escape") close();
		if (event.key === "Enter" && event.target.tagName === "INPUT") {
			event.preventDefault();
			run(event.target === by ? replaceNext : event.shiftKey ? findPrev : findNext);
		}
	});
	return {
		bar,
		plugin: search(),
		attach(editorView) { view = editorView; },
		open: (state, dispatch) => {
			if (!dispatch) return true;
			const { from, to, empty } = state.selection;
			if (!empty) what.value = state.doc.textBetween(from, to, " ").slice(0, 200);
			bar.hidden = false;
			look();
			what.focus();
			what.select();
			return true;
		},
	};
}
