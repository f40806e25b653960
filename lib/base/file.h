/* Reads whole files, replaces files atomically, locks files, and finds the XDG directories. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/msg.h"

/* Appends the whole file to `out`. "-" is standard input. Returns false with `why`: exit status 66
 * if the file cannot be read, 65 if it is longer than `out` allows. */
bool file_read(const char *path, struct buf *out, struct why *why);

/* Does what file_read does, but rejects a FIFO, a socket or a device (except /dev/null) with `why`
 * (exit status 66). Does not open such a file, because reading it could block or never end. Used
 * for files that the user has not named in an option. */
bool file_read_regular(const char *path, struct buf *out, struct why *why);

/* Does what file_read does, for an open descriptor, which stays open. `path` is for messages. */
bool file_read_open(int fd, const char *path, struct buf *out, struct why *why);

/* A draft is a temporary file next to the file that it will replace. The old file stays unchanged
 * until file_commit. */
struct file_draft {
    FILE *stream; /* write here */
    char *path;   /* the file to replace */
    char *draft;  /* the temporary file; NULL if `path` is written in place */
};

/*
 * Opens a draft of the file at `path`. A new file gets the given mode. A replaced file keeps its
 * mode and, if permitted, its owner and group. If `path` is a symbolic link, its target is replaced
 * or created.
 * These are written in place, without a draft: "-" (standard output), the name of an open
 * descriptor (/dev/stdout, /dev/fd/63), a FIFO and a device. Returns false with `why` (exit status
 * 74). */
bool file_begin(struct file_draft *d, const char *path, mode_t mode, struct why *why);
/* Checks at the start of a run whether file_begin would succeed at the end. If `path` is written in
 * place, it stays open, and d->stream is set. Otherwise d->stream is NULL, no draft is left, and
 * the caller calls file_begin later. Returns false with `why` (exit status 74). */
bool file_try(struct file_draft *d, const char *path, mode_t mode, struct why *why);
/* Replaces the file with the draft, durably. If the path is written in place, flushes and closes
 * the stream. On failure, removes the draft and returns false with `why` (exit status 74). */
bool file_commit(struct file_draft *d, struct why *why);
/* Closes the stream and removes the draft. The old file stays. */
void file_abandon(struct file_draft *d);

/* Replaces or creates a file that belongs to these programs, through a draft. Returns false with
 * `why` (exit status 74) on failure, also if `path` is not a regular file. */
bool file_replace(const char *path, const void *bytes, size_t len, mode_t mode, struct why *why);

/* Does what file_replace does, for a file with secrets. The file always gets the given mode. The
 * draft is always named "PATH.draft", so that the next call removes the draft of a killed program.
 * The caller must hold a lock, because only one draft can exist. */
bool file_replace_alone(const char *path, const void *bytes, size_t len, mode_t mode,
                        struct why *why);

/* Returns whether file_replace_alone could write `len` bytes now; otherwise fills `why` (exit
 * status 74). Writes and removes a draft of that length. */
bool file_can_replace(const char *path, size_t len, struct why *why);

/*
 * Sets *is_name to whether `path` names an open descriptor, such as /dev/stdout or /dev/fd/63, or
 * is a link to such a name. If so, returns a new descriptor of the same open file, for writing.
 * Returns -1 with errno (EBADF) if the program was started without the named descriptor, or with a
 * read-only one. If *is_name is false, returns -1. */
int file_share_named(const char *path, bool *is_name);

/* Syncs the parent directory of `path`, so that a created or removed name survives a power cut.
 * Ignores errors, because some file systems cannot sync a directory. */
void file_sync_directory(const char *path);

/* Waits for an exclusive lock on the file at `path`, which is created with mode 0600 if necessary.
 * Returns the lock, which the caller passes to file_unlock. Returns -1 with `why` (exit status 71)
 * on failure. */
int file_lock(const char *path, struct why *why);
/* Does what file_lock does, without waiting. Sets *busy to whether another process has the lock; if
 * so, returns -1 with `why` (exit status 75). */
int file_lock_now(const char *path, bool *busy, struct why *why);
void file_unlock(int lock);

/* Creates the directory and its missing parents with mode 0700. Returns false with `why` (exit
 * status 73) on failure. */
bool file_make_directory(const char *path, struct why *why);

/* Returns "DIRECTORY/NAME", a new string. Adds the slash only if `directory` does not end with
 * one. */
CVI_MUST_USE char *file_join(const char *directory, const char *name);

/* Returns `home`, which is the value of HOME, if it is an absolute path. Otherwise returns NULL. */
const char *file_home(const char *home);

/* Returns whether this process's user or root owns a file. `about` is from stat(2) or lstat(2). */
bool file_owner_is_ours(const struct stat *about);

/* Returns whether this process's user or root owns the file at `path`. If `path` is a symbolic
 * link, this user or root must own each link and the target. Returns true if the file does not
 * exist. Does not check the parent directories. */
bool file_is_ours(const char *path);

/* Returns whether `path` is a symbolic link for which file_is_ours returns false. Never write
 * through such a link: another user chooses the file that is overwritten. */
bool file_is_foreign_link(const char *path);
/* The message for such a link. */
#define FILE_FOREIGN_LINK                                                                          \
    "the link or its target belongs to another user (give the path of the target)"

/* Sets `why` (exit status 74) to the reason, from errno, why the file cannot be created or opened
 * for writing. If its directory does not exist, names the directory. Returns false. */
bool file_cannot_write(const char *path, struct why *why);

/* Follows the symbolic links at `path`. Returns the path of the final target, a new string. The
 * target need not exist. Returns NULL with errno: ELOOP if the links form a loop, EPERM if
 * file_is_foreign_link returns true for `path`. */
CVI_MUST_USE char *file_resolve(const char *path);

/* Returns the target of the symbolic link at `path`, as a new string: absolute, or relative to the
 * current directory. Returns NULL if `path` is not a link. */
CVI_MUST_USE char *file_link_target(const char *path);

/*
 * Returns the path of the subdirectory "cvi" in an XDG base directory, a new string. The base
 * directory is `variable`, for example the value of XDG_CONFIG_HOME. If `variable` is NULL or not
 * absolute, the base directory is `fallback`, for example ".config", in `home` (XDG specification).
 * Returns NULL if `home` is needed but not absolute. Also returns NULL if file_is_ours returns
 * false for one of these directories, because its owner could replace the files in it. */
CVI_MUST_USE char *file_xdg(const char *variable, const char *home, const char *fallback);

/* Returns the mode of a new output file: 0644 minus the umask. Briefly changes the umask, so no
 * other thread may create files at the same time. */
mode_t file_output_mode(void);

/* Returns whether the errno `error` means that too many files are open. */
bool file_has_run_out(int error);

/* Returns whether a few more files can be opened now; if not, sets errno. Used after a library has
 * failed without giving a reason. */
bool file_has_room(void);

/* Opens /dev/null as each of the descriptors 0, 1 and 2 that is closed, so that no file or socket
 * gets this number. Descriptor 0 becomes write-only and descriptor 1 read-only, so that using them
 * still fails with EBADF. Exits with status 71 if /dev/null cannot be opened. */
void file_fill_standard(void);

/* Makes a write beyond the maximum file size (ulimit -f) fail with EFBIG. By default, SIGXFSZ kills
 * the program, and its drafts remain. */
void file_survive_limit(void);

#endif
