/* SPDX-License-Identifier: Apache-2.0 */
/*
 * emit.h: writes blocks, marks and text so that what comes out nests as docs/BODY.md says, however
 * wildly it went in.
 *
 * Why cleaning twice is cleaning once: whatever is written here is read back by an HTML parser as
 * the very same tree, because nothing is ever written that a parser would move, close early or
 * imply. So:
 *   - an element is written when something is in it (but li, td, th, hr and references at once)
 *   - a block never stands in a paragraph: it ends it, and text after it begins it anew
 *   - marks are closed before a block begins or ends and opened again in the next text
 *   - white space and line breaks wait for the text they part; at a block's rim there is none
 *   - a p, li or dd that is needed is made, one that is not allowed is dissolved
 *
 * Private to html/.
 */
#pragma once
#include "html/element.h"

struct frame {
	enum element element;
	enum place place;
	struct str attributes;
	bool written;
	bool implied;
	bool has_content; /* something was written within */
	bool has_caption;
};

struct mark {
	enum element element;
	struct str attributes;
};

struct emitter {
	struct buf *out;
	size_t breaks; /* <br>s that wait for text after them */
	char space;    /* or one space or line end; 0 none */
	struct frame frames[LIMIT_HTML_DEPTH + 2];
	int depth; /* frames in use; the root is the first */
	struct mark marks[LIMIT_HTML_DEPTH];
	int mark_count, marks_open; /* those open are always the first ones */
	bool text_begun;            /* in this run of text something was written */
	size_t pre_start; /* where <pre> has just been written: a line end here is eaten */
	enum err fault;
};

/* root: PLACE_BLOCKS or PLACE_TEXT. */
void emit_begin(struct emitter *emitter, struct buf *out, enum place root);

/* Begins a block. Gives a depth for emit_close(), or -1 if the block is dissolved: then its content
 * goes on in what is open. attributes must live until the block is closed. */
int emit_open(struct emitter *emitter, enum element element, struct str attributes,
	      enum place place) MUST_CHECK;
void emit_close(struct emitter *emitter, int depth);

void emit_mark(struct emitter *emitter, enum element element, struct str attributes);
void emit_unmark(struct emitter *emitter);
bool emit_has_mark(const struct emitter *emitter, enum element element);

void emit_text(struct emitter *emitter, struct str text);
void emit_void(struct emitter *emitter, enum element element, struct str attributes);
void emit_break(struct emitter *emitter); /* <br> */
void emit_space(struct emitter *emitter); /* parts words where a block was dissolved */
