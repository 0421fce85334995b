/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plain.h: cleaning the plainest of bodies without a parser.
 *
 * Most stories are paragraphs of text. Of those the parser makes a tree in which nothing is to be
 * decided, at a third of what an import costs. What is in any way more than that goes the long way.
 */
#pragma once
#include "base/base.h"
#include "html/clean.h"

/* When raw is `<p>text</p>` over and over, with nothing but white space between, writes what
 * html_clean() would. Gives: false, with nothing written, when it is anything else. */
bool plain_paragraphs(struct str raw, struct buf *out);

/* The same for a text without any tag, as inline HTML. */
bool plain_text(struct str raw, struct buf *out);

/* html_clean() the long way, for whoever wants to compare. Fails as it. */
enum err html_clean_parsed(struct arena *into, struct str raw, enum clean_policy policy,
			   struct html *out) MUST_CHECK;
