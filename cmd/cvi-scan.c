/* cvi-scan: checks video files for damage. Reads files and directories, and prints a record per
 * file. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/option.h"
#include "config/config.h"
#include "record/stage.h"
#include "scan/scan.h"
#include "scan/setup.h"
#include "terminal/ask.h"
#include "terminal/screen.h"

extern char **environ;

static struct settings {
    struct scan_settings scan;
    struct scan_words words; /* the values of options, to be converted to settings of the scan */
} settings = {
    .scan = {.program = "cvi-scan", .plan.older_than_s = -1, .for_s = -1, .forget_s = -1},
    .words = {.memory = "256M",
              .jobs = -1,
              .stall_s = 120,
              .mode = -1,
              .exclude = {.patterns = {.max = 1 << 24}, .files = {.max = 1 << 24}},
              .directories = {.max = 1 << 24}},
};

static const struct option options[] = {
    CHOICE('m', "mode", &settings.words.mode, "MODE", scan_mode_words,
           "quick: decode samples; deep: decode everything; full: deep, without a timeout; hybrid "
           "(the default): quick, then deep for suspicious files"),
    TEXT('o', "output", &settings.scan.output, "FILE",
         "write a scan document to FILE, not records"),
    REPEAT(0, "extensions", &settings.words.endings, "SUFFIX", scan_option_endings,
           "scan only these extensions (example: mkv,mp4)"),
    REPEAT(0, "exclude", &settings.words.exclude.patterns, "GLOB", globs_take,
           "skip files and folders that match ('*.sample.*')"),
    FLAG('a', "again", &settings.scan.plan.again, "rescan unchanged files"),
    SELDOM,
    COUNT('j', "jobs", &settings.words.jobs, "N", "scan N files at once (default: one per core)"),
    CHOICE(0, "fail-on", &settings.words.fail_on, "STATUS", scan_setup_fail_words,
           "exit with status 1 if files are corrupt (or suspicious)"),
    REPEAT('d', "directory", &settings.words, "DIRECTORY", scan_setup_directory,
           "also scan DIRECTORY"),
    TEXT(0, "files-from", &settings.scan.files_from, "FILE",
         "scan the paths in FILE, one per line (-: standard input)"),
    FLAG('0', "null", &settings.scan.nul,
         "with --files-from: names end with NUL, as from find -print0"),
    REPEAT(0, "exclude-from", &settings.words.exclude.files, "FILE", globs_take,
           "skip files that match one of the globs in FILE"),
    {.letter = 'r',
     .name = "recursive",
     .kind = OPTION_CLEAR,
     .value.flag = &settings.scan.rules.flat,
     .given = &settings.words.depth,
     .help = "scan subdirectories (the default)"},
    {.name = "no-recursive",
     .kind = OPTION_FLAG,
     .value.flag = &settings.scan.rules.flat,
     .given = &settings.words.depth,
     .help = "do not scan subdirectories"},
    FLAG('L', "follow", &settings.scan.rules.follow, "follow symbolic links to directories"),
    FLAG('x', "one-file-system", &settings.scan.rules.one_filesystem, "stay on one file system"),
    FLAG(0, "hidden", &settings.scan.rules.hidden, "also scan hidden directories and trash bins"),
    FLAG(0, "absolute", &settings.words.absolute,
         "print absolute paths (the default with --output)"),
    FLAG(0, "no-absolute", &settings.words.as_named, "print paths as given"),
    TEXT(0, "shard", &settings.words.shard, "I/N", "scan only part I of N"),
    COUNT(0, "stall", &settings.words.stall_s, "SECONDS",
          "stop decoding a file after SECONDS without progress (default: 120; with --mode full: "
          "never)"),
    TEXT(0, "memory", &settings.words.memory, "SIZE",
         "memory for decoding several small files at once (default: 256M)"),
    TEXT(0, "ffmpeg", &settings.words.ffmpeg, "PROGRAM",
         "decode with PROGRAM; none: do not decode"),
    CHOICE(0, "format", &settings.words.format, "FORMAT", scan_setup_format_words,
           "records (the default) or text (a readable line per file)"),
    FLAG(0, "records", &settings.words.records, "print records even with --output"),
    FLAG(0, "sorted", &settings.scan.sorted, "print records sorted by path"),
    FLAG('e', "explain", &settings.scan.plan.explain, "record the result and cost of each method"),
    TEXT(0, "older-than", &settings.words.older_than, "AGE",
         "also rescan files last scanned more than AGE ago (example: 90d)"),
    TEXT(0, "for", &settings.words.time, "TIME",
         "start no more files after TIME has passed (examples: 2h, 90m); implies --oldest-first"),
    FLAG(0, "oldest-first", &settings.scan.plan.oldest_first,
         "begin with files never scanned or scanned longest ago"),
    FLAG(0, "allow-loss", &settings.scan.plan.allow_loss,
         "scan even if directories have lost many files since the last scan"),
    TEXT(0, "forget", &settings.words.forget, "AGE",
         "forget files that no scan has found for AGE (example: 365d)"),
    FLAG(0, "content", &settings.scan.plan.way.content,
         "note black, frozen and silent stretches (with --mode deep or full)"),
    FLAG(0, "hash", &settings.scan.plan.way.hash, "store a hash of each file"),
    FLAG(0, "verify", &settings.scan.plan.verify,
         "compare each file's hash with the one from an earlier scan"),
    FLAG(0, "no-cache", &settings.words.no_cache, "do not use or update the scan cache"),
    FLAG(0, "no-memory", &settings.words.no_cache, NULL),
    GROUP(config_file_options),
    GROUP(screen_options),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "cvi-scan",
    .summary = "check video files for damage",
    .operands = "[PATH|-]...",
    .examples = "  cvi-scan /videos | cvi-extract | cvi-parse | cvi-match | cvi-add | cvi-report\n"
                "  cvi-scan --output scan_results.json /videos\n"
                "  find /videos -newer last -print0 | cvi-scan --files-from - --null --mode deep\n",
    .called_examples =
        "  corrupt-video-inspector scan /videos --output scan_results.json\n"
        "  corrupt-video-inspector scan --mode deep --again /videos/Heat.mkv\n"
        "  find . -newer last | corrupt-video-inspector scan --files-from - -m deep\n",
    .options = options,
    .most_operands = -1,
};

static int run(const struct config *config, char **paths, size_t count)
{
    struct scan_settings *scan = &settings.scan;
    struct scan_words *words = &settings.words;
    struct probe_tool tool;

    scan_setup_config(words, scan, config);
    scan_setup(words, scan, paths, count, getenv("XDG_STATE_HOME"), getenv("HOME"));
    screen_start(PROGRESS_SCAN, environ);
    stage_start();
    scan_setup_decoder(words, scan, environ, &tool);
    if (scan->files_from && strcmp(scan->files_from, "-") == 0)
        ask_for_input("names of files", "one a line");
    int status = scan_run(scan);
    probe_tool_release(&tool);
    scan_setup_release(words, scan);
    return status;
}

int main(int argc, char **argv)
{
    struct config config;

    msg_called_as(getenv("CVI_CALLED_AS"));
    int count = option_parse(&program, argc, argv);

    clock_use_file(getenv("CVI_TEST_CLOCK"));
    config_start(&config, CONFIG_FOR_SCAN, environ);
    int status = run(&config, argv + 1, (size_t)count);
    config_release(&config);
    return status;
}
