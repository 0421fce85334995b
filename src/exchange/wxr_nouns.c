/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wxr_nouns.c: people, sections and topics. Each is looked up by its uri, then, if nobody else's
 * uri is on it, by its slug (a section of that name made here is the same section), else made.
 */
#include "exchange/wxr_import.h"
#include "exchange/wxr_type.h"
#include "http/url.h"
#include "news/slug.h"
#include "store/taxonomy.h"

/* As good as it is: letters of any script, digits and the signs that need no encoding. */
static bool is_sound_slug(struct str slug)
{
	for (size_t i = 0; i < slug.len; i++) {
		char c = slug.ptr[i];
		if ((unsigned char)c < 0x80 && !char_is_alpha(c) && !char_is_digit(c) &&
		    !strchr("-_.~", c))
			return false;
	}
	return slug.len <= LIMIT_SLUG_BYTES;
}

struct str noun_slug(struct arena *into, struct str nicename)
{
	struct str slug = utf8_repair(into, url_decode(into, str_trim(nicename)));
	return is_sound_slug(slug) ? slug : slug_from_text(into, slug);
}

/* WordPress has no such signs in a login; exports edited by hand do. */
struct str noun_login(struct arena *into, struct str login)
{
	struct buf out = buf_in(into, login.len);
	for (size_t i = 0; i < login.len; i++)
		if (login.ptr[i] && !strchr("<>\"'&", login.ptr[i]))
			buf_put_char(&out, login.ptr[i]);
	return str_trim(buf_str(&out));
}

static struct str key_of(struct import *import, const char *kind, struct str uri)
{
	return str_fmt(&import->item, "%s %.*s", kind, STR_ARG(uri));
}

static bool known_row(struct import *import, const char *kind, struct str uri, int64_t *out)
{
	return key_map_get(&import->rows, key_of(import, kind, uri), out);
}

static void keep_row(struct import *import, const char *kind, struct str uri, int64_t row)
{
	key_map_put(&import->rows, key_of(import, kind, uri), row);
}

/* Exports list a term twice when its name was written in two ways. The first one counts, in all
 * files: else each import would change it there and back. */
static bool was_told(struct import *import, const char *kind, struct str uri)
{
	int64_t row;
	struct str key = str_fmt(&import->item, "told %s %.*s", kind, STR_ARG(uri));
	if (key_map_get(&import->rows, key, &row))
		return true;
	key_map_put(&import->rows, key, 1);
	return false;
}

/* What a menu calls "category 12". */
static void keep_term(struct import *import, const char *kind, int64_t term, int64_t row)
{
	if (term)
		keep_row(import, kind, wxr_item_uri(&import->item, &import->place, term), row);
}

static enum err keep_address(struct import *import, enum address_kind kind, const char *head,
			     struct str slug, int64_t row)
{
	struct str path;
	struct arena *arena = &import->item;
	if (url_normal_path(
		    arena,
		    str_fmt(arena, "/%s/%.*s/", head, STR_ARG(url_encode_segment(arena, slug))),
		    &path))
		return OK;
	return address_add(import, path, kind, row);
}

static enum outcome outcome_of(bool is_new, bool is_changed)
{
	return is_new ? OUTCOME_NEW : is_changed ? OUTCOME_UPDATED : OUTCOME_SAME;
}

/* people */

static struct str author_name(struct arena *into, const struct wxr_author *author)
{
	struct str name = wp_plain(into, author->display_name);
	if (name.len)
		return name;
	name = str_trim(str_fmt(into, "%.*s %.*s", STR_ARG(author->first_name),
				STR_ARG(author->last_name)));
	return name.len ? wp_plain(into, name) : author->login;
}

static enum err find_person(struct import *import, struct str uri, struct str slug, struct str name,
			    struct person *out)
{
	enum err err = store_person_by_uri(import->store, &import->item, uri, out);
	if (err != ERR_NOT_FOUND)
		return err;
	TRY(store_person_by_slug(import->store, &import->item, slug, out));
	bool is_same = !out->uri.len && str_eq_nocase(out->name, name);
	return is_same ? OK : ERR_NOT_FOUND;
}

