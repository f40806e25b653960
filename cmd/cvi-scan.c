/* cvi-scan: which video files are sound. Files and directories in, a record per file out. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ask.h"
#include "clock.h"
#include "config.h"
#include "file.h"
#include "msg.h"
#include "option.h"
#include "probe.h"
#include "scan.h"
#include "scan_option.h"
#include "screen.h"
#include "stage.h"

extern char **environ;

enum { DEFAULT_STALL_S = 120, MOST_JOBS = 4096 };

static struct scan_settings scan = {
    .program = "cvi-scan",
    .plan = {.way.mode = SCAN_HYBRID, .older_than_s = -1},
};
static struct scan_endings endings;
static struct buf directories = {.max = 1 << 24}; /* char *, one after the other */
static const char *older_than, *shard, *ffmpeg = "ffmpeg";
static long jobs, stall_s = DEFAULT_STALL_S;
static int mode = SCAN_HYBRID, fail_on;
static bool no_memory, records;

static const char *const fail_words[] = {"never", "suspicious", "corrupt", NULL};

static bool take_directory(const char *word, void *unused)
{
    (void)unused;
    return buf_add(&directories, &word, sizeof word);
}

static const struct option options[] = {
    CHOICE('m', "mode", &mode, "MODE", scan_mode_words,
           "quick, deep, hybrid (the default) or full"),
    TEXT('o', "output", &scan.output, "FILE", "write a scan document to FILE, and no records"),
    COUNT('j', "jobs", &jobs, "N", "scan N files at once (default: as the machine can)"),
    REPEAT(0, "extensions", &endings, "SUFFIX", scan_option_endings,
           "scan files with these endings alone (mkv,mp4)"),
    FLAG('a', "again", &scan.plan.again, "scan also what has not changed"),
    CHOICE(0, "fail-on", &fail_on, "STATUS", fail_words,
           "end with 1 when files are corrupt, or suspicious"),
    SELDOM,
    REPEAT('d', "directory", NULL, "DIRECTORY", take_directory, "scan what is in DIRECTORY, too"),
    TEXT(0, "files-from", &scan.files_from, "FILE", "scan what FILE names, one on a line"),
    FLAG('0', "null", &scan.nul, "names in FILE end with NUL, as find -print0 writes them"),
    CLEAR('r', "recursive", &scan.rules.flat, "go into the directories below (the default)"),
    FLAG(0, "no-recursive", &scan.rules.flat, "do not go into the directories below"),
    FLAG('L', "follow", &scan.rules.follow, "go through links to directories"),
    FLAG('x', "one-file-system", &scan.rules.one_filesystem, "stay on one file system"),
    FLAG(0, "hidden", &scan.rules.hidden, "go into hidden directories and bins, too"),
    TEXT(0, "shard", &shard, "I/N", "scan only part I of N"),
    COUNT(0, "stall", &stall_s, "SECONDS",
          "give up decoding that gets no further for so long (default: 120; full: never)"),
    TEXT(0, "ffmpeg", &ffmpeg, "PROGRAM", "decode with PROGRAM; none: do not decode"),
    FLAG(0, "records", &records, "put records out even with --output"),
    FLAG(0, "sorted", &scan.sorted, "put records out in the order of paths"),
    FLAG('e', "explain", &scan.plan.explain, "say what each method said, and what it cost"),
    TEXT(0, "older-than", &older_than, "AGE", "scan what was scanned AGE ago (90d), too"),
    FLAG(0, "hash", &scan.plan.way.hash, "remember a hash of all bytes of each file"),
    FLAG(0, "verify", &scan.plan.verify, "compare the hash with that of the earlier scan"),
    FLAG(0, "no-memory", &no_memory, "neither ask nor remember earlier scans"),
    GROUP(config_file_options),
    GROUP(screen_options),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "cvi-scan",
    .summary = "see which video files are sound",
    .operands = "[PATH]...",
    .examples = "  cvi-scan /videos | cvi-extract | cvi-parse | cvi-match | cvi-add | cvi-report\n"
                "  cvi-scan --output scan_results.json /videos\n"
                "  find /videos -newer last -print0 | cvi-scan --files-from - --null --mode deep\n",
    .options = options,
    .most_operands = -1,
};

