/* Measures the memory of a decoder that gets many files of large pictures at once: the real ffmpeg,
 * and the system's report on its largest process. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "child.h"
#include "scan/group.h"
#include "tmpdir.h"

enum { FILES = 24 };

static char *directory;

static void start(void)
{
    directory = tmpdir_make();
    cr_assert_eq(chdir(directory), 0);
}

static void end(void)
{
    tmpdir_remove(directory);
    free(directory);
}

TestSuite(group_memory, .init = start, .fini = end);

/* Creates files of two pictures of 3840 x 2160. Returns false if no ffmpeg can write them. */
static bool make_files(void)
{
    char shell[] = "/bin/sh", option[] = "-c", path[] = "PATH=/usr/local/bin:/usr/bin:/bin";
    char command[] = "ffmpeg -nostdin -v error -f lavfi -i color=gray:size=3840x2160 -frames:v 2"
                     " -c:v mpeg4 -threads 1 0.mkv && for i in $(seq 23); do cp 0.mkv $i.mkv; done";
    char *const argv[] = {shell, option, command, NULL};
    char *const env[] = {path, NULL};
    struct outcome came = {0};

    spawn_run(&(struct spawn){.argv = argv, .env = env}, &came);
    bool made = came.status == 0;
    outcome_release(&came);
    return made;
}

static void ignore(void *self, size_t member)
{
    (void)self;
    (void)member;
}

/* Scans all files in one group, and prints the kilobytes of the largest decoder. */
static int scan_all(void *batch_memory)
{
    static struct scan_result results[FILES];
    struct scan_member members[FILES];
    char paths[FILES][16];
    char path[] = "PATH=/usr/local/bin:/usr/bin:/bin";
    struct probe_tool tool;
    struct rusage usage;

    probe_find(&tool, "ffmpeg", (char *const[]){path, NULL});
    const struct scan_way way = {.mode = SCAN_QUICK,
                                 .tool = &tool,
                                 .interrupt = -1,
                                 .batch_memory = *(const uint64_t *)batch_memory};
    for (int i = 0; i < FILES; i++) {
        snprintf(paths[i], sizeof paths[i], "%d.mkv", i);
        members[i] = (struct scan_member){.request.path = paths[i], .result = &results[i]};
    }
    scan_group(&way, members, FILES, ignore, NULL);
    probe_tool_release(&tool);
    for (int i = 0; i < FILES; i++) {
        if (results[i].verdict.status != SCAN_HEALTHY || !results[i].sampled)
            return 1;
    }
    getrusage(RUSAGE_CHILDREN, &usage);
    printf("%ld\n", usage.ru_maxrss);
    return fflush(stdout);
}

static long measure_mb(uint64_t batch_memory)
{
    struct outcome came = {0};

    child_run(scan_all, &batch_memory, NULL, 0, &came);
    cr_assert_eq(came.status, 0, "%s", bytes_text(&came.err));
    long kilobytes = strtol(bytes_text(&came.out), NULL, 10);
    outcome_release(&came);
    return kilobytes / 1000;
}

Test(group_memory, a_batch_of_large_pictures_stays_below_its_bound)
{
    if (!make_files())
        cr_skip_test("no ffmpeg that writes MPEG-4");
    long without = measure_mb(0), with = measure_mb((uint64_t)128 << 20);

    /* Sixty for an idle decoder, then twenty for each file. */
    cr_expect_gt(without, 450, "%ld MB without a bound: this test measures nothing", without);
    cr_expect_lt(with, 350, "%ld MB", with);
}
