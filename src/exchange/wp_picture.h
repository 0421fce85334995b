/* SPDX-License-Identifier: Apache-2.0 */
/* wp_picture.h: what WordPress writes into an img tag and into the address of a picture. */
#pragma once
#include "exchange/html_scan.h"

struct wp_picture_tag {
	int64_t attachment; /* from class "wp-image-7" or ours, data-attachment; 0 none */
	struct str url, alt;
	bool is_nothing; /* an emoji, a tracking pixel, a picture within the page's own text */
};

struct wp_picture_tag wp_picture_tag(struct arena *into, const struct scan_token *img);

/* Whether the path of an address ends as a picture's does. */
bool wp_is_picture_address(struct str href);
/* The address of the picture itself: no "?w=600", no image proxy before it. Absolute or as given.
 */
struct str wp_picture_plain(struct arena *into, struct str url);
/* "a-300x200.jpg" is "a.jpg" made smaller; url itself when its name has no such end. */
struct str wp_picture_full_size(struct arena *into, struct str url);
