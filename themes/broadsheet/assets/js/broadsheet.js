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
})();
