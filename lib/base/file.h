/* Files: reading a whole file with a limit, replacing atomically, locks, and the XDG
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

/* Adds the whole file to out. Returns false with why (66: cannot be read; 65: longer than out may
 * grow). "-" is standard input. */
bool file_read(const char *path, struct buf *out, struct why *why);

/*
 * Does what file_read does, for a file that no option names and that is not meant to be a stream. A
 * FIFO, a device (except /dev/null) or a socket is not opened, because it could block or never end.
 * Returns false with why (66). */
bool file_read_regular(const char *path, struct buf *out, struct why *why);

/* Does what file_read does with an open file, which stays open; path is only for messages. */
bool file_read_open(int fd, const char *path, struct buf *out, struct why *why);

/* A file that is written next to the one that it will replace. The old file stays unchanged until
 * file_commit. */
struct file_draft {
    FILE *stream; /* write here */
    char *path;   /* the file to replace */
    char *draft;  /* its temporary file; NULL if path is written in place */
};

/*
 * Opens a draft for path. A new file gets the given mode; a replaced file keeps its mode, and its
 * owner and group if permitted. A symbolic link stays, and its target is replaced or created.
 * Written in place: "-" (standard output), the name of an open descriptor (/dev/stdout,
 * /dev/fd/63), a FIFO or a device. Returns false with why (74). */
bool file_begin(struct file_draft *d, const char *path, mode_t mode, struct why *why);
/*
 * Tries file_begin for a file that is written at the end of the work, so that an error is known
 * early. No draft remains next to the file meanwhile. A path that is written in place stays open
 * (stream is set); otherwise the caller calls file_begin again. Returns false with why (74). */
bool file_try(struct file_draft *d, const char *path, mode_t mode, struct why *why);
/* Replaces the file by the draft: flush, fsync, rename. On failure, removes the draft and returns
 * false with why (74). */
bool file_commit(struct file_draft *d, struct why *why);
/* Removes the draft; the old file stays. */
void file_abandon(struct file_draft *d);

/* Calls file_begin, writes the bytes, and calls file_commit. For files of this suite. Returns false
 * with why (74), also if path is not a regular file. */
bool file_replace(const char *path, const void *bytes, size_t len, mode_t mode, struct why *why);

/*
 * Does what file_replace does, for a caller that holds a lock: the draft is always "PATH.draft", so
 * the draft of a killed program is reused. The file always gets the given mode, because it holds
 * secrets. Returns false with why (74), also if path is not a regular file. */
bool file_replace_alone(const char *path, const void *bytes, size_t len, mode_t mode,
                        struct why *why);

/* Returns whether file_replace_alone could write len bytes now: tries it, and leaves the file
 * unchanged. Returns false with why (74). */
bool file_can_replace(const char *path, size_t len, struct why *why);

/*
 * Sets is_name to whether path is the name of a descriptor, such as /dev/stdout or /dev/fd/63, or a
 * link to one. If it is, returns a new descriptor for the same open file, for writing; -1 with
 * errno (EBADF) if the program was started without that descriptor, or with a read-only one. */
int file_share_named(const char *path, bool *is_name);

/* Syncs the parent directory of path, so that a created or removed name survives a power cut. Some
 * file systems cannot do this, which is not an error. */
void file_sync_directory(const char *path);

/*
 * Waits for and takes an exclusive lock on path, which is created (0600) if missing. Returns the
 * descriptor, which the caller passes to file_unlock; -1 with why (71). The kernel releases the
 * lock when the process ends. */
int file_lock(const char *path, struct why *why);
/* Does what file_lock does, without waiting. Sets busy to whether another process has the lock
 * (75). */
int file_lock_now(const char *path, bool *busy, struct why *why);
void file_unlock(int lock);

/* Creates the directory and its parents, 0700. Returns false with why (73: cannot create). */
bool file_make_directory(const char *path, struct why *why);

/* Returns directory/name, with one slash between, as a new string. */
CVI_MUST_USE char *file_join(const char *directory, const char *name);

/* Returns the value of HOME as a directory for files: NULL if it is unset or relative, because a
 * relative one would depend on the current directory. Borrowed. */
const char *file_home(const char *home);

/* Returns whether the owner that stat(2) or lstat(2) found is this process's user or root. */
bool file_owner_is_ours(const struct stat *about);

/* Returns whether the file at path, and each symbolic link on the way to it from the last directory
 * of path, belong to this process's user or to root; true if there is no file. */
bool file_is_ours(const char *path);

/* Returns whether path is a symbolic link that is not file_is_ours. Nothing is written through such
 * a link: its owner would choose the file that we overwrite. */
bool file_is_foreign_link(const char *path);
/* The message for such a link. */
#define FILE_FOREIGN_LINK "the link or its target belongs to another user (name the file itself)"

/*
 * Returns the file that is written at path: the final target of symbolic links, existing or not, as
 * a new string. Returns NULL with errno if the links form a loop (ELOOP), or if one of them belongs
 * to another user, who would choose the file that we overwrite (EPERM). */
CVI_MUST_USE char *file_resolve(const char *path);

/* Returns the target of the symbolic link at path, relative to the current directory, as a new
 * string; NULL if path is not a link. */
CVI_MUST_USE char *file_link_target(const char *path);

/*
 * Returns the directory "cvi" in an XDG base directory, as a new string: variable (the value of
 * XDG_CONFIG_HOME, for example; ignored unless absolute, as the specification requires), otherwise
 * home/fallback (".config"). Returns NULL if there is no file_home either, or if the base directory
 * (or home) or "cvi" in it is not file_is_ours: its owner could exchange files there, or redirect
 * writes with links. */
CVI_MUST_USE char *file_xdg(const char *variable, const char *home, const char *fallback);

/* Returns the mode of a new output file: 0644, less the umask. Must not be called while other
 * threads create files. */
mode_t file_output_mode(void);

/* Returns whether an errno means that too many files are open, in this process or on this
 * machine. */
bool file_has_run_out(int error);

/* Returns whether a few more files could be opened now, for a library that failed without giving a
 * reason. Returns false with errno, for which file_has_run_out is true. */
bool file_has_room(void);

/*
 * Opens closed descriptors 0, 1 and 2 on /dev/null, so that no socket becomes one of them. Opens
 * input for writing and output for reading, so that using them fails with EBADF, as if they were
 * closed. Messages are lost. Exits with status 71 if /dev/null is missing. */
void file_fill_standard(void);

/* Makes a write beyond the maximum file size (ulimit -f) fail with EFBIG, so that it is handled
 * like a full disk. By default, SIGXFSZ would end the program, and its drafts would remain. */
void file_survive_limit(void);

#endif
