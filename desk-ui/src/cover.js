// SPDX-License-Identifier: Apache-2.0
// cover.js: a cover chosen by looking at pictures instead of by number. Like the other choices
// beside the text it is kept when the form is saved.
import { make } from "./dom.js";
import { choosePicture } from "./picker.js";
import { say } from "./words.js";

export function coverPicker(form) {
	const place = form.querySelector("[data-cover]");
	if (!place) return;
	const image = place.querySelector("[data-cover-image]");
	const credit = place.querySelector("[data-cover-credit]");
	const choose = async () => {
		const picture = await choosePicture();
		if (!picture) return;
		form.elements.cover.value = picture.id;
		if (form.elements.cover_remove) form.elements.cover_remove.checked = false;
		image.src = picture.url;
		image.alt = picture.alt;
		image.removeAttribute("height");
		image.hidden = false;
		credit.replaceChildren(picture.credit || make("strong", { class: "missing" }, say("noCredit")));
	};
	credit.after(make("p", {}, make("button", { type: "button", onclick: choose }, say("chooseCover"))));
}
