/* The bytes of an answer, written to a file the moment they come, before anybody looks at them. */
#ifndef HTTP_WIRE_BODY_H
#define HTTP_WIRE_BODY_H

#include <stddef.h>

/* Where the descriptor stands: the answer's bytes begin there. */
long wire_body_place(int fd);

/* Adds bytes, durably. A failure shows when the file is read. */
void wire_body_add(int fd, const char *bytes, size_t len);

/* Goes back to that place, before another attempt: what the one before has left behind it is
 * overwritten with NUL bytes. */
void wire_body_rewind(int fd, long place);

#endif
