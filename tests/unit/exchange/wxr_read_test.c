/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "exchange/wxr_read.h"

#define HEAD                                                                                       \
	"<?xml version=\"1.0\"?>\n<rss xmlns:wp=\"http://wordpress.org/export/1.2/\" "             \
	"xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" "                              \
	"xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "                              \
	"xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel>\n"
#define TAIL "</channel></rss>"

struct memory {
	struct str rest;
	size_t step;
};

static enum err read_memory(void *self, char *out, size_t room, size_t *got)
{
	struct memory *memory = self;
	*got = memory->rest.len < memory->step ? memory->rest.len : memory->step;
	*got = *got < room ? *got : room;
	if (*got)
		memcpy(out, memory->rest.ptr, *got);
	memory->rest = str_from(memory->rest, *got);
	return OK;
}

/* What was seen, as text. */
static struct arena keep;
static struct buf seen;

static enum err see_author(void *self, const struct wxr_author *author)
{
	(void)self;
	buf_fmt(&seen, "author %lld %.*s\n", (long long)author->id, STR_ARG(author->login));
	return OK;
}

static enum err see_term(void *self, const struct wxr_term *term)
{
	(void)self;
	buf_fmt(&seen, "term %lld %.*s %.*s<%.*s %.*s\n", (long long)term->id,
		STR_ARG(term->taxonomy), STR_ARG(term->slug), STR_ARG(term->parent),
		STR_ARG(term->name));
	return OK;
}

static enum err see_site(void *self, const struct wxr_site *site)
{
	(void)self;
	buf_fmt(&seen, "site %.*s %.*s\n", STR_ARG(site->title), STR_ARG(site->base_blog_url));
	return OK;
}

static enum err see_item(void *self, const struct wxr_item *item)
{
	buf_fmt(&seen, "item %lld line %lld %.*s|%.*s|%.*s sticky %d\n", (long long)item->post_id,
		(long long)item->line, STR_ARG(item->title), STR_ARG(item->content),
		STR_ARG(item->excerpt), item->is_sticky);
	for (size_t i = 0; i < item->categories.count; i++)
		buf_fmt(&seen, " in %.*s %.*s %.*s\n", STR_ARG(item->categories.items[i].domain),
			STR_ARG(item->categories.items[i].nicename),
			STR_ARG(item->categories.items[i].name));
	for (size_t i = 0; i < item->comments.count; i++)
		buf_fmt(&seen, " reply %lld %.*s\n", (long long)item->comments.items[i].id,
			STR_ARG(item->comments.items[i].content));
	if (wxr_meta(item, "k").len)
		buf_fmt(&seen, " k=%.*s\n", STR_ARG(wxr_meta(item, "k")));
	return self ? *(enum err *)self : OK;
}

static enum err read_with(struct arena *arena, struct str text, size_t step, enum err *answer,
			  struct fault *fault)
{
	struct memory memory = { text, step };
	struct wxr_source source = { S("x.xml"), &memory, read_memory };
	struct wxr_handler handler = { answer, see_author, see_term, see_site, see_item, NULL };
	struct wxr_totals totals;
	arena_reset(&keep, (struct arena_mark){ keep.start });
	seen = buf_in(&keep, 1 << 20);
	return wxr_read(source, &handler, arena, &totals, fault);
}

