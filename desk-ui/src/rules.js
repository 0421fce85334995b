// SPDX-License-Identifier: Apache-2.0
// rules.js: what typing turns into something else: Markdown's signs, quotes and dashes.
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { schema } from "./schema.js";

const { nodes, marks } = schema;

// "**word**" becomes a mark on word.
function markRule(sign, type) {
	const mark = sign.replace(/\*/g, "\\*");
	const inner = sign[0].replace("*", "\\*");
	const pattern = new RegExp(`(^|[\\s(\\[\u201c"'])${mark}([^\\s${inner}](?:[^${inner}]*[^\\s${inner}])?)${mark}$`);
	return new InputRule(pattern, (state, match, start, end) => {
		if (state.doc.rangeHasMark(start, end, marks.code)) return null;
		const from = start + match[1].length;
		const closing = end - (sign.length - 1);
		const tr = state.tr;
		if (closing < end) tr.delete(closing, end);
		tr.delete(from, from + sign.length);
		const to = closing - sign.length;
		return tr.addMark(from, to, type.create()).removeStoredMark(type);
	});
}

const ruleLine = new InputRule(/^(---|\*\*\*)$/, (state, match, start, end) => {
	const $start = state.doc.resolve(start);
	if ($start.parent.type !== nodes.paragraph || $start.depth !== 1) return null;
	return state.tr.delete(start, end).insert(start - 1, nodes.rule.create());
});

export const rules = inputRules({
	rules: [
		textblockTypeInputRule(/^(#{2,6})\s$/, nodes.heading, (match) => ({ level: match[1].length })),
		textblockTypeInputRule(/^#\s$/, nodes.heading, { level: 2 }),
		textblockTypeInputRule(/^```$/, nodes.preformatted),
		wrappingInputRule(/^>\s$/, nodes.blockquote),
		wrappingInputRule(/^[-*+]\s$/, nodes.bullet_list),
		wrappingInputRule(/^(\d{1,4})[.)]\s$/, nodes.ordered_list,
			(match) => ({ start: match[1] === "1" ? null : match[1] }),
			(match, node) => node.childCount + Number(node.attrs.start || 1) === Number(match[1])),
		ruleLine,
		markRule("**", marks.strong),
		markRule("*", marks.em),
		markRule("_", marks.em),
		markRule("~~", marks.s),
		markRule("`", marks.code),
		new InputRule(/\.\.\.$/, "\u2026"),
		new InputRule(/(?<=\S )-- $/, "\u2013 "),
	],
});
