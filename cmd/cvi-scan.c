/* cvi-scan: finds out which video files are sound. Files and directories in, a record per file
 * out. */
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
    struct scan_words words; /* what the options say, to become settings of the scan */
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
           "quick, deep, hybrid (the default) or full"),
    TEXT('o', "output", &settings.scan.output, "FILE",
         "write a scan document to FILE, and no records"),
    COUNT('j', "jobs", &settings.words.jobs, "N",
          "scan N files at once (default: as the machine can)"),
    REPEAT(0, "extensions", &settings.words.endings, "SUFFIX", scan_option_endings,
           "scan files with these endings alone (mkv,mp4)"),
    REPEAT(0, "exclude", &settings.words.exclude.patterns, "GLOB", globs_take,
           "leave out files and directories (Extras/, '*.sample.*')"),
    FLAG('a', "again", &settings.scan.plan.again, "scan also what has not changed"),
    SELDOM,
    CHOICE(0, "fail-on", &settings.words.fail_on, "STATUS", scan_setup_fail_words,
           "end with 1 when files are corrupt, or suspicious"),
    REPEAT('d', "directory", &settings.words, "DIRECTORY", scan_setup_directory,
           "scan what is in DIRECTORY, too"),
    TEXT(0, "files-from", &settings.scan.files_from, "FILE",
         "scan what FILE names, one a line (-: standard input)"),
    FLAG('0', "null", &settings.scan.nul,
         "names in that FILE end with NUL, as find -print0 writes them"),
    REPEAT(0, "exclude-from", &settings.words.exclude.files, "FILE", globs_take,
           "leave out what the globs in FILE fit, one a line"),
    {.letter = 'r',
     .name = "recursive",
     .kind = OPTION_CLEAR,
     .value.flag = &settings.scan.rules.flat,
     .given = &settings.words.depth,
     .help = "go into the directories below (the default)"},
    {.name = "no-recursive",
     .kind = OPTION_FLAG,
     .value.flag = &settings.scan.rules.flat,
     .given = &settings.words.depth,
     .help = "do not go into the directories below"},
    FLAG('L', "follow", &settings.scan.rules.follow, "go through links to directories"),
    FLAG('x', "one-file-system", &settings.scan.rules.one_filesystem, "stay on one file system"),
    FLAG(0, "hidden", &settings.scan.rules.hidden, "go into hidden directories and bins, too"),
    FLAG(0, "absolute", &settings.words.absolute,
         "name files by absolute paths (the default with --output)"),
    FLAG(0, "no-absolute", &settings.words.as_named, "name files as they were given"),
    TEXT(0, "shard", &settings.words.shard, "I/N", "scan only part I of N"),
    COUNT(0, "stall", &settings.words.stall_s, "SECONDS",
          "give up decoding that gets no further for so long (default: 120; full: never)"),
    TEXT(0, "memory", &settings.words.memory, "SIZE",
         "memory that decoders of several small files may take in all (default: 256M)"),
    TEXT(0, "ffmpeg", &settings.words.ffmpeg, "PROGRAM",
         "decode with PROGRAM; none: do not decode"),
    CHOICE(0, "format", &settings.words.format, "FORMAT", scan_setup_format_words,
           "records (the default), or text: a line for people for each file"),
    FLAG(0, "records", &settings.words.records, "put records out even with --output"),
    FLAG(0, "sorted", &settings.scan.sorted, "put records out in the order of paths"),
    FLAG('e', "explain", &settings.scan.plan.explain,
         "say what each method said, and what it cost"),
    TEXT(0, "older-than", &settings.words.older_than, "AGE",
         "scan what was scanned AGE ago (90d), too"),
    TEXT(0, "for", &settings.words.time, "TIME",
         "begin no file after TIME (2h, 90m); implies --oldest-first"),
    FLAG(0, "oldest-first", &settings.scan.plan.oldest_first,
         "scan first the files that were never scanned, or longest ago"),
    FLAG(0, "allow-loss", &settings.scan.plan.allow_loss,
         "accept that directories have lost many files since the last scan"),
    TEXT(0, "forget", &settings.words.forget, "AGE",
         "forget files that no scan has found for AGE (365d)"),
    FLAG(0, "content", &settings.scan.plan.way.content,
         "note black, frozen and silent stretches (with --mode deep or full)"),
    FLAG(0, "hash", &settings.scan.plan.way.hash, "remember a hash of all bytes of each file"),
    FLAG(0, "verify", &settings.scan.plan.verify, "compare the hash with that of the earlier scan"),
    FLAG(0, "no-memory", &settings.words.no_memory, "neither ask nor remember earlier scans"),
    GROUP(config_file_options),
    GROUP(screen_options),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "cvi-scan",
    .summary = "see which video files are sound",
    .operands = "[PATH|-]...",
    .examples = "  cvi-scan /videos | cvi-extract | cvi-parse | cvi-match | cvi-add | cvi-report\n"
                "  cvi-scan --output scan_results.json /videos\n"
                "  find /videos -newer last -print0 | cvi-scan --files-from - --null --mode deep\n",
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
