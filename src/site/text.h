/* SPDX-License-Identifier: Apache-2.0 */
/* text.h: files in plain text that programs look for. Each fails with ERR_NOT_FOUND when the paper
 * has nothing to say there. */
#pragma once
#include "site/visit.h"

enum err robots_serve(struct visit *visit, struct http_response *out) MUST_CHECK;
enum err ads_serve(struct visit *visit, struct http_response *out) MUST_CHECK;
enum err security_serve(struct visit *visit, struct http_response *out) MUST_CHECK;
enum err health_serve(struct visit *visit, struct http_response *out) MUST_CHECK;
