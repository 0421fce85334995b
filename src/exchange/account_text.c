/* SPDX-License-Identifier: Apache-2.0 */
/* account_text.c: the account as a table for people and as JSON for programs. */
#include "exchange/account.h"

#define LIMIT_ACCOUNT_BYTES (1u << 30)
enum { IDS_SHOWN = 8 };

static void put_row(struct buf *out, struct str name, const struct tally *tally)
{
	buf_fmt(out, "  %-18.*s %9lld %9lld %9lld %9lld %9lld\n", STR_ARG(name),
		(long long)tally_total(tally), (long long)tally->of[OUTCOME_NEW],
		(long long)tally->of[OUTCOME_UPDATED], (long long)tally->of[OUTCOME_SAME],
		(long long)tally->of[OUTCOME_SKIPPED]);
}

static struct tally items_tally(const struct account *account)
{
	struct tally sum = { 0 };
	for (size_t i = 0; i < account->types.count; i++)
		for (size_t o = 0; o < OUTCOMES; o++)
			sum.of[o] += account->types.items[i].tally.of[o];
	return sum;
}

static void put_reason(struct buf *out, const struct account *account, enum skip_reason reason)
{
	int64_t count = 0;
	for (size_t i = 0; i < account->skips.count; i++)
		count += account->skips.items[i].reason == reason;
	if (!count)
		return;
	buf_fmt(out, "  %6lld  %.*s:", (long long)count, STR_ARG(skip_reason_text(reason)));
	int shown = 0;
	for (size_t i = 0; i < account->skips.count && shown < IDS_SHOWN; i++) {
		const struct account_skip *skip = &account->skips.items[i];
		if (skip->reason != reason)
			continue;
		shown++;
		buf_fmt(out, " %lld", (long long)(skip->comment ? skip->comment : skip->id));
	}
	buf_put(out, count > shown ? S(" ...\n") : S("\n"));
}

static void put_note(struct buf *out, int64_t count, const char *what)
{
	if (count)
		buf_fmt(out, "  %6lld  %s\n", (long long)count, what);
}

static void put_notes(struct buf *out, const struct account *account)
{
	put_note(out, account->copied, "media files copied");
	put_note(out, account->remote, "attachments that stay where they are, as remote links");
	put_note(out, account->missing, "of those were not in the uploads folder");
	put_note(out, account->pictures, "pictures known only from the texts they stand in");
	put_note(out, account->links, "links to stories of this site");
	put_note(out, account->waiting, "references whose target came with none of the files");
	put_note(out, account->resolved,
		 "stories whose references could only be resolved at the end");
	put_note(out, account->old_addresses, "old addresses that lead to the new ones");
	put_note(out, account->other_terms, "terms of taxonomies that have no place here");
	put_note(out, account->post_formats, "post formats, which are not kept");
	put_note(out, account->topics_given, "topics given by what stories name");
	put_note(out, account->topics_made, "topics made of such names");
	put_note(out, account->replaced, "control characters, replaced by spaces");
	if (account->front_page.len)
		buf_fmt(out, "          the page at the old site's front is now at %.*s\n",
			STR_ARG(account->front_page));
	for (size_t i = 0; i < account->settings.count; i++)
		buf_fmt(out, "          set %.*s\n", STR_ARG(account->settings.items[i]));
}

static void put_alike(struct buf *out, const struct account *account)
{
	put_note(out, (int64_t)account->alike.count,
		 "pairs of stories that are nearly the same (broadside similar has all):");
	for (size_t i = 0; i < account->alike.count && i < IDS_SHOWN; i++) {
		const struct account_alike *pair = &account->alike.items[i];
		buf_fmt(out, "          %3.0f %%  %.*s  %.*s\n", 100 * pair->likeness,
			STR_ARG(pair->a), STR_ARG(pair->b));
	}
	if (account->alike.count > IDS_SHOWN)
		buf_put(out, S("          ...\n"));
}

struct str account_table(struct arena *into, const struct account *account)
{
	struct buf out = buf_in(into, LIMIT_ACCOUNT_BYTES);
	struct tally items = items_tally(account);
	buf_fmt(&out, "  %-18s %9s %9s %9s %9s %9s\n", "", "in files", "new", "updated",
		"unchanged", "skipped");
	for (size_t i = 0; i < account->types.count; i++)
		put_row(&out, account->types.items[i].name, &account->types.items[i].tally);
	put_row(&out, S("items in all"), &items);
	buf_put(&out, S("\n"));
	put_row(&out, S("replies"), &account->comments);
	put_row(&out, S("sections"), &account->sections);
	put_row(&out, S("topics"), &account->topics);
	put_row(&out, S("people"), &account->people);
	buf_put(&out, S("\n"));
	put_notes(&out, account);
	put_alike(&out, account);
	if (account->skips.count)
		buf_put(&out, S("\nskipped (with --json all of them are listed):\n"));
	for (int reason = 0; reason < SKIP_REASONS; reason++)
		put_reason(&out, account, (enum skip_reason)reason);
	return buf_str(&out);
}

static void put_json_text(struct buf *out, struct str s)
{
	buf_put_char(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if (c == '"' || c == '\\')
			buf_fmt(out, "\\%c", c);
		else if (c < ' ')
			buf_fmt(out, "\\u%04x", c);
		else
			buf_put_char(out, (char)c);
	}
	buf_put_char(out, '"');
}

static void put_json_tally(struct buf *out, const struct tally *tally)
{
	buf_fmt(out,
		"\"in_files\":%lld,\"stored\":%lld,\"new\":%lld,\"updated\":%lld,"
		"\"unchanged\":%lld,\"skipped\":%lld",
		(long long)tally_total(tally),
		(long long)(tally_total(tally) - tally->of[OUTCOME_SKIPPED]),
		(long long)tally->of[OUTCOME_NEW], (long long)tally->of[OUTCOME_UPDATED],
		(long long)tally->of[OUTCOME_SAME], (long long)tally->of[OUTCOME_SKIPPED]);
}

