/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wxr_media.c: attachments and their files.
 *
 * A record is found by its uri, else by the address of its full-size file: a text may have named a
 * picture long before its attachment comes.
 */
#include "exchange/php_serialized.h"
#include "exchange/wp_date.h"
#include "exchange/wp_picture.h"
#include "exchange/wxr_import.h"
#include "exchange/wxr_type.h"
#include "http/media_type.h"
#include "http/url.h"
#include "store/media.h"

static struct str row_key(struct import *import, const char *kind, struct str name)
{
	return str_fmt(&import->item, "%s %.*s", kind, STR_ARG(name));
}

struct str media_url_key(struct import *import, struct str url)
{
	struct str rest = str_cut_str(url, S("//")).tail;
	str_drop_prefix(&rest, S("www."));
	return row_key(import, "url", rest);
}

/* With and without "s" and "www.", as this import's own keys are: an earlier one may have met it in
 * another spelling. */
enum err media_by_address(struct import *import, struct arena *into, struct str url,
			  struct media *out)
{
	static const char *const heads[] = { "https://", "https://www.", "http://", "http://www." };
	struct str rest = str_cut_str(url, S("//")).tail;
	enum err err = store_media_by_remote(import->store, into, url, out);
	str_drop_prefix(&rest, S("www."));
	for (size_t i = 0; err == ERR_NOT_FOUND && !import->was_empty && i < COUNT_OF(heads); i++)
		err = store_media_by_remote(import->store, into,
					    str_fmt(into, "%s%.*s", heads[i], STR_ARG(rest)), out);
	return err;
}

void media_keep(struct import *import, const struct media *media)
{
	if (media->uri.len)
		key_map_put(&import->rows, row_key(import, "media", media->uri), media->id.n);
	if (media->remote_url.len)
		key_map_put(&import->rows, media_url_key(import, media->remote_url), media->id.n);
}

int64_t media_by_attachment(struct import *import, struct arena *into, int64_t attachment)
{
	struct str uri = wxr_item_uri(into, &import->place, attachment);
	struct media media;
	int64_t row = 0;
	if (!attachment || key_map_get(&import->rows, row_key(import, "media", uri), &row))
		return row;
	if (store_media_by_uri(import->store, into, uri, &media) == OK)
		row = media.id.n;
	key_map_put(&import->rows, row_key(import, "media", uri), row);
	return row;
}

/* what PHP keeps of a picture */

struct picture_meta {
	int width, height;
	struct str credit, copyright, file;
};

static struct str meta_text(struct arena *into, const struct php_value *array, const char *key)
{
	struct php_value value;
	return php_get(array, str_of(key), &value) ? wp_plain(into, php_text(&value)) : S("");
}

static struct picture_meta picture_meta(struct arena *into, const struct wxr_item *item)
{
	struct picture_meta meta = { 0 };
	struct php_value array, value, image;
	if (php_parse(str_trim(wxr_meta(item, "_wp_attachment_metadata")), &array))
		return meta;
	if (php_get(&array, S("width"), &value) && php_number(&value) <= 100000)
		meta.width = (int)php_number(&value);
	if (php_get(&array, S("height"), &value) && php_number(&value) <= 100000)
		meta.height = (int)php_number(&value);
	meta.file = meta_text(into, &array, "file");
	if (php_get(&array, S("image_meta"), &image)) {
		meta.credit = meta_text(into, &image, "credit");
		meta.copyright = meta_text(into, &image, "copyright");
	}
	return meta;
}

/* files */

/* Where the file lies below the uploads folder, as its address and its record say; "" none. */
static struct str path_in_uploads(struct import *import, const struct wxr_item *item, int guess)
{
	struct arena *arena = &import->item;
	struct url url;
	struct str path = S("");
	if (url_parse(item->attachment_url, &url) == OK)
		path = url_decode(arena, url.path);
	if (guess == 0)
		return str_cut_str(path, S("/uploads/")).tail;
	if (guess == 1)
		return str_trim(wxr_meta(item, "_wp_attached_file"));
	if (guess == 2)
		return picture_meta(arena, item).file;
	return str_from(path, 1); /* hosts that serve uploads at their root */
}

/* "2024/05" of the path, else of the date. */
static struct str month_of(struct import *import, const struct wxr_item *item, struct str path)
{
	for (size_t i = 0; i + 7 <= path.len; i++) {
		const char *p = path.ptr + i;
		bool fits = char_is_digit(p[0]) && char_is_digit(p[1]) && char_is_digit(p[2]) &&
			    char_is_digit(p[3]) && p[4] == '/' && char_is_digit(p[5]) &&
			    char_is_digit(p[6]);
		if (fits && (i == 0 || p[-1] == '/'))
			return str_sub(path, i, 7);
	}
	struct civil c = civil_from_unix(wp_published(item, import->zone), 0);
	return str_fmt(&import->item, "%04d/%02d", c.year, c.month);
}