static void a_whole_export_is_read_in_pieces_of_any_size(void **state)
{
	struct str text =
		S(HEAD "<title>T &amp; U</title><wp:base_blog_url>https://x.example"
		       "</wp:base_blog_url>"
		       "<wp:author><wp:author_id>3</wp:author_id><wp:author_login>jo"
		       "</wp:author_login></wp:author>\n"
		       "<wp:category><wp:term_id>1</wp:term_id><wp:category_nicename>b"
		       "</wp:category_nicename><wp:category_parent>a</wp:category_parent>"
		       "<wp:cat_name><![CDATA[B]]></wp:cat_name></wp:category>"
		       "<wp:tag><wp:tag_slug>t</wp:tag_slug></wp:tag>"
		       "<wp:term><wp:term_taxonomy>nav_menu</wp:term_taxonomy>"
		       "<wp:term_slug>m</wp:term_slug></wp:term>\n"
		       "<item><title>One</title><content:encoded><![CDATA[a]]]]><![CDATA[>b"
		       "]]></content:encoded><excerpt:encoded>e</excerpt:encoded>"
		       "<wp:post_id> 7 </wp:post_id><wp:is_sticky>1</wp:is_sticky>"
		       "<category domain=\"category\" nicename=\"b\">B</category>"
		       "<wp:postmeta><wp:meta_key>k</wp:meta_key><wp:meta_value>v"
		       "</wp:meta_value></wp:postmeta>"
		       "<wp:comment><wp:comment_id>9</wp:comment_id><wp:comment_content>hi"
		       "</wp:comment_content><wp:commentmeta><wp:meta_key>k</wp:meta_key>"
		       "</wp:commentmeta></wp:comment></item>\n" TAIL);
	for (size_t step = 1; step < text.len; step = step * 3 + 1) {
		struct fault fault = { 0 };
		assert_ok(read_with(*state, text, step, NULL, &fault));
		assert_str(buf_str(&seen),
			   "author 3 jo\nterm 1 category b<a B\nterm 0 post_tag t< \n"
			   "term 0 nav_menu m< \nsite T & U https://x.example\n"
			   "item 7 line 5 One|a]]>b|e sticky 1\n in category b B\n reply 9 hi\n "
			   "k=v\n");
	}
}

/* The parser's buffer moves and grows: a tag longer than a piece makes it. */
static void items_of_a_long_export_say_their_lines(void **state)
{
	enum { ITEMS = 30, LINES = 4000, LONG = 300 << 10 };
	struct buf text = buf_in(*state, 8 << 20), expected = buf_in(*state, 1 << 12);
	struct fault fault = { 0 };
	int64_t line = 3;
	buf_put(&text, S(HEAD));
	for (int i = 1; i <= ITEMS; i++) {
		buf_fmt(&expected, "item %d line %lld |", i, (long long)line);
		buf_fmt(&text, "<item><wp:post_id>%d</wp:post_id><x>", i);
		for (int k = 0; k < LINES; k++)
			buf_put(&text, S("a line of the text\n"));
		buf_put(&text, S("</x><y a=\""));
		for (int k = 0; i == ITEMS / 2 && k < LONG; k++)
			buf_put_char(&text, 'y');
		buf_put(&text, S("\"/></item>\n"));
		line += LINES + 1;
	}
	buf_put(&text, S(TAIL));
	assert_ok(text.fault);
	assert_ok(read_with(*state, buf_str(&text), 1 << 20, NULL, &fault));
	struct str told = buf_str(&seen), wanted = buf_str(&expected);
	while (wanted.len) {
		struct str_pair want = str_cut(wanted, '|');
		struct str_pair tell = str_cut_str(told, S("|"));
		if (!str_ends(tell.head, want.head))
			fail_msg("%.*s is told as %.*s", STR_ARG(want.head), STR_ARG(tell.head));
		told = str_cut(tell.tail, '\n').tail;
		wanted = want.tail;
	}
}

static void other_versions_and_prefixes_are_read_too(void **state)
{
	struct fault fault = { 0 };
	assert_ok(read_with(*state,
			    S("<rss xmlns:w='https://wordpress.org/export/1.0/' "
			      "xmlns:c='http://purl.org/rss/1.0/modules/content/'><channel>"
			      "<image><title>no</title></image><item><title>a</title>"
			      "<c:encoded>b</c:encoded><w:post_id>1</w:post_id></item>" TAIL),
			    50, NULL, &fault));
	assert_str(buf_str(&seen), "site  \nitem 1 line 1 a|b| sticky 0\n");
}

