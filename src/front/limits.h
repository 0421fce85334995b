/* SPDX-License-Identifier: Apache-2.0 */
/* limits.h: what a front takes from anybody before it says no. */
#pragma once

#define LIMIT_TARGET_BYTES 8000            /* of an address in the request line: 414 */
#define LIMIT_HEAD_BYTES 32768             /* request line and headers: 431 */
#define LIMIT_HEADERS 100                  /* lines of them: 431 */
#define LIMIT_BODY_BYTES (2u << 20)        /* of one request: 413 */
#define LIMIT_UPLOAD_BYTES (64u << 20)     /* of one below UPLOADS: 413 */
#define LIMIT_UPLOAD_RIM_BYTES (64u << 10) /* what a form adds to it */
#define LIMIT_UPLOADS_BYTES (256u << 20)   /* of all uploads at a time: 503 */
#define UPLOADS "/desk/pictures"
#define LIMIT_CHUNK_LINE_BYTES 256     /* a chunk's size and extensions: 400 */
#define LIMIT_TRAILER_BYTES 4096       /* after the last chunk: 431 */
#define LIMIT_BODIES_BYTES (64u << 20) /* of all connections together: 503 */
#define LIMIT_CONNECTIONS 20000        /* fewer where fewer files may be open */
#define LIMIT_OTHER_FILES 256          /* of those, for all but connections */
#define LIMIT_CLIENT_CONNECTIONS 256   /* of one address: closed at once */
#define LIMIT_CLIENT_REQUESTS 64       /* of one address that wait for an answer: 429 */
#define LIMIT_HEAD_MS 10000            /* from a request's first byte to the end of its head: 408 */
#define LIMIT_BODY_MS 20000            /* for each LIMIT_BODY_PROGRESS bytes of its body: 408 */
#define LIMIT_BODY_PROGRESS 8192
#define LIMIT_ANSWER_MS 40000   /* for whoever answers, queues included: 503 */
#define LIMIT_IDLE_MS 60000     /* between requests */
#define LIMIT_IDLE_FULL_MS 5000 /* the same when three quarters of the places are taken */
#define LIMIT_WRITE_MS 30000    /* to take LIMIT_WRITE_PROGRESS bytes of the answer */
#define LIMIT_WRITE_PROGRESS 16384
#define LIMIT_LINGER_MS 2000    /* to read an answer that was given before all was sent */
#define LIMIT_LEAVE_MS 300      /* for an idle client to say that it is not, when the front stops */
#define LIMIT_DRAIN_MS 5000     /* to finish what is under way when the front stops */
#define LIMIT_SHARED_S 3600     /* a page in a cache beyond us, if it is not over before */
#define LIMIT_SHARED_STALE_S 30 /* after that, while it asks us anew */
#define LIMIT_SHARED_ERROR_S 86400 /* after that, while we cannot answer */
#define LIMIT_PIPELINE 32          /* requests of one connection before others have their turn */
#define LIMIT_COMPRESS_BYTES (4u << 20)
#define LIMIT_REQUEST_ARENA (256u << 20) /* address space for one answer */
