/* SPDX-License-Identifier: Apache-2.0 */
/*
 * element.h: the body subset as tables: which elements there are, what each may hold, which
 * attributes it keeps, and what becomes of every tag that is not among them.
 *
 * docs/BODY.md says the same for people. Private to html/.
 */
#pragma once
#include <gumbo.h>

#include "html/clean.h"

/* What may stand directly within an element. */
enum place {
	PLACE_TEXT,         /* text and inline marks */
	PLACE_BLOCKS,       /* blocks; loose text gets a p */
	PLACE_FLOW,         /* blocks and loose text */
	PLACE_LIST,         /* li */
	PLACE_TERMS,        /* dt dd */
	PLACE_TABLE,        /* caption thead tbody tfoot */
	PLACE_ROWS,         /* tr */
	PLACE_ROW,          /* th td */
	PLACE_CAPTION_ONLY, /* a figure that is a reference */
	PLACE_NOTHING,
};

enum element {
	EL_NONE,
	/* blocks */
	EL_P,
	EL_H2,
	EL_H3,
	EL_H4,
	EL_H5,
	EL_H6,
	EL_PRE,
	EL_UL,
	EL_OL,
	EL_LI,
	EL_DL,
	EL_DT,
	EL_DD,
	EL_BLOCKQUOTE,
	EL_DIV,
	EL_HR,
	EL_TABLE,
	EL_CAPTION,
	EL_THEAD,
	EL_TBODY,
	EL_TFOOT,
	EL_TR,
	EL_TH,
	EL_TD,
	EL_FIGURE,
	EL_FIGCAPTION,
	EL_DETAILS,
	EL_SUMMARY,
	EL_ASIDE,
	/* inline */
	EL_A,
	EL_ABBR,
	EL_B,
	EL_BDI,
	EL_BDO,
	EL_CITE,
	EL_CODE,
	EL_DEL,
	EL_DFN,
	EL_EM,
	EL_I,
	EL_INS,
	EL_KBD,
	EL_MARK,
	EL_Q,
	EL_RP,
	EL_RT,
	EL_RUBY,
	EL_S,
	EL_SAMP,
	EL_SMALL,
	EL_SPAN,
	EL_STRONG,
	EL_SUB,
	EL_SUP,
	EL_TIME,
	EL_U,
	EL_VAR,
	EL_BR,
	EL_WBR,
	EL_IMG,
	EL_COUNT,
};

enum element_flag {
	IS_INLINE = 1 << 0,
	IS_VOID = 1 << 1,         /* no end tag */
	IS_EAGER = 1 << 2,        /* written even when empty */
	IS_SPLIT = 1 << 3,        /* a block within ends it; text after that begins it anew */
	IS_HEADING = 1 << 4,      /* paragraphs within are only parted by a space */
	NEEDS_ATTRIBUTE = 1 << 5, /* means nothing without one */
	NOT_IN_ITSELF = 1 << 6,
	IS_PARAGRAPH_LIKE = 1 << 7, /* p, headings, pre: dissolved within a heading */
};

struct element_info {
	struct str name;
	enum place place;
	unsigned flags;
	unsigned policies; /* bit 1 << enum clean_policy */
};

const struct element_info *element_info(enum element element);
bool element_is_in(enum element element, enum clean_policy policy);

enum rule_action {
	RULE_THROUGH,   /* not kept; what is within is */
	RULE_DROP,      /* gone with what is within */
	RULE_PARAGRAPH, /* a block that is not kept: its text stands apart */
	RULE_ELEMENT,   /* kept, as rule.element */
	RULE_FIGURE,
	RULE_ASIDE,
	RULE_PICTURE,
	RULE_EMBED, /* looked at one by one */
};

struct rule {
	enum rule_action action;
	enum element element;
};

struct rule rule_of_tag(GumboTag tag);
