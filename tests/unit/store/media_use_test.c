/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a picture's file is answered follows the stories that show it, at the second, and what a
 * cache was told is enough to know when the answer changes. */
#include "store/media_use.h"
#include "store_for_test.h"

static media_id add_picture(struct paper *paper, const char *file, const char *original)
{
	media_id id;
	struct media media = { .file = str_of(file),
			       .original = str_of(original),
			       .mime = S("image/jpeg") };
	saved(paper, store_media_save(paper->store, &media, &id));
	return id;
}

static story_id show_in(struct paper *paper, media_id id, enum story_status status, int64_t at)
{
	return save_story(paper,
			  &(struct story){ .headline = S("Shows it"),
					   .body = str_fmt(&paper->arena,
							   "<figure data-media=\"%lld\"></figure>",
							   (long long)id.n),
					   .status = status,
					   .published_at = unix_ms_of(at) });
}

static enum err ask(struct paper *paper, const char *file, struct fact_set *facts)
{
	*facts = fact_set_in(&paper->arena);
	store_note_into(paper->store, facts);
	enum err err = store_media_may_show(paper->store, str_of(file));
	store_note_into(paper->store, NULL);
	return err;
}

static void what_nobody_shows_is_hidden_unless_it_came_with_an_import(void **state)
{
	struct paper *paper = *state;
	struct fact_set facts;
	media_id id = add_picture(paper, "2024/01/new.jpg", "");
	assert_int_equal(ask(paper, "2024/01/new.jpg", &facts), ERR_NOT_FOUND);
	struct media old;
	assert_ok(store_media(paper->store, &paper->arena, id, &old));
	old.uri = S("https://old.example/?attachment_id=7");
	saved(paper, store_media_save(paper->store, &old, &id));
	assert_true(fact_sets_meet(&facts, store_touched(paper->store)));
	assert_ok(ask(paper, "2024/01/new.jpg", &facts));
}

static void a_portrait_may_be_seen(void **state)
{
	struct paper *paper = *state;
	struct fact_set facts;
	media_id id = add_picture(paper, "2024/01/portrait.jpg", "");
	assert_int_equal(ask(paper, "2024/01/portrait.jpg", &facts), ERR_NOT_FOUND);
	const struct person person = { .name = S("Ada"), .picture.id = id };
	saved(paper, store_person_save(paper->store, &person, &(person_id){ 0 }));
	assert_true(fact_sets_meet(&facts, store_touched(paper->store)));
	assert_ok(ask(paper, "2024/01/portrait.jpg", &facts));
}

static void what_no_record_names_is_not_there_until_one_does(void **state)
{
	struct paper *paper = *state;
	struct fact_set facts;
	assert_int_equal(ask(paper, "2024/01/a.jpg", &facts), ERR_NOT_FOUND);
	media_id id = add_picture(paper, "2024/01/a.jpg", "");
	assert_true(fact_sets_meet(&facts, store_touched(paper->store)));
	show_in(paper, id, STORY_PUBLISHED, NOON);
	assert_ok(ask(paper, "2024/01/a.jpg", &facts));
	assert_int_equal(ask(paper, ".originals/2024/01/a.jpg", &facts), ERR_NOT_FOUND);
	assert_int_equal(ask(paper, "", &facts), ERR_NOT_FOUND);
}

static void renditions_are_their_pictures(void **state)
{
	struct paper *paper = *state;
	struct fact_set facts;
	media_id id = add_picture(paper, "2024/01/abc-1.jpg", "2024/01/abc.png");
	story_id first = show_in(paper, id, STORY_PUBLISHED, NOON);
	assert_ok(ask(paper, "2024/01/abc-1-320.webp", &facts));
	saved(paper, store_story_set_state(paper->store, first, STORY_WITHDRAWN, unix_ms_of(NOON),
					   (unix_ms){ 0 }));
	assert_int_equal(ask(paper, "2024/01/abc-1-320.webp", &facts), ERR_NOT_FOUND);
	assert_int_equal(ask(paper, "2024/01/abc-1.jpg", &facts), ERR_NOT_FOUND);
	assert_int_equal(ask(paper, "2024/01/abcd-1.jpg", &facts), ERR_NOT_FOUND);
}

static void a_pictures_life_is_its_storys(void **state)
{
	struct paper *paper = *state;
	struct fact_set facts;
	media_id id = add_picture(paper, "2024/01/a.jpg", "");
	story_id story = show_in(paper, id, STORY_DRAFT, 0);
	assert_int_equal(ask(paper, "2024/01/a.jpg", &facts), ERR_NOT_FOUND);
	saved(paper, store_story_set_state(paper->store, story, STORY_PUBLISHED, unix_ms_of(NOON),
					   (unix_ms){ 0 }));
	assert_true(fact_sets_meet(&facts, store_touched(paper->store)));
	assert_ok(ask(paper, "2024/01/a.jpg", &facts));
	saved(paper, store_story_set_state(paper->store, story, STORY_WITHDRAWN, unix_ms_of(NOON),
					   (unix_ms){ 0 }));
	assert_true(fact_sets_meet(&facts, store_touched(paper->store)));
	assert_int_equal(ask(paper, "2024/01/a.jpg", &facts), ERR_NOT_FOUND);
}

static void a_scheduled_storys_picture_appears_at_its_moment(void **state)
{
	struct paper *paper = *state;
	struct fact_set facts;
	media_id id = add_picture(paper, "2024/01/a.jpg", "");
	story_id story = show_in(paper, id, STORY_PUBLISHED, NOON + 60000);
	assert_int_equal(ask(paper, "2024/01/a.jpg", &facts), ERR_NOT_FOUND);
	assert_int_equal(facts.until.ms, NOON + 60000);
	store_set_now(paper->store, unix_ms_of(NOON + 60000));
	assert_ok(ask(paper, "2024/01/a.jpg", &facts));
	saved(paper, store_story_set_state(paper->store, story, STORY_PUBLISHED, unix_ms_of(NOON),
					   unix_ms_of(NOON + DAY_MS)));
	assert_int_equal(ask(paper, "2024/01/a.jpg", &facts), ERR_NOT_FOUND);
	assert_int_equal(facts.until.ms, NOON + DAY_MS);
}

static void one_public_story_is_enough(void **state)
{
	struct paper *paper = *state;
	struct fact_set facts;
	media_id id = add_picture(paper, "2024/01/a.jpg", "");
	show_in(paper, id, STORY_DRAFT, 0);
	saved(paper, store_story_save(paper->store,
				      &(struct story){ .headline = S("Its cover"),
						       .cover.id = id,
						       .body = S("<p>x</p>"),
						       .status = STORY_PUBLISHED,
						       .published_at = unix_ms_of(NOON) },
				      (person_id){ 0 }, S(""), &(story_id){ 0 }));
	assert_ok(ask(paper, "2024/01/a.jpg", &facts));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PAPER(what_nobody_shows_is_hidden_unless_it_came_with_an_import),
		IN_A_PAPER(a_portrait_may_be_seen),
		IN_A_PAPER(what_no_record_names_is_not_there_until_one_does),
		IN_A_PAPER(renditions_are_their_pictures),
		IN_A_PAPER(a_pictures_life_is_its_storys),
		IN_A_PAPER(a_scheduled_storys_picture_appears_at_its_moment),
		IN_A_PAPER(one_public_story_is_enough),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
