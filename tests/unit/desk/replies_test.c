/* SPDX-License-Identifier: Apache-2.0 */
/* Replies and passwords, from the posted form to the answer. */
#include "desk/routes.h"
#include "site/site_for_test.h"

static struct http_response post(const char *target, const char *body, const char *origin)
{
	struct http_header headers[] = {
		{ S("Host"), S("paper.example") },
		{ S("Content-Type"), S("application/x-www-form-urlencoded") },
		{ S("Origin"), str_of(origin) },
	};
	struct http_request request = request_for(target);
	request.method = HTTP_POST;
	request.headers = headers;
	request.header_count = origin ? 3 : 2;
	request.body = str_of(body);
	return desk_serve(&site.app, &request, &site.arena);
}

/* The token of the form on a page. */
static struct str token_at(const char *target)
{
	struct str page = page_at(target);
	return str_trim(str_cut(str_cut_str(page, S("token=")).tail, '\n').head);
}

static struct http_response reply(const char *text, struct str token)
{
	struct str body = str_fmt(&site.arena,
				  "name=Ada+%%3Cb%%3E&email=ada%%40mail.example&website=&comment=%s"
				  "&token=%.*s",
				  text, STR_ARG(token));
	return post("/tram/comment", str_z(&site.arena, body), NULL);
}

static void set(struct paper *paper, const char *name, const char *value)
{
	saved(paper, store_setting_set(paper->store, str_of(name), str_of(value)));
}

static void a_reply_is_held_and_the_reader_told(void **state)
{
	struct paper *paper = *state;
	set(paper, "reply_moderation", "all");
	add_story(paper, "Tram", DAY_MS);
	struct http_response response = reply("Hello+there.", token_at("/tram/"));
	assert_int_equal(response.status, 303);
	struct str location = http_response_get(&response, S("Location"));
	assert_true(str_starts(location, S("/tram/?replied=held&waiting=1.")));
	assert_str(http_response_get(&response, S("Cache-Control")), "no-store");
	struct str own = page_at(str_z(&site.arena, str_cut(location, '#').head));
	assert_has(own, "waiting=1 <p>Hello there.</p> true");
	assert_has_not(page_at("/tram/"), "Hello there.");
}

static void a_reply_is_shown_where_nobody_moderates(void **state)
{
	struct paper *paper = *state;
	set(paper, "reply_moderation", "none");
	add_story(paper, "Tram", DAY_MS);
	struct http_response response = reply("Hello+there.", token_at("/tram/"));
	assert_int_equal(response.status, 303);
	assert_str(http_response_get(&response, S("Location")),
		   "/tram/?replied=shown&comment=1#comment-1");
	struct str page = page_at("/tram/");
	assert_has(page, "Hello there.");
	assert_has(page, "Ada &lt;b&gt;");
	assert_has_not(page, "mail.example");
	response = reply("Hello+there.", token_at("/tram/"));
	assert_int_equal(response.status, 409);
	assert_has(response.body, "error=reply.duplicate");
}

static void what_was_typed_is_never_lost(void **state)
{
	struct paper *paper = *state;
	add_story(paper, "Tram", DAY_MS);
	struct str body = str_fmt(&site.arena,
				  "name=&email=not+an+address&website=https%%3A%%2F%%2Fa.example&"
				  "comment=A+%%3Ctag%%3E+%%26+a+%%22quote%%22&token=%.*s",
				  STR_ARG(token_at("/tram/")));
	struct http_response response = post("/tram/comment", str_z(&site.arena, body), NULL);
	assert_int_equal(response.status, 422);
	assert_has(response.body, "error=reply.check");
	assert_has(response.body, "errors=reply.name.missing,reply.email.not_valid,,\n");
	assert_has(response.body, "typed=,not an address,https://a.example,A &lt;tag&gt; &amp; a "
				  "&quot;quote&quot;");
	assert_has(response.body, "open=true");
	assert_str(http_response_get(&response, S("Cache-Control")), "no-store");
}

static void a_form_that_is_not_ours_is_shown_anew(void **state)
{
	struct paper *paper = *state;
	add_story(paper, "Tram", DAY_MS);
	struct http_response response = reply("Hello.", S("nonsense"));
	assert_int_equal(response.status, 422);
	assert_has(response.body, "error=reply.expired");
	assert_has(response.body, "typed=Ada &lt;b&gt;,ada@mail.example,,Hello.");
}

static void an_answer_stands_below_what_it_answers(void **state)
{
	struct paper *paper = *state;
	set(paper, "reply_moderation", "none");
	add_story(paper, "Tram", DAY_MS);
	struct str token = token_at("/tram/");
	reply("First.", token);
	struct str body = str_fmt(&site.arena,
				  "name=Bo&email=bo%%40mail.example&comment=Second.&parent=1&"
				  "token=%.*s",
				  STR_ARG(token));
	assert_int_equal(post("/tram/comment", str_z(&site.arena, body), NULL).status, 303);
	assert_has(page_at("/tram/"), "reply=2 1 Bo");
	body = str_fmt(&site.arena, "name=&parent=1&token=%.*s", STR_ARG(token));
	struct http_response response = post("/tram/comment", str_z(&site.arena, body), NULL);
	assert_has(response.body, "parent=1 Ada");
}

static void a_story_without_replies_takes_none(void **state)
{
	struct paper *paper = *state;
	struct story story = read_story(paper, add_story(paper, "Tram", DAY_MS));
	struct str token = token_at("/tram/");
	story.replies = REPLIES_CLOSED;
	save_story(paper, &story);
	assert_int_equal(reply("Hello.", token).status, 403);
}

