/* Command lines of the earlier program: the replacement words, or the message that names an
 * alternative. */
#include <criterion/criterion.h>
#include <string.h>

#include "script/earlier_line.h"

enum { MOST_WORDS = 16 };

static const struct row {
    const char *line;  /* words, separated by spaces */
    const char *word;  /* the command below "trakt" here; NULL: the line's own */
    const char *words; /* NULL: the line is unchanged */
} translated[] = {
    {"scan v --max-workers 4", NULL, " v --jobs=4"},
    {"scan --max-workers=4 v", NULL, " --jobs=4 v"},
    {"scan -w 4 v", NULL, " --jobs=4 v"},
    {"scan -w4 v", NULL, " --jobs=4 v"},
    {"scan --resume v", NULL, " v"},
    {"scan v --no-resume", NULL, " v --again"},
    {"scan v --incremental --max-age 30", NULL, " v --older-than=30d"},
    {"scan v --max-age=2w", NULL, " v --older-than=2w"},
    {"scan v --full-scan -o f", NULL, " v --again -o f"},
    {"scan v --format JSON --pretty --no-pretty", NULL, " v"},
    {"scan v --store-db", NULL, " v"},
    {"scan v --no-store-db", NULL, " v --no-cache"},
    {"scan --resume -- --resume", NULL, " -- --resume"},
    {"scan --resume $(x) it's", NULL, " '$(x)' 'it'\\''s'"},
    {"scan v --json -o f", NULL, " v -o f"},
    {"scan --json v --output=f", NULL, " v --output=f"},
    {"trakt sync f --no-interactive", NULL, " f"},
    {"trakt sync f -i --no-interactive", NULL, " f"},
    {"trakt f.json --interactive=doubtful -n --no-interactive", "sync", " f.json -n"},
    {"trakt sync f --no-interactive -i", NULL, " f -i"},
    {"trakt sync -i --no-interactive -- -i", NULL, " -- -i"},
    {"trakt sync f --filter-corrupt", NULL, " f --include-status=healthy"},
    {"trakt sync f --include-corrupt", NULL, " f --include-status=healthy,suspicious,corrupt"},
    {"trakt f.json -t T", "sync", " f.json -t T"},
    {"trakt --token T f.json --no-interactive", "sync", " --token T f.json"},
    {"trakt ./f --no-interactive", "sync", " ./f"},
    {"show-config --all-configs --debug", "sync", " --print-config"},
    {"show-config -c f", "sync", " --print-config -c f"},
    {"scan v", NULL, NULL},
    {"scan . --output f", NULL, NULL},
    {"scan v --", NULL, NULL},
    {"scan -- --resume", NULL, NULL},
    {"scan v --resume=yes", NULL, NULL},
    {"scan v --resumed --max-workers4 -", NULL, NULL},
    {"scan v --format", NULL, NULL},
    {"scan v --format xml", NULL, NULL},
    {"scan v --no-interactive", NULL, NULL},
    {"trakt sync f --max-workers 4", NULL, NULL},
    {"trakt view --no-interactive", NULL, NULL},
    {"trakt frobnicate", NULL, NULL},
    {"frobnicate x", NULL, NULL},
    {"scan.json", NULL, NULL},
};

