// SPDX-License-Identifier: Apache-2.0
// presence.js: who else has this story open, and whether somebody saved it meanwhile.
import { say } from "./words.js";

const EVERY_MS = 10000;

export function watchOthers({ address, token, place, saving }) {
	const tab = crypto.getRandomValues(new Uint32Array(2)).join("-");
	const look = async () => {
		if (document.hidden) return;
		const reply = await fetch(address, {
			method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json" },
			body: JSON.stringify({ token, tab }),
		}).catch(() => null);
		if (!reply || !reply.ok) return;
		const { version, people } = await reply.json();
		const others = [...new Set(people.filter((person) => !person.is_me).map((person) => person.name))];
		const text = others.length ? say(others.length > 1 ? "hereMany" : "here", { names: others.join(", ") }) : "";
		if (place.textContent !== text) place.textContent = text;
		if (version !== saving.version && !saving.running) saving.save(true);
	};
	setInterval(look, EVERY_MS);
	document.addEventListener("visibilitychange", look);
	look();
}
