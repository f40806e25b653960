/* Each filter lists the members of a record that it reads. A member that it reads without listing
 * it is silently missing. The filters of build/reads (tests/reads) report such reads; here they get
 * the records of all cases. */
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "spawn.h"
#include "words.h"
#include "world.h"

/* Programs and options. Each list of members and each use of the records has a row. */
static const struct run {
    const char *program, *options;
    bool counts; /* it reads more members than the list has; the list is right if the output is that
                  * of the real program, which gets only the listed members */
} runs[] = {
    {"cvi-parse", ""},
    {"cvi-parse", "--again --explain"},
    {"cvi-match", ""},
    {"cvi-match", "--again --explain"},
    {"cvi-add", ""},
    {"cvi-add", "--again --order popularity --extras"},
    {"cvi-add", "--collection"},
    {"cvi-plan", ""},
    {"cvi-plan", "--collection --order year"},
    {"cvi-keep", "kept"},
    {"cvi-keep", "kept --begin"},
    {"cvi-report", "", .counts = true},
    {"cvi-report", "--unmatched --extras", .counts = true},
    {"cvi-report", "--format text --verbose --extras"},
    {"cvi-report", "--format json"},
    {"cvi-report", "--format html"},
};

/* Adds the lines of the cases that are records. */
static void add_records(struct bytes *records)
{
    static const char *const programs[] = {"parse", "match", "add", "plan", "keep", "report"};
    glob_t found = {0};

    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        char *pattern = format_text("tests/cmd/cvi-%s/*.case", programs[i]);

        cr_assert_eq(glob(pattern, i ? GLOB_APPEND : 0, NULL, &found), 0);
        free(pattern);
    }
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct bytes text = {0};
        char *rest = NULL;

        cr_assert(bytes_read_file(&text, found.gl_pathv[i]));
        for (char *line = strtok_r(text.at, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
            if (*line == '{' && strstr(line, "\"filename\""))
                bytes_printf(records, "%s\n", line);
        bytes_release(&text);
    }
    globfree(&found);
}

/* Runs the filter, from the directory `where` below build/, on the records. The member `forgotten`
 * is removed from its list (NULL: none). */
static void filter(const struct run *run, const char *where, const char *forgotten,
                   struct outcome *came)
{
    struct bytes records = {0};
    struct words argv = {0}, options = {0};
    struct world w;

    world_open(&w);
    world_clock(&w, WORLD_CLOCK_MS);
    char *problem = world_sandbox(&w, &options);
    cr_assert_null(problem, "%s", problem);
    world_set(&w, "READS_FORGET", forgotten);
    char *program = format_text("%s/%s/%s", w.build, where, run->program);
    words_add(&argv, program);
    cr_assert(words_split(&argv, run->options));
    add_records(&records);
    spawn_run(&(struct spawn){.argv = argv.at,
                              .env = w.env.at,
                              .cwd = w.tmp,
                              .in = records.at,
                              .in_len = records.len},
              came);
    words_release(&argv);
    bytes_release(&records);
    free(program);
    world_close(&w, NULL);
}

ParameterizedTestParameters(reads, are_all_in_the_list)
{
    static int at[sizeof runs / sizeof *runs];

    for (size_t i = 0; i < sizeof at / sizeof *at; i++)
        at[i] = (int)i;
    return cr_make_param_array(int, at, sizeof at / sizeof *at);
}

ParameterizedTest(int *i, reads, are_all_in_the_list)
{
    const struct run *run = &runs[*i];
    struct outcome came = {0}, plain = {0};

    filter(run, "reads", NULL, &came);
    cr_expect(!came.trouble.len && came.status < 126, "%s %s: status %d, %s", run->program,
              run->options, came.status, bytes_text(&came.trouble));
    const char *told = strstr(bytes_text(&came.err), "reads: ");
    if (run->counts) {
        filter(run, "bin", NULL, &plain);
        cr_expect_str_eq(bytes_text(&came.out), bytes_text(&plain.out));
    } else {
        cr_expect_null(told, "%s %s: %.*s", run->program, run->options,
                       told ? (int)strcspn(told, "\n") : 0, told);
    }
    outcome_release(&came);
    outcome_release(&plain);
}

/* A member that is read but not in the list is reported. */
Test(reads, report_a_member_that_is_not_in_the_list)
{
    static const struct {
        const struct run run;
        const char *member;
    } rows[] = {
        {{"cvi-parse", ""}, "filename"},        {{"cvi-match", ""}, "scan.reasons"},
        {{"cvi-add", ""}, "match.by"},          {{"cvi-add", "--collection"}, "scan.modified"},
        {{"cvi-report", ""}, "match.ids.imdb"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct outcome came = {0};
        char *line = format_text("reads: %s is not in the list of members\n", rows[i].member);

        filter(&rows[i].run, "reads", rows[i].member, &came);
        cr_expect(strstr(bytes_text(&came.err), line), "%s: does not report %s",
                  rows[i].run.program, rows[i].member);
        free(line);
        outcome_release(&came);
    }
}
