/* A file of certificates, looked at before anybody is asked: what is wrong with it is
 * ours to say. */
#ifndef HTTP_CACERT_H
#define HTTP_CACERT_H

#include <stdbool.h>

#include "base/msg.h"

/*
 * Whether the file can be read and holds one certificate or more (PEM, RFC 7468), each whole.
 * origin is what has named the file, for messages; NULL: --cacert, which alone may name a stream.
 * False with why (66: cannot be read; 78: no such thing) otherwise. */
bool cacert_check(const char *path, const char *origin, struct why *why);

#endif
