// SPDX-License-Identifier: Apache-2.0
// catalogue.js: what the desk knows of stories and pictures, asked by number or by words.
//
//   GET /desk/find?q=WORDS             -> {"stories": [{"id", "headline", "section", "date"}]}
//   GET /desk/find?ids=1,2             -> the same, those stories
//   GET /desk/stories/N/related        -> the same, suggestions for story N
//   GET /desk/pictures/find?q=WORDS    -> {"pictures": [{"id", "url", "alt", "credit", "caption",
//                                                      "kind", "title"}]}   kind: "audio", "file", absent of a picture
//   GET /desk/pictures/find?kind=files&q=WORDS  -> the same, sound and PDFs
//   GET /desk/pictures/find?ids=1,2

async function get(address) {
	const reply = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
	if (!reply.ok) throw new Error(`${reply.status}`);
	return reply.json();
}

// Numbers asked for in the same moment go in one request.
class ById {
	constructor(address, list, missing) {
		Object.assign(this, { address, list, missing, known: new Map(), waiting: new Map() });
	}

	of(id) {
		if (!this.known.has(id)) {
			this.known.set(id, new Promise((resolve) => this.waiting.set(id, resolve)));
			if (this.waiting.size === 1) queueMicrotask(() => this.#ask());
		}
		return this.known.get(id);
	}

	learn(items) {
		for (const item of items) this.known.set(item.id, Promise.resolve(item));
	}

	async #ask() {
		const waiting = this.waiting;
		this.waiting = new Map();
		const ids = [...waiting.keys()];
		const found = new Map();
		for (let at = 0; at < ids.length; at += 50) {
			const answer = await get(`${this.address}?ids=${ids.slice(at, at + 50).join()}`).catch(() => ({ [this.list]: [] }));
			for (const item of answer[this.list]) found.set(item.id, item);
		}
		for (const [id, resolve] of waiting) resolve(found.get(id) || this.missing(id));
	}
}

const stories = new ById("/desk/find", "stories", (id) => ({ id, headline: `#${id}` }));
const pictures = new ById("/desk/pictures/find", "pictures", (id) => ({ id, alt: "", credit: "" }));

export const storyOf = (id) => stories.of(id);
export const pictureOf = (id) => pictures.of(id);

export async function findStories(words) {
	const answer = await get(`/desk/find?q=${encodeURIComponent(words)}`);
	stories.learn(answer.stories);
	return answer.stories;
}

export async function suggestedFor(story) {
	const answer = await get(`/desk/stories/${story}/related`);
	stories.learn(answer.stories);
	return answer.stories;
}

// Sound and PDFs.
export async function findFiles(words) {
	const answer = await get(`/desk/pictures/find?kind=files&q=${encodeURIComponent(words)}`);
	pictures.learn(answer.pictures);
	return answer.pictures;
}

export async function findPictures(words) {
	const answer = await get(`/desk/pictures/find?q=${encodeURIComponent(words)}`);
	pictures.learn(answer.pictures);
	return answer.pictures;
}
