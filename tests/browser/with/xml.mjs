// SPDX-License-Identifier: Apache-2.0
// xml.mjs: XML read by programs that are not ours: xmllint for its form, sax for what is in it.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sax from "sax";

import { root } from "./server.mjs";

// Gives what xmllint has to say: "" when the document keeps to the schema (a file of tests/check).
export async function lint(text, schema) {
	const folder = await mkdtemp(join(tmpdir(), "broadside-xml."));
	try {
		const file = join(folder, "document.xml");
		await writeFile(file, text);
		const kind = schema.endsWith(".rng") ? "--relaxng" : "--schema";
		return await new Promise((done) => {
			execFile("xmllint", ["--noout", "--nonet", kind, join(root, "tests/check", schema), file],
				(error, stdout, stderr) => done(error ? stderr || String(error) : ""));
		});
	} finally {
		await rm(folder, { recursive: true });
	}
}

// Reads a document into plain objects: { name, attributes, children, text }, names as written.
export function parse(text) {
	const parser = sax.parser(true, { trim: false, position: true });
	const top = { name: "", attributes: {}, children: [], text: "" };
	const open = [top];
	parser.onopentag = ({ name, attributes }) => {
		const element = { name, attributes, children: [], text: "" };
		open.at(-1).children.push(element);
		open.push(element);
	};
	parser.onclosetag = () => open.pop();
	parser.ontext = parser.oncdata = (piece) => (open.at(-1).text += piece);
	parser.onerror = (error) => {
		throw error;
	};
	parser.write(text).close();
	return top.children[0];
}

export const all = (element, name) => element.children.filter((each) => each.name === name);
export const one = (element, name) => all(element, name)[0];
export const textOf = (element, name) => one(element, name)?.text ?? "";
