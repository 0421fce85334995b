/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xmp.c: a property is an attribute of rdf:Description, or an element that holds a text or a list
 * (rdf:Alt, rdf:Seq, rdf:Bag) of which the first item counts. expat keeps entities at bay; deeper
 * nesting than a property needs is not followed.
 */
#include "media/xmp.h"

#include <expat.h>
#include <string.h>

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#|"
#define DC "http://purl.org/dc/elements/1.1/|"
#define PHOTOSHOP "http://ns.adobe.com/photoshop/1.0/|"

enum property { NONE, BYLINE, AGENCY, SOURCE, COPYRIGHT, CAPTION, PROPERTIES };

static const struct {
	const char *name;
	enum property property;
} NAMES[] = {
	{ DC "creator", BYLINE },   { PHOTOSHOP "Credit", AGENCY }, { PHOTOSHOP "Source", SOURCE },
	{ DC "rights", COPYRIGHT }, { DC "description", CAPTION },
};

struct reading {
	struct str texts[PROPERTIES];
	enum property property; /* whose element is open */
	int depth, began_at;    /* of elements */
	struct buf text;
	struct arena *into;
};

static enum property property_of(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(NAMES); i++)
		if (strcmp(name, NAMES[i].name) == 0)
			return NAMES[i].property;
	return NONE;
}

static void take(struct reading *reading, enum property property, struct str text)
{
	text = picture_text(reading->into, text);
	if (property != NONE && !reading->texts[property].len)
		reading->texts[property] = text;
}

static void on_start(void *context, const char *name, const char **attributes)
{
	struct reading *reading = context;
	reading->depth++;
	if (strcmp(name, RDF "Description") == 0)
		for (size_t i = 0; attributes[i]; i += 2)
			take(reading, property_of(attributes[i]), str_of(attributes[i + 1]));
	enum property property = property_of(name);
	if (property != NONE && reading->property == NONE) {
		reading->property = property;
		reading->began_at = reading->depth;
	}
	buf_truncate(&reading->text, 0);
}

static void on_end(void *context, const char *name)
{
	struct reading *reading = context;
	bool is_item = strcmp(name, RDF "li") == 0, is_own = reading->depth == reading->began_at;
	if (reading->property != NONE && (is_item || is_own))
		take(reading, reading->property, buf_str(&reading->text));
	if (is_own && reading->property != NONE)
		reading->property = NONE;
	buf_truncate(&reading->text, 0);
	reading->depth--;
}

static void on_text(void *context, const char *text, int bytes)
{
	struct reading *reading = context;
	if (reading->property != NONE)
		buf_put(&reading->text, (struct str){ text, (size_t)bytes });
}

void xmp_read(struct arena *into, struct str packet, struct picture_credit *credit)
{
	struct reading reading = { .into = into, .text = buf_in(into, LIMIT_XMP_BYTES) };
	XML_Parser parser = packet.len ? XML_ParserCreateNS("UTF-8", '|') : NULL;
	if (!parser)
		return;
	XML_SetUserData(parser, &reading);
	XML_SetElementHandler(parser, on_start, on_end);
	XML_SetCharacterDataHandler(parser, on_text);
	XML_Parse(parser, packet.ptr, (int)packet.len, 1);
	XML_ParserFree(parser);
	credit->byline = reading.texts[BYLINE];
	credit->agency = reading.texts[reading.texts[AGENCY].len ? AGENCY : SOURCE];
	credit->copyright = reading.texts[COPYRIGHT];
	credit->caption = reading.texts[CAPTION];
}
