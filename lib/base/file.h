/* Files: reading whole with a limit, replacing atomically, locks, and the XDG places. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/msg.h"

/*
 * Adds the whole file to out. False with why (66: cannot be read; 65: longer than out may grow)
 * otherwise. "-" is standard input. */
bool file_read(const char *path, struct buf *out, struct why *why);

/*
 * A file that is being written beside the one it will replace. Until file_commit the old file stays
 * as it was, whatever happens. */
struct file_draft {
    FILE *stream; /* write here */
    char *path;   /* the file to replace */
    char *draft;  /* its temporary neighbour; NULL when path is "-" or not a regular file */
};

/*
 * Opens a draft for path with the given mode. "-" is standard output, and something that is not a
 * regular file (/dev/stdout, a FIFO) is written as it is. A symbolic link stays, and what it names
 * is replaced, or made. False with why (74) otherwise. */
bool file_begin(struct file_draft *d, const char *path, mode_t mode, struct why *why);
/* Makes the draft the file: flush, fsync, rename. False with why (74), and the draft gone,
 * otherwise. */
bool file_commit(struct file_draft *d, struct why *why);
/* Forgets the draft; the old file stays. */
void file_abandon(struct file_draft *d);

/* file_begin, the bytes, file_commit. */
bool file_replace(const char *path, const void *bytes, size_t len, mode_t mode, struct why *why);

/*
 * The same by somebody who is alone, because they hold a lock: the draft is always "PATH.draft", so
 * that what a killed program left of it is used again. False with why (74). */
bool file_replace_alone(const char *path, const void *bytes, size_t len, mode_t mode,
                        struct why *why);

/* Whether file_replace_alone could write len bytes now: tries it, and leaves the file as it is.
 * False with why (74). */
bool file_can_replace(const char *path, size_t len, struct why *why);

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

/*
 * The directory "cvi" in an XDG base directory: variable (the value of XDG_CONFIG_HOME or the like;
 * ignored unless absolute, as the specification asks), else home/fallback (".config"). NULL when
 * there is no file_home, either. New. */
CVI_MUST_USE char *file_xdg(const char *variable, const char *home, const char *fallback);

/* The mode of a new file that the user wants written: 0644, less what the umask takes away. Not
 * while other threads make files. */
mode_t file_output_mode(void);

/* Opens descriptors 0, 1 and 2 on /dev/null where they are closed, so that no socket
 * becomes one. */
void file_fill_standard(void);

#endif