static void the_atom_prefix_of_wordpress_com_is_forgiven(void **state)
{
	static const char text[] = HEAD "<atom:link rel=\"hub\"/>\n"
					"<item><wp:post_id>3</wp:post_id></item>" TAIL;
	struct fault fault = { 0 };
	assert_ok(read_with(*state, str_of(text), 1 << 16, NULL, &fault));
	assert_true(str_contains(buf_str(&seen), S("item 3 line 4 ")));
}

static void what_is_broken_is_named_with_its_line(void **state)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{ "", "x.xml:1: the file ends in the middle" },
		{ HEAD "<item>\n<title>a</title>\n", "x.xml:5: the file ends in the middle" },
		{ HEAD "<title><![CDATA[a", "x.xml:3: the file ends in the middle" },
		{ HEAD "<foo:bar/>" TAIL, "x.xml:3: a prefix that is declared nowhere" },
		{ HEAD "<title>a</item>", "x.xml:3: this is not well-formed XML: mismatched tag" },
		{ "hello", "x.xml:1: this is not well-formed XML: syntax error" },
		{ "<html></html>",
		  "x.xml:1: this is <html>, not a WordPress export, which is an RSS feed" },
		{ "<rss><channel></channel></rss>",
		  "x.xml:1: an RSS feed without WordPress's additions: not a WordPress export" },
		{ "<?xml version='1.0' encoding='x-klingon'?><rss/>",
		  "x.xml:1: an encoding that is not known here, or not the one it says: convert "
		  "the "
		  "file to UTF-8" },
		{ HEAD "<title>\xE9t\xE9</title>" TAIL,
		  "x.xml:3: bytes that are no UTF-8: convert the file, or say its encoding in its "
		  "first line" },
		{ HEAD "<title>&nbsp;</title>" TAIL,
		  "x.xml:3: this is not well-formed XML: undefined entity" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct fault fault = { 0 };
		assert_int_equal(read_with(*state, str_of(cases[i].text), 40, NULL, &fault),
				 ERR_INVALID);
		assert_string_equal(fault.text, cases[i].says);
	}
}

static void entities_may_not_grow_out_of_proportion(void **state)
{
	struct buf text = buf_in(*state, 1 << 20);
	struct fault fault = { 0 };
	buf_put(&text, S("<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a '0123456789'>"));
	for (char c = 'b'; c < 'k'; c++) {
		buf_fmt(&text, "<!ENTITY %c '", c);
		for (int i = 0; i < 10; i++)
			buf_fmt(&text, "&%c;", c - 1);
		buf_put(&text, S("'>"));
	}
	buf_put(&text, S("]><rss><channel><title>&j;</title></channel></rss>"));
	assert_int_equal(read_with(*state, buf_str(&text), 4096, NULL, &fault), ERR_INVALID);
	assert_string_equal(fault.text, "x.xml:1: entities that grow out of all proportion");
}

static void white_space_before_the_document_does_no_harm(void **state)
{
	for (size_t step = 1; step < 60; step += 7) {
		struct fault fault = { 0 };
		if (read_with(*state, S("\n \r\n" HEAD "<item><wp:status/></item>" TAIL), step,
			      NULL, &fault))
			fail_msg("%zu %s", step, fault.text);
		assert_str(buf_str(&seen), "site  \nitem 0 line 5 || sticky 0\n");
	}
}

static void nothing_outside_the_file_is_read(void **state)
{
	struct fault fault = { 0 };
	assert_int_equal(
		read_with(
			*state,
			S("<!DOCTYPE rss [<!ENTITY x SYSTEM '/etc/passwd'>]><rss "
			  "xmlns:wp='http://wordpress.org/export/1.2/'><channel><item><title>a&x;b"
			  "</title><wp:post_id>1</wp:post_id></item></channel></rss>"),
			40, NULL, &fault),
		OK);
	assert_str(buf_str(&seen), "site  \nitem 1 line 1 ab|| sticky 0\n");
}

