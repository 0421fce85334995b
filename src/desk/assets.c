/* SPDX-License-Identifier: Apache-2.0 */
/* assets.c: the desk's own stylesheet and scripts. */
#include "desk/handlers.h"
#include "theme/theme.h"

enum err desk_asset(struct desk *desk, struct http_response *out)
{
	bool is_immutable;
	struct str file;
	TRY(theme_asset_file(desk->app->desk_theme, desk->arena, desk->rest, &file, &is_immutable));
	*out = http_response_in(desk->arena, 200);
	out->file = file;
	http_set(out, S("Cache-Control"),
		 is_immutable ? S("public, max-age=31536000, immutable") : S("no-cache"));
	return OK;
}
