/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xml.h: writing XML 1.0. Text is escaped, characters that XML forbids are left out; names are
 * ours. xml_open()/xml_close() pairs are the caller's to balance.
 */
#pragma once
#include "base/base.h"

struct xml_attribute {
	const char *name;
	struct str value;
};

#define XML_DECLARATION S("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")

void xml_text(struct buf *out, struct str text);
void xml_open(struct buf *out, const char *name, const struct xml_attribute *attributes,
	      size_t count);
void xml_close(struct buf *out, const char *name);
/* An element without content. */
void xml_empty(struct buf *out, const char *name, const struct xml_attribute *attributes,
	       size_t count);
/* <name>text</name>, and nothing when text is empty. */
void xml_element(struct buf *out, const char *name, struct str text);
