/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pictures.c: the paper's pictures, newest first, and taking new ones in.
 *
 * A form without script sends any number of files at once and comes back to the list; a script
 * sends one at a time and is answered {"id", "why"}: id 0 and the reason when it was not taken.
 */
#include "base/utf8.h"
#include "desk/picture_view.h"
#include "media/studio.h"
#include "site/json.h"

enum { PICTURES_A_PAGE = 60 };
#define LIMIT_TITLE_BYTES 300 /* of what a file was called */
#define LIMIT_TAKEN_BYTES (64u << 10)

enum err desk_pictures(struct desk *desk, struct http_response *out)
{
	struct media *pictures;
	size_t count;
	struct str words = str_trim(form_get(&desk->query, S("q")));
	media_id before = { desk_number(form_get(&desk->query, S("before")), 0) };
	struct screen screen = screen_of(desk, S("pictures"));
	struct value_array *list = desk_list(desk);
	bool is_files = str_eq(form_get(&desk->query, S("kind")), S("files"));
	TRY(store_pictures(desk->store, desk->arena, is_files ? ATTACHMENTS : PICTURES, words,
			   before, PICTURES_A_PAGE, &pictures, &count));
	for (size_t i = 0; i < count; i++) {
		struct value view;
		TRY(picture_card_view(desk, &pictures[i], &view));
		desk_push(desk, list, view);
	}
	screen_set(&screen, S("pictures"), value_of_array(list));
	screen_set_text(&screen, S("q"), words);
	screen_set_truth(&screen, S("is_files"), is_files);
	screen_set_truth(&screen, S("is_later"), before.n > 0);
	if (count == PICTURES_A_PAGE)
		screen_set_number(&screen, S("before"), pictures[count - 1].id.n);
	return screen_send(&screen, out);
}

/* Each file in a transaction of its own: one that is refused costs the others nothing. */
static enum err take_one(struct desk *desk, const struct form_field *field, media_id *id,
			 struct fault *fault)
{
	struct studio studio = desk_studio_of(desk);
	struct media media = { .focal_x = 0.5,
			       .focal_y = 0.5,
			       .title = utf8_first(field->filename, LIMIT_TITLE_BYTES) };
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	TRY(studio_take(&studio, desk->arena, field->value, &media, fault));
	*id = media.id;
	return txn_commit(&txn);
}

static void put_taken(struct json *json, media_id id, struct str why)
{
	json_open(json, NULL, '{');
	json_number(json, "id", id.n);
	json_text_if(json, "why", why);
	json_close(json, '}');
}

enum err desk_pictures_take(struct desk *desk, struct http_response *out)
{
	struct buf buf = buf_in(desk->arena, LIMIT_TAKEN_BYTES);
	struct json json = json_into(&buf);
	struct str done = S("pictures-taken");
	media_id id = { 0 };
	json_open(&json, NULL, '[');
	for (size_t i = 0; i < desk->form.count; i++) {
		const struct form_field *field = &desk->form.items[i];
		struct fault fault = { 0 };
		if (!str_eq(field->name, S("picture")))
			continue;
		id = (media_id){ 0 };
		enum err err = field->value.len ? take_one(desk, field, &id, &fault) : ERR_DENIED;
		if (err && err != ERR_DENIED && err != ERR_TOO_BIG)
			return err;
		if (err)
			done = S("pictures-refused");
		put_taken(&json, id, str_of(fault.text));
	}
	json_close(&json, ']');
	if (str_contains(http_get(desk->request, S("Accept")), S("application/json")))
		return desk_json(desk, 200, buf_str(&buf), out);
	return desk_see(desk, S("/desk/pictures"), done, out);
}
