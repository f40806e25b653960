/* Files: reading whole with a limit, replacing atomically, locks, and the XDG places. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/msg.h"

/*
 * Adds the whole file to out. False with why (66: cannot be read; 65: longer than out may grow)
 * otherwise. "-" is standard input. */
bool file_read(const char *path, struct buf *out, struct why *why);

/*
 * The same for a file that no option has named, so that it is not meant to be a stream: a FIFO, a
 * device (but /dev/null) or a socket is not opened, as it could block or have no end. False with
 * why (66) then. */
bool file_read_regular(const char *path, struct buf *out, struct why *why);

/* The same from an open file, which stays open; path is for messages only. */
bool file_read_open(int fd, const char *path, struct buf *out, struct why *why);

/*
 * A file that is being written beside the one it will replace. Until file_commit the old file stays
 * as it was, whatever happens. */
struct file_draft {
    FILE *stream; /* write here */
    char *path;   /* the file to replace */
    char *draft;  /* its temporary neighbour; NULL when path is written as it is */
};

/*
 * Opens a draft for path. A new file gets the given mode; a file that is replaced keeps its mode,
 * and its owner and group where that is allowed. A symbolic link stays, and its target is replaced,
 * or made. Written as it is: "-" (standard output), the name of an open descriptor (/dev/stdout,
 * /dev/fd/63), a FIFO or a device. False with why (74) otherwise. */
bool file_begin(struct file_draft *d, const char *path, mode_t mode, struct why *why);
/*
 * For a file that is written when the work is done: file_begin, so that what cannot be written is
 * known early, but nothing lies beside the file meanwhile. Only what is written as it is stays open
 * (stream is set); else the caller begins again. False with why (74). */
bool file_try(struct file_draft *d, const char *path, mode_t mode, struct why *why);
/* Makes the draft the file: flush, fsync, rename. False with why (74), and the draft gone,
 * otherwise. */
bool file_commit(struct file_draft *d, struct why *why);
/* Forgets the draft; the old file stays. */
void file_abandon(struct file_draft *d);

/* file_begin, the bytes, file_commit, for a file of our own: False with why (74) also where there
 * is no regular file at path. */
bool file_replace(const char *path, const void *bytes, size_t len, mode_t mode, struct why *why);

/*
 * The same by somebody who is alone, because they hold a lock: the draft is always "PATH.draft", so
 * that what a killed program left of it is used again. The file gets the given mode even where it
 * had another one: it holds secrets. False with why (74), also where there is no regular file at
 * path. */
bool file_replace_alone(const char *path, const void *bytes, size_t len, mode_t mode,
                        struct why *why);

/* Whether file_replace_alone could write len bytes now: tries it, and leaves the file as it is.
 * False with why (74). */
bool file_can_replace(const char *path, size_t len, struct why *why);

/*
 * Whether path is a name of a descriptor, like /dev/stdout or /dev/fd/63, or a link to one:
 * is_name. Returns a new descriptor for the same open file then, for writing; -1 with errno (EBADF)
 * when the program was not started with that descriptor, or only to read it. */
int file_share_named(const char *path, bool *is_name);

/* Makes a name that was given or taken away in the directory of path survive a power cut. Some file
 * systems cannot, and it is no failure. */
void file_sync_directory(const char *path);

/*
 * Waits for and takes an exclusive lock on path, which is created (0600) when missing. The
 * descriptor, to be given to file_unlock; -1 with why (71) otherwise. The kernel drops the lock
 * when the process ends, however it ends. */
int file_lock(const char *path, struct why *why);
/* The same without waiting: busy tells whether somebody else has it (75). */
int file_lock_now(const char *path, bool *busy, struct why *why);
void file_unlock(int lock);

/* Makes the directory and those above it, 0700. False with why (73: cannot create) otherwise. */
bool file_make_directory(const char *path, struct why *why);

/* directory/name, with one slash between. New. */
CVI_MUST_USE char *file_join(const char *directory, const char *name);

/* The value of HOME as a place for files: NULL when it is not set, or relative, since it would then
 * lead into whatever directory we stand in. Borrowed. */
const char *file_home(const char *home);

/* Returns whether the owner that stat(2) or lstat(2) found is this process's user or root. */
bool file_owner_is_ours(const struct stat *about);

/* Returns whether the file at path, and each symbolic link on the way to it from the last directory
 * of path, belong to this process's user or to root; true when nothing is there. */
bool file_is_ours(const char *path);

/* Returns whether path is a symbolic link that is not file_is_ours. Nothing is written through one:
 * its owner would choose what we overwrite. */
bool file_is_foreign_link(const char *path);
/* What a message about it says. */
#define FILE_FOREIGN_LINK                                                                          \
    "the link, or what it leads to, belongs to another user (name the file itself)"

/*
 * Returns the file that is written at path: what symbolic links name in the end, whether it exists
 * or not, as a new string. NULL, with errno, when they go round in a circle (ELOOP), or when one of
 * them belongs to another user, who would choose what we overwrite (EPERM). */
CVI_MUST_USE char *file_resolve(const char *path);

/* Returns what the symbolic link at path names, as seen from here, as a new string; NULL when path
 * is not a link. */
CVI_MUST_USE char *file_link_target(const char *path);

/*
 * Returns the directory "cvi" in an XDG base directory, as a new string: variable (the value of
 * XDG_CONFIG_HOME or the like; ignored unless absolute, as the specification asks), else
 * home/fallback (".config"). Returns NULL when there is no file_home, either, and when the base
 * directory (or home) or "cvi" in it is not file_is_ours: its owner could exchange files there, or
 * lead what is written to another place by links. */
CVI_MUST_USE char *file_xdg(const char *variable, const char *home, const char *fallback);

/* The mode of a new file that the user wants written: 0644, less what the umask takes away. Not
 * while other threads make files. */
mode_t file_output_mode(void);

/* Whether an errno says that too many files are open, in this process or on this machine. */
bool file_has_run_out(int error);

/*
 * Whether a few more files could be opened now. False with errno, which file_has_run_out knows,
 * where a library that needed some did not say why it failed. */
bool file_has_room(void);

/*
 * Opens descriptors 0, 1 and 2 on /dev/null where they are closed, so that no socket becomes one:
 * input for writing and output for reading, so that using them fails with EBADF, as if they were
 * closed. Messages are lost. Ends the program (71) where there is no /dev/null. */
void file_fill_standard(void);

/*
 * Makes a write beyond the largest size that a file may have (ulimit -f) fail with EFBIG, as on a
 * full disk. By default, SIGXFSZ ends the program then, and its drafts stay. */
void file_survive_limit(void);

#endif
