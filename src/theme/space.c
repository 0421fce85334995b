/* SPDX-License-Identifier: Apache-2.0 */
/*
 * space.c: the white space that the language takes out.
 *
 * Two rules. A ~ takes all white space on its side. A block's mark, a comment or a partial that
 * stands alone on its line takes the line with it: the blanks before it and the line's end behind
 * it. Whether it stands alone is asked of the text as written, not of what is left of it, and each
 * side of a text loses a line at most once.
 */
#include "theme/ast.h"
#include "theme/word.h"

/* Where in a program something stands: before its first item, or behind its last. */
#define AT_START SIZE_MAX

static struct ast_node *item_at(const struct ast_program *program, size_t i)
{
	return i < program->count ? program->items[i] : NULL;
}

/* Only white space since the last line end, which is there. */
static bool ends_line(struct str text, bool may_be_start)
{
	struct str kept = drop_trailing_spaces(text);
	if (may_be_start && kept.len == 0)
		return true;
	return str_find_char(str_from(text, kept.len), '\n') != STR_NONE;
}

/* Only white space up to the next line end, which is there. */
static bool starts_line(struct str text, bool may_be_end)
{
	struct str kept = skip_spaces(text);
	if (may_be_end && kept.len == 0)
		return true;
	return str_find_char(str_first(text, text.len - kept.len), '\n') != STR_NONE;
}

/* Whether nothing but white space is between the line's start and item i. */
static bool is_space_before(const struct ast_program *program, size_t i, bool is_root)
{
	if (i == 0)
		return is_root;
	const struct ast_node *before = program->items[i - 1];
	return before->kind == AST_CONTENT && ends_line(before->original, is_root && i == 1);
}

/* Whether nothing but white space is between item i and the line's end. */
static bool is_space_behind(const struct ast_program *program, size_t i, bool is_root)
{
	const struct ast_node *behind = item_at(program, i + 1);
	if (!behind)
		return is_root;
	return behind->kind == AST_CONTENT &&
	       starts_line(behind->original, is_root && !item_at(program, i + 2));
}

static void drop_all_behind(const struct ast_program *program, size_t i)
{
	struct ast_node *node = item_at(program, i + 1);
	if (!node || node->kind != AST_CONTENT)
		return;
	size_t before = node->text.len;
	node->text = skip_spaces(node->text);
	node->is_right_stripped = node->text.len != before;
}

static void drop_line_behind(const struct ast_program *program, size_t i)
{
	struct ast_node *node = item_at(program, i + 1);
	if (!node || node->kind != AST_CONTENT || node->is_right_stripped)
		return;
	struct str text = node->text;
	while (str_starts(text, S(" ")) || str_starts(text, S("\t")))
		text = str_from(text, 1);
	if (!str_drop_prefix(&text, S("\r\n")))
		str_drop_prefix(&text, S("\n"));
	node->is_right_stripped = text.len != node->text.len;
	node->text = text;
}

/* i: how many items stand before. */
static void drop_all_before(const struct ast_program *program, size_t i)
{
	struct ast_node *node = i ? item_at(program, i - 1) : NULL;
	if (!node || node->kind != AST_CONTENT)
		return;
	size_t before = node->text.len;
	node->text = drop_trailing_spaces(node->text);
	node->is_left_stripped = node->text.len != before;
}

static struct str without_blanks(struct str text)
{
	while (str_ends(text, S(" ")) || str_ends(text, S("\t")))
		text.len--;
	return text;
}

/* Gives: whether there were blanks to drop. */
static bool drop_blanks_before(const struct ast_program *program, size_t i)
{
	struct ast_node *node = i ? item_at(program, i - 1) : NULL;
	if (!node || node->kind != AST_CONTENT || node->is_left_stripped)
		return false;
	size_t before = node->text.len;
	node->text = without_blanks(node->text);
	return node->is_left_stripped = node->text.len != before;
}

/* What a statement asks of the text around it. */
struct wish {
	struct ast_strip strip;
	bool is_open_alone, is_close_alone; /* a block's marks could stand alone */
	bool is_alone;                      /* a comment or partial could */
};

