/* SPDX-License-Identifier: Apache-2.0 */
/* theme_for_test.h: a theme written by a test, opened, and run over JSON. */
#pragma once
#include "../os/folder_for_test.h"
#include "os/os.h"
#include "theme/theme.h"

static inline void write_file(struct place *place, const char *name, const char *text)
{
	struct str path = at(place, name);
	assert_ok(os_make_folder(str_cut_last(path, '/').head, NULL));
	assert_ok(os_write_file(path, str_of(text), NULL));
}

static inline struct theme *open_theme(struct place *place)
{
	struct theme *theme = NULL;
	struct fault fault = { 0 };
	if (theme_open(place->folder, NULL, &theme, &fault))
		fail_msg("the theme does not open: %s", fault.text);
	return theme;
}

static inline struct value json_value(struct place *place, const char *json)
{
	struct value v;
	struct fault fault = { 0 };
	if (value_parse_json(&place->arena, str_of(json), &v, &fault))
		fail_msg("%s", fault.text);
	return v;
}

/* The world of most tests: what site, extra and custom of the JSON say. */
static inline struct theme_world world_of(struct place *place, struct value data)
{
	struct arena *arena = &place->arena;
	return (struct theme_world){
		.site = value_field(data, S("site"), arena),
		.extra = value_field(data, S("extra"), arena),
		.custom = value_field(data, S("custom"), arena),
		.locale = S("en"),
		.asset_base = S("/assets/"),
		.now = unix_ms_of(1700000000000), /* 2023-11-14T22:13:20Z */
		.arena = arena,
	};
}

static inline enum err run_theme(struct place *place, const struct theme *theme, const char *name,
				 const char *json, struct html *out, struct fault *fault)
{
	struct value data = json_value(place, json);
	struct theme_world world = world_of(place, data);
	return theme_run(theme, str_of(name), data, &world, 1 << 20, out, fault);
}

/* What index.hbs with this text makes of the JSON. */
static inline struct str shown(struct place *place, const char *text, const char *json)
{
	struct html html = { { 0 } };
	struct fault fault = { 0 };
	write_file(place, "index.hbs", text);
	struct theme *theme = open_theme(place);
	if (run_theme(place, theme, "index", json, &html, &fault))
		fail_msg("the theme does not run: %s", fault.text);
	theme_close(theme);
	return html.s;
}
