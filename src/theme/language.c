/* SPDX-License-Identifier: Apache-2.0 */
/* language.c: the language's own helpers, and blocks without a helper. */
#include "theme/language.h"

#include "theme/run.h"

/* The block helpers need their one argument, and a block. */
static bool is_block_of_one(struct helper_call *call)
{
	if (helper_arg_count(call) != 1)
		helper_fail(call, "#%.*s requires exactly one argument",
			    STR_ARG(helper_name(call)));
	else if (!helper_is_block(call))
		helper_fail(call, "is a block: {{#%.*s}}", STR_ARG(helper_name(call)));
	return !helper_failed(call);
}

static bool condition(const struct helper_call *call)
{
	struct value v = helper_arg(call, 0);
	bool is_zero = v.kind == VALUE_NUMBER && v.number == 0;
	if (is_zero && is_truthy(helper_hash(call, S("includeZero"))))
		return true;
	return value_is_true(v);
}

static void help_if(struct helper_call *call)
{
	if (!is_block_of_one(call))
		return;
	if (condition(call))
		helper_run_block(call, helper_context(call));
	else
		helper_run_inverse(call);
}

static void help_unless(struct helper_call *call)
{
	if (!is_block_of_one(call))
		return;
	const struct code *body = call->body;
	call->body = call->inverse;
	call->inverse = body;
	help_if(call);
}

/* The state of a loop: its @data and its block parameters. */
struct loop {
	struct helper_data data[4]; /* @key @index @first @last */
	struct value params[2];     /* the item and its key */
};

static struct loop loop_at(struct value key, size_t i, bool is_last)
{
	return (struct loop){
		.data = { { S("key"), key },
			  { S("index"), value_number((double)i) },
			  { S("first"), value_bool(i == 0) },
			  { S("last"), value_bool(is_last) } },
		.params = { value_missing(), key },
	};
}

static void run_item(struct helper_call *call, struct loop *loop, struct value item)
{
	loop->params[0] = item;
	helper_run_block_with(call, item, loop->data, COUNT_OF(loop->data), loop->params,
			      COUNT_OF(loop->params));
}

static void each_in_list(struct helper_call *call, struct value list)
{
	size_t count = value_count(list);
	for (size_t i = 0; i < count && !helper_failed(call); i++) {
		struct loop loop = loop_at(value_number((double)i), i, i + 1 == count);
		run_item(call, &loop, value_at(list, i, helper_arena(call)));
	}
}

static void each_in_object(struct helper_call *call, struct value object)
{
	struct str key, next;
	bool more = value_key_at(object, 0, &key);
	for (size_t i = 0; more && !helper_failed(call); i++) {
		more = value_key_at(object, i + 1, &next);
		struct loop loop = loop_at(value_text(key), i, !more);
		run_item(call, &loop, value_field(object, key, helper_arena(call)));
		key = next;
	}
}

/* Over what has something in it; false for what has nothing. */
static bool run_each(struct helper_call *call, struct value v)
{
	struct str key;
	if (v.kind == VALUE_LIST && value_count(v))
		each_in_list(call, v);
	else if (value_key_at(v, 0, &key))
		each_in_object(call, v);
	else
		return false;
	return true;
}

static void help_each(struct helper_call *call)
{
	if (helper_arg_count(call) == 0)
		helper_fail(call, "needs something to go through");
	else if (is_block_of_one(call) && !run_each(call, helper_arg(call, 0)))
		helper_run_inverse(call);
}

static void help_with(struct helper_call *call)
{
	if (!is_block_of_one(call))
		return;
	struct value v = helper_arg(call, 0);
	bool is_zero = v.kind == VALUE_NUMBER && v.number == 0;
	if (value_is_true(v) || is_zero)
		helper_run_block_with(call, v, NULL, 0, &v, 1);
	else
		helper_run_inverse(call);
}

static void help_lookup(struct helper_call *call)
{
	struct value from = helper_arg(call, 0), key = helper_arg(call, 1);
	if (helper_arg_count(call) && !is_truthy(from)) {
		helper_return(call, from);
		return;
	}
	if (helper_arg_count(call) != 2)
		helper_fail(call, "needs a thing and a name to look up in it");
	struct str name = key.kind == VALUE_NULL      ? S("null")
			  : key.kind == VALUE_MISSING ? S("undefined")
						      : value_to_text(key, helper_arena(call));
	helper_return(call, value_field(from, name, helper_arena(call)));
}

/* A template's log is nobody's: what it names is read, and nothing printed. */
static void help_log(struct helper_call *call)
{
	(void)call;
}

static void help_reserved(struct helper_call *call)
{
	helper_fail(call, "belongs to the language");
}

void run_section(struct helper_call *call, struct value value)
{
	bool is_false = is_nothing(value) || (value.kind == VALUE_BOOL && !value.truth);
	if (value.kind == VALUE_BOOL && value.truth)
		helper_run_block(call, helper_context(call));
	else if (is_false || (value.kind == VALUE_LIST && !run_each(call, value)))
		helper_run_inverse(call);
	else if (value.kind != VALUE_LIST)
		helper_run_block(call, value);
}

const struct helper language_helpers[] = {
	{ STR_CONST("if"), help_if },
	{ STR_CONST("unless"), help_unless },
	{ STR_CONST("each"), help_each },
	{ STR_CONST("with"), help_with },
	{ STR_CONST("lookup"), help_lookup },
	{ STR_CONST("log"), help_log },
	{ STR_CONST("helperMissing"), help_reserved },
	{ STR_CONST("blockHelperMissing"), help_reserved },
	{ STR_CONST(""), NULL },
};
