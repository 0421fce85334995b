/* SPDX-License-Identifier: Apache-2.0 */
/* picture.c: one picture: its words, its focal point, where it is shown, and another file for it.
 */
#include "desk/picture_view.h"
#include "desk/story_view.h"
#include "html/clean.h"
#include "os/os.h"

enum { USES_SHOWN = 50, USES_LOOKED_AT = 1000 };

struct studio desk_studio_of(const struct desk *desk)
{
	struct str folder = os_path_join(desk->arena, desk->app->site_folder, S("media"));
	return (struct studio){ desk->store, folder, desk->by.person };
}

static void set_number(struct desk *desk, struct value_map *map, struct str key, double n)
{
	desk_set(desk, map, key, value_number(n));
}

struct str picture_kind_word(const struct media *media)
{
	if (str_starts(media->mime, S("audio/")))
		return S("audio");
	return media->mime.len && !str_starts(media->mime, S("image/")) ? S("file") : S("");
}

enum err picture_card_view(struct desk *desk, const struct media *media, struct value *out)
{
	struct value_map *map = desk_map(desk);
	struct picture_wait wait = { 0 };
	enum err err = store_picture_wait(desk->store, desk->arena, media->id, &wait);
	if (err && err != ERR_NOT_FOUND)
		return err;
	struct str state = err ? S("") : wait.trouble.len ? S("failed") : S("waits");
	set_number(desk, map, S("id"), (double)media->id.n);
	if (media->file.len || media->remote_url.len)
		desk_set_text(desk, map, S("url"),
			      media->file.len ? str_fmt(desk->arena, "/desk/pictures/%lld/file",
							(long long)media->id.n)
					      : media->remote_url);
	desk_set_text(desk, map, S("kind"), picture_kind_word(media));
	desk_set_text(desk, map, S("title"), media->title);
	set_number(desk, map, S("kilobytes"), (double)((media->bytes + 1023) / 1024));
	desk_set_text(desk, map, S("alt"), media->alt);
	desk_set_text(desk, map, S("credit"), media->credit);
	desk_set_text(desk, map, S("copyright"), media->copyright);
	desk_set_text(desk, map, S("caption"), media->caption.s);
	desk_set_text(desk, map, S("caption_text"), html_text(desk->arena, media->caption));
	if (media->width > 0 && media->height > 0) {
		set_number(desk, map, S("width"), media->width);
		set_number(desk, map, S("height"), media->height);
	}
	set_number(desk, map, S("focal_x"), (int)(media->focal_x * 100 + 0.5));
	set_number(desk, map, S("focal_y"), (int)(media->focal_y * 100 + 0.5));
	desk_set_text(desk, map, S("state"), state);
	desk_set_text(desk, map, S("trouble"), wait.trouble);
	desk_set(desk, map, S("has_original"), value_bool(media->original.len > 0));
	*out = value_of_map(map);
	return OK;
}

static enum err uses_view(struct desk *desk, media_id id, struct value *out)
{
	struct picture_use *uses;
	size_t count;
	struct value_array *list = desk_list(desk);
	TRY(store_picture_uses(desk->store, desk->arena, id, USES_SHOWN, &uses, &count));
	for (size_t i = 0; i < count; i++) {
		struct edit edit;
		bool is_own;
		if (desk_open_story(desk, uses[i].story, &edit, &is_own) != OK)
			continue; /* not theirs to read */
		struct value_map *map = desk_map(desk);
		set_number(desk, map, S("id"), (double)uses[i].story.n);
		desk_set_text(desk, map, S("headline"), uses[i].headline);
		desk_set(desk, map, S("is_cover"), value_bool(uses[i].is_cover));
		desk_push(desk, list, value_of_map(map));
	}
	*out = value_of_array(list);
	return OK;
}

static enum err show(struct desk *desk, int status, struct str error, struct http_response *out)
{
	struct media media;
	struct value picture, uses;
	struct screen screen = screen_of(desk, S("picture"));
	TRY(store_media(desk->store, desk->arena, (media_id){ desk->numbers[0] }, &media));
	TRY(picture_card_view(desk, &media, &picture));
	TRY(uses_view(desk, media.id, &uses));
	screen.status = status;
	screen.place = S("pictures");
	screen_set(&screen, S("picture"), picture);
	screen_set(&screen, S("uses"), uses);
	screen_set_text(&screen, S("error"), error);
	return screen_send(&screen, out);
}

enum err desk_picture(struct desk *desk, struct http_response *out)
{
	return show(desk, 200, S(""), out);
}

