/* SPDX-License-Identifier: Apache-2.0 */
/* picture_view.h: private to desk/: a picture as the desk's templates see it. */
#pragma once
#include "desk/handlers.h"
#include "desk/screen.h"
#include "media/studio.h"

struct studio desk_studio_of(const struct desk *desk);
/* What a record is, in one word: "" a picture, "audio", "file". */
struct str picture_kind_word(const struct media *media);
/* id, kind, title, kilobytes, url, alt, credit, caption, copyright, width, height, focal_x, focal_y (percent), state
 * ("", "waits", "failed"), trouble. */
enum err picture_card_view(struct desk *desk, const struct media *media,
			   struct value *out) MUST_CHECK;
