/* SPDX-License-Identifier: Apache-2.0 */
/* A story at the desk: written, saved, found in conflict, published, corrected, gone back on. */
#include "newsroom_for_test.h"
#include "store/working.h"

static struct edit edit_of(struct paper *paper, int64_t id)
{
	struct edit edit;
	assert_ok(press_open(paper->store, &paper->arena, (story_id){ id }, &edit));
	return edit;
}

static const char *version_now(struct paper *paper, int64_t id)
{
	return str_z(&paper->arena, version_text(&paper->arena, edit_of(paper, id).version));
}

static struct http_response save(struct paper *paper, struct str cookie, const char *version,
				 const char *fields)
{
	struct str body = str_fmt(&paper->arena, "version=%s&%s", version, fields);
	return post_as(cookie, "/desk/stories/1", str_z(&paper->arena, body));
}

static void assert_saved(struct http_response response)
{
	if (response.status != 303)
		fail_msg("%d: %.*s", response.status, STR_ARG(response.body));
}

static struct str new_story(struct paper *paper, enum staff_role role)
{
	struct str cookie = cookie_as(paper, role);
	struct http_response response = post_as(cookie, "/desk/stories", "");
	assert_str(http_response_get(&response, S("Location")), "/desk/stories/1");
	return cookie;
}

static void a_story_is_written_without_script(void **state)
{
	struct paper *paper = *state;
	add_section(paper, "World", (section_id){ 0 });
	section_id town = add_section(paper, "Town", (section_id){ 0 });
	struct str cookie = new_story(paper, STAFF_EDITOR);
	assert_saved(save(paper, cookie, version_now(paper, 1),
			  "headline=+The+night+tram+&standfirst=It+<b>runs</b>.&"
			  "body=Plain+*words*.%0D%0A%0D%0AMore.&section=2&section=1&section=2&"
			  "section=&topics=Trams,+Night+,+trams&byline=Edith&byline_role=&"
			  "byline=Gus+Guest&byline_role=photographs&byline=&byline_role=&"
			  "language=fr&options=1&is_lead=1&note=first+go"));
	struct story story = read_story(paper, (story_id){ 1 });
	assert_str(story.headline, "The night tram");
	assert_str(story.slug, "the-night-tram");
	assert_str(story.standfirst.s, "It <b>runs</b>.");
	assert_str(story.body, "<p>Plain <em>words</em>.</p>\n<p>More.</p>");
	assert_int_equal(story.section_count, 2);
	assert_int_equal(story.sections[0].id.n, town.n);
	assert_int_equal(story.topic_count, 2);
	assert_int_equal(story.byline_count, 2);
	assert_str(story.bylines[1].person.name, "Gus Guest");
	assert_true(story.bylines[1].person.is_guest);
	assert_str(story.bylines[1].role, "photographs");
	assert_str(story.language, "fr");
	assert_true(story.is_lead);
	struct str page = get_as(cookie, "/desk/stories/1").body;
	assert_has(page, "&lt;p&gt;Plain &lt;em&gt;words&lt;/em&gt;.&lt;/p&gt;\n&lt;p&gt;More.");
	assert_has(page, "value=\"Trams, Night\"");
}

static void a_canonical_address_is_a_whole_one(void **state)
{
	static const char *const bad[] = {
		"javascript:alert(1)", "/night-tram/",     "https:",
		"http:///x",           "ftp://a.example/", "//a.example/"
	};
	struct paper *paper = *state;
	struct str cookie = new_story(paper, STAFF_EDITOR);
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct str fields =
			str_fmt(&paper->arena, "headline=Kept&canonical_url=%s", bad[i]);
		struct http_response response =
			save(paper, cookie, version_now(paper, 1), str_z(&paper->arena, fields));
		assert_int_equal(response.status, 422);
		assert_has(response.body, "id=\"canonical-error\"");
		assert_has(response.body, "Kept</textarea>");
		struct str members =
			str_fmt(&paper->arena,
				"\"version\":\"%s\",\"fields\":{\"canonical_url\":\"%s\","
				"\"headline\":\"Typed %zu\"}",
				version_now(paper, 1), bad[i], i);
		assert_int_equal(
			post_json_as(cookie, "/desk/stories/1/draft", str_z(&paper->arena, members))
				.status,
			200);
		struct story story = edit_of(paper, 1).story;
		assert_str(story.canonical_url, "");
		assert_true(str_starts(story.headline, S("Typed")));
	}
	assert_saved(save(paper, cookie, version_now(paper, 1),
			  "canonical_url=+HTTPS://a.example/x?y=1+"));
	assert_str(edit_of(paper, 1).story.canonical_url, "HTTPS://a.example/x?y=1");
}

