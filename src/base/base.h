/* SPDX-License-Identifier: Apache-2.0 */
/*
 * base.h: what every folder stands on: strings, arenas, buffers, errors, time.
 *
 * Nothing here touches the system except base/arena.c, which asks for memory.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/list.h"
#include "base/log.h"
#include "base/time.h"
#include "base/utf8.h"
