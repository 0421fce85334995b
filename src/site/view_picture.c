/* SPDX-License-Identifier: Apache-2.0 */
/* view_picture.c: pictures, and where files lie. */
#include "http/url.h"
#include "media/rendition.h"
#include "site/view.h"
#include "site/view_field.h"
#include "store/shown.h"

#define LIMIT_SRCSET_BYTES 8192

struct picture_view {
	const struct visit *visit;
	const struct media *media;
};

#define FIELDS(X)                                                                                  \
	X(alt)                                                                                     \
	X(caption) X(credit) X(focal_x) X(focal_y) X(has_focal) X(height) X(is_remote) X(srcset)   \
		X(title) X(url) X(width)
enum { FIELDS(VIEW_ENUM) };
static const struct view_fields fields = VIEW_FIELDS(FIELDS);

static struct value number_or_null(int n)
{
	return n > 0 ? value_number(n) : value_null();
}

/* 0..4 from the left or the top; 2 is the middle. */
static int steps(double at)
{
	return (int)(at * 4 + 0.5);
}

static struct value get(const void *self, struct str key, struct arena *arena)
{
	(void)arena;
	const struct picture_view *view = self;
	const struct media *media = view->media;
	int field = view_field(&fields, key);
	if (field == F_caption || field == F_credit || field == F_title)
		store_note_shown(view->visit->store, FACT_ABOUT_MEDIA, media->id.n);
	else if (field == F_alt)
		store_note_shown(view->visit->store, FACT_ALT, media->id.n);
	switch (field) {
	case F_alt: return value_text(media->alt);
	case F_caption: return value_html_or_null(media->caption);
	case F_credit: return value_text_or_null(media->credit);
	case F_focal_x: return value_number(steps(media->focal_x));
	case F_focal_y: return value_number(steps(media->focal_y));
	case F_has_focal:
		return value_bool(steps(media->focal_x) != 2 || steps(media->focal_y) != 2);
	case F_height: return number_or_null(media->height);
	case F_is_remote: return value_bool(media->file.len == 0);
	case F_srcset: return value_text_or_null(media_srcset(view->visit, media));
	case F_title: return value_text_or_null(media->title);
	case F_url: return value_text(media_url(view->visit, media));
	case F_width: return number_or_null(media->width);
	default: return value_missing();
	}
}

static bool key_at(const void *self, size_t i, struct str *key)
{
	(void)self;
	return view_field_at(&fields, i, key);
}

static const struct object_class picture_view_class = { "picture", get, key_at };

struct value view_picture(struct visit *visit, const struct media *media)
{
	if (media->id.n)
		store_note_shown(visit->store, FACT_MEDIA, media->id.n);
	if (!media_is_picture(media))
		return value_null();
	struct picture_view *view = arena_new(visit->arena, struct picture_view, 1);
	*view = (struct picture_view){ visit, media };
	return value_object(&picture_view_class, view);
}

bool media_is_picture(const struct media *media)
{
	bool is_there = media->file.len || link_address(media->remote_url).len;
	return is_there && (media->mime.len == 0 || str_starts(media->mime, S("image/")));
}

static void put_address(struct arena *arena, struct buf *out, struct str file)
{
	buf_put(out, S("/media"));
	while (file.len) {
		struct str_pair cut = str_cut(file, '/');
		buf_put_char(out, '/');
		buf_put(out, url_encode_segment(arena, cut.head));
		file = cut.tail;
	}
}

struct str media_url(const struct visit *visit, const struct media *media)
{
	if (media->file.len == 0)
		return link_address(media->remote_url);
	struct buf out = buf_in(visit->arena, media->file.len * 4 + 8);
	put_address(visit->arena, &out, media->file);
	return buf_str(&out);
}

struct str media_srcset(const struct visit *visit, const struct media *media)
{
	struct renditions all = renditions_of(media);
	struct buf out = buf_in(visit->arena, LIMIT_SRCSET_BYTES);
	for (size_t i = 0; i < all.count; i++) {
		buf_put(&out, i ? S(", ") : S(""));
		put_address(visit->arena, &out,
			    rendition_file(visit->arena, media, all.version, all.widths[i]));
		buf_put_char(&out, ' ');
		buf_put_i64(&out, all.widths[i]);
		buf_put_char(&out, 'w');
	}
	return out.fault ? S("") : buf_str(&out);
}

struct str link_address(struct str address)
{
	static const struct str fine[] = { STR_CONST("https://"), STR_CONST("http://"),
					   STR_CONST("mailto:"),  STR_CONST("tel:"),
					   STR_CONST("/"),        STR_CONST("#"),
					   STR_CONST("?") };
	for (size_t i = 0; i < COUNT_OF(fine); i++)
		if (str_eq_nocase(str_first(address, fine[i].len), fine[i]))
			return address;
	return S("");
}
