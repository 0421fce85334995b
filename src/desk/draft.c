/* SPDX-License-Identifier: Apache-2.0 */
/*
 * draft.c: what the editor's script asks while somebody writes; docs/DESK.md has the shapes.
 *
 *   POST /desk/stories/N/draft      {token, version, fields} -> {version, saved_at, fields?}
 *   POST /desk/stories/N/presence   {token, tab}             -> {version, people}
 */
#include "desk/handlers.h"
#include "desk/story_view.h"
#include "site/json.h"

#define LIMIT_DRAFT_BYTES (12u << 20)
#define LIMIT_DRAFT_LINE_BYTES 4000 /* of a headline, an address ... */
#define LIMIT_TAB_BYTES 64

static enum err fail(struct desk *desk, int status, const char *what, struct http_response *out)
{
	return desk_json(desk, status, str_fmt(desk->arena, "{\"error\":\"%s\"}", what), out);
}

/* The body read, and its token found good; else *out is the answer and *is_open false. */
static enum err open_json(struct desk *desk, struct value *out, bool *is_open,
			  struct http_response *answer)
{
	struct fault fault = { 0 };
	*is_open = false;
	if (desk->request->body.len > LIMIT_DRAFT_BYTES)
		return fail(desk, 413, "too-big", answer);
	if (value_parse_json(desk->arena, desk->request->body, out, &fault))
		return fail(desk, 400, "invalid", answer);
	struct value token = value_field(*out, S("token"), desk->arena);
	if (token.kind != VALUE_TEXT || !form_token_is_good(&desk->keys, desk->cookie, token.text))
		return fail(desk, 403, "denied", answer);
	*is_open = true;
	return OK;
}

static bool take(struct desk *desk, struct value fields, struct str name, size_t most,
		 struct str *out, bool *is_sound)
{
	struct value value = value_field(fields, name, desk->arena);
	if (value.kind == VALUE_MISSING)
		return false;
	if (value.kind != VALUE_TEXT || value.text.len > most || !utf8_valid(value.text)) {
		*is_sound = false;
		return false;
	}
	*out = value.text;
	return true;
}

struct sent {
	struct str standfirst, body;
	bool has_standfirst, has_body;
};

/* The sent fields over the story. *is_sound: false when one is no text, or too long. */
static enum err read_fields(struct desk *desk, struct value fields, const struct edit *edit,
			    struct story *next, struct sent *sent, bool *is_sound)
{
	struct str slug = S("");
	struct {
		struct str name, *place;
	} lines[] = {
		{ S("headline"), &next->headline },
		{ S("language"), &next->language },
		{ S("canonical_url"), &next->canonical_url },
		{ S("meta_title"), &next->meta_title },
		{ S("meta_description"), &next->meta_description },
		{ S("slug"), &slug },
	};
	*is_sound = true;
	for (size_t i = 0; i < COUNT_OF(lines); i++)
		take(desk, fields, lines[i].name, LIMIT_DRAFT_LINE_BYTES, lines[i].place, is_sound);
	sent->has_standfirst =
		take(desk, fields, S("standfirst"), LIMIT_DRAFT_BYTES, &sent->standfirst, is_sound);
	sent->has_body = take(desk, fields, S("body"), LIMIT_DRAFT_BYTES, &sent->body, is_sound);
	if (!*is_sound)
		return OK;
	if (!story_canonical_is_sound(next->canonical_url))
		next->canonical_url = edit->story.canonical_url; /* half typed; Save says so */
	next->slug = story_slug_for(desk, edit, slug, next->headline);
	if (sent->has_standfirst)
		TRY(story_clean_standfirst(desk, &edit->story, sent->standfirst,
					   &next->standfirst));
	if (sent->has_body)
		TRY(story_clean_body(desk, &edit->story, sent->body, &next->body));
	return OK;
}

static struct str time_text(struct desk *desk, unix_ms at)
{
	return time_rfc3339(desk->arena, at, zone_offset_s(desk->settings.zone, at));
}

/* Somebody was first: their side, whole. */
static enum err answer_conflict(struct desk *desk, story_id id, struct http_response *out)
{
	struct edit edit;
	bool is_own;
	struct sign_in who = { 0 };
	struct buf text = buf_in(desk->arena, LIMIT_SCREEN_BYTES * 2);
	struct json json = json_into(&text);
	TRY(desk_open_story(desk, id, &edit, &is_own));
	enum err err = store_sign_in(desk->store, desk->arena, edit.working.person, &who);
	if (err && err != ERR_NOT_FOUND)
		return err;
	json_open(&json, NULL, '{');
	json_text(&json, "error", S("conflict"));
	json_open(&json, "current", '{');
	json_text(&json, "version", version_text(desk->arena, edit.version));
	json_text(&json, "headline", edit.story.headline);
	json_text(&json, "standfirst", edit.story.standfirst.s);
	json_text(&json, "body", edit.story.body);
	json_text(&json, "slug", edit.story.slug);
	json_text(&json, "language", edit.story.language);
	json_text(&json, "canonical_url", edit.story.canonical_url);
	json_text(&json, "meta_title", edit.story.meta_title);
	json_text(&json, "meta_description", edit.story.meta_description);
	json_text(&json, "by", who.name);
	json_text(&json, "at", time_text(desk, edit.working.at));
	json_close(&json, '}');
	json_close(&json, '}');
	TRY(text.fault);
	return desk_json(desk, 409, buf_str(&text), out);
}

