/* SPDX-License-Identifier: Apache-2.0 */
/* folder.h: an opened theme. Private to theme/. */
#pragma once
#include "theme/partials.h"

#define LIMIT_THEME_RENDER_BYTES (16u << 20)
#define LIMIT_LOCALE_BYTES (4u << 20)
#define LIMIT_PACKAGE_BYTES (1u << 20)
#define LIMIT_ASSET_BYTES (64u << 20)
#define LIMIT_ASSETS 5000
#define LIMIT_INLINE_STYLE_BYTES (64u << 10)

struct asset {
	struct str path;                 /* "css/screen.css" */
	struct str fingerprint;          /* of its bytes, in hex */
	const struct theme_style *style; /* NULL: is none, or must stay a file */
};

struct assets {
	struct asset *items; /* sorted by path */
	size_t count, cap;
};

struct theme {
	struct arena arena; /* everything, this struct too */
	struct str folder;
	struct partials templates; /* those a page may be made with */
	struct partials partials;
	struct partials builtin; /* what helpers print if the theme has no partial of that name */
	struct assets assets;
	bool asks_for_accent;     /* see theme_asks_for_accent() */
	struct value_map locales; /* "en": the object of locales/en.json */
	struct value package;     /* package.json; missing if there is none */
	struct value config;      /* its "config" */
	struct value_map custom;  /* the defaults of its custom settings */
};

/* Reads the assets' names and bytes below folder/assets. */
enum err assets_read(struct theme *theme, struct arena *scratch, struct fault *fault) MUST_CHECK;

/* Refuses what would fail whenever it runs: a layout or a partial that is not there, a helper that
 * nobody has, on a page or in a partial that one names; so that it is not a reader who finds it.
 * Fails: ERR_INVALID with the place. */
enum err theme_check(const struct theme *theme, struct arena *scratch,
		     struct fault *fault) MUST_CHECK;

/* from: a struct theme. The theme's own partial, else the built-in one. */
const struct template *theme_find_partial(const void *from, struct str name);

/* The translation of key for a locale such as "de-AT": its own, its language's, English; missing
 * if no file has it. */
struct value theme_translation(const struct theme *theme, struct str locale, struct str key);

/* The helpers a theme may use beside the language's and the caller's; ends with an empty name. */
extern const struct helper general_helpers[];

/* The built-in templates, made of builtin/NAME.hbs. */
struct builtin_source {
	const char *name;
	const char *source;
	size_t len;
};
extern const struct builtin_source builtin_sources[];
extern const size_t builtin_source_count;
