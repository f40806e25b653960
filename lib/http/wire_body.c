/* Nothing comes between the arrival of the bytes and their being written down. */
#include "http/wire_body.h"

#include <errno.h>
#include <unistd.h>

long wire_body_place(int fd)
{
    return lseek(fd, 0, SEEK_CUR);
}

void wire_body_add(int fd, const char *bytes, size_t len)
{
    while (len) {
        ssize_t wrote = write(fd, bytes, len);

        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return;
        bytes += wrote;
        len -= (size_t)wrote;
    }
    fsync(fd);
}

void wire_body_rewind(int fd, long place)
{
    static const char zeros[4096];
    long end = wire_body_place(fd);

    lseek(fd, place, SEEK_SET);
    for (long at = place; at < end; at += (long)sizeof zeros)
        wire_body_add(fd, zeros, end - at < (long)sizeof zeros ? (size_t)(end - at) : sizeof zeros);
    lseek(fd, place, SEEK_SET);
}
