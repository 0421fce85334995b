/* SPDX-License-Identifier: Apache-2.0 */
/*
 * story_form.c: the story screen's form, read over what the story is.
 *
 * A field that was not sent leaves what there is. A text area gives line ends as CR LF; the text is
 * compared and kept with plain ones.
 */
#include "desk/story_view.h"
#include "html/markdown.h"
#include "http/url.h"
#include "news/slug.h"
#include "store/media.h"
#include "store/taxonomy.h"

#define LIMIT_STORY_TOPICS 50
#define LIMIT_STORY_BYLINES 30
#define LIMIT_STORY_SECTIONS 20

static struct str plain_lines(struct desk *desk, struct str typed)
{
	return str_replace(desk->arena, typed, S("\r\n"), S("\n"));
}

enum err story_clean_standfirst(struct desk *desk, const struct story *is, struct str typed,
				struct html *out)
{
	struct str text = plain_lines(desk, typed);
	if (str_eq(text, is->standfirst.s)) {
		*out = is->standfirst;
		return OK;
	}
	return html_clean(desk->arena, text, CLEAN_INLINE, out);
}

/* What does not begin with a tag was written as Markdown. */
enum err story_clean_body(struct desk *desk, const struct story *is, struct str typed,
			  struct str *out)
{
	struct html html;
	struct str text = plain_lines(desk, typed);
	if (str_eq(text, is->body)) {
		*out = is->body;
		return OK;
	}
	if (str_starts(str_trim(text), S("<")))
		TRY(html_clean(desk->arena, text, CLEAN_STORY, &html));
	else
		TRY(html_from_markdown(desk->arena, text, MARKDOWN_STORY, &html));
	*out = html.s;
	return OK;
}

bool story_canonical_is_sound(struct str typed)
{
	struct url url;
	return typed.len == 0 ||
	       (url_parse(typed, &url) == OK && url.host.len &&
		(str_eq_nocase(url.scheme, S("https")) || str_eq_nocase(url.scheme, S("http"))));
}

struct str story_slug_for(struct desk *desk, const struct edit *edit, struct str typed,
			  struct str headline)
{
	struct str is = edit->story.slug, slug = slug_from_text(desk->arena, typed);
	struct str made = slug_from_text(desk->arena, edit->story.headline);
	bool was_set = slug.len && !str_eq(slug, is);
	bool follows = !edit->is_seen && edit->story.status != STORY_WITHDRAWN &&
		       !str_eq(headline, edit->story.headline) &&
		       (str_eq(is, made) || str_starts(is, made.len ? made : S("story")));
	if (was_set)
		return slug;
	return follows ? S("") : is;
}

static void read_text(const struct form *form, struct str name, struct str *out)
{
	if (form_has(form, name))
		*out = str_trim(form_get(form, name));
}

static void read_choices(const struct form *form, struct story *story)
{
	struct str kind = form_get(form, S("kind"));
	if (kind.len)
		story->kind = str_eq(kind, S("page")) ? STORY_PAGE : STORY_POST;
	if (form_has(form, S("options")))
		story->is_lead = form_has(form, S("is_lead"));
}

/* Fields "section", the first is the primary one. */
static enum err read_sections(struct desk *desk, struct story *story)
{
	struct str text;
	if (!form_has(&desk->form, S("section")))
		return OK;
	struct section *sections = arena_new(desk->arena, struct section, LIMIT_STORY_SECTIONS);
	size_t count = 0;
	for (size_t i = 0; desk_field_at(&desk->form, S("section"), i, &text); i++) {
		int64_t id = desk_number(text, 0);
		bool is_new = id > 0;
		for (size_t k = 0; k < count; k++)
			is_new &= sections[k].id.n != id;
		if (!is_new)
			continue;
		if (count == LIMIT_STORY_SECTIONS)
			return ERR_TOO_BIG;
		TRY(store_section(desk->store, desk->arena, (section_id){ id }, &sections[count]));
		count++;
	}
	story->sections = sections;
	story->section_count = count;
	return OK;
}

/* The topic of that name; made if there is none. In a transaction. */
static enum err find_topic(struct desk *desk, struct str name, struct topic *out)
{
	topic_id id;
	struct str slug = slug_from_text(desk->arena, name);
	enum err err = store_topic_by_slug(desk->store, desk->arena, slug, out);
	if (err != ERR_NOT_FOUND)
		return err;
	TRY(store_topic_save(desk->store, &(struct topic){ .name = name }, &id));
	return store_topic(desk->store, desk->arena, id, out);
}

static enum err add_topic(struct desk *desk, struct str name, struct topic *topics, size_t *count)
{
	struct topic topic;
	name = str_trim(name);
	if (!name.len)
		return OK;
	for (size_t k = 0; k < *count; k++)
		if (str_eq_nocase(topics[k].name, name))
			return OK;
	if (*count == LIMIT_STORY_TOPICS)
		return ERR_TOO_BIG;
	TRY(find_topic(desk, name, &topic));
	for (size_t k = 0; k < *count; k++)
		if (topics[k].id.n == topic.id.n)
			return OK;
	topics[(*count)++] = topic;
	return OK;
}

