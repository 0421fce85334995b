/* SPDX-License-Identifier: Apache-2.0 */
/* Comforts only: everything on the page works without this. */
(() => {
	const seek = document.querySelector(".seek");
	const field = seek && seek.querySelector("input");
	const opener = seek && seek.querySelector("summary");
	if (seek) {
		seek.addEventListener("toggle", () => {
			if (seek.open) field.focus();
			document.documentElement.classList.toggle("seeking", seek.open);
		});
		seek.addEventListener("focusout", (event) => {
			if (seek.open && event.relatedTarget && !seek.contains(event.relatedTarget)) field.focus();
		});
	}
	document.addEventListener("keydown", (event) => {
		if (event.key === "Escape") {
			if (seek && seek.open) {
				seek.open = false;
				opener.focus();
			}
			const connect = document.querySelector(".connect[open]");
			if (connect) connect.open = false;
		}
		if (event.key === "/" && seek && !seek.open && !event.ctrlKey && !event.metaKey &&
			!/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) {
			event.preventDefault();
			seek.open = true;
		}
	});
	/* While somebody types: headlines, topics and authors that it may become. */
	for (const form of document.querySelectorAll("form.search")) {
		const input = form.querySelector("input"), list = document.createElement("ul");
		let timer, asked = "", chosen = -1;
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
	}
	/* A link to a reply, or to the form, opens what is folded over it. */
	const unfold = () => {
		const at = /^#(comment-\d+|respond|comments)$/.test(location.hash) &&
			document.querySelector(location.hash);
		const fold = at && at.closest("details");
		if (fold) {
			fold.open = true;
			at.scrollIntoView();
		}
	};
	addEventListener("hashchange", unfold);
	unfold();
	/* Forms about replies answer in place: the page that comes back has the replies as they are
	   now, and what was wrong, or what was typed, stands in it. */
	const keepTyped = (from, to) => {
		for (const field of from.querySelectorAll(".reply-form :is(textarea, input:not([type=hidden]))")) {
			const same = to.querySelector("#" + field.id);
			if (same) same.value = field.value;
		}
	};
	const show = (replies, fresh, address) => {
		const asked = new URL(address).searchParams;
		replies.replaceWith(fresh);
		fresh.open = true;
		const at = fresh.querySelector("[aria-invalid]") ||
			fresh.querySelector(".reply-form .preview, [role=alert]") ||
			fresh.querySelector("#comment-" + (asked.get("comment") || "0")) ||
			fresh.querySelector("#waiting") || fresh.querySelector("[role=status]");
		if (!at) return;
		if (!at.matches("textarea, input")) at.tabIndex = -1;
		at.focus({ preventScroll: true });
		at.scrollIntoView({ block: "center" });
	};
	document.addEventListener("submit", async (event) => {
		const form = event.target, button = event.submitter;
		const replies = form.closest(".replies");
		if (!replies || !window.fetch || replies.ariaBusy === "true") return;
		event.preventDefault();
		const body = new URLSearchParams(new FormData(form));
		if (button && button.name) body.append(button.name, button.value);
		if (form.id === "respond") body.append("took", Math.round(performance.now()));
		replies.ariaBusy = "true";
		try {
			const answer = await fetch(form.action, { method: "POST", body });
			const page = new DOMParser().parseFromString(await answer.text(), "text/html");
			const fresh = page.getElementById("comments");
			if (!fresh) throw new Error("no replies there");
			if (form.id !== "respond") keepTyped(replies, fresh);
			if (answer.redirected) history.replaceState(null, "", answer.url);
			show(replies, document.adoptNode(fresh), answer.url);
		} catch {
			/* as a page would: the browser sends it once more and shows what comes */
			for (const [name, value] of body)
				if (!form.elements[name]) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
			form.submit();
		}
	});
})();