static double read_percent(struct desk *desk, struct str name, double fallback)
{
	int64_t percent = desk_number(form_get(&desk->form, name), -1);
	return percent < 0 || percent > 100 ? fallback : (double)percent / 100;
}

static struct str line_of(struct desk *desk, struct str name)
{
	return str_trim(form_get(&desk->form, name));
}

/* Whether the files for readers say something else now than they should. */
static bool wants_remake(const struct media *is, const struct media *next)
{
	return next->original.len &&
	       (!str_eq(is->credit, next->credit) || !str_eq(is->copyright, next->copyright));
}

/* Whether every story that shows it is theirs and not yet out. */
static enum err are_uses_own(struct desk *desk, const struct picture_use *uses, size_t count,
			     bool *out)
{
	*out = true;
	for (size_t i = 0; i < count && *out; i++) {
		struct edit edit;
		bool is_own = false;
		enum err err = desk_open_story(desk, uses[i].story, &edit, &is_own);
		if (err && err != ERR_NOT_FOUND)
			return err;
		*out = !err && is_own && !uses[i].is_public;
	}
	return OK;
}

/* What readers see is changed by those who may change it in a story as well. A contributor changes
 * the words of what they brought in themselves, as long as no other's story shows it. */
static enum err may_change(struct desk *desk, media_id id, bool *out)
{
	struct picture_use *uses;
	size_t count;
	person_id taker;
	*out = can(desk->role, ACTION_EDIT_ANY);
	if (*out)
		return OK;
	TRY(store_picture_taker(desk->store, id, &taker));
	if (!can(desk->role, ACTION_READ_ANY) && taker.n != desk->by.person.n)
		return OK;
	TRY(store_picture_uses(desk->store, desk->arena, id, USES_LOOKED_AT, &uses, &count));
	return are_uses_own(desk, uses, count, out);
}

enum err desk_picture_save(struct desk *desk, struct http_response *out)
{
	struct studio studio = desk_studio_of(desk);
	struct media is, next;
	bool may = false;
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	TRY(store_media(desk->store, desk->arena, (media_id){ desk->numbers[0] }, &is));
	TRY(may_change(desk, is.id, &may));
	if (!may)
		return ERR_DENIED;
	next = is;
	if (form_has(&desk->form, S("title")))
		next.title = line_of(desk, S("title"));
	if (form_has(&desk->form, S("alt")))
		next.alt = line_of(desk, S("alt"));
	next.credit = line_of(desk, S("credit"));
	next.copyright = line_of(desk, S("copyright"));
	TRY(html_clean(desk->arena, line_of(desk, S("caption")), CLEAN_INLINE, &next.caption));
	next.focal_x = read_percent(desk, S("focal_x"), is.focal_x);
	next.focal_y = read_percent(desk, S("focal_y"), is.focal_y);
	TRY(store_media_save(desk->store, &next, &next.id));
	if (wants_remake(&is, &next))
		TRY(studio_remake(&studio, next.id));
	TRY(txn_commit(&txn));
	return desk_see(desk, desk->path, S("picture-saved"), out);
}

enum err desk_picture_replace(struct desk *desk, struct http_response *out)
{
	struct studio studio = desk_studio_of(desk);
	media_id id = { desk->numbers[0] };
	struct fault fault = { 0 };
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	enum err err = studio_replace(&studio, desk->arena, form_get(&desk->form, S("picture")), id,
				      &fault);
	if (err == ERR_DENIED || err == ERR_TOO_BIG) {
		txn_end(&txn);
		return show(desk, 422, str_of(fault.text), out);
	}
	TRY(err);
	TRY(txn_commit(&txn));
	return desk_see(desk, str_fmt(desk->arena, "/desk/pictures/%lld", (long long)id.n),
			S("picture-replaced"), out);
}

/* Pictures of unpublished stories too, which readers' addresses do not give. */
enum err desk_picture_file(struct desk *desk, struct http_response *out)
{
	struct media media;
	TRY(store_media(desk->store, desk->arena, (media_id){ desk->numbers[0] }, &media));
	struct renditions all = renditions_of(&media);
	struct str file = media.file;
	if (file.len == 0)
		return ERR_NOT_FOUND;
	if (all.count)
		file = rendition_file(desk->arena, &media, all.version,
				      all.widths[all.count > 2 ? 2 : all.count - 1]);
	*out = http_response_in(desk->arena, 200);
	out->file = os_path_join(desk->arena, desk_studio_of(desk).media_folder, file);
	desk_dress(desk, out);
	http_set(out, S("Content-Security-Policy"), S("default-src 'none'; sandbox"));
	if (str_eq(picture_kind_word(&media), S("file")))
		http_set(out, S("Content-Disposition"), S("attachment"));
	return OK;
}
