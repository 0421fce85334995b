/* SPDX-License-Identifier: Apache-2.0 */
/* grow.c: `grow CORPUS STORIES SITE` makes a site, `grow CORPUS STORIES FILE.xml` an export. */
#include "grow.h"

#include <stdio.h>

int main(int argc, char **argv)
{
	struct arena arena = arena_open((size_t)2 << 30);
	struct corpus corpus;
	struct fault fault = { 0 };
	int64_t stories;
	if (argc != 4 || str_to_i64(str_of(argv[2]), &stories) || stories < 1) {
		fputs("usage: grow CORPUS STORIES SITE|FILE.xml\n", stderr);
		return 2;
	}
	if (corpus_read(&arena, str_of(argv[1]), &corpus, &fault))
		die("cannot read %s: %s", argv[1], fault.text);
	struct paper paper = paper_of(&corpus, (uint64_t)stories);
	struct str into = str_of(argv[3]);
	enum err err = str_ends(into, S(".xml")) ? grow_wxr(&paper, into, &fault)
						 : grow_site(&paper, into, &fault);
	if (err)
		die("cannot make %s: %s: %s", argv[3], err_name(err), fault.text);
	arena_close(&arena);
	return 0;
}
