/* SPDX-License-Identifier: Apache-2.0 */
/* word.h: what stands between {{ and }}: names, literals, signs. Private to the lexer. */
#pragma once
#include "theme/lex.h"

/* The next token; the lexer stands on something that is neither space nor a mark. */
struct token lex_word(struct lexer *lexer);

size_t word_length(struct str text);  /* bytes of a plain name at its start; may be 0 */
size_t space_length(struct str text); /* bytes of one white-space character, or 0 */

/* White space as JavaScript's \s, U+00A0 and its like too. */
struct str skip_spaces(struct str text);
struct str drop_trailing_spaces(struct str text);
