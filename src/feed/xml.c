/* SPDX-License-Identifier: Apache-2.0 */
/* xml.c: escaping for XML 1.0 (section 2.2 says which characters exist). */
#include "feed/xml.h"

static bool is_xml_char(uint32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xD7FF) ||
	       (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

void xml_text(struct buf *out, struct str text)
{
	uint32_t c;
	for (size_t at = 0, n; at < text.len; at += n) {
		n = utf8_decode(str_from(text, at), &c);
		switch (c) {
		case '&': buf_put(out, S("&amp;")); break;
		case '<': buf_put(out, S("&lt;")); break;
		case '>': buf_put(out, S("&gt;")); break;
		case '"': buf_put(out, S("&quot;")); break;
		default:
			if (is_xml_char(c))
				buf_put_code_point(out, c);
		}
	}
}

static void start(struct buf *out, const char *name, const struct xml_attribute *attributes,
		  size_t count, struct str end)
{
	buf_put_char(out, '<');
	buf_put(out, str_of(name));
	for (size_t i = 0; i < count; i++) {
		buf_put_char(out, ' ');
		buf_put(out, str_of(attributes[i].name));
		buf_put(out, S("=\""));
		xml_text(out, attributes[i].value);
		buf_put_char(out, '"');
	}
	buf_put(out, end);
}

void xml_open(struct buf *out, const char *name, const struct xml_attribute *attributes,
	      size_t count)
{
	start(out, name, attributes, count, S(">"));
}

void xml_empty(struct buf *out, const char *name, const struct xml_attribute *attributes,
	       size_t count)
{
	start(out, name, attributes, count, S("/>\n"));
}

void xml_close(struct buf *out, const char *name)
{
	buf_put(out, S("</"));
	buf_put(out, str_of(name));
	buf_put(out, S(">\n"));
}

void xml_element(struct buf *out, const char *name, struct str text)
{
	if (text.len == 0)
		return;
	xml_open(out, name, NULL, 0);
	xml_text(out, text);
	xml_close(out, name);
}
