/* SPDX-License-Identifier: Apache-2.0 */
/* xmp.h: the words of credit.h out of an XMP packet (ISO 16684-1). Private to media/. */
#pragma once
#include "media/credit.h"

/* Fills what the packet tells; what is no XMP fills what came before the mistake. */
void xmp_read(struct arena *into, struct str packet, struct picture_credit *credit);
/* text as credit.h promises texts to be; in credit.c. */
struct str picture_text(struct arena *into, struct str text);
