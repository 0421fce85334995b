/* SPDX-License-Identifier: Apache-2.0 */
/* Comforts only: everything on the page works without this. What few readers need is fetched when they
   come to need it. */
(() => {
	const files = document.currentScript.dataset;
	const seek = document.querySelector(".seek");
	const field = seek && seek.querySelector("input");
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
				seek.querySelector("summary").focus();
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
	const known = new Set();
	document.addEventListener("focusin", ({ target }) => {
		const form = target.closest("form");
		if (!form || known.has(form)) return;
		known.add(form);
		if (form.matches(".search")) import(files.search).then(({ suggest }) => suggest(form), () => {});
		if (form.closest(".replies")) import(files.replies).catch(() => {});
	});
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
	/* Forms about replies answer in place, or as any form where that cannot be fetched. */
	let plain = false;
	document.addEventListener("submit", (event) => {
		const form = event.target, button = event.submitter;
		const replies = form.closest(".replies");
		if (!replies || plain) return;
		event.preventDefault();
		if (replies.ariaBusy === "true") return;
		const body = new URLSearchParams(new FormData(form));
		if (button && button.name) body.append(button.name, button.value);
		if (form.id === "respond") body.append("took", Math.round(performance.now()));
		replies.ariaBusy = "true";
		import(files.replies).then(({ send }) => send(replies, form, body), () => {
			plain = true;
			form.requestSubmit(button);
		});
	});
})();
