/* SPDX-License-Identifier: Apache-2.0 */
/* account_alike.c: what an import brought that was there before, or came twice. */
#include "discover/lookalike.h"
#include "exchange/import.h"

static struct str name_of(struct arena *into, const struct story_text *text)
{
	return str_dup(into, text->uri.len ? text->uri : text->path);
}

static enum err add(void *self, const struct lookalike_pair *pair)
{
	struct account *account = self;
	struct account_alike *alike = list_push(account->arena, &account->alike);
	alike->a = name_of(account->arena, pair->a);
	alike->b = name_of(account->arena, pair->b);
	alike->likeness = pair->likeness;
	return OK;
}

enum err import_compare(const struct import_job *job, story_id after, struct account *account,
			struct fault *fault)
{
	const struct lookalike_job compare = { .after = after, .self = account, .found = add };
	story_id newest;
	enum err err = store_story_newest_id(job->store, &newest);
	if (!err && newest.n > after.n)
		err = lookalikes_all(job->store, &compare);
	return err ? fault_set(fault, err, "%.300s", store_fault(job->store)->text) : OK;
}
