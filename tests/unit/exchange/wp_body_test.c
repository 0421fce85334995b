/* SPDX-License-Identifier: Apache-2.0 */
/* wp_body_test.c: whole texts of WordPress, through all steps, as bodies. */
#include "../cmocka_first.h"

#include "exchange/wp_body.h"

/* A site with the story 41 at /a/, the file 9 at /f.pdf, and any picture but no.jpg. */
static int64_t picture(void *self, struct arena *into, int64_t attachment, struct str url,
		       struct str alt)
{
	(void)self;
	(void)into;
	(void)alt;
	if (str_contains(url, S("no.jpg")))
		return 0;
	return attachment ? attachment : 99;
}

static struct wp_link link_to(void *self, struct arena *into, struct str href)
{
	(void)into;
	if (str_eq(href, S("https://x.example/a/")))
		return (struct wp_link){ LINK_STORY, 41, S(""), S(""), false };
	if (str_eq(href, S("https://x.example/a/#part")))
		return (struct wp_link){ LINK_STORY, 41, S(""), S("part"), false };
	if (str_eq(href, S("https://x.example/f.pdf")))
		return (struct wp_link){ LINK_MEDIA, 9, S(""), S(""), false };
	if (str_eq(href, S("https://x.example/late/")) && *(bool *)self)
		return (struct wp_link){ LINK_STORY, 42, S(""), S(""), false };
	if (str_eq(href, S("https://x.example/category/b/")))
		return (struct wp_link){ LINK_PATH, 0, S("/section/b/"), S(""), false };
	return (struct wp_link){ .kind = LINK_FOREIGN };
}

static bool late_is_there;

static struct str body(struct arena *arena, const char *content)
{
	struct wp_world world = { &late_is_there, picture, link_to };
	struct wp_text text = { .content = str_of(content) };
	struct html out, again;
	assert_ok(wp_body(arena, &text, &world, &out));
	assert_ok(wp_body_again(arena, out.s, &world, &again));
	if (!str_eq(out.s, again.s))
		fail_msg("not stable: %.*s became %.*s", STR_ARG(out.s), STR_ARG(again.s));
	return out.s;
}

static void pictures_alone_are_figures_and_others_stay_in_their_line(void **state)
{
	assert_str(body(*state, "a\n\n<img class=\"alignleft wp-image-5\" src=\"/x.jpg\">\n\nb"),
		   "<p>a</p>\n<figure data-media=\"5\" class=\"align-left\"></figure>\n<p>b</p>");
	assert_str(body(*state, "a <img src=\"/x.jpg\" alt=\"A\"> b"),
		   "<p>a <img data-media=\"99\" alt=\"A\"> b</p>");
	assert_str(body(*state, "<p><img src=x.jpg><br><img src=y.jpg class='wp-image-6'></p>"),
		   "<figure data-media=\"99\"></figure>\n<figure data-media=\"6\"></figure>");
}

static void a_link_around_a_picture_stays_only_if_it_leads_elsewhere(void **state)
{
	assert_str(body(*state, "<a href=\"/x.jpg\"><img src=\"/x-3x2.jpg\"></a>"),
		   "<figure data-media=\"99\"></figure>");
	assert_str(body(*state, "<a href=\"https://else.example/p\"><img src=\"/x.jpg\"></a>"),
		   "<figure data-media=\"99\"><figcaption><a href=\"https://else.example/p\">"
		   "else.example/p</a></figcaption></figure>");
}

static void players_of_own_files_are_their_figures(void **state)
{
	static const char *const players[] = {
		"[audio src=\"https://x.example/f.pdf\"]",
		"[embed]https://x.example/f.pdf[/embed]",
		"https://x.example/f.pdf",
		"<audio controls src=\"https://x.example/f.pdf\">no player</audio>",
		"<video width=\"3\"><source type=\"a/b\" src=\"https://x.example/f.pdf\"></video>",
		("<!-- wp:audio {\"id\":9} --><figure class=\"wp-block-audio\"><audio controls "
		 "src=\"https://x.example/f.pdf\"></audio></figure><!-- /wp:audio -->"),
	};
	for (size_t i = 0; i < COUNT_OF(players); i++)
		assert_str(body(*state, players[i]), "<figure data-media=\"9\"></figure>");
	assert_str(body(*state, "<!-- wp:video --><figure class=\"wp-block-video\"><video controls "
				"src=\"https://x.example/f.pdf\"></video><figcaption>The <em>quay"
				"</em></figcaption></figure><!-- /wp:video -->"),
		   "<figure data-media=\"9\"><figcaption>The <em>quay</em></figcaption></figure>");
	assert_str(
		body(*state, "<video src=\"https://y.example/v.mp4\"></video>"),
		"<p class=\"embed\"><a href=\"https://y.example/v.mp4\">y.example/v.mp4</a></p>");
}

