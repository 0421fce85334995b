// SPDX-License-Identifier: Apache-2.0
// processes.mjs: the processes a server runs its roles in.
import { readFile } from "node:fs/promises";

const read = (path) => readFile(path, "utf8").catch(() => "");

// The numbers of those that play a role, by the words they were started with.
export async function processesOf(paper, role) {
	const { pid } = paper.child;
	const children = (await read(`/proc/${pid}/task/${pid}/children`)).split(" ").filter(Boolean);
	const found = [];
	for (const child of children)
		if ((await read(`/proc/${child}/cmdline`)).includes(`--role\0${role}\0`)) found.push(Number(child));
	return found;
}

// Who it runs as: the four numbers of its user.
export async function userOf(pid) {
	return (await read(`/proc/${pid}/status`)).match(/^Uid:\s+(.*)$/m)?.[1].split(/\s+/).map(Number);
}