static void a_slug_that_nobody_typed_follows_the_headline(void **state)
{
	struct paper *paper = *state;
	struct str cookie = new_story(paper, STAFF_EDITOR);
	struct str shown = edit_of(paper, 1).story.slug;
	struct str members = str_fmt(&paper->arena,
				     "\"version\":\"%s\",\"fields\":{\"headline\":\"Half a head\"}",
				     version_now(paper, 1));
	assert_int_equal(
		post_json_as(cookie, "/desk/stories/1/draft", str_z(&paper->arena, members)).status,
		200);
	struct str fields =
		str_fmt(&paper->arena, "headline=Half+a+headline&slug=%.*s&slug_shown=%.*s",
			STR_ARG(shown), STR_ARG(shown));
	assert_saved(save(paper, cookie, version_now(paper, 1), str_z(&paper->arena, fields)));
	assert_str(edit_of(paper, 1).story.slug, "half-a-headline");
	assert_saved(save(paper, cookie, version_now(paper, 1),
			  "headline=Half+a+headline&slug=own&slug_shown=half-a-headline"));
	assert_str(edit_of(paper, 1).story.slug, "own");
}

static void a_line_is_kept_without_what_nobody_sees(void **state)
{
	struct paper *paper = *state;
	struct str cookie = new_story(paper, STAFF_EDITOR);
	assert_saved(
		save(paper, cookie, version_now(paper, 1),
		     "headline=Turned%E2%80%AE+round%01&byline=Gus%E2%81%A7+Guest&byline_role="));
	struct story story = edit_of(paper, 1).story;
	assert_str(story.headline, "Turned round");
	assert_str(story.bylines[0].person.name, "Gus Guest");
}

static void what_a_text_area_sends_back_changes_no_byte(void **state)
{
	struct paper *paper = *state;
	struct str cookie = new_story(paper, STAFF_EDITOR);
	const struct actor by = { newsroom.people[STAFF_EDITOR] };
	struct edit edit = edit_of(paper, 1);
	struct version version;
	/* not what the cleaner would write today: it stays all the same */
	edit.story.body = S("<p>One</p>\n\n<p >Two</p>");
	assert_ok(press_edit(paper->store, &by, &edit.story, edit.version, EDIT_CLOSES, S(""),
			     &version));
	assert_saved(save(paper, cookie, version_now(paper, 1),
			  "headline=H&body=%3Cp%3EOne%3C%2Fp%3E%0D%0A%0D%0A%3Cp+%3ETwo%3C%2Fp%3E"));
	assert_str(edit_of(paper, 1).story.body, "<p>One</p>\n\n<p >Two</p>");
}

static void a_field_that_was_not_sent_stays(void **state)
{
	struct paper *paper = *state;
	struct str cookie = new_story(paper, STAFF_EDITOR);
	assert_saved(save(paper, cookie, version_now(paper, 1),
			  "headline=Kept&body=Kept.&topics=Kept&options=1&is_lead=1"));
	assert_saved(save(paper, cookie, version_now(paper, 1), "standfirst=New"));
	struct story story = read_story(paper, (story_id){ 1 });
	assert_str(story.headline, "Kept");
	assert_int_equal(story.topic_count, 1);
	assert_true(story.is_lead);
	assert_int_equal(story.byline_count, 1);
}

