/* SPDX-License-Identifier: Apache-2.0 */
/* media_type.h: what a file is, by the end of its name, from one fixed table. */
#pragma once
#include "base/base.h"

struct media_type {
	struct str extension; /* lower case, without the dot */
	struct str name;      /* as in Content-Type */
	bool is_upload;       /* may be served as such when it was uploaded: nothing that can act */
	bool is_text;         /* worth compressing */
};

/* By the path's extension, without case. Gives: static storage; NULL when it is not in the table.
 */
const struct media_type *media_type_of(struct str path);
/* Whether a Content-Type is worth compressing. */
bool media_type_is_text(struct str content_type);