static void forms_from_elsewhere_are_refused(void **state)
{
	struct paper *paper = *state;
	add_story(paper, "Tram", DAY_MS);
	assert_int_equal(post("/tram/comment", "a=b", "https://evil.example").status, 403);
	assert_int_equal(post("/tram/comment", "a=b", "null").status, 403);
	assert_int_equal(post("/tram/comment", "a=b", "https://paper.example").status, 422);
	assert_int_equal(post("/tram/comment", "a=b", "http://paper.example").status, 422);
}

static void a_post_to_what_takes_none_is_refused(void **state)
{
	struct paper *paper = *state;
	add_story(paper, "Tram", DAY_MS);
	struct http_response response = post("/tram/", "", NULL);
	assert_int_equal(response.status, 405);
	assert_str(http_response_get(&response, S("Allow")), "GET, HEAD");
	assert_int_equal(post("/", "", NULL).status, 405);
	assert_int_equal(post("/nowhere/comment", "a=b", NULL).status, 404);
	assert_int_equal(post("/comment", "a=b", NULL).status, 404);
}

static void a_password_opens_a_locked_story_for_this_answer_alone(void **state)
{
	struct paper *paper = *state;
	struct story story = { .headline = S("Locked"),
			       .body = S("<p>The secret text.</p>"),
			       .password = S("open sesame"),
			       .status = STORY_PUBLISHED,
			       .published_at = unix_ms_of(NOON - DAY_MS) };
	save_story(paper, &story);
	struct http_response response = post("/locked/", "password=open+sesame", NULL);
	assert_int_equal(response.status, 200);
	assert_has(response.body, "The secret text.");
	assert_has(response.body, "locked=no");
	assert_str(http_response_get(&response, S("Cache-Control")), "no-store");
	static const char *const wrong[] = { "password=open+sesam", "password=open+sesame+",
					     "password=", "password=OPEN+SESAME" };
	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		response = post("/locked/", wrong[i], NULL);
		assert_int_equal(response.status, 403);
		assert_has(response.body, "locked=yes error=true");
		assert_has_not(response.body, "secret text");
	}
	assert_has_not(page_at("/locked/"), "secret text");
	assert_int_equal(post("/locked/", "x=1", NULL).status, 405);
}

static void a_password_has_no_more_than_its_limit_of_bytes(void **state)
{
	struct paper *paper = *state;
	struct buf password = buf_in(&paper->arena, 2000);
	struct story story = { .headline = S("Locked"),
			       .body = S("<p>The secret text.</p>"),
			       .status = STORY_PUBLISHED,
			       .published_at = unix_ms_of(NOON - DAY_MS) };
	while (password.len < LIMIT_PASSWORD_BYTES)
		buf_put_char(&password, 'x');
	for (int extra = 0; extra <= 1; extra++) {
		story.password = str_dup(&paper->arena, buf_str(&password));
		story.id = save_story(paper, &story);
		struct str body = str_fmt(&paper->arena, "password=%.*s", STR_ARG(story.password));
		struct http_response response = post("/locked/", str_z(&paper->arena, body), NULL);
		assert_int_equal(response.status, extra ? 403 : 200);
		buf_put_char(&password, 'x');
	}
}

static void stories_at_a_query_take_replies_too(void **state)
{
	struct paper *paper = *state;
	set(paper, "permalink", "/?p=%post_id%");
	set(paper, "reply_moderation", "none");
	add_story(paper, "Tram", DAY_MS);
	struct str body =
		str_fmt(&site.arena, "name=Bo&email=bo%%40mail.example&comment=Hi.&token=%.*s",
			STR_ARG(token_at("/?p=1")));
	struct http_response response = post("/comment?p=1", str_z(&site.arena, body), NULL);
	assert_int_equal(response.status, 303);
	assert_str(http_response_get(&response, S("Location")),
		   "/?p=1&replied=shown&comment=1#comment-1");
	assert_has(page_at("/?p=1&replied=shown"), "notice=shown");
}

static void old_network_addresses_go_with_the_first_form_of_an_hour(void **state)
{
	struct paper *paper = *state;
	story_id story = add_story(paper, "Tram", DAY_MS);
	struct comment comment = { .story = story,
				   .address = S("192.0.2.0"),
				   .created_at = unix_ms_of(NOON - 31 * DAY_MS) };
	comment_id id;
	saved(paper, store_comment_save(paper->store, &comment, &id));
	assert_int_equal(reply("Hello.", S("nonsense")).status, 422);
	assert_ok(store_comment(paper->store, &paper->arena, id, &comment));
	assert_str(comment.address, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_SITE(a_reply_is_held_and_the_reader_told),
		IN_A_SITE(a_reply_is_shown_where_nobody_moderates),
		IN_A_SITE(what_was_typed_is_never_lost),
		IN_A_SITE(a_form_that_is_not_ours_is_shown_anew),
		IN_A_SITE(an_answer_stands_below_what_it_answers),
		IN_A_SITE(a_story_without_replies_takes_none),
		IN_A_SITE(forms_from_elsewhere_are_refused),
		IN_A_SITE(a_post_to_what_takes_none_is_refused),
		IN_A_SITE(a_password_opens_a_locked_story_for_this_answer_alone),
		IN_A_SITE(a_password_has_no_more_than_its_limit_of_bytes),
		IN_A_SITE(stories_at_a_query_take_replies_too),
		IN_A_SITE(old_network_addresses_go_with_the_first_form_of_an_hour),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
