/* SPDX-License-Identifier: Apache-2.0 */
/* A story's own page: text, See also, related stories, replies, what it says of itself. */
#include "discover/relate.h"
#include "site_for_test.h"
#include "site/jsonld.h"
#include "site/story_page.h"
#include "store/related_pick.h"

static struct story draft(const char *headline, const char *body)
{
	return (struct story){ .headline = str_of(headline),
			       .body = str_of(body),
			       .status = STORY_PUBLISHED,
			       .published_at = unix_ms_of(NOON - DAY_MS) };
}

static const char three[] = "<p>One.</p><p>Two.</p><p>Three.</p>";

static comment_id add_reply(struct paper *paper, story_id story, comment_id parent,
			    const char *name)
{
	comment_id id;
	struct comment comment = { .story = story,
				   .parent = parent,
				   .status = COMMENT_SHOWN,
				   .name = str_of(name),
				   .website = S("javascript:alert(1)"),
				   .email = S("reader@mail.example"),
				   .text = html_escape(&paper->arena, S("A <reply>.")),
				   .created_at = unix_ms_of(NOON) };
	saved(paper, store_comment_save(paper->store, &comment, &id));
	return id;
}

static void see_also_follows_what_it_refers_to(void **state)
{
	struct paper *paper = *state;
	struct story other = read_story(paper, add_story(paper, "Lamps & more", 2 * DAY_MS));
	struct str body = str_fmt(&paper->arena,
				  "<p>One.</p><aside data-see-also=\"%lld\"></aside>"
				  "<p>See <a data-story=\"%lld\">this</a>.</p>",
				  (long long)other.id.n, (long long)other.id.n);
	struct story story = draft("Tram", str_z(&paper->arena, body));
	save_story(paper, &story);
	struct str page = page_at("/tram/");
	assert_has(page, "See also</span> <a href=\"/lamps-more/\">Lamps &amp; more</a></aside>");
	assert_has(page, "See <a href=\"/lamps-more/\">this</a>.");
	assert_has_not(page, "related=Lamps");
	other.headline = S("Other lamps");
	other.slug = S("other");
	other.path = S("");
	save_story(paper, &other);
	page = page_at("/tram/");
	assert_has(page, "See also</span> <a href=\"/other/\">Other lamps</a>");
	other.status = STORY_WITHDRAWN;
	save_story(paper, &other);
	page = page_at("/tram/");
	assert_has_not(page, "See also");
	assert_has(page, "See this.");
}

static void what_was_wrong_is_said_under_the_story_and_on_a_page_of_its_own(void **state)
{
	struct paper *paper = *state;
	assert_has_not(page_at("/corrections/"), "corrected=");
	story_id id = add_story(paper, "Tram", DAY_MS);
	saved(paper, store_correction_add(paper->store, id, (person_id){ 0 }, S("It <ran>.")));
	assert_has(page_at("/tram/"), "corrected=2024-03-18 It &lt;ran&gt;.");
	assert_has(page_at("/corrections/"), "corrected=2024-03-18 It &lt;ran&gt;. | Tram /tram/");
	assert_has(page_at("/corrections/"), "page=1 of 1");
	assert_int_equal(get("/corrections/page/2/").status, 404);
	struct story story = read_story(paper, id);
	story.status = STORY_WITHDRAWN;
	save_story(paper, &story);
	assert_has_not(page_at("/corrections/"), "corrected=");
}

