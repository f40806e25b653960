/* The settings of a scan, by our names and by those of the earlier program. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config/config.h"
#include "tmpdir.h"

/* Each test starts in an empty directory of its own, which is also its home. */
static char *directory;
static char *environment[8];
static size_t variables;

static void enter(void)
{
    directory = tmpdir_make();
    cr_assert_eq(chdir(directory), 0);
    environment[variables++] = cvi_format("HOME=%s", directory);
    config_given.file = "c.yaml";
}

static void leave(void)
{
    cr_assert_eq(chdir("/"), 0);
    tmpdir_remove(directory);
    free(directory);
    while (variables)
        free(environment[--variables]);
}

TestSuite(earlier, .init = enter, .fini = leave);

static void put(const char *yaml)
{
    cr_assert(tmpdir_write(directory, "c.yaml", yaml, strlen(yaml), 0600));
}

static void load(struct config *c)
{
    struct why why = {0};

    cr_assert(config_load(c, CONFIG_FOR_SCAN, environment, &why), "%s", why.text);
}

/* The settings of a file, and the lines that they are in. */
static const struct {
    const char *yaml;
    enum config_key key;
    const char *text; /* NULL: not set */
    const char *origin;
} files[] = {
    {"", CONFIG_SCAN_EXTENSIONS, NULL, NULL},
    {"", CONFIG_SCAN_EXCLUDE, NULL, NULL},
    {"", CONFIG_SCAN_MODE, "hybrid", "default"},
    {"", CONFIG_SCAN_JOBS, "0", "default"},
    {"", CONFIG_SCAN_FFMPEG, "ffmpeg", "default"},
    {"", CONFIG_SCAN_RECURSIVE, "true", "default"},
    {"scan: {extensions: [.mkv, mp4]}", CONFIG_SCAN_EXTENSIONS, ".mkv,mp4", "c.yaml:1"},
    {"scan:\n  extensions: mkv mp4", CONFIG_SCAN_EXTENSIONS, "mkv mp4", "c.yaml:2"},
    {"scan: {extensions: []}", CONFIG_SCAN_EXTENSIONS, NULL, NULL},
    {"scan: {exclude: [Extras/, 'a,b']}", CONFIG_SCAN_EXCLUDE, "Extras/\na,b", "c.yaml:1"},
    {"scan: {exclude: 'Extras/, a,,b'}", CONFIG_SCAN_EXCLUDE, "Extras/\na\nb", "c.yaml:1"},
    {"scan: {exclude: []}", CONFIG_SCAN_EXCLUDE, NULL, NULL},
    {"scan: {mode: DEEP}", CONFIG_SCAN_MODE, "deep", "c.yaml:1"},
    {"scan: {jobs: 64}", CONFIG_SCAN_JOBS, "64", "c.yaml:1"},
    {"scan: {ffmpeg: none}", CONFIG_SCAN_FFMPEG, "none", "c.yaml:1"},
    {"scan: {recursive: Off}", CONFIG_SCAN_RECURSIVE, "false", "c.yaml:1"},
    {"processing: {default_mode: quick}", CONFIG_SCAN_MODE, "quick", "c.yaml:1"},
    {"processing: {max_workers: 8}", CONFIG_SCAN_JOBS, "8", "c.yaml:1"},
    {"scan: {max_workers: 4}", CONFIG_SCAN_JOBS, "4", "c.yaml:1"},
    {"ffmpeg: {command: /opt/ffmpeg}", CONFIG_SCAN_FFMPEG, "/opt/ffmpeg", "c.yaml:1"},
    {"ffmpeg:\n  command: null\n", CONFIG_SCAN_FFMPEG, "ffmpeg", "default"},
    {"ffmpeg: yes", CONFIG_SCAN_FFMPEG, "ffmpeg", "default"},
    {"processing:\n  max_workers: 8\nscan:\n  max_workers: 4", CONFIG_SCAN_JOBS, "4", "c.yaml:4"},
    {"scan:\n  max_workers: 4\n  jobs: 2", CONFIG_SCAN_JOBS, "2", "c.yaml:3"},
    {"scan:\n  mode: ''\nprocessing:\n  default_mode: deep", CONFIG_SCAN_MODE, "deep", "c.yaml:4"},
};

Test(earlier, a_setting_of_a_scan_has_our_name_or_an_earlier_one)
{
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct config c;

        put(files[i].yaml);
        load(&c);
        const char *text = config_text(&c, files[i].key), *origin = c.value[files[i].key].origin;
        cr_expect(files[i].text ? text && strcmp(text, files[i].text) == 0 : !text, "%s: %s",
                  files[i].yaml, text);
        cr_expect(!files[i].origin || strcmp(origin, files[i].origin) == 0, "%s: %s", files[i].yaml,
                  origin);
        config_release(&c);
    }
}

#define INSTEAD " (--print-config shows what to use instead)\n"
#define UNUSED "c.yaml: settings of the earlier Python program that are not used here: "

