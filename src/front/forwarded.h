/* SPDX-License-Identifier: Apache-2.0 */
/* forwarded.h: who asked, when a trusted proxy stands between. */
#pragma once
#include "http/message.h"

/* If request->client is one of proxies: client becomes the last address of X-Forwarded-For that is
 * no trusted proxy itself, is_https what X-Forwarded-Proto says. Anybody else's headers count for
 * nothing. */
void forwarded_apply(const struct str *proxies, size_t count, struct http_request *request);
