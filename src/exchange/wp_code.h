/* SPDX-License-Identifier: Apache-2.0 */
/* wp_code.h: private to wp_shortcode: the names of shortcodes, and what each stands for. */
#pragma once
#include "base/base.h"

enum code_kind {
	CODE_CAPTION,
	CODE_GALLERY,
	CODE_PLAYLIST,
	CODE_FILE,    /* src, mp3, mp4 ... */
	CODE_LISTING, /* of a program: as it stands between the tags */
	CODE_ADDRESS, /* an address somewhere */
	CODE_UNWRAP,  /* the tags go, the content stays */
	CODE_GONE,    /* the tags and the content go */
};

struct code {
	struct str name;
	enum code_kind kind;
	struct str site; /* CODE_ADDRESS: what goes before a bare id */
};

#define LIMIT_CODES 64 /* names that are known */

/* NULL: not known. */
const struct code *wp_code(struct str name);
/* Below LIMIT_CODES; of any but a page builder's layout. */
size_t wp_code_index(const struct code *code);
