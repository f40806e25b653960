/* Examines a directory. The kernel identifies each type of file system by a number. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* statx */
#endif

#include "scan/place.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include "base/file.h"

/* The numbers are from statfs(2) and linux/magic.h; for ZFS, from OpenZFS. */
static const struct {
    uint32_t type;
    const char *word;
} kinds[] = {
    /* clang-format off */
    {0xef53,     "ext4"},
    {0x9123683e, "btrfs"},
    {0x58465342, "xfs"},
    {0x2fc12fc1, "zfs"},
    {0xca451a4e, "bcachefs"},
    {0xf2f52010, "f2fs"},
    {0x3153464a, "jfs"},
    {0x52654973, "reiserfs"},
    {0x4d44,     "vfat"},
    {0x2011bab0, "exfat"},
    {0x5346544e, "ntfs"},
    {0x7366746e, "ntfs3"},
    {0x482b,     "hfsplus"},
    {0x9660,     "iso9660"},
    {0x15013346, "udf"},
    {0x6969,     "nfs"},
    {0xff534d42, "cifs"},
    {0xfe534d42, "smb2"},
    {0x517b,     "smbfs"},
    {0x00c36400, "ceph"},
    {0x01021997, "9p"},
    {0x65735546, "fuse"},
    {0x794c7630, "overlay"},
    {0x01021994, "tmpfs"},
    {0x858458f6, "ramfs"},
    {0x73717368, "squashfs"},
    {0x0187,     "autofs"},
    /* clang-format on */
};

void scan_place_word(uint64_t type, char word[SCAN_PLACE_WORD])
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (kinds[i].type == type) {
            snprintf(word, SCAN_PLACE_WORD, "%s", kinds[i].word);
            return;
        }
    }
    snprintf(word, SCAN_PLACE_WORD, "0x%" PRIx64, type);
}

bool scan_place_kind(const char *path, char word[SCAN_PLACE_WORD])
{
    struct statfs about;

    *word = '\0';
    if (statfs(path, &about) != 0)
        return false;
    /* The kernel's numbers have 32 bits. If f_type is signed, a number can be negative. */
    scan_place_word((uint32_t)about.f_type, word);
    return true;
}

int scan_place_is_empty(const char *path)
{
    DIR *directory = opendir(path);
    int is_empty = 1;

    if (!directory)
        return -1;
    errno = 0;
    /* Other threads may read directories, but do not use this stream. */
    /* cppcheck-suppress readdirCalled */
    for (const struct dirent *entry; is_empty && (entry = readdir(directory)) != NULL; errno = 0)
        is_empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    int error = errno;
    closedir(directory);
    errno = error;
    return is_empty && error ? -1 : is_empty;
}

/* Asks the kernel whether `path` is a mount point. Returns 1 (yes), 0 (no, or not a directory) or
 * -1 (not reported). The kernel reports this since Linux 5.8, and the C library must have statx
 * (musl since 1.2.5). */
static int ask_kernel(const char *path)
{
#ifdef STATX_ATTR_MOUNT_ROOT
    struct statx about;

    if (statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT, STATX_TYPE, &about) != 0 ||
        !S_ISDIR(about.stx_mode))
        return 0;
    if (about.stx_attributes_mask & STATX_ATTR_MOUNT_ROOT)
        return (about.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
#else
    (void)path;
#endif
    return -1;
}

/* If the kernel does not report mount points, compares the device with the parent's device. */
bool scan_place_is_mount(const char *path)
{
    int reported = ask_kernel(path);
    struct stat about, parent;

    if (reported >= 0)
        return reported == 1;
    if (lstat(path, &about) != 0 || !S_ISDIR(about.st_mode))
        return false;
    char *above = file_join(path, "..");
    bool is_mount = lstat(above, &parent) == 0 && about.st_dev != parent.st_dev;
    free(above);
    return is_mount;
}

static bool is_mount_entry(const char *path, const struct dirent *entry)
{
    if ((entry->d_type != DT_DIR && entry->d_type != DT_UNKNOWN) ||
        strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
        return false;
    char *below = file_join(path, entry->d_name);
    bool is_mount = scan_place_is_mount(below);

    free(below);
    return is_mount;
}

int scan_place_has_mounts(const char *path)
{
    DIR *directory = opendir(path);
    int has_mounts = 0;

    if (!directory)
        return -1;
    errno = 0;
    /* cppcheck-suppress readdirCalled */
    for (const struct dirent *entry; !has_mounts && (entry = readdir(directory)) != NULL; errno = 0)
        has_mounts = is_mount_entry(path, entry);
    int error = errno;
    closedir(directory);
    errno = error;
    return !has_mounts && error ? -1 : has_mounts;
}
