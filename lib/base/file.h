/* Reads whole files up to a limit, replaces files atomically, locks files, and finds the XDG
 * directories. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/msg.h"

/* Appends the whole file to `out`. Returns false with why: 66 if the file cannot be read, 65 if it
 * is longer than `out` allows. "-" is standard input. */
bool file_read(const char *path, struct buf *out, struct why *why);

/*
 * Does what file_read does, but rejects a FIFO, a socket or a device (except /dev/null) without
 * opening it, because reading it could block or never end. Used for files that the user has not
 * named in an option. Returns false with why (65 as file_read, otherwise 66). */
bool file_read_regular(const char *path, struct buf *out, struct why *why);

/* Does what file_read does, for an open descriptor, which stays open. `path` is only for
 * messages. */
bool file_read_open(int fd, const char *path, struct buf *out, struct why *why);

/* A draft: a temporary file next to the file that it will replace. The old file stays unchanged
 * until file_commit. */
struct file_draft {
    FILE *stream; /* write here */
    char *path;   /* the file to replace */
    char *draft;  /* the temporary file; NULL if `path` is written in place */
};

/*
 * Opens a draft of the file at `path`. A new file gets the given mode. A replaced file keeps its
 * mode and, if permitted, its owner and group. If `path` is a symbolic link, the link stays, and
 * its target is replaced or created. Some paths are written in place, without a draft: "-"
 * (standard output), the name of an open descriptor (/dev/stdout, /dev/fd/63), a FIFO or a device.
 * Returns false with why (74). */
bool file_begin(struct file_draft *d, const char *path, mode_t mode, struct why *why);
/*
 * Checks whether file_begin would succeed. For a file that is written at the end of a run, so that
 * the user sees an error early. A path that is written in place stays open, and `stream` is set.
 * For any other path, `stream` is NULL and no draft is left; the caller calls file_begin later.
 * Returns false with why (74). */
bool file_try(struct file_draft *d, const char *path, mode_t mode, struct why *why);
/* Replaces the file with the draft: flushes it, calls fsync(2), and renames it. If the path is
 * written in place, only flushes and closes the stream. On failure, removes the draft and returns
 * false with why (74). */
bool file_commit(struct file_draft *d, struct why *why);
/* Closes the stream and removes the draft. The old file stays. */
void file_abandon(struct file_draft *d);

/* Replaces or creates a file that belongs to these programs: calls file_begin, writes the bytes,
 * and calls file_commit. Returns false with why (74), also if `path` is not a regular file. */
bool file_replace(const char *path, const void *bytes, size_t len, mode_t mode, struct why *why);

/*
 * Does what file_replace does, for a caller that holds a lock. The draft is always named
 * "PATH.draft", so that the next call removes the draft of a killed program. The file always gets
 * the given mode, because it contains secrets. Returns false with why (74), also if `path` is not a
 * regular file. */
bool file_replace_alone(const char *path, const void *bytes, size_t len, mode_t mode,
                        struct why *why);

/* Returns whether file_replace_alone could write `len` bytes now; otherwise fills `why` (74).
 * Writes a draft of that length and removes it, so the file stays unchanged. */
bool file_can_replace(const char *path, size_t len, struct why *why);

/*
 * Sets *is_name to whether `path` names an open descriptor, such as /dev/stdout or /dev/fd/63, or
 * is a link to such a name. If it does, returns a new descriptor of the same open file, for
 * writing. Returns -1 with errno (EBADF) if the program was started without that descriptor, or
 * with a read-only one. Returns -1 for other paths. */
int file_share_named(const char *path, bool *is_name);

/* Syncs the parent directory of `path`, so that a created or removed name survives a power cut.
 * Ignores errors, because some file systems do not support this. */
void file_sync_directory(const char *path);

/*
 * Waits for an exclusive lock on the file at `path`, and creates the file with mode 0600 if it does
 * not exist. Returns the locked descriptor, which the caller passes to file_unlock; -1 with why
 * (71). The kernel releases the lock when the process ends. */
