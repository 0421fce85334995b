/* SPDX-License-Identifier: Apache-2.0 */
/* emit.c: see emit.h for what is always true of the output. */
#include "html/emit.h"

#include "html/attribute.h"

void emit_begin(struct emitter *emitter, struct buf *out, enum place root)
{
	*emitter = (struct emitter){ .out = out, .pre_start = SIZE_MAX };
	emitter->frames[0] = (struct frame){ .place = root, .written = true };
	emitter->depth = 1;
}

static struct frame *top(struct emitter *emitter)
{
	return &emitter->frames[emitter->depth - 1];
}

/* A paragraph that was not written stands for nothing: one looks through it. */
static bool is_ghost(const struct frame *frame)
{
	return !frame->written && frame->element != EL_NONE &&
	       element_info(frame->element)->flags & IS_SPLIT;
}

/* The frame below `at` in which it would be written. */
static struct frame *holder(struct emitter *emitter, int at)
{
	while (at > 0 && is_ghost(&emitter->frames[at - 1]))
		at--;
	return &emitter->frames[at - 1];
}

static void put_tag(struct emitter *emitter, enum element element, struct str attributes)
{
	buf_put_char(emitter->out, '<');
	buf_put(emitter->out, element_info(element)->name);
	buf_put(emitter->out, attributes);
	buf_put_char(emitter->out, '>');
}

static void put_end(struct emitter *emitter, enum element element)
{
	buf_put(emitter->out, S("</"));
	buf_put(emitter->out, element_info(element)->name);
	buf_put_char(emitter->out, '>');
}

static void end_text(struct emitter *emitter)
{
	while (emitter->marks_open)
		put_end(emitter, emitter->marks[--emitter->marks_open].element);
	emitter->breaks = 0;
	emitter->space = 0;
	emitter->text_begun = false;
}

static bool is_outermost(const struct emitter *emitter, int at)
{
	for (int i = 1; i < at; i++)
		if (emitter->frames[i].written)
			return false;
	return true;
}

static void write_frame(struct emitter *emitter, int at)
{
	struct frame *frame = &emitter->frames[at];
	struct frame *in = holder(emitter, at);
	end_text(emitter);
	if (is_outermost(emitter, at) && emitter->out->len)
		buf_put_char(emitter->out, '\n');
	put_tag(emitter, frame->element, frame->attributes);
	frame->written = true;
	in->has_content = true;
	in->has_caption |= frame->element == EL_FIGCAPTION;
	if (frame->element == EL_PRE)
		emitter->pre_start = emitter->out->len;
}

/* Writes what is open but not written, except ghosts. */
static void write_holders(struct emitter *emitter)
{
	for (int i = 1; i < emitter->depth; i++)
		if (!emitter->frames[i].written && !is_ghost(&emitter->frames[i]))
			write_frame(emitter, i);
}

static int push(struct emitter *emitter, struct frame frame)
{
	if (emitter->depth + emitter->mark_count >= LIMIT_HTML_DEPTH) {
		emitter->fault = ERR_TOO_BIG;
		return -1;
	}
	emitter->frames[emitter->depth] = frame;
	return emitter->depth++;
}

/* Not written yet: that comes with what it is needed for. */
static void push_implied(struct emitter *emitter, enum element element)
{
	(void)push(emitter, (struct frame){ .element = element,
					    .place = element_info(element)->place,
					    .implied = true });
}

static void pop(struct emitter *emitter)
{
	struct frame frame = *top(emitter);
	if (frame.written) {
		end_text(emitter);
		if (!(element_info(frame.element)->flags & IS_VOID))
			put_end(emitter, frame.element);
	}
	emitter->depth--;
}

void emit_close(struct emitter *emitter, int depth)
{
	while (emitter->depth > depth)
		pop(emitter);
}

static bool in_text(struct emitter *emitter)
{
	return top(emitter)->place == PLACE_TEXT;
}

/* What an element can only be within: -1 means anywhere blocks may stand. */
static int wanted_place(enum element element)
{
	switch (element) {
	case EL_LI: return PLACE_LIST;
	case EL_DT:
	case EL_DD: return PLACE_TERMS;
	case EL_CAPTION:
	case EL_THEAD:
	case EL_TBODY:
	case EL_TFOOT: return PLACE_TABLE;
	case EL_TR: return PLACE_ROWS;
	case EL_TH:
	case EL_TD: return PLACE_ROW;
	default: return -1;
	}
}

