/* fuzz: reply links: comment html base */
/* SPDX-License-Identifier: Apache-2.0 */
/* reply_fuzz: whatever is typed into the reply form, what is kept of a website is one line that
 * leads to a host over http, a name is one line within its limit, its text cleaned again is itself,
 * a network is no longer than an address; the filter's features lie in their space, each once; a
 * text's shape is near to itself. */
#include "comment/intake.h"
#include "comment/shape.h"
#include "comment/text_features.h"
#include "html/clean.h"

static void check_reply(struct arena *arena, struct str text)
{
	const struct reply_input input = { .name = text,
					   .email = text,
					   .website = text,
					   .text = text,
					   .address = str_first(text, 60) };
	struct reply reply;
	struct reply_faults faults;
	struct html again;
	BUG_IF(reply_check(arena, &input, &reply, &faults) != OK);
	BUG_IF(!faults.name && utf8_count(reply.name) > LIMIT_REPLY_NAME_CHARS);
	BUG_IF(str_contains(reply.name, S("\n")) || str_contains(reply.website, S("\n")));
	BUG_IF(reply.website.len && !str_starts(reply.website, S("http://")) &&
	       !str_starts(reply.website, S("https://")));
	BUG_IF(reply.address.len > 60);
	if (faults.text)
		return;
	BUG_IF(html_clean(arena, reply.text.s, CLEAN_COMMENT, &again) != OK);
	BUG_IF(!str_eq(reply.text.s, again.s));
}

static void check_filter(struct arena *arena, struct str text)
{
	struct features features;
	features_of(arena, &(struct spam_text){ text, text, text, text }, &features);
	for (size_t i = 0; i < features.count; i++) {
		BUG_IF(features.items[i].place >= FEATURE_SPACE);
		BUG_IF(i && features.items[i].place <= features.items[i - 1].place);
		BUG_IF(!(features.items[i].value > 0 && features.items[i].value < 4));
	}
	uint64_t shape = text_shape(text);
	BUG_IF(shape && !shapes_are_near(shape, shape));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { (const char *)data, size };
	struct arena arena = arena_open((size_t)256 << 20);
	if (size <= 8192) {
		check_reply(&arena, text);
		check_filter(&arena, text);
	}
	arena_close(&arena);
	return 0;
}
