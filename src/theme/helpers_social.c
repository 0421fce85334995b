/* SPDX-License-Identifier: Apache-2.0 */
/* helpers_social.c: accounts elsewhere, of people and of the site: what they are called there, or
 * their whole address. */
#include "theme/helpers.h"
#include "theme/run.h"

/* In the order in which they are shown. */
static const struct network {
	struct str type, name, address;
} networks[] = {
	{ STR_CONST("twitter"), STR_CONST("X"), STR_CONST("https://x.com/") },
	{ STR_CONST("facebook"), STR_CONST("Facebook"), STR_CONST("https://www.facebook.com/") },
	{ STR_CONST("linkedin"), STR_CONST("LinkedIn"), STR_CONST("https://www.linkedin.com/in/") },
	{ STR_CONST("bluesky"), STR_CONST("Bluesky"), STR_CONST("https://bsky.app/profile/") },
	{ STR_CONST("threads"), STR_CONST("Threads"), STR_CONST("https://www.threads.net/@") },
	{ STR_CONST("mastodon"), STR_CONST("Mastodon"), STR_CONST("https://") },
	{ STR_CONST("tiktok"), STR_CONST("TikTok"), STR_CONST("https://www.tiktok.com/@") },
	{ STR_CONST("youtube"), STR_CONST("YouTube"), STR_CONST("https://www.youtube.com/") },
	{ STR_CONST("instagram"), STR_CONST("Instagram"), STR_CONST("https://www.instagram.com/") },
};

static const struct network *network_of(struct str type)
{
	for (size_t i = 0; i < COUNT_OF(networks); i++)
		if (str_eq(networks[i].type, type))
			return &networks[i];
	return NULL;
}

/* A company's page at LinkedIn says so itself: "company/broadside". */
static struct str prefix_of(const struct network *network, struct str account)
{
	struct str address = network->address;
	if (str_eq(network->type, S("linkedin")) && str_find_char(account, '/') != STR_NONE)
		str_drop_suffix(&address, S("in/"));
	return address;
}

/* "" for what is no address of the web in the end. */
static struct str account_address(struct helper_call *call, const struct network *network,
				  struct str account)
{
	struct str address = account;
	if (network && account.len && !str_contains(account, S("://"))) {
		if (!str_eq(network->type, S("youtube")))
			str_drop_prefix(&account, S("@"));
		str_drop_prefix(&account, S("/"));
		address = str_fmt(helper_arena(call), "%.*s%.*s",
				  STR_ARG(prefix_of(network, account)), STR_ARG(account));
	}
	bool is_web = str_starts(address, S("https://")) || str_starts(address, S("http://"));
	return is_web ? address : S("");
}

/* The account of the thing at hand, else of the site. */
static void return_account(struct helper_call *call, struct str type, struct value given)
{
	struct value site = helper_data_of(call, S("site"));
	struct value v = value_is_true(given) ? given : helper_field(call, type);
	if (!value_is_true(v))
		v = value_field(site, type, helper_arena(call));
	struct str address = account_address(call, network_of(type), str_trim(text_of(call, v)));
	if (address.len)
		helper_return(call, address_value(call, address));
}

void help_facebook_url(struct helper_call *call)
{
	return_account(call, S("facebook"), helper_arg(call, 0));
}

void help_twitter_url(struct helper_call *call)
{
	return_account(call, S("twitter"), helper_arg(call, 0));
}

void help_social_url(struct helper_call *call)
{
	return_account(call, helper_hash_text(call, S("type"), S("")), value_missing());
}

/* The accounts a thing has, as {type, name, username, url}. */
static struct value_array *accounts_of(struct helper_call *call, struct value thing)
{
	struct arena *arena = helper_arena(call);
	struct value_array *accounts = arena_new(arena, struct value_array, 1);
	for (size_t i = 0; i < COUNT_OF(networks); i++) {
		struct str name = str_trim(field_text(call, thing, networks[i].type));
		struct str address = account_address(call, &networks[i], name);
		struct value_map *map = arena_new(arena, struct value_map, 1);
		if (address.len == 0)
			continue;
		value_map_set(arena, map, S("type"), value_text(networks[i].type));
		value_map_set(arena, map, S("name"), value_text(networks[i].name));
		value_map_set(arena, map, S("username"), value_text(name));
		value_map_set(arena, map, S("url"), value_text(address));
		*list_push(arena, accounts) = value_of_map(map);
	}
	return accounts;
}

void help_social_accounts(struct helper_call *call)
{
	if (helper_arg_count(call) != 1 || !helper_is_block(call)) {
		helper_fail(call, "is a block over one thing: {{#social_accounts @site}}");
		return;
	}
	const struct value_array *accounts = accounts_of(call, helper_arg(call, 0));
	for (size_t i = 0; i < accounts->count && !helper_failed(call); i++) {
		const struct helper_data data[] = {
			{ S("index"), value_number((double)i) },
			{ S("number"), value_number((double)(i + 1)) },
			{ S("first"), value_bool(i == 0) },
			{ S("last"), value_bool(i + 1 == accounts->count) },
			{ S("even"), value_bool(i % 2 == 1) },
			{ S("odd"), value_bool(i % 2 == 0) },
		};
		helper_run_block_with(call, accounts->items[i], data, COUNT_OF(data),
				      &accounts->items[i], 1);
	}
	if (accounts->count == 0)
		helper_run_inverse(call);
}