/* What becomes of an element whose place is not here: a paragraph, or nothing. */
static enum element stray(enum element element)
{
	switch (element) {
	case EL_LI:
	case EL_DT:
	case EL_DD:
	case EL_FIGCAPTION:
	case EL_SUMMARY:
	case EL_TH:
	case EL_TD:
	case EL_CAPTION: return EL_P;
	case EL_THEAD:
	case EL_TBODY:
	case EL_TFOOT:
	case EL_TR: return EL_NONE;
	default: return element;
	}
}

static bool may_be_caption(const struct frame *in, enum element element)
{
	if (element == EL_FIGCAPTION)
		return in->element == EL_FIGURE && !in->has_caption;
	if (element == EL_SUMMARY)
		return in->element == EL_DETAILS && !in->has_content;
	return element != EL_CAPTION || !in->has_content;
}

/* Ends what a block ends: the paragraph made for loose text, or the text of one that splits. False:
 * the block must dissolve instead. */
static bool end_paragraph(struct emitter *emitter, enum element element)
{
	struct frame *frame = top(emitter);
	if (frame->implied && frame->element == EL_P) {
		pop(emitter);
		return true;
	}
	if (!in_text(emitter))
		return true;
	unsigned flags = frame->element == EL_NONE ? 0 : element_info(frame->element)->flags;
	bool dissolves = flags & IS_HEADING && element_info(element)->flags & IS_PARAGRAPH_LIKE;
	if (!(flags & IS_SPLIT) || dissolves)
		return false;
	if (frame->written) {
		end_text(emitter);
		put_end(emitter, frame->element);
		frame->written = false;
	}
	return true;
}

/* An li that was only implied ends where the next real one begins. */
static void end_implied_items(struct emitter *emitter, enum element element)
{
	bool is_item = element == EL_LI || element == EL_DT || element == EL_DD;
	while (is_item && top(emitter)->implied)
		pop(emitter);
}

static bool make_room(struct emitter *emitter, enum element element)
{
	struct frame *in = holder(emitter, emitter->depth);
	if (in->place == PLACE_LIST && element != EL_LI)
		push_implied(emitter, EL_LI);
	else if (in->place == PLACE_TERMS && element != EL_DT && element != EL_DD)
		push_implied(emitter, EL_DD);
	in = holder(emitter, emitter->depth);
	return in->place == PLACE_BLOCKS || in->place == PLACE_FLOW ||
	       (int)in->place == wanted_place(element) ||
	       (in->place == PLACE_CAPTION_ONLY && element == EL_FIGCAPTION);
}

int emit_open(struct emitter *emitter, enum element element, struct str attributes,
	      enum place place)
{
	if (emitter->fault)
		return -1;
	if (!end_paragraph(emitter, element)) {
		emit_space(emitter);
		return -1;
	}
	end_implied_items(emitter, element);
	struct frame *in = holder(emitter, emitter->depth);
	int wanted = wanted_place(element);
	if ((wanted >= 0 && wanted != (int)in->place) || !may_be_caption(in, element)) {
		element = stray(element);
		attributes = S("");
		place = PLACE_TEXT;
	}
	if (element == EL_NONE)
		return -1;
	unsigned flags = element_info(element)->flags;
	bool is_lazy = flags & IS_SPLIT;
	if (!is_lazy && !make_room(emitter, element))
		return -1;
	int depth = push(
		emitter,
		(struct frame){ .element = element, .place = place, .attributes = attributes });
	if (depth >= 0 && (flags & IS_EAGER || place == PLACE_CAPTION_ONLY))
		write_holders(emitter);
	else
		emit_space(emitter);
	return depth;
}

void emit_mark(struct emitter *emitter, enum element element, struct str attributes)
{
	if (emitter->depth + emitter->mark_count >= LIMIT_HTML_DEPTH) {
		emitter->fault = ERR_TOO_BIG;
		return;
	}
	emitter->marks[emitter->mark_count++] = (struct mark){ element, attributes };
}

void emit_unmark(struct emitter *emitter)
{
	if (emitter->fault)
		return;
	if (emitter->marks_open == emitter->mark_count)
		put_end(emitter, emitter->marks[--emitter->marks_open].element);
	emitter->mark_count--;
}

bool emit_has_mark(const struct emitter *emitter, enum element element)
{
	for (int i = 0; i < emitter->mark_count; i++)
		if (emitter->marks[i].element == element)
			return true;
	return false;
}

