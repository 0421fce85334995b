/* SPDX-License-Identifier: Apache-2.0 */
/*
 * theme.h: a folder of Handlebars templates, compiled once, and running one of them.
 *
 * A theme is laid out as Ghost's are: index.hbs, post.hbs, ..., partials/, assets/, locales/,
 * package.json. It is compiled whole when opened; a theme with an error is refused (template, line
 * and column in the fault) so that the last good one goes on serving. An opened theme never
 * changes.
 *
 * Names a template may use as helpers are the language's own, the general ones of theme/helpers.c,
 * and those the caller registers (site/helpers.c adds the ones that need the store).
 */
#pragma once
#include "theme/value.h"

struct theme;
struct theme_run;
struct helper_call;

/* A helper: reads its arguments from call and writes or returns (see theme/helper.h). */
typedef void (*helper_fn)(struct helper_call *call);
struct helper {
	struct str name;
	helper_fn fn;
};

/* What of the world a run may see besides its context. All of it outlives the run. */
struct theme_world {
	struct value site, custom, page, config; /* @site @custom @page @config */
	struct value extra;                      /* an object whose fields are further @names */
	struct str locale;                       /* "en": picks the file below locales/ for {{t}} */
	struct str asset_base;                   /* "/assets/" */
	const struct zone *zone;                 /* for {{date}}; NULL is UTC */
	unix_ms now;
	void *app; /* for registered helpers */
	/* Told when what was written would be written otherwise by time alone; NULL: nobody minds.
	 */
	void (*note_until)(void *app, unix_ms at);
	struct arena *arena;
};

/* Opens and compiles. Fails: ERR_NOT_FOUND (no such folder or no index.hbs), ERR_INVALID (a
 * template does not parse, package.json is not JSON), ERR_TOO_BIG. Gives: a theme in its own arena;
 * end with theme_close(). helpers end with an empty name and must outlive the theme. */
enum err theme_open(struct str folder, const struct helper *helpers, struct theme **out,
		    struct fault *fault) MUST_CHECK;
void theme_close(struct theme *theme);

bool theme_has(const struct theme *theme,
	       struct str template_name);             /* "post", "custom-wide" without .hbs */
struct value theme_config(const struct theme *theme); /* package.json's "config" */

/* Runs a template, with its layouts. Fails: ERR_NOT_FOUND (no such template), ERR_INVALID (a
 * run-time error: missing partial, bad argument), ERR_TOO_BIG (output over limit, partials nested
 * too deep). */
enum err theme_run(const struct theme *theme, struct str template_name, struct value context,
		   const struct theme_world *world, size_t limit_bytes, struct html *out,
		   struct fault *fault) MUST_CHECK;

/* Runs one partial by itself, the theme's own or a built-in one: what is set into a body (a figure,
 * a See also). Fails: as theme_run(). */
enum err theme_run_piece(const struct theme *theme, struct str partial, struct value context,
			 const struct theme_world *world, size_t limit_bytes, struct html *out,
			 struct fault *fault) MUST_CHECK;

/* The fingerprinted address of an asset: "/assets/a1b2c3d4/css/screen.css"; content-addressed,
 * immutable. */
struct str theme_asset_url(const struct theme *theme, struct arena *into, struct str path,
			   struct str asset_base);
/* Resolves what stands after the base to a file. Fails: ERR_NOT_FOUND. is_immutable: the
 * fingerprint was there and right. */
enum err theme_asset_file(const struct theme *theme, struct arena *into, struct str below_base,
			  struct str *file, bool *is_immutable) MUST_CHECK;

/* A stylesheet that stands in the page itself, without comments and needless space. */
struct theme_style {
	struct html css;
	struct str source; /* what a policy's style-src calls it: "'sha256-...'" */
};
/* path: as for theme_asset_url(). NULL: there is none, or it has to stay a file of its own. */
const struct theme_style *theme_style(const struct theme *theme, struct str path);
/* Of a sheet's text. NULL for what may not stand in a page: larger than LIMIT_INLINE_STYLE_BYTES,
 * naming other files (they are named from where the sheet lies), or able to end the element around
 * it. */
const struct theme_style *theme_style_from(struct arena *into, struct str css);
/* Whether a sheet of the theme counts on the paper's colour by the name that Ghost gives it,
 * --ghost-accent-color. */
bool theme_asks_for_accent(const struct theme *theme);

/* For `broadside theme render` and tests: one template's text, partials by name from a folder (""
 * none), the language's own helpers only. */
enum err theme_render_text(struct arena *into, struct str name, struct str source,
			   struct str partials_folder, struct value context, struct html *out,
			   struct fault *fault) MUST_CHECK;
