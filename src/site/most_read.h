/* SPDX-License-Identifier: Apache-2.0 */
/* most_read.h: the stories that are read most: a block on pages, and a page of its own. */
#pragma once
#include "site/visit.h"
#include "theme/value.h"

/* The block's stories, of the period the setting says; none when it is off. */
enum err most_read_block(struct visit *visit, struct value_array *out) MUST_CHECK;
/* Fails: ERR_NOT_FOUND (the setting is off), else as reading and rendering do. */
enum err most_read_serve(struct visit *visit, struct http_response *out) MUST_CHECK;
