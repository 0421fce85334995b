/* SPDX-License-Identifier: Apache-2.0 */
/* service.c: a service's word, put into effect and into words. */
#include "comment/service.h"

#include "store/comment.h"
#include "store/outbox.h"

static struct str words_of(enum service_verdict verdict)
{
	switch (verdict) {
	case SERVICE_HAM: return S("The spam service finds nothing in it.");
	case SERVICE_SPAM: return S("The spam service takes it for spam.");
	case SERVICE_SILENT: break;
	}
	return S("The spam service did not answer.");
}

enum err comment_service_said(const struct comment_tools *tools, struct arena *into, comment_id id,
			      bool would_show, enum service_verdict verdict)
{
	struct store *store = tools->store;
	struct comment is;
	enum err err = store_comment(store, into, id, &is);
	if (err == ERR_NOT_FOUND)
		return OK;
	TRY(err);
	if (is.status != COMMENT_HELD || time_is_set(is.looked_at))
		return OK;
	bool is_spam = verdict == SERVICE_SPAM;
	struct str why = words_of(verdict);
	if (would_show && !is_spam)
		why = S("");
	else if (!would_show)
		why = str_fmt(into, "%.*s%s%.*s", STR_ARG(is.why), is.why.len ? " " : "",
			      STR_ARG(why));
	TRY(store_comment_judge(store, id, is.score, why, (unix_ms){ 0 }));
	if (is_spam)
		return store_comment_set_status(store, id, COMMENT_SPAM);
	return would_show ? store_comment_set_status(store, id, COMMENT_SHOWN) : OK;
}