static void a_story_without_a_see_also_is_given_the_nearest_one(void **state)
{
	struct paper *paper = *state;
	section_id town = add_section(paper, "Town", (section_id){ 0 });
	for (int i = 0; i < 7; i++) {
		struct str name = str_fmt(&paper->arena, "Tram other %d", i);
		add_filed(paper, str_z(&paper->arena, name), (2 + i) * DAY_MS, town,
			  (topic_id){ 0 });
	}
	struct section sections[] = { { .id = town } };
	struct story story = draft("Tram", three);
	story.sections = sections;
	story.section_count = 1;
	save_story(paper, &story);
	assert_ok(discover_relate_rest(paper->store));
	struct str page = page_at("/tram/");
	struct str above = str_cut_str(page, S("See also")).head;
	struct str behind = str_cut_str(str_cut_str(page, S("See also")).tail, S("<p>Three")).head;
	int given = 0;
	for (int i = 0; i < 7; i++) {
		char below[32];
		snprintf(below, sizeof below, "related=Tram other %d", i);
		if (str_contains(behind, str_of(below + strlen("related=")))) {
			given++;
			assert_int_equal(times_in(page, below), 0);
		}
	}
	assert_int_equal(given, 1);
	assert_has(above, "<p>Two.</p>");
	assert_has_not(above, "<p>Three.</p>");
	assert_int_equal(times_in(page, "See also"), 1);
	assert_int_equal(times_in(page, "related="), LIMIT_RELATED);

	/* Unless the paper does not want that. */
	saved(paper, store_setting_set(paper->store, S("see_also"), S("suggest")));
	page = page_at("/tram/");
	assert_int_equal(times_in(page, "See also"), 0);
	assert_int_equal(times_in(page, "related="), LIMIT_RELATED);
}

static void what_an_editor_pinned_stands_below_and_is_no_see_also(void **state)
{
	struct paper *paper = *state;
	struct related_picks picks = { 0 };
	struct related_row none = { 0 }, row = { .count = 2 };
	for (int i = 0; i < 2; i++)
		row.list[i] = (struct related_story){
			add_story(paper, i ? "Second" : "First", (2 + i) * DAY_MS), 1000
		};
	topic_id boats = add_topic(paper, "Boats");
	story_id pinned = add_filed(paper, "Pinned", 9 * DAY_MS, (section_id){ 0 }, boats);
	struct story story = draft("Tram", three);
	none.story = row.story = save_story(paper, &story);
	saved(paper, store_related_put(paper->store, &none, &row));
	assert_true(related_picks_pin(&picks, pinned));
	saved(paper, store_related_picks_set(paper->store, row.story, &picks));
	struct str page = page_at("/tram/");
	assert_has(str_cut_str(page, S("See also")).tail, "href=\"/first/\"");
	assert_int_equal(times_in(page, "related="), 2);
	assert_has(str_cut_str(page, S("related=")).tail, "Pinned");
	assert_has(str_cut_str(page, S("related=Pinned")).tail, "near-tag=Boats");
	assert_int_equal(times_in(page, "related=First"), 0);
	saved(paper, store_story_set_state(paper->store, pinned, STORY_WITHDRAWN,
					   unix_ms_of(NOON - 9 * DAY_MS), (unix_ms){ 0 }));
	assert_has_not(page_at("/tram/"), "Pinned");
}

static void a_page_of_its_own_has_neither_related_stories_nor_an_article(void **state)
{
	struct paper *paper = *state;
	add_story(paper, "Other", 2 * DAY_MS);
	struct story story = draft("About us", three);
	story.kind = STORY_PAGE;
	save_story(paper, &story);
	struct str page = page_at("/about-us/");
	assert_has(page, "kind=page");
	assert_has(page, "\"@type\":\"WebPage\"");
	assert_has_not(page, "See also");
	assert_has_not(page, "related=");
}

static void a_locked_story_shows_its_headline_and_no_more(void **state)
{
	struct paper *paper = *state;
	media_id cover;
	struct media media = { .file = S("2024/cover.jpg"), .credit = S("C"), .alt = S("A") };
	saved(paper, store_media_save(paper->store, &media, &cover));
	struct story story = draft("Locked", "<p>The secret text.</p>");
	story.standfirst = html_escape(&paper->arena, S("A secret standfirst"));
	story.password = S("sesame");
	story.cover.id = cover;
	story_id id = save_story(paper, &story);
	add_reply(paper, id, (comment_id){ 0 }, "Secret reader");
	struct str page = page_at("/locked/");
	assert_has(page, "<h1>Locked</h1>");
	assert_has(page, "locked=yes");
	assert_has_not(page, "secret");
	assert_has_not(page, "Secret");
	assert_has_not(page, "cover.jpg");
	assert_has_not(page, "sesame");
	struct str targets[] = { S("/"), S("/rss/"), S("/atom.xml"), S("/feed.json"),
				 S("/search/?q=secret") };
	for (size_t i = 0; i < COUNT_OF(targets); i++) {
		struct str other = page_at(str_z(&paper->arena, targets[i]));
		assert_has_not(str_cut_str(other, S("secret total")).head, "secret s");
		assert_has_not(other, "secret text");
		assert_has_not(other, "cover.jpg");
	}
}