static void who_saves_over_another_sees_both_first(void **state)
{
	struct paper *paper = *state;
	struct str edith = new_story(paper, STAFF_EDITOR), pia = cookie_as(paper, STAFF_PUBLISHER);
	assert_saved(
		save(paper, edith, version_now(paper, 1), "headline=Ours&body=One+two+three."));
	const char *old = version_now(paper, 1);
	assert_saved(save(paper, edith, old, "body=%3Cp%3EOne+2+three.%3C%2Fp%3E"));
	struct http_response response =
		save(paper, pia, old, "headline=Mine&body=%3Cp%3EOne+two+3.%3C%2Fp%3E");
	assert_int_equal(response.status, 409);
	assert_has(response.body, "Edith saved this story while you wrote");
	assert_has(response.body, "<del>2</del><ins>two</ins>");
	assert_has(response.body, "&lt;p&gt;One two 3.&lt;/p&gt;");
	assert_has(response.body, version_now(paper, 1));
	assert_str(edit_of(paper, 1).story.body, "<p>One 2 three.</p>");
	assert_saved(save(paper, pia, version_now(paper, 1), "body=%3Cp%3EOne+2+3.%3C%2Fp%3E"));
}

static void an_address_follows_the_headline_until_it_is_set_or_seen(void **state)
{
	struct paper *paper = *state;
	struct str cookie = new_story(paper, STAFF_EDITOR);
	assert_saved(save(paper, cookie, version_now(paper, 1), "headline=First&slug=story"));
	assert_str(edit_of(paper, 1).story.slug, "first");
	assert_saved(save(paper, cookie, version_now(paper, 1), "headline=Second&slug=first"));
	assert_str(edit_of(paper, 1).story.slug, "second");
	assert_saved(save(paper, cookie, version_now(paper, 1), "headline=Third&slug=My+Own"));
	assert_str(edit_of(paper, 1).story.slug, "my-own");
	assert_saved(save(paper, cookie, version_now(paper, 1), "headline=Fourth&slug=my-own"));
	assert_str(edit_of(paper, 1).story.path, "/my-own/");
}

static void publish(struct paper *paper, struct str cookie, const char *fields)
{
	struct str body = str_fmt(&paper->arena, "version=%s&%s", version_now(paper, 1), fields);
	assert_saved(post_as(cookie, "/desk/stories/1/publish", str_z(&paper->arena, body)));
}

static void from_draft_to_readers_and_a_correction(void **state)
{
	struct paper *paper = *state;
	struct str rita = new_story(paper, STAFF_REPORTER), edith = cookie_as(paper, STAFF_EDITOR);
	assert_saved(save(paper, rita, version_now(paper, 1),
			  "headline=Tram&body=It+runs.&act=mark-in-review"));
	assert_int_equal(edit_of(paper, 1).story.status, STORY_IN_REVIEW);
	assert_int_equal(post_as(rita, "/desk/stories/1/state", "state=ready").status, 403);
	assert_saved(post_as(edith, "/desk/stories/1/state", "state=ready"));
	assert_int_equal(save(paper, rita, version_now(paper, 1), "headline=x").status, 403);
	publish(paper, edith, "when=now&at=&embargo=");
	assert_has(page_at("/tram/"), "It runs.");
	assert_saved(save(paper, rita, version_now(paper, 1), "body=It+stands."));
	assert_has_not(page_at("/tram/"), "It stands.");
	assert_has(get_as(rita, "/desk/stories/1/preview").body, "It stands.");
	assert_int_equal(post_as(rita, "/desk/stories/1/release", "how=silent").status, 403);
	struct str fields = str_fmt(&paper->arena,
				    "version=%s&how=correction&correction=", version_now(paper, 1));
	struct http_response response =
		post_as(edith, "/desk/stories/1/release", str_z(&paper->arena, fields));
	assert_int_equal(response.status, 422);
	fields = str_fmt(&paper->arena, "%.*sIt+never+ran.", STR_ARG(fields));
	assert_saved(post_as(edith, "/desk/stories/1/release", str_z(&paper->arena, fields)));
	assert_has(page_at("/tram/"), "It stands.");
	assert_has(get_as(edith, "/desk/stories/1").body, "It never ran.");
}

