/* SPDX-License-Identifier: Apache-2.0 */
/* outbox.c: which row is next, and whether it goes, waits or is given up. */
#include "desk/outbox_private.h"

enum { ROWS_AT_ONCE = 16, PAUSE_DOUBLINGS = 12 };

static struct outbox_numbers numbers;

struct outbox_numbers outbox_numbers(void)
{
	return numbers;
}

enum err office_open(struct app *app, struct arena *into, struct outbox_office *out)
{
	struct outbox_office *office = out;
	*office = (struct outbox_office){ .desk = { .app = app,
						    .store = app->store,
						    .arena = into,
						    .keys = account_keys_from(app->desk_secret) } };
	reply_tools_open(app, &office->at_hand);
	TRY(zone_open(into, S("UTC"), &office->desk.settings.zone));
	TRY(site_settings_read(app->store, into, &office->desk.settings));
	office->url = app->url_override.len ? app->url_override : office->desk.settings.url;
	while (str_drop_suffix(&office->url, S("/")))
		;
	return OK;
}

static bool is_check(enum outbox_kind kind)
{
	return kind == OUTBOX_CHECK_TO_SHOW || kind == OUTBOX_CHECK_HELD;
}

static bool is_letter(enum outbox_kind kind)
{
	return kind == OUTBOX_RESET || kind == OUTBOX_INVITE || kind == OUTBOX_REPLY_NEWS;
}

static const char *what_it_is(enum outbox_kind kind)
{
	return is_letter(kind) ? "a mail" : "a word to the spam service";
}

/* Of what stands in the log no address is a part. */
static enum err give_up(struct store *store, struct outbox_row row, struct str why)
{
	row.failed_at = store_now(store);
	row.why = why;
	TRY(store_outbox_save(store, &row));
	numbers.given_up++;
	log_error("%s is given up after %lld tries: %.*s", what_it_is(row.kind),
		  (long long)row.tries, STR_ARG(why));
	return OK;
}

static enum err try_later(struct app *app, struct outbox_row row, struct str why)
{
	int64_t doublings = row.tries < PAUSE_DOUBLINGS ? row.tries : PAUSE_DOUBLINGS;
	int64_t pause_s = app->post.retry_s << doublings, now = store_now(app->store).ms;
	if (pause_s > LIMIT_OUTBOX_PAUSE_S)
		pause_s = LIMIT_OUTBOX_PAUSE_S;
	if (now - row.made_at.ms > LIMIT_OUTBOX_HOURS * 3600000ll)
		return give_up(app->store, row, why);
	if (row.tries == 0)
		log_warning("%s waits and is tried again: %.*s", what_it_is(row.kind),
			    STR_ARG(why));
	row.tries++;
	row.due_at = unix_ms_of(now + pause_s * 1000);
	row.why = why;
	return store_outbox_save(app->store, &row);
}

static enum err settle_check(struct outbox_office *office, const struct outbox_row *row,
			     enum service_verdict verdict)
{
	TRY(comment_service_said(&office->at_hand.tools, office->desk.arena,
				 (comment_id){ row->subject }, row->kind == OUTBOX_CHECK_TO_SHOW,
				 verdict));
	return store_outbox_remove(office->desk.store, row->id);
}

static bool check_is_over(const struct outbox_office *office, const struct outbox_row *row)
{
	return store_now(office->desk.store).ms - row->made_at.ms >= LIMIT_SERVICE_S * 1000ll;
}

/* One row into an errand, or dealt with here and now. Gives: *has for the former. */
static enum err prepare(struct outbox_office *office, struct outbox_task *task, bool *has)
{
	struct store *store = office->desk.store;
	const struct outbox_row *row = &task->row;
	enum err err = OK;
	*has = false;
	if (row->kind == OUTBOX_HELD) {
		TRY(outbox_spread_news(office));
		return store_outbox_remove(store, row->id);
	}
	if (is_check(row->kind) &&
	    (check_is_over(office, row) || !office->desk.app->post.asks_service))
		return settle_check(office, row, SERVICE_SILENT);
	if (is_letter(row->kind) && !office->desk.app->post.has_mail)
		return give_up(store, *row, S("no mail server is set any more"));
	err = is_letter(row->kind) ? outbox_letter(office, task) : outbox_question(office, task);
	if (err == ERR_NOT_FOUND)
		return store_outbox_remove(store, row->id);
	if (err == ERR_INVALID || err == ERR_TOO_BIG)
		return give_up(store, *row,
			       str_fmt(office->desk.arena, "it cannot be put into a message: %s",
				       office->desk.fault.text));
	*has = err == OK;
	return err;
}

