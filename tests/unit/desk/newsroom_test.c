/* SPDX-License-Identifier: Apache-2.0 */
/* Who may go where: every route as every role and as nobody; and forms that are not ours. */
#include "newsroom_for_test.h"
#include "store/picture.h"

/* A story that is everybody's own, and is the newest's version 1. */
static void add_shared_story(struct paper *paper)
{
	struct byline bylines[4];
	story_id id;
	for (int i = 0; i < 4; i++)
		bylines[i] = (struct byline){ .person.id = newsroom.people[i + 1] };
	const struct story draft = { .headline = S("Shared"),
				     .body = S("<p>Words.</p>"),
				     .bylines = bylines,
				     .byline_count = 4 };
	const struct actor by = { newsroom.people[STAFF_EDITOR] };
	assert_ok(press_begin(paper->store, &by, &draft, &id));
	assert_int_equal(id.n, 1);
}

/* "/desk/stories/#" as an address that is there. */
static const char *address_of(const struct desk_route *route)
{
	struct str text = str_of(route->pattern);
	text = str_replace(&site.arena, text, S("people/#"), S("people/3"));
	text = str_replace(&site.arena, text, S("#"), S("1"));
	text = str_replace(&site.arena, text, S("*"), S("something"));
	return str_z(&site.arena, text);
}

static struct http_response ask_route(const struct desk_route *route, struct str cookie)
{
	const char *address = address_of(route);
	if (route->method == HTTP_GET)
		return get_as(cookie, address);
	return route->gate == GATE_JSON ? post_json_as(cookie, address, "")
					: post_as(cookie, address, "a=b");
}

static void check_as_nobody(const struct desk_route *route, int status)
{
	bool is_open = route->action == ACTION_SIGN_IN;
	bool is_screen = route->method == HTTP_GET && route->gate == GATE_FORM;
	int expected = is_screen ? 303 : 401;
	if (is_open ? status == 401 || status >= 500 : status != expected)
		fail_msg("%s as nobody: %d", route->pattern, status);
}

static void every_route_asks_every_role(void **state)
{
	struct paper *paper = *state;
	add_shared_story(paper);
	for (size_t i = 0; i < desk_route_count; i++) {
		const struct desk_route *route = &desk_routes[i];
		for (enum staff_role role = STAFF_NOBODY; role <= STAFF_PUBLISHER; role++) {
			struct arena_mark mark = arena_mark(&site.arena);
			struct str cookie = cookie_as(paper, role);
			int status = ask_route(route, cookie).status;
			if (role == STAFF_NOBODY)
				check_as_nobody(route, status);
			else if (status >= 500 || status == 401 ||
				 (route->action != ACTION_SIGN_IN &&
				  (status == 403) == can(role, route->action)))
				fail_msg("%s as %s: %d", route->pattern, role_names[role], status);
			arena_reset(&site.arena, mark);
		}
	}
}

static bool is_refused(struct http_response response)
{
	return response.status == 403 && http_response_get(&response, S("Location")).len == 0;
}

static void a_form_without_its_token_or_with_anothers_does_nothing(void **state)
{
	struct paper *paper = *state;
	add_shared_story(paper);
	int64_t sequence = store_sequence(paper->store);
	struct str other = cookie_as(paper, STAFF_PUBLISHER);
	struct str foreign = form_token(&paper->arena, &newsroom.keys, other);
	for (size_t i = 0; i < desk_route_count; i++) {
		const struct desk_route *route = &desk_routes[i];
		if (route->method != HTTP_POST)
			continue;
		bool is_json = route->gate == GATE_JSON;
		struct asked asked = { .target = address_of(route),
				       .method = HTTP_POST,
				       .cookie = cookie_as(paper, STAFF_PUBLISHER),
				       .type = is_json ? S("application/json") : S("") };
		struct str own = form_token(&paper->arena, &newsroom.keys, asked.cookie);
		asked.body = is_json ? S("{}") : S("sure=1&state=ready");
		if (!is_refused(ask(&asked)))
			fail_msg("%s without a token", route->pattern);
		const char *shape = is_json ? "{\"token\":\"%.*s\"}" : "token=%.*s&sure=1";
		asked.body = str_fmt(&paper->arena, shape, STR_ARG(foreign));
		if (!is_refused(ask(&asked)))
			fail_msg("%s with another's token", route->pattern);
		asked.body = str_fmt(&paper->arena, shape, STR_ARG(own));
		asked.origin = S("https://elsewhere.example");
		if (!is_refused(ask(&asked)))
			fail_msg("%s from elsewhere", route->pattern);
		asked.origin = S("null");
		if (!is_refused(ask(&asked)))
			fail_msg("%s from nowhere", route->pattern);
	}
	assert_int_equal(store_sequence(paper->store), sequence);
}

