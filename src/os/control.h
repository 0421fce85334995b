/* SPDX-License-Identifier: Apache-2.0 */
/*
 * control.h: the bell at a site's door: SITE/control, a datagram socket that its owner can reach.
 *
 * Whoever commits beside a running server rings it and waits until the server says that what was
 * touched is gone from every page it keeps: from then on the next request sees it. A ring carries
 * no more than the line to answer on; the truth is in the database.
 *
 * A server that is being restarted keeps its bell, and answers when it is back.
 */
#pragma once
#include "os/os.h"

/* Hangs up the bell and gives a descriptor that polls readable when it rang. A socket left over
 * from a server that is gone is replaced.
 * Fails: ERR_CONFLICT (a server listens there), ERR_IO. */
enum err control_open(struct str site_folder, int *fd, struct fault *fault) MUST_CHECK;
void control_close(struct str site_folder, int *fd); /* takes the bell down */

/* Takes one ring off. Gives: *line, to be ended with control_answer() once all is seen to; -1 when
 * nobody waits for that. Fails: ERR_BUSY (it did not ring). */
enum err control_next(int fd, int *line) MUST_CHECK;
void control_answer(int *line); /* "done"; -1 is passed over */

/* Rings, and waits for the answer, LIMIT_RING_MS at most. Silent, and back at once, when nobody
 * listens. */
#define LIMIT_RING_MS 2000
void control_ring(struct str site_folder);
