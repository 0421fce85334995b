// SPDX-License-Identifier: Apache-2.0
// commands.js: what the toolbar and the keys do. Each is a ProseMirror command:
// (state, dispatch, view) -> whether it applies.
import { chainCommands, exitCode, lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { Selection } from "prosemirror-state";
import { goToNextCell } from "prosemirror-tables";
import { schema } from "./schema.js";

const { nodes, marks } = schema;

function around(state, fits) {
	const { $from } = state.selection;
	for (let depth = $from.depth; depth > 0; depth--)
		if (fits($from.node(depth))) return { node: $from.node(depth), at: $from.before(depth) };
	return null;
}

export const isIn = (state, type, attrs = {}) =>
	around(state, (node) => node.type === type && Object.entries(attrs).every(([name, value]) => node.attrs[name] === value)) !== null;

export function hasMark(state, type) {
	const { from, to, empty, $from } = state.selection;
	return empty ? Boolean(type.isInSet(state.storedMarks || $from.marks())) : state.doc.rangeHasMark(from, to, type);
}

export const toggle = (name) => toggleMark(marks[name]);
export const toParagraph = setBlockType(nodes.paragraph);
export const toPreformatted = (state, ...rest) => (isIn(state, nodes.preformatted) ? toParagraph : setBlockType(nodes.preformatted))(state, ...rest);
export const toHeading = (level) => (state, ...rest) =>
	(isIn(state, nodes.heading, { level }) ? toParagraph : setBlockType(nodes.heading, { level }))(state, ...rest);

function toQuote(className) {
	return (state, dispatch) => {
		const quote = around(state, (node) => node.type === nodes.blockquote);
		if (!quote) return wrapIn(nodes.blockquote, { class: className })(state, dispatch);
		if (quote.node.attrs.class === className) return lift(state, dispatch);
		if (dispatch) dispatch(state.tr.setNodeMarkup(quote.at, null, { ...quote.node.attrs, class: className }));
		return true;
	};
}
export const quote = toQuote(null);
export const pullquote = toQuote("pullquote");

function toList(type) {
	return (state, dispatch) => {
		const list = around(state, (node) => node.type === nodes.bullet_list || node.type === nodes.ordered_list);
		if (!list) return wrapInList(type)(state, dispatch);
		if (list.node.type === type) return liftListItem(nodes.list_item)(state, dispatch);
		if (dispatch) dispatch(state.tr.setNodeMarkup(list.at, type));
		return true;
	};
}
export const bullets = toList(nodes.bullet_list);
export const numbers = toList(nodes.ordered_list);

// Puts a block where the writer is: in place of an empty paragraph, else after this block.
export function insertBlock(node) {
	return (state, dispatch) => {
		const { $from } = state.selection;
		if ($from.depth === 0) {
			if (dispatch) dispatch(state.tr.replaceSelectionWith(node).scrollIntoView());
			return true;
		}
		const top = $from.node(1);
		const isEmpty = top.type === nodes.paragraph && top.content.size === 0;
		if (!dispatch) return true;
		const tr = isEmpty ? state.tr.replaceWith($from.before(1), $from.after(1), node) : state.tr.insert($from.after(1), node);
		const after = (isEmpty ? $from.before(1) : $from.after(1)) + node.nodeSize;
		if (after === tr.doc.content.size) tr.insert(after, nodes.paragraph.create());
		dispatch(tr.setSelection(Selection.near(tr.doc.resolve(after + 1))).scrollIntoView());
		return true;
	};
}

// A picture where the writer is; within a gallery, the gallery's next one.
export function insertPicture(media) {
	return (state, dispatch, view) => {
		const picture = nodes.picture.create({ media });
		const gallery = around(state, (node) => node.type === nodes.gallery);
		if (!gallery) return insertBlock(picture)(state, dispatch, view);
		if (dispatch) dispatch(state.tr.insert(gallery.at + gallery.node.nodeSize - 1, picture).scrollIntoView());
		return true;
	};
}

export const insertFile = (media) => insertBlock(nodes.picture.create({ media }));
export const insertGallery = (media) => insertBlock(nodes.gallery.create(null, media.map((id) => nodes.picture.create({ media: id }))));

export const rule = insertBlock(nodes.rule.create());

export const table = (state, dispatch) => {
	const cells = (type) => Array.from({ length: 3 }, () => type.createAndFill());
	const rows = [nodes.table_row.create({ part: "thead" }, cells(nodes.table_header))];
	for (let i = 0; i < 2; i++) rows.push(nodes.table_row.create(null, cells(nodes.table_cell)));
	return !isIn(state, nodes.table) && insertBlock(nodes.table.create(null, rows))(state, dispatch);
};

export const lineBreak = chainCommands(exitCode, (state, dispatch) => {
	if (dispatch) dispatch(state.tr.replaceSelectionWith(nodes.line_break.create()).scrollIntoView());
	return true;
});

export const enter = splitListItem(nodes.list_item);
// Tab belongs to lists and tables; elsewhere it leaves the editor, as it must for the keyboard.
export const tab = chainCommands(goToNextCell(1), sinkListItem(nodes.list_item));
export const shiftTab = chainCommands(goToNextCell(-1), liftListItem(nodes.list_item));

export function setLink(attributes) {
	return (state, dispatch) => {
		const { from, to, empty } = state.selection;
		const mark = marks.link.create(attributes);
		if (!dispatch) return true;
		const tr = state.tr;
		if (empty) tr.insert(from, schema.text(attributes.href || "", [mark]));
		else tr.removeMark(from, to, marks.link).addMark(from, to, mark);
		dispatch(tr.scrollIntoView());
		return true;
	};
}

// The link around the cursor: where it begins and ends, and its mark.
export function linkAt(state) {
	const { $from } = state.selection;
	const mark = marks.link.isInSet($from.marks()) || ($from.nodeAfter && marks.link.isInSet($from.nodeAfter.marks));
	if (!mark) return null;
	let from = $from.start();
	let found = null;
	$from.parent.forEach((node, offset) => {
		if (!mark.isInSet(node.marks)) return;
		const start = from + offset;
		if (found && found.to === start) found.to = start + node.nodeSize;
		else if (!found || found.to < $from.pos) found = { from: start, to: start + node.nodeSize, mark };
	});
	return found;
}

export const unlink = (state, dispatch) => {
	const link = linkAt(state);
	const { from, to, empty } = state.selection;
	if (!link && (empty || !state.doc.rangeHasMark(from, to, marks.link))) return false;
	if (dispatch) dispatch(empty ? state.tr.removeMark(link.from, link.to, marks.link) : state.tr.removeMark(from, to, marks.link));
	return true;
};