/* name: "" when only the login is known; then a name that is there stays. */
static enum err save_person(struct import *import, struct str login, struct str name,
			    struct html bio, struct str website, person_id *out)
{
	struct str uri = wxr_named_uri(&import->item, &import->place, "author_name", login);
	struct str slug = slug_from_text(&import->item, login);
	struct person person = { 0 };
	enum err err = find_person(import, uri, slug, name.len ? name : login, &person);
	if (err && err != ERR_NOT_FOUND)
		return err;
	bool is_new = err != OK;
	if (is_new)
		person = (struct person){ .slug = slug, .is_guest = true };
	struct person before = person;
	if (name.len || is_new)
		person.name = name.len ? name : login;
	person.bio = bio.s.len ? bio : person.bio;
	person.website = website.len ? website : person.website;
	person.uri = uri;
	if (store_person_save(import->store, &person, out) == ERR_CONFLICT) {
		person.slug = S("");
		TRY(store_person_save(import->store, &person, out));
	}
	bool is_changed = !str_eq(before.name, person.name) || !str_eq(before.uri, person.uri) ||
			  !str_eq(before.bio.s, person.bio.s);
	int64_t row;
	if (!known_row(import, "person", uri, &row))
		import->account->people.of[outcome_of(is_new, is_changed)]++;
	keep_row(import, "person", uri, out->n);
	return keep_address(import, ADDRESS_PERSON, "author", slug, out->n);
}

enum err noun_person(struct import *import, struct str login, struct str name, person_id *out)
{
	struct str uri = wxr_named_uri(&import->item, &import->place, "author_name", login);
	if (known_row(import, "person", uri, &out->n))
		return OK;
	return save_person(import, login, name, html_escape(&import->item, S("")), S(""), out);
}

enum err nouns_author(void *self, const struct wxr_author *author)
{
	struct import *import = self;
	person_id id;
	struct str login = noun_login(&import->item, author->login);
	struct str email = str_lower(&import->item, str_trim(author->email));
	struct str uri = wxr_named_uri(&import->item, &import->place, "author_name", login);
	if (!login.len)
		return OK;
	if (was_told(import, "person", uri))
		TRY(noun_person(import, login, S(""), &id));
	else
		TRY(save_person(import, login, author_name(&import->item, author),
				html_escape(&import->item, S("")), S(""), &id));
	if (author->id)
		keep_row(import, "user", wxr_item_uri(&import->item, &import->place, author->id),
			 id.n);
	if (email.len)
		keep_row(import, "email", email, id.n);
	return OK;
}

/* A guest of Co-Authors Plus: its login is what items name in domain="author". */
static enum err take_guest(struct import *import, const struct wxr_item *item)
{
	struct arena *arena = &import->item;
	struct str login = noun_login(arena, wxr_meta(item, "cap-user_login")), name;
	person_id id;
	if (!login.len)
		login = item->post_name;
	str_drop_prefix(&login, S("cap-"));
	name = wp_plain(arena, wxr_meta(item, "cap-display_name"));
	if (!login.len)
		return import_skip(import, item, SKIP_NO_ID);
	TRY(save_person(import, login, name.len ? name : wp_plain(arena, item->title),
			wp_inline(arena, wxr_meta(item, "cap-description")),
			str_trim(wxr_meta(item, "cap-website")), &id));
	import_count(import, item, OUTCOME_NEW);
	return OK;
}

/* sections */

static enum err find_section(struct import *import, struct str uri, struct str slug,
			     struct section *out)
{
	enum err err = store_section_by_uri(import->store, &import->item, uri, out);
	if (err != ERR_NOT_FOUND)
		return err;
	TRY(store_section_by_slug(import->store, &import->item, slug, out));
	return out->uri.len ? ERR_NOT_FOUND : OK;
}

static enum err save_section(struct import *import, const struct waiting_section *term,
			     section_id parent, bool is_told, section_id *out)
{
	struct arena *arena = &import->item;
	struct str uri = wxr_named_uri(arena, &import->place, "category_name", term->slug);
	struct section section = { 0 };
	enum err err = find_section(import, uri, term->slug, &section);
	if (err && err != ERR_NOT_FOUND)
		return err;
	bool is_new = err != OK;
	struct section before = section;
	if (is_new)
		section.slug = term->slug;
	if (is_new || is_told) {
		section.name = term->name.len ? wp_plain(arena, term->name) : term->slug;
		section.description = wp_inline(arena, term->description);
		section.parent = parent.n ? parent : section.parent;
	}
	section.uri = uri;
	bool is_moved = before.parent.n != section.parent.n;
	if (is_moved && !is_new)
		section.path = S("");
	if (store_section_save(import->store, &section, out) == ERR_CONFLICT) {
		section.slug = S("");
		TRY(store_section_save(import->store, &section, out));
	}
	bool is_changed = is_moved || !str_eq(before.name, section.name) ||
			  !str_eq(before.description.s, section.description.s) ||
			  !str_eq(before.uri, section.uri);
	int64_t row;
	if (!known_row(import, "section", uri, &row))
		import->account->sections.of[outcome_of(is_new, is_changed)]++;
	keep_row(import, "section", uri, out->n);
	return keep_address(import, ADDRESS_SECTION, "category", term->slug, out->n);
}

