/* Pruning: the titles that are removed, and the guards that object. */
#include <criterion/criterion.h>

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "plan/prune.h"

/* --- One title --- */

/* A title of ours whose file is gone. */
static const struct prune_facts gone = {
    .is_ours = true,
    .has_filename = true,
    .is_absolute = true,
    .is_inside = true,
    .file = PRUNE_FILE_ABSENT,
    .disk = PRUNE_DISK_GONE,
};

Test(prune, goes_only_if_everything_speaks_for_it)
{
    struct prune_facts facts[] = {gone, gone, gone, gone, gone, gone, gone, gone};
    static const enum prune_verdict verdicts[] = {
        PRUNE_GONE,        PRUNE_NOT_OURS, PRUNE_HAS_RECORD, PRUNE_MAY_BE,
        PRUNE_NO_FILENAME, PRUNE_RELATIVE, PRUNE_OUTSIDE,    PRUNE_NOT_OURS,
    };

    facts[1].is_ours = false;
    facts[2].has_record = true;
    facts[3].may_be = true;
    facts[4].has_filename = false;
    facts[5].is_absolute = false;
    facts[6].is_inside = false;
    facts[7] = (struct prune_facts){0};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        enum prune_verdict verdict = prune_decide(PRUNE_ALL, &facts[i]);

        cr_expect_eq(verdict, verdicts[i], "row %zu gave %d", i, verdict);
        cr_expect_eq(prune_goes(verdict), i == 0, "row %zu", i);
    }
    cr_expect_eq(prune_decide(PRUNE_OFF, &gone), PRUNE_NOT_OURS);
}

Test(prune, files_and_disks)
{
    static const struct {
        enum prune_file file;
        enum prune_disk disk;
        enum prune_verdict all, corrupt;
    } rows[] = {
        /* clang-format off */
        {PRUNE_FILE_ABSENT,  PRUNE_DISK_GONE,    PRUNE_GONE,       PRUNE_NOT_CORRUPT},
        {PRUNE_FILE_ABSENT,  PRUNE_DISK_EMPTY,   PRUNE_EMPTY,      PRUNE_EMPTY},
        {PRUNE_FILE_ABSENT,  PRUNE_DISK_MISSING, PRUNE_UNMOUNTED,  PRUNE_UNMOUNTED},
        {PRUNE_FILE_ABSENT,  PRUNE_DISK_SAME,    PRUNE_ON_DISK,    PRUNE_ON_DISK},
        {PRUNE_FILE_ABSENT,  PRUNE_DISK_CHANGED, PRUNE_ON_DISK,    PRUNE_ON_DISK},
        {PRUNE_FILE_ABSENT,  PRUNE_DISK_UNKNOWN, PRUNE_UNREADABLE, PRUNE_UNREADABLE},
        {PRUNE_FILE_CORRUPT, PRUNE_DISK_SAME,    PRUNE_IS_CORRUPT, PRUNE_IS_CORRUPT},
        {PRUNE_FILE_CORRUPT, PRUNE_DISK_GONE,    PRUNE_CHANGED,    PRUNE_CHANGED},
        {PRUNE_FILE_CORRUPT, PRUNE_DISK_EMPTY,   PRUNE_CHANGED,    PRUNE_CHANGED},
        {PRUNE_FILE_CORRUPT, PRUNE_DISK_MISSING, PRUNE_CHANGED,    PRUNE_CHANGED},
        {PRUNE_FILE_CORRUPT, PRUNE_DISK_CHANGED, PRUNE_CHANGED,    PRUNE_CHANGED},
        {PRUNE_FILE_CORRUPT, PRUNE_DISK_UNKNOWN, PRUNE_UNREADABLE, PRUNE_UNREADABLE},
        {PRUNE_FILE_THERE,   PRUNE_DISK_GONE,    PRUNE_SUSPICIOUS, PRUNE_SUSPICIOUS},
        {PRUNE_FILE_HEALTHY, PRUNE_DISK_GONE,    PRUNE_HEALTHY,    PRUNE_HEALTHY},
        /* clang-format on */
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct prune_facts facts = gone;

        facts.file = rows[i].file;
        facts.disk = rows[i].disk;
        cr_expect_eq(prune_decide(PRUNE_ALL, &facts), rows[i].all, "row %zu", i);
        cr_expect_eq(prune_decide(PRUNE_CORRUPT, &facts), rows[i].corrupt, "row %zu", i);
    }
}

