/* SPDX-License-Identifier: Apache-2.0 */
/*
 * credit.h: who made a picture and whose it is, as agencies write it into the file, and written
 * into what we make of it.
 *
 * Two ways are read: IPTC-IIM (IPTC Information Interchange Model 4.2, in a Photoshop resource
 * block) and XMP (ISO 16684-1, IPTC Photo Metadata Standard). XMP wins where both speak: it is the
 * younger and says its character set. What is written holds these words and nothing else, so a
 * place, a serial number or an address never goes out with a picture.
 *
 *   - every text is valid UTF-8 without control characters, trimmed, at most LIMIT_CREDIT_BYTES
 *   - bytes that are no IPTC or XMP give nothing, never an error
 */
#pragma once
#include "base/base.h"

#define LIMIT_CREDIT_BYTES 2000      /* of each text; longer ones are cut at a character */
#define LIMIT_XMP_BYTES (256u << 10) /* larger packets are not looked at */
#define LIMIT_IPTC_BYTES (256u << 10)

struct picture_credit {
	struct str byline; /* who made it: IIM 2:80, dc:creator */
	struct str agency; /* who is to be credited: IIM 2:110, photoshop:Credit; else the source */
	struct str copyright; /* IIM 2:116, dc:rights */
	struct str caption;   /* IIM 2:120, dc:description */
};

/* iptc: the content of a JPEG's APP13 segment; xmp: a packet. Either may be "". */
struct picture_credit picture_credit_read(struct arena *into, struct str iptc, struct str xmp);
/* "Byline/Agency", or the one there is; "" for neither. */
struct str picture_credit_line(struct arena *into, const struct picture_credit *credit);

/* For a rendition. line: what stands under the picture; both may be "". */
struct str picture_credit_xmp(struct arena *into, struct str line, struct str copyright);
struct str picture_credit_iptc(struct arena *into, struct str line, struct str copyright);