static void names_and_headlines_are_text_wherever_they_stand(void **state)
{
	struct paper *paper = *state;
	static const char evil[] = "</script><script>alert(1)</script>\"'><img src=x>";
	struct section sections[] = { { .id = add_section(paper, evil, (section_id){ 0 }) } };
	struct topic topics[] = { { .id = add_topic(paper, evil) } };
	struct byline bylines[] = { { .person.id = add_person(paper, evil) } };
	media_id cover;
	struct media media = { .file = S("a\"b.jpg"), .credit = str_of(evil), .alt = str_of(evil) };
	saved(paper, store_media_save(paper->store, &media, &cover));
	struct story story = draft(evil, three);
	story.slug = S("evil");
	story.sections = sections;
	story.topics = topics;
	story.bylines = bylines;
	story.section_count = story.topic_count = story.byline_count = 1;
	story.cover.id = cover;
	story_id id = save_story(paper, &story);
	add_reply(paper, id, (comment_id){ 0 }, evil);
	static const char *const targets[] = {
		"/evil/",          "/", "/archive/2024/03/17/", "/nowhere/", "/evil/?reply=1",
		"/search/?q=alert"
	};
	for (size_t i = 0; i < COUNT_OF(targets); i++) {
		struct http_response response = get(targets[i]);
		assert_has_not(response.body, "<script>alert");
		assert_has_not(response.body, "<img src=x");
		assert_has_not(response.body, "javascript:");
	}
}

static void what_it_says_of_itself_is_sound_json(void **state)
{
	struct paper *paper = *state;
	struct byline bylines[] = { { .person.id = add_person(paper, "Ada \"A\" Quill") } };
	struct story story = draft("</script> & \\ \x01 Ünicode", three);
	story.slug = S("json");
	story.bylines = bylines;
	story.byline_count = 1;
	save_story(paper, &story);
	struct str rest = page_at("/json/");
	struct str mark = S("<script type=\"application/ld+json\">");
	size_t found = 0;
	for (struct str_pair cut; (cut = str_cut_str(rest, mark)).found; found++) {
		struct value json;
		struct fault fault = { 0 };
		struct str_pair end = str_cut_str(cut.tail, S("</script>"));
		if (value_parse_json(&paper->arena, end.head, &json, &fault))
			fail_msg("%s in %.*s", fault.text, STR_ARG(end.head));
		struct value headline = value_field(json, S("headline"), &paper->arena);
		if (headline.kind == VALUE_TEXT)
			assert_true(str_starts(headline.text, S("</script> & \\")));
		rest = end.tail;
	}
	assert_int_equal(found, 2);
}

static void times_carry_the_papers_own_offset(void **state)
{
	struct paper *paper = *state;
	struct story story = draft("Tram", three);
	saved(paper, store_setting_set(paper->store, S("timezone"), S("Asia/Bishkek")));
	save_story(paper, &story);
	assert_has(page_at("/tram/"), "\"datePublished\":\"2024-03-17T18:00:00+06:00\"");
}

static void replies_stand_in_threads_with_a_way_to_answer_each(void **state)
{
	struct paper *paper = *state;
	story_id id = add_story(paper, "Tram", DAY_MS);
	comment_id first = add_reply(paper, id, (comment_id){ 0 }, "First");
	add_reply(paper, id, first, "Second");
	struct str page = page_at("/tram/");
	assert_has(page, "comments=2 open=true hidden=false");
	assert_has(page, "reply=1 0 First  A &lt;reply&gt;. /tram/?reply&#x3D;1#respond");
	assert_has(page, "reply=2 1 Second");
	assert_has(page, "form=/tram/comment open=false parent=  cancel=");
	assert_has_not(page, "reader@mail.example");
	page = page_at("/tram/?reply=1");
	assert_has(page, "open=true parent=1 First cancel=/tram/#respond");
	assert_has(page_at("/tram/?replytocom=2"), "parent=2 Second");
	assert_has(page_at("/tram/?reply=77"), "parent=  cancel=");
	assert_has(page_at("/tram/?replied=held"), "open=true parent=  cancel= notice=held");
	assert_has(page_at("/tram/?replied=nonsense"), "open=false parent=  cancel= notice= ");
}

