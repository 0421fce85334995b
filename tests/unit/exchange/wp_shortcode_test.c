/* SPDX-License-Identifier: Apache-2.0 */
#include "../cmocka_first.h"

#include "exchange/wp_shortcode.h"

static const struct attached_file attached_files[] = { { 7, ATTACHED_PICTURE },
						       { 8, ATTACHED_PICTURE },
						       { 5, ATTACHED_SOUND },
						       { 6, ATTACHED_FILM },
						       { 9, ATTACHED_PICTURE } };

static struct str expand(struct arena *arena, const char *source)
{
	struct str out;
	assert_ok(wp_shortcodes(arena, str_of(source),
				(struct attached){ attached_files, COUNT_OF(attached_files) },
				&out));
	return str_replace(arena, out, S("\n"), S(""));
}

static void a_caption_is_a_figure(void **state)
{
	assert_str(expand(*state,
			  "[caption id=\"attachment_6\" align=\"alignleft\" width=\"3\"]"
			  "<a href=\"x\"><img src=\"y\" /></a> A <em>cap</em>[/caption] end"),
		   "<figure class=\"alignleft\"><a href=\"x\"><img src=\"y\" /></a>"
		   "<figcaption>A <em>cap</em></figcaption></figure> end");
	assert_str(expand(*state, "[wp_caption caption='Old &amp; grey']<img>[/wp_caption]"),
		   "<figure class=\"\"><img><figcaption>Old & grey</figcaption></figure>");
}

static void a_gallery_shows_what_it_names_or_what_is_attached(void **state)
{
	assert_str(expand(*state, "[gallery ids=\"3, x,4\"]"),
		   "<figure class=\"gallery\"><figure><img data-attachment=\"3\"></figure>"
		   "<figure><img data-attachment=\"4\"></figure></figure>");
	assert_str(expand(*state, "[gallery columns=2 exclude=8]"),
		   "<figure class=\"gallery\"><figure><img data-attachment=\"7\"></figure>"
		   "<figure><img data-attachment=\"9\"></figure></figure>");
}

static void a_gallery_has_a_limit(void **state)
{
	struct buf source = buf_in(*state, 1 << 20);
	buf_put(&source, S("[gallery ids=\"1"));
	for (int i = 1; i < LIMIT_GALLERY_PICTURES + 5; i++)
		buf_put(&source, S(",1"));
	buf_put(&source, S("\"]\0"));
	struct str out = expand(*state, str_z(*state, buf_str(&source)));
	size_t count = 0;
	for (struct str_pair pair = str_cut_str(out, S("<img")); pair.found;
	     pair = str_cut_str(pair.tail, S("<img")))
		count++;
	assert_int_equal(count, LIMIT_GALLERY_PICTURES);
}

static void players_and_embeds_are_links(void **state)
{
#define EMBED(address) "<p class=\"embed\"><a href=\"https://" address "\">" address "</a></p>"
	assert_str(expand(*state, "[embed]https://a.example/x[/embed]"), EMBED("a.example/x"));
	assert_str(expand(*state, "[audio src=\"https://a.example/x.mp3\" loop=\"on\"]"),
		   EMBED("a.example/x.mp3"));
	assert_str(expand(*state, "[video mp4='https://a.example/x.mp4'][/video]"),
		   EMBED("a.example/x.mp4"));
	assert_str(expand(*state, "[audio https://a.example/y.mp3]"), EMBED("a.example/y.mp3"));
	assert_str(expand(*state, "[youtube=https://a.example/w]"), EMBED("a.example/w"));
	assert_str(expand(*state, "[vimeo 123]"), EMBED("vimeo.com/123"));
	assert_str(expand(*state, "[video poster=\"https://a.example/p.jpg\" "
				  "webm=\"https://a.example/x.webm?a&amp;b\"][/video]"),
		   "<p class=\"embed\"><a href=\"https://a.example/x.webm?a&amp;b\">"
		   "a.example/x.webm?a&amp;b</a></p>");
}

static void players_that_name_no_file_play_what_is_attached(void **state)
{
	assert_str(expand(*state, "see this [video]"),
		   "see this <figure><img data-attachment=\"6\"></figure>");
	assert_str(expand(*state, "[audio]"), "<figure><img data-attachment=\"5\"></figure>");
	assert_str(expand(*state, "[playlist]"), "<figure><img data-attachment=\"5\"></figure>");
	assert_str(expand(*state, "[playlist type=\"video\"]"),
		   "<figure><img data-attachment=\"6\"></figure>");
	assert_str(expand(*state, "[playlist ids=\"12,13\"]"),
		   "<figure><img data-attachment=\"12\"></figure>"
		   "<figure><img data-attachment=\"13\"></figure>");
	struct str out;
	assert_ok(wp_shortcodes(*state, S("[audio]"), (struct attached){ 0 }, &out));
	assert_str(out, "[audio]");
}

static void listings_are_pre_as_they_stand(void **state)
{
	assert_str(expand(*state, "a[code lang=\"c\"]if (a<b && c>d) {\n\tx[gallery];[/code]b"),
		   "a<pre>if (a&lt;b && c&gt;d) {\tx[gallery];</pre>b");
	assert_str(expand(*state, "[sourcecode language='php']\r\n&lt;?php ?&gt;[/sourcecode]"),
		   "<pre>&lt;?php ?&gt;</pre>");
	assert_str(expand(*state, "what [php] is"), "what [php] is");
}

static void layout_goes_and_its_text_stays(void **state)
{
	assert_str(expand(*state, "[vc_row][vc_column width=\"1/2\"]a[/vc_column][/vc_row]"), "a");
	assert_str(expand(*state, "a[contact-form-7 id=\"1\" title=\"x\"]b"), "ab");
}

static void other_codes_stay_as_text(void **state)
{
	assert_str(expand(*state, "[unknown a=1]b[/unknown] a[1] [ [caption]"),
		   "[unknown a=1]b[/unknown] a[1] [ [caption]");
	assert_str(expand(*state, "[[gallery]] and [[unknown]]"), "[gallery] and [[unknown]]");
	assert_str(expand(*state, "<a title=\"[gallery]\">x</a>"), "<a title=\"[gallery]\">x</a>");
}

static void a_code_that_does_not_end_soon_is_text(void **state)
{
	struct arena *arena = *state;
	for (int over = 0; over < 2; over++) {
		size_t length = LIMIT_SHORTCODE_BYTES + (size_t)over;
		char *bytes = arena_bytes(arena, length + 1);
		memset(bytes, ' ', length);
		memcpy(bytes, "[gallery", 8);
		bytes[length - 1] = ']';
		bytes[length] = '\0';
		assert_int_equal(str_starts(expand(arena, bytes), S("[gallery")), over);
	}
}

static void excerpts_lose_their_codes(void **state)
{
	assert_str(wp_without_shortcodes(*state, S("a [gallery ids=1] b [caption]c[/caption] [d]")),
		   "a  b c [d]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_caption_is_a_figure),
		cmocka_unit_test(a_gallery_shows_what_it_names_or_what_is_attached),
		cmocka_unit_test(a_gallery_has_a_limit),
		cmocka_unit_test(players_and_embeds_are_links),
		cmocka_unit_test(players_that_name_no_file_play_what_is_attached),
		cmocka_unit_test(listings_are_pre_as_they_stand),
		cmocka_unit_test(layout_goes_and_its_text_stays),
		cmocka_unit_test(other_codes_stay_as_text),
		cmocka_unit_test(a_code_that_does_not_end_soon_is_text),
		cmocka_unit_test(excerpts_lose_their_codes),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
