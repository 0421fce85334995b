/* SPDX-License-Identifier: Apache-2.0 */
/* credit.c: IPTC-IIM in and out, and what both ways have in common. XMP in is xmp.c. */
#include "media/credit.h"

#include "base/utf8.h"
#include "media/xmp.h"

/* Datasets of record 2. */
enum {
	IIM_BYLINE = 80,
	IIM_CREDIT = 110,
	IIM_SOURCE = 115,
	IIM_COPYRIGHT = 116,
	IIM_CAPTION = 120
};

static const char PHOTOSHOP[] = "Photoshop 3.0"; /* with its NUL */
enum { RESOURCE_IPTC = 0x0404 };

static unsigned be16(const char *at)
{
	return (unsigned)(unsigned char)at[0] << 8 | (unsigned char)at[1];
}

static size_t be32(const char *at)
{
	return (size_t)be16(at) << 16 | be16(at + 2);
}

/* Old files are Latin-1 without saying so. */
static struct str from_latin1(struct arena *into, struct str text)
{
	struct buf out = buf_in(into, 2 * text.len + 1);
	for (size_t i = 0; i < text.len; i++)
		buf_put_code_point(&out, (unsigned char)text.ptr[i]);
	return buf_str(&out);
}

struct str picture_text(struct arena *into, struct str text)
{
	if (!utf8_valid(text))
		text = from_latin1(into, text);
	struct buf out = buf_in(into, text.len + 1);
	for (size_t i = 0; i < text.len; i++)
		buf_put_char(&out, (unsigned char)text.ptr[i] < ' ' || text.ptr[i] == 0x7f
					   ? ' '
					   : text.ptr[i]);
	return utf8_first(str_trim(buf_str(&out)), LIMIT_CREDIT_BYTES);
}

static struct str *text_of(struct picture_credit *credit, struct str *source, unsigned dataset)
{
	switch (dataset) {
	case IIM_BYLINE: return &credit->byline;
	case IIM_CREDIT: return &credit->agency;
	case IIM_SOURCE: return source;
	case IIM_COPYRIGHT: return &credit->copyright;
	case IIM_CAPTION: return &credit->caption;
	default: return NULL;
	}
}

/* Datasets: 1C, record, dataset, length; the first of a kind counts. */
static void read_datasets(struct arena *into, struct str data, struct picture_credit *credit)
{
	struct str source = S("");
	while (data.len >= 5 && data.ptr[0] == 0x1c) {
		size_t bytes = be16(data.ptr + 3);
		if (bytes > 0x7fff || bytes > data.len - 5)
			break; /* extended lengths are for pictures within */
		struct str *text = data.ptr[1] == 2
					   ? text_of(credit, &source, (unsigned char)data.ptr[2])
					   : NULL;
		if (text && !text->len)
			*text = picture_text(into, str_sub(data, 5, bytes));
		data = str_from(data, 5 + bytes);
	}
	if (!credit->agency.len)
		credit->agency = source;
}

/* The IPTC resource among Photoshop's: "8BIM", id, a name of even length, size, data of even
 * length. */
static struct str find_iptc(struct str block)
{
	if (!str_drop_prefix(&block, (struct str){ PHOTOSHOP, sizeof PHOTOSHOP }))
		return S("");
	while (block.len >= 12 && str_starts(block, S("8BIM"))) {
		unsigned id = be16(block.ptr + 4);
		size_t name = 1 + (unsigned char)block.ptr[6];
		size_t head = 6 + name + name % 2;
		if (block.len < head + 4)
			break;
		size_t bytes = be32(block.ptr + head);
		struct str data = str_from(block, head + 4);
		if (bytes > data.len)
			break;
		if (id == RESOURCE_IPTC)
			return str_first(data, bytes);
		block = str_from(data, bytes + bytes % 2);
	}
	return S("");
}

static void fill(struct str *text, struct str other)
{
	if (!text->len)
		*text = other;
}

struct picture_credit picture_credit_read(struct arena *into, struct str iptc, struct str xmp)
{
	struct picture_credit credit = { 0 }, older = { 0 };
	if (xmp.len <= LIMIT_XMP_BYTES)
		xmp_read(into, xmp, &credit);
	if (iptc.len <= LIMIT_IPTC_BYTES)
		read_datasets(into, find_iptc(iptc), &older);
	fill(&credit.byline, older.byline);
	fill(&credit.agency, older.agency);
	fill(&credit.copyright, older.copyright);
	fill(&credit.caption, older.caption);
	return credit;
}

struct str picture_credit_line(struct arena *into, const struct picture_credit *credit)
{
	if (!credit->byline.len || !credit->agency.len || str_eq(credit->byline, credit->agency))
		return credit->byline.len ? credit->byline : credit->agency;
	if (str_contains(credit->agency, credit->byline))
		return credit->agency;
	return str_fmt(into, "%.*s/%.*s", STR_ARG(credit->byline), STR_ARG(credit->agency));
}

static void put_escaped(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		switch (text.ptr[i]) {
		case '&': buf_put(out, S("&amp;")); break;
		case '<': buf_put(out, S("&lt;")); break;
		case '>': buf_put(out, S("&gt;")); break;
		case '"': buf_put(out, S("&quot;")); break;
		default: buf_put_char(out, text.ptr[i]);
		}
}

struct str picture_credit_xmp(struct arena *into, struct str line, struct str copyright)
{
	struct buf out = buf_in(into, LIMIT_XMP_BYTES);
	if (!line.len && !copyright.len)
		return S("");
	buf_put(&out,
		S("<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
		  "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
		  "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
		  "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
		  "xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\" photoshop:Credit=\""));
	put_escaped(&out, line);
	buf_put(&out, S("\">"));
	if (copyright.len) {
		buf_put(&out, S("<dc:rights><rdf:Alt><rdf:li xml:lang=\"x-default\">"));
		put_escaped(&out, copyright);
		buf_put(&out, S("</rdf:li></rdf:Alt></dc:rights>"));
	}
	buf_put(&out, S("</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>"));
	return buf_str(&out);
}

static void put_number(struct buf *out, size_t n, int bytes)
{
	for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
		buf_put(out, (struct str){ (char[]){ (char)(n >> shift & 0xff) }, 1 });
}

static void put_dataset(struct buf *out, int record, int dataset, struct str text)
{
	if (!text.len)
		return;
	put_number(out, 0x1c, 1);
	put_number(out, (size_t)record, 1);
	put_number(out, (size_t)dataset, 1);
	put_number(out, text.len, 2);
	buf_put(out, text);
}

struct str picture_credit_iptc(struct arena *into, struct str line, struct str copyright)
{
	struct buf data = buf_in(into, LIMIT_IPTC_BYTES), out = buf_in(into, LIMIT_IPTC_BYTES);
	if (!line.len && !copyright.len)
		return S("");
	put_dataset(&data, 1, 90, S("\x1b%G")); /* what follows is UTF-8 (ISO 2022) */
	put_dataset(&data, 2, IIM_CREDIT, utf8_first(line, LIMIT_CREDIT_BYTES));
	put_dataset(&data, 2, IIM_COPYRIGHT, utf8_first(copyright, LIMIT_CREDIT_BYTES));
	buf_put(&out, (struct str){ PHOTOSHOP, sizeof PHOTOSHOP });
	buf_put(&out, S("8BIM"));
	put_number(&out, RESOURCE_IPTC, 2);
	put_number(&out, 0, 2); /* no name */
	put_number(&out, data.len, 4);
	buf_put(&out, buf_str(&data));
	if (data.len % 2)
		put_number(&out, 0, 1);
	return buf_str(&out);
}