static void a_time_is_the_papers_also_where_clocks_are_put_forward(void **state)
{
	struct paper *paper = *state;
	saved(paper, store_setting_set(paper->store, S("timezone"), S("Europe/Paris")));
	struct str cookie = new_story(paper, STAFF_EDITOR);
	assert_saved(save(paper, cookie, version_now(paper, 1), "headline=Early&body=Words."));
	/* 2024-03-31 02:30 does not exist in Paris: the first instant after is 03:00, 01:00 UTC */
	publish(paper, cookie, "when=later&at=2024-03-31T02:30&embargo=");
	assert_int_equal(edit_of(paper, 1).story.published_at.ms, 1711846800000);
	publish(paper, cookie, "when=later&at=2024-10-27T02:30:15&embargo=2024-10-27T04:00");
	/* exists twice: the earlier one, 00:30:15 UTC */
	assert_int_equal(edit_of(paper, 1).story.published_at.ms, 1729989015000);
	assert_int_equal(edit_of(paper, 1).story.embargo_until.ms, 1729998000000);
	assert_has(get_as(cookie, "/desk/stories/1/publish").body, "2024-10-27T02:30:15");
	struct str past = str_fmt(&paper->arena, "version=%s&when=later&at=2024-03-18T12:00",
				  version_now(paper, 1));
	assert_int_equal(
		post_as(cookie, "/desk/stories/1/publish", str_z(&paper->arena, past)).status, 422);
	struct str nonsense =
		str_fmt(&paper->arena, "version=%s&when=later&at=tomorrow", version_now(paper, 1));
	assert_int_equal(
		post_as(cookie, "/desk/stories/1/publish", str_z(&paper->arena, nonsense)).status,
		422);
}

static void what_an_embargo_holds_back_can_be_let_go_or_taken_back(void **state)
{
	struct paper *paper = *state;
	struct str cookie = new_story(paper, STAFF_EDITOR);
	assert_saved(save(paper, cookie, version_now(paper, 1), "headline=Budget&body=Words."));
	publish(paper, cookie, "when=now&embargo=2024-03-19T00:00");
	assert_int_equal(get("/budget/").status, 404);
	assert_has(get_as(cookie, "/desk/stories").body, "Embargoed");
	struct str page = get_as(cookie, "/desk/stories/1/publish").body;
	assert_has(page, "held back by an embargo until 19 March 2024, 00:00:00");
	struct str fields = str_fmt(&paper->arena, "version=%s&embargo=", version_now(paper, 1));
	assert_saved(post_as(cookie, "/desk/stories/1/unschedule", str_z(&paper->arena, fields)));
	assert_int_equal(edit_of(paper, 1).story.status, STORY_READY);
	publish(paper, cookie, "when=now&embargo=2024-03-19T00:00");
	assert_saved(post_as(cookie, "/desk/stories/1/embargo", str_z(&paper->arena, fields)));
	assert_has(page_at("/budget/"), "Words.");
}

static void versions_are_compared_and_one_comes_back(void **state)
{
	struct paper *paper = *state;
	struct str cookie = new_story(paper, STAFF_EDITOR);
	assert_saved(save(paper, cookie, version_now(paper, 1), "headline=A&body=Red+door."));
	int64_t red = edit_of(paper, 1).story.revision.n;
	assert_saved(save(paper, cookie, version_now(paper, 1),
			  "headline=B&body=%3Cp%3EBlue+door.%3C%2Fp%3E&note=repainted"));
	int64_t blue = edit_of(paper, 1).story.revision.n;
	assert_has(get_as(cookie, "/desk/stories/1/history").body, "repainted");
	const char *compare = str_z(&paper->arena,
				    str_fmt(&paper->arena, "/desk/stories/1/history/%lld?with=%lld",
					    (long long)blue, (long long)red));
	assert_has(get_as(cookie, compare).body, "<del>Red</del><ins>Blue</ins> door.");
	struct str fields = str_fmt(&paper->arena, "version=%s&revision=%lld",
				    version_now(paper, 1), (long long)red);
	assert_saved(post_as(cookie, "/desk/stories/1/restore", str_z(&paper->arena, fields)));
	assert_str(edit_of(paper, 1).story.body, "<p>Red door.</p>");
	assert_int_equal(
		post_as(cookie, "/desk/stories/1/restore", str_z(&paper->arena, fields)).status,
		409);
}

