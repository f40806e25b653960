/* Whether a file that lies where a program looks may be believed, though nobody has named it. */
#ifndef CONFIG_TRUST_H
#define CONFIG_TRUST_H

#include "base/buf.h"

/*
 * Returns why the file at path is to be ignored, as a new string: it is no regular file, it belongs
 * to neither this process's user nor root, or everybody may write to it. A symbolic link is judged
 * by its own owner, and by what it names. NULL: it may be read, or it is a directory or not there,
 * of which reading tells. No file is opened: opening a device may already do something. */
CVI_MUST_USE char *trust_objection(const char *path);

#endif
