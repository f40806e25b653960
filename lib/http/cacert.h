/* A file of certificates, looked at before anybody is asked: what is wrong with it is
 * ours to say. */
#ifndef HTTP_CACERT_H
#define HTTP_CACERT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"

/* Reads the file's text, one certificate or more (PEM, RFC 7468), each whole, which the caller
 * releases with buf_release in either case. What was looked at is what libcurl gets, so a stream
 * may be named, and nobody can put another file there meanwhile. origin is what has named the file,
 * for messages; NULL: --cacert, which alone may name a stream. Returns false with why (66: cannot
 * be read; 78: no such thing) otherwise. */
bool cacert_read(const char *path, const char *origin, struct buf *text, struct why *why);

#endif