static struct waiting_section *waiting_section(struct import *import, struct str slug)
{
	for (size_t i = 0; i < import->sections.count; i++)
		if (str_eq(import->sections.items[i].slug, slug))
			return &import->sections.items[i];
	return NULL;
}

/* "a/b/c" for c below b below a: where WordPress showed it. */
static enum err keep_deep_address(struct import *import, const struct waiting_section *term,
				  section_id id)
{
	struct arena *arena = &import->item;
	struct str path = url_encode_segment(arena, term->slug), whole;
	const struct waiting_section *up = term;
	for (int steps = 0; up->parent.len && steps < 10; steps++) {
		up = waiting_section(import, up->parent);
		if (!up)
			break;
		path = str_fmt(arena, "%.*s/%.*s", STR_ARG(url_encode_segment(arena, up->slug)),
			       STR_ARG(path));
	}
	if (up == term ||
	    url_normal_path(arena, str_fmt(arena, "/category/%.*s/", STR_ARG(path)), &whole))
		return OK;
	return address_add(import, whole, ADDRESS_SECTION, id.n);
}

/* Parents first. A parent that is nowhere, or that stands below its own child, is none. */
static enum err save_with_parents(struct import *import, struct waiting_section *term, int depth,
				  section_id *out)
{
	section_id parent = { 0 };
	struct waiting_section *above = waiting_section(import, term->parent);
	term->is_saved = true;
	if (above && above != term && !above->is_saved && depth < 50)
		TRY(save_with_parents(import, above, depth + 1, &parent));
	else if (term->parent.len && !known_row(import, "section",
						wxr_named_uri(&import->item, &import->place,
							      "category_name", term->parent),
						&parent.n))
		parent.n = 0;
	bool is_told = !was_told(
		import, "section",
		wxr_named_uri(&import->item, &import->place, "category_name", term->slug));
	enum err err = save_section(import, term, parent, is_told, out);
	if (err == ERR_INVALID) /* it would stand below itself */
		err = save_section(import, term, (section_id){ 0 }, is_told, out);
	if (err)
		return err;
	keep_term(import, "category", term->term_id, out->n);
	return keep_deep_address(import, term, *out);
}

enum err noun_section(struct import *import, struct str slug, struct str name, section_id *out)
{
	struct str uri = wxr_named_uri(&import->item, &import->place, "category_name", slug);
	if (known_row(import, "section", uri, &out->n))
		return OK;
	struct waiting_section term = { .slug = slug, .name = name };
	return save_section(import, &term, (section_id){ 0 }, false, out);
}

/* topics */

static enum err find_topic(struct import *import, struct str uri, struct str slug,
			   struct topic *out)
{
	enum err err = store_topic_by_uri(import->store, &import->item, uri, out);
	if (err != ERR_NOT_FOUND)
		return err;
	TRY(store_topic_by_slug(import->store, &import->item, slug, out));
	return out->uri.len ? ERR_NOT_FOUND : OK;
}

