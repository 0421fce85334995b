// SPDX-License-Identifier: Apache-2.0
// dom.js: making elements. Text is always text here, never HTML.

export function make(tag, attributes = {}, ...children) {
	const dom = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		if (name.startsWith("on")) dom.addEventListener(name.slice(2), value);
		else if (value === true) dom.setAttribute(name, "");
		else if (value !== false && value !== null && value !== undefined) dom.setAttribute(name, value);
	}
	dom.append(...children.filter((child) => child !== null));
	return dom;
}

// A modal dialog; gives what the form's button said, once it is closed.
export function ask(title, content, buttons) {
	return new Promise((resolve) => {
		const id = `dialog-${Math.random().toString(36).slice(2)}`;
		const dialog = make("dialog", { class: "editor-dialog", "aria-labelledby": id },
			make("form", { method: "dialog" },
				make("h2", { id }, title), content,
				make("p", { class: "editor-dialog-buttons" },
					...buttons.map(({ value, label, isMain }) => make("button", { value, class: isMain ? "main" : null, formnovalidate: !isMain }, label)))));
		dialog.addEventListener("close", () => {
			dialog.remove();
			resolve(dialog.returnValue);
		});
		document.body.append(dialog);
		dialog.showModal();
	});
}

export const isModal = () => document.querySelector("dialog[open]") !== null;
