/* SPDX-License-Identifier: Apache-2.0 */
/* forwarded.h: who asked, when a trusted proxy stands between. */
#pragma once
#include "front/proxies.h"
#include "http/message.h"

/* If request->client is one of proxies: client becomes the last address of X-Forwarded-For that is
 * no trusted proxy itself, is_https what X-Forwarded-Proto says, and Host what X-Forwarded-Host
 * says (into holds the headers then). Anybody else's headers count for nothing. */
void forwarded_apply(const struct proxies *proxies, struct arena *into,
		     struct http_request *request);
