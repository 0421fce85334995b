/* SPDX-License-Identifier: Apache-2.0 */
/* policy.h: what a reader's page may load and run (Content-Security-Policy, CSP 3): what this
 * server itself sends, and pictures from anywhere. No script and no style stands in a page, but for
 * styles named by their hash. */
#pragma once
#include "base/base.h"

/* style_sources: as "'sha256-...'", parted by spaces; "" none. */
struct str page_policy(struct arena *into, struct str style_sources);
/* The same out of a policy; "" when it has none. */
struct str policy_style_sources(struct str policy);
