/* SPDX-License-Identifier: Apache-2.0 */
/* partials.h: the templates of a folder and the folders below it, by name: "card",
 * "components/card". */
#pragma once
#include "theme/code.h"

#define LIMIT_PARTIALS 2000 /* templates in one folder with all below it */
#define LIMIT_FOLDER_NESTING 8

struct partials {
	struct template *items;
	size_t count, cap;
};

struct partials_source {
	struct str folder;
	struct str label; /* stands before the file's path in messages: "partials/" */
	bool is_deep;     /* with the folders below it */
	const struct helper_tables *helpers;
};

/* Compiles every .hbs file of a folder; none if there is no such folder. scratch is what parsing
 * works in; it may be into. */
enum err partials_read(struct arena *into, struct arena *scratch,
		       const struct partials_source *source, struct partials *out,
		       struct fault *fault) MUST_CHECK;

/* from: a struct partials. Gives: NULL if there is none. */
const struct template *partials_find(const void *from, struct str name);
void partials_sort(struct partials *partials); /* before finding in what was put by hand */