static void many_threads_are_parted_into_pages(void **state)
{
	struct paper *paper = *state;
	story_id id = add_story(paper, "Tram", DAY_MS);
	for (int i = 0; i < 51; i++) {
		struct str name = str_fmt(&paper->arena, "Reader %03d", i);
		add_reply(paper, id, (comment_id){ 0 }, str_z(&paper->arena, name));
	}
	struct str page = page_at("/tram/");
	assert_has(page, "Reader 049");
	assert_has_not(page, "Reader 050");
	assert_has(page, "newer= older=/tram/?cpage&#x3D;2#comments");
	page = page_at("/tram/?cpage=2");
	assert_has(page, "Reader 050");
	assert_has_not(page, "Reader 049");
	assert_has(page, "newer=/tram/#comments older=\n");
	assert_has(page, "rel=\"canonical\" href=\"https://paper.example/tram/\"");
	assert_int_equal(get("/tram/?cpage=3").status, 404);
	assert_int_equal(get("/tram/?cpage=999999999").status, 404);
}

static void a_story_may_take_no_replies(void **state)
{
	struct paper *paper = *state;
	struct story story = draft("Tram", three);
	story.replies = REPLIES_CLOSED;
	story_id id = save_story(paper, &story);
	add_reply(paper, id, (comment_id){ 0 }, "First");
	struct str page = page_at("/tram/");
	assert_has(page, "comments=1 open=false hidden=false");
	assert_has_not(page, "form=");
	story.id = id;
	story.replies = REPLIES_HIDDEN;
	save_story(paper, &story);
	page = page_at("/tram/");
	assert_has(page, "open=false hidden=true");
	assert_has_not(page, "First");
}

static void templates_can_ask_for_lists_and_neighbours(void **state)
{
	struct paper *paper = *state;
	section_id town = add_section(paper, "Town", (section_id){ 0 });
	add_filed(paper, "Before", 3 * DAY_MS, town, (topic_id){ 0 });
	add_filed(paper, "About ships", 2 * DAY_MS, town, (topic_id){ 0 });
	struct story story = draft("Tram", three);
	story.is_lead = true;
	story.template_name = S("custom-get");
	struct story plain = draft("Later", three);
	plain.published_at = unix_ms_of(NOON - 3600000);
	save_story(paper, &story);
	save_story(paper, &plain);
	add_person(paper, "Ada Quill");
	struct str page = page_at("/tram/");
	assert_has(page, "got=About ships\ngot=Before\ntotal=2");
	assert_has(page, "nothing");
	assert_has_not(page, "refused=");
	assert_has(page, "tag=Town");
	assert_has(page, "featured=Tram");
	assert_has(page, "slug=About ships");
	page = page_at("/about-ships/");
	assert_has(page, "prev=Before next=Tram");
	assert_has(page_at("/before/"), "prev= next=About ships");
}

/* What stands between name= and the end of its line. */
static void assert_line(struct str page, const char *name, const char *line)
{
	struct str found = str_cut(str_cut_str(page, str_of(name)).tail, '\n').head;
	if (!str_eq(found, str_of(line)))
		fail_msg("%s%.*s, not %s", name, STR_ARG(found), line);
}

