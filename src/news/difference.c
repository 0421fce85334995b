/* SPDX-License-Identifier: Apache-2.0 */
/* difference.c: Myers' greedy algorithm over tokens, twice: paragraphs, then words. */
#include "news/difference.h"

struct tokens {
	struct token {
		struct str text;
		uint64_t hash;
	} * items;
	size_t count, cap;
};

static void add_token(struct arena *into, struct tokens *tokens, struct str text)
{
	*list_push(into, tokens) = (struct token){ text, str_hash(text) };
}

static struct tokens cut_paragraphs(struct arena *into, struct str text)
{
	struct tokens tokens = { 0 };
	while (text.len) {
		size_t end = str_find_char(text, '\n');
		size_t len = end == STR_NONE ? text.len : end + 1;
		add_token(into, &tokens, str_first(text, len));
		text = str_from(text, len);
	}
	return tokens;
}

static int class_of(char c)
{
	unsigned char byte = (unsigned char)c;
	if (char_is_space(c))
		return 0;
	return char_is_alpha(c) || char_is_digit(c) || byte >= 0x80 || c == '\'' ? 1 : 2;
}

/* Words, runs of blanks, and each other sign by itself. */
static struct tokens cut_words(struct arena *into, struct str text)
{
	struct tokens tokens = { 0 };
	for (size_t at = 0; at < text.len;) {
		int class = class_of(text.ptr[at]);
		size_t end = at + 1;
		while (end < text.len && class != 2 && text.ptr[end] != '\n' &&
		       text.ptr[at] != '\n' && class_of(text.ptr[end]) == class)
			end++;
		add_token(into, &tokens, str_sub(text, at, end - at));
		at = end;
	}
	return tokens;
}

static void add_piece(struct arena *into, struct difference *out, enum piece_kind kind,
		      struct str text)
{
	struct piece *last = out->count ? &out->items[out->count - 1] : NULL;
	if (text.len == 0)
		return;
	if (last && last->kind == kind && last->text.ptr + last->text.len == text.ptr)
		last->text.len += text.len;
	else
		*list_push(into, out) = (struct piece){ kind, text };
}

static void add_pieces(struct arena *into, struct difference *out, enum piece_kind kind,
		       const struct token *tokens, size_t count)
{
	for (size_t i = 0; i < count; i++)
		add_piece(into, out, kind, tokens[i].text);
}

/* What is left of two token lists after what they share at both ends. */
struct middle {
	const struct token *a, *b;
	size_t n, m;
};

/* How far each diagonal came with d changes, for every d: enough to walk back. */
struct trace {
	int32_t **rows;
	size_t steps; /* the last row reaches the end; 0 with found false: too many */
	bool is_found;
};

enum { NOT_REACHED = -1 };

static int32_t advance(const struct middle *mid, int32_t x, int32_t k)
{
	int32_t y = x - k;
	while ((size_t)x < mid->n && (size_t)y < mid->m && mid->a[x].hash == mid->b[y].hash) {
		x++;
		y++;
	}
	return x;
}

/* The best way onto diagonal k with d changes, from the row before: down (a token added) or right
 * (one removed). Gives: x there; NOT_REACHED when neither stays within both texts. */
static int32_t step_onto(const struct middle *mid, const int32_t *last, int32_t d, int32_t k,
			 bool *is_down)
{
	int32_t down = k < d ? last[k + d] : NOT_REACHED;
	int32_t right = k > -d ? last[k + d - 2] : NOT_REACHED;
	if (down != NOT_REACHED && (size_t)(down - k) > mid->m)
		down = NOT_REACHED;
	if (right != NOT_REACHED && (size_t)++right > mid->n)
		right = NOT_REACHED;
	*is_down = down >= right;
	return *is_down ? down : right;
}

/* Row d has room for diagonals -d..d; diagonal k stands at k + d. */
static struct trace find_trace(struct arena *into, const struct middle *mid)
{
	struct trace trace = { arena_new(into, int32_t *, LIMIT_DIFFERENCE_STEPS + 1), 0, false };
	int32_t goal = (int32_t)mid->n - (int32_t)mid->m;
	for (int32_t d = 0; d <= LIMIT_DIFFERENCE_STEPS; d++) {
		int32_t *row = arena_new(into, int32_t, 2 * (size_t)d + 1);
		trace.rows[d] = row;
		for (int32_t k = -d; k <= d; k += 2) {
			bool is_down;
			int32_t x = d ? step_onto(mid, trace.rows[d - 1], d, k, &is_down) : 0;
			row[k + d] = x == NOT_REACHED ? x : advance(mid, x, k);
			if (k == goal && row[k + d] == (int32_t)mid->n) {
				trace.steps = (size_t)d;
				trace.is_found = true;
				return trace;
			}
		}
	}
	return trace;
}

struct step {
	enum piece_kind kind;
	size_t a, b; /* which token: of a for removed, of b for added and same */
};

