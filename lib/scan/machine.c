/* Reads the cores and disks from /proc and /sys on Linux. Elsewhere, gets the cores from
 * sysconf(3), and no disk is known to rotate. */
#include "scan/machine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/sysmacros.h>
#endif

#include "base/buf.h"
#include "base/file.h"

enum { MOST_TEXT = 1 << 16, MOST_CORES = 4096 };

/* Returns the contents of the file root/path, which the caller frees; NULL if it cannot be read. */
static char *read_text(const char *root, const char *path)
{
    struct buf text = BUF_INIT(MOST_TEXT);
    char *full = cvi_format("%s%s", root, path);
    bool got = file_read(full, &text, NULL);

    free(full);
    if (got)
        return buf_detach(&text);
    buf_release(&text);
    return NULL;
}

/* Returns how many numbers are in a list such as "0-3,8" (5). */
static unsigned count_list(const char *list)
{
    unsigned count = 0;

    while (*list >= '0' && *list <= '9') {
        char *end;
        unsigned long from = strtoul(list, &end, 10), to = from;

        if (*end == '-')
            to = strtoul(end + 1, &end, 10);
        if (to < from || to - from >= MOST_CORES)
            return 0;
        count += (unsigned)(to - from) + 1;
        list = *end == ',' ? end + 1 : end;
    }
    return count;
}

/* Returns the number of cores allowed by sched_setaffinity(2); 0: not known. */
static unsigned allowed(const char *root)
{
    static const char key[] = "\nCpus_allowed_list:\t";
    char *status = read_text(root, "/proc/self/status");
    const char *at = status ? strstr(status, key) : NULL;
    unsigned count = at ? count_list(at + sizeof key - 1) : 0;

    free(status);
    return count;
}

/* Returns quota / period (both in microseconds) as a number of cores, rounded up; 0: no limit. */
static unsigned cores_of(long quota, long period)
{
    if (quota <= 0 || period <= 0 || quota / period >= MOST_CORES)
        return 0;
    return (unsigned)((quota + period - 1) / period);
}

/* Returns the smaller limit; 0 means no limit. */
static unsigned smaller(unsigned one, unsigned other)
{
    if (!one || !other)
        return one ? one : other;
    return one < other ? one : other;
}

/* Returns the number of cores that a cgroup v2 group may use; 0: no limit. The group's file
 * "cpu.max" contains quota and period: "200000 100000" is 2 cores, "max 100000" is no limit. */
static unsigned quota_of(const char *root, const char *group)
{
    char *path = cvi_format("/sys/fs/cgroup%s/cpu.max", group);
    char *text = read_text(root, path);
    char *end = NULL;
    long quota = text ? strtol(text, &end, 10) : 0;
    long period = text ? strtol(end, NULL, 10) : 0;

    free(text);
    free(path);
    return cores_of(quota, period);
}

/* Returns the smallest quota of this process's control group and the group's ancestors, in cores;
 * 0: no limit. */
static unsigned quota_v2(const char *root)
{
    char *groups = read_text(root, "/proc/self/cgroup");
    char *group = groups ? strstr(groups, "0::/") : NULL;
    unsigned cores = 0;

    if (group) {
        group += strlen("0::");
        group[strcspn(group, "\n")] = '\0';
        for (char *slash; (slash = strrchr(group, '/')) != NULL; *slash = '\0')
            cores = smaller(cores, quota_of(root, group));
    }
    free(groups);
    return smaller(cores, quota_of(root, ""));
}

static unsigned quota_v1(const char *root)
{
    char *quota = read_text(root, "/sys/fs/cgroup/cpu/cpu.cfs_quota_us");
    char *period = read_text(root, "/sys/fs/cgroup/cpu/cpu.cfs_period_us");
    unsigned cores = 0;

    if (quota && period)
        cores = cores_of(strtol(quota, NULL, 10), strtol(period, NULL, 10));
    free(quota);
    free(period);
    return cores;
}

unsigned machine_cores(const char *root)
{
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned cores = allowed(root);

    if (!cores)
        cores = online > 0 ? (unsigned)online : 1;
    return smaller(smaller(cores, quota_v2(root)), quota_v1(root));
}

#ifdef __linux__
/* Reads queue/rotational of the disk. A partition has no directory "queue", but its directory is
 * inside its disk's directory. */
bool machine_rotates(const char *root, dev_t device)
{
    static const char *const places[] = {"queue/rotational", "../queue/rotational"};
    bool rotates = false;

    for (size_t i = 0; i < sizeof places / sizeof *places && !rotates; i++) {
        char *path = cvi_format("/sys/dev/block/%u:%u/%s", major(device), minor(device), places[i]);
        char *text = read_text(root, path);

        rotates = text && *text == '1';
        free(text);
        free(path);
    }
    return rotates;
}
#else
bool machine_rotates(const char *root, dev_t device)
{
    (void)root;
    (void)device;
    return false;
}
#endif

/* If the table is full, asks the system again for each file whose device is not in the table. */
unsigned machine_lane(struct machine_lanes *l, const char *root, dev_t device)
{
    bool is_full = l->count == POOL_LANES;
    unsigned lane = 0;

    for (unsigned i = 0; i < l->count; i++) {
        if (l->at[i].device == device)
            return l->at[i].lane;
    }
    if (machine_rotates(root, device))
        lane = is_full || l->lanes + 1 == POOL_LANES ? POOL_LANES - 1 : ++l->lanes;
    if (!is_full) {
        l->at[l->count].device = device;
        l->at[l->count++].lane = lane;
    }
    return lane;
}
