/* SPDX-License-Identifier: Apache-2.0 */
#include "press/check.h"
#include "press/edit.h"
#include "store/desk_list.h"
#include "store_for_test.h"

static const struct actor ada = { .person = { 1 } }, bo = { .person = { 2 } };
enum { MINUTE_MS = 60 * 1000 };

static story_id begin_story(struct paper *paper, const char *headline)
{
	story_id id;
	struct story draft = { .headline = str_of(headline), .body = S("<p>First words.</p>") };
	assert_ok(press_begin(paper->store, &ada, &draft, &id));
	return id;
}

static struct edit open_edit(struct paper *paper, story_id id)
{
	struct edit edit;
	assert_ok(press_open(paper->store, &paper->arena, id, &edit));
	return edit;
}

static struct version type(struct paper *paper, const struct actor *by, story_id id,
			   const char *body, enum edit_end end)
{
	struct version version;
	struct edit edit = open_edit(paper, id);
	edit.story.body = str_of(body);
	assert_ok(press_edit(paper->store, by, &edit.story, edit.version, end, S(""), &version));
	return version;
}

static size_t versions_of(struct paper *paper, story_id id)
{
	struct revision *revisions;
	size_t count;
	assert_ok(store_revisions(paper->store, &paper->arena, id, &revisions, &count));
	return count;
}

static struct str seen(struct paper *paper, story_id id)
{
	struct story story;
	assert_ok(store_story_public(paper->store, &paper->arena, id, &story));
	return story.body;
}

static void who_did_not_see_the_newest_version_saves_nothing(void **state)
{
	struct paper *paper = *state;
	story_id id = begin_story(paper, "Ours");
	struct edit first = open_edit(paper, id), second = open_edit(paper, id);
	struct version version;
	first.story.body = S("<p>Ada's.</p>");
	second.story.body = S("<p>Bo's.</p>");
	assert_ok(press_edit(paper->store, &ada, &first.story, first.version, EDIT_GOES_ON, S(""),
			     &version));
	assert_int_equal(press_edit(paper->store, &bo, &second.story, second.version, EDIT_GOES_ON,
				    S(""), &version),
			 ERR_CONFLICT);
	assert_str(open_edit(paper, id).story.body, "<p>Ada's.</p>");
	assert_int_equal(press_edit(paper->store, &ada, &first.story, first.version, EDIT_GOES_ON,
				    S(""), &version),
			 ERR_CONFLICT);
	struct version parsed;
	assert_true(version_parse(version_text(&paper->arena, version), &parsed));
	assert_true(version_is_same(parsed, version));
	assert_false(version_parse(S("12"), &parsed));
	assert_false(version_parse(S("12.x"), &parsed));
}

static void one_persons_saves_within_minutes_are_one_version(void **state)
{
	struct paper *paper = *state;
	story_id id = begin_story(paper, "Slowly");
	type(paper, &ada, id, "<p>a</p>", EDIT_GOES_ON);
	size_t before = versions_of(paper, id);
	struct version one = type(paper, &ada, id, "<p>b</p>", EDIT_GOES_ON);
	struct version two = type(paper, &ada, id, "<p>c</p>", EDIT_GOES_ON);
	assert_int_equal(versions_of(paper, id), before);
	assert_false(version_is_same(one, two));
	type(paper, &bo, id, "<p>d</p>", EDIT_GOES_ON);
	assert_int_equal(versions_of(paper, id), before + 1);
	type(paper, &bo, id, "<p>e</p>", EDIT_CLOSES);
	assert_int_equal(versions_of(paper, id), before + 1);
	type(paper, &bo, id, "<p>f</p>", EDIT_GOES_ON);
	assert_int_equal(versions_of(paper, id), before + 2);
	store_set_now(paper->store, unix_ms_of(NOON + EDIT_OPEN_MINUTES * MINUTE_MS - 1));
	type(paper, &bo, id, "<p>g</p>", EDIT_GOES_ON);
	assert_int_equal(versions_of(paper, id), before + 2);
	store_set_now(paper->store, unix_ms_of(NOON + EDIT_OPEN_MINUTES * MINUTE_MS));
	type(paper, &bo, id, "<p>h</p>", EDIT_GOES_ON);
	assert_int_equal(versions_of(paper, id), before + 3);
	type(paper, &bo, id, "<p>h</p>", EDIT_GOES_ON);
	assert_int_equal(versions_of(paper, id), before + 3);
}

