/* cvi-extract: makes one record per file of scan documents, of listings of media servers, or of
 * records, selected by the file's status from the scan. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/glob.h"
#include "base/msg.h"
#include "base/option.h"
#include "config/config.h"
#include "extract/scanfile.h"
#include "record/record.h"
#include "record/stage.h"
#include "terminal/ask.h"
#include "terminal/screen.h"

extern char **environ;

static struct settings {
    bool given; /* some status was chosen on the command line */
    bool all;
    bool chosen[SCAN_CORRUPT + 1];
    struct glob_words exclude;
    struct globs globs;
    struct prefixes prefixes;
} settings = {.exclude = {.patterns = {.max = 1 << 24}, .files = {.max = 1 << 24}}};

static bool take_status(const char *word, void *value)
{
    struct settings *set = value;
    int status = record_word(record_scan_words, word);

    if (status < 0)
        return false;
    set->chosen[status] = true;
    set->given = true;
    return true;
}

static bool take_map(const char *word, void *value)
{
    struct why why;

    if (!prefixes_add(value, word, &why))
        msg_die(why.status, "--map: %s", why.text);
    return true;
}

static const struct option options[] = {
    EACH(0, "include-status", &settings, "STATUS...", take_status, record_scan_words,
         "select healthy (default), suspicious or corrupt"),
    EACH(0, "include-statuses", &settings, "STATUS...", take_status, record_scan_words, NULL),
    FLAG('a', "all", &settings.all, "select files of any status, and files not scanned"),
    REPEAT(0, "exclude", &settings.exclude.patterns, "GLOB", globs_take,
           "skip files and directories that match GLOB"),
    REPEAT(0, "exclude-from", &settings.exclude.files, "FILE", globs_take,
           "skip files that match one of the globs in FILE"),
    REPEAT(0, "map", &settings.prefixes, "FROM=TO", take_map,
           "replace FROM at the start of paths with TO"),
    GROUP(config_file_options),
    GROUP(screen_options),
    GROUP(option_common),
    {0},
};

static const struct program program = {
    .name = "cvi-extract",
    .summary = "make records from a scan or a media server's listing",
    .operands = "[FILE]...",
    .examples = "  cvi-extract scan_results.json | cvi-parse | cvi-match | cvi-add | cvi-report\n"
                "  cvi-extract --include-status healthy suspicious -- scan_results.json\n"
                "  curl -s -K key http://radarr:7878/api/v3/movie | cvi-extract | cvi-match\n"
                "  cvi-extract --all scan_results.json | jq -r '.scan.status' | sort | uniq -c\n",
    .options = options,
    .most_operands = -1,
};

/* Selects the statuses. The configuration is read only if the command line selects no status, so
 * that otherwise its errors do not matter. */
static void choose(struct scanfile *file)
{
    bool decided = settings.all || settings.given;
    struct config config;

    config_start(&config, decided && !config_given.print ? 0 : CONFIG_FOR_SELECTION, environ);
    for (int i = 0; i <= SCAN_CORRUPT; i++)
        file->chosen[i] = settings.all || (decided ? settings.chosen[i]
                                                   : config_includes(&config, (enum scan_status)i));
    /* Files without a scan have no status, so a status on the command line does not select them. */
    file->unscanned = settings.all || (!settings.given && file->chosen[SCAN_HEALTHY]);
    config_release(&config);
}

static void read_named(struct scanfile *file, const char *path)
{
    int fd;

    if (strcmp(path, "-") == 0) {
        ask_for_input("a scan document", "as cvi-scan --output writes it");
        if (isatty(STDIN_FILENO))
            screen_hold(true);
        scanfile_read(file, STDIN_FILENO, "standard input");
        return;
    }
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        msg_warn("%s: %s", path, strerror(errno));
        file->status = msg_worse(file->status, EX_NOINPUT);
        return;
    }
    scanfile_read(file, fd, path);
    close(fd);
}

static bool reads_standard_input(char *const *paths)
{
    bool reads = !*paths;

    for (; *paths; paths++)
        reads |= strcmp(*paths, "-") == 0;
    return reads;
}

/* Reports each --map that no path matched, because its path may be wrong. */
static void report_unused_maps(void)
{
    size_t place = 0;

    for (const char *from; (from = prefixes_unused(&settings.prefixes, &place)) != NULL;)
        msg_note("--map: no path begins with %s", from);
}

/* Reads the named files, or standard input without operands. Returns the exit status. */
static int run(char *const *paths)
{
    static char standard_input[] = "-";
    char *const only_standard_input[] = {standard_input, NULL};
    struct scanfile file = {.stage = program.name};
    struct listing listing = {0};

    choose(&file);
    globs_start(&settings.globs, &settings.exclude, reads_standard_input(paths));
    file.exclude = &settings.globs;
    file.prefixes = &settings.prefixes;
    file.entry.listing = &listing;
    screen_start(PROGRESS_EXTRACT, environ);
    stage_start();
    file.interrupt = stage_interrupt_fd();
    for (char *const *path = *paths ? paths : only_standard_input; *path; path++) {
        if (!stage_interrupted())
            read_named(&file, *path);
    }
    screen_leave();
    report_unused_maps();
    listing_release(&listing);
    prefixes_release(&settings.prefixes);
    scanfile_release(&file.entry);
    globs_release(&settings.globs);
    glob_words_release(&settings.exclude);
    return stage_interrupted() ? msg_worse(file.status, EX_INTERRUPTED) : file.status;
}

int main(int argc, char **argv)
{
    msg_called_as(getenv("CVI_CALLED_AS"));
    option_parse(&program, argc, argv);
    clock_use_file(getenv("CVI_TEST_CLOCK"));
    return run(argv + 1);
}
