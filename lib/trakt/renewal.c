/* Writes and reads the file of a renewal. Its first line has the digest of the refresh token that
 * is being used up. The body of the answer follows, as received, and then NUL bytes that reserve
 * disk space. */
#include "trakt/renewal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/sha256.h"
#include "base/text.h"

enum { ROOM = 16384 }; /* bytes to reserve; an answer has about 300, or 2000 with long tokens */

#define HEAD "cvi renewal 1 "

static char *name_of(const char *path)
{
    return cvi_format("%s.renewal", path);
}

/* Returns the first line, a new string. It identifies the login without revealing it. */
static char *make_head(const struct token *token)
{
    uint8_t digest[SHA256_SIZE];

    sha256(token->refresh, strlen(token->refresh), digest);
    char *word = text_base64url(digest, sizeof digest);
    char *head = cvi_format(HEAD "%s\n", word);
    free(word);
    return head;
}

static bool write_head(int fd, const char *head)
{
    int full = posix_fallocate(fd, 0, ROOM);
    size_t len = strlen(head);

    /* Other errors (EINVAL, EOPNOTSUPP) only mean that the file system cannot reserve space. */
    if (full == ENOSPC || full == EDQUOT || full == EFBIG || full == EIO) {
        errno = full;
        return false;
    }
    ssize_t wrote = write(fd, head, len);
    if (wrote >= 0 && (size_t)wrote < len)
        errno = ENOSPC;
    return wrote == (ssize_t)len && fsync(fd) == 0;
}

bool renewal_begin(struct renewal *renewal, const char *path, const struct token *token,
                   struct why *why)
{
    char *head = make_head(token);

    *renewal = (struct renewal){.path = name_of(path)};
    unlink(renewal->path);
    renewal->fd = open(renewal->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0600);
    bool begun = renewal->fd >= 0 && write_head(renewal->fd, head);
    if (begun)
        file_sync_directory(renewal->path);
    else
        why_set(why, EX_IOERR, "%s: cannot be written: %s", renewal->path, strerror(errno));
    free(head);
    if (!begun)
        renewal_end(renewal, false);
    return begun;
}

void renewal_end(struct renewal *renewal, bool keep)
{
    if (renewal->fd >= 0)
        close(renewal->fd);
    if (renewal->path && !keep) {
        unlink(renewal->path);
        file_sync_directory(renewal->path);
    }
    free(renewal->path);
    *renewal = (struct renewal){.fd = -1};
}

bool renewal_is_there(const char *path)
{
    char *name = name_of(path);
    bool there = access(name, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR);

    free(name);
    return there;
}

enum renewal_found renewal_parse(const char *text, const struct token *token, struct buf *body)
{
    if (strncmp(text, HEAD, strlen(HEAD)) != 0)
        return RENEWAL_NONE;
    char *head = token->refresh ? make_head(token) : NULL;
    size_t len = head ? strlen(head) : 0;
    bool ours = head && strncmp(text, head, len) == 0;

    if (ours)
        buf_puts(body, text + len);
    free(head);
    return ours ? RENEWAL_BEGUN : RENEWAL_OTHER;
}

enum renewal_found renewal_read(const char *path, const struct token *token, struct buf *body)
{
    char *name = name_of(path);
    struct buf text = BUF_INIT(1 << 20);
    enum renewal_found found = RENEWAL_NONE;

    if (file_read_regular(name, &text, NULL))
        found = renewal_parse(buf_text(&text), token, body); /* up to the first NUL */
    if (text.at)
        explicit_bzero(text.at, text.len);
    buf_release(&text);
    free(name);
    return found;
}

void renewal_remove(const char *path)
{
    char *name = name_of(path);

    if (unlink(name) == 0)
        file_sync_directory(name);
    free(name);
}
