/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "html/body.h"
#include "html/clean.h"

/* A site in which ids below 100 can be seen. */
static bool give_figure(void *self, struct arena *into, const struct body_figure *figure,
			struct html *out)
{
	(void)self;
	out->s = str_fmt(into, "[%s%s %lld '%.*s' '%.*s' '%.*s']",
			 figure->in_gallery ? "gallery " : "", figure->is_inline ? "img" : "figure",
			 (long long)figure->id, STR_ARG(figure->classes),
			 STR_ARG(figure->caption.s), STR_ARG(figure->alt));
	return figure->id < 100;
}

static bool give_see_also(void *self, struct arena *into, int64_t story, struct html *out)
{
	(void)self;
	out->s = str_fmt(into, "[see %lld]", (long long)story);
	return story < 100;
}

static bool give_story(void *self, struct arena *into, int64_t story, struct str *out)
{
	(void)self;
	*out = str_fmt(into, "/s/%lld/?a&b", (long long)story);
	return story < 100;
}

static bool give_media(void *self, struct arena *into, int64_t media, struct str *out)
{
	(void)self;
	*out = str_fmt(into, "/media/%lld.pdf", (long long)media);
	return media < 100;
}

static const struct body_resolver resolver = {
	.figure = give_figure,
	.see_also = give_see_also,
	.story_href = give_story,
	.media_href = give_media,
};

static struct str rendered(void **state, const char *body)
{
	struct html out;
	assert_ok(html_body_render(*state, str_of(body), &resolver, &out));
	return out.s;
}

static void a_body_without_references_is_given_back_as_it_is(void **state)
{
	struct str body = S("<p>a <a href=\"/x\">b</a> data-story=\"1\"</p>");
	struct html out;
	assert_ok(html_body_render(*state, body, &resolver, &out));
	assert_ptr_equal(out.s.ptr, body.ptr);
	assert_int_equal(out.s.len, body.len);
}

static void references_are_put_in_place(void **state)
{
	assert_str(rendered(state, "<p>a</p>\n<figure data-media=\"12\" class=\"align-left wide\">"
				   "<figcaption>c <b>d</b></figcaption></figure>\n<p>b</p>"),
		   "<p>a</p>\n[figure 12 'align-left wide' 'c <b>d</b>' '']\n<p>b</p>");
	assert_str(rendered(state, "<figure data-media=\"1\"></figure>"), "[figure 1 '' '' '']");
	assert_str(rendered(state, "<p>a<img data-media=\"7\" alt=\"x &quot;y&quot;\">b</p>"),
		   "<p>a[img 7 '' '' 'x \"y\"']b</p>");
	assert_str(rendered(state, "<aside data-see-also=\"41\"></aside>"), "[see 41]");
	assert_str(rendered(state, "<p><a data-media=\"3\" title=\"t\">f</a></p>"),
		   "<p><a href=\"/media/3.pdf\" title=\"t\">f</a></p>");
	assert_str(rendered(state, "<p><a data-story=\"41\" data-fragment=\"p\" lang=\"fr\">f</a>"),
		   "<p><a href=\"/s/41/?a&amp;b#p\" lang=\"fr\">f</a>");
}

static void what_cannot_be_seen_vanishes_and_a_link_leaves_its_text(void **state)
{
	assert_str(rendered(state, "<p>a</p>\n<figure data-media=\"100\"><figcaption>c"
				   "</figcaption></figure>"),
		   "<p>a</p>\n");
	assert_str(rendered(state, "<aside data-see-also=\"100\"></aside>"), "");
	assert_str(rendered(state, "<p>a <a data-story=\"100\">b <b>c</b></a> "
				   "<a href=\"/x\">d</a></p>"),
		   "<p>a b <b>c</b> <a href=\"/x\">d</a></p>");
	assert_str(rendered(state, "<p><a data-media=\"100\">x</a><a data-story=\"2\">y</a></p>"),
		   "<p>x<a href=\"/s/2/?a&amp;b\">y</a></p>");
	assert_str(rendered(state, "<p><a data-story=\"100\"><img data-media=\"5\">z</a></p>"),
		   "<p>[img 5 '' '' '']z</p>");
}

static void a_caption_has_its_references_resolved(void **state)
{
	assert_str(rendered(state, "<figure data-media=\"1\"><figcaption><a data-story=\"2\">x</a> "
				   "<a data-story=\"100\">y</a></figcaption></figure>"),
		   "[figure 1 '' '<a href=\"/s/2/?a&amp;b\">x</a> y' '']");
}