/* What loose text needs around it here; EL_COUNT: nothing can help. */
static enum element missing(enum place place)
{
	switch (place) {
	case PLACE_TEXT:
	case PLACE_FLOW: return EL_NONE;
	case PLACE_BLOCKS: return EL_P;
	case PLACE_LIST: return EL_LI;
	case PLACE_TERMS: return EL_DD;
	default: return EL_COUNT;
	}
}

/* Sees that text may be written: makes the p or li that is missing, writes what is open. */
static bool begin_text(struct emitter *emitter)
{
	struct frame *frame = top(emitter);
	enum element wanted = missing(frame->place);
	if (is_ghost(frame)) {
		/* in a list a paragraph on its own is an item */
		wanted = missing(holder(emitter, emitter->depth - 1)->place);
		wanted = wanted == EL_P ? EL_NONE : wanted;
	}
	if (wanted == EL_COUNT)
		return false;
	if (wanted != EL_NONE)
		push_implied(emitter, wanted);
	if (emitter->fault)
		return false;
	write_holders(emitter);
	if (is_ghost(top(emitter)))
		write_frame(emitter, emitter->depth - 1);
	return true;
}

/* Ready for a word: what waited is written, then the marks that are to be open. */
static bool begin_word(struct emitter *emitter)
{
	if (emitter->fault || !begin_text(emitter))
		return false;
	top(emitter)->has_content = true;
	for (; emitter->breaks; emitter->breaks--)
		buf_put(emitter->out, S("<br>"));
	if (emitter->space)
		buf_put_char(emitter->out, emitter->space);
	emitter->space = 0;
	emitter->text_begun = true;
	while (emitter->marks_open < emitter->mark_count) {
		struct mark mark = emitter->marks[emitter->marks_open++];
		put_tag(emitter, mark.element, mark.attributes);
	}
	return true;
}

static void wait_with_space(struct emitter *emitter, char space)
{
	if (emitter->text_begun && !emitter->breaks && emitter->space != '\n')
		emitter->space = space;
}

static bool in_pre(const struct emitter *emitter)
{
	return emitter->frames[emitter->depth - 1].element == EL_PRE;
}

static void put_character(struct emitter *emitter, uint32_t c)
{
	switch (c) {
	case '&': buf_put(emitter->out, S("&amp;")); break;
	case '<': buf_put(emitter->out, S("&lt;")); break;
	case '>': buf_put(emitter->out, S("&gt;")); break;
	default: buf_put_code_point(emitter->out, c); break;
	}
}

static void put_pre_text(struct emitter *emitter, struct str text)
{
	uint32_t c;
	for (size_t at = 0; at < text.len;) {
		at += utf8_decode(str_from(text, at), &c);
		if (c == '\r')
			c = '\n';
		if (is_unwritable(c) || !begin_word(emitter))
			continue;
		if (c == '\n' && emitter->out->len == emitter->pre_start)
			buf_put_char(emitter->out, '\n');
		put_character(emitter, c);
	}
}

void emit_text(struct emitter *emitter, struct str text)
{
	if (in_pre(emitter)) {
		put_pre_text(emitter, text);
		return;
	}
	uint32_t c;
	bool in_word = false;
	for (size_t at = 0; at < text.len;) {
		at += utf8_decode(str_from(text, at), &c);
		if (c < 0x80 && char_is_space((char)c)) {
			wait_with_space(emitter, c == '\n' || c == '\r' ? '\n' : ' ');
			in_word = false;
		} else if (!is_unwritable(c)) {
			if (!in_word && !begin_word(emitter))
				return;
			in_word = true;
			put_character(emitter, c);
		}
	}
}

void emit_void(struct emitter *emitter, enum element element, struct str attributes)
{
	if (begin_word(emitter))
		put_tag(emitter, element, attributes);
}

void emit_break(struct emitter *emitter)
{
	if (in_pre(emitter)) {
		put_pre_text(emitter, S("\n"));
		return;
	}
	if (!emitter->text_begun)
		return;
	emitter->space = 0;
	emitter->breaks++;
}

void emit_space(struct emitter *emitter)
{
	size_t len = emitter->out->len;
	if (!in_pre(emitter))
		wait_with_space(emitter, ' ');
	else if (top(emitter)->written && len != emitter->pre_start &&
		 emitter->out->ptr[len - 1] != '\n')
		put_pre_text(emitter, S("\n"));
}
