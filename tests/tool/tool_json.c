/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "tool_json.h"

static void print_text(const char *name, struct str text)
{
	printf("\"%s\":\"", name);
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		if (c < ' ' || c == '"' || c == '\\')
			printf("\\u%04x", c);
		else
			putchar(c);
	}
	putchar('"');
}

/* The number an outside name ends with: "wp:post:41" gives 41; 0 when it ends otherwise. */
static long long last_number(struct str uri)
{
	size_t at = uri.len;
	while (at > 0 && char_is_digit(uri.ptr[at - 1]))
		at--;
	int64_t number = 0;
	return str_to_i64(str_from(uri, at), &number) ? 0 : number;
}

void print_story(const struct story *story)
{
	printf("{\"id\":%lld,\"number\":%lld,", (long long)story->id.n, last_number(story->uri));
	print_text("kind", story->kind == STORY_PAGE ? S("page") : S("post"));
	putchar(',');
	print_text("status", story_status_name(story->status));
	putchar(',');
	print_text("path", story->path);
	putchar(',');
	print_text("headline", story->headline);
	putchar(',');
	print_text("uri", story->uri);
	printf(",\"published_at\":%lld,\"embargo_until\":%lld,\"comments\":%lld,\"locked\":%s}\n",
	       (long long)story->published_at.ms, (long long)story->embargo_until.ms,
	       (long long)story->comment_count, story->password.len ? "true" : "false");
}

void print_term(struct str slug, struct str name, struct str path, struct str uri)
{
	putchar('{');
	print_text("slug", slug);
	putchar(',');
	print_text("name", name);
	putchar(',');
	print_text("path", path);
	putchar(',');
	print_text("uri", uri);
	puts("}");
}
