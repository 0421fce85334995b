// SPDX-License-Identifier: Apache-2.0
// saving.js: nothing typed is lost.
//
//   - what is typed lies in this browser's storage within half a second, on the server within three
//   - a save names the version it stands on; when somebody else saved meanwhile, nothing is
//     overwritten: both are merged, and where both changed the same a person chooses
//   - without a line, or signed out, the browser keeps it and tries again
import { clearShelf, shelve } from "./shelf.js";
import { say } from "./words.js";

const SHELVE_MS = 400;
const SAVE_MS = 1500;
const SAVE_AT_LATEST_MS = 2500;
const RETRY_MS = [2000, 5000, 10000];

// The time of day as the paper has it: the desk tells moments with its offset.
const clock = (rfc3339) => rfc3339.slice(11, 16);

export class Saving {
	// story: number; address, token: where and as whom; version: what the fields stand on.
	// host: { fields(), learn(fields), merge(base, theirs) -> fields or null, show(text, isTrouble) }
	constructor({ story, address, token, version, host }) {
		Object.assign(this, { story, address, token, version, host });
		this.base = { ...host.fields() };
		this.sent = { ...this.base };
		this.running = null;
		this.tries = 0;
		addEventListener("online", () => this.soon(0));
		addEventListener("focus", () => { if (this.trouble) this.soon(0); });
		document.addEventListener("visibilitychange", () => { if (document.hidden) this.#leave(); });
		addEventListener("pagehide", () => this.#leave());
	}

	// Something was typed.
	changed() {
		this.changedAt ||= Date.now();
		clearTimeout(this.shelfTimer);
		this.shelfTimer = setTimeout(() => this.#shelve(), SHELVE_MS);
		if (this.trouble) return;
		this.soon(Math.max(0, Math.min(SAVE_MS, this.changedAt + SAVE_AT_LATEST_MS - Date.now())));
	}

	soon(ms) {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.save(), ms);
	}

	#changes() {
		const now = this.host.fields();
		return Object.fromEntries(Object.entries(now).filter(([name, value]) => value !== this.sent[name]));
	}

	get isClean() {
		return Object.keys(this.#changes()).length === 0;
	}

	#shelve() {
		const record = { story: this.story, version: this.version, base: this.base, fields: { ...this.host.fields() }, at: Date.now() };
		return shelve(record).catch((error) => this.host.show(say("failed", { why: error.message }), true));
	}

	// The form is on its way with all of it.
	stop() {
		clearTimeout(this.timer);
		this.isStopped = true;
		this.#shelve();
	}

	#leave() {
		if (this.isStopped || this.isClean) return;
		this.#shelve();
		this.save();
	}

	// One save at a time; what comes while it runs goes with the next. pull: asks for what others
	// saved even when there is nothing of ours.
	save(pull = false) {
		this.running ||= this.#run(pull).finally(() => { this.running = null; });
		return this.running;
	}

	async #run(pull) {
		const changes = this.#changes();
		this.changedAt = 0;
		if (!pull && !Object.keys(changes).length) return;
		this.host.show(say("saving"), false);
		let reply;
		try {
			reply = await fetch(this.address, {
				method: "POST", credentials: "same-origin", redirect: "error",
				headers: { "Content-Type": "application/json", Accept: "application/json" },
				body: JSON.stringify({ token: this.token, version: this.version, fields: changes }),
			});
		} catch {
			return this.#trouble(say("offline"));
		}
		const answer = await reply.json().catch(() => ({}));
		if (reply.status === 200) return this.#saved(changes, answer);
		if (reply.status === 409) return this.#conflict(answer.current);
		if (reply.status === 401) return this.#trouble(say("signedOut"));
		if (reply.status >= 500) return this.#trouble(say("offline"));
		await this.#shelve();
		this.trouble = true;
		this.host.show(say("failed", { why: answer.message || answer.error || reply.status }), true);
	}

	async #saved(changes, answer) {
		this.version = answer.version;
		this.trouble = false;
		this.tries = 0;
		Object.assign(this.sent, changes);
		Object.assign(this.base, changes, answer.fields);
		this.host.learn({ ...changes, ...answer.fields }, changes);
		this.host.show(say("saved", { time: clock(answer.saved_at) }), false);
		clearTimeout(this.shelfTimer);
		if (this.isClean) await clearShelf(this.story).catch(() => {});
		else this.changed();
	}

	async #conflict(current) {
		await this.#shelve();
		const merged = await this.host.merge(this.base, current);
		if (!merged) return this.#trouble(say("conflict", { name: current.by || say("someone") }));
		this.version = current.version;
		for (const name of Object.keys(this.base)) if (current[name] !== undefined) this.base[name] = this.sent[name] = current[name];
		this.trouble = false;
		if (this.isClean) await clearShelf(this.story).catch(() => {});
		else this.soon(0);
	}

	async #trouble(text) {
		this.trouble = true;
		await this.#shelve();
		this.host.show(text, true);
		this.soon(RETRY_MS[Math.min(this.tries++, RETRY_MS.length - 1)]);
	}
}
