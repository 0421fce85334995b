/* SPDX-License-Identifier: Apache-2.0 */
#include "store_for_test.h"

static void a_story_comes_back_as_it_was_saved(void **state)
{
	struct paper *paper = *state;
	struct section sections[] = { { .id = add_section(paper, "World", (section_id){ 0 }) } };
	struct topic topics[] = { { .id = add_topic(paper, "Rain") },
				  { .id = add_topic(paper, "Floods") } };
	struct byline bylines[] = { { { .id = add_person(paper, "Ada Quill") }, S("") },
				    { { .id = add_person(paper, "Bo Lens") }, S("photographs") } };
	media_id cover;
	saved(paper, store_media_save(paper->store,
				      &(struct media){ .file = S("2024/a.jpg"), .credit = S("C") },
				      &cover));
	story_id id = save_story(
		paper, &(struct story){ .headline = S("Rain falls on Ærø"),
					.standfirst = html_escape(&paper->arena, S("It <rained>.")),
					.body = S("<p>One two three.</p>"),
					.status = STORY_PUBLISHED,
					.published_at = unix_ms_of(NOON - DAY_MS),
					.uri = S("https://old/?p=1"),
					.sections = sections,
					.section_count = 1,
					.topics = topics,
					.topic_count = 2,
					.bylines = bylines,
					.byline_count = 2,
					.cover.id = cover });
	struct story story = read_story(paper, id);
	assert_str(story.headline, "Rain falls on Ærø");
	assert_str(story.body, "<p>One two three.</p>");
	assert_str(story.excerpt, "It <rained>.");
	assert_str(story.language, "en");
	assert_str(story.path, "/rain-falls-on-aero/");
	assert_int_equal(story.words, 3);
	assert_int_equal(story.section_count, 1);
	assert_str(story.sections[0].path, "/section/world/");
	assert_int_equal(story.topic_count, 2);
	assert_str(story.topics[1].name, "Floods");
	assert_int_equal(story.byline_count, 2);
	assert_str(story.bylines[1].role, "photographs");
	assert_str(story.bylines[1].person.path, "/author/bo-lens/");
	assert_str(story.cover.credit, "C");
	assert_ok(store_story_by_uri(paper->store, &paper->arena, S("https://old/?p=1"), &story));
	assert_int_equal(story.id.n, id.n);
	assert_ok(
		store_story_by_slug(paper->store, &paper->arena, S("rain-falls-on-aero"), &story));
	assert_int_equal(story.id.n, id.n);
}

static size_t revisions_of(struct paper *paper, story_id id)
{
	struct revision *revisions;
	size_t count;
	assert_ok(store_revisions(paper->store, &paper->arena, id, &revisions, &count));
	return count;
}

static void saving_what_was_read_makes_no_revision_and_touches_nothing(void **state)
{
	struct paper *paper = *state;
	story_id id = add_story(paper, "Once", 0);
	struct story story = read_story(paper, id);
	save_story(paper, &story);
	assert_int_equal(revisions_of(paper, id), 1);
	assert_int_equal(store_touched(paper->store)->count, 0);
	story.headline = S("Twice");
	save_story(paper, &story);
	assert_int_equal(revisions_of(paper, id), 2);
	assert_true(store_touched(paper->store)->count > 0);
}

static void amending_writes_over_the_newest_revision(void **state)
{
	struct paper *paper = *state;
	story_id id = add_story(paper, "Once", 0);
	struct story story = read_story(paper, id);
	story.body = S("<p>Other words now.</p>");
	saved(paper, store_story_amend(paper->store, &story));
	assert_int_equal(revisions_of(paper, id), 1);
	assert_str(read_story(paper, id).body, "<p>Other words now.</p>");
}

static struct address address_of(struct paper *paper, const char *path)
{
	struct address address;
	assert_ok(store_address(paper->store, &paper->arena, str_of(path), &address));
	return address;
}

static void a_new_slug_moves_the_story_and_leaves_a_redirect(void **state)
{
	struct paper *paper = *state;
	story_id id = add_story(paper, "First name", 0);
	struct story story = read_story(paper, id);
	story.slug = S("second");
	story.path = S("");
	save_story(paper, &story);
	story = read_story(paper, id);
	assert_str(story.path, "/second/");
	story.slug = S("third");
	story.path = S("");
	save_story(paper, &story);
	struct address address = address_of(paper, "/first-name/");
	assert_false(address.is_current);
	assert_str(address.current, "/third/");
	assert_str(address_of(paper, "/second/").current, "/third/");
	assert_true(address_of(paper, "/third/").is_current);
}

static void two_stories_of_one_headline_get_two_addresses(void **state)
{
	struct paper *paper = *state;
	story_id a = add_story(paper, "Same", 0), b = add_story(paper, "Same", 0);
	assert_str(read_story(paper, a).path, "/same/");
	assert_str(read_story(paper, b).path, "/same-2/");
}

static void a_path_or_uri_of_another_is_a_conflict(void **state)
{
	struct paper *paper = *state;
	story_id id;
	save_story(paper,
		   &(struct story){ .headline = S("A"), .path = S("/a/"), .uri = S("urn:1") });
	in_txn(paper,
	       store_story_save(paper->store,
				&(struct story){ .headline = S("B"), .path = S("/a/") },
				(person_id){ 0 }, S(""), &id),
	       ERR_CONFLICT);
	in_txn(paper,
	       store_story_save(paper->store,
				&(struct story){ .headline = S("B"), .uri = S("urn:1") },
				(person_id){ 0 }, S(""), &id),
	       ERR_CONFLICT);
	assert_false(store_address_taken(paper->store, S("/b/")));
}

