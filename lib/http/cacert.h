/* Reads a file of CA certificates, and checks it before any connection is made. libcurl's messages
 * about a bad file do not name the problem. */
#ifndef HTTP_CACERT_H
#define HTTP_CACERT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/msg.h"

/*
 * Reads a file that must contain one or more complete certificates (PEM, RFC 7468), and sets `text`
 * to its contents. The caller releases `text` with buf_release in every case. Pass `text` to
 * libcurl, not the file's name: the file may be a pipe, or may be replaced meanwhile. `origin` is
 * the setting that names the file, for messages. If `origin` is NULL, the setting is --cacert, the
 * only one that allows a pipe. Returns false with `why` (exit status 66 if the file cannot be read,
 * 78 if a certificate is missing or invalid). */
bool cacert_read(const char *path, const char *origin, struct buf *text, struct why *why);

#endif
