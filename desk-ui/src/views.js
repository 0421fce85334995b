// SPDX-License-Identifier: Apache-2.0
// views.js: how pictures, See also and what is kept look in the editor. Their names and pictures
// come from the desk, once each, by catalogue.js.
import { pictureOf, storyOf } from "./catalogue.js";
import { make } from "./dom.js";
import { schema } from "./schema.js";
import { say } from "./words.js";

class SeeAlsoView {
	constructor(node) {
		this.title = make("span");
		this.dom = make("aside", { class: "see-also", "data-see-also": node.attrs.story },
			make("b", {}, say("seeAlso")), " ", this.title);
		storyOf(node.attrs.story).then((story) => { this.title.textContent = story.headline; });
	}
}

class PictureView {
	constructor(node) {
		this.media = node.attrs.media;
		this.image = make("img", { alt: "", draggable: "false" });
		this.credit = make("small", { class: "credit", contenteditable: "false" });
		this.contentDOM = make("figcaption", { "data-placeholder": say("caption") });
		this.dom = make("figure", { class: `picture ${node.attrs.class || ""}`, "data-media": this.media },
			this.image, this.contentDOM, this.credit);
		pictureOf(this.media).then((picture) => this.show(picture));
	}

	show(picture) {
		if (picture.kind) return this.#showFile(picture);
		if (picture.url) this.image.src = picture.url;
		this.image.alt = picture.alt || "";
		this.credit.textContent = picture.credit || say("uncredited");
		this.credit.classList.toggle("missing", !picture.credit);
	}

	// Sound can be listened to; a PDF is its name.
	#showFile({ kind, url, title, credit }) {
		const shown = kind === "audio" ? make("audio", { controls: true, preload: "none", src: url, "aria-label": title }) : make("b", {}, say("paper"));
		this.image.replaceWith(make("span", { class: "file", contenteditable: "false" }, shown, " ", title));
		this.credit.textContent = credit;
	}

	update(node) {
		if (node.type !== schema.nodes.picture || node.attrs.media !== this.media) return false;
		this.dom.className = `picture ${node.attrs.class || ""}`;
		return true;
	}

	ignoreMutation(mutation) {
		return mutation.type !== "selection" && !this.contentDOM.contains(mutation.target);
	}
}

class InlinePictureView {
	constructor(node) {
		this.dom = make("img", { alt: node.attrs.alt, class: "inline-picture" });
		pictureOf(node.attrs.media).then((picture) => { if (picture.url) this.dom.src = picture.url; });
	}
}

// Shows the text of it, as text.
class KeptView {
	constructor(node) {
		const text = new DOMParser().parseFromString(node.attrs.html, "text/html").body.textContent.replace(/\s+/g, " ").trim();
		this.dom = make("div", { class: "kept", title: say("keptHelp"), "data-kept": node.attrs.html },
			make("small", {}, say("kept")), make("p", {}, text.length > 600 ? `${text.slice(0, 600)}\u2026` : text));
	}
}

export const nodeViews = {
	see_also: (node) => new SeeAlsoView(node),
	picture: (node) => new PictureView(node),
	inline_picture: (node) => new InlinePictureView(node),
	kept: (node) => new KeptView(node),
};