static struct http_response draft(struct paper *paper, struct str cookie, const char *version,
				  const char *fields)
{
	struct str members =
		str_fmt(&paper->arena, "\"version\":\"%s\",\"fields\":{%s}", version, fields);
	return post_json_as(cookie, "/desk/stories/1/draft", str_z(&paper->arena, members));
}

static void the_editors_drafts_are_kept_and_never_over_another(void **state)
{
	struct paper *paper = *state;
	struct str edith = new_story(paper, STAFF_EDITOR), pia = cookie_as(paper, STAFF_PUBLISHER);
	const char *first = version_now(paper, 1);
	struct http_response response =
		draft(paper, edith, first, "\"headline\":\"Tram\",\"body\":\"<p>One</p>\"");
	assert_int_equal(response.status, 200);
	assert_has(response.body, version_now(paper, 1));
	assert_has_not(response.body, "fields");
	response = draft(paper, edith, version_now(paper, 1),
			 "\"body\":\"<p>One<script>x</script></p>\"");
	assert_int_equal(response.status, 200);
	assert_has(response.body, "\"fields\":{\"body\":\"<p>One</p>\"}");
	response = draft(paper, pia, first, "\"body\":\"<p>Other</p>\"");
	assert_int_equal(response.status, 409);
	assert_has(response.body, "\"by\":\"Edith\"");
	assert_has(response.body, "\"body\":\"<p>One</p>\"");
	assert_str(edit_of(paper, 1).story.body, "<p>One</p>");
	assert_int_equal(draft(paper, pia, "x", "").status, 422);
	assert_int_equal(draft(paper, pia, version_now(paper, 1), "\"body\":7").status, 422);
	assert_int_equal(post_json_as(S("gone"), "/desk/stories/1/draft", "").status, 401);
}

static void those_at_work_on_a_story_see_each_other(void **state)
{
	struct paper *paper = *state;
	struct str edith = new_story(paper, STAFF_EDITOR), pia = cookie_as(paper, STAFF_PUBLISHER);
	const char *address = "/desk/stories/1/presence";
	assert_has(post_json_as(edith, address, "\"tab\":\"a\"").body, "\"people\":[]");
	assert_has(post_json_as(pia, address, "\"tab\":\"b\"").body,
		   "{\"name\":\"Edith\",\"is_me\":false}");
	assert_has(post_json_as(edith, address, "\"tab\":\"c\"").body,
		   "{\"name\":\"Edith\",\"is_me\":true},{\"name\":\"Pia\",\"is_me\":false}");
	store_set_now(paper->store, unix_ms_of(NOON + PRESENCE_SECONDS * 1000));
	assert_has(post_json_as(edith, address, "\"tab\":\"c\"").body, "\"people\":[]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_NEWSROOM(a_story_is_written_without_script),
		IN_A_NEWSROOM(a_canonical_address_is_a_whole_one),
		IN_A_NEWSROOM(a_slug_that_nobody_typed_follows_the_headline),
		IN_A_NEWSROOM(a_line_is_kept_without_what_nobody_sees),
		IN_A_NEWSROOM(what_a_text_area_sends_back_changes_no_byte),
		IN_A_NEWSROOM(a_field_that_was_not_sent_stays),
		IN_A_NEWSROOM(who_saves_over_another_sees_both_first),
		IN_A_NEWSROOM(an_address_follows_the_headline_until_it_is_set_or_seen),
		IN_A_NEWSROOM(from_draft_to_readers_and_a_correction),
		IN_A_NEWSROOM(a_time_is_the_papers_also_where_clocks_are_put_forward),
		IN_A_NEWSROOM(what_an_embargo_holds_back_can_be_let_go_or_taken_back),
		IN_A_NEWSROOM(versions_are_compared_and_one_comes_back),
		IN_A_NEWSROOM(the_editors_drafts_are_kept_and_never_over_another),
		IN_A_NEWSROOM(those_at_work_on_a_story_see_each_other),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