static void put_json_types(struct buf *out, const struct account *account)
{
	buf_put(out, S("\"types\":["));
	for (size_t i = 0; i < account->types.count; i++) {
		const struct account_type *type = &account->types.items[i];
		buf_put(out, i ? S(",\n  {\"type\":") : S("\n  {\"type\":"));
		put_json_text(out, type->name);
		buf_put_char(out, ',');
		put_json_tally(out, &type->tally);
		buf_put(out, S(",\"status\":{"));
		for (size_t s = 0; s < type->statuses.count; s++) {
			if (s)
				buf_put_char(out, ',');
			put_json_text(out, type->statuses.items[s].name);
			buf_fmt(out, ":%lld", (long long)type->statuses.items[s].count);
		}
		buf_put(out, S("}}"));
	}
	buf_put(out, S("]"));
}

static void put_json_skips(struct buf *out, const struct account *account, bool comments)
{
	bool first = true;
	for (size_t i = 0; i < account->skips.count; i++) {
		const struct account_skip *skip = &account->skips.items[i];
		if ((skip->comment != 0) != comments)
			continue;
		buf_put(out, first ? S("\n  {\"file\":") : S(",\n  {\"file\":"));
		first = false;
		put_json_text(out, account->files[skip->file]);
		buf_fmt(out, ",\"line\":%lld,\"id\":%lld", (long long)skip->line,
			(long long)skip->id);
		if (comments)
			buf_fmt(out, ",\"comment\":%lld", (long long)skip->comment);
		buf_put(out, S(",\"type\":"));
		put_json_text(out, account->types.items[skip->type].name);
		buf_put(out, S(",\"reason\":"));
		put_json_text(out, skip_reason_text(skip->reason));
		buf_put_char(out, '}');
	}
}

static void put_json_member(struct buf *out, const char *name, const struct tally *tally)
{
	buf_fmt(out, ",\n \"%s\":{", name);
	put_json_tally(out, tally);
	buf_put_char(out, '}');
}

static void put_json_numbers(struct buf *out, const struct account *account)
{
	buf_fmt(out,
		",\n \"replies_by_state\":{\"shown\":%lld,\"held\":%lld,\"spam\":%lld,"
		"\"trash\":%lld}",
		(long long)account->comments_shown, (long long)account->comments_held,
		(long long)account->comments_spam, (long long)account->comments_trash);
	buf_fmt(out,
		",\n \"media\":{\"copied\":%lld,\"bytes\":%lld,\"remote\":%lld,\"missing\":%lld,"
		"\"from_texts\":%lld}",
		(long long)account->copied, (long long)account->copied_bytes,
		(long long)account->remote, (long long)account->missing,
		(long long)account->pictures);
	buf_fmt(out,
		",\n \"links\":%lld,\"waiting\":%lld,\"resolved\":%lld,\"old_addresses\":%lld,"
		"\"terms_left_out\":%lld,\"post_formats_left_out\":%lld,"
		"\"characters_replaced\":%lld,\"front_page\":",
		(long long)account->links, (long long)account->waiting,
		(long long)account->resolved, (long long)account->old_addresses,
		(long long)account->other_terms, (long long)account->post_formats,
		(long long)account->replaced);
	put_json_text(out, account->front_page);
}

static void put_json_list(struct buf *out, const char *name, const struct str *items, size_t count)
{
	buf_fmt(out, ",\n \"%s\":[", name);
	for (size_t i = 0; i < count; i++) {
		if (i)
			buf_put_char(out, ',');
		put_json_text(out, items[i]);
	}
	buf_put_char(out, ']');
}

static void put_json_alike(struct buf *out, const struct account *account)
{
	buf_put(out, S(",\n \"look_alikes\":["));
	for (size_t i = 0; i < account->alike.count; i++) {
		const struct account_alike *pair = &account->alike.items[i];
		buf_put(out, i ? S(",\n  {\"a\":") : S("\n  {\"a\":"));
		put_json_text(out, pair->a);
		buf_put(out, S(",\"b\":"));
		put_json_text(out, pair->b);
		buf_fmt(out, ",\"jaccard\":%.6g}", pair->likeness);
	}
	buf_put(out, S("]"));
}

struct str account_json(struct arena *into, const struct account *account)
{
	struct buf out = buf_in(into, LIMIT_ACCOUNT_BYTES);
	struct tally items = items_tally(account);
	buf_put(&out, S("{\"items\":{"));
	put_json_tally(&out, &items);
	buf_put(&out, S("},\n "));
	put_json_types(&out, account);
	put_json_member(&out, "replies", &account->comments);
	put_json_member(&out, "sections", &account->sections);
	put_json_member(&out, "topics", &account->topics);
	put_json_member(&out, "people", &account->people);
	put_json_numbers(&out, account);
	if (account->gives_topics)
		buf_fmt(&out, ",\n \"topics_given\":%lld,\"topics_made\":%lld",
			(long long)account->topics_given, (long long)account->topics_made);
	put_json_list(&out, "files", account->files, account->file_count);
	put_json_list(&out, "settings", account->settings.items, account->settings.count);
	put_json_alike(&out, account);
	buf_put(&out, S(",\n \"skipped\":["));
	put_json_skips(&out, account, false);
	buf_put(&out, S("],\n \"skipped_replies\":["));
	put_json_skips(&out, account, true);
	buf_put(&out, S("]}\n"));
	return buf_str(&out);
}