/* "Rain, Floods": parted by commas; and the one that was proposed and is wanted. */
static enum err read_topics(struct desk *desk, struct story *story)
{
	struct str rest = form_get(&desk->form, S("topics"));
	if (!form_has(&desk->form, S("topics")))
		return OK;
	struct topic *topics = arena_new(desk->arena, struct topic, LIMIT_STORY_TOPICS);
	size_t count = 0;
	while (rest.len) {
		struct str_pair cut = str_cut(rest, ',');
		rest = cut.tail;
		TRY(add_topic(desk, cut.head, topics, &count));
	}
	TRY(add_topic(desk, form_get(&desk->form, S("topic_add")), topics, &count));
	story->topics = topics;
	story->topic_count = count;
	return OK;
}

/* The person of that name; a guest if nobody has it. Who stands in the byline already is meant
 * before any namesake. In a transaction. */
static enum err find_person(struct desk *desk, const struct story *is, struct str name,
			    struct person *out)
{
	person_id id;
	for (size_t i = 0; i < is->byline_count; i++)
		if (str_eq(is->bylines[i].person.name, name)) {
			*out = is->bylines[i].person;
			return OK;
		}
	struct str slug = slug_from_text(desk->arena, name);
	enum err err = store_person_by_slug(desk->store, desk->arena, slug, out);
	if (err != ERR_NOT_FOUND)
		return err;
	const struct person guest = { .name = name, .is_guest = true };
	TRY(store_person_save(desk->store, &guest, &id));
	return store_person(desk->store, desk->arena, id, out);
}

/* Fields "byline" and "byline_role", in order; a name that is empty is nobody. */
static enum err read_bylines(struct desk *desk, struct story *story)
{
	struct str name, role;
	if (!form_has(&desk->form, S("byline")))
		return OK;
	const struct story is = *story;
	struct byline *bylines = arena_new(desk->arena, struct byline, LIMIT_STORY_BYLINES);
	size_t count = 0;
	for (size_t i = 0; desk_field_at(&desk->form, S("byline"), i, &name); i++) {
		struct person person = { 0 };
		bool is_new = true;
		name = str_trim(name);
		if (name.len == 0)
			continue;
		if (count == LIMIT_STORY_BYLINES)
			return ERR_TOO_BIG;
		if (!desk_field_at(&desk->form, S("byline_role"), i, &role))
			role = S("");
		TRY(find_person(desk, &is, name, &person));
		for (size_t k = 0; k < count; k++)
			is_new &= bylines[k].person.id.n != person.id.n;
		if (is_new)
			bylines[count++] = (struct byline){ person, str_trim(role) };
	}
	story->bylines = bylines;
	story->byline_count = count;
	return OK;
}

static enum err read_cover(struct desk *desk, struct story *story)
{
	struct media cover = { 0 };
	int64_t id = desk_number(form_get(&desk->form, S("cover")), 0);
	enum err err = OK;
	if (id && !form_has(&desk->form, S("cover_remove")))
		err = store_media(desk->store, desk->arena, (media_id){ id }, &cover);
	if (form_has(&desk->form, S("cover")) && err != ERR_NOT_FOUND)
		story->cover = cover;
	return err == ERR_NOT_FOUND ? OK : err;
}

bool story_form_names_no_picture(struct desk *desk, const struct story *read)
{
	int64_t id = desk_number(form_get(&desk->form, S("cover")), 0);
	return id && !form_has(&desk->form, S("cover_remove")) && read->cover.id.n != id;
}

/* What hangs on a story, with new names made, in one transaction. */
static enum err read_links(struct desk *desk, struct story *story)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	TRY(read_sections(desk, story));
	TRY(read_topics(desk, story));
	TRY(read_bylines(desk, story));
	TRY(read_cover(desk, story));
	return txn_commit(&txn);
}

enum err story_form_read(struct desk *desk, const struct story *is, struct story *out)
{
	const struct form *form = &desk->form;
	struct story story = *is;
	read_text(form, S("headline"), &story.headline);
	read_text(form, S("language"), &story.language);
	read_text(form, S("canonical_url"), &story.canonical_url);
	read_text(form, S("meta_title"), &story.meta_title);
	read_text(form, S("meta_description"), &story.meta_description);
	if (form_has(form, S("standfirst")))
		TRY(story_clean_standfirst(desk, is, form_get(form, S("standfirst")),
					   &story.standfirst));
	if (form_has(form, S("body")))
		TRY(story_clean_body(desk, is, form_get(form, S("body")), &story.body));
	read_choices(form, &story);
	TRY(read_links(desk, &story));
	*out = story;
	return OK;
}
