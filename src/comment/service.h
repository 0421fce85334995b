/* SPDX-License-Identifier: Apache-2.0 */
/*
 * service.h: what comes of asking a spam service about a reply that has been kept.
 *
 * The judge decides at once, by itself. With a service, what it would show waits until the service
 * has answered, for LIMIT_SERVICE_S at most; what it holds is asked about too, so that a moderator
 * knows more. No answer is as if there were no service. What somebody has decided meanwhile stays.
 */
#pragma once
#include "comment/submit.h"

#define LIMIT_SERVICE_S 15

enum service_verdict { SERVICE_HAM, SERVICE_SPAM, SERVICE_SILENT };

/* would_show: our own judgement was to show it. In a transaction. Fine when the reply is gone. */
enum err comment_service_said(const struct comment_tools *tools, struct arena *into, comment_id id,
			      bool would_show, enum service_verdict verdict) MUST_CHECK;
