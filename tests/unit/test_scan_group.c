/* Files that share a decoder: simulated by small scripts, so that each failure of a batch can be
 * produced. In every case, each file gets the same result as when it is scanned separately. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "scan/group.h"
#include "spawn.h"
#include "tmpdir.h"

enum { FILES = 20 };

/* The script knows its task: $inputs files, in one process or separately; calls has a line for each
 * run. */
#define START                                                                                      \
    "#!/bin/sh\n[ \"$1\" = -version ] && { echo 'ffmpeg version 9 x'; exit; }\n"                   \
    "inputs=0; for word; do [ \"$word\" != -i ] || inputs=$((inputs + 1)); done\n"                 \
    "how=singly; case $* in *framecrc*) how=batch ;; esac\n"                                       \
    "[ $how = batch ] || inputs=1\n"                                                               \
    "echo $how $inputs >>calls\n"                                                                  \
    "frames() { n=0; while [ $n -lt $1 ]; do echo \"$n,  0,  0,  1,  472, 0x1\"; n=$((n + 1)); "   \
    "done; }\n"
#define CLEAR "[ $how = singly ] || frames $inputs\n"

static char *directory, *data;
static struct probe_tool tool;
static struct scan_member members[FILES];
static char paths[FILES][32];
static int finished[FILES];

static void start(void)
{
    data = realpath("tests/data/video/sound.mkv", NULL);
    cr_assert_not_null(data);
    directory = tmpdir_make();
    cr_assert_eq(chdir(directory), 0);
}

static void end(void)
{
    for (int i = 0; i < FILES; i++)
        free(members[i].result);
    probe_tool_release(&tool);
    tmpdir_remove(directory);
    free(data);
}

TestSuite(scan_group, .init = start, .fini = end);

static void run_shell(const char *command)
{
    char *const argv[] = {(char *)"/bin/sh", (char *)"-c", (char *)command, NULL};
    char *const env[] = {(char *)"PATH=/usr/local/bin:/usr/bin:/bin", NULL};
    struct outcome came = {0};

    spawn_run(&(struct spawn){.argv = argv, .env = env}, &came);
    cr_assert_eq(came.status, 0, "%s", command);
    outcome_release(&came);
}

static void make_ffmpeg(const char *script)
{
    char path[] = "PATH=/usr/local/bin:/usr/bin:/bin";
    FILE *file = fopen("ffmpeg", "w");

    fprintf(file, "%s%s", START, script);
    fclose(file);
    chmod("ffmpeg", 0755);
    probe_find(&tool, "./ffmpeg", (char *const[]){path, NULL});
    cr_assert_not_null(tool.path);
}

static void make_files(void)
{
    char command[600];

    snprintf(command, sizeof command, "for i in $(seq 10 %d); do cp '%s' $i.mkv; done", 9 + FILES,
             data);
    run_shell(command);
    for (int i = 0; i < FILES; i++) {
        snprintf(paths[i], sizeof paths[i], "%d.mkv", 10 + i);
        members[i].request.path = paths[i];
        free(members[i].result);
        members[i].result = calloc(1, sizeof *members[i].result);
    }
}

static void note_done(void *self, size_t member)
{
    (void)self;
    finished[member]++;
}

static void scan(int interrupt, unsigned stall_s)
{
    const struct scan_way way = {
        .mode = SCAN_QUICK, .tool = &tool, .stall_s = stall_s, .interrupt = interrupt};

    memset(finished, 0, sizeof finished);
    scan_group(&way, members, FILES, note_done, NULL);
    for (int i = 0; i < FILES; i++)
        cr_expect_eq(finished[i], 1, "%s was told %d times", paths[i], finished[i]);
}

/* Returns the number of lines in calls that equal this. */
static int calls(const char *wanted)
{
    char line[64];
    int count = 0;
    FILE *file = fopen("calls", "r");

    while (file && fgets(line, sizeof line, file))
        count += strncmp(line, wanted, strlen(wanted)) == 0;
    if (file)
        fclose(file);
    return count;
}

static void expect_all_healthy(void)
{
    for (int i = 0; i < FILES; i++) {
        cr_expect_eq(members[i].result->verdict.status, SCAN_HEALTHY, "%s: %s", paths[i],
                     members[i].result->verdict.message);
        cr_expect_eq(members[i].result->depth, SCAN_SAMPLED);
        cr_expect(members[i].result->sampled);
    }
}