static void lists_are_asked_for_by_what_a_story_is_filed_under(void **state)
{
	struct paper *paper = *state;
	section_id town = add_section(paper, "Town", (section_id){ 0 });
	topic_id ships = add_topic(paper, "Ships"), trams = add_topic(paper, "Trams");
	add_filed(paper, "Old ship", 5 * DAY_MS, town, ships);
	add_filed(paper, "New ship", 2 * DAY_MS, (section_id){ 0 }, ships);
	add_filed(paper, "A tram", 4 * DAY_MS, (section_id){ 0 }, trams);
	add_filed(paper, "Plain", 3 * DAY_MS, (section_id){ 0 }, (topic_id){ 0 });
	struct topic topics[] = { { .id = ships }, { .id = trams } };
	struct story story = draft("Ship or tram", three);
	story.topics = topics;
	story.topic_count = COUNT_OF(topics);
	story.template_name = S("custom-get-more");
	save_story(paper, &story);
	struct str page = page_at("/ship-or-tram/");
	assert_line(page, "near=", "New ship,A tram,2");
	assert_line(page, "second=", "Old ship,");
	assert_line(page, "neither=", "Plain,");
	assert_line(page, "both=", "Ship or tram,");
	assert_line(page, "ways=", "Old ship,Plain,New ship,Ship or tram,");
	assert_line(page, "none=", "0");
	assert_line(page, "single=", "Plain");
	assert_line(page, "self=", "Ship or tram");
	assert_line(page, "tags=", "Town,Ships,");
	assert_line(page, "most=", "Ships");
	assert_line(page, "inner=", "0");
	assert_has(page, "tags are not led with\nno such order\nno members\n");
}

static void a_template_that_cannot_run_is_our_fault_and_not_the_readers(void **state)
{
	struct paper *paper = *state;
	struct story story = draft("Broken", "<p>Words.</p>");
	story.template_name = S("custom-broken");
	save_story(paper, &story);
	struct http_response response = get("/broken/");
	assert_int_equal(response.status, 500);
	assert_has_not(response.body, "plural");
	site.app.is_development = true;
	assert_has(get("/broken/").body, "custom-broken.hbs:1:1: plural: needs empty=");
}

static void a_story_without_a_headline_is_called_by_its_text(void **state)
{
	struct paper *paper = *state;
	struct story story = draft("", "<p>It begins like this.</p>");
	story.slug = S("nameless");
	save_story(paper, &story);
	assert_has(page_at("/nameless/"), "<h1>It begins like this.</h1>");
}

static void what_is_too_long_for_search_engines_is_left_out(void **state)
{
	struct paper *paper = *state;
	struct buf headline = buf_in(&paper->arena, LIMIT_JSONLD_BYTES * 2);
	while (headline.len < LIMIT_JSONLD_BYTES / 2)
		buf_put(&headline, S("word "));
	struct story story = draft("", three);
	story.headline = buf_str(&headline);
	story.slug = S("long");
	story.id = save_story(paper, &story);
	assert_has(page_at("/long/"), "\"@type\":\"NewsArticle\"");
	while (headline.len < LIMIT_JSONLD_BYTES)
		buf_put(&headline, S("word "));
	story.headline = buf_str(&headline);
	save_story(paper, &story);
	struct str page = page_at("/long/");
	assert_has_not(page, "NewsArticle");
	assert_has(page, "<p>One.</p>");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_SITE(see_also_follows_what_it_refers_to),
		IN_A_SITE(what_was_wrong_is_said_under_the_story_and_on_a_page_of_its_own),
		IN_A_SITE(what_an_editor_pinned_stands_below_and_is_no_see_also),
		IN_A_SITE(a_story_without_a_see_also_is_given_the_nearest_one),
		IN_A_SITE(a_page_of_its_own_has_neither_related_stories_nor_an_article),
		IN_A_SITE(a_locked_story_shows_its_headline_and_no_more),
		IN_A_SITE(names_and_headlines_are_text_wherever_they_stand),
		IN_A_SITE(what_it_says_of_itself_is_sound_json),
		IN_A_SITE(times_carry_the_papers_own_offset),
		IN_A_SITE(replies_stand_in_threads_with_a_way_to_answer_each),
		IN_A_SITE(many_threads_are_parted_into_pages),
		IN_A_SITE(a_story_may_take_no_replies),
		IN_A_SITE(templates_can_ask_for_lists_and_neighbours),
		IN_A_SITE(lists_are_asked_for_by_what_a_story_is_filed_under),
		IN_A_SITE(a_template_that_cannot_run_is_our_fault_and_not_the_readers),
		IN_A_SITE(a_story_without_a_headline_is_called_by_its_text),
		IN_A_SITE(what_is_too_long_for_search_engines_is_left_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