/* --- Guards --- */

static char said[4096], path_v[] = "/v", path_w[] = "/w";

static void __attribute__((format(printf, 1, 2))) hear(const char *format, ...)
{
    size_t len = strlen(said);
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(said + len, sizeof said - len, format, arguments);
    va_end(arguments);
    strncat(said, "\n", sizeof said - strlen(said) - 1);
}

static struct prune_root make_root(void)
{
    return (struct prune_root){.path = path_v,
                               .named = path_v,
                               .kind = "ext4",
                               .files = 10,
                               .today = "ext4",
                               .looked = 8,
                               .found = 1};
}

static struct prune_document make_document(struct prune_root *root)
{
    return (struct prune_document){.name = "scan.json",
                                   .is_document = true,
                                   .is_known = true,
                                   .is_finished = true,
                                   .is_inside = true,
                                   .total = 10,
                                   .read = 10,
                                   .finished_at_s = 1000000,
                                   .roots = root,
                                   .root_count = 1};
}

static struct prune_survey make_survey(const struct prune_document *documents, size_t count)
{
    return (struct prune_survey){.documents = documents,
                                 .document_count = count,
                                 .healthy = 10,
                                 .ours = 100,
                                 .going = 20,
                                 .most = -1};
}

/* Returns the guards' objections; "" if there are none. */
static const char *hear_guards(const struct prune_survey *survey)
{
    *said = '\0';
    size_t count = prune_guard(survey, hear), lines = 0;

    for (const char *at = said; (at = strchr(at, '\n')) != NULL; at++)
        lines++;
    cr_expect_eq(count, lines);
    return said;
}

#define EXPECT_SAID(survey, words)                                                                 \
    do {                                                                                           \
        const char *heard = hear_guards(survey);                                                   \
        cr_expect_str_eq(heard, "--prune: " words "\n", "gave: %s", heard);                        \
    } while (0)

Test(prune, guards_are_silent_if_all_is_well)
{
    struct prune_root root = make_root();
    const struct prune_document document = make_document(&root);
    const struct prune_survey survey = make_survey(&document, 1);

    cr_expect_str_eq(hear_guards(&survey), "");
}

Test(prune, guards_of_documents)
{
    struct prune_root root = make_root();
    const struct prune_document sound = make_document(&root);
    struct prune_document document = sound;
    const struct prune_survey survey = make_survey(&document, 1);

    document.is_document = document.is_known = false;
    EXPECT_SAID(&survey, "scan.json: not a complete scan document (cvi-scan --output writes one)");
    document = sound;
    document.is_known = false;
    EXPECT_SAID(&survey, "scan.json: does not state what was scanned, because an earlier version "
                         "wrote it (scan again)");
    document = sound;
    document.read = 9;
    EXPECT_SAID(&survey, "scan.json: has 9 files, but states a total of 10");
    document = sound;
    document.is_finished = false;
    EXPECT_SAID(&survey, "scan.json: the scan is not finished (scan again)");
    document.is_missing_files = true;
    EXPECT_SAID(&survey, "scan.json: the scan missed files: is every disk mounted? (if they were "
                         "deleted, scan once with --allow-loss)");
    document = sound;
    strcpy(document.left_out, "file operands, --extensions");
    EXPECT_SAID(&survey, "scan.json: the scan left out files, because of file operands, "
                         "--extensions (scan whole directories)");
    document = sound;
    document.is_inside = false;
    EXPECT_SAID(&survey, "scan.json: names a file outside the directories that were scanned");
    document = sound;
    document.root_count = 0;
    EXPECT_SAID(&survey, "scan.json: names no directory");
}