static const struct refusal {
    const char *line;
    const char *object; /* the beginning of the message */
} refused[] = {
    {"list-files v", "list-files: not available here (before a scan, use find; "},
    {"test-ffmpeg", "test-ffmpeg: not available here ("},
    {"init-config", "init-config: not available here ("},
    {"report --scan-id 3", "report: not available here (run: cvi-extract --all "},
    {"database", "database: not available here ("},
    {"database frobnicate", "database: not available here ("},
    {"database query --format json", "database query: not available here ("},
    {"database cleanup", "database cleanup: not available here ("},
    {"/videos --mode deep", "'/videos' is a path, not a command (to scan it, put 'scan' "},
    {"..", "'..' is a path"},
    {"scan v --list-videos", "scan --list-videos: not available here ("},
    {"scan v -l", "scan --list-videos: not available here ("},
    {"scan v --json", "scan --json: not available here (name the file: "},
    {"scan v --format=csv", "scan --format csv: not available here ("},
    {"scan v --format yaml", "scan --format yaml: not available here ("},
    {"scan v --json -- -o f", "scan --json: not available here (name the file: "},
    {"trakt sync -s 3", "trakt sync --scan-id: not available here (name the file "},
    {"trakt f.json --min-confidence 0.5", "trakt sync --min-confidence: not available here ("},
    {"trakt sync f --client-id", "--client-id: ID is missing"},
    {"scan v --max-workers", "--max-workers: N is missing"},
    {"scan v -w", "--max-workers: N is missing"},
    {"scan v --max-workers=", "--max-workers: '' is not a whole number"},
    {"scan v -w x", "--max-workers: 'x' is not a whole number"},
    {"scan v -w 4097", "--max-workers: at most 4096"},
    {"scan --max-workers --resume v", "--max-workers: '--resume' is not a whole number"},
    {"scan v --max-age", "--max-age: AGE is missing"},
    {"scan v --max-age=", "--max-age: invalid age '' (examples: 90d, 12h, 2w)"},
    {"scan v --max-age x", "--max-age: invalid age 'x' ("},
    {"scan v --max-age 7x", "--max-age: invalid age '7x' ("},
    {"scan v --max-age 7dd", "--max-age: invalid age '7dd' ("},
    {"scan v --profile fast", "scan --profile: not available here ("},
    {"trakt sync f --profile=fast", "trakt sync --profile: not available here ("},
    {"trakt --profile fast f.json", "trakt sync --profile: not available here ("},
    {"scan v --trakt-sync", "scan --trakt-sync: not available here (after the scan, "},
};

/* Reads a line; words holds a copy of it. */
static bool read_line(const char *text, char *words, size_t size, struct earlier_line *line,
                      struct why *why)
{
    char *word[MOST_WORDS + 1] = {0};
    int count = 0;
    char *rest = words;

    cr_assert(strlen(text) < size);
    memcpy(words, text, strlen(text) + 1);
    for (char *at; count < MOST_WORDS && (at = strsep(&rest, " ")) != NULL;)
        word[count++] = at;
    bool trakt = strcmp(word[0], "trakt") == 0;
    return earlier_line_read(line, trakt ? word[0] : NULL, word + trakt, why);
}

Test(earlier_line, translates_lines)
{
    for (size_t i = 0; i < sizeof translated / sizeof *translated; i++) {
        const struct row *row = &translated[i];
        struct earlier_line line;
        struct why why = {0};
        char words[256];

        cr_expect(read_line(row->line, words, sizeof words, &line, &why), "%s: %s", row->line,
                  why.text);
        cr_expect_eq(line.changed, row->words != NULL, "%s", row->line);
        if (row->words)
            cr_expect_str_eq(buf_text(&line.words), row->words, "%s gives%s", row->line,
                             buf_text(&line.words));
        if (row->word) {
            cr_expect_str_eq(line.before, "trakt", "%s", row->line);
            cr_expect_str_eq(line.word, row->word, "%s", row->line);
        }
        cr_expect_null(line.client_id);
        cr_expect_eq(line.also != NULL, strncmp(row->line, "show-config", 11) == 0, "%s",
                     row->line);
        earlier_line_release(&line);
    }
}

Test(earlier_line, refuses_lines_with_a_way_out)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const struct refusal *row = &refused[i];
        struct earlier_line line;
        struct why why = {0};
        char words[256];

        cr_expect_not(read_line(row->line, words, sizeof words, &line, &why), "%s", row->line);
        cr_expect_eq(why.status, EX_USAGE, "%s", row->line);
        cr_expect_eq(strncmp(why.text, row->object, strlen(row->object)), 0, "%s: %s", row->line,
                     why.text);
        earlier_line_release(&line);
    }
}

/* The client id is not an argument: the program gets it in the environment. */
Test(earlier_line, takes_the_client_id_out)
{
    struct earlier_line line;
    struct why why;
    char words[256];

    cr_assert(read_line("trakt sync f --client-id=my-id -i", words, sizeof words, &line, &why));
    cr_expect_str_eq(line.client_id, "my-id");
    cr_expect_str_eq(buf_text(&line.words), " f -i");
    earlier_line_release(&line);
    cr_assert(read_line("trakt f.json --client-id my-id", words, sizeof words, &line, &why));
    cr_expect_str_eq(line.client_id, "my-id");
    cr_expect_str_eq(buf_text(&line.words), " f.json");
    earlier_line_release(&line);
}
