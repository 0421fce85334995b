/* SPDX-License-Identifier: Apache-2.0 */
/* The sample edition as readers find it in a new site. */
#include "../os/folder_for_test.h"

#include "cmd/demo_store.h"
#include "os/os.h"
#include "store/comment.h"
#include "store/comment_thread.h"
#include "store/media.h"
#include "store/setting.h"
#include "store/story.h"
#include "store/working.h"
#include "store/taxonomy.h"

struct made {
	struct arena arena;
	struct edition edition;
	struct store *store;
	struct place *place;
	unix_ms now;
};

static enum err fill(struct made *made, struct fault *fault)
{
	TRY(edition_read(&made->arena, S(DEMO_FOLDER), &made->edition, fault));
	TRY(store_open(made->place->folder, S(""), STORE_WRITE, &made->store, fault));
	store_set_now(made->store, made->now);
	return demo_store(&made->arena, made->store, made->place->folder, &made->edition, made->now,
			  fault);
}

static int make_site(void **state)
{
	static struct made made;
	void *place;
	struct fault fault = { 0 };
	if (make_place(&place))
		return -1;
	made.place = place;
	made.arena = arena_open(256 << 20);
	made.now = unix_ms_of(1780000000000);
	*state = &made;
	enum err err = fill(&made, &fault);
	if (err)
		print_error("%s: %s\n", err_name(err), fault.text);
	return err ? -1 : 0;
}

static int remove_site(void **state)
{
	struct made *made = *state;
	void *place = made->place;
	store_close(&made->store);
	arena_close(&made->arena);
	return drop_place(&place);
}

static struct story by_slug(struct made *made, struct str slug)
{
	struct story story;
	assert_ok(store_story_by_slug(made->store, &made->arena, slug, &story));
	return story;
}

static void readers_see_what_is_out(void **state)
{
	struct made *made = *state;
	struct story_list list;
	const struct story_filter posts = { .kind = POSTS_ONLY };
	assert_ok(store_story_list(made->store, &made->arena, &posts, 0, 100, true, &list));
	/* all but two pages, a draft, a scheduled and an embargoed one */
	assert_int_equal(list.total, made->edition.count - 5);
	assert_int_equal(list.count, made->edition.count - 5);
	assert_true(list.items[0].published_at.ms < made->now.ms);
}

static void what_is_not_out_yet_comes_out_by_itself(void **state)
{
	struct made *made = *state;
	static const struct str later[] = { STR_CONST("night-of-lanterns"),
					    STR_CONST("budget-embargo") };
	for (size_t i = 0; i < COUNT_OF(later); i++) {
		struct story seen, story = by_slug(made, later[i]);
		store_set_now(made->store, made->now);
		assert_int_equal(store_story_public(made->store, &made->arena, story.id, &seen),
				 ERR_NOT_FOUND);
		store_set_now(made->store, unix_ms_of(made->now.ms + 86400000));
		assert_ok(store_story_public(made->store, &made->arena, story.id, &seen));
	}
	store_set_now(made->store, made->now);
}

static void a_story_has_its_section_topics_bylines_and_cover(void **state)
{
	struct made *made = *state;
	struct story story, found = by_slug(made, S("chain-bridge-lamps"));
	assert_ok(store_story_public(made->store, &made->arena, found.id, &story));
	assert_int_equal(story.section_count, 1);
	assert_str(story.sections[0].name, "Town");
	assert_int_equal(story.topic_count, 2);
	assert_int_equal(story.byline_count, 2);
	assert_str(story.bylines[1].person.name, "Tove Brandt");
	assert_str(story.bylines[1].role, "pictures");
	assert_str(story.cover.credit, "Drawn by a program/Broadside");
	assert_int_equal(story.cover.width, 1600);
	assert_true(os_exists(str_fmt(&made->arena, "%.*s/media/%.*s", STR_ARG(made->place->folder),
				      STR_ARG(story.cover.file))));
}

static void references_name_the_rows_they_mean(void **state)
{
	struct made *made = *state;
	struct story whole, tram = by_slug(made, S("night-tram"));
	struct story bridge = by_slug(made, S("chain-bridge-lamps"));
	assert_ok(store_story_any(made->store, &made->arena, tram.id, &whole));
	struct str see_also =
		str_fmt(&made->arena, "<aside data-see-also=\"%lld\">", (long long)bridge.id.n);
	assert_true(str_contains(whole.body, see_also));
	assert_true(whole.is_lead);
}

static void replies_stand_in_threads_and_a_held_one_is_not_shown(void **state)
{
	struct made *made = *state;
	const struct comment_wanted first = { .page = 1, .limit = 50 };
	struct comment_page replies;
	struct story tram = by_slug(made, S("night-tram")), fogs = by_slug(made, S("two-fogs"));
	assert_ok(store_comment_page(made->store, &made->arena, tram.id, &first, &replies));
	assert_int_equal(replies.total, 7);
	assert_int_equal(replies.items[1].depth, 1);
	assert_int_equal(replies.items[2].depth, 2);
	assert_int_equal(replies.items[5].staff.n, 0);
	assert_str(replies.items[6].name, "Imke Halloran");
	assert_true(replies.items[6].staff.n != 0);
	assert_ok(store_comment_page(made->store, &made->arena, fogs.id, &first, &replies));
	assert_int_equal(replies.count, 1);
}

static void corrections_stand_with_their_stories(void **state)
{
	struct made *made = *state;
	struct correction *corrections;
	size_t count;
	struct story tram = by_slug(made, S("night-tram"));
	assert_ok(store_corrections(made->store, &made->arena, tram.id, &corrections, &count));
	assert_int_equal(count, 1);
	assert_true(str_contains(corrections[0].text, S("There were four")));
}

static void the_paper_has_its_name_and_menus(void **state)
{
	struct made *made = *state;
	struct str title;
	struct menu menu;
	assert_ok(store_setting(made->store, &made->arena, S("title"), &title));
	assert_str(title, "The Tidewick Lantern");
	assert_ok(store_menu(made->store, &made->arena, S("primary"), &menu));
	assert_int_equal(menu.count, 6);
	assert_int_equal(menu.items[1].id, 2);
	assert_int_equal(menu.items[1].parent, 0);
	assert_str(menu.items[1].label, "Harbour");
	assert_str(menu.items[1].url, "/section/harbour/");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(readers_see_what_is_out),
		cmocka_unit_test(what_is_not_out_yet_comes_out_by_itself),
		cmocka_unit_test(a_story_has_its_section_topics_bylines_and_cover),
		cmocka_unit_test(references_name_the_rows_they_mean),
		cmocka_unit_test(replies_stand_in_threads_and_a_held_one_is_not_shown),
		cmocka_unit_test(corrections_stand_with_their_stories),
		cmocka_unit_test(the_paper_has_its_name_and_menus),
	};
	return cmocka_run_group_tests(tests, make_site, remove_site);
}
