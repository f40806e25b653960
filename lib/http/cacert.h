/* A file of certificates, checked before any connection, so that errors in it get our own
 * messages. */
#ifndef HTTP_CACERT_H
#define HTTP_CACERT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"

/*
 * Reads the file's text: one or more complete certificates (PEM, RFC 7468). The caller releases
 * text with buf_release in either case. libcurl gets the text that was checked, so the file may be
 * a stream and cannot be exchanged meanwhile. origin is the setting that names the file, for
 * messages; NULL: --cacert, the only setting that may name a stream. Returns false with why if the
 * file cannot be read (66) or does not contain certificates only (78). */
bool cacert_read(const char *path, const char *origin, struct buf *text, struct why *why);

#endif
