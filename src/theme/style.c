/* SPDX-License-Identifier: Apache-2.0 */
/* style.c: a stylesheet small enough to stand in the page itself, so that a browser can paint after
 * one request. What the page then says of it in its policy is the hash of exactly these bytes (CSP
 * 3, 2.3.1), so nothing may be put between them: there is no line in them to indent. */
#include <sodium.h>

#include "theme/folder.h"

/* Where the comment or string that starts here ends. */
static size_t end_of_comment(struct str css, size_t at)
{
	size_t end = str_find(str_from(css, at + 2), S("*/"));
	return end == STR_NONE ? css.len : at + 2 + end + 2;
}

static size_t end_of_string(struct str css, size_t at)
{
	char quote = css.ptr[at++];
	while (at < css.len && css.ptr[at] != quote)
		at += css.ptr[at] == '\\' ? 2 : 1;
	return at < css.len ? at + 1 : css.len;
}

static bool stands_alone(char c)
{
	return c == '{' || c == '}' || c == ';' || c == ',';
}

/* Space that parts nothing is left out, and so are comments; the rest is one space. */
static struct str compact(struct arena *into, struct str css)
{
	struct buf out = buf_in(into, css.len + 1);
	bool is_apart = false;
	for (size_t at = 0; at < css.len;) {
		char c = css.ptr[at];
		if (char_is_space(c) || str_starts(str_from(css, at), S("/*"))) {
			at = c == '/' ? end_of_comment(css, at) : at + 1;
			is_apart = true;
			continue;
		}
		struct str so_far = buf_str(&out);
		if (is_apart && so_far.len && !stands_alone(c) &&
		    !stands_alone(so_far.ptr[so_far.len - 1]))
			buf_put_char(&out, ' ');
		is_apart = false;
		size_t end = c == '"' || c == '\'' ? end_of_string(css, at) : at + 1;
		if (c == '\\' && end < css.len)
			end++;
		buf_put(&out, str_sub(css, at, end - at));
		at = end;
	}
	return buf_str(&out);
}

/* An address is meant from where the file lies: in a page it would be another. */
static bool names_other_files(struct str css)
{
	return str_contains(css, S("url(")) || str_contains(css, S("@import")) ||
	       str_contains(css, S("image-set("));
}

static bool ends_the_element(struct str css)
{
	return str_contains(css, S("</")) || str_contains(css, S("<!"));
}

static struct str hash_source(struct arena *into, struct str css)
{
	enum {
		ROOM = sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES,
						 sodium_base64_VARIANT_ORIGINAL)
	};
	unsigned char hash[crypto_hash_sha256_BYTES];
	char text[ROOM];
	crypto_hash_sha256(hash, (const unsigned char *)css.ptr, css.len);
	sodium_bin2base64(text, sizeof text, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL);
	return str_fmt(into, "'sha256-%s'", text);
}

const struct theme_style *theme_style_from(struct arena *into, struct str css)
{
	if (css.len > LIMIT_INLINE_STYLE_BYTES || names_other_files(css) || ends_the_element(css))
		return NULL;
	struct str small = compact(into, css);
	if (str_find_char(small, '\n') != STR_NONE) /* a string that is none */
		return NULL;
	struct theme_style *style = arena_new(into, struct theme_style, 1);
	*style = (struct theme_style){ html_trusted(small), hash_source(into, small) };
	return style;
}
