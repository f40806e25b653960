/* Linux's information about cores, quotas and disks, in simulated trees. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "scan/machine.h"
#include "tmpdir.h"

#define STATUS "Name:\tx\nCpus_allowed:\tff\nCpus_allowed_list:\t"

static void put(const char *dir, const char *name, const char *text)
{
    cr_assert(tmpdir_write(dir, name, text, strlen(text), 0644));
}

static const struct {
    const char *list, *group, *quota, *above;
    unsigned cores;
} machines[] = {
    {"0-7\n", NULL, NULL, NULL, 8},
    {"0-3,8,10\n", NULL, NULL, NULL, 6},
    {"0-7\n", "0::/\n", "max 100000\n", NULL, 8},
    {"0-7\n", "0::/\n", "200000 100000\n", NULL, 2},
    {"0-7\n", "0::/\n", "150000 100000\n", NULL, 2},
    {"0-7\n", "0::/\n", "1000 100000\n", NULL, 1},
    {"0\n", "0::/\n", "900000 100000\n", NULL, 1},
    {"0-7\n", "0::/a/b\n", "max 100000\n", "300000 100000\n", 3},
    {"0-7\n", "0::/\n", "rubbish", NULL, 8},
    {"0-7\n", "0::/\n", "", NULL, 8},
};

Test(machine, counts_usable_cores)
{
    for (size_t i = 0; i < sizeof machines / sizeof *machines; i++) {
        char *dir = tmpdir_make(), status[128] = STATUS;

        strncat(status, machines[i].list, sizeof status - strlen(status) - 1);
        put(dir, "proc/self/status", status);
        if (machines[i].group)
            put(dir, "proc/self/cgroup", machines[i].group);
        if (machines[i].above)
            put(dir, "sys/fs/cgroup/a/cpu.max", machines[i].above);
        else if (machines[i].quota)
            put(dir, "sys/fs/cgroup/cpu.max", machines[i].quota);
        cr_expect_eq(machine_cores(dir), machines[i].cores, "row %zu: %u", i, machine_cores(dir));
        tmpdir_remove(dir);
        free(dir);
    }
}

Test(machine, knows_older_control_groups)
{
    char *dir = tmpdir_make();

    put(dir, "proc/self/status", STATUS "0-7\n");
    put(dir, "sys/fs/cgroup/cpu/cpu.cfs_quota_us", "400000\n");
    put(dir, "sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
    cr_expect_eq(machine_cores(dir), 4);
    put(dir, "sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
    cr_expect_eq(machine_cores(dir), 8);
    tmpdir_remove(dir);
    free(dir);
}

Test(machine, has_a_core_at_least)
{
    char *dir = tmpdir_make();

    cr_expect_geq(machine_cores(dir), 1);
    tmpdir_remove(dir);
    free(dir);
}

Test(machine, detects_rotating_disks)
{
    char *dir = tmpdir_make();

    put(dir, "sys/dev/block/8:0/queue/rotational", "1\n");
    put(dir, "sys/dev/block/259:0/queue/rotational", "0\n");
    cr_expect(machine_rotates(dir, makedev(8, 0)));
    cr_expect_not(machine_rotates(dir, makedev(259, 0)));
    cr_expect_not(machine_rotates(dir, makedev(0, 42)), "a file system without a disk");
    tmpdir_remove(dir);
    free(dir);
}

/* A partition's directory is inside its disk's, and the number is a link to it. */
Test(machine, asks_the_disk_of_a_partition)
{
    char *dir = tmpdir_make();

    put(dir, "sys/devices/sda/queue/rotational", "1\n");
    put(dir, "sys/devices/sda/sda1/partition", "1\n");
    put(dir, "sys/dev/block/none", "");
    char *link = tmpdir_path(dir, "sys/dev/block/8:1");
    cr_assert_eq(symlink("../../devices/sda/sda1", link), 0);
    cr_expect(machine_rotates(dir, makedev(8, 1)));
    free(link);
    tmpdir_remove(dir);
    free(dir);
}

/* Returns a tree with `count` rotating disks: 8:0, 8:1 and so on. */
static char *make_disks(unsigned count)
{
    char *dir = tmpdir_make();

    for (unsigned i = 0; i < count; i++) {
        char name[64];

        snprintf(name, sizeof name, "sys/dev/block/8:%u/queue/rotational", i);
        put(dir, name, "1\n");
    }
    return dir;
}

/* With or without a lane of its own, files of one disk have one lane, and it is not lane 0, whose
 * files are read at the same time. */
Test(machine, keeps_each_rotating_disk_in_one_lane)
{
    enum { DISKS = POOL_LANES + 6 };
    static const unsigned others[] = {0, 1, POOL_LANES - 1, POOL_LANES};
    char *dir = make_disks(DISKS);

    for (size_t row = 0; row < sizeof others / sizeof *others; row++) {
        struct machine_lanes lanes = {0};
        unsigned lane[DISKS];

        for (unsigned i = 0; i < others[row]; i++)
            cr_expect_eq(machine_lane(&lanes, dir, makedev(9, i)), 0);
        for (unsigned i = 0; i < DISKS; i++)
            lane[i] = machine_lane(&lanes, dir, makedev(8, i));
        for (unsigned i = 0; i < DISKS; i++) {
            cr_expect(lane[i] > 0 && lane[i] < POOL_LANES, "disk %u, lane %u", i, lane[i]);
            cr_expect_eq(machine_lane(&lanes, dir, makedev(8, i)), lane[i], "disk %u", i);
        }
    }
    tmpdir_remove(dir);
    free(dir);
}