/* Messages printed once, for programs that read the file for a scan. */
static const struct {
    const char *yaml;
    const char *notes;
    const char *rows;
} unused[] = {
    {"scan: {mode: deep, extensions: [mkv], max_workers: 2}\nffmpeg: {command: a}\n", "", ""},
    {"logging:\nffmpeg: {}\n", "", ""},
    {"logging:\napi: {}\n", UNUSED "api\n", ""},
    {"logging: {level: INFO, file: /tmp/a.log}\n", UNUSED "logging" INSTEAD,
     "ignored\tlogging.level\tc.yaml:1: of the earlier program, not used here (see --quiet and "
     "--verbose)\n"
     "ignored\tlogging.file\tc.yaml:1: of the earlier program, not used here (see 2>FILE of your "
     "shell)\n"},
    {"ffmpeg:\n  command: a\n  probe_timeout: 3\napi: [a]\n", UNUSED "ffmpeg.probe_timeout, api\n",
     "ignored\tffmpeg.probe_timeout\tc.yaml:3: of the earlier program, not used here\n"},
    {"logging:\n  level: INFO\n  \"new\\tkey\": 1\n", UNUSED "logging" INSTEAD,
     "ignored\tlogging.level\tc.yaml:2: of the earlier program, not used here (see --quiet and "
     "--verbose)\n"
     "ignored\tlogging.new?key\tc.yaml:3: of the earlier program, not used here\n"},
    {"scan:\n  default_input_dir: /videos\n", UNUSED "scan.default_input_dir" INSTEAD,
     "ignored\tscan.default_input_dir\tc.yaml:2: of the earlier program, not used here (see "
     "--directory)\n"},
    {"processing:\n  max_workers: 8\nscan:\n  max_workers: 4\n",
     "c.yaml:2: processing.max_workers: ignored, because scan.max_workers is set in line 4\n", ""},
    {"scan:\n  max_workers: 4\n  jobs: 2\n",
     "c.yaml:2: scan.max_workers: ignored, because scan.jobs is set in line 3\n", ""},
    {"scan: {max_workers: 8, mode: Quick}\nprocessing: {max_workers: 8, default_mode: quick}\n", "",
     ""},
};

Test(earlier, what_is_not_used_is_named_once)
{
    for (size_t i = 0; i < sizeof unused / sizeof *unused; i++) {
        struct config c;

        put(unused[i].yaml);
        load(&c);
        cr_expect_str_eq(buf_text(&c.notes), unused[i].notes, "%s: %s", unused[i].yaml,
                         buf_text(&c.notes));
        cr_expect_str_eq(buf_text(&c.ignored), unused[i].rows, "%s: %s", unused[i].yaml,
                         buf_text(&c.ignored));
        cr_expect_str_eq(buf_text(&c.warnings), "");
        config_release(&c);
        cr_assert(config_load(&c, CONFIG_FOR_TRAKT, environment, NULL));
        cr_expect_str_eq(buf_text(&c.notes), "", "only a scan's program says it");
        config_release(&c);
    }
}

/* Returns a config file with one used key and 4,000 others in the section, in a buffer that the
 * caller releases. */
static struct buf many_keys(const char *section, const char *used)
{
    struct buf yaml = BUF_INIT(1 << 21);

    buf_printf(&yaml, "%s:\n  %s: 2\n", section, used);
    for (int i = 0; i < 4000; i++)
        buf_printf(&yaml, "  %d%0200d: 1\n", i, 0);
    return yaml;
}

Test(earlier, any_number_of_foreign_keys_gives_few_lines)
{
    static const struct {
        const char *section, *used;
        size_t most;
    } rows[] = {{"logging", "level", 1}, {"processing", "max_workers", 100}, {"scan", "jobs", 100}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf yaml = many_keys(rows[i].section, rows[i].used);
        struct config c;
        size_t lines = 0;

        put(buf_text(&yaml));
        load(&c);
        buf_puts(&c.notes, buf_text(&c.warnings));
        for (const char *at = buf_text(&c.notes); *at; at++)
            lines += *at == '\n';
        cr_expect(lines >= 1 && lines <= rows[i].most, "%s: %zu lines", rows[i].section, lines);
        cr_expect_lt(c.notes.len, 10000);
        config_release(&c);
        buf_release(&yaml);
    }
}