/* Tells where what is kept is spelled otherwise than what was sent. */
static enum err answer_saved(struct desk *desk, struct version version, const struct story *kept,
			     const struct sent *sent, struct http_response *out)
{
	bool standfirst = sent->has_standfirst && !str_eq(sent->standfirst, kept->standfirst.s);
	bool body = sent->has_body && !str_eq(sent->body, kept->body);
	struct buf text = buf_in(desk->arena, LIMIT_SCREEN_BYTES * 2);
	struct json json = json_into(&text);
	json_open(&json, NULL, '{');
	json_text(&json, "version", version_text(desk->arena, version));
	json_text(&json, "saved_at", time_text(desk, store_now(desk->store)));
	if (standfirst || body) {
		json_open(&json, "fields", '{');
		if (standfirst)
			json_text(&json, "standfirst", kept->standfirst.s);
		if (body)
			json_text(&json, "body", kept->body);
		json_close(&json, '}');
	}
	json_close(&json, '}');
	TRY(text.fault);
	return desk_json(desk, 200, buf_str(&text), out);
}

static enum err save(struct desk *desk, struct value json, const struct edit *edit,
		     struct http_response *out)
{
	struct story next = edit->story;
	struct sent sent = { 0 };
	struct version base, now;
	bool is_sound;
	struct value version = value_field(json, S("version"), desk->arena);
	if (version.kind != VALUE_TEXT || !version_parse(version.text, &base))
		return fail(desk, 422, "invalid", out);
	enum err err = read_fields(desk, value_field(json, S("fields"), desk->arena), edit, &next,
				   &sent, &is_sound);
	if (!err && !is_sound)
		return fail(desk, 422, "invalid", out);
	if (!err)
		err = press_edit(desk->store, &desk->by, &next, base, EDIT_GOES_ON, S(""), &now);
	if (err == ERR_CONFLICT)
		return answer_conflict(desk, edit->story.id, out);
	if (err == ERR_TOO_BIG)
		return fail(desk, 413, "too-big", out);
	TRY(err);
	return answer_saved(desk, now, &next, &sent, out);
}

enum err desk_draft(struct desk *desk, struct http_response *out)
{
	struct value json;
	struct edit edit;
	bool is_open;
	TRY(open_json(desk, &json, &is_open, out));
	if (!is_open)
		return OK;
	enum err err = desk_open_to_edit(desk, (story_id){ desk->numbers[0] }, &edit);
	if (err == ERR_NOT_FOUND)
		return fail(desk, 404, "missing", out);
	if (err == ERR_DENIED)
		return fail(desk, 403, "denied", out);
	TRY(err);
	return save(desk, json, &edit, out);
}

static enum err hear(struct desk *desk, story_id id, struct str tab, struct presence **people,
		     size_t *count)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, desk->store));
	TRY(store_presence(desk->store, desk->arena, id, desk->visitor.who.person, tab, people,
			   count));
	return txn_commit(&txn);
}

enum err desk_presence(struct desk *desk, struct http_response *out)
{
	struct value body;
	struct edit edit;
	struct presence *people;
	size_t count;
	struct str tab = S("");
	bool is_open, is_own, is_sound = true;
	TRY(open_json(desk, &body, &is_open, out));
	if (!is_open)
		return OK;
	enum err err = desk_open_story(desk, (story_id){ desk->numbers[0] }, &edit, &is_own);
	if (err == ERR_NOT_FOUND)
		return fail(desk, 404, "missing", out);
	TRY(err);
	if (!take(desk, body, S("tab"), LIMIT_TAB_BYTES, &tab, &is_sound))
		return fail(desk, 422, "invalid", out);
	TRY(hear(desk, edit.story.id, tab, &people, &count));
	struct buf text = buf_in(desk->arena, LIMIT_SCREEN_BYTES);
	struct json json = json_into(&text);
	json_open(&json, NULL, '{');
	json_text(&json, "version", version_text(desk->arena, edit.version));
	json_open(&json, "people", '[');
	for (size_t i = 0; i < count; i++) {
		json_open(&json, NULL, '{');
		json_text(&json, "name", people[i].name);
		json_truth(&json, "is_me", people[i].person.n == desk->visitor.who.person.n);
		json_close(&json, '}');
	}
	json_close(&json, ']');
	json_close(&json, '}');
	TRY(text.fault);
	return desk_json(desk, 200, buf_str(&text), out);
}
