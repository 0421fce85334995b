/* SPDX-License-Identifier: Apache-2.0 */
/* desk_courier.c: one errand out, its end in. */
#include "cmd/desk_courier.h"

#include "cmd/desk_fronts.h"
#include "os/os.h"
#include "os/watch.h"

void desk_courier_open(struct desk_courier *courier, int watch)
{
	*courier = (struct desk_courier){ .channel.fd = -1, .watch = watch };
}

static void part(struct desk_courier *courier)
{
	if (courier->channel.fd < 0)
		return;
	os_watch_remove(courier->watch, courier->channel.fd);
	channel_fini(&courier->channel);
	courier->channel.fd = -1;
}

void desk_courier_meet(struct desk_courier *courier, int fd)
{
	part(courier);
	if (os_watch_add(courier->watch, fd, DESK_NUMBER_COURIER) != OK) {
		os_close(&fd);
		return;
	}
	channel_init(&courier->channel, fd, ROLE_DESK, ROLE_COURIER);
	/* An errand that was under way went with the one before: heard as its end. */
	courier->ticket++;
}

bool desk_courier_is_free(const struct desk_courier *courier)
{
	return courier->channel.fd >= 0 && courier->user == COURIER_NOBODY;
}

enum err desk_courier_send(struct desk_courier *courier, enum courier_user user,
			   struct arena *scratch, const struct errand *errand)
{
	struct buf payload = buf_in(scratch, LIMIT_ERRAND_BYTES);
	if (!desk_courier_is_free(courier))
		return ERR_BUSY;
	TRY(errand_pack(&payload, errand));
	TRY(channel_queue(&courier->channel, MESSAGE_ERRAND, ++courier->ticket, buf_str(&payload),
			  -1));
	enum err err = channel_flush(&courier->channel);
	if (err && err != ERR_BUSY) {
		part(courier);
		return ERR_IO;
	}
	courier->user = user;
	courier->since_ms = os_monotonic_ms();
	return OK;
}

static enum err receive(struct desk_courier *courier, struct errand_end *end)
{
	struct message m;
	if (courier->channel.fd < 0)
		return ERR_IO;
	enum err err = channel_flush(&courier->channel);
	if (err && err != ERR_BUSY)
		return err;
	TRY(channel_receive(&courier->channel, &m));
	if (m.ticket != courier->ticket || courier->user == COURIER_NOBODY)
		return ERR_INVALID;
	return errand_end_unpack(m.payload, end);
}

bool desk_courier_hear(struct desk_courier *courier, enum courier_user *user,
		       struct errand_end *end)
{
	bool is_late = courier->user != COURIER_NOBODY &&
		       os_monotonic_ms() - courier->since_ms > LIMIT_COURIER_MS;
	enum err err = receive(courier, end);
	if (err == ERR_BUSY && !is_late)
		return false;
	if (err) {
		part(courier);
		*end = (struct errand_end){ .outcome = ERRAND_LATER,
					    .why = S("the courier ended on the way") };
	}
	*user = courier->user;
	courier->user = COURIER_NOBODY;
	return *user != COURIER_NOBODY;
}
