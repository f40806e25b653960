/* Stores output for later. */
#include "base/spool.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Moves the held bytes to the file. */
static void spill(struct spool *s)
{
    errno = 0;
    if (!s->file)
        s->file = tmpfile();
    /* held.at can be NULL if the buffer is empty, and fwrite requires a valid pointer. */
    size_t written = s->file && s->held.len ? fwrite(s->held.at, 1, s->held.len, s->file) : 0;
    if (!s->file || written != s->held.len || fflush(s->file) != 0)
        s->error = errno ? errno : EIO;
    buf_clear(&s->held);
}

void spool_add(struct spool *s, const char *bytes, size_t len)
{
    if (s->error)
        return;
    buf_add(&s->held, bytes, len);
    if (s->held.len >= SPOOL_HELD_MAX)
        spill(s);
}

bool spool_is_whole(const struct spool *s, struct why *why)
{
    return !s->error ||
           why_set(why, EX_IOERR, "temporary file: cannot be written: %s", strerror(s->error));
}

static bool cannot_read(struct why *why)
{
    return why_set(why, EX_IOERR, "temporary file: cannot be read: %s", strerror(errno));
}

bool spool_copy(struct spool *s, spool_put *put, void *to, struct why *why)
{
    char piece[65536];

    if (!spool_is_whole(s, why))
        return false;
    if (s->file) {
        if (fseek(s->file, 0, SEEK_SET) != 0)
            return cannot_read(why);
        for (size_t got; (got = fread(piece, 1, sizeof piece, s->file)) > 0;)
            put(piece, got, to);
        if (ferror(s->file))
            return cannot_read(why);
        if (fseek(s->file, 0, SEEK_END) != 0)
            s->error = errno;
    }
    if (s->held.len)
        put(s->held.at, s->held.len, to);
    return true;
}

bool spool_copy_part(struct spool *s, size_t from, size_t len, spool_put *put, void *to,
                     struct why *why)
{
    char piece[65536];
    size_t filed = 0;

    if (!spool_is_whole(s, why))
        return false;
    if (s->file) {
        off_t end = fseeko(s->file, 0, SEEK_END) == 0 ? ftello(s->file) : -1;

        if (end < 0)
            return cannot_read(why);
        filed = (size_t)end;
    }
    while (from < filed && len) {
        size_t most = len < sizeof piece ? len : sizeof piece;
        ssize_t got = pread(fileno(s->file), piece, most, (off_t)from);

        if (got <= 0)
            return cannot_read(why);
        put(piece, (size_t)got, to);
        from += (size_t)got;
        len -= (size_t)got;
    }
    from -= filed < from ? filed : from;
    if (from < s->held.len && len)
        put(s->held.at + from, len < s->held.len - from ? len : s->held.len - from, to);
    return true;
}

int spool_descriptor(struct spool *s, struct why *why)
{
    if (!s->error)
        spill(s);
    if (!spool_is_whole(s, why))
        return -1;
    if (lseek(fileno(s->file), 0, SEEK_SET) != 0) {
        cannot_read(why);
        return -1;
    }
    return fileno(s->file);
}

void spool_release(struct spool *s)
{
    if (s->file)
        fclose(s->file);
    buf_release(&s->held);
    *s = SPOOL_INIT;
}
