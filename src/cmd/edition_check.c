/* SPDX-License-Identifier: Apache-2.0 */
/* edition_check.c: whether all that a sample edition names is there, so that making a site of it
 * fails for no reason but the disk's. */
#include "cmd/edition.h"

#include "news/life.h"

static const struct str story_fields[] = {
	STR_CONST("headline"),   STR_CONST("slug"),       STR_CONST("kind"),   STR_CONST("section"),
	STR_CONST("topics"),     STR_CONST("by"),         STR_CONST("cover"),  STR_CONST("age"),
	STR_CONST("in"),         STR_CONST("standfirst"), STR_CONST("status"), STR_CONST("embargo"),
	STR_CONST("password"),   STR_CONST("lead"),       STR_CONST("note"),   STR_CONST("updated"),
	STR_CONST("correction"),
};

static enum err wrong(struct fault *fault, struct str file, const char *what, struct str value)
{
	return fault_set(fault, ERR_INVALID, "%.*s: %s: %.*s", STR_ARG(file), what, STR_ARG(value));
}

static bool is_known_field(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(story_fields); i++)
		if (str_eq(name, story_fields[i]))
			return true;
	return false;
}

static enum err check_named(const struct edition *edition, struct str file, struct str kind,
			    struct str list, char separator, struct fault *fault)
{
	struct str part;
	while (edition_next(&list, separator, &part))
		if (!record_find(&edition->paper, kind, edition_byline(part).head))
			return wrong(fault, file, "names what paper.txt does not have", part);
	return OK;
}

static enum err check_spans(const struct record *record, struct str file, struct fault *fault)
{
	static const struct str spans[] = { STR_CONST("age"), STR_CONST("in"), STR_CONST("embargo"),
					    STR_CONST("updated") };
	int64_t ms;
	for (size_t i = 0; i < COUNT_OF(spans); i++) {
		struct str text = record_get(record, spans[i]);
		if (text.len && record_span(text, &ms))
			return wrong(fault, file, "not a span like 3h", text);
	}
	return OK;
}

static enum err check_references(const struct edition *edition, const struct edition_story *story,
				 struct fault *fault)
{
	struct edition_reference ref;
	for (struct str rest = story->body; edition_reference(rest, &ref); rest = ref.after)
		if (edition_story_at(edition, ref.slug) < 0)
			return wrong(fault, story->file, "no story has the slug", ref.slug);
	return OK;
}

static enum err check_story(const struct edition *edition, const struct edition_story *story,
			    struct fault *fault)
{
	const struct record *head = &story->head;
	struct str file = story->file, status = record_get(head, S("status"));
	enum story_status parsed;
	for (size_t i = 0; i < head->count; i++)
		if (!is_known_field(head->items[i].name))
			return wrong(fault, file, "unknown field", head->items[i].name);
	if (!record_get(head, S("headline")).len || !record_get(head, S("slug")).len)
		return wrong(fault, file, "lacks", S("headline or slug"));
	if (status.len && !story_status_parse(status, &parsed))
		return wrong(fault, file, "unknown status", status);
	TRY(check_spans(head, file, fault));
	TRY(check_named(edition, file, S("section"), record_get(head, S("section")), ',', fault));
	TRY(check_named(edition, file, S("topic"), record_get(head, S("topics")), ',', fault));
	TRY(check_named(edition, file, S("person"), record_get(head, S("by")), ';', fault));
	TRY(check_named(edition, file, S("picture"), record_get(head, S("cover")), ',', fault));
	return check_references(edition, story, fault);
}

static enum err check_reply(const struct edition *edition, const struct record *reply,
			    struct arena *scratch, struct fault *fault)
{
	struct str file = str_fmt(scratch, "replies.txt:%zu", reply->line);
	struct str answers = record_get(reply, S("answers"));
	if (edition_story_at(edition, record_get(reply, S("story"))) < 0)
		return wrong(fault, file, "no story has the slug", record_get(reply, S("story")));
	if (!record_get(reply, S("text")).len || !record_get(reply, S("name")).len)
		return wrong(fault, file, "lacks", S("text or name"));
	struct str staff = record_get(reply, S("staff"));
	if (staff.len)
		TRY(check_named(edition, file, S("person"), staff, ',', fault));
	const struct record *to = record_find(&edition->replies, S("reply"), answers);
	if (answers.len && (!to || to >= reply)) /* an answer stands after what it answers */
		return wrong(fault, file, "answers what does not stand above it", answers);
	return check_spans(reply, file, fault);
}

enum err edition_check(struct arena *scratch, const struct edition *edition, struct fault *fault)
{
	if (!edition->paper.count || !str_eq(record_kind(&edition->paper.items[0]), S("site")))
		return wrong(fault, S("paper.txt"), "does not begin with", S("site"));
	for (size_t i = 0; i < edition->count; i++)
		TRY(check_story(edition, &edition->stories[i], fault));
	for (size_t i = 0; i < edition->replies.count; i++)
		TRY(check_reply(edition, &edition->replies.items[i], scratch, fault));
	return OK;
}
