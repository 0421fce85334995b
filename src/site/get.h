/* SPDX-License-Identifier: Apache-2.0 */
/* get.h: {{#get "posts" limit="3" filter="tag:town+id:-5" as |items pages|}}. */
#pragma once
#include "theme/helper.h"

#define LIMIT_GET 100 /* things in one list; limit="all" is this many */

void help_get(struct helper_call *call);