static void a_text_has_a_limit(void **state)
{
	struct arena text_arena = arena_open(64u << 20);
	for (int over = 0; over < 2; over++) {
		struct buf text = buf_in(&text_arena, 32u << 20);
		struct fault fault = { 0 };
		char line[1024];
		memset(line, 'a', sizeof line);
		buf_put(&text, S(HEAD "<wp:wxr_version>1</wp:wxr_version><item><guid>"));
		for (size_t i = 0; i < LIMIT_WXR_TEXT_BYTES / sizeof line; i++)
			buf_put(&text, (struct str){ line, sizeof line });
		buf_put(&text, over ? S("b</guid></item>" TAIL) : S("</guid></item>" TAIL));
		assert_int_equal(read_with(*state, buf_str(&text), 60000, NULL, &fault),
				 over ? ERR_INVALID : OK);
		if (over)
			assert_string_equal(fault.text, "x.xml:3: <guid> is larger than 16 MB");
	}
	arena_close(&text_arena);
}

static void an_item_has_a_limit(void **state)
{
	struct arena text_arena = arena_open((size_t)1 << 30);
	for (int over = 0; over < 2; over++) {
		struct buf text = buf_in(&text_arena, 256u << 20);
		struct fault fault = { 0 };
		struct str megabyte = { arena_bytes(&text_arena, 1 << 20), 1 << 20 };
		memset((char *)megabyte.ptr, 'a', megabyte.len);
		buf_put(&text, S(HEAD "<wp:wxr_version>1</wp:wxr_version><item>"));
		for (unsigned i = 0; i < (LIMIT_WXR_ITEM_BYTES >> 20) + (unsigned)over; i++) {
			buf_put(&text, S("<link>"));
			buf_put(&text, megabyte);
			buf_put(&text, S("</link>"));
		}
		buf_put(&text, S("</item>" TAIL));
		assert_int_equal(read_with(*state, buf_str(&text), 60000, NULL, &fault),
				 over ? ERR_INVALID : OK);
	}
	arena_close(&text_arena);
}

static void elements_nest_to_a_limit(void **state)
{
	for (int over = 0; over < 2; over++) {
		struct buf text = buf_in(*state, 1 << 20);
		struct fault fault = { 0 };
		buf_put(&text, S(HEAD "<wp:wxr_version>1</wp:wxr_version>"));
		for (int i = 2; i < LIMIT_WXR_DEPTH + over; i++)
			buf_put(&text, S("<x>"));
		for (int i = 2; i < LIMIT_WXR_DEPTH + over; i++)
			buf_put(&text, S("</x>"));
		buf_put(&text, S(TAIL));
		assert_int_equal(read_with(*state, buf_str(&text), 4096, NULL, &fault),
				 over ? ERR_INVALID : OK);
	}
}

static void what_a_handler_says_ends_the_reading(void **state)
{
	struct fault fault = { 0 };
	enum err answer = ERR_BUSY;
	assert_int_equal(read_with(*state, S(HEAD "<item/><item/>" TAIL), 40, &answer, &fault),
			 ERR_BUSY);
	assert_str(buf_str(&seen), "site  \nitem 0 line 3 || sticky 0\n");
}

static int open_all(void **state)
{
	static struct arena arena;
	arena = arena_open(LIMIT_WXR_ARENA_BYTES);
	keep = arena_open(8u << 20);
	*state = &arena;
	return 0;
}

static int close_all(void **state)
{
	arena_close(&keep);
	return close_arena(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_export_is_read_in_pieces_of_any_size),
		cmocka_unit_test(items_of_a_long_export_say_their_lines),
		cmocka_unit_test(other_versions_and_prefixes_are_read_too),
		cmocka_unit_test(the_atom_prefix_of_wordpress_com_is_forgiven),
		cmocka_unit_test(what_is_broken_is_named_with_its_line),
		cmocka_unit_test(entities_may_not_grow_out_of_proportion),
		cmocka_unit_test(white_space_before_the_document_does_no_harm),
		cmocka_unit_test(nothing_outside_the_file_is_read),
		cmocka_unit_test(a_text_has_a_limit),
		cmocka_unit_test(an_item_has_a_limit),
		cmocka_unit_test(elements_nest_to_a_limit),
		cmocka_unit_test(what_a_handler_says_ends_the_reading),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
