// SPDX-License-Identifier: Apache-2.0
// words.js: what the editor says. The desk's theme may replace each by a JSON block
// <script type="application/json" id="editor-words">.
const ENGLISH = {
	body: "Text of the story",
	toolbar: "Formatting",
	strong: "Bold", em: "Italic", strike: "Struck out", code: "Code", link: "Link", unlink: "Remove link",
	h2: "Heading", h3: "Smaller heading", paragraph: "Paragraph", quote: "Quote", pullquote: "Pull quote",
	bullets: "List", numbers: "Numbered list", table: "Table", rule: "Rule", preformatted: "Preformatted",
	seeAlso: "See also", picture: "Picture", file: "Sound or PDF", embed: "Embed", undo: "Undo", redo: "Redo", find: "Find and replace",
	rowAfter: "Add a row", columnAfter: "Add a column", deleteRow: "Delete the row", deleteColumn: "Delete the column",
	deleteTable: "Delete the table",
	findWhat: "Find", replaceWith: "Replace with", next: "Next", previous: "Previous", replace: "Replace", replaceAll: "Replace all",
	matchCase: "Match case", close: "Close", found: "{n} found",
	address: "Address", apply: "Apply", cancel: "Cancel",
	searchStories: "Search stories", suggestions: "Suggested for this story", noStories: "No story found",
	searchPictures: "Search pictures", noPictures: "No picture found", uncredited: "no credit",
	searchFiles: "Search sound and PDFs", noFiles: "No sound or PDF found", sound: "Sound", paper: "PDF",
	chooseCover: "Choose a cover", noCredit: "No credit", gallery: "Gallery",
	embedAddress: "Address of the film, player or post", embedHelp: "Readers see a link; nothing is loaded until they click.",
	caption: "Caption", kept: "Kept as it is", keptHelp: "This part cannot be edited here. It stays exactly as it is.",
	words: "{n} words", characters: "{n} characters",
	saving: "Saving", saved: "Saved {time}", offline: "Offline: kept on this device", signedOut: "Signed out: kept on this device",
	failed: "Not saved: {why}", here: "{names} is here too", hereMany: "{names} are here too",
	recovered: "This device holds text that was not saved, from {time}.", useIt: "Use it", discard: "Discard it",
	conflict: "{name} saved a newer version while you were writing.", merged: "Changes of {name} were taken in.",
	someone: "Somebody", mine: "Your version", theirs: "Their version", keepMine: "Keep yours", keepTheirs: "Keep theirs",
	keepBoth: "Keep both", conflictDone: "Save the choice",
};

let words = ENGLISH;

export function loadWords() {
	const block = document.getElementById("editor-words");
	words = block ? { ...ENGLISH, ...JSON.parse(block.textContent) } : ENGLISH;
}

export function say(name, values = {}) {
	return words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
}
