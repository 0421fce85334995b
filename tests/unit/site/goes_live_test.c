/* SPDX-License-Identifier: Apache-2.0 */
/* A thousand schedules over a night in which clocks are put back, and a restart in the middle of
 * it, as readers and machines see them: each story's page and picture answer from its second on,
 * and until then no feed, sitemap, search, list or related story knows of it. */
#include "discover/relate.h"
#include "os/zone.h"
#include "press/act.h"
#include "site_for_test.h"

/* Each is looked at closely by its own page and picture, every LOOK_EVERYth by all the others. */
enum { SCHEDULES = 1000, STEP_S = 13, LOOK_EVERY = 100 };

struct night {
	story_id told, ids[SCHEDULES]; /* told: was published long before, and is about the same */
	unix_ms due[SCHEDULES];
};

static media_id add_picture(struct paper *paper, int number)
{
	media_id id;
	const struct media media = { .file = str_fmt(&paper->arena, "2024/10/n%d.jpg", number),
				     .mime = S("image/jpeg"),
				     .alt = S("Lamps"),
				     .credit = S("A. Maker/Agency") };
	saved(paper, store_media_save(paper->store, &media, &id));
	return id;
}

/* About the same as all others, and yet another text than each of them. */
static struct str body_of(struct paper *paper, int number, media_id picture)
{
	struct buf body = buf_in(&paper->arena, 4096);
	buf_put(&body, S("<p>The lamps of the harbour are lit at night by"));
	for (int i = 0; i < 12; i++)
		buf_fmt(&body, " keeper%d%c", number, 'a' + i);
	for (int i = 0; i < SCHEDULES; i += LOOK_EVERY)
		if (number == SCHEDULES || i == number - number % LOOK_EVERY)
			buf_fmt(&body, ", quay%d, pier%d and wharf%d", i, i, i);
	buf_fmt(&body, ".</p>\n<figure data-media=\"%lld\"></figure>", (long long)picture.n);
	return buf_str(&body);
}

static story_id add(struct paper *paper, const char *headline, int number)
{
	story_id id;
	const struct actor editor = { { 0 } };
	const struct story draft = {
		.headline = str_of(headline),
		.body = body_of(paper, number, add_picture(paper, number)),
	};
	assert_ok(press_save(paper->store, &editor, &draft, S(""), &id));
	return id;
}

/* Walls from 01:00 on the 27th of October 2024, Paris: 02:00 to 03:00 comes twice. */
static void schedule_all(struct paper *paper, struct night *night)
{
	const struct actor editor = { { 0 } };
	const struct civil wall = { .year = 2024, .month = 10, .day = 27, .hour = 1 };
	const struct zone *zone;
	assert_ok(zone_open(&paper->arena, S("Europe/Paris"), &zone));
	saved(paper, store_setting_set(paper->store, S("timezone"), S("Europe/Paris")));
	int64_t first = zone_to_unix(zone, wall).ms;
	store_set_now(paper->store, unix_ms_of(first - DAY_MS / 24));
	night->told = add(paper, "Lamps of the harbour", SCHEDULES);
	assert_ok(press_publish(paper->store, &editor, night->told, (unix_ms){ 0 }));
	for (int i = 0; i < SCHEDULES; i++) {
		char headline[40];
		snprintf(headline, sizeof headline, "Nightly word%d", i);
		night->ids[i] = add(paper, headline, i);
		night->due[i] = unix_ms_of(first + i * STEP_S * 1000LL);
		assert_ok(press_schedule(paper->store, &editor, night->ids[i], night->due[i]));
	}
}

static int status_at(struct paper *paper, const char *shape, int number)
{
	return get(str_z(&paper->arena, str_fmt(&paper->arena, shape, number))).status;
}

static void assert_answers(struct paper *paper, int number, int status)
{
	assert_int_equal(status_at(paper, "/nightly-word%d/", number), status);
	assert_int_equal(status_at(paper, "/media/2024/10/n%d.jpg", number), status);
}