static void what_nobody_declared_is_not_there(void **state)
{
	struct paper *paper = *state;
	struct str cookie = cookie_as(paper, STAFF_PUBLISHER);
	assert_int_equal(get_as(cookie, "/desk/nothing").status, 404);
	assert_int_equal(get_as(cookie, "/desk/stories/0").status, 404);
	assert_int_equal(get_as(cookie, "/desk/stories/1x").status, 404);
	assert_int_equal(get_as(cookie, "/desk/stories/99999999999999999999").status, 404);
	assert_int_equal(get_as(cookie, "/desk/stories/7").status, 404);
	assert_int_equal(get_as(cookie, "/desk/sign-out").status, 405);
	assert_int_equal(get_as(cookie, "/desk/../desk/stories/").status, 200);
	struct asked other = { .target = "/desk/stories", .method = HTTP_OTHER, .cookie = cookie };
	assert_int_equal(ask(&other).status, 405);
}

static void no_answer_is_kept_and_none_runs_what_stands_in_it(void **state)
{
	struct paper *paper = *state;
	add_shared_story(paper);
	struct str cookie = cookie_as(paper, STAFF_PUBLISHER);
	for (size_t i = 0; i < desk_route_count; i++) {
		if (desk_routes[i].method != HTTP_GET ||
		    str_contains(str_of(desk_routes[i].pattern), S("assets")))
			continue;
		struct http_response response = ask_route(&desk_routes[i], cookie);
		struct str policy = http_response_get(&response, S("Content-Security-Policy"));
		assert_str(http_response_get(&response, S("Cache-Control")), "no-store");
		assert_true(str_starts(policy, S("default-src 'none'; script-src 'self'")));
		assert_false(str_contains(policy, S("unsafe")));
		assert_has_not(response.body, " style=");
		assert_has_not(response.body, " onclick=");
	}
}

static void whoever_is_not_there_is_asked_who_they_are_and_led_back(void **state)
{
	(void)state;
	struct http_response response = get_as(S(""), "/desk/stories?state=draft");
	assert_int_equal(response.status, 303);
	assert_str(http_response_get(&response, S("Location")),
		   "/desk/sign-in?next=%2Fdesk%2Fstories%3Fstate%3Ddraft");
	response = get_as(S(""), "/desk/sign-in?next=https://evil.example/");
	assert_int_equal(response.status, 200);
	assert_has(response.body, "value=\"/desk/stories\"");
	assert_has(http_response_get(&response, S("Set-Cookie")), "HttpOnly; SameSite=Lax");
	static const char *const elsewhere[] = {
		"/desk//evil.example/",      "/desk/../../x",    "/desk/%252e%252e/x",
		"/desk/.%252e/%252e./story", "/desk/./stories/", "/desk/%2Fevil.example",
	};
	for (size_t i = 0; i < COUNT_OF(elsewhere); i++) {
		const char *target = str_z(
			&site.arena, str_fmt(&site.arena, "/desk/sign-in?next=%s", elsewhere[i]));
		assert_has(get_as(S(""), target).body, "value=\"/desk/stories\"");
	}
	response = get_as(S(""), "/desk/sign-in?next=/desk/replies%3Fby=a%26state=../x");
	assert_has(response.body, "value=\"/desk/replies?by&#x3D;a&amp;state&#x3D;../x\"");
}

static media_id add_unused_picture(struct paper *paper, enum staff_role taker)
{
	media_id id;
	const struct media media = { .file = S("2026/11/a.jpg"), .alt = S("A lamp") };
	saved(paper, store_media_save(paper->store, &media, &id));
	if (taker != STAFF_NOBODY)
		saved(paper, store_picture_taken(paper->store, id, newsroom.people[taker]));
	return id;
}

static void contributors_change_the_words_of_their_own_pictures_only(void **state)
{
	struct paper *paper = *state;
	struct str connie = cookie_as(paper, STAFF_CONTRIBUTOR);
	add_unused_picture(paper, STAFF_EDITOR);
	add_unused_picture(paper, STAFF_NOBODY);
	add_unused_picture(paper, STAFF_CONTRIBUTOR);
	assert_int_equal(post_as(connie, "/desk/pictures/1", "alt=x").status, 403);
	assert_int_equal(post_as(connie, "/desk/pictures/2", "alt=x").status, 403);
	assert_int_equal(post_as(connie, "/desk/pictures/3", "alt=Mine").status, 303);
	assert_int_equal(post_as(connie, "/desk/pictures/4", "alt=x").status, 404);
	assert_int_equal(
		post_as(cookie_as(paper, STAFF_REPORTER), "/desk/pictures/2", "alt=x").status, 303);
}

static void what_was_typed_by_one_signed_out_stands_on_the_page(void **state)
{
	struct paper *paper = *state;
	add_shared_story(paper);
	struct http_response response =
		post_as(S("old-cookie"), "/desk/stories/1",
			"version=1.0&headline=Typed+for+an+hour&body=%3Cp%3EAll+of+it.%3C%2Fp%3E");
	assert_int_equal(response.status, 401);
	assert_has(response.body, "Typed for an hour");
	assert_has(response.body, "&lt;p&gt;All of it.&lt;/p&gt;");
}

