/* SPDX-License-Identifier: Apache-2.0 */
/* Forms about replies answer in place: the page that comes back has the replies as they are now, and
   what was wrong, or what was typed, stands in it. Fetched when such a form is first gone to. */
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
/* body: what the form says, in the moment it was sent. */
export async function send(replies, form, body) {
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
}
