/* SPDX-License-Identifier: Apache-2.0 */
/* While somebody types: headlines, topics and authors that it may become. Fetched when a field for a search
   is first gone to. */
export function suggest(form) {
	const input = form.querySelector("input"), list = document.createElement("ul");
	let timer, asked = input.defaultValue.trim(), chosen = -1;
	list.className = "suggestions";
	list.id = input.id + "-list";
	list.setAttribute("role", "listbox");
	list.hidden = true;
	form.append(list);
	for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", list.id], ["aria-autocomplete", "list"]])
		input.setAttribute(name, value);
	const show = (on) => {
		list.hidden = !on;
		chosen = -1;
		input.setAttribute("aria-expanded", on);
		input.removeAttribute("aria-activedescendant");
	};
	const fill = (found) => {
		list.replaceChildren(...found.map(({ kind, text, url }, n) => {
			const item = document.createElement("li"), link = document.createElement("a");
			item.id = list.id + n;
			item.setAttribute("role", "option");
			link.href = url;
			link.tabIndex = -1;
			link.textContent = text;
			if (form.dataset[kind]) {
				const label = document.createElement("small");
				label.textContent = form.dataset[kind];
				link.append(label);
			}
			item.append(link);
			return item;
		}));
		show(found.length > 0);
	};
	const ask = async () => {
		const words = input.value.trim();
		if (words === asked) return;
		asked = words;
		if (words.length < 2) return show(false);
		try {
			const answer = await fetch(form.action + "suggest/?q=" + encodeURIComponent(input.value));
			const found = answer.ok ? await answer.json() : [];
			if (asked === words) fill(found);
		} catch { show(false); }
	};
	input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
	input.addEventListener("keydown", (event) => {
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (step && !list.hidden) {
			event.preventDefault();
			const items = list.children;
			if (items[chosen]) items[chosen].removeAttribute("aria-selected");
			chosen = (chosen + step + items.length + 1) % (items.length + 1);
			if (chosen < items.length) {
				items[chosen].setAttribute("aria-selected", "true");
				input.setAttribute("aria-activedescendant", items[chosen].id);
			} else input.removeAttribute("aria-activedescendant");
		} else if (event.key === "Enter" && !list.hidden && list.children[chosen]) {
			event.preventDefault();
			location.href = list.children[chosen].firstChild.href;
		} else if (event.key === "Escape" && !list.hidden) {
			event.stopPropagation();
			show(false);
		}
	});
	form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) show(false); });
	ask();
}