static const struct {
    const char *yaml;
    const char *text;
} mistakes[] = {
    {"scan: yes", "c.yaml:1: scan: expected a section with settings"},
    {"scan: {jobs: [3]}", "c.yaml:1: scan.jobs: expected a string"},
    {"scan: {jobs: 65}", "c.yaml:1: scan.jobs: a whole number from 0 to 64 is required"},
    {"scan: {jobs: -1}", "c.yaml:1: scan.jobs: a whole number from 0 to 64 is required"},
    {"processing:\n  max_workers: many",
     "c.yaml:2: processing.max_workers: a whole number from 0 to 64 is required"},
    {"processing: {max_workers: {a: b}}", "c.yaml:1: processing.max_workers: expected a string"},
    {"scan: {mode: fast}",
     "c.yaml:1: scan.mode: invalid mode (choose quick, deep, hybrid or full)"},
    {"scan: {recursive: maybe}", "c.yaml:1: scan.recursive: true or false is required"},
    {"scan: {exclude: [a, /]}",
     "c.yaml:1: scan.exclude: invalid pattern '/' (examples: '*.sample.mkv', Extras/)"},
    {"scan: {exclude: [[a]]}", "c.yaml:1: scan.exclude: expected a list of strings"},
    {"scan: {extensions: [., a]}",
     "c.yaml:1: scan.extensions: a dot is not an extension (example: mkv, mp4)"},
    {"scan: {extensions: ','}",
     "c.yaml:1: scan.extensions: file name extensions are required (example: mkv, mp4)"},
    {"scan: {extention: a}", "c.yaml:1: scan.extention: unknown key (did you mean extensions?)"},
    {"scan: {max_worker: 1}", "c.yaml:1: scan.max_worker: unknown key (did you mean max_workers?)"},
    {"ffmpeg: &a {command: b}", "c.yaml:1: anchors (&), aliases (*) and tags (!) are not supported "
                                "(quote a string that starts with one)"},
};

Test(earlier, only_a_scan_reports_a_mistake_with_its_line)
{
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        struct config c;
        struct why why = {0};

        put(mistakes[i].yaml);
        cr_expect_not(config_load(&c, CONFIG_FOR_SCAN, environment, &why), "%s", mistakes[i].yaml);
        cr_expect_eq(why.status, EX_CONFIG);
        cr_expect_str_eq(why.text, mistakes[i].text, "%s", why.text);
        if (!strchr(mistakes[i].yaml, '&')) {
            cr_assert(config_load(&c, CONFIG_FOR_TRAKT, environment, &why), "%s", why.text);
            config_release(&c);
        }
    }
}

Test(earlier, an_unknown_dissimilar_key_may_be_of_another_version)
{
    struct config c;

    put("scan: {colour: a}");
    load(&c);
    cr_expect_str_eq(buf_text(&c.warnings), "c.yaml:1: scan.colour: unknown key, ignored\n");
    cr_expect_str_eq(buf_text(&c.notes), "");
    config_release(&c);
}

Test(earlier, a_project_may_not_name_a_program_by_the_earlier_name_either)
{
    struct config c;
    char *warning = cvi_format("config.yaml:2: ffmpeg.command: ignored, because it names "
                               "a program to run, and a config file in the current directory is "
                               "not trusted with such a setting (move it to "
                               "%s/.config/cvi/config.yaml, or use --config config.yaml)\n",
                               directory);
    const char *yaml = "ffmpeg:\n  command: ./ffmpeg\nprocessing: {max_workers: 2}\n";

    config_given.file = NULL;
    cr_assert(tmpdir_write(directory, "config.yaml", yaml, strlen(yaml), 0600));
    load(&c);
    cr_expect_str_eq(config_text(&c, CONFIG_SCAN_FFMPEG), "ffmpeg");
    cr_expect_str_eq(config_text(&c, CONFIG_SCAN_JOBS), "2");
    cr_expect_str_eq(buf_text(&c.warnings), warning);
    config_release(&c);
    free(warning);
}

Test(earlier, variables_are_used_by_either_name_or_named)
{
    struct config c;

    put("scan: {jobs: 1, mode: full}");
    environment[variables++] = cvi_strdup("CVI_MAX_WORKERS=8");
    environment[variables++] = cvi_strdup("CVI_DEFAULT_MODE=quick");
    environment[variables++] = cvi_strdup("CVI_SCAN_MODE=deep");
    environment[variables++] = cvi_strdup("CVI_LOG_LEVEL=INFO");
    environment[variables++] = cvi_strdup("CVI_OUTPUT_DIR=/out");
    environment[variables++] = cvi_strdup("CVI_DEFAULT_JSON=");
    load(&c);
    cr_expect_str_eq(c.value[CONFIG_SCAN_JOBS].origin, "CVI_MAX_WORKERS");
    cr_expect_str_eq(config_text(&c, CONFIG_SCAN_MODE), "deep");
    cr_expect_str_eq(
        buf_text(&c.notes),
        "variables of the earlier Python program that are not used here: CVI_LOG_LEVEL, "
        "CVI_OUTPUT_DIR" INSTEAD "CVI_DEFAULT_MODE: ignored, because CVI_SCAN_MODE is set\n");
    cr_expect_str_eq(buf_text(&c.ignored),
                     "ignored\tCVI_LOG_LEVEL\tof the earlier program, not used here (see --quiet "
                     "and --verbose)\n"
                     "ignored\tCVI_OUTPUT_DIR\tof the earlier program, not used here (see "
                     "--output)\n");
    config_release(&c);
}
