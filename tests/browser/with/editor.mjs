// SPDX-License-Identifier: Apache-2.0
// editor.mjs: a story screen with the body editor, and a desk behind it that keeps one story in
// memory: it counts versions, refuses a save that stands on an old one, and can be away.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";

const assets = new URL("../../../themes/desk/assets/", import.meta.url);

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'self'";

export const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");

function screen(story) {
	return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Story</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/editor.css"><script defer src="/editor.js"></script></head>
<body><main><h1>Story</h1><form id="story-form" method="post" action="/desk/stories/1" data-story="1" data-version="${story.version}"
data-draft="/desk/stories/1/draft" data-presence="/desk/stories/1/presence" data-token="t">
<p id="save-state" role="status"></p><p id="others"></p>
<label>Headline <textarea name="headline">${escape(story.headline)}</textarea></label>
<input type="hidden" name="version" value="${story.version}"><input type="hidden" name="token" value="t">
<div id="editor" hidden></div><label>Text <textarea name="body" id="body">
${escape(story.body)}</textarea></label><button>Save</button></form></main></body></html>`;
}

async function bodyOf(request) {
	const parts = [];
	for await (const part of request) parts.push(part);
	return Buffer.concat(parts).toString();
}

export async function openDesk(body, { stories = [], pictures = [] } = {}) {
	const desk = { story: { version: "1", headline: "A headline", body, by: "" }, saves: 0, isAway: false, isSignedOut: false, posted: null, people: [] };
	const find = (list, query, text) => {
		const ids = query.get("ids");
		return ids ? list.filter((item) => ids.split(",").includes(String(item.id))) :
			list.filter((item) => text(item).toLowerCase().includes((query.get("q") || "").toLowerCase()));
	};
	const answers = {
		"/": () => [200, "text/html; charset=utf-8", screen(desk.story)],
		"/editor.js": async () => [200, "text/javascript", await readFile(new URL("editor.js", assets))],
		"/editor.css": async () => [200, "text/css", await readFile(new URL("editor.css", assets))],
		"/desk/find": (url) => [200, "application/json", JSON.stringify({ stories: find(stories, url.searchParams, (item) => item.headline) })],
		"/desk/stories/1/related": () => [200, "application/json", JSON.stringify({ stories: stories.slice(0, 3) })],
		"/desk/pictures/find": (url) => [200, "application/json", JSON.stringify({ pictures: find(pictures, url.searchParams, (item) => item.alt) })],
		"/desk/stories/1/presence": () => [200, "application/json", JSON.stringify({ version: desk.story.version, people: desk.people })],
		"/desk/stories/1/draft": async (url, request) => [...desk.save(JSON.parse(await bodyOf(request)))],
		"/desk/stories/1": async (url, request) => {
			desk.posted = new URLSearchParams(await bodyOf(request));
			return [200, "text/html", "<title>Saved</title>Saved"];
		},
	};
	desk.save = ({ version, fields }) => {
		if (desk.isSignedOut) return [401, "application/json", '{"error": "signed-out"}'];
		if (version !== desk.story.version) return [409, "application/json", JSON.stringify({ error: "conflict", current: { ...desk.story } })];
		desk.write(fields, "me");
		return [200, "application/json", JSON.stringify({ version: desk.story.version, saved_at: new Date().toISOString() })];
	};
	desk.write = (fields, by) => {
		desk.saves++;
		Object.assign(desk.story, fields, { version: String(Number(desk.story.version) + 1), by });
	};
	const server = createServer(async (request, response) => {
		if (desk.isAway) return request.socket.destroy();
		const url = new URL(request.url, "http://desk");
		const answer = answers[url.pathname];
		if (!answer) {
			response.writeHead(url.pathname === "/favicon.ico" ? 204 : 404).end();
			return;
		}
		const [status, type, content] = await answer(url, request);
		response.writeHead(status, { "Content-Type": type, "Content-Security-Policy": POLICY, "Cache-Control": "no-store" }).end(content);
	});
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	desk.address = `http://127.0.0.1:${server.address().port}`;
	desk.end = () => new Promise((resolve) => {
		server.closeAllConnections();
		server.close(resolve);
	});
	return desk;
}
