/* SPDX-License-Identifier: Apache-2.0 */
/* language.h: the helpers that belong to the language: if unless each with lookup log. They are
 * known even where the data or another helper has their name. */
#pragma once
#include "theme/theme.h"

extern const struct helper language_helpers[]; /* ends with an empty name */
