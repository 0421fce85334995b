/* SPDX-License-Identifier: Apache-2.0 */
/* archive.h: the paper by day: /archive/, /archive/2024/, /archive/2024/05/, /archive/2024/05/29/.
 */
#pragma once
#include "site/visit.h"

/* below: what stands behind the archive's own address: "", "2024/", "2024/05/29/".
 * Fails: ERR_NOT_FOUND for what is no date, lies in the future, or is beyond a day's last page. */
enum err archive_serve(struct visit *visit, struct str below, struct http_response *out) MUST_CHECK;

/* "2024/05/29/" as numbers; 0 for parts that are not there. */
struct archive_date {
	int year, month, day;
};
bool archive_date_parse(struct str below, struct archive_date *out);
