/* SPDX-License-Identifier: Apache-2.0 */
/*
 * language.h: the languages whose words are brought to a stem, by their BCP 47 tag.
 *
 * The numbers are kept in the index: they only ever grow.
 */
#pragma once
#include "base/base.h"

enum language {
	LANGUAGE_OTHER, /* words as they are */
	LANGUAGE_EN,
	LANGUAGE_DE,
	LANGUAGE_FR,
	LANGUAGE_ES,
	LANGUAGE_IT,
	LANGUAGE_PT,
	LANGUAGE_NL,
	LANGUAGE_SV,
	LANGUAGE_DA,
	LANGUAGE_NO,
	LANGUAGE_FI,
	LANGUAGE_RU,
	LANGUAGE_HU,
	LANGUAGE_RO,
	LANGUAGE_TR,
	LANGUAGE_CA,
	LANGUAGE_EU,
	LANGUAGE_GA,
	LANGUAGE_ID,
	LANGUAGE_LT,
	LANGUAGE_AR,
	LANGUAGE_EL,
	LANGUAGE_HI,
	LANGUAGE_HY,
	LANGUAGE_NE,
	LANGUAGE_SR,
	LANGUAGE_TA,
	LANGUAGE_YI,
	LANGUAGES /* at most 63: a set of them is the bits of a number */
};

/* "en-GB" is LANGUAGE_EN, "nb" LANGUAGE_NO; what has no stemmer is LANGUAGE_OTHER. */
enum language language_of(struct str tag);
/* Snowball's name for it; NULL for LANGUAGE_OTHER. */
const char *language_stemmer(enum language language);
/* Whether an apostrophe parts words: "l'homme". */
bool language_elides(enum language language);
/* Whether the folded word says nothing by itself. */
bool language_is_stop(enum language language, struct str folded);
