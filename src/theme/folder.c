/* SPDX-License-Identifier: Apache-2.0 */
/* folder.c: opening a theme: all its templates, partials, locales, assets and its package.json, or
 * a fault that says where it is wrong. */
#include "theme/folder.h"

#include "os/os.h"

#define THEME_ARENA_BYTES ((size_t)512 << 20)
#define SCRATCH_ARENA_BYTES ((size_t)512 << 20)

struct opening {
	struct theme *theme;
	struct arena *into, *scratch;
	struct helper_tables helpers;
	struct fault *fault;
};

static enum err read_json(struct opening *o, struct str path, struct str label, size_t limit,
			  struct value *out)
{
	struct str json;
	struct fault inner = { 0 };
	TRY(os_read_file(o->into, path, limit, &json, o->fault));
	enum err err = value_parse_json(o->into, json, out, &inner);
	if (!err && out->kind != VALUE_OBJECT)
		return fault_set(o->fault, ERR_INVALID, "%.*s:1:1: not an object", STR_ARG(label));
	return err ? fault_set(o->fault, err, "%.*s:%s", STR_ARG(label), inner.text) : OK;
}

/* The custom settings' defaults: config.custom.NAME.default. */
static void read_custom(struct opening *o)
{
	struct value custom = value_field(o->theme->config, S("custom"), o->into);
	struct str name;
	for (size_t i = 0; value_key_at(custom, i, &name); i++) {
		struct value setting = value_field(custom, name, o->into);
		value_map_set(o->into, &o->theme->custom, name,
			      value_field(setting, S("default"), o->into));
	}
}

static enum err read_package(struct opening *o)
{
	struct str path = os_path_join(o->into, o->theme->folder, S("package.json"));
	if (!os_exists(path))
		return OK;
	TRY(read_json(o, path, S("package.json"), LIMIT_PACKAGE_BYTES, &o->theme->package));
	o->theme->config = value_field(o->theme->package, S("config"), o->into);
	read_custom(o);
	return OK;
}

static enum err read_locales(struct opening *o)
{
	struct str folder = os_path_join(o->into, o->theme->folder, S("locales"));
	struct os_names names = { 0 };
	if (!os_exists(folder))
		return OK;
	TRY(os_list_folder(o->into, folder, &names, o->fault));
	for (size_t i = 0; i < names.count; i++) {
		struct str name = names.items[i];
		struct value words;
		if (!str_drop_suffix(&name, S(".json")))
			continue;
		TRY(read_json(o, os_path_join(o->into, folder, names.items[i]),
			      str_fmt(o->into, "locales/%.*s", STR_ARG(names.items[i])),
			      LIMIT_LOCALE_BYTES, &words));
		value_map_set(o->into, &o->theme->locales, name, words);
	}
	return OK;
}

static enum err read_builtin(struct opening *o)
{
	struct partials *builtin = &o->theme->builtin;
	for (size_t i = 0; i < builtin_source_count; i++) {
		const struct builtin_source *b = &builtin_sources[i];
		struct template template;
		struct str file = str_fmt(o->into, "built-in %s.hbs", b->name);
		struct arena_mark mark = arena_mark(o->scratch);
		TRY(theme_compile(o->into, o->scratch, file, (struct str){ b->source, b->len },
				  &o->helpers, &template, o->fault));
		arena_reset(o->scratch, mark);
		template.name = str_of(b->name);
		*list_push(o->into, builtin) = template;
	}
	partials_sort(builtin);
	return OK;
}

/* What shows an error where the theme has no page for it. */
static void add_error_page(struct opening *o)
{
	struct partials *pages = &o->theme->templates;
	const struct template *error = partials_find(&o->theme->builtin, S("error"));
	BUG_IF(!error);
	if (theme_has(o->theme, S("error")))
		return;
	*list_push(o->into, pages) = *error;
	partials_sort(pages);
}

static enum err read_templates(struct opening *o)
{
	struct theme *theme = o->theme;
	struct partials_source pages = { theme->folder, S(""), false, &o->helpers };
	struct partials_source partials = { os_path_join(o->into, theme->folder, S("partials")),
					    S("partials/"), true, &o->helpers };
	TRY(partials_read(o->into, o->scratch, &pages, &theme->templates, o->fault));
	TRY(partials_read(o->into, o->scratch, &partials, &theme->partials, o->fault));
	if (!theme_has(theme, S("index")))
		return fault_set(o->fault, ERR_NOT_FOUND, "%.*s: no index.hbs",
				 STR_ARG(theme->folder));
	add_error_page(o);
	return OK;
}

static enum err read_all(struct opening *o)
{
	struct os_stat stat;
	struct str folder = o->theme->folder;
	if (os_stat(folder, &stat) || !stat.is_folder)
		return fault_set(o->fault, ERR_NOT_FOUND, "no theme in %.*s", STR_ARG(folder));
	TRY(read_builtin(o));
	TRY(read_templates(o));
	TRY(theme_check(o->theme, o->scratch, o->fault));
	TRY(read_package(o));
	TRY(read_locales(o));
	return assets_read(o->theme, o->scratch, o->fault);
}

enum err theme_open(struct str folder, const struct helper *helpers, struct theme **out,
		    struct fault *fault)
{
	struct arena arena = arena_open(THEME_ARENA_BYTES);
	struct arena scratch = arena_open(SCRATCH_ARENA_BYTES);
	struct theme *theme = arena_new(&arena, struct theme, 1);
	theme->arena = arena;
	theme->folder = str_dup(&theme->arena, folder);
	struct opening opening = {
		theme, &theme->arena, &scratch, { { helpers, general_helpers } }, fault
	};
	enum err err = read_all(&opening);
	arena_close(&scratch);
	if (err) {
		theme_close(theme);
		return err;
	}
	*out = theme;
	return OK;
}

void theme_close(struct theme *theme)
{
	if (!theme)
		return;
	struct arena arena = theme->arena;
	arena_close(&arena);
}

bool theme_has(const struct theme *theme, struct str template_name)
{
	return partials_find(&theme->templates, template_name) != NULL;
}

struct value theme_config(const struct theme *theme)
{
	return theme->config;
}

const struct template *theme_find_partial(const void *from, struct str name)
{
	const struct theme *theme = from;
	const struct template *own = partials_find(&theme->partials, name);
	return own ? own : partials_find(&theme->builtin, name);
}

struct value theme_translation(const struct theme *theme, struct str locale, struct str key)
{
	struct str tries[] = { locale, str_cut(locale, '-').head, S("en") };
	for (size_t i = 0; i < COUNT_OF(tries); i++) {
		struct value words = value_map_get(&theme->locales, tries[i]);
		struct value found = value_field(words, key, NULL);
		if (found.kind == VALUE_TEXT && found.text.len)
			return found;
	}
	return value_missing();
}