Test(prune, guards_of_directories)
{
    const struct prune_root sound = make_root();
    struct prune_root root = sound;
    const struct prune_document document = make_document(&root);
    const struct prune_survey survey = make_survey(&document, 1);

    root.error = ENOENT;
    EXPECT_SAID(&survey, "/v: No such file or directory: is it mounted?");
    root = sound;
    root.is_empty = true;
    EXPECT_SAID(&survey, "/v: empty: is it mounted?");
    root = sound;
    strcpy(root.today, "xfs");
    EXPECT_SAID(&survey,
                "/v: the file system is xfs now, but was ext4 at the scan: is the disk mounted?");
    root = sound;
    *root.kind = '\0';
    EXPECT_SAID(&survey,
                "/v: the file system is ext4 now, but was unknown at the scan: is the disk "
                "mounted?");
    root = sound;
    root.files = 0;
    EXPECT_SAID(&survey, "/v: had no files when it was scanned: was it mounted? (scan.json)");
    root = sound;
    root.found = 0;
    EXPECT_SAID(&survey, "/v: none of the expected files exists: is it mounted?");
    root.looked = 0;
    cr_expect_str_eq(hear_guards(&survey), "");
}

Test(prune, guards_of_parts)
{
    struct prune_root roots[] = {make_root(), make_root(), make_root()};
    struct prune_document d[] = {make_document(&roots[0]), make_document(&roots[1]),
                                 make_document(&roots[2])};
    const struct prune_survey two = make_survey(d, 2), three = make_survey(d, 3);

    for (int i = 0; i < 3; i++) {
        d[i].shards = 3;
        d[i].shard = i + 1;
    }
    d[1].name = "two.json";
    roots[1].files = 0; /* a part may have no files */
    cr_expect_str_eq(hear_guards(&three), "");
    cr_expect(strstr(hear_guards(&two), "scan.json: is part 1 of 3 of a scan, and part 3 is "
                                        "missing (give --scan for each part)"));
    d[2].shards = 4;
    cr_expect(strstr(hear_guards(&three), "scan.json: is part 1 of 3 of a scan, and part 3 "));
    d[2].shards = 3;
    roots[2].path = path_w;
    cr_expect(strstr(hear_guards(&three), "scan.json: is part 1 of 3 of a scan, and part 3 "));
    roots[2].path = path_v;
    d[1].finished_at_s -= 86400;
    cr_expect_str_eq(hear_guards(&three), "");
    d[1].finished_at_s--;
    cr_expect(strstr(hear_guards(&three), "two.json: this part of the scan is more than a day "
                                          "older than scan.json (scan this part again)"));
}

Test(prune, guards_of_the_rest)
{
    struct prune_root root = make_root();
    const struct prune_document document = make_document(&root);
    const struct prune_survey sound = make_survey(&document, 1);
    struct prune_survey survey = sound;

    survey.healthy = 0;
    EXPECT_SAID(&survey, "the scan has no healthy files");
    survey = sound;
    survey.healthy_unread = 1;
    EXPECT_SAID(&survey,
                "1 healthy file of the scan has no record in the input: the input was filtered, "
                "or comes from another scan");
    survey = sound;
    survey.retry = 2;
    EXPECT_SAID(&survey, "2 records could not be matched yet: try again later");
    survey = sound;
    survey.nameless = 1;
    EXPECT_SAID(&survey, "1 line of the input names no file");
    survey = sound;
    survey.ledger_fault = "locked";
    EXPECT_SAID(&survey, "the ledger, which records what cvi has changed, cannot be used: locked");
    survey = sound;
    survey.going = 21;
    EXPECT_SAID(&survey,
                "21 of 100 titles would be removed, more than 20 % (--max-remove 21 allows it)");
    survey.most = 20;
    EXPECT_SAID(&survey, "21 of 100 titles would be removed, more than --max-remove 20");
    survey.most = 21;
    cr_expect_str_eq(hear_guards(&survey), "");
}

Test(prune, a_fifth_may_go_and_one_at_least)
{
    static const struct {
        uint64_t ours;
        long most;
        uint64_t may;
    } rows[] = {
        {0, -1, 1},   {1, -1, 1},    {4, -1, 1},    {5, -1, 1}, {9, -1, 1}, {10, -1, 2},
        {99, -1, 19}, {100, -1, 20}, {101, -1, 20}, {3, 0, 0},  {3, 7, 7},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct prune_survey survey = {.ours = rows[i].ours, .most = rows[i].most};

        cr_expect_eq(prune_most(&survey), rows[i].may, "row %zu", i);
    }
}

Test(prune, several_guards_speak)
{
    struct prune_root root = make_root();
    const struct prune_document document = make_document(&root);
    struct prune_survey survey = make_survey(&document, 1);

    root.is_empty = true;
    survey.healthy = 0;
    survey.going = 100;
    cr_expect_eq(prune_guard(&survey, hear), 3);
}
