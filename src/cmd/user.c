/* SPDX-License-Identifier: Apache-2.0 */
/* user.c: `broadside user SITE ...`: who may sign in, from the command line. */
#include <stdio.h>

#include "account/people.h"
#include "cmd/cmd.h"
#include "cmd/first_link.h"
#include "cmd/options.h"
#include "cmd/site_folder.h"
#include "os/os.h"
#include "site/json.h"
#include "store/setting.h"

#define LIMIT_USER_SECRET_BYTES 4096
#define LIMIT_USER_WORDS 4
#define LIMIT_LIST_BYTES (4u << 20)

struct user {
	struct str words[LIMIT_USER_WORDS]; /* SITE, what, whom, role */
	size_t word_count;
	struct str name, role, url, database;
	bool reads_password, json;

	struct arena *arena;
	struct store *store;
	struct str secret, site_url;
};

static enum err open_user(struct user *user, struct fault *fault)
{
	struct arena *arena = user->arena;
	struct str site = user->words[0];
	struct site_conf *conf = arena_new(arena, struct site_conf, 1);
	if (!site_folder_is_site(arena, site))
		return fault_set(fault, ERR_NOT_FOUND, "no newspaper there: %.*s", STR_ARG(site));
	TRY(site_conf_read(arena, site, conf, fault));
	TRY(os_read_file(arena, os_path_join(arena, site, S("secret")), LIMIT_USER_SECRET_BYTES,
			 &user->secret, fault));
	if (user->secret.len < LEAST_ACCOUNT_SECRET_BYTES)
		return fault_set(fault, ERR_INVALID, "%.*s/secret is too short", STR_ARG(site));
	TRY(store_open(site, user->database.len ? user->database : conf->database, STORE_WRITE,
		       &user->store, fault));
	user->site_url = user->url.len ? user->url : conf->url;
	if (!user->site_url.len && store_setting_is_set(user->store, S("url")))
		TRY(store_setting(user->store, arena, S("url"), &user->site_url));
	if (!user->site_url.len)
		user->site_url =
			str_fmt(arena, "http://%.*s",
				STR_ARG(conf->listen.len ? conf->listen : S("127.0.0.1:8080")));
	return OK;
}

static enum err find_person(struct user *user, struct sign_in *out, struct fault *fault)
{
	struct str email = str_lower(user->arena, str_trim(user->words[2]));
	enum err err = store_sign_in_by_email(user->store, user->arena, email, out);
	return err ? fault_set(fault, err, "nobody signs in with %.*s", STR_ARG(email)) : OK;
}

/* One line of standard input. */
static enum err read_password(struct user *user, struct str *hash, struct fault *fault)
{
	enum { STANDARD_INPUT = 0 };
	char line[LIMIT_NEW_PASSWORD_BYTES + 2];
	size_t have = 0, got = 1;
	while (got && have < sizeof line && !memchr(line, '\n', have)) {
		TRY(os_read(STANDARD_INPUT, line + have, sizeof line - have, &got));
		have += got;
	}
	struct str plain = str_cut((struct str){ line, have }, '\n').head;
	if (!password_may_be(plain, user->words[2], user->name))
		return fault_set(fault, ERR_INVALID,
				 "a password has %d to %d characters and is not the address",
				 LIMIT_NEW_PASSWORD_CHARS_LEAST, LIMIT_NEW_PASSWORD_BYTES);
	return password_hash(user->arena, plain, hash);
}

static enum err print_password_link(struct user *user, person_id person)
{
	const struct account_keys keys = account_keys_from(user->secret);
	struct str link, url = user->site_url;
	TRY(link_for_password(user->store, user->arena, &keys, person, &link));
	while (str_drop_suffix(&url, S("/")))
		;
	printf("%.*s/desk/password/%.*s\n", STR_ARG(url), STR_ARG(link));
	return OK;
}

static enum err add(struct user *user, struct fault *fault)
{
	struct new_account account = { .email = user->words[2], .name = user->name };
	person_id person;
	if (!role_parse(user->role.len ? user->role : S("reporter"), &account.role))
		return fault_set(fault, ERR_INVALID, "no such role: %.*s", STR_ARG(user->role));
	if (user->name.len == 0)
		return fault_set(fault, ERR_INVALID, "--name says who it is");
	if (user->reads_password)
		TRY(read_password(user, &account.password, fault));
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, user->store));
	TRY(account_add(user->store, user->arena, &account, &person));
	TRY(txn_commit(&txn));
	return user->reads_password ? OK : print_password_link(user, person);
}

