/* SPDX-License-Identifier: Apache-2.0 */
/* desk_studio.c: the states of desk_studio.h, one function each. */
#include "cmd/desk_studio.h"

#include "cmd/desk_fronts.h"
#include "os/os.h"
#include "os/pair.h"
#include "os/watch.h"

static const size_t STUDIO_ARENA_BYTES = 256u << 20;

void desk_studio_open(struct desk_studio *studio, struct store *store, struct str media_folder,
		      int watch)
{
	*studio = (struct desk_studio){ .studio = { store, media_folder },
					.arena = arena_open(STUDIO_ARENA_BYTES),
					.watch = watch };
	studio->jail.fd = studio->result.fd = studio->job.file = -1;
}

static void rest(struct desk_studio *studio)
{
	if (studio->jail.fd >= 0) {
		os_watch_remove(studio->watch, studio->jail.fd);
		channel_fini(&studio->jail);
	}
	os_draft_end(&studio->result);
	os_close(&studio->job.file);
	arena_reset(&studio->arena, (struct arena_mark){ studio->arena.start });
	studio->jail.fd = -1;
	studio->state = STUDIO_IDLE;
}

/* Runs work in a transaction of its own. */
static enum err in_txn(struct desk_studio *studio,
		       enum err (*work)(struct desk_studio *, struct str), struct str with)
{
	CLEANUP(txn_end) struct txn txn = { 0 };
	TRY(txn_begin(&txn, studio->studio.store));
	TRY(work(studio, with));
	return txn_commit(&txn);
}

static enum err begin(struct desk_studio *studio, struct str unused)
{
	(void)unused;
	return studio_begin(&studio->studio, &studio->arena, &studio->job);
}

static enum err finish(struct desk_studio *studio, struct str result)
{
	struct media media;
	return studio_finish(&studio->studio, &studio->arena, studio->job.media, result, &media);
}

static enum err fail(struct desk_studio *studio, struct str why)
{
	return studio_fail(&studio->studio, studio->job.media, why);
}

static void begin_next(struct desk_studio *studio, struct channel *parent)
{
	struct picture_wait wait;
	if (store_picture_next(studio->studio.store, &wait) != OK)
		return;
	store_set_now(studio->studio.store, os_now());
	enum err err = in_txn(studio, begin, S(""));
	if (err == ERR_NOT_FOUND && studio->job.media.n)
		err = in_txn(studio, fail, S("the file that was uploaded is not there any more"));
	if (err || studio->job.file < 0 ||
	    channel_queue(parent, MESSAGE_JAIL, 0, S(""), -1) != OK) {
		rest(studio);
		return;
	}
	studio->state = STUDIO_ASKED;
	studio->since_ms = os_monotonic_ms();
}

void desk_studio_turn(struct desk_studio *studio, struct channel *parent)
{
	bool is_late = studio->state == STUDIO_ASKED &&
		       os_monotonic_ms() - studio->since_ms > LIMIT_JAIL_START_MS;
	if (is_late)
		rest(studio);
	if (studio->state == STUDIO_IDLE)
		begin_next(studio, parent);
}

static enum err send_job(struct desk_studio *studio)
{
	struct fault fault = { 0 };
	struct str path = os_path_join(&studio->arena, studio->studio.media_folder, S(".result"));
	struct str job = picture_job_pack(&studio->arena, &studio->job.job);
	TRY(os_draft_begin(&studio->result, path, true, &fault));
	int copy = os_copy_fd(studio->result.fd);
	if (copy < 0)
		return ERR_BUSY;
	TRY(channel_queue(&studio->jail, MESSAGE_PICTURE, 0, job, studio->job.file));
	studio->job.file = -1; /* the channel's now */
	if (channel_queue(&studio->jail, MESSAGE_RESULT, 0, S(""), copy) != OK) {
		os_close(&copy);
		return ERR_BUSY;
	}
	return channel_flush(&studio->jail);
}

void desk_studio_take_jail(struct desk_studio *studio, int fd)
{
	if (studio->state != STUDIO_ASKED) {
		os_close(&fd);
		return;
	}
	channel_init(&studio->jail, fd, ROLE_DESK, ROLE_JAIL);
	studio->state = STUDIO_WORKING;
	enum err err = send_job(studio);
	if (err == ERR_BUSY && channel_has_queued(&studio->jail))
		err = OK; /* flushed when it is heard */
	if (err || os_watch_add(studio->watch, fd, DESK_NUMBER_JAIL) != OK)
		rest(studio);
}

static enum err read_result(struct desk_studio *studio, struct str *out)
{
	struct fault fault = { 0 };
	return os_read_file(&studio->arena, str_of(studio->result.path), LIMIT_RESULT_BYTES, out,
			    &fault);
}

static void take_made(struct desk_studio *studio, struct str why)
{
	struct str result = S("");
	store_set_now(studio->studio.store, os_now());
	if (why.len == 0 && read_result(studio, &result) == OK &&
	    in_txn(studio, finish, result) == OK)
		return;
	if (why.len == 0)
		why = S("what was made of the picture cannot be used");
	if (in_txn(studio, fail, why) != OK)
		log_error("a picture's end could not be noted: %s",
			  store_fault(studio->studio.store)->text);
}

void desk_studio_hear(struct desk_studio *studio)
{
	struct message m;
	if (studio->state != STUDIO_WORKING)
		return;
	enum err err = channel_flush(&studio->jail);
	if (!err || err == ERR_BUSY)
		err = channel_receive(&studio->jail, &m);
	if (err == ERR_BUSY)
		return;
	if (err == OK)
		take_made(studio, str_dup(&studio->arena, utf8_repair(&studio->arena, m.payload)));
	rest(studio);
}

int desk_studio_wait_ms(const struct desk_studio *studio)
{
	return studio->state == STUDIO_ASKED ? LIMIT_JAIL_START_MS : -1;
}
