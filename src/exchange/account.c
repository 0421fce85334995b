/* SPDX-License-Identifier: Apache-2.0 */
/* account.c: counting. How it is written down is in account_text.c. */
#include "exchange/account.h"

struct str skip_reason_text(enum skip_reason reason)
{
	static const struct str texts[SKIP_REASONS] = {
		[SKIP_TRASH] = STR_CONST("in the trash"),
		[SKIP_REVISION] = STR_CONST("an earlier revision"),
		[SKIP_MACHINERY] = STR_CONST("a part of WordPress's or a plugin's workings"),
		[SKIP_TYPE] = STR_CONST("a type without a text of its own for readers"),
		[SKIP_AUTO_DRAFT] = STR_CONST("an automatic draft without text"),
		[SKIP_DUPLICATE] = STR_CONST("the same id as an earlier item"),
		[SKIP_OLDER] = STR_CONST("what is here is newer"),
		[SKIP_NO_ID] = STR_CONST("neither an id nor an address"),
		[SKIP_TOO_BIG] = STR_CONST("its text is too large or too deeply nested"),
		[SKIP_NO_FILE] = STR_CONST("an attachment without an address"),
		[SKIP_REFUSED_FILE] = STR_CONST("a kind of file that is not taken"),
		[SKIP_MENU_PLACE] = STR_CONST("its menu has no place here"),
		[SKIP_MENU_TARGET] = STR_CONST("a menu entry that leads to nothing that came in"),
		[SKIP_COMMENT_TYPE] = STR_CONST("a plugin's note, not a reply"),
		[SKIP_COMMENT_DUPLICATE] = STR_CONST("the same id as an earlier reply"),
		[SKIP_COMMENT_EMPTY] = STR_CONST("a reply without text"),
		[SKIP_COMMENT_ITEM] = STR_CONST("a reply to what was left out"),
		[SKIP_COMMENT_FILE] = STR_CONST("a reply to a picture or file by itself"),
	};
	return texts[reason];
}

int64_t tally_total(const struct tally *tally)
{
	int64_t total = 0;
	for (size_t i = 0; i < OUTCOMES; i++)
		total += tally->of[i];
	return total;
}

struct account account_in(struct arena *arena)
{
	return (struct account){ .arena = arena };
}

size_t account_type(struct account *account, struct str name)
{
	for (size_t i = 0; i < account->types.count; i++)
		if (str_eq(account->types.items[i].name, name))
			return i;
	if (account->types.count == LIMIT_ACCOUNT_TYPES)
		return LIMIT_ACCOUNT_TYPES - 1;
	if (account->types.count == LIMIT_ACCOUNT_TYPES - 1)
		name = S("other");
	struct account_type *type = list_push(account->arena, &account->types);
	type->name = str_dup(account->arena, utf8_first(name, 100));
	return account->types.count - 1;
}

static void count_status(struct account *account, struct account_type *type, struct str status)
{
	for (size_t i = 0; i < type->statuses.count; i++)
		if (str_eq(type->statuses.items[i].name, status)) {
			type->statuses.items[i].count++;
			return;
		}
	if (type->statuses.count >= LIMIT_ACCOUNT_TYPES)
		return;
	*list_push(account->arena, &type->statuses) = (struct account_status){
		.name = str_dup(account->arena, utf8_first(status, 100)),
		.count = 1,
	};
}

void account_item(struct account *account, size_t type, struct str status, enum outcome outcome)
{
	account->types.items[type].tally.of[outcome]++;
	count_status(account, &account->types.items[type], status);
}

void account_skip(struct account *account, struct account_skip skip)
{
	*list_push(account->arena, &account->skips) = skip;
}
