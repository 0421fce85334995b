/* SPDX-License-Identifier: Apache-2.0 */
/* explain.c: a page as a reader would get it, and why a cache keeps it no longer than it does. */
#include "cmd/explain.h"

#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/fact_words.h"
#include "cmd/serving.h"
#include "site/json.h"

#define EXPLAIN_BYTES ((size_t)256 << 20)
#define LIMIT_EXPLAINED_BYTES (16u << 20)

struct explaining {
	struct arena arena;
	struct serving serving;
	struct site_answer page;
};

static void explaining_end(struct explaining *explaining)
{
	serving_close(&explaining->serving);
	if (explaining->arena.start)
		arena_close(&explaining->arena);
}

static enum err open_site(struct explaining *explaining, const struct explain_options *options,
			  struct fault *fault)
{
	/* The page is not shown: what keys its form is no secret. */
	static const char key[SECRET_KEY_BYTES];
	struct arena *arena = &explaining->arena;
	struct serving *serving = &explaining->serving;
	struct site_conf conf;
	const struct serving_options from = { .site_folder = options->site,
					      .url = options->url,
					      .database = options->database };
	TRY(site_conf_read(arena, options->site, &conf, fault));
	TRY(serving_prepare(arena, &from, &conf, false, serving, fault));
	TRY(serving_take_form_key(serving, (struct str){ key, sizeof key }));
	return serving_open_store(arena, serving, STORE_READ, fault);
}

static void ask(struct explaining *explaining, struct str address)
{
	struct str_pair cut = str_cut(str_cut(address, '#').head, '?');
	const struct http_request request = {
		.method = HTTP_GET, .target = address, .path = cut.head, .query = cut.tail
	};
	store_set_now(explaining->serving.store, os_now());
	explaining->page = site_answer(&explaining->serving.app, &request, &explaining->arena);
}

static struct str until_of(struct arena *into, const struct fact_set *facts)
{
	return time_is_set(facts->until) ? time_rfc3339(into, facts->until, 0) : S("");
}

static void print_words(struct explaining *explaining, struct str address)
{
	const struct site_answer *page = &explaining->page;
	struct arena *arena = &explaining->arena;
	struct str until = until_of(arena, &page->facts);
	printf("%.*s: status %d, %zu bytes, stands on %zu facts\n", STR_ARG(address),
	       page->response.status, page->response.body.len, page->facts.count);
	if (!page->may_keep)
		printf("It is made anew for each request: it stands on more than facts can "
		       "tell.\n");
	else if (until.len)
		printf("It is kept until one of them is touched, or until %.*s.\n", STR_ARG(until));
	else
		printf("It is kept until one of them is touched.\n");
	for (size_t i = 0; i < page->facts.count; i++) {
		const struct fact *fact = &page->facts.items[i];
		struct str words = fact_words(explaining->serving.store, arena, fact);
		printf("  %-32.*s %.*s\n", STR_ARG(fact->name), STR_ARG(words));
	}
}

static void put_fact(struct json *json, struct explaining *explaining, const struct fact *fact)
{
	json_open(json, NULL, '{');
	json_text(json, "name", fact->name);
	json_text(json, "kind", fact_kind_label(fact_kind_of(fact->name)));
	json_text(json, "means", fact_words(explaining->serving.store, &explaining->arena, fact));
	if (fact->span.from != INT64_MIN || fact->span.to != INT64_MAX) {
		json_number(json, "minds_from", fact->span.from);
		json_number(json, "minds_to", fact->span.to);
	}
	json_close(json, '}');
}

static enum err print_json(struct explaining *explaining, struct str address)
{
	const struct site_answer *page = &explaining->page;
	struct buf out = buf_in(&explaining->arena, LIMIT_EXPLAINED_BYTES);
	struct json json = json_into(&out);
	json_open(&json, NULL, '{');
	json_text(&json, "address", address);
	json_number(&json, "status", page->response.status);
	json_number(&json, "bytes", (int64_t)page->response.body.len);
	json_truth(&json, "is_kept", page->may_keep);
	json_text_if(&json, "until", until_of(&explaining->arena, &page->facts));
	json_number(&json, "sequence", page->sequence);
	json_open(&json, "facts", '[');
	for (size_t i = 0; i < page->facts.count; i++)
		put_fact(&json, explaining, &page->facts.items[i]);
	json_close(&json, ']');
	json_close(&json, '}');
	TRY(out.fault);
	printf("%.*s\n", STR_ARG(buf_str(&out)));
	return OK;
}

int explain_page(const struct explain_options *options)
{
	CLEANUP(explaining_end)
	struct explaining explaining = { .arena = arena_open(EXPLAIN_BYTES) };
	struct fault fault = { 0 };
	if (!str_starts(options->address, S("/"))) {
		fault_set(&fault, ERR_INVALID, "not an address of a newspaper (\"/...\"): %.*s",
			  STR_ARG(options->address));
		return cmd_failed(&fault);
	}
	if (open_site(&explaining, options, &fault))
		return cmd_failed(&fault);
	ask(&explaining, options->address);
	if (options->json && print_json(&explaining, options->address)) {
		fault_set(&fault, ERR_TOO_BIG, "too many facts to print");
		return cmd_failed(&fault);
	}
	if (!options->json)
		print_words(&explaining, options->address);
	return fflush(stdout) ? CMD_FAILED : CMD_DONE;
}
