/* SPDX-License-Identifier: Apache-2.0 */
/*
 * control.h: the bell at a site's door: SITE/control, a datagram socket.
 *
 * Whoever commits beside a running server rings it, so that the server looks at once for what was
 * touched. A ring carries nothing and may be lost; the truth is in the database.
 */
#pragma once
#include "os/os.h"

/* Hangs up the bell and gives a descriptor that polls readable when it rang. A socket left over
 * from a server that is gone is replaced.
 * Fails: ERR_CONFLICT (a server listens there), ERR_IO. */
enum err control_open(struct str site_folder, int *fd, struct fault *fault) MUST_CHECK;
bool control_rang(int fd); /* whether it rang since the last call; takes all rings off */
void control_close(struct str site_folder, int *fd); /* takes the bell down */

/* Rings. Silent when nobody listens or the listener has rings waiting. */
void control_ring(struct str site_folder);
