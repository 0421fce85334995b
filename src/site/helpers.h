/* SPDX-License-Identifier: Apache-2.0 */
/* helpers.h: the helpers that read the newspaper: get, prev_post, next_post, ghost_head;
 * and inline_style, for which the page answers in its policy. */
#pragma once
#include "theme/theme.h"

/* For theme_open(). Templates that use them run with theme_world.app a struct visit. */
const struct helper *site_helpers(void);
