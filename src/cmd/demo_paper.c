/* SPDX-License-Identifier: Apache-2.0 */
/* demo_paper.c: see demo_paper.h. The edition was checked: what it names is there. */
#include "cmd/demo_paper.h"

#include "html/clean.h"
#include "keep/bundle.h"
#include "os/os.h"
#include "store/media.h"
#include "store/setting.h"
#include "store/taxonomy.h"

int64_t demo_row(const struct demo *demo, struct str kind, struct str id)
{
	const struct record *record = record_find(&demo->edition->paper, kind, id);
	return record ? demo->paper_ids[record - demo->edition->paper.items] : 0;
}

unix_ms demo_before_now(const struct demo *demo, const struct record *record, struct str name)
{
	int64_t ms;
	if (record_span(record_get(record, name), &ms))
		ms = 0;
	return unix_ms_of(demo->now.ms - ms);
}

static enum err inline_html(struct demo *demo, const struct record *record, struct str name,
			    struct html *out)
{
	return html_clean(demo->arena, record_get(record, name), CLEAN_INLINE, out);
}

static enum err save_settings(struct demo *demo, const struct record *record, int64_t *row)
{
	(void)row;
	TRY(store_setting_set(demo->store, S("title"), record_id(record)));
	for (size_t i = 1; i < record->count; i++)
		if (record->items[i].value.len)
			TRY(store_setting_set(demo->store, record->items[i].name,
					      record->items[i].value));
	return OK;
}

static enum err save_section(struct demo *demo, const struct record *record, int64_t *row)
{
	struct section section = { .slug = record_id(record),
				   .name = record_get(record, S("name")) };
	section_id id;
	TRY(inline_html(demo, record, S("description"), &section.description));
	TRY(store_section_save(demo->store, &section, &id));
	*row = id.n;
	return OK;
}

static enum err save_topic(struct demo *demo, const struct record *record, int64_t *row)
{
	struct topic topic = { .slug = record_id(record), .name = record_get(record, S("name")) };
	topic_id id;
	TRY(inline_html(demo, record, S("description"), &topic.description));
	TRY(store_topic_save(demo->store, &topic, &id));
	*row = id.n;
	return OK;
}

static enum err save_person(struct demo *demo, const struct record *record, int64_t *row)
{
	struct person person = { .slug = record_id(record),
				 .name = record_get(record, S("name")),
				 .location = record_get(record, S("location")),
				 .is_guest = record_get(record, S("guest")).len > 0 };
	person_id id;
	TRY(inline_html(demo, record, S("bio"), &person.bio));
	TRY(store_person_save(demo->store, &person, &id));
	*row = id.n;
	return OK;
}

/* All pictures of the edition are drawn in one size. */
enum { PICTURE_WIDTH = 1600, PICTURE_HEIGHT = 900 };

enum { LIMIT_PICTURE_BYTES = 16 << 20 };

static enum err sum_of(struct demo *demo, struct str path, struct str *hex)
{
	char digits[BUNDLE_SUM_DIGITS + 1];
	struct bundle_sum sum;
	struct str bytes;
	TRY(os_read_file(demo->arena, path, LIMIT_PICTURE_BYTES, &bytes, demo->fault));
	bundle_sum_begin(&sum);
	bundle_sum_add(&sum, bytes);
	bundle_sum_end(&sum, digits);
	*hex = str_dup(demo->arena, str_of(digits));
	return OK;
}

static enum err copy_picture(struct demo *demo, struct str name, struct media *media)
{
	struct civil day = civil_from_unix(demo->now, 0);
	struct str from = os_path_join(demo->arena, demo->edition->folder,
				       str_fmt(demo->arena, "media/%.*s", STR_ARG(name)));
	struct str folder = str_fmt(demo->arena, "%04d/%02d", day.year, day.month);
	struct str below = os_path_join(demo->arena, demo->site, S("media"));
	struct os_stat stat;
	if (os_stat(from, &stat))
		return fault_set(demo->fault, ERR_NOT_FOUND, "no picture %.*s", STR_ARG(from));
	media->file = str_fmt(demo->arena, "%.*s/%.*s.jpg", STR_ARG(folder),
			      STR_ARG(os_random_hex(demo->arena, 8)));
	media->bytes = stat.size;
	TRY(sum_of(demo, from, &media->sha256));
	TRY(os_make_folder(os_path_join(demo->arena, below, folder), demo->fault));
	return os_copy_file(from, os_path_join(demo->arena, below, media->file), demo->fault);
}

static enum err save_picture(struct demo *demo, const struct record *record, int64_t *row)
{
	struct media media = { .mime = S("image/jpeg"),
			       .title = record_id(record),
			       .alt = record_get(record, S("alt")),
			       .credit = record_get(record, S("credit")),
			       .width = PICTURE_WIDTH,
			       .height = PICTURE_HEIGHT,
			       .focal_x = .5,
			       .focal_y = .5 };
	media_id id;
	TRY(inline_html(demo, record, S("caption"), &media.caption));
	TRY(copy_picture(demo, record_id(record), &media));
	TRY(store_media_save(demo->store, &media, &id));
	*row = id.n;
	return OK;
}

static enum err save_menu(struct demo *demo, const struct record *record, int64_t *row)
{
	struct {
		struct menu_item *items;
		size_t count, cap;
	} list = { 0 };
	struct str line, rest = record_get(record, S("items"));
	(void)row;
	while (edition_next(&rest, '\n', &line)) {
		struct str_pair cut = str_cut_last(line, ' ');
		struct menu_item *item = list_push(demo->arena, &list);
		*item = (struct menu_item){ .id = (int64_t)list.count,
					    .label = str_trim(cut.head),
					    .url = cut.tail };
	}
	struct menu menu = { list.items, list.count };
	return store_menu_set(demo->store, record_id(record), &menu);
}

static const struct {
	struct str kind;
	enum err (*save)(struct demo *demo, const struct record *record, int64_t *row);
} kinds[] = {
	{ STR_CONST("site"), save_settings },   { STR_CONST("section"), save_section },
	{ STR_CONST("topic"), save_topic },     { STR_CONST("person"), save_person },
	{ STR_CONST("picture"), save_picture }, { STR_CONST("menu"), save_menu },
};

enum err demo_paper(struct demo *demo)
{
	const struct record_list *paper = &demo->edition->paper;
	demo->paper_ids = arena_new(demo->arena, int64_t, paper->count);
	for (size_t i = 0; i < paper->count; i++)
		for (size_t k = 0; k < COUNT_OF(kinds); k++) {
			if (!str_eq(kinds[k].kind, record_kind(&paper->items[i])))
				continue;
			enum err err = kinds[k].save(demo, &paper->items[i], &demo->paper_ids[i]);
			if (err)
				return fault_set(demo->fault, err, "paper.txt:%zu: %s",
						 paper->items[i].line, err_name(err));
		}
	return OK;
}