struct steps {
	struct step *items;
	size_t count, cap;
};

static void walk_same(struct arena *into, struct steps *out, int32_t *x, int32_t *y, int32_t to_x)
{
	for (; *x > to_x; --*x, --*y)
		*list_push(into, out) = (struct step){ PIECE_SAME, 0, (size_t)*y - 1 };
}

/* From the end to the start; so the steps come last first. */
static void walk_back(struct arena *into, const struct middle *mid, const struct trace *trace,
		      struct steps *out)
{
	int32_t x = (int32_t)mid->n, y = (int32_t)mid->m;
	for (int32_t d = (int32_t)trace->steps; d > 0; d--) {
		bool is_down;
		int32_t start = step_onto(mid, trace->rows[d - 1], d, x - y, &is_down);
		walk_same(into, out, &x, &y, start);
		if (is_down)
			*list_push(into, out) = (struct step){ PIECE_ADDED, 0, (size_t)--y };
		else
			*list_push(into, out) = (struct step){ PIECE_REMOVED, (size_t)--x, 0 };
	}
	walk_same(into, out, &x, &y, 0);
}

/* What is done with a run of changes between two sames. */
typedef void (*run_fn)(struct arena *into, struct difference *out, const struct token *removed,
		       size_t removed_count, const struct token *added, size_t added_count);

/* Steps in order. */
static void tell(struct arena *into, struct difference *out, const struct middle *mid,
		 const struct steps *steps, run_fn on_change)
{
	size_t i = steps->count;
	while (i > 0) {
		struct step step = steps->items[i - 1];
		if (step.kind == PIECE_SAME) {
			add_piece(into, out, PIECE_SAME, mid->b[step.b].text);
			i--;
			continue;
		}
		size_t removed = 0, added = 0, first_a = 0, first_b = 0;
		for (; i > 0 && steps->items[i - 1].kind != PIECE_SAME; i--) {
			step = steps->items[i - 1];
			if (step.kind == PIECE_REMOVED && removed++ == 0)
				first_a = step.a;
			if (step.kind == PIECE_ADDED && added++ == 0)
				first_b = step.b;
		}
		on_change(into, out, mid->a + first_a, removed, mid->b + first_b, added);
	}
}

static void compare(struct arena *into, struct difference *out, const struct tokens *a,
		    const struct tokens *b, run_fn on_change)
{
	static const struct token nothing; /* where a text without tokens begins and ends */
	const struct token *of_a = a->items ? a->items : &nothing;
	const struct token *of_b = b->items ? b->items : &nothing;
	size_t head = 0, tail = 0, least = a->count < b->count ? a->count : b->count;
	while (head < least && of_a[head].hash == of_b[head].hash)
		head++;
	while (tail < least - head &&
	       of_a[a->count - 1 - tail].hash == of_b[b->count - 1 - tail].hash)
		tail++;
	struct middle mid = { of_a + head, of_b + head, a->count - head - tail,
			      b->count - head - tail };
	add_pieces(into, out, PIECE_SAME, of_b, head);
	if (mid.n && mid.m) {
		struct trace trace = find_trace(into, &mid);
		struct steps steps = { 0 };
		if (trace.is_found) {
			walk_back(into, &mid, &trace, &steps);
			tell(into, out, &mid, &steps, on_change);
		} else {
			on_change(into, out, mid.a, mid.n, mid.b, mid.m);
		}
	} else {
		on_change(into, out, mid.a, mid.n, mid.b, mid.m);
	}
	add_pieces(into, out, PIECE_SAME, of_b + b->count - tail, tail);
}

static void change_of_words(struct arena *into, struct difference *out, const struct token *removed,
			    size_t removed_count, const struct token *added, size_t added_count)
{
	add_pieces(into, out, PIECE_REMOVED, removed, removed_count);
	add_pieces(into, out, PIECE_ADDED, added, added_count);
}

/* Tokens of one run stand side by side in their text. */
static struct str joined(const struct token *tokens, size_t count)
{
	struct str text = S("");
	if (count) {
		text.ptr = tokens[0].text.ptr;
		text.len = (size_t)(tokens[count - 1].text.ptr - text.ptr) +
			   tokens[count - 1].text.len;
	}
	return text;
}

static void change_of_paragraphs(struct arena *into, struct difference *out,
				 const struct token *removed, size_t removed_count,
				 const struct token *added, size_t added_count)
{
	struct tokens a = cut_words(into, joined(removed, removed_count)),
		      b = cut_words(into, joined(added, added_count));
	compare(into, out, &a, &b, change_of_words);
}

struct difference difference_of(struct arena *into, struct str before, struct str after)
{
	struct difference out = { 0 };
	struct tokens a = cut_paragraphs(into, before), b = cut_paragraphs(into, after);
	compare(into, &out, &a, &b, change_of_paragraphs);
	return out;
}