/* Whether a page that lists the newest has the one before `live` and not the next. */
static void assert_listed(struct paper *paper, const char *target, int live)
{
	struct http_response response = get(target);
	assert_int_equal(response.status, 200);
	struct str last = str_fmt(&paper->arena, "/nightly-word%d/", live - 1);
	struct str next = str_fmt(&paper->arena, "/nightly-word%d/", live);
	if (live && !str_contains(response.body, last))
		fail_msg("%s lacks %.*s", target, STR_ARG(last));
	if (live < SCHEDULES && str_contains(response.body, next))
		fail_msg("%s knows of %.*s before its second", target, STR_ARG(next));
}

static void assert_is_live(const struct night *night, story_id id, int live)
{
	for (int i = live; i < SCHEDULES; i++)
		assert_int_not_equal(id.n, night->ids[i].n);
}

static void assert_related(struct paper *paper, const struct night *night, int live)
{
	CLEANUP(relating_close) struct relating *relating = NULL;
	struct story told;
	struct related_hits near;
	assert_ok(discover_relate_rest(paper->store));
	assert_ok(store_story_public(paper->store, &paper->arena, night->told, &told));
	assert_ok(relating_open(paper->store, &relating));
	assert_ok(relating_find(relating, &paper->arena, &told, 10, false, &near));
	if (live >= LOOK_EVERY)
		assert_true(near.count > 0);
	for (size_t i = 0; i < near.count; i++)
		assert_is_live(night, near.items[i].id, live);
	story_id *ids;
	size_t count;
	assert_ok(store_related(paper->store, &paper->arena, night->told, NULL, 0, 10, &ids, &count,
				NULL));
	for (size_t i = 0; i < count; i++)
		assert_is_live(night, ids[i], live);
}

static void look_everywhere(struct paper *paper, const struct night *night, int live)
{
	static const char *const newest[] = { "/", "/rss/", "/atom.xml", "/feed.json",
					      "/news-sitemap.xml" };
	for (size_t i = 0; i < COUNT_OF(newest); i++)
		assert_listed(paper, newest[i], live);
	assert_listed(paper, "/sitemap-1.xml", live);
	for (int i = live - 1; i <= live && i < SCHEDULES; i++) {
		struct str asked = str_fmt(&paper->arena, "/search/?q=word%d", i);
		struct str path = str_fmt(&paper->arena, "/nightly-word%d/", i);
		if (i >= 0)
			assert_true(str_contains(get(str_z(&paper->arena, asked)).body, path) ==
				    (i < live));
	}
	assert_related(paper, night, live);
}

static void assert_live(struct paper *paper, const struct night *night, int live)
{
	struct arena_mark mark = arena_mark(&paper->arena), answers = arena_mark(&site.arena);
	if (live)
		assert_answers(paper, live - 1, 200);
	if (live < SCHEDULES)
		assert_answers(paper, live, 404);
	if (live % LOOK_EVERY < 2)
		look_everywhere(paper, night, live);
	arena_reset(&site.arena, answers);
	arena_reset(&paper->arena, mark);
}

static void each_goes_live_everywhere_at_its_second(void **state)
{
	struct paper *paper = *state;
	struct night *night = arena_new(&paper->arena, struct night, 1);
	schedule_all(paper, night);
	for (int i = 0; i < SCHEDULES; i++) {
		if (i == SCHEDULES / 2) {
			store_close(&paper->store);
			assert_ok(store_open(paper->folder, S(""), STORE_WRITE, &paper->store,
					     &paper->fault));
			site.app.store = paper->store;
		}
		store_set_now(paper->store, unix_ms_of(night->due[i].ms - 1));
		assert_live(paper, night, i);
		store_set_now(paper->store, night->due[i]);
		assert_live(paper, night, i + 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { IN_A_SITE(each_goes_live_everywhere_at_its_second) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