static void a_contributor_knows_of_their_own_stories_only(void **state)
{
	struct paper *paper = *state;
	add_shared_story(paper);
	const struct story draft = { .headline = S("Secret plans"), .body = S("<p>Words.</p>") };
	const struct actor by = { newsroom.people[STAFF_EDITOR] };
	story_id id;
	assert_ok(press_begin(paper->store, &by, &draft, &id));
	struct str cookie = cookie_as(paper, STAFF_CONTRIBUTOR);
	assert_int_equal(get_as(cookie, "/desk/stories/1").status, 200);
	assert_int_equal(get_as(cookie, "/desk/stories/2").status, 404);
	assert_int_equal(get_as(cookie, "/desk/stories/2/history").status, 404);
	assert_int_equal(get_as(cookie, "/desk/stories/2/preview").status, 404);
	assert_int_equal(post_json_as(cookie, "/desk/stories/2/draft", "").status, 404);
	struct str list = get_as(cookie, "/desk/stories?author=3&q=plans").body;
	assert_has_not(list, "Secret plans");
	struct str reporter = cookie_as(paper, STAFF_REPORTER);
	assert_int_equal(get_as(reporter, "/desk/stories/2").status, 200);
	assert_int_equal(post_as(reporter, "/desk/stories/2", "version=2.0&headline=x").status,
			 403);
}

static struct str setting(struct paper *paper, const char *name)
{
	struct str value;
	assert_ok(store_setting(paper->store, &paper->arena, str_of(name), &value));
	return value;
}

static void settings_are_changed_all_or_none(void **state)
{
	struct paper *paper = *state;
	struct str cookie = cookie_as(paper, STAFF_PUBLISHER);
	const char *fields = "title=The+Lamp&description=&language=fr&timezone=Europe%2FParis&"
			     "replies=staff&reply_moderation=all&reply_order=liked&"
			     "reply_close_days=14&reply_rate_network=7&hard=credit&"
			     "hard=section&hard=nonsense";
	assert_int_equal(post_as(cookie, "/desk/settings", fields).status, 303);
	assert_str(setting(paper, "title"), "The Lamp");
	assert_str(setting(paper, "timezone"), "Europe/Paris");
	assert_str(setting(paper, "reply_rate_network"), "7");
	assert_str(setting(paper, "hard_checks"), "credit section");
	struct http_response response =
		post_as(cookie, "/desk/settings", "title=Other&timezone=Mars%2FOlympus");
	assert_int_equal(response.status, 422);
	assert_has(response.body, "Mars/Olympus");
	assert_str(setting(paper, "title"), "The Lamp");
	assert_str(setting(paper, "hard_checks"), "credit section");
	response = post_as(cookie, "/desk/settings", "reply_close_days=soon");
	assert_has(response.body, "That cannot be: the days after which");
}

static void people_come_with_a_link_and_go_by_two_clicks(void **state)
{
	struct paper *paper = *state;
	struct str cookie = cookie_as(paper, STAFF_PUBLISHER);
	struct http_response response = post_as(
		cookie, "/desk/people", "name=Nell&email=nell%40desk.example&role=reporter");
	assert_int_equal(response.status, 200);
	assert_has(response.body, "https://paper.example/desk/password/");
	response = post_as(cookie, "/desk/people",
			   "name=Other&email=NELL%40desk.example&role=reporter");
	assert_int_equal(response.status, 422);
	assert_has(response.body, "Somebody else signs in with that address");
	response = post_as(cookie, "/desk/people", "name=X&email=x%40desk.example&role=king");
	assert_int_equal(response.status, 422);
	assert_int_equal(post_as(cookie, "/desk/people/4/role", "role=editor").status, 422);
	assert_int_equal(post_as(cookie, "/desk/people/5/role", "role=editor").status, 303);
	assert_int_equal(post_as(cookie, "/desk/people/5/remove", "").status, 422);
	assert_int_equal(post_as(cookie, "/desk/people/5/remove", "sure=1").status, 303);
	assert_has_not(get_as(cookie, "/desk/people").body, "nell@desk.example");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_NEWSROOM(every_route_asks_every_role),
		IN_A_NEWSROOM(a_form_without_its_token_or_with_anothers_does_nothing),
		IN_A_NEWSROOM(what_nobody_declared_is_not_there),
		IN_A_NEWSROOM(no_answer_is_kept_and_none_runs_what_stands_in_it),
		IN_A_NEWSROOM(whoever_is_not_there_is_asked_who_they_are_and_led_back),
		IN_A_NEWSROOM(contributors_change_the_words_of_their_own_pictures_only),
		IN_A_NEWSROOM(what_was_typed_by_one_signed_out_stands_on_the_page),
		IN_A_NEWSROOM(settings_are_changed_all_or_none),
		IN_A_NEWSROOM(people_come_with_a_link_and_go_by_two_clicks),
		IN_A_NEWSROOM(a_contributor_knows_of_their_own_stories_only),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
