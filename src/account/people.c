/* SPDX-License-Identifier: Apache-2.0 */
/* people.c: who may sign in. */
#include "account/people.h"

#include "news/slug.h"
#include "store/taxonomy.h"

struct str account_email_fault(struct str email)
{
	size_t at = str_find_char(email, '@');
	if (email.len == 0)
		return S("email.missing");
	if (email.len > LIMIT_EMAIL_BYTES)
		return S("email.too_long");
	bool is_sound = at != STR_NONE && at > 0 && at + 1 < email.len && utf8_valid(email) &&
			str_find_char(str_from(email, at + 1), '@') == STR_NONE;
	for (size_t i = 0; i < email.len; i++)
		is_sound &= !char_is_space(email.ptr[i]) && (unsigned char)email.ptr[i] > ' ' &&
			    email.ptr[i] != '<' && email.ptr[i] != '>';
	return is_sound ? S("") : S("email.not_valid");
}

struct str account_name_fault(struct str name)
{
	if (str_trim(name).len == 0)
		return S("name.missing");
	return name.len > LIMIT_PERSON_NAME_BYTES ? S("name.too_long") : S("");
}

/* The one who stands in bylines under this name and cannot sign in; id 0 if nobody does. */
static enum err find_byline(struct store *store, struct arena *into, struct str name,
			    struct person *out)
{
	struct sign_in sign_in;
	struct person person = { 0 };
	struct str slug = slug_from_text(into, name);
	*out = (struct person){ .name = name };
	enum err err = store_person_by_slug(store, into, slug, &person);
	if (err == ERR_NOT_FOUND || (!err && !str_eq(person.name, name)))
		return OK;
	TRY(err);
	err = store_sign_in(store, into, person.id, &sign_in);
	if (err == ERR_NOT_FOUND)
		*out = person;
	return err == ERR_NOT_FOUND ? OK : err;
}

enum err account_add(struct store *store, struct arena *into, const struct new_account *account,
		     person_id *out)
{
	struct person person;
	struct sign_in sign_in = { .email = str_lower(into, str_trim(account->email)),
				   .role = account->role,
				   .password = account->password };
	struct str fault = account_email_fault(sign_in.email);
	if (fault.len == 0)
		fault = account_name_fault(account->name);
	if (fault.len)
		return store_refuse(store, ERR_INVALID, "not a name and an e-mail address",
				    account->email);
	TRY(find_byline(store, into, str_trim(account->name), &person));
	person.is_guest = false;
	TRY(store_person_save(store, &person, &sign_in.person));
	TRY(store_sign_in_save(store, &sign_in));
	*out = sign_in.person;
	return OK;
}

/* Fails: ERR_CONFLICT when nobody else is a publisher. */
static enum err check_not_last(struct store *store, struct arena *into, person_id person)
{
	struct sign_in *all;
	size_t count, others = 0;
	bool is_one = false;
	struct str who = S("");
	TRY(store_sign_ins(store, into, &all, &count));
	for (size_t i = 0; i < count; i++) {
		bool is_publisher = all[i].role == STAFF_PUBLISHER;
		if (all[i].person.n == person.n)
			who = all[i].email;
		is_one |= is_publisher && all[i].person.n == person.n;
		others += is_publisher && all[i].person.n != person.n;
	}
	if (is_one && others == 0)
		return store_refuse(store, ERR_CONFLICT, "the last publisher stays", who);
	return OK;
}

enum err account_set_role(struct store *store, struct arena *into, person_id person,
			  enum staff_role role)
{
	struct sign_in sign_in;
	TRY(store_sign_in(store, into, person, &sign_in));
	if (role != STAFF_PUBLISHER)
		TRY(check_not_last(store, into, person));
	sign_in.role = role;
	return store_sign_in_save(store, &sign_in);
}

enum err account_remove(struct store *store, struct arena *into, person_id id)
{
	struct sign_in sign_in;
	struct person person;
	TRY(store_sign_in(store, into, id, &sign_in));
	TRY(check_not_last(store, into, id));
	TRY(store_sign_in_remove(store, id));
	TRY(store_person(store, into, id, &person));
	person.is_guest = true;
	return store_person_save(store, &person, &id);
}

enum err account_set_password(struct store *store, struct arena *into, person_id person,
			      struct str hash, int64_t but_session)
{
	struct sign_in sign_in;
	TRY(store_sign_in(store, into, person, &sign_in));
	sign_in.password = hash;
	TRY(store_sign_in_save(store, &sign_in));
	return store_sessions_remove(store, person, but_session);
}

enum err account_is_first(struct store *store, bool *out)
{
	return store_sign_in_none(store, out);
}

static struct str signed_link(struct arena *into, const struct account_keys *keys, int64_t person,
			      int64_t until, struct str about)
{
	struct str text = str_fmt(into, "%lld %lld %.*s", (long long)person, (long long)until,
				  STR_ARG(about));
	struct str mac = secret_sign(into, keys, text);
	return str_fmt(into, "%lld.%lld.%.*s", (long long)person, (long long)until, STR_ARG(mac));
}

enum err link_for_first(struct store *store, struct arena *into, const struct account_keys *keys,
			struct str *out)
{
	bool is_first;
	TRY(account_is_first(store, &is_first));
	if (!is_first)
		return store_refuse(store, ERR_CONFLICT, "somebody can sign in already",
				    S("first"));
	*out = signed_link(into, keys, 0, store_now(store).ms / 1000 + LINK_HOURS * 3600,
			   S("first"));
	return OK;
}

enum err link_for_password(struct store *store, struct arena *into, const struct account_keys *keys,
			   person_id person, struct str *out)
{
	struct sign_in sign_in;
	TRY(store_sign_in(store, into, person, &sign_in));
	*out = signed_link(into, keys, person.n, store_now(store).ms / 1000 + LINK_HOURS * 3600,
			   sign_in.password);
	return OK;
}

/* Whether the link is one over about, and when it ends. */
static bool is_signed(struct arena *into, const struct account_keys *keys, struct str link,
		      struct str about, unix_ms now, int64_t *person)
{
	struct str_pair head = str_cut(link, '.'), rest = str_cut(head.tail, '.');
	int64_t until;
	if (str_to_i64(head.head, person) || str_to_i64(rest.head, &until) ||
	    until <= now.ms / 1000)
		return false;
	struct str text = str_fmt(into, "%lld %lld %.*s", (long long)*person, (long long)until,
				  STR_ARG(about));
	return secret_is_signed(keys, text, rest.tail);
}

enum err link_is_first(struct store *store, struct arena *into, const struct account_keys *keys,
		       struct str link)
{
	bool is_first;
	int64_t person;
	TRY(account_is_first(store, &is_first));
	if (!is_first || !is_signed(into, keys, link, S("first"), store_now(store), &person))
		return ERR_NOT_FOUND;
	return OK;
}

enum err link_is_password(struct store *store, struct arena *into, const struct account_keys *keys,
			  struct str link, struct sign_in *out)
{
	struct sign_in sign_in;
	int64_t person;
	if (str_to_i64(str_cut(link, '.').head, &person))
		return ERR_NOT_FOUND;
	TRY(store_sign_in(store, into, (person_id){ person }, &sign_in));
	if (!is_signed(into, keys, link, sign_in.password, store_now(store), &person))
		return ERR_NOT_FOUND;
	*out = sign_in;
	return OK;
}