static void an_edit_of_a_public_story_waits_until_it_is_released(void **state)
{
	struct paper *paper = *state;
	struct correction *corrections;
	size_t count;
	story_id id = begin_story(paper, "Live");
	assert_ok(press_publish(paper->store, &ada, id, (unix_ms){ 0 }));
	store_set_now(paper->store, unix_ms_of(NOON + MINUTE_MS));
	int64_t sequence = store_sequence(paper->store);
	type(paper, &ada, id, "<p>Second.</p>", EDIT_GOES_ON);
	struct version version = type(paper, &ada, id, "<p>Third.</p>", EDIT_CLOSES);
	assert_str(seen(paper, id), "<p>First words.</p>");
	assert_int_equal(store_sequence(paper->store), sequence);
	assert_true(open_edit(paper, id).is_staged);
	assert_str(open_edit(paper, id).story.body, "<p>Third.</p>");
	assert_int_equal(versions_of(paper, id), 2);
	assert_int_equal(press_release(paper->store, &bo, id, (struct version){ 1, 1 },
				       RELEASE_SILENT, S("")),
			 ERR_CONFLICT);
	assert_int_equal(press_release(paper->store, &bo, id, version, RELEASE_CORRECTION, S(" ")),
			 ERR_INVALID);
	assert_ok(press_release(paper->store, &bo, id, version, RELEASE_SILENT, S("")));
	assert_str(seen(paper, id), "<p>Third.</p>");
	assert_int_equal(read_story(paper, id).updated_at.ms, NOON);
	assert_false(open_edit(paper, id).is_staged);
	assert_int_equal(versions_of(paper, id), 2);
	version = type(paper, &ada, id, "<p>Fourth.</p>", EDIT_CLOSES);
	assert_ok(press_release(paper->store, &bo, id, version, RELEASE_CORRECTION,
				S(" An earlier version had it wrong. ")));
	assert_int_equal(read_story(paper, id).updated_at.ms, NOON + MINUTE_MS);
	assert_ok(store_corrections(paper->store, &paper->arena, id, &corrections, &count));
	assert_int_equal(count, 1);
	assert_str(corrections[0].text, "An earlier version had it wrong.");
	version = open_edit(paper, id).version;
	assert_int_equal(press_release(paper->store, &bo, id, version, RELEASE_UPDATE, S("")),
			 ERR_CONFLICT);
}

static bool lists_a_correction_of(struct paper *paper, story_id id)
{
	struct correction *corrections;
	size_t count;
	int64_t total;
	bool is_there = false;
	assert_ok(store_corrections_newest(paper->store, &paper->arena, 0, 10, &corrections, &count,
					   &total));
	for (size_t i = 0; i < count; i++)
		is_there |= corrections[i].story.n == id.n;
	assert_int_equal(total, count);
	return is_there;
}

static bool touched(struct paper *paper, const char *name)
{
	const struct fact_set *facts = store_touched(paper->store);
	for (size_t i = 0; i < facts->count; i++)
		if (str_eq(facts->items[i].name, str_of(name)))
			return true;
	return false;
}

static void a_withdrawn_storys_corrections_are_not_listed(void **state)
{
	struct paper *paper = *state;
	story_id id = begin_story(paper, "Wrong");
	assert_ok(press_publish(paper->store, &ada, id, (unix_ms){ 0 }));
	struct version version = type(paper, &ada, id, "<p>Right.</p>", EDIT_CLOSES);
	assert_ok(press_release(paper->store, &bo, id, version, RELEASE_CORRECTION, S("Wrong.")));
	assert_true(lists_a_correction_of(paper, id));
	assert_ok(press_withdraw(paper->store, &bo, id));
	assert_true(touched(paper, "corrections"));
	assert_false(lists_a_correction_of(paper, id));
	assert_ok(press_publish(paper->store, &bo, id, (unix_ms){ 0 }));
	assert_true(touched(paper, "corrections"));
	assert_true(lists_a_correction_of(paper, id));
}

static void what_was_staged_can_be_dropped_and_is_taken_along_when_published_anew(void **state)
{
	struct paper *paper = *state;
	story_id id = begin_story(paper, "Twice");
	assert_ok(press_publish(paper->store, &ada, id, (unix_ms){ 0 }));
	struct version version = type(paper, &ada, id, "<p>Second.</p>", EDIT_CLOSES);
	assert_ok(press_discard(paper->store, &ada, id, version));
	assert_str(open_edit(paper, id).story.body, "<p>First words.</p>");
	assert_int_equal(versions_of(paper, id), 2);
	type(paper, &ada, id, "<p>Third.</p>", EDIT_CLOSES);
	assert_ok(press_withdraw(paper->store, &ada, id));
	assert_str(open_edit(paper, id).story.body, "<p>Third.</p>");
	assert_ok(press_publish(paper->store, &ada, id, (unix_ms){ 0 }));
	assert_str(seen(paper, id), "<p>Third.</p>");
	assert_false(open_edit(paper, id).is_staged);
}

