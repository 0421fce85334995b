/* SPDX-License-Identifier: Apache-2.0 */
/* edition.c: reads the files of a sample edition. Whether they fit together is edition_check()'s.
 */
#include "cmd/edition.h"

#include "os/os.h"

static enum err read_records(struct arena *into, struct str folder, struct str name,
			     struct record_list *out, struct fault *fault)
{
	struct str text, path = os_path_join(into, folder, name);
	TRY(os_read_file(into, path, LIMIT_EDITION_FILE, &text, fault));
	return record_parse(into, path, text, out, fault);
}

static enum err read_story(struct arena *into, struct str path, struct edition_story *out,
			   struct fault *fault)
{
	struct str text;
	struct record_list head;
	TRY(os_read_file(into, path, LIMIT_EDITION_FILE, &text, fault));
	struct str_pair cut = str_cut_str(text, S("\n---\n"));
	if (!cut.found)
		return fault_set(fault, ERR_INVALID, "%.*s: no line --- between head and body",
				 STR_ARG(path));
	TRY(record_parse(into, path, cut.head, &head, fault));
	if (head.count != 1)
		return fault_set(fault, ERR_INVALID, "%.*s: the head is not one record",
				 STR_ARG(path));
	*out = (struct edition_story){ path, head.items[0], str_trim(cut.tail) };
	return OK;
}

enum err edition_read(struct arena *into, struct str folder, struct edition *out,
		      struct fault *fault)
{
	struct edition edition = { .folder = folder };
	struct os_names names = { 0 };
	struct str stories = os_path_join(into, folder, S("stories"));
	TRY(read_records(into, folder, S("paper.txt"), &edition.paper, fault));
	TRY(read_records(into, folder, S("replies.txt"), &edition.replies, fault));
	TRY(os_list_folder(into, stories, &names, fault));
	struct {
		struct edition_story *items;
		size_t count, cap;
	} list = { 0 };
	for (size_t i = 0; i < names.count; i++) {
		if (!str_ends(names.items[i], S(".html")))
			continue;
		struct edition_story story;
		TRY(read_story(into, os_path_join(into, stories, names.items[i]), &story, fault));
		*list_push(into, &list) = story;
	}
	edition.stories = list.items;
	edition.count = list.count;
	edition.cap = list.cap;
	*out = edition;
	return OK;
}

ptrdiff_t edition_story_at(const struct edition *edition, struct str slug)
{
	for (size_t i = 0; i < edition->count; i++)
		if (str_eq(record_get(&edition->stories[i].head, S("slug")), slug))
			return (ptrdiff_t)i;
	return -1;
}

bool edition_next(struct str *rest, char separator, struct str *part)
{
	while (rest->len) {
		struct str_pair cut = str_cut(*rest, separator);
		*rest = cut.tail;
		*part = str_trim(cut.head);
		if (part->len)
			return true;
	}
	return false;
}

struct str_pair edition_byline(struct str part)
{
	struct str_pair cut = str_cut(part, '(');
	str_drop_suffix(&cut.tail, S(")"));
	return (struct str_pair){ str_trim(cut.head), str_trim(cut.tail), cut.found };
}

bool edition_reference(struct str body, struct edition_reference *out)
{
	static const struct str marks[] = { STR_CONST("data-story=\""),
					    STR_CONST("data-see-also=\"") };
	size_t at = STR_NONE;
	for (size_t i = 0; i < COUNT_OF(marks); i++) {
		size_t found = str_find(body, marks[i]);
		if (found != STR_NONE && (at == STR_NONE || found + marks[i].len < at))
			at = found + marks[i].len;
	}
	if (at == STR_NONE)
		return false;
	struct str rest = str_from(body, at);
	struct str_pair cut = str_cut(rest, '"');
	*out = (struct edition_reference){ str_first(body, at), cut.head,
					   str_from(rest, cut.head.len) };
	return true;
}
