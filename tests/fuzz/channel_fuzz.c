/* fuzz: channel links: proc os base */
/* SPDX-License-Identifier: Apache-2.0 */
/* channel_fuzz: however a peer's bytes are torn, each message that comes out is in the table, in
 * its direction, within its limit, and is a frame of what was sent, in order; what breaks a channel
 * breaks it for good. The first byte says how large the pieces are. */
#include "os/pair.h"
#include "proc/channel.h"

static void check_message(const struct message *m, struct str sent, size_t *at)
{
	const struct message_rule *rule = message_rule(m->kind);
	BUG_IF(!rule || !(rule->from & ROLE_READER) || !(rule->to & ROLE_FRONT));
	BUG_IF(m->payload.len > rule->most_bytes || m->fd >= 0);
	BUG_IF(!str_eq(m->payload, str_sub(sent, *at + CHANNEL_HEAD_BYTES, m->payload.len)));
	*at += CHANNEL_HEAD_BYTES + m->payload.len;
	BUG_IF(*at > sent.len);
}

/* Gives: false once nothing more can come. */
static bool take_all(struct channel *channel, struct str sent, size_t *at)
{
	for (;;) {
		struct message m;
		enum err err = channel_receive(channel, &m);
		if (err == ERR_BUSY)
			return true;
		if (err) {
			BUG_IF(err == ERR_INVALID && channel_receive(channel, &m) != ERR_INVALID);
			return false;
		}
		check_message(&m, sent, at);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int ends[2];
	size_t at = 0, sent = 0, piece = size ? data[0] + 1u : 1;
	struct channel front;
	if (size < 1 || size > 16384 || os_pair(ends) != OK)
		return 0;
	struct str bytes = { (const char *)data + 1, size - 1 };
	channel_init(&front, ends[0], ROLE_FRONT, ROLE_READER);
	for (bool goes_on = true; goes_on && sent < bytes.len;) {
		size_t n = 0, want = bytes.len - sent < piece ? bytes.len - sent : piece;
		if (os_pair_send(ends[1], bytes.ptr + sent, want, -1, &n) != OK)
			break;
		sent += n;
		goes_on = take_all(&front, bytes, &at);
	}
	os_close(&ends[1]);
	take_all(&front, bytes, &at);
	channel_fini(&front);
	return 0;
}