static void another_slug_moves_the_story_and_leaves_a_way_there(void **state)
{
	struct paper *paper = *state;
	struct address address;
	struct version version;
	story_id id = begin_story(paper, "Old name");
	assert_ok(press_publish(paper->store, &ada, id, (unix_ms){ 0 }));
	struct edit edit = open_edit(paper, id);
	edit.story.slug = S("new-name");
	assert_ok(press_edit(paper->store, &ada, &edit.story, edit.version, EDIT_CLOSES, S(""),
			     &version));
	assert_str(read_story(paper, id).path, "/old-name/");
	assert_ok(press_release(paper->store, &ada, id, version, RELEASE_SILENT, S("")));
	assert_str(read_story(paper, id).path, "/new-name/");
	assert_ok(store_address(paper->store, &paper->arena, S("/old-name/"), &address));
	assert_false(address.is_current);
	assert_str(address.current, "/new-name/");
}

static void an_older_version_comes_back_at_the_address_of_now(void **state)
{
	struct paper *paper = *state;
	struct version version;
	story_id id = begin_story(paper, "Back");
	revision_id first = open_edit(paper, id).story.revision;
	struct edit edit = open_edit(paper, id);
	edit.story.body = S("<p>Other.</p>");
	edit.story.slug = S("elsewhere");
	assert_ok(press_edit(paper->store, &bo, &edit.story, edit.version, EDIT_CLOSES, S(""),
			     &version));
	assert_ok(press_restore(paper->store, &bo, id, version, first, S("as it was")));
	edit = open_edit(paper, id);
	assert_str(edit.story.body, "<p>First words.</p>");
	assert_str(edit.story.path, "/elsewhere/");
	assert_int_equal(versions_of(paper, id), 3);
	assert_int_equal(press_restore(paper->store, &bo, id, version, first, S("")), ERR_CONFLICT);
	assert_int_equal(
		press_restore(paper->store, &bo, id, edit.version, (revision_id){ 999 }, S("")),
		ERR_NOT_FOUND);
}

static void states_that_readers_never_see_are_set_by_hand(void **state)
{
	struct paper *paper = *state;
	story_id id = begin_story(paper, "Desk");
	assert_ok(press_mark(paper->store, &ada, id, STORY_IN_REVIEW));
	assert_ok(press_mark(paper->store, &ada, id, STORY_READY));
	assert_int_equal(press_mark(paper->store, &ada, id, STORY_PUBLISHED), ERR_INVALID);
	assert_ok(press_publish(paper->store, &ada, id, (unix_ms){ 0 }));
	assert_int_equal(press_mark(paper->store, &ada, id, STORY_DRAFT), ERR_CONFLICT);
}

static void an_embargo_holds_back_whatever_the_schedule_says(void **state)
{
	struct paper *paper = *state;
	struct story story;
	story_id id = begin_story(paper, "Budget");
	assert_ok(press_embargo(paper->store, &ada, id, unix_ms_of(NOON + DAY_MS)));
	assert_ok(press_schedule(paper->store, &ada, id, unix_ms_of(NOON + MINUTE_MS)));
	store_set_now(paper->store, unix_ms_of(NOON + DAY_MS - 1));
	assert_int_equal(store_story_public(paper->store, &paper->arena, id, &story),
			 ERR_NOT_FOUND);
	assert_ok(press_embargo(paper->store, &ada, id, unix_ms_of(NOON + 2 * DAY_MS)));
	store_set_now(paper->store, unix_ms_of(NOON + 2 * DAY_MS));
	assert_ok(store_story_public(paper->store, &paper->arena, id, &story));
	assert_int_equal(press_embargo(paper->store, &ada, id, unix_ms_of(NOON + 3 * DAY_MS)),
			 ERR_CONFLICT);
}

static const struct check *check_of(const struct checks *checks, enum check_kind kind)
{
	for (size_t i = 0; i < checks->count; i++)
		if (checks->items[i].kind == kind)
			return &checks->items[i];
	return NULL;
}