/* What was named with --directory, then the operands. New. */
static char **all_operands(char **operands, size_t count)
{
    size_t named = directories.len / sizeof *operands;
    char **all = cvi_alloc((named + count + 1) * sizeof *all);

    if (named)
        memcpy(all, directories.at, directories.len);
    memcpy(all + named, operands, count * sizeof *all);
    buf_release(&directories);
    if (!*all && !scan.files_from)
        msg_die(EX_USAGE, "no file or directory given (see cvi-scan --help)");
    return all;
}

static void read_words(void)
{
    if (older_than && !scan_option_age(older_than, &scan.plan.older_than_s))
        msg_die(EX_USAGE, "--older-than: %s is no age (as 90d, 12h or 2w)", older_than);
    if (shard && !scan_option_shard(shard, &scan.rules.shard, &scan.rules.shards))
        msg_die(EX_USAGE, "--shard: %s is no part (as 1/3, 2/3 or 3/3)", shard);
    if (jobs > MOST_JOBS)
        msg_die(EX_USAGE, "--jobs: at most %d", MOST_JOBS);
    if (records && scan.output && strcmp(scan.output, "-") == 0)
        msg_die(EX_USAGE, "--records: the document goes there (name a file with --output)");
    if (scan.nul && !scan.files_from)
        msg_die(EX_USAGE, "--null: that is for --files-from");
}

/* The database in the XDG state directory; NULL when there is no such place. New. */
static char *memory_path(void)
{
    char *state = file_xdg(getenv("XDG_STATE_HOME"), getenv("HOME"), ".local/state");
    char *path = state && !no_memory ? file_join(state, "scans.db") : NULL;

    free(state);
    return path;
}

static mode_t output_mode(void)
{
    mode_t mask = umask(0);

    umask(mask);
    return 0644 & ~mask;
}

static void settle(struct probe_tool *tool)
{
    bool file = scan.output && strcmp(scan.output, "-") != 0;
    bool terminal = isatty(STDERR_FILENO);

    if (strcmp(ffmpeg, "none") != 0)
        probe_find(tool, ffmpeg, environ);
    if (!tool->path && mode != SCAN_QUICK && strcmp(ffmpeg, "none") != 0)
        msg_note("%s: not found, so only the structure of files is looked at (install ffmpeg, or "
                 "see --ffmpeg)",
                 ffmpeg);
    scan.plan.way.mode = (enum scan_mode)mode;
    scan.plan.way.tool = tool;
    scan.plan.way.stall_s = (unsigned)stall_s;
    scan.plan.way.hash |= scan.plan.verify;
    scan.rules.extensions = endings.at;
    scan.jobs = (unsigned)jobs;
    scan.output_mode = output_mode();
    scan.records = records || !scan.output;
    scan.summary =
        msg_get_level() != MSG_QUIET && (file || terminal || msg_get_level() == MSG_VERBOSE);
    scan.fail_on = (enum scan_status)fail_on;
}

int main(int argc, char **argv)
{
    int count = option_parse(&program, argc, argv);
    struct probe_tool tool = {0};
    struct config config;
    int status;

    clock_use_file(getenv("CVI_TEST_CLOCK"));
    if (config_given.file || config_given.print) { /* nothing in it is for a scan */
        config_start(&config, 0, environ);
        config_release(&config);
    }
    read_words();
    char **operands = all_operands(argv + 1, (size_t)count);
    char *memory = memory_path();
    scan.operands = operands;
    scan.memory = memory;
    screen_start(PROGRESS_SCAN, environ);
    stage_start();
    settle(&tool);
    if (scan.files_from && strcmp(scan.files_from, "-") == 0)
        ask_for_input("names of files", "one a line");
    status = scan_run(&scan);
    probe_tool_release(&tool);
    scan_endings_release(&endings);
    free(operands);
    free(memory);
    return status;
}
