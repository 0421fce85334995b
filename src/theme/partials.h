/* SPDX-License-Identifier: Apache-2.0 */
/* partials.h: the templates of a folder and the folders below it, by name: "card",
 * "components/card". */
#pragma once
#include "theme/code.h"

#define LIMIT_PARTIALS 2000 /* templates in one folder with all below it */
#define LIMIT_FOLDER_NESTING 8

struct partials {
	struct template *items; /* sorted by name */
	size_t count, cap;
};

struct partial_file {
	struct str name, path;
};
struct partial_files {
	struct partial_file *items; /* sorted by name */
	size_t count, cap;
};

struct partials_source {
	struct str folder;
	struct str label; /* stands before the file's path in messages: "partials/" */
	bool is_deep;     /* with the folders below it */
	const struct helper_tables *helpers;
};

/* The .hbs files of a folder; none if there is no such folder. */
enum err partials_list(struct arena *into, const struct partials_source *source,
		       struct partial_files *out, struct fault *fault) MUST_CHECK;
const struct partial_file *partial_files_find(const struct partial_files *files, struct str name);

/* Compiles one; scratch is what parsing works in, and may be into. */
enum err partial_read(struct arena *into, struct arena *scratch,
		      const struct partials_source *source, const struct partial_file *file,
		      struct template *out, struct fault *fault) MUST_CHECK;
/* Compiles all of a folder. */
enum err partials_read(struct arena *into, struct arena *scratch,
		       const struct partials_source *source, struct partials *out,
		       struct fault *fault) MUST_CHECK;

/* from: a struct partials. Gives: NULL if there is none. */
const struct template *partials_find(const void *from, struct str name);
void partials_sort(struct partials *partials); /* before finding in what was put by hand */
