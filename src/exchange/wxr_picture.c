/* SPDX-License-Identifier: Apache-2.0 */
/* wxr_picture.c: the pictures that bodies name, by attachment or by address, and galleries of what
 * is attached. */
#include <stdlib.h>

#include "exchange/wp_picture.h"
#include "exchange/wxr_import.h"
#include "http/url.h"
#include "store/media.h"

static int64_t row_of_url(struct import *import, struct arena *into, struct str url)
{
	struct media media;
	struct own_address own;
	struct address address;
	int64_t row;
	if (key_map_get(&import->rows, media_url_key(import, url), &row))
		return row;
	if (media_by_address(import, into, url, &media) == OK)
		return media.id.n;
	bool is_own = wxr_own_address(into, &import->place, url, &own);
	if (is_own && store_address(import->store, into, own.path, &address) == OK &&
	    address.kind == ADDRESS_MEDIA)
		return address.target;
	return 0;
}

static enum err make_record(struct import *import, struct arena *into, struct str url,
			    struct str alt, int64_t *out)
{
	struct media media = {
		.remote_url = url,
		.mime = media_mime(url),
		.alt = alt,
		.caption = html_escape(into, S("")),
		.focal_x = .5,
		.focal_y = .5,
	};
	TRY(store_media_save(import->store, &media, &media.id));
	media_keep(import, &media);
	import->account->pictures++;
	*out = media.id.n;
	return OK;
}

static enum err add_alt(struct import *import, struct arena *into, int64_t row, struct str alt)
{
	struct media media;
	alt = str_trim(alt);
	if (!alt.len)
		return OK;
	TRY(store_media(import->store, into, (media_id){ row }, &media));
	if (media.alt.len)
		return OK;
	media.alt = alt;
	return store_media_save(import->store, &media, &media.id);
}

/* The picture at its full size, by either of its names; 0 none. */
static int64_t find_picture(struct import *import, struct arena *into, int64_t attachment,
			    struct str url)
{
	struct str full = wp_picture_full_size(into, url);
	int64_t row = url.len ? row_of_url(import, into, url) : 0;
	if (!row && !str_eq(full, url))
		row = row_of_url(import, into, full);
	return row ? row : media_by_attachment(import, into, attachment);
}

int64_t media_of_picture(void *self, struct arena *into, int64_t attachment, struct str url,
			 struct str alt)
{
	struct import *import = self;
	struct own_address own;
	struct url parts;
	url = url.len ? wp_picture_plain(into, wxr_absolute(into, &import->place, url)) : url;
	int64_t row = find_picture(import, into, attachment, url);
	bool can_be_shown = url.len && url_parse(url, &parts) == OK && parts.host.len &&
			    str_starts(parts.scheme, S("http")) && !media_is_refused(url);
	if (!row && can_be_shown) {
		bool is_own = wxr_own_address(into, &import->place, url, &own);
		struct str full = is_own ? wp_picture_full_size(into, url) : url;
		if (!import->world_err)
			import->world_err = make_record(import, into, full, alt, &row);
	} else if (row && !import->world_err) {
		import->world_err = add_alt(import, into, row, alt);
	}
	return import->world_err ? 0 : row;
}

/* galleries */

static int by_parent(const void *a, const void *b)
{
	const struct attached_picture *x = a, *y = b;
	if (x->parent != y->parent)
		return x->parent < y->parent ? -1 : 1;
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return (x->post_id > y->post_id) - (x->post_id < y->post_id);
}

void media_sort_attached(struct import *import)
{
	if (import->attached.count)
		qsort(import->attached.items, import->attached.count,
		      sizeof *import->attached.items, by_parent);
}

struct attached media_attached_to(struct import *import, struct arena *into, int64_t post_id)
{
	uint64_t parent = str_hash(wxr_item_uri(into, &import->place, post_id));
	const struct attached_picture *items = import->attached.items;
	size_t low = 0, high = import->attached.count, count = 0;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (items[middle].parent < parent)
			low = middle + 1;
		else
			high = middle;
	}
	while (low + count < import->attached.count && items[low + count].parent == parent &&
	       count < LIMIT_GALLERY_PICTURES)
		count++;
	struct attached_file *files = arena_new(into, struct attached_file, count + 1);
	for (size_t i = 0; i < count; i++)
		files[i] = (struct attached_file){ items[low + i].post_id, items[low + i].kind };
	return (struct attached){ files, count };
}
