// SPDX-License-Identifier: Apache-2.0
// merge.js: three versions of a body, block by block: the one both started from, mine, theirs.
//
// What only one side changed is taken. Where both changed the same blocks the parts stand side by
// side for a person to choose. The longest common subsequence tells what stayed (Myers' problem;
// bodies have some hundreds of blocks, so the plain table serves); the merge is diff3's
// (Khanna, Kunal, Pierce: A Formal Investigation of Diff3, 2007).

// For each block of a: where it stands in b, or -1. Order is kept.
function matchesOf(a, b) {
	const where = new Array(a.length).fill(-1);
	let start = 0;
	while (start < a.length && start < b.length && a[start] === b[start]) where[start] = start++;
	let endA = a.length;
	let endB = b.length;
	while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) where[--endA] = --endB;
	const rows = endA - start;
	const columns = endB - start;
	const longest = Array.from({ length: rows + 1 }, () => new Uint16Array(columns + 1));
	for (let i = rows - 1; i >= 0; i--)
		for (let j = columns - 1; j >= 0; j--)
			longest[i][j] = a[start + i] === b[start + j] ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
	for (let i = 0, j = 0; i < rows && j < columns;) {
		if (a[start + i] === b[start + j]) where[start + i++] = start + j++;
		else if (longest[i + 1][j] >= longest[i][j + 1]) i++;
		else j++;
	}
	return where;
}

const isSame = (a, b) => a.length === b.length && a.every((block, at) => block === b[at]);

// Gives parts in order: {blocks} taken, or {mine, theirs} to choose between.
export function mergeBlocks(base, mine, theirs) {
	const inMine = matchesOf(base, mine);
	const inTheirs = matchesOf(base, theirs);
	const parts = [];
	const take = (blocks) => { if (blocks.length) parts.push({ blocks }); };
	let [at, atMine, atTheirs] = [0, 0, 0];
	while (at <= base.length) {
		let next = at;
		while (next < base.length && (inMine[next] < 0 || inTheirs[next] < 0)) next++;
		const isEnd = next === base.length;
		const old = base.slice(at, next);
		const left = mine.slice(atMine, isEnd ? undefined : inMine[next]);
		const right = theirs.slice(atTheirs, isEnd ? undefined : inTheirs[next]);
		if (isSame(left, right) || isSame(right, old)) take(left);
		else if (isSame(left, old)) take(right);
		else parts.push({ mine: left, theirs: right });
		if (isEnd) break;
		take([base[next]]);
		[at, atMine, atTheirs] = [next + 1, inMine[next] + 1, inTheirs[next] + 1];
	}
	return parts;
}

// The same for a field that is one line: what only one changed is taken.
export function mergeField(base, mine, theirs) {
	if (mine === theirs || theirs === base) return { value: mine };
	return mine === base ? { value: theirs } : { mine, theirs };
}