static void a_link_around_a_reference_stays_when_links_are_looked_up_again(void **state)
{
	assert_str(body(*state, "<p>a</p><a href=\"https://x.example/a/\"><img src=\"/x.jpg\">"
				"<!--more--></a>"),
		   "<p>a</p>\n<p><a data-story=\"41\"><img data-media=\"99\"></a></p>");
}

static void image_blocks_keep_their_captions(void **state)
{
	assert_str(body(*state,
			"<!-- wp:image {\"id\":5} --><div class=\"wp-block-image\">"
			"<figure class=\"aligncenter\"><img src=\"x.jpg\" class=\"wp-image-5\"/>"
			"<figcaption>C <em>d</em></figcaption></figure></div><!-- /wp:image -->"),
		   "<figure data-media=\"5\" class=\"align-center\"><figcaption>C <em>d</em>"
		   "</figcaption></figure>");
}

static void galleries_of_all_ages_are_one(void **state)
{
#define GALLERY                                                                                    \
	"<figure class=\"gallery\"><figure data-media=\"5\"></figure>"                             \
	"<figure data-media=\"6\"></figure></figure>"
	assert_str(body(*state, "[gallery ids=\"5,6\"]"), GALLERY);
	assert_str(
		body(*state,
		     "<!-- wp:gallery --><ul class=\"wp-block-gallery columns-2\">"
		     "<li class=\"blocks-gallery-item\"><figure><img class=\"wp-image-5\" "
		     "src=a.jpg>"
		     "</figure></li><li class=\"blocks-gallery-item\"><figure>"
		     "<img class=\"wp-image-6\" src=b.jpg></figure></li></ul><!-- /wp:gallery -->"),
		GALLERY);
	assert_str(body(*state,
			"<!-- wp:gallery --><figure class=\"wp-block-gallery\">"
			"<ul class=\"blocks-gallery-grid\"><li class=\"blocks-gallery-item\">"
			"<figure><img class=\"wp-image-5\" src=a.jpg></figure></li>"
			"<li class=\"blocks-gallery-item\"><figure><img class=\"wp-image-6\" "
			"src=b.jpg></figure></li></ul></figure><!-- /wp:gallery -->"),
		   GALLERY);
}

static void links_to_what_the_site_has_are_references(void **state)
{
	assert_str(body(*state, "<a href=\"https://x.example/a/\" title=\"T\">a</a> "
				"<a href=\"https://x.example/a/#part\">b</a> "
				"<a href=\"https://x.example/f.pdf\">c</a> "
				"<a href=\"https://x.example/category/b/\">d</a> "
				"<a href=\"https://else.example/\">e</a>"),
		   "<p><a data-story=\"41\" title=\"T\">a</a> "
		   "<a data-story=\"41\" data-fragment=\"part\">b</a> <a data-media=\"9\">c</a> "
		   "<a href=\"/section/b/\">d</a> <a href=\"https://else.example/\">e</a></p>");
}

static void a_story_named_by_its_address_alone_is_a_see_also(void **state)
{
	assert_str(body(*state, "a\n\nhttps://x.example/a/\n\nb"),
		   "<p>a</p>\n<aside data-see-also=\"41\"></aside>\n<p>b</p>");
	assert_str(body(*state, "<!-- wp:embed --><figure class=\"wp-block-embed\"><div "
				"class=\"wp-block-embed__wrapper\">\nhttps://x.example/a/\n</div>"
				"</figure><!-- /wp:embed -->"),
		   "<aside data-see-also=\"41\"></aside>");
}

static void what_comes_later_is_resolved_later_to_the_same(void **state)
{
	struct wp_world world = { &late_is_there, picture, link_to };
	const char *content =
		"x <a href=\"https://x.example/late/\">y</a>\n\nhttps://x.example/late/";
	struct html later;
	late_is_there = false;
	struct str before = body(*state, content);
	assert_true(str_contains(before, S("https://x.example/late/")));
	late_is_there = true;
	assert_ok(wp_body_again(*state, before, &world, &later));
	assert_str(later.s, "<p>x <a data-story=\"42\">y</a></p>\n"
			    "<aside data-see-also=\"42\"></aside>");
	struct str at_once = body(*state, content);
	assert_true(str_eq(at_once, later.s));
	late_is_there = false;
}