static enum err save_topic(struct import *import, const struct waiting_section *term, bool is_told,
			   topic_id *out)
{
	struct arena *arena = &import->item;
	struct str uri = wxr_named_uri(arena, &import->place, "tag", term->slug);
	struct topic topic = { 0 };
	enum err err = find_topic(import, uri, term->slug, &topic);
	if (err && err != ERR_NOT_FOUND)
		return err;
	bool is_new = err != OK;
	is_told = is_told && !was_told(import, "topic", uri);
	struct topic before = topic;
	if (is_new)
		topic.slug = term->slug;
	if (is_new || is_told) {
		topic.name = term->name.len ? wp_plain(arena, term->name) : term->slug;
		topic.description = wp_inline(arena, term->description);
	}
	topic.uri = uri;
	if (store_topic_save(import->store, &topic, out) == ERR_CONFLICT) {
		topic.slug = S("");
		TRY(store_topic_save(import->store, &topic, out));
	}
	bool is_changed = !str_eq(before.name, topic.name) || !str_eq(before.uri, topic.uri) ||
			  !str_eq(before.description.s, topic.description.s);
	int64_t row;
	if (!known_row(import, "topic", uri, &row))
		import->account->topics.of[outcome_of(is_new, is_changed)]++;
	keep_row(import, "topic", uri, out->n);
	return keep_address(import, ADDRESS_TOPIC, "tag", term->slug, out->n);
}

enum err noun_topic(struct import *import, struct str slug, struct str name, topic_id *out)
{
	struct str uri = wxr_named_uri(&import->item, &import->place, "tag", slug);
	if (known_row(import, "topic", uri, &out->n))
		return OK;
	struct waiting_section term = { .slug = slug, .name = name };
	return save_topic(import, &term, false, out);
}

/* a file's head */

/* Where it was, if its slug had signs that ours do not have: "ben%26amp%3Bjerry". */
static enum err keep_raw_address(struct import *import, enum address_kind kind, const char *head,
				 const struct wxr_term *term, struct str slug, int64_t row)
{
	struct arena *arena = &import->item;
	struct str raw = utf8_repair(arena, url_decode(arena, str_trim(term->slug)));
	return !raw.len || str_eq(raw, slug) ? OK : keep_address(import, kind, head, raw, row);
}

static struct waiting_section waiting_of(struct import *import, const struct wxr_term *term)
{
	struct arena *item = &import->item;
	struct str slug = noun_slug(item, term->slug);
	if (!slug.len)
		slug = slug_from_text(item, wp_plain(item, term->name));
	return (struct waiting_section){
		.term_id = term->id,
		.slug = slug,
		.parent = noun_slug(item, term->parent),
		.name = term->name,
		.description = term->description,
	};
}

static void keep_section(struct import *import, struct waiting_section term)
{
	struct arena *keep = import->keep;
	if (waiting_section(import, term.slug))
		return;
	term.slug = str_dup(keep, term.slug);
	term.parent = str_dup(keep, term.parent);
	term.name = str_dup(keep, term.name);
	term.description = str_dup(keep, term.description);
	*list_push(keep, &import->sections) = term;
}

void nouns_collect(struct import *import, const struct wxr_term *term)
{
	struct waiting_section waiting = waiting_of(import, term);
	if (str_eq(str_trim(term->taxonomy), S("category")) && waiting.slug.len)
		keep_section(import, waiting);
}

enum err nouns_term(void *self, const struct wxr_term *term)
{
	struct import *import = self;
	struct str taxonomy = str_trim(term->taxonomy);
	struct waiting_section waiting = waiting_of(import, term);
	topic_id topic;
	if (!waiting.slug.len)
		return OK;
	if (str_eq(taxonomy, S("category"))) {
		keep_section(import, waiting);
	} else if (str_eq(taxonomy, S("post_tag"))) {
		TRY(save_topic(import, &waiting, true, &topic));
		TRY(keep_raw_address(import, ADDRESS_TOPIC, "tag", term, waiting.slug, topic.n));
		keep_term(import, "post_tag", term->id, topic.n);
	} else if (str_eq(taxonomy, S("nav_menu"))) {
		*list_push(import->keep, &import->menu_names) = (struct menu_name){
			.slug = str_dup(import->keep, waiting.slug),
			.name = wp_plain(import->keep, term->name),
		};
	} else if (!str_eq(taxonomy, S("post_format"))) {
		import->account->other_terms++;
	}
	return OK;
}

enum err nouns_end_of_terms(struct import *import)
{
	section_id id;
	for (size_t i = 0; i < import->sections.count; i++)
		if (!import->sections.items[i].is_saved)
			TRY(save_with_parents(import, &import->sections.items[i], 0, &id));
	return OK;
}

enum err nouns_item(void *self, const struct wxr_item *item)
{
	struct import *import = self;
	switch (wxr_type_of(item)) {
	case TYPE_ATTACHMENT: return media_item(import, item);
	case TYPE_PERSON: return take_guest(import, item);
	default: return OK;
	}
}
