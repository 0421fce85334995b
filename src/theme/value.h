/* SPDX-License-Identifier: Apache-2.0 */
/*
 * value.h: what a template sees.
 *
 * A value is small and passed by value. Objects and lists are views over C data: a class of
 * functions and a pointer; nothing is copied into a tree, and a field that no template asks for is
 * never computed. Whoever makes a value keeps its data alive while the template runs (the request's
 * arena).
 */
#pragma once
#include "html/html.h"

enum value_kind {
	VALUE_MISSING, /* no such name */
	VALUE_NULL,
	VALUE_BOOL,
	VALUE_NUMBER,
	VALUE_TEXT, /* escaped when printed */
	VALUE_HTML, /* printed as it is */
	VALUE_LIST,
	VALUE_OBJECT,
};

struct value;

struct object_class {
	const char *
		name; /* "post", "tag", "author"...: what the object is, for helpers and messages */
	/* The field key, or a VALUE_MISSING. Results that must be built go into arena. */
	struct value (*get)(const void *self, struct str key, struct arena *arena);
	/* The i-th key in order; false past the last. NULL: keys cannot be listed. */
	bool (*key_at)(const void *self, size_t i, struct str *key);
};

struct list_class {
	size_t (*count)(const void *self);
	struct value (*at)(const void *self, size_t i, struct arena *arena); /* i < count */
};

struct value {
	enum value_kind kind;
	union {
		bool truth;
		double number;
		struct str text;
		struct html html;
		struct {
			const struct list_class *class;
			const void *self;
		} list;
		struct {
			const struct object_class *class;
			const void *self;
		} object;
	};
};

static inline struct value value_missing(void)
{
	return (struct value){ .kind = VALUE_MISSING };
}
static inline struct value value_null(void)
{
	return (struct value){ .kind = VALUE_NULL };
}
static inline struct value value_bool(bool truth)
{
	return (struct value){ .kind = VALUE_BOOL, .truth = truth };
}
static inline struct value value_number(double number)
{
	return (struct value){ .kind = VALUE_NUMBER, .number = number };
}
static inline struct value value_text(struct str text)
{
	return (struct value){ .kind = VALUE_TEXT, .text = text };
}
static inline struct value value_html(struct html html)
{
	return (struct value){ .kind = VALUE_HTML, .html = html };
}
static inline struct value value_list(const struct list_class *class, const void *self)
{
	return (struct value){ .kind = VALUE_LIST, .list = { class, self } };
}
static inline struct value value_object(const struct object_class *class, const void *self)
{
	return (struct value){ .kind = VALUE_OBJECT, .object = { class, self } };
}

/* Text, or null when it is empty: what Ghost's contexts do with absent fields. */
struct value value_text_or_null(struct str text);
bool value_is_true(
	struct value v); /* Handlebars' truth: false, null, missing, "", 0 and [] are not */
struct value value_field(struct value v, struct str key, struct arena *arena);
size_t value_count(struct value list); /* 0 for what is no list */
struct value value_at(struct value list, size_t i,
		      struct arena *arena); /* missing when out of range */
/* The i-th key of an object; false past the last, and for what has no keys to list. */
bool value_key_at(struct value v, size_t i, struct str *key);
struct str value_to_text(struct value v,
			 struct arena *arena); /* as JavaScript's String() would print it */

/* Ready-made containers for what C code assembles by hand (helpers' hashes, small lists, JSON
 * data). */
struct value_map {
	struct {
		struct str key;
		struct value value;
	} * items;
	size_t count, cap;
	uint32_t *slots; /* an index by hash, once there are many; 0 is empty, else item + 1 */
	size_t slot_count;
};
/* Sets key to value, in its old place if it was there. Takes: key and value are kept as they are.
 */
void value_map_set(struct arena *arena, struct value_map *map, struct str key, struct value value);
struct value value_map_get(const struct value_map *map, struct str key); /* or missing */
struct value value_of_map(const struct value_map *map);
struct value_array {
	struct value *items;
	size_t count, cap;
};
struct value value_of_array(const struct value_array *array);

/* base, with the fields of over in front of its own: both keep living. Its keys are base's, then
 * over's new ones. */
struct value_layer {
	struct value base, over;
};
struct value value_of_layer(const struct value_layer *layer);

/* One and the same thing: the same object or list, or equal text, number, truth. */
bool value_is_same(struct value a, struct value b);

#define LIMIT_JSON_DEPTH 200

/* Reads JSON text into maps and arrays. Fails: ERR_INVALID with line and column in the fault. */
enum err value_parse_json(struct arena *into, struct str json, struct value *out,
			  struct fault *fault) MUST_CHECK;