static void figures_know_whether_they_stand_in_a_gallery(void **state)
{
	assert_str(rendered(state, "<figure class=\"gallery\"><figure data-media=\"1\"></figure>"
				   "<figure data-media=\"2\"></figure></figure>\n"
				   "<figure data-media=\"3\"></figure>"),
		   "<figure class=\"gallery\">[gallery figure 1 '' '' '']"
		   "[gallery figure 2 '' '' '']</figure>\n[figure 3 '' '' '']");
}

static void references_are_listed_in_order(void **state)
{
	struct body_refs refs = { 0 };
	html_body_refs(
		*state,
		S("<p><a data-story=\"4\">x</a></p><figure data-media=\"5\"><figcaption>"
		  "<a data-media=\"6\">y</a></figcaption></figure><aside data-see-also=\"7\">"
		  "</aside><p>&lt;a data-story=\"8\"&gt;<img data-media=\"5\"></p>"),
		&refs);
	static const struct body_ref wanted[] = { { BODY_STORY, 4 },
						  { BODY_MEDIA, 5 },
						  { BODY_MEDIA, 6 },
						  { BODY_SEE_ALSO, 7 },
						  { BODY_MEDIA, 5 } };
	assert_int_equal(refs.count, COUNT_OF(wanted));
	for (size_t i = 0; i < refs.count; i++) {
		assert_int_equal(refs.items[i].kind, wanted[i].kind);
		assert_int_equal(refs.items[i].id, wanted[i].id);
	}
}

static void what_no_cleaner_wrote_does_no_harm(void **state)
{
	static const char *const odd[] = {
		"<figure data-media=\"1\">",
		"<figure data-media=\"1",
		"<figure data-media=\"x\">",
		"<a data-story=\"99999999999999999999\">",
		"<aside data-see-also=\"1\">",
		"<img data-media=\"1\"",
		"<a data-story=\"100\">",
		"</figure></figure><figure class=\"gallery\">",
		"<a data-story=\"1\" =\" \" title=\"",
	};
	struct html out;
	struct body_refs refs = { 0 };
	for (size_t i = 0; i < COUNT_OF(odd); i++) {
		assert_ok(html_body_render(*state, str_of(odd[i]), &resolver, &out));
		html_body_refs(*state, str_of(odd[i]), &refs);
	}
}

static void what_the_cleaner_writes_is_what_is_found(void **state)
{
	struct html clean, out;
	assert_ok(
		html_clean(*state,
			   S("<a title=t lang=fr data-fragment=q data-story=4>x</a>"
			     "<figure class=alignright dir=ltr data-media=9><figcaption><img alt=a "
			     "data-media=8></figcaption></figure>"),
			   CLEAN_STORY, &clean));
	assert_ok(html_body_render(*state, clean.s, &resolver, &out));
	assert_str(out.s, "<p><a href=\"/s/4/?a&amp;b#q\" title=\"t\" lang=\"fr\">x</a></p>\n"
			  "[figure 9 'align-right' '[img 8 '' '' 'a']' '']");
}

static void a_body_that_grows_too_large_is_refused(void **state)
{
	CLEANUP(arena_close) struct arena arena = arena_open(512u << 20);
	size_t count = LIMIT_BODY_RENDERED_BYTES / strlen("[see 7]");
	struct buf body = buf_in(&arena, 256u << 20);
	for (size_t i = 0; i < count; i++)
		buf_put(&body, S("<aside data-see-also=\"7\"></aside>"));
	struct html out;
	(void)state;
	assert_ok(html_body_render(&arena, buf_str(&body), &resolver, &out));
	buf_put(&body, S("<aside data-see-also=\"7\"></aside>"));
	assert_int_equal(html_body_render(&arena, buf_str(&body), &resolver, &out), ERR_TOO_BIG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_body_without_references_is_given_back_as_it_is),
		cmocka_unit_test(references_are_put_in_place),
		cmocka_unit_test(what_cannot_be_seen_vanishes_and_a_link_leaves_its_text),
		cmocka_unit_test(a_caption_has_its_references_resolved),
		cmocka_unit_test(figures_know_whether_they_stand_in_a_gallery),
		cmocka_unit_test(references_are_listed_in_order),
		cmocka_unit_test(what_no_cleaner_wrote_does_no_harm),
		cmocka_unit_test(what_the_cleaner_writes_is_what_is_found),
		cmocka_unit_test(a_body_that_grows_too_large_is_refused),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