static void embeds_keep_their_captions_and_files_their_words(void **state)
{
	assert_str(body(*state, "<!-- wp:embed --><figure class=\"wp-block-embed\"><div>"
				"https://v.example/1</div><figcaption>C</figcaption></figure>"
				"<!-- /wp:embed -->"),
		   "<figure><p class=\"embed\"><a href=\"https://v.example/1\">v.example/1</a></p>"
		   "<figcaption>C</figcaption></figure>");
	assert_str(body(*state,
			"<!-- wp:file --><div class=\"wp-block-file\"><a href=\""
			"https://x.example/f.pdf\">F</a><a href=\"https://x.example/f.pdf\" "
			"class=\"wp-block-file__button\" download>Download</a></div>"
			"<!-- /wp:file -->"),
		   "<p><a data-media=\"9\">F</a> <a data-media=\"9\">Download</a></p>");
}

static void what_opens_a_text_below_it_is_its_title(void **state)
{
	assert_str(
		body(*state, "<div><button class=\"x\"><i></i>When?</button><div>At six.</div>"
			     "</div><h3><button type=\"button\">Where?</button></h3>"),
		"<p><strong>When?</strong></p>\n<p>At six.</p>\n<h3><strong>Where?</strong></h3>");
	assert_str(body(*state, "<form>Name <button>Send</button></form>a<button type=submit>Go"
				"</button>"),
		   "<p>Name</p>\n<p>a</p>");
}

static void a_pull_quote_is_a_quote(void **state)
{
	assert_str(body(*state, "<!-- wp:pullquote --><figure class=\"wp-block-pullquote\">"
				"<blockquote><p>q</p><cite>w</cite></blockquote></figure>"
				"<!-- /wp:pullquote -->"),
		   "<blockquote class=\"pullquote\"><p>q</p><p><cite>w</cite></p></blockquote>");
}

static void hostile_markup_leaves_its_text(void **state)
{
	assert_str(body(*state, "<script>alert(1)</script><a href=\"javascript:x\" onclick=y>a</a>"
				"<img src=no.jpg onerror=z alt=\"b\"><svg onload=q></svg>"),
		   "<p>a <a href=\"no.jpg\">b</a></p>");
}

static void a_text_over_the_limit_is_refused(void **state)
{
	struct arena *arena = *state;
	struct wp_world world = { &late_is_there, picture, link_to };
	struct wp_text text = { .content = { arena_bytes(arena, 9u << 20), 9u << 20 } };
	struct html out;
	memset((char *)text.content.ptr, 'a', text.content.len);
	assert_int_equal(wp_body(arena, &text, &world, &out), ERR_TOO_BIG);
}

static void small_texts_are_plain_or_inline(void **state)
{
	assert_str(wp_plain(*state, S(" A &amp; <em>B</em>&#8217;s  c ")), "A & B\xE2\x80\x99s c");
	assert_str(wp_plain(*state, S("1 < 2 & 3")), "1 < 2 & 3");
	assert_str(wp_inline(*state, S("<p>a [gallery]<b>c</b></p>")).s, "a <b>c</b>");
	assert_int_equal(wp_page_count(S("a<!--nextpage-->b<!--nextpage-->c")), 3);
	assert_int_equal(wp_page_count(S("")), 1);
}

static int open_large_arena(void **state)
{
	static struct arena arena;
	arena = arena_open((size_t)1 << 30);
	*state = &arena;
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pictures_alone_are_figures_and_others_stay_in_their_line),
		cmocka_unit_test(a_link_around_a_picture_stays_only_if_it_leads_elsewhere),
		cmocka_unit_test(players_of_own_files_are_their_figures),
		cmocka_unit_test(a_link_around_a_reference_stays_when_links_are_looked_up_again),
		cmocka_unit_test(image_blocks_keep_their_captions),
		cmocka_unit_test(galleries_of_all_ages_are_one),
		cmocka_unit_test(links_to_what_the_site_has_are_references),
		cmocka_unit_test(a_story_named_by_its_address_alone_is_a_see_also),
		cmocka_unit_test(what_comes_later_is_resolved_later_to_the_same),
		cmocka_unit_test(embeds_keep_their_captions_and_files_their_words),
		cmocka_unit_test(what_opens_a_text_below_it_is_its_title),
		cmocka_unit_test(a_pull_quote_is_a_quote),
		cmocka_unit_test(hostile_markup_leaves_its_text),
		cmocka_unit_test(a_text_over_the_limit_is_refused),
		cmocka_unit_test(small_texts_are_plain_or_inline),
	};
	return cmocka_run_group_tests(tests, open_large_arena, close_arena);
}
