/* SPDX-License-Identifier: Apache-2.0 */
/* check.c: what of a compiled theme can be known not to work before a page asks for it. */
#include "theme/folder.h"

#include "theme/place.h"

struct checking {
	const struct theme *theme;
	const struct template *template;
	bool names_at_run; /* some inline partial's name is only known when it runs */
	bool *is_reached;  /* of the theme's partials, by their place: some page names it */
	bool has_more;     /* some were reached that are not checked yet */
	struct fault *fault;
};

static enum err refuse(struct checking *c, size_t at, const char *what, struct str name)
{
	struct place place = place_in(c->template->source, at);
	return fault_set(c->fault, ERR_INVALID, "%.*s:%zu:%zu: no %s %.*s",
			 STR_ARG(c->template->file), place.line, place.column, what, STR_ARG(name));
}

static enum err check_call(struct checking *c, const struct call *call);

static enum err check_expr(struct checking *c, const struct expr *expr)
{
	return expr->kind == EXPR_CALL ? check_call(c, expr->call) : OK;
}

static enum err check_arguments(struct checking *c, const struct call *call)
{
	for (size_t i = 0; i < call->arg_count; i++)
		TRY(check_expr(c, &call->args[i]));
	for (size_t i = 0; i < call->hash_count; i++)
		TRY(check_expr(c, &call->hash[i].value));
	return OK;
}

/* Arguments for a helper that is none: an error whatever the data says. */
static enum err check_call(struct checking *c, const struct call *call)
{
	if (call->kind == CALL_UNKNOWN && call->arg_count)
		return refuse(c, call->at, "helper", call->name);
	return check_arguments(c, call);
}

static bool code_has_inline(const struct code *code, struct str name);

static bool steps_have_inline(const struct code *code, struct str name)
{
	for (size_t i = 0; i < code->count; i++)
		if (code_has_inline(code->steps[i].body, name) ||
		    code_has_inline(code->steps[i].inverse, name))
			return true;
	return false;
}

/* Name "": one whose name is not written there. */
static bool code_has_inline(const struct code *code, struct str name)
{
	for (size_t i = 0; code && i < code->inline_count; i++) {
		const struct expr *expr = &code->inlines[i].name;
		bool is_written = expr->kind == EXPR_LITERAL && expr->literal.kind == VALUE_TEXT;
		if (name.len == 0 ? !is_written : is_written && str_eq(expr->literal.text, name))
			return true;
		if (code_has_inline(code->inlines[i].body, name))
			return true;
	}
	return code && steps_have_inline(code, name);
}

static bool list_has_inline(const struct partials *list, struct str name)
{
	for (size_t i = 0; i < list->count; i++)
		if (code_has_inline(list->items[i].main, name))
			return true;
	return false;
}

static bool has_inline(const struct theme *theme, struct str name)
{
	return list_has_inline(&theme->templates, name) || list_has_inline(&theme->partials, name);
}

static void reach(struct checking *c, const struct template *partial)
{
	bool *is_reached = &c->is_reached[partial - c->theme->partials.items];
	c->has_more |= !*is_reached;
	*is_reached = true;
}

static enum err check_partial(struct checking *c, const struct step *step)
{
	const struct call *call = step->call;
	TRY(check_arguments(c, call));
	if (call->callee.kind == EXPR_CALL)
		return check_call(c, call->callee.call);
	const struct template *own = partials_find(&c->theme->partials, call->name);
	if (own)
		reach(c, own);
	if (step->body || c->names_at_run || str_eq(call->name, S("@partial-block")) ||
	    theme_find_partial(c->theme, call->name) || has_inline(c->theme, call->name))
		return OK;
	return refuse(c, call->at, "partial", call->name);
}

static enum err check_code(struct checking *c, const struct code *code)
{
	for (size_t i = 0; code && i < code->count; i++) {
		const struct step *step = &code->steps[i];
		if (step->kind == STEP_PARTIAL)
			TRY(check_partial(c, step));
		else if (step->call)
			TRY(check_call(c, step->call));
		TRY(check_code(c, step->body));
		TRY(check_code(c, step->inverse));
	}
	for (size_t i = 0; code && i < code->inline_count; i++)
		TRY(check_code(c, code->inlines[i].body));
	return OK;
}

static enum err check_page(struct checking *c, const struct template *page)
{
	c->template = page;
	if (page->layout.len && !theme_has(c->theme, page->layout))
		return fault_set(c->fault, ERR_INVALID, "%.*s:1:1: no layout %.*s.hbs",
				 STR_ARG(page->file), STR_ARG(page->layout));
	return check_code(c, page->main);
}

/* Partials that no page names may be what they like: some come with a theme and are not used. */
static enum err check_reached(struct checking *c, bool *is_checked)
{
	const struct partials *partials = &c->theme->partials;
	while (c->has_more) {
		c->has_more = false;
		for (size_t i = 0; i < partials->count; i++) {
			if (!c->is_reached[i] || is_checked[i])
				continue;
			is_checked[i] = true;
			c->template = &partials->items[i];
			TRY(check_code(c, c->template->main));
		}
	}
	return OK;
}

enum err theme_check(const struct theme *theme, struct arena *scratch, struct fault *fault)
{
	struct checking c = { .theme = theme, .fault = fault };
	c.names_at_run = has_inline(theme, S(""));
	c.is_reached = arena_new(scratch, bool, theme->partials.count);
	for (size_t i = 0; i < theme->templates.count; i++)
		TRY(check_page(&c, &theme->templates.items[i]));
	return check_reached(&c, arena_new(scratch, bool, theme->partials.count));
}
