// SPDX-License-Identifier: Apache-2.0
// desk.js: what makes lists quicker by keyboard and forms kinder. Nothing here is needed.

const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

// Lists: j and k move, Enter opens, x chooses; / goes to the search.
const rows = () => [...document.querySelectorAll("[data-list] tbody tr")];
let at = -1;

function go(to) {
	const all = rows();
	if (!all.length) return;
	all[at]?.classList.remove("here");
	at = Math.max(0, Math.min(all.length - 1, to));
	all[at].classList.add("here");
	all[at].querySelector("a")?.focus();
}

document.addEventListener("keydown", (event) => {
	if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
	if (typing(event.target) && event.target.type !== "checkbox") return;
	if (event.key === "j") go(at + 1);
	else if (event.key === "k") go(at - 1);
	else if (event.key === "x" && at >= 0) rows()[at].querySelector('[type="checkbox"]')?.click();
	else if (event.key === "/" && document.querySelector('[data-key="/"]')) document.querySelector('[data-key="/"]').focus();
	else return;
	event.preventDefault();
});

for (const all of document.querySelectorAll("[data-all]"))
	all.addEventListener("change", () => {
		for (const box of all.closest("table").querySelectorAll('tbody [type="checkbox"]')) box.checked = all.checked;
	});

// A row of names or sections: one more empty one once the last is used.
document.addEventListener("input", ({ target }) => {
	const row = target.closest("[data-row]");
	if (!row || row.nextElementSibling?.matches("[data-row]") || !target.value) return;
	const next = row.cloneNode(true);
	for (const input of next.querySelectorAll("input, select")) input.value = "";
	row.after(next);
});

// Typing a time means that it is to be later.
for (const input of document.querySelectorAll("[data-sets]"))
	input.addEventListener("input", () => {
		const [name, value] = input.dataset.sets.split(" ");
		const radio = input.form.querySelector(`[name="${name}"][value="${value}"]`);
		if (input.value) radio.checked = true;
	});

// What a search engine would show, while it is typed.
for (const shown of document.querySelectorAll("[data-shows]")) {
	const inputs = shown.dataset.shows.split(" ").map((name) => document.forms["story-form"]?.elements[name]).filter(Boolean);
	const show = () => { shown.textContent = inputs.map((input) => input.value.trim()).find(Boolean) || ""; };
	for (const input of inputs) input.addEventListener("input", show);
}

for (const input of document.querySelectorAll("[data-select]")) input.addEventListener("focus", () => input.select());

// Proposed topics: a click, or Alt and the number, puts one into the field, without a page between.
function takeTopic(button) {
	const field = button.form.elements.topics;
	field.value = [field.value.trim().replace(/,$/, ""), button.value].filter(Boolean).join(", ");
	field.dispatchEvent(new Event("input", { bubbles: true }));
	const next = button.nextElementSibling || button.previousElementSibling || field;
	button.remove();
	next.focus();
}
for (const button of document.querySelectorAll("[data-topic]"))
	button.addEventListener("click", (event) => { event.preventDefault(); takeTopic(button); });
document.addEventListener("keydown", (event) => {
	if (!event.altKey || event.ctrlKey || event.metaKey || !/^[1-9]$/.test(event.key)) return;
	const button = document.querySelectorAll("[data-topic]")[event.key - 1];
	if (!button) return;
	event.preventDefault();
	takeTopic(button);
});