Test(scan_group, sound_files_take_one_decoder)
{
    make_files();
    make_ffmpeg(CLEAR);
    scan(-1, 0);
    expect_all_healthy();
    cr_expect_eq(calls("batch 20"), 1);
    cr_expect_eq(calls(""), 1);
}

/* Ways to spoil a batch, whose results must not be trusted, and the results of separate scans. */
static const struct {
    const char *what, *script;
    int singly; /* files that must have been scanned separately */
} spoiled[] = {
    {"a complaint with no name", CLEAR "[ $how = singly ] || echo '[warning] x' >&2\n", 20},
    {"a harmless word",
     CLEAR "[ $how = singly ] || echo '[x @ 0x1] [warning] timescale not set' >&2\n", 20},
    {"half a line", CLEAR "[ $how = singly ] || printf x >&2\n", 20},
    {"an empty line", CLEAR "[ $how = singly ] || echo >&2\n", 20},
    {"a status", CLEAR "[ $how = singly ] || exit 1\n", 20},
    {"a death", CLEAR "[ $how = singly ] || kill -KILL $$\n", 20},
    {"no frame at all", "", 20},
    {"a frame too few", "[ $how = singly ] || frames $((inputs - 1))\n", 20},
    {"frames of a missing file", CLEAR "[ $how = singly ] || echo \"$inputs, 0, 0\"\n", 20},
    {"an invalid frame", CLEAR "[ $how = singly ] || echo frame\n", 20},
    {"frames cut short", "[ $how = singly ] || frames $inputs | head -c 20\n", 20},
    {"a decoder that only sees more of one file",
     CLEAR "[ $how = singly ] || { n=0; while [ $n -lt 47 ]; do echo '3, 0'; n=$((n + 1)); done; }",
     1},
    {"one bad file", CLEAR "case $how$* in batch*15.mkv*) echo x >&2 ;; esac\n", 3},
};

Test(scan_group, a_batch_with_messages_proves_no_file_healthy)
{
    for (size_t i = 0; i < sizeof spoiled / sizeof *spoiled; i++) {
        make_files();
        make_ffmpeg(spoiled[i].script);
        run_shell("rm -f calls");
        scan(-1, 0);
        expect_all_healthy();
        cr_expect_geq(calls("batch"), 1);
        cr_expect_eq(calls("singly"), spoiled[i].singly, "%s: %d were asked singly",
                     spoiled[i].what, calls("singly"));
        probe_tool_release(&tool);
    }
}

Test(scan_group, damage_is_assigned_to_the_right_file)
{
    make_files();
    make_ffmpeg(CLEAR "case $* in *15.mkv*) echo '[h264 @ 0x1] [error] top block unavailable' >&2 "
                      ";; esac\n");
    scan(-1, 0);
    for (int i = 0; i < FILES; i++)
        cr_expect_eq(members[i].result->verdict.status, i == 5 ? SCAN_SUSPICIOUS : SCAN_HEALTHY,
                     "%s", paths[i]);
    cr_expect_leq(calls("singly"), 4);
}

static void stop_the_clock(void)
{
    int64_t start_ms = 1000000;
    FILE *file = fopen("clock", "wb");

    fwrite(&start_ms, sizeof start_ms, 1, file);
    fclose(file);
    clock_use_file("clock");
}

Test(scan_group, a_stalled_batch_is_scanned_file_by_file)
{
    stop_the_clock();
    make_files();
    make_ffmpeg(CLEAR "[ $how = singly ] || exec sleep 1000\n");
    scan(-1, 5);
    expect_all_healthy();
    cr_expect_eq(calls("batch"), 1);
    cr_expect_eq(calls("singly"), FILES);
    cr_expect_geq(clock_now_ms(), 1000000 + 5000);
}

Test(scan_group, an_interrupted_batch_has_no_result)
{
    int ends[2];

    make_files();
    make_ffmpeg("exec sleep 1000\n");
    cr_assert_eq(pipe(ends), 0);
    cr_assert_eq(write(ends[1], "x", 1), 1);
    scan(ends[0], 0);
    for (int i = 0; i < FILES; i++)
        cr_expect(members[i].result->interrupted);
}