static void checks_say_what_is_missing_and_the_publisher_which_are_hard(void **state)
{
	struct paper *paper = *state;
	struct checks checks;
	media_id picture;
	saved(paper,
	      store_media_save(paper->store,
			       &(struct media){ .file = S("a.jpg"), .mime = S("image/jpeg") },
			       &picture));
	add_story(paper, "Volcano wakes on the northern island", DAY_MS);
	story_id id = begin_story(paper, "Volcano wakes on the northern island!");
	struct edit edit = open_edit(paper, id);
	edit.story.body = S("<p>See <a data-story=\"999\">this</a>.</p>"
			    "<figure data-media=\"1\"></figure>");
	assert_ok(press_checks(paper->store, &paper->arena, &edit.story, &checks));
	assert_int_equal(checks.count, CHECK_KINDS);
	assert_false(checks.may_publish);
	assert_true(check_of(&checks, CHECK_HEADLINE)->is_passed);
	assert_false(check_of(&checks, CHECK_CREDIT)->is_passed);
	assert_true(check_of(&checks, CHECK_CREDIT)->is_hard);
	assert_false(check_of(&checks, CHECK_ALT)->is_passed);
	assert_false(check_of(&checks, CHECK_ALT)->is_hard);
	assert_false(check_of(&checks, CHECK_LINKS)->is_passed);
	assert_false(check_of(&checks, CHECK_SECTION)->is_passed);
	assert_false(check_of(&checks, CHECK_LOOK_ALIKE)->is_passed);
	assert_str(check_of(&checks, CHECK_LOOK_ALIKE)->detail,
		   "Volcano wakes on the northern island");
	saved(paper, store_setting_set(paper->store, S("hard_checks"), S("section look-alike")));
	assert_ok(press_checks(paper->store, &paper->arena, &edit.story, &checks));
	assert_false(check_of(&checks, CHECK_CREDIT)->is_hard);
	assert_true(check_of(&checks, CHECK_SECTION)->is_hard);
	assert_int_equal(press_publish(paper->store, &ada, id, (unix_ms){ 0 }), ERR_INVALID);
	edit.story.kind = STORY_PAGE;
	assert_ok(press_checks(paper->store, &paper->arena, &edit.story, &checks));
	assert_null(check_of(&checks, CHECK_SECTION));
	assert_true(checks.may_publish);
}

#define NOTICE                                                                                     \
	"<p>The ferry to the northern island does not run on Sunday, because the pier is mended "  \
	"from six in the morning until late at night. Tickets remain valid on Monday.</p>"

static void a_text_that_readers_have_already_is_a_look_alike(void **state)
{
	struct paper *paper = *state;
	struct checks checks;
	story_id other = add_story(paper, "Volcano wakes on the northern island", DAY_MS);
	struct story story;
	assert_ok(store_story_any(paper->store, &paper->arena, other, &story));
	story.body = S(NOTICE);
	saved(paper, store_story_save(paper->store, &story, (person_id){ 0 }, S(""), &other));
	const struct story draft = { .headline = S("No ferry on Sunday"), .body = S(NOTICE) };
	assert_ok(press_checks(paper->store, &paper->arena, &draft, &checks));
	const struct check *check = check_of(&checks, CHECK_LOOK_ALIKE);
	assert_false(check->is_passed);
	assert_false(check->is_hard);
	assert_int_equal(check->other.n, other.n);
	assert_int_equal(check->count, 1);
	assert_str(check->detail, "Volcano wakes on the northern island");
	assert_ok(press_checks(paper->store, &paper->arena, &story, &checks));
	assert_true(check_of(&checks, CHECK_LOOK_ALIKE)->is_passed);
}

static int64_t broken_in(struct paper *paper, const char *body, struct str *first)
{
	struct checks checks;
	const struct story story = { .headline = S("Links"), .body = str_of(body) };
	assert_ok(press_checks(paper->store, &paper->arena, &story, &checks));
	*first = check_of(&checks, CHECK_LINKS)->detail;
	return check_of(&checks, CHECK_LINKS)->count;
}