static enum err list(struct user *user, struct fault *fault)
{
	struct sign_in *people;
	size_t count;
	struct buf text = buf_in(user->arena, LIMIT_LIST_BYTES);
	struct json json = json_into(&text);
	(void)fault;
	TRY(store_sign_ins(user->store, user->arena, &people, &count));
	json_open(&json, NULL, '[');
	for (size_t i = 0; i < count; i++) {
		struct str role = role_name((enum staff_role)people[i].role);
		if (!user->json)
			printf("%-11.*s  %.*s  %.*s\n", STR_ARG(role), STR_ARG(people[i].email),
			       STR_ARG(people[i].name));
		json_open(&json, NULL, '{');
		json_text(&json, "email", people[i].email);
		json_text(&json, "name", people[i].name);
		json_text(&json, "role", role);
		json_truth(&json, "second_factor", people[i].totp.len > 0);
		json_close(&json, '}');
	}
	json_close(&json, ']');
	TRY(text.fault);
	if (user->json)
		printf("%.*s\n", STR_ARG(buf_str(&text)));
	return OK;
}

static enum err set_role(struct user *user, struct fault *fault)
{
	struct sign_in who;
	enum staff_role role;
	if (!role_parse(user->words[3], &role))
		return fault_set(fault, ERR_INVALID, "no such role: %.*s", STR_ARG(user->words[3]));
	TRY(find_person(user, &who, fault));
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, user->store));
	TRY(account_set_role(user->store, user->arena, who.person, role));
	return txn_commit(&txn);
}

static enum err set_password(struct user *user, struct fault *fault)
{
	struct sign_in who;
	struct str hash;
	TRY(find_person(user, &who, fault));
	if (!user->reads_password)
		return print_password_link(user, who.person);
	TRY(read_password(user, &hash, fault));
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, user->store));
	TRY(account_set_password(user->store, user->arena, who.person, hash, 0));
	return txn_commit(&txn);
}

static enum err remove_person(struct user *user, struct fault *fault)
{
	struct sign_in who;
	TRY(find_person(user, &who, fault));
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, user->store));
	TRY(account_remove(user->store, user->arena, who.person));
	return txn_commit(&txn);
}

static enum err first(struct user *user, struct fault *fault)
{
	struct str link;
	enum err err =
		first_person_link(user->arena, user->store, user->secret, user->site_url, &link);
	if (err == ERR_CONFLICT)
		return fault_set(fault, err, "somebody can sign in already: %.*s",
				 STR_ARG(user->words[0]));
	TRY(err);
	printf("%.*s\n", STR_ARG(link));
	return OK;
}

static const struct act {
	struct str name;
	size_t words;
	enum err (*run)(struct user *user, struct fault *fault);
} acts[] = {
	{ STR_CONST("add"), 3, add },
	{ STR_CONST("list"), 2, list },
	{ STR_CONST("role"), 4, set_role },
	{ STR_CONST("password"), 3, set_password },
	{ STR_CONST("remove"), 3, remove_person },
	{ STR_CONST("first"), 2, first },
};

static int run(struct user *user, const struct act *act)
{
	struct fault fault = { 0 };
	enum err err = open_user(user, &fault);
	if (!err)
		err = act->run(user, &fault);
	if (err && !fault.text[0] && user->store)
		fault_set(&fault, err, "%s", store_fault(user->store)->text);
	fault.err = err;
	store_close(&user->store);
	return err ? cmd_failed(&fault) : CMD_DONE;
}

static void close_arena(struct arena *arena)
{
	arena_close(arena);
}

int cmd_user(int argc, char **argv)
{
	CLEANUP(close_arena) struct arena arena = arena_open(64 << 20);
	struct user user = { .arena = &arena };
	int status;
	const struct option options[] = {
		{ "name", "NAME", &user.name, NULL, "add: who it is, as it stands over stories" },
		{ "role", "ROLE", &user.role, NULL,
		  "add: contributor, reporter (as it is without), editor, publisher" },
		{ "password-stdin", NULL, NULL, &user.reads_password,
		  "add, password: read it from standard input instead of printing a link" },
		{ "url", "URL", &user.url, NULL, "the site's address, for links" },
		{ "json", NULL, NULL, &user.json, "list: for a program" },
		{ "database", "URL", &user.database, NULL, "instead of what site.conf says" },
		{ 0 },
	};
	const struct usage usage = {
		"user SITE add|list|role|password|remove|first ...",
		"Who may sign in at the desk of the newspaper in SITE.\n\n"
		"  user SITE first                 a link for the first person; good once, for a "
		"day\n"
		"  user SITE add EMAIL --name NAME [--role ROLE]\n"
		"  user SITE list\n"
		"  user SITE role EMAIL ROLE\n"
		"  user SITE password EMAIL        a link to set another; good once, for a day\n"
		"  user SITE remove EMAIL          they may not sign in any more; bylines stay",
		options, 2, LIMIT_USER_WORDS
	};
	if (!options_read(&usage, argc, argv, user.words, &user.word_count, &status))
		return status;
	for (size_t i = 0; i < COUNT_OF(acts); i++)
		if (str_eq(user.words[1], acts[i].name) && user.word_count == acts[i].words)
			return run(&user, &acts[i]);
	fprintf(stderr, "broadside: what is to be done: %.*s (see broadside help user)\n",
		STR_ARG(user.words[1]));
	return CMD_MISUSED;
}