int file_lock(const char *path, struct why *why);
/* Does what file_lock does, without waiting. If another process has the lock, sets *busy to true
 * and returns -1 with why (75). Otherwise sets *busy to false. */
int file_lock_now(const char *path, bool *busy, struct why *why);
void file_unlock(int lock);

/* Creates the directory and its missing parents with mode 0700. Returns false with why (73). */
bool file_make_directory(const char *path, struct why *why);

/* Returns "DIRECTORY/NAME", with one slash between the two, as a new string. */
CVI_MUST_USE char *file_join(const char *directory, const char *name);

/* Returns `home`, the value of the variable HOME, if it is an absolute path. Otherwise returns
 * NULL, because a relative path would depend on the current directory. Borrowed. */
const char *file_home(const char *home);

/* Returns whether the owner of a file is this process's user or root. `about` is from stat(2) or
 * lstat(2). */
bool file_owner_is_ours(const struct stat *about);

/* Returns whether the file at `path` belongs to this process's user or to root; true if the file
 * does not exist. If `path` is a symbolic link, the link, its target and any links between them
 * must all belong to this user or to root. The parent directories are not checked. */
bool file_is_ours(const char *path);

/* Returns whether `path` is a symbolic link for which file_is_ours returns false. We never write
 * through such a link, because its owner would choose the file that we overwrite. */
bool file_is_foreign_link(const char *path);
/* The message for such a link. */
#define FILE_FOREIGN_LINK "the link or its target belongs to another user (name the file itself)"

/* Sets `why` (74) to the reason, from errno, why the file cannot be created or opened for writing:
 * a missing directory is named. Returns false. */
bool file_cannot_write(const char *path, struct why *why);

/*
 * Follows the symbolic links at `path`. Returns the path of the final target, which need not exist,
 * as a new string. Returns NULL with errno: ELOOP if the links form a loop, EPERM if
 * file_is_foreign_link returns true for `path`. */
CVI_MUST_USE char *file_resolve(const char *path);

/* Returns the target of the symbolic link at `path`, as a new string: absolute, or relative to the
 * current directory. Returns NULL if `path` is not a link. */
CVI_MUST_USE char *file_link_target(const char *path);

/*
 * Returns the subdirectory "cvi" of an XDG base directory, as a new string. The base directory is
 * `variable`, for example the value of XDG_CONFIG_HOME. If `variable` is NULL or not absolute, the
 * base directory is `fallback` (for example ".config") in `home`, as the XDG specification
 * requires. Returns NULL if file_home rejects `home` in that case. Also returns NULL if
 * file_is_ours returns false for the base directory, the subdirectory, or `home` (if used). The
 * owner of that directory could replace files there, or redirect writes with links. */
CVI_MUST_USE char *file_xdg(const char *variable, const char *home, const char *fallback);

/* Returns the mode of a new output file: 0644 without the bits of the umask. Must not be called
 * while other threads create files, because it briefly changes the umask. */
mode_t file_output_mode(void);

/* Returns whether the errno `error` means that too many files are open, in this process or on this
 * machine. */
bool file_has_run_out(int error);

/* Returns whether a few more files can be opened now. For use after a library has failed without
 * giving a reason. If the result is false, errno is set, and file_has_run_out(errno) is true. */
bool file_has_room(void);

/*
 * Opens /dev/null in place of each closed descriptor 0, 1 or 2, so that a socket cannot get its
 * number. Opens descriptor 0 write-only and descriptor 1 read-only, so that using them still fails
 * with EBADF. Messages to a closed descriptor 2 are lost. Exits with status 71 if /dev/null cannot
 * be opened. */
void file_fill_standard(void);

/* Makes a write beyond the maximum file size (ulimit -f) fail with EFBIG, so that it is handled
 * like a full disk. By default, SIGXFSZ would kill the program, and its drafts would remain. */
void file_survive_limit(void);

#endif
