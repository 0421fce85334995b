/* SPDX-License-Identifier: Apache-2.0 */
/*
 * view_field.h: the fields of a view as a table, found by name.
 *
 *     #define FIELDS(X) X(name) X(url)            in the order of the alphabet
 *     enum { FIELDS(VIEW_ENUM) };
 *     static const struct view_fields fields = VIEW_FIELDS(FIELDS);
 *     switch (view_field(&fields, key)) {
 *     case F_name: ...
 */
#pragma once
#include "theme/value.h"

#define VIEW_ENUM(name) F_##name,
#define VIEW_NAME(name) STR_CONST(#name),
#define VIEW_FIELDS(FIELDS)                                                                        \
	{                                                                                          \
		(const struct str[]){ FIELDS(VIEW_NAME) },                                         \
			sizeof((const struct str[]){ FIELDS(VIEW_NAME) }) / sizeof(struct str)     \
	}

struct view_fields {
	const struct str *names; /* sorted as str_cmp() does */
	size_t count;
};

int view_field(const struct view_fields *fields, struct str key); /* its place, or -1 */
/* For object_class.key_at. */
bool view_field_at(const struct view_fields *fields, size_t i, struct str *key);
