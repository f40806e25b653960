/* The kind of a file system, by the number that the kernel gives it. */
#include "scan/place.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/vfs.h>

/* The numbers are those of statfs(2) and linux/magic.h; of ZFS, those of OpenZFS. */
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
    /* The kernel's numbers have 32 bits; where f_type is a signed long, one may come negative. */
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
    /* Other threads may read directories, but not this stream. */
    /* cppcheck-suppress readdirCalled */
    for (const struct dirent *entry; is_empty && (entry = readdir(directory)) != NULL; errno = 0)
        is_empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    int error = errno;
    closedir(directory);
    errno = error;
    return is_empty && error ? -1 : is_empty;
}