/* Fails: ERR_DENIED when the file is of a kind that is not taken, ERR_NOT_FOUND when it is not
 * there. */
static enum err copy_file(struct import *import, const struct wxr_item *item, struct media *media)
{
	for (int guess = 0; guess < 4; guess++) {
		struct str path = path_in_uploads(import, item, guess);
		if (!path.len)
			continue;
		enum err err = intake_file(&import->intake, &import->item, path,
					   month_of(import, item, path), media, import->fault);
		if (err != ERR_NOT_FOUND)
			return err;
	}
	return ERR_NOT_FOUND;
}

bool media_is_refused(struct str url)
{
	struct url parts;
	struct str path = url_parse(url, &parts) == OK ? parts.path : url;
	struct str end = str_cut_last(path, '.').tail;
	static const struct str refused[] = { STR_CONST("svg"),  STR_CONST("svgz"),
					      STR_CONST("html"), STR_CONST("htm"),
					      STR_CONST("js"),   STR_CONST("php"),
					      STR_CONST("xml"),  STR_CONST("swf") };
	for (size_t i = 0; i < COUNT_OF(refused); i++)
		if (str_eq_nocase(end, refused[i]))
			return true;
	return false;
}

struct str media_mime(struct str url)
{
	const struct media_type *type = media_type_of(str_cut(url, '?').head);
	return type && type->is_upload ? type->name : S("");
}

/* records */

static bool is_same_media(const struct media *a, const struct media *b)
{
	return str_eq(a->uri, b->uri) && str_eq(a->file, b->file) &&
	       str_eq(a->remote_url, b->remote_url) && str_eq(a->mime, b->mime) &&
	       str_eq(a->title, b->title) && str_eq(a->alt, b->alt) &&
	       str_eq(a->credit, b->credit) && str_eq(a->copyright, b->copyright) &&
	       str_eq(a->caption.s, b->caption.s) && a->width == b->width &&
	       a->height == b->height && str_eq(a->sha256, b->sha256);
}

static enum err find_media(struct import *import, struct str uri, struct str url, struct media *out)
{
	enum err err = store_media_by_uri(import->store, &import->item, uri, out);
	if (err != ERR_NOT_FOUND || !url.len)
		return err;
	TRY(media_by_address(import, &import->item, url, out));
	return out->uri.len ? ERR_NOT_FOUND : OK;
}

/* What the export knows; what it does not know stays. */
static void describe(struct import *import, const struct wxr_item *item, struct media *media)
{
	struct arena *arena = &import->item;
	struct picture_meta meta = picture_meta(arena, item);
	struct str alt = wp_plain(arena, wxr_meta(item, "_wp_attachment_image_alt"));
	struct str credit = wp_plain(arena, wxr_meta(item, "_media_credit"));
	struct str caption = str_trim(item->excerpt);
	media->title = wp_plain(arena, item->title);
	media->alt = alt.len ? alt : media->alt;
	credit = credit.len ? credit : meta.credit;
	media->credit = credit.len ? credit : media->credit;
	media->copyright = meta.copyright.len ? meta.copyright : media->copyright;
	if (caption.len)
		media->caption = wp_inline(arena, caption);
	if (!media->file.len) {
		media->width = meta.width ? meta.width : media->width;
		media->height = meta.height ? meta.height : media->height;
	}
}

static enum err take_file(struct import *import, const struct wxr_item *item, struct media *media)
{
	if (!import->has_uploads)
		return media->file.len ? OK : ERR_NOT_FOUND;
	struct str before = media->file;
	TRY(copy_file(import, item, media));
	if (!str_eq(before, media->file)) {
		import->account->copied++;
		import->account->copied_bytes += media->bytes;
	}
	return OK;
}

/* "/wp-content/uploads/2024/05/a.jpg" of the old site. */
static enum err keep_address(struct import *import, const struct media *media)
{
	struct own_address own;
	if (!media->file.len ||
	    !wxr_own_address(&import->item, &import->place, media->remote_url, &own) ||
	    own.path.len <= 1)
		return OK;
	return address_add(import, own.path, ADDRESS_MEDIA, media->id.n);
}

static struct str page_of(struct import *import, const struct wxr_item *item)
{
	struct own_address own;
	bool is_own = wxr_own_address(&import->item, &import->place, item->link, &own);
	return is_own && !own.number.len && own.path.len > 1 ? own.path : S("");
}

static enum err add_page(struct import *import, const struct picture_page *page)
{
	struct arena *arena = &import->item;
	int64_t target = page->media;
	enum address_kind kind = ADDRESS_MEDIA;
	if (page->parent.len && link_row(import, "story", page->parent, &target))
		kind = ADDRESS_STORY;
	if (page->path.len)
		TRY(address_add(import, page->path, kind, target));
	if (!page->has_number)
		return OK;
	TRY(address_add(import, str_fmt(arena, "/?p=%lld", (long long)page->post_id), kind,
			target));
	return address_add(import, str_fmt(arena, "/?attachment_id=%lld", (long long)page->post_id),
			   kind, target);
}

