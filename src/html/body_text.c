/* SPDX-License-Identifier: Apache-2.0 */
/* body_text.c: the words of a body. */
#include "html/body.h"

struct str html_body_text(struct arena *into, struct str body)
{
	return html_text(into, html_trusted(body));
}
