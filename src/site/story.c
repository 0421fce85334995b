/* SPDX-License-Identifier: Apache-2.0 */
/* story.c: the page of a story, and of a plain page. */
#include "html/headings.h"
#include "site/body.h"
#include "site/error.h"
#include "site/jsonld.h"
#include "site/page.h"
#include "site/topic.h"
#include "site/story_page.h"
#include "site/view.h"
#include "store/related.h"

static bool has_see_also(const struct body_refs *refs)
{
	for (size_t i = 0; i < refs->count; i++)
		if (refs->items[i].kind == BODY_SEE_ALSO)
			return true;
	return false;
}

/* What is shown around the text, and what it refers to, in one go. What the text shows already is
 * not offered again below it. */
static enum err read_around(struct visit *visit, const struct story *story,
			    const struct body_refs *refs, bool is_shut, bool wants_see_also,
			    struct story_page *page, struct body_references *references)
{
	struct story_list *related = &page->related;
	const struct body_refs none = { 0 };
	story_id *ids = NULL, *shown = arena_new(visit->arena, story_id, refs->count + 1);
	size_t count = 0, id_count = 0;
	for (size_t i = 0; i < refs->count; i++)
		if (refs->items[i].kind != BODY_MEDIA)
			shown[count++] = (story_id){ refs->items[i].id };
	if (story->kind == STORY_POST)
		TRY(store_related(visit->store, visit->arena, story->id, shown, count,
				  LIMIT_RELATED + wants_see_also, &ids, &id_count, &page->pinned));
	TRY(body_load_refs(visit, is_shut ? &none : refs, ids, id_count, references));
	*related =
		(struct story_list){ arena_new(visit->arena, struct story, id_count + 1), 0, -1 };
	for (size_t i = 0; i < id_count; i++) {
		const struct story *card = body_story(references, ids[i]);
		if (card)
			related->items[related->count++] = *card;
	}
	return OK;
}

/* A story whose writer set no See also gets the nearest one; it then does not stand below too. What
 * an editor pinned there stays there. */
static void choose_see_also(struct visit *visit, struct story *story, struct story_page *page)
{
	struct story_list *related = &page->related;
	if (related->count <= page->pinned)
		return;
	struct story *nearest = &related->items[page->pinned];
	struct str body = html_body_with_see_also(visit->arena, story->body, nearest->id.n);
	if (body.len == story->body.len)
		return;
	story->body = body;
	related->count--;
	memmove(nearest, nearest + 1, (related->count - page->pinned) * sizeof *nearest);
}

static enum err read_text(struct visit *visit, const struct story *story, struct story_page *page)
{
	struct story shown = *story;
	struct body_refs refs = { 0 };
	struct body_references references;
	bool is_shut = story_is_locked(story) && !page->is_unlocked;
	html_body_refs(visit->arena, story->body, &refs);
	bool wants_see_also = !is_shut && !has_see_also(&refs) &&
			      str_eq(VISIT_SETTING(visit, see_also), S("insert"));
	TRY(read_around(visit, story, &refs, is_shut, wants_see_also, page, &references));
	if (wants_see_also)
		choose_see_also(visit, &shown, page);
	if (page->related.count > LIMIT_RELATED)
		page->related.count = LIMIT_RELATED;
	if (is_shut)
		return OK;
	shown.body = html_level_headings(visit->arena, shown.body);
	TRY(body_render(visit, &references, shown.body, &page->html));
	return topic_link_names(visit, story, &page->html);
}

struct str story_reply_address(const struct visit *visit, const struct story *story,
			       struct str what)
{
	struct str_pair cut = str_cut(story->path, '?');
	return str_fmt(visit->arena, "%.*s%s%.*s%s%.*s", STR_ARG(cut.head),
		       str_ends(cut.head, S("/")) ? "" : "/", STR_ARG(what), cut.found ? "?" : "",
		       STR_ARG(cut.tail));
}

static void choose_templates(struct page *page, const struct story *story)
{
	struct str own = story->template_name;
	struct arena *arena = page->visit->arena;
	bool is_page = story->kind == STORY_PAGE;
	struct str kind = is_page ? S("page") : S("post");
	str_drop_suffix(&own, S(".hbs"));
	if (own.len && !str_starts(own, S("custom-")))
		own = str_fmt(arena, "custom-%.*s", STR_ARG(own));
	page_try_template(page, own);
	page_try_template_for(page, kind, story->slug);
	page_try_template(page, kind);
	page_try_template(page, S("post"));
	page_add_context(page, kind);
}

static void add_crumbs(struct page *page, const struct story *story)
{
	struct visit *visit = page->visit;
	const struct section *section = story_section(visit, story);
	const struct section *parent =
		section ? visit_section(visit, visit_section_above(visit, section)) : NULL;
	struct crumb crumbs[4] = { { VISIT_SETTING(visit, title), S("/") } };
	size_t count = 1;
	if (parent)
		crumbs[count++] = (struct crumb){ parent->name, parent->path };
	if (section)
		crumbs[count++] = (struct crumb){ section->name, section->path };
	crumbs[count++] = (struct crumb){ story_title(visit->arena, story), story->path };
	head_add_data(&page->head, jsonld_crumbs(visit, crumbs, count));
}

static void fill_head(struct page *page, const struct story *story)
{
	struct visit *visit = page->visit;
	struct str canonical = link_address(story->canonical_url);
	struct head *head = &page->head;
	head->title = story_title(visit->arena, story);
	head->story = story;
	head->canonical = canonical.len ? canonical : story->path;
	if (!story_is_locked(story))
		head->description = story->meta_description.len ? story->meta_description
								: story_teaser(visit->arena, story);
	page->meta_title = story->meta_title;
	head_add_data(head, jsonld_story(visit, story));
	add_crumbs(page, story);
}

enum err story_page_serve(struct visit *visit, const struct story *story,
			  const struct story_request *request, struct http_response *out)
{
	struct story_page *shown = arena_new(visit->arena, struct story_page, 1);
	struct page page = page_of(visit, request->status);
	shown->is_unlocked = request->is_unlocked;
	shown->password_was_wrong = request->password_was_wrong;
	if (request->form)
		shown->conversation.form = *request->form;
	shown->conversation.decision = request->decision;
	TRY(read_text(visit, story, shown));
	TRY(store_corrections(visit->store, visit->arena, story->id, &shown->corrections,
			      &shown->correction_count));
	TRY(conversation_read(visit, story, story_is_locked(story) && !shown->is_unlocked,
			      &shown->conversation));
	struct value view = view_story_page(visit, story, shown);
	choose_templates(&page, story);
	page_set(&page, S("post"), view);
	if (story->kind == STORY_PAGE)
		page_set(&page, S("page"), view);
	fill_head(&page, story);
	if (request->form || request->is_unlocked || request->password_was_wrong ||
	    conversation_is_private(&shown->conversation))
		page.cache_control = S("no-store");
	return page_send(&page, out);
}

struct http_response site_story_response(struct app *app, const struct http_request *request,
					 struct arena *arena, const struct story *story,
					 const struct story_request *wanted)
{
	struct visit *visit = arena_new(arena, struct visit, 1);
	struct http_response response;
	enum err err = visit_begin(app, request, arena, visit);
	page_fill_world(visit);
	visit->path = story->path;
	if (err || (err = story_page_serve(visit, story, wanted, &response)) != OK)
		response = error_page(visit, http_status_of(err));
	visit_end(visit);
	return response;
}
