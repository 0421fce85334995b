// SPDX-License-Identifier: Apache-2.0
// shelf.js: what was typed and not yet saved, in this browser's own storage (IndexedDB holds more
// than localStorage and does not stop the typing). One record a story.

const NAME = "broadside-desk";
const STORE = "unsaved";

function open() {
	return new Promise((resolve, reject) => {
		const request = indexedDB.open(NAME, 1);
		request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "story" });
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});
}

async function run(mode, work) {
	const database = await open();
	try {
		return await new Promise((resolve, reject) => {
			const transaction = database.transaction(STORE, mode, { durability: "strict" });
			const request = work(transaction.objectStore(STORE));
			transaction.oncomplete = () => resolve(request.result);
			transaction.onabort = () => reject(transaction.error);
		});
	} finally {
		database.close();
	}
}

// record: {story, version, base, fields, at}
export const shelve = (record) => run("readwrite", (store) => store.put(record));
export const unshelve = (story) => run("readonly", (store) => store.get(story));
export const clearShelf = (story) => run("readwrite", (store) => store.delete(story));