static void an_unknown_section_is_not_found_and_nothing_stays(void **state)
{
	struct paper *paper = *state;
	story_id id;
	struct section nowhere = { .id.n = 99 };
	struct story draft = { .headline = S("A"), .sections = &nowhere, .section_count = 1 };
	in_txn(paper, store_story_save(paper->store, &draft, (person_id){ 0 }, S(""), &id),
	       ERR_NOT_FOUND);
	assert_int_equal(
		store_story_by_slug(paper->store, &paper->arena, S("a"), &(struct story){ 0 }),
		ERR_NOT_FOUND);
}

static void a_pattern_with_the_id_gets_the_id(void **state)
{
	struct paper *paper = *state;
	saved(paper, store_setting_set(paper->store, S("permalink"), S("/%year%/%post_id%/")));
	story_id id = add_story(paper, "Numbered", 0);
	struct str want = str_fmt(&paper->arena, "/2024/%d/", (int)id.n);
	assert_true(str_eq(read_story(paper, id).path, want));
	assert_int_equal(address_of(paper, str_z(&paper->arena, want)).target, id.n);
}

static void publishing_a_draft_gives_it_the_date_in_its_address(void **state)
{
	struct paper *paper = *state;
	saved(paper, store_setting_set(paper->store, S("permalink"), S("/%year%/%postname%/")));
	story_id id = save_story(
		paper, &(struct story){ .headline = S("Late"), .created_at = unix_ms_of(DAY_MS) });
	assert_str(read_story(paper, id).path, "/1970/late/");
	saved(paper, store_story_set_state(paper->store, id, STORY_PUBLISHED, unix_ms_of(NOON),
					   (unix_ms){ 0 }));
	assert_str(read_story(paper, id).path, "/2024/late/");
	saved(paper, store_story_set_state(paper->store, id, STORY_PUBLISHED, unix_ms_of(DAY_MS),
					   (unix_ms){ 0 }));
	assert_str(read_story(paper, id).path, "/2024/late/");
}

static void readers_see_what_life_allows(void **state)
{
	struct paper *paper = *state;
	const int64_t times[] = { 0, -5, NOON - 1, NOON, NOON + 1, NOON + DAY_MS };
	for (int status = STORY_DRAFT; status <= STORY_WITHDRAWN; status++)
		for (size_t p = 0; p < COUNT_OF(times); p++)
			for (size_t e = 0; e < COUNT_OF(times); e++) {
				struct story draft = { .headline = S("X"),
						       .status = (enum story_status)status,
						       .published_at = unix_ms_of(times[p]),
						       .embargo_until = unix_ms_of(times[e]) };
				story_id id = save_story(paper, &draft);
				bool is_public = story_life(draft.status, draft.published_at,
							    draft.embargo_until, unix_ms_of(NOON))
							 .is_public;
				struct story got;
				struct story_list list;
				enum err err =
					store_story_public(paper->store, &paper->arena, id, &got);
				assert_int_equal(err, is_public ? OK : ERR_NOT_FOUND);
				assert_ok(store_story_list(
					paper->store, &paper->arena,
					&(struct story_filter){ .kind = POSTS_ONLY }, 0, 1000, true,
					&list));
				size_t seen = 0;
				for (size_t i = 0; i < list.count; i++)
					seen += list.items[i].id.n == id.n;
				assert_int_equal(seen, is_public);
				assert_int_equal(list.total, list.count);
			}
}

static void a_locked_story_has_no_excerpt_and_only_its_headline_is_found(void **state)
{
	struct paper *paper = *state;
	story_id id = save_story(paper, &(struct story){ .headline = S("Sealed envelope"),
							 .body = S("<p>Secret contents</p>"),
							 .password = S("x"),
							 .status = STORY_PUBLISHED,
							 .published_at = unix_ms_of(NOON) });
	assert_str(read_story(paper, id).excerpt, "");
	assert_int_equal(find_word(paper->store, &paper->arena, "contents").count, 0);
	assert_int_equal(find_word(paper->store, &paper->arena, "envelopes").count, 1);
}

static void a_headline_does_not_take_the_papers_own_addresses(void **state)
{
	struct paper *paper = *state;
	const char *const headlines[] = { "Search", "RSS", "Corrections", "Archive", "Desk" };
	for (size_t i = 0; i < COUNT_OF(headlines); i++) {
		struct story story = read_story(paper, add_story(paper, headlines[i], 0));
		assert_true(str_ends(story.path, S("-2/")));
	}
	saved(paper, store_setting_set(paper->store, S("route.search"), S("/find/")));
	assert_true(str_eq(read_story(paper, add_story(paper, "Find", 0)).path, S("/find-2/")));
	story_id own = save_story(
		paper, &(struct story){ .headline = S("Moved here"), .path = S("/search/") });
	assert_true(str_eq(read_story(paper, own).path, S("/search/")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PAPER(a_headline_does_not_take_the_papers_own_addresses),
		IN_A_PAPER(a_story_comes_back_as_it_was_saved),
		IN_A_PAPER(saving_what_was_read_makes_no_revision_and_touches_nothing),
		IN_A_PAPER(amending_writes_over_the_newest_revision),
		IN_A_PAPER(a_new_slug_moves_the_story_and_leaves_a_redirect),
		IN_A_PAPER(two_stories_of_one_headline_get_two_addresses),
		IN_A_PAPER(a_path_or_uri_of_another_is_a_conflict),
		IN_A_PAPER(an_unknown_section_is_not_found_and_nothing_stays),
		IN_A_PAPER(a_pattern_with_the_id_gets_the_id),
		IN_A_PAPER(publishing_a_draft_gives_it_the_date_in_its_address),
		IN_A_PAPER(readers_see_what_life_allows),
		IN_A_PAPER(a_locked_story_has_no_excerpt_and_only_its_headline_is_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
