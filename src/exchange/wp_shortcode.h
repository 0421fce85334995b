/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wp_shortcode.h: [caption], [gallery], [embed] and their like as HTML.
 *
 *   caption                     a figure around its picture, with a figcaption
 *   gallery                     a figure of class "gallery" with a figure for each attachment
 *   playlist                    a figure for each attachment
 *   audio, video                a link of class "embed" to the file, else the attachment's figure
 *   code, sourcecode, php ...   pre, if it is closed
 *   embed, youtube, vimeo ...   a link of class "embed" to the address
 *   layout of page builders     taken off, what is within stays
 *   forms and other machinery   gone: they would show nothing without their plugin
 *   [[name]]                    the text [name]
 *   any other                   stays as text, as WordPress shows it
 *
 * Attachments are written as `<img data-attachment="ID">`; wp_refs.h makes references of them.
 */
#pragma once
#include "base/base.h"

#define LIMIT_SHORTCODE_BYTES (32u << 10) /* of one [tag ...] */
#define LIMIT_GALLERY_PICTURES 1000

enum attached_kind { ATTACHED_PICTURE, ATTACHED_SOUND, ATTACHED_FILM };

/* The attachments of the item the text belongs to, in order; count is at most
 * LIMIT_GALLERY_PICTURES. */
struct attached {
	const struct attached_file {
		int64_t id;
		enum attached_kind kind;
	} * files;
	size_t count;
};

/* Fails: ERR_TOO_BIG. */
enum err wp_shortcodes(struct arena *into, struct str source, struct attached attached,
		       struct str *out) MUST_CHECK;
/* source without any [tag ...] that this file knows: for excerpts. */
struct str wp_without_shortcodes(struct arena *into, struct str source);
