// SPDX-License-Identifier: Apache-2.0
// pictures.js: drop many at once, see how far each is, and a focal point by a click. The forms work
// without it.

const form = document.getElementById("take");
const list = document.getElementById("taking");

// One file in, with its progress; gives the desk's word on it.
function send(file, bar) {
	return new Promise((resolve) => {
		const body = new FormData();
		body.append("token", form.elements.token.value);
		body.append("picture", file);
		const request = new XMLHttpRequest();
		request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; });
		request.addEventListener("load", () => {
			if (request.status !== 200) resolve({ id: 0, why: request.status === 413 ? "the file is too large" : `the desk answered ${request.status}` });
			else resolve(JSON.parse(request.responseText)[0]);
		});
		request.addEventListener("error", () => resolve({ id: 0, why: "the line broke; try it again" }));
		request.open("POST", form.action);
		request.setRequestHeader("Accept", "application/json");
		request.send(body);
	});
}

function lineFor(file) {
	const line = document.createElement("li");
	const name = document.createElement("span");
	const bar = document.createElement("progress");
	name.textContent = file.name;
	bar.max = 1;
	bar.value = 0;
	bar.setAttribute("aria-label", file.name);
	line.append(name, bar);
	list.append(line);
	return { line, bar };
}

async function takeIn(files) {
	const waiting = [...files].map((file) => ({ file, ...lineFor(file) }));
	let refused = 0;
	for (const { file, line, bar } of waiting) {
		const { id, why } = await send(file, bar);
		bar.value = 1;
		if (id) continue;
		refused++;
		const word = document.createElement("span");
		word.className = "why";
		word.textContent = why;
		line.append(word);
	}
	if (!refused) location.assign("/desk/pictures");
}

if (form) {
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		takeIn(form.elements.picture.files);
	});
	for (const [name, isOver] of [["dragenter", true], ["dragover", true], ["dragleave", false], ["drop", false]])
		document.addEventListener(name, (event) => {
			if (!event.dataTransfer?.types.includes("Files")) return;
			event.preventDefault();
			form.classList.toggle("over", isOver);
			if (name === "drop") takeIn(event.dataTransfer.files);
		});
}

// What is being made is looked for again until it is there.
const waiting = document.querySelectorAll('[data-waits]:not(:has(img))');
if (waiting.length) {
	const look = async () => {
		const ids = [...waiting].map((dom) => dom.dataset.waits).slice(0, 50).join();
		const reply = await fetch(`/desk/pictures/find?ids=${ids}`, { headers: { Accept: "application/json" } }).catch(() => null);
		const { pictures } = reply?.ok ? await reply.json() : { pictures: [] };
		if (pictures.some((picture) => picture.state !== "waits")) location.reload();
		else setTimeout(look, 1500);
	};
	setTimeout(look, 1000);
}

const focal = document.getElementById("focal");
if (focal) {
	const [x, y] = ["focal_x", "focal_y"].map((name) => document.querySelector(`[name="${name}"]`));
	const at = document.createElement("span");
	at.className = "at";
	focal.append(at);
	const show = () => {
		at.style.left = `${x.value}%`;
		at.style.top = `${y.value}%`;
	};
	focal.addEventListener("click", (event) => {
		const box = focal.getBoundingClientRect();
		x.value = Math.round((100 * (event.clientX - box.left)) / box.width);
		y.value = Math.round((100 * (event.clientY - box.top)) / box.height);
		show();
	});
	for (const input of [x, y]) input.addEventListener("input", show);
	show();
}
