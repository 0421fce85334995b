/* SPDX-License-Identifier: Apache-2.0 */
/*
 * media.h: the files below /media/: pictures, sound, papers, as they were uploaded.
 *
 * What was uploaded is never trusted: it is sent with a type from a fixed list or as a download,
 * and under a policy in which it can do nothing; a PDF, which browsers' viewers do not open under
 * such a policy, as a download. Addresses hold a fingerprint, so they never
 * change.
 */
#pragma once
#include "front/answer.h"

/* Answers a GET or HEAD below /media/ from folder (a descriptor, or -1). Gives: the opened file, to
 * be passed on to answer_make(); false when there is none, for the site to say so. */
bool media_serve(int folder, const struct http_request *request, struct http_response *response,
		 struct answer_file *file);