enum err media_page(struct import *import, const struct wxr_item *item)
{
	struct arena *arena = &import->item;
	struct str uri = twin_uri(import, arena, item);
	struct picture_page page = { .path = page_of(import, item),
				     .post_id = item->post_id,
				     .has_number = twin_has_number(import, item) };
	int64_t row;
	if (!key_map_get(&import->rows, row_key(import, "media", uri), &page.media))
		return OK;
	bool is_copied = key_map_get(&import->rows, row_key(import, "copied", uri), &row);
	if (item->post_parent && !is_copied)
		page.parent = wxr_item_uri(arena, &import->place, item->post_parent);
	if (!page.parent.len || link_row(import, "story", page.parent, &row))
		return add_page(import, &page);
	page.path = str_dup(import->keep, page.path);
	page.parent = str_dup(import->keep, page.parent);
	*list_push(import->keep, &import->pages) = page;
	return OK;
}

enum err media_last_pages(struct import *import)
{
	for (size_t i = 0; i < import->pages.count; i++) {
		struct arena_mark mark = arena_mark(&import->item);
		TRY(add_page(import, &import->pages.items[i]));
		arena_reset(&import->item, mark);
	}
	return OK;
}

static void keep_attached(struct import *import, const struct wxr_item *item,
			  const struct media *media)
{
	bool is_picture = str_starts(media->mime, S("image/"));
	bool is_sound = str_starts(media->mime, S("audio/"));
	bool is_film = str_starts(media->mime, S("video/"));
	if (!item->post_parent || !(is_picture || is_sound || is_film))
		return;
	*list_push(import->keep, &import->attached) = (struct attached_picture){
		.parent = str_hash(wxr_item_uri(&import->item, &import->place, item->post_parent)),
		.order = item->menu_order,
		.post_id = item->post_id,
		.kind = is_picture ? ATTACHED_PICTURE
			: is_sound ? ATTACHED_SOUND
				   : ATTACHED_FILM,
	};
}

static enum err save_attachment(struct import *import, const struct wxr_item *item, struct str url)
{
	struct media media = { 0 };
	struct str uri = twin_uri(import, &import->item, item);
	enum err err = find_media(import, uri, url, &media);
	if (err && err != ERR_NOT_FOUND)
		return err;
	bool is_new = err != OK;
	if (is_new)
		media = (struct media){ .focal_x = .5, .focal_y = .5 };
	struct media before = media;
	media.uri = uri;
	media.remote_url = url;
	if (!media.mime.len)
		media.mime = media_mime(url);
	err = take_file(import, item, &media);
	if (err == ERR_DENIED || err == ERR_TOO_BIG)
		return import_skip(import, item,
				   err == ERR_DENIED ? SKIP_REFUSED_FILE : SKIP_TOO_BIG);
	if (err && err != ERR_NOT_FOUND)
		return err;
	import->account->remote += err == ERR_NOT_FOUND;
	import->account->missing += err == ERR_NOT_FOUND && import->has_uploads;
	describe(import, item, &media);
	bool is_changed = is_new || !is_same_media(&before, &media);
	if (is_changed)
		TRY(store_media_save(import->store, &media, &media.id));
	media_keep(import, &media);
	if (media.file.len)
		key_map_put(&import->rows, row_key(import, "copied", uri), media.id.n);
	if (page_of(import, item).len)
		key_map_put(&import->rows, row_key(import, "page", page_of(import, item)),
			    media.id.n);
	keep_attached(import, item, &media);
	import_count(import, item,
		     is_new       ? OUTCOME_NEW
		     : is_changed ? OUTCOME_UPDATED
				  : OUTCOME_SAME);
	import_skip_replies(import, item, SKIP_COMMENT_FILE);
	return keep_address(import, &media);
}

enum err media_item(struct import *import, const struct wxr_item *item)
{
	struct arena *arena = &import->item;
	struct str url = str_trim(item->attachment_url);
	if (!url.len && wp_is_picture_address(item->guid))
		url = str_trim(item->guid);
	if (!item->post_id)
		return import_skip(import, item, SKIP_NO_ID);
	struct url parts;
	url = wp_picture_plain(arena, wxr_absolute(arena, &import->place, url));
	if (!url.len || url_parse(url, &parts) || !parts.host.len)
		return import_skip(import, item, SKIP_NO_FILE);
	if (media_is_refused(url))
		return import_skip(import, item, SKIP_REFUSED_FILE);
	int64_t seen;
	struct str uri = twin_uri(import, arena, item);
	struct str key = row_key(import, "file", uri);
	if (key_map_get(&import->seen, key, &seen))
		return import_skip(import, item, SKIP_DUPLICATE);
	key_map_put(&import->seen, key, wp_modified(item, import->zone).ms);
	return save_attachment(import, item, url);
}