static void links_within_the_paper_have_to_lead_somewhere(void **state)
{
	struct paper *paper = *state;
	struct str first;
	saved(paper, store_setting_set(paper->store, S("url"), S("https://paper.example")));
	add_section(paper, "World", (section_id){ 0 });
	add_story(paper, "Seen", DAY_MS);
	begin_story(paper, "Hidden");
	assert_int_equal(broken_in(paper,
				   "<p><a href=\"/seen/#part\">a</a> <a href=\"/seen\">b</a> "
				   "<a href=\"https://paper.example/seen/?x=1\">c</a> "
				   "<a href=\"https://elsewhere.example/gone/\">d</a> "
				   "<a href=\"/section/world/\">e</a> <a href=\"/\">f</a> "
				   "<a href=\"/search/?q=x\">g</a> <a href=\"/media/a.jpg\">h</a> "
				   "<a data-story=\"1\">i</a> <a href=\"mailto:a@b\">j</a></p>",
				   &first),
			 0);
	assert_int_equal(broken_in(paper,
				   "<p><a href=\"/nowhere/\">a</a> <a href=\"/hidden/\">b</a> "
				   "<a data-story=\"2\">c</a></p>",
				   &first),
			 3);
	assert_str(first, "Hidden");
	assert_int_equal(
		broken_in(paper, "<p><a href=\"https://paper.example/gone\">a</a></p>", &first), 1);
	assert_str(first, "/gone");
}

static size_t listed(struct paper *paper, const struct desk_filter *filter, story_id *first)
{
	struct desk_row *rows;
	size_t count;
	assert_ok(store_desk_list(paper->store, &paper->arena, filter, 10, &rows, &count));
	*first = count ? rows[0].story.id : (story_id){ 0 };
	return count;
}

static void the_desk_lists_every_state_last_changed_first(void **state)
{
	struct paper *paper = *state;
	story_id first, draft = begin_story(paper, "Draft about ferries");
	section_id world = add_section(paper, "World", (section_id){ 0 }),
		   asia = add_section(paper, "Asia", world);
	store_set_now(paper->store, unix_ms_of(NOON + 1));
	struct section sections[] = { { .id = asia } };
	story_id live = save_story(paper, &(struct story){ .headline = S("Ferries run"),
							   .body = S("<p>Again.</p>"),
							   .status = STORY_PUBLISHED,
							   .published_at = unix_ms_of(NOON),
							   .sections = sections,
							   .section_count = 1 });
	assert_int_equal(listed(paper, &(struct desk_filter){ 0 }, &first), 2);
	assert_int_equal(first.n, live.n);
	assert_int_equal(
		listed(paper,
		       &(struct desk_filter){ .after = live, .after_at = unix_ms_of(NOON + 1) },
		       &first),
		1);
	assert_int_equal(first.n, draft.n);
	assert_int_equal(listed(paper, &(struct desk_filter){ .section = world }, &first), 1);
	assert_int_equal(first.n, live.n);
	struct desk_filter drafts = { .has_status = true, .status = STORY_DRAFT };
	assert_int_equal(listed(paper, &drafts, &first), 1);
	struct desk_filter search = { .words = S("ferries") };
	assert_int_equal(listed(paper, &search, &first), 2);
	search.words = S("ferry again");
	assert_int_equal(listed(paper, &search, &first), 1);
	struct desk_filter attention = { .needs_attention = true };
	assert_int_equal(listed(paper, &attention, &first), 0);
	type(paper, &ada, live, "<p>Staged.</p>", EDIT_CLOSES);
	assert_int_equal(listed(paper, &attention, &first), 1);
	assert_int_equal(first.n, live.n);
	assert_ok(press_mark(paper->store, &ada, draft, STORY_IN_REVIEW));
	assert_int_equal(listed(paper, &attention, &first), 2);
	assert_ok(press_publish(paper->store, &ada, draft, (unix_ms){ 0 }));
	search.words = S("ferries");
	assert_int_equal(listed(paper, &search, &first), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PAPER(who_did_not_see_the_newest_version_saves_nothing),
		IN_A_PAPER(one_persons_saves_within_minutes_are_one_version),
		IN_A_PAPER(an_edit_of_a_public_story_waits_until_it_is_released),
		IN_A_PAPER(a_withdrawn_storys_corrections_are_not_listed),
		IN_A_PAPER(what_was_staged_can_be_dropped_and_is_taken_along_when_published_anew),
		IN_A_PAPER(another_slug_moves_the_story_and_leaves_a_way_there),
		IN_A_PAPER(an_older_version_comes_back_at_the_address_of_now),
		IN_A_PAPER(states_that_readers_never_see_are_set_by_hand),
		IN_A_PAPER(an_embargo_holds_back_whatever_the_schedule_says),
		IN_A_PAPER(checks_say_what_is_missing_and_the_publisher_which_are_hard),
		IN_A_PAPER(a_text_that_readers_have_already_is_a_look_alike),
		IN_A_PAPER(links_within_the_paper_have_to_lead_somewhere),
		IN_A_PAPER(the_desk_lists_every_state_last_changed_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
