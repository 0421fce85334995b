/* fuzz: url links: http base */
/* SPDX-License-Identifier: Apache-2.0 */
/* url_fuzz: a normal path is its own normal path, is plain ASCII, begins with "/" and has no dot
 * segment; encoding and decoding are each other's inverse; an address that parses lies within its
 * text. */
#include "http/url.h"

static void check_path(struct arena *arena, struct str text)
{
	struct str path, again;
	if (url_normal_path(arena, text, &path) != OK)
		return;
	BUG_IF(url_normal_path(arena, path, &again) != OK || !str_eq(path, again));
	BUG_IF(!str_starts(path, S("/")) || str_contains(path, S("//")));
	BUG_IF(str_contains(path, S("/../")) || str_contains(path, S("/./")));
	for (size_t i = 0; i < path.len; i++)
		BUG_IF(path.ptr[i] <= ' ' || path.ptr[i] > '~');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { (const char *)data, size };
	struct arena arena = arena_open(4 << 20);
	struct url url;
	if (size <= 4096) {
		check_path(&arena, text);
		BUG_IF(!str_eq(url_decode(&arena, url_encode_segment(&arena, text)), text));
		if (url_parse(text, &url) == OK)
			BUG_IF(url.scheme.len + url.host.len + url.port.len + url.path.len +
				       url.query.len + url.fragment.len >
			       text.len);
	}
	arena_close(&arena);
	return 0;
}