enum err outbox_next(struct app *app, struct arena *into, struct outbox_task *out, bool *has)
{
	struct outbox_office *office = arena_new(into, struct outbox_office, 1);
	*has = false;
	for (int i = 0; i < ROWS_AT_ONCE && !*has; i++) {
		CLEANUP(txn_end) struct txn txn = { 0 };
		struct outbox_task task = { 0 };
		enum err err = store_outbox_next(app->store, into, &task.row);
		if (err == ERR_NOT_FOUND)
			return OK;
		TRY(err);
		if (i == 0)
			TRY(office_open(app, into, office));
		TRY(txn_begin(&txn, app->store));
		TRY(prepare(office, &task, has));
		TRY(txn_commit(&txn));
		*out = task;
	}
	return OK;
}

static enum err done(struct outbox_office *office, const struct outbox_task *task)
{
	struct store *store = office->desk.store;
	TRY(store_outbox_remove(store, task->row.id));
	TRY(store_outbox_forget(
		store, unix_ms_of(store_now(store).ms - LIMIT_OUTBOX_FAILED_DAYS * 86400000ll)));
	return task->row.kind == OUTBOX_REPLY_NEWS ? outbox_news_told(office, task) : OK;
}

/* "true" is spam; anything but the two words is no answer. */
static enum err take_verdict(struct outbox_office *office, const struct outbox_row *row,
			     const struct errand_end *end)
{
	struct outbox_row again = *row;
	struct str said =
		end->outcome == ERRAND_DONE && end->status == 200 ? str_trim(end->answer) : S("");
	if (str_eq(said, S("true")))
		return settle_check(office, row, SERVICE_SPAM);
	if (str_eq(said, S("false")))
		return settle_check(office, row, SERVICE_HAM);
	if (end->outcome != ERRAND_LATER || check_is_over(office, row)) {
		log_warning("the spam service gave no verdict (%d)", end->status);
		return settle_check(office, row, SERVICE_SILENT);
	}
	again.tries++;
	again.due_at = unix_ms_of(store_now(office->desk.store).ms + 1000);
	again.why = end->why;
	return store_outbox_save(office->desk.store, &again);
}

static enum err settle(struct outbox_office *office, const struct outbox_task *task,
		       const struct errand_end *end)
{
	struct app *app = office->desk.app;
	bool is_answered = end->outcome == ERRAND_DONE;
	if (is_check(task->row.kind))
		return take_verdict(office, &task->row, end);
	if (is_answered && !is_letter(task->row.kind) && end->status / 100 != 2)
		return try_later(app, task->row, S("the spam service is in trouble"));
	switch (end->outcome) {
	case ERRAND_DONE: numbers.sent++; return done(office, task);
	case ERRAND_LATER: return try_later(app, task->row, end->why);
	case ERRAND_REFUSED: break;
	}
	return give_up(app->store, task->row, end->why);
}

enum err outbox_ended(struct app *app, struct arena *into, const struct outbox_task *task,
		      const struct errand_end *end)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	struct outbox_office *office = arena_new(into, struct outbox_office, 1);
	struct outbox_row still;
	enum err err = store_outbox_row(app->store, into, task->row.id, &still);
	if (err == ERR_NOT_FOUND)
		return OK; /* its person is gone meanwhile */
	TRY(err);
	TRY(office_open(app, into, office));
	TRY(txn_begin(&txn, app->store));
	TRY(settle(office, task, end));
	return txn_commit(&txn);
}
