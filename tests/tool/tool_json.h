/* SPDX-License-Identifier: Apache-2.0 */
/* tool_json.h: prints what a test wants to know of the store's rows, one JSON object a line. */
#pragma once
#include "news/story.h"

void print_story(const struct story *story);
void print_term(struct str slug, struct str name, struct str path, struct str uri);