/* Among them are an empty file, one that is not a video, a missing one, and one whose name contains
 * a line feed, which excludes it. */
Test(scan_group, files_that_cannot_join_are_scanned_separately)
{
    struct scan_way way = {.mode = SCAN_QUICK, .tool = &tool};

    make_files();
    make_ffmpeg(CLEAR);
    run_shell(": >10.mkv; echo text >11.mkv; rm 12.mkv");
    scan(-1, 0);
    cr_expect_eq(members[0].result->verdict.status, SCAN_CORRUPT);
    cr_expect_eq(members[1].result->verdict.status, SCAN_SUSPICIOUS);
    cr_expect_neq(members[2].result->error, 0);
    cr_expect_eq(calls("batch 17"), 1);
    cr_expect_not(scan_group_takes(&way, "a\n[error] b.mkv", 100));
    cr_expect_not(scan_group_takes(&way, "a.mkv", (uint64_t)1 << 30));
    cr_expect(scan_group_takes(&way, "a.mkv", 100));
    way.mode = SCAN_DEEP;
    cr_expect_not(scan_group_takes(&way, "a.mkv", 100));
}

/* --- memory --- */

Test(scan_group, a_file_uses_up_its_part_of_the_memory)
{
    static const struct {
        uint64_t cost, memory, share;
    } rows[] = {
        {25, 100, 25}, {100, 100, 100}, {137, 100, 100}, {0, 800, 100},
        {0, 801, 101}, {0, 1, 1},       {25, 0, 0},      {0, 0, 0},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(scan_group_share(rows[i].cost, rows[i].memory), rows[i].share, "row %zu", i);
}

/* Makes FLV files with one tag of VP6, whose header does not state the size of the picture. */
static void make_files_of_unknown_size(void)
{
    make_files();
    run_shell("for file in *.mkv; do printf 'FLV\\1\\1\\0\\0\\0\\11\\0\\0\\0\\0' >$file;"
              " printf '\\11\\0\\0\\5\\0\\0\\0\\0\\0\\0\\0\\24abcd\\0\\0\\0\\20' >>$file; done;"
              " for file in *.mkv; do mv $file ${file%.mkv}.flv; done");
    for (int i = 0; i < FILES; i++)
        snprintf(paths[i], sizeof paths[i], "%d.flv", 10 + i);
}

Test(scan_group, few_files_of_unknown_size_are_decoded_at_once)
{
    struct scan_way way = {
        .mode = SCAN_QUICK, .tool = &tool, .interrupt = -1, .batch_memory = (uint64_t)1 << 30};

    make_files_of_unknown_size();
    make_ffmpeg(CLEAR);
    memset(finished, 0, sizeof finished);
    scan_group(&way, members, FILES, note_done, NULL);
    cr_expect_eq(calls("batch 8"), 2);
    cr_expect_eq(calls("batch 4"), 1);
    cr_expect_eq(calls(""), 3);
    run_shell("rm calls");
    make_files_of_unknown_size();
    way.batch_memory = 1;
    scan_group(&way, members, FILES, note_done, NULL);
    cr_expect_eq(calls("batch"), 0, "one alone is always decoded");
    cr_expect_eq(calls("singly 1"), FILES);
}

Test(scan_group, no_further_file_is_begun_after_the_deadline)
{
    struct scan_way way = {.mode = SCAN_QUICK, .tool = &tool, .interrupt = -1, .deadline_ms = 1};

    make_files();
    make_ffmpeg(CLEAR);
    memset(finished, 0, sizeof finished);
    cr_expect(scan_is_late(&way));
    scan_group(&way, members, FILES, note_done, NULL);
    cr_expect_not(members[0].result->interrupted);
    cr_expect_eq(members[0].result->verdict.status, SCAN_HEALTHY);
    for (int i = 0; i < FILES; i++) {
        cr_expect_eq(finished[i], 1);
        cr_expect_eq(members[i].result->interrupted, i > 0);
    }
    way.deadline_ms = INT64_MAX;
    cr_expect_not(scan_is_late(&way));
    way.deadline_ms = 0;
    cr_expect_not(scan_is_late(&way));
}