static void strip_program(struct ast_program *program, bool is_root);

/* The programs on both sides of a block's else marks. */
struct sides {
	struct ast_program *first, *inverse, *first_inverse, *last_inverse;
};

static struct sides sides_of(const struct ast_node *block)
{
	struct sides s = { .first = block->program ? block->program : block->inverse };
	s.inverse = block->program ? block->inverse : NULL;
	s.first_inverse = s.last_inverse = s.inverse;
	if (s.inverse && s.inverse->is_chained) {
		s.first_inverse = s.inverse->items[0]->program;
		while (s.last_inverse->is_chained) {
			struct ast_node *last = s.last_inverse->items[s.last_inverse->count - 1];
			if (!last->program)
				break;
			s.last_inverse = last->program;
		}
	}
	return s;
}

/* The inside of a block. */
static struct wish strip_block(struct ast_node *block)
{
	if (block->program)
		strip_program(block->program, false);
	if (block->inverse)
		strip_program(block->inverse, false);
	struct sides s = sides_of(block);
	const struct ast_program *closed = s.first_inverse ? s.first_inverse : s.first;
	struct wish wish = {
		.strip = { block->open.open, block->close.close },
		.is_open_alone = is_space_behind(s.first, AT_START, false),
		.is_close_alone = is_space_before(closed, closed->count, false),
	};
	if (block->open.close)
		drop_all_behind(s.first, AT_START);
	if (s.inverse) {
		if (block->inverse_mark.open)
			drop_all_before(s.first, s.first->count);
		if (block->inverse_mark.close)
			drop_all_behind(s.first_inverse, AT_START);
		if (block->close.open)
			drop_all_before(s.last_inverse, s.last_inverse->count);
		if (is_space_before(s.first, s.first->count, false) &&
		    is_space_behind(s.first_inverse, AT_START, false)) {
			drop_blanks_before(s.first, s.first->count);
			drop_line_behind(s.first_inverse, AT_START);
		}
	} else if (block->close.open) {
		drop_all_before(s.first, s.first->count);
	}
	return wish;
}

static struct wish wish_of(struct ast_node *node)
{
	switch (node->kind) {
	case AST_BLOCK:
	case AST_DECORATOR_BLOCK:
	case AST_PARTIAL_BLOCK: return strip_block(node);
	case AST_PARTIAL:
	case AST_COMMENT: return (struct wish){ .strip = node->open, .is_alone = true };
	default: return (struct wish){ .strip = node->open };
	}
}

/* The blanks that end a text: a lone partial's indent. */
static struct str indent_of(struct str text)
{
	return str_from(text, without_blanks(text).len);
}

static void strip_around(struct ast_program *program, size_t i, bool is_root)
{
	struct ast_node *node = program->items[i];
	struct wish wish = wish_of(node);
	bool before = is_space_before(program, i, is_root);
	bool behind = is_space_behind(program, i, is_root);
	if (wish.strip.close)
		drop_all_behind(program, i);
	if (wish.strip.open)
		drop_all_before(program, i);
	if (wish.is_alone && before && behind) {
		drop_line_behind(program, i);
		if (drop_blanks_before(program, i) && node->kind == AST_PARTIAL)
			node->indent = indent_of(program->items[i - 1]->original);
	}
	if (wish.is_open_alone && before) {
		drop_line_behind(node->program ? node->program : node->inverse, AT_START);
		drop_blanks_before(program, i);
	}
	if (wish.is_close_alone && behind) {
		struct ast_program *last = node->inverse ? node->inverse : node->program;
		drop_line_behind(program, i);
		drop_blanks_before(last, last->count);
	}
}

static void strip_program(struct ast_program *program, bool is_root)
{
	for (size_t i = 0; i < program->count; i++)
		if (program->items[i]->kind != AST_CONTENT)
			strip_around(program, i, is_root);
}

void theme_strip_space(struct ast_program *root)
{
	strip_program(root, true);
}
