/* SPDX-License-Identifier: Apache-2.0 */
/* ids.h: row numbers that cannot be mixed up. 0 is none. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

typedef struct {
	int64_t n;
} story_id;
typedef struct {
	int64_t n;
} revision_id;
typedef struct {
	int64_t n;
} section_id;
typedef struct {
	int64_t n;
} topic_id;
typedef struct {
	int64_t n;
} person_id;
typedef struct {
	int64_t n;
} media_id;
typedef struct {
	int64_t n;
} comment_id;
