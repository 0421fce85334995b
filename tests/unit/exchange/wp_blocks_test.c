/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "exchange/wp_blocks.h"

static struct str reusable(void *self, int64_t id)
{
	(void)self;
	if (id == 1)
		return S("<!-- wp:paragraph --><p>again</p><!-- /wp:paragraph -->");
	return id == 2 ? S("<!-- wp:block {\"ref\":2} /-->x<!-- wp:block {\"ref\":2} /-->") : S("");
}

static struct str blocks(struct arena *arena, const char *source)
{
	struct str out;
	struct reusable_blocks known = { NULL, reusable };
	assert_ok(wp_blocks(arena, str_of(source), known, &out));
	return str_replace(arena, out, S("\n"), S(""));
}

static void marks_go_and_what_they_hold_stays(void **state)
{
	assert_str(blocks(*state, "<!-- wp:paragraph {\"align\":\"left\"} -->\n<p>a\nb</p>\n"
				  "<!-- /wp:paragraph --><!-- wp:list --><ul><!-- wp:list-item -->"
				  "<li>c</li><!-- /wp:list-item --></ul><!-- /wp:list -->"),
		   "<p>ab</p><ul><li>c</li></ul>");
}

static void text_between_blocks_is_classic(void **state)
{
	assert_str(
		blocks(*state, "one\n\ntwo\n<!-- wp:html --><i>x</i>\n\ny<!-- /wp:html -->\nend"),
		"<p>one</p><p>two</p><i>x</i>y<p>end</p>");
}

static void blocks_that_are_filled_in_later_are_left_out(void **state)
{
	assert_str(blocks(*state,
			  "<!-- wp:latest-posts {\"a\":1} /--><!-- wp:query --><div>"
			  "<!-- wp:heading --><h2>More</h2><!-- /wp:heading -->"
			  "<!-- wp:query-no-results --><p>none</p><!-- /wp:query-no-results -->"
			  "<!-- wp:post-template --><p>stencil</p><!-- wp:post-template --><p>of "
			  "it</p>"
			  "<!-- /wp:post-template --><!-- /wp:post-template --></div>"
			  "<!-- /wp:query --><!-- wp:paragraph --><p>a</p><!-- /wp:paragraph -->"),
		   "<div><h2>More</h2></div><p>a</p>");
}

static void a_cover_keeps_its_picture(void **state)
{
	assert_str(blocks(*state,
			  "<!-- wp:cover {\"url\":\"https:\\/\\/a.example/x.jpg\",\"id\":7} -->"
			  "<div style=\"background-image:url()\"><p>a</p></div>"
			  "<!-- /wp:cover -->"),
		   "<figure><img src=\"https://a.example/x.jpg\" class=\"wp-image-7\"></figure>"
		   "<div style=\"background-image:url()\"><p>a</p></div>");
	assert_str(blocks(*state, "<!-- wp:cover {\"url\":\"y\"} --><img src=y><!-- /wp:cover -->"),
		   "<img src=y>");
}

static void reusable_blocks_are_put_in_place_to_a_depth(void **state)
{
	assert_str(blocks(*state, "<!-- wp:block {\"ref\":1} /-->"), "<p>again</p>");
	assert_str(blocks(*state, "<!-- wp:block {\"ref\":99} /-->"), "");
	struct str deep = blocks(*state, "<!-- wp:block {\"ref\":2} /-->");
	size_t count = 0;
	for (struct str_pair pair = str_cut_str(deep, S("x")); pair.found;
	     pair = str_cut_str(pair.tail, S("x")))
		count++;
	assert_int_equal(count, (1 << LIMIT_BLOCK_DEPTH) - 1);
}

static struct str large(void *self, int64_t id)
{
	(void)id;
	return *(struct str *)self;
}

static void reusable_blocks_have_a_budget(void **state)
{
	struct arena *arena = *state;
	struct str half = { arena_bytes(arena, LIMIT_REUSED_BYTES / 2), LIMIT_REUSED_BYTES / 2 };
	memset((char *)half.ptr, ' ', half.len);
	struct reusable_blocks known = { &half, large };
	struct str out;
	assert_ok(wp_blocks(arena,
			    S("<!-- wp:block {\"ref\":1} /--><!-- wp:block {\"ref\":1} /-->"),
			    known, &out));
	assert_int_equal(wp_blocks(arena,
				   S("<!-- wp:block {\"ref\":1} /--><!-- wp:block {\"ref\":1} /-->"
				     "<!-- wp:block {\"ref\":1} /-->"),
				   known, &out),
			 ERR_TOO_BIG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_go_and_what_they_hold_stays),
		cmocka_unit_test(text_between_blocks_is_classic),
		cmocka_unit_test(blocks_that_are_filled_in_later_are_left_out),
		cmocka_unit_test(a_cover_keeps_its_picture),
		cmocka_unit_test(reusable_blocks_are_put_in_place_to_a_depth),
		cmocka_unit_test(reusable_blocks_have_a_budget),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
