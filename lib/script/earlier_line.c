/* Translates command lines of the earlier Python program with two tables: its commands, and the
 * options of those commands that still exist. An option that requests the default behaviour is
 * accepted and ignored. */
#include "script/earlier_line.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "script/shell.h"

#define EXTRACT "cvi-extract --all scan_results.json | "
#define REPORT EXTRACT "cvi-report --quiet --output "
#define PROFILE "settings are in a config file: --config FILE"
#define SYNC_AFTER "after the scan, run: corrupt-video-inspector trakt sync scan_results.json"
#define LIST_FILES "before a scan, use find; after it: " EXTRACT "jq -r .filename"

/* clang-format off */
static const struct command {
    const char *before;  /* first word of a two-word command; NULL: none */
    const char *word;    /* the command; NULL: any word that no earlier row has */
    const char *here;    /* the "trakt" command to run instead; NULL: none */
    const char *text;    /* argument to add; if `here` is NULL, what to do instead */
    const char *also;    /* another program to run; NULL: none */
} commands[] = {
    {NULL,       "show-config", "sync", "--print-config", "cvi-scan"},
    {NULL,       "init-config", NULL, "a config file is optional; to write one, see 'corrupt-video-inspector help config'", NULL},
    {NULL,       "list-files",  NULL, LIST_FILES, NULL},
    {NULL,       "test-ffmpeg", NULL, "'scan' reports a missing ffmpeg; to test ffmpeg yourself, run: ffmpeg -version", NULL},
    {NULL,       "report",      NULL, "run: " REPORT "report.html", NULL},
    {"database", "query",       NULL, "to select results, run: cvi-extract --include-status corrupt scan_results.json", NULL},
    {"database", "export",      NULL, "run: " REPORT "report.csv", NULL},
    {"database", "stats",       NULL, "run: " EXTRACT "jq -r .scan.status | sort | uniq -c", NULL},
    {"database", "cleanup",     NULL, "to make the scan cache forget files that no longer exist: cvi-scan --forget=365d DIRECTORY", NULL},
    {"database", "backup",      NULL, "copy the file that 'scan --output' writes", NULL},
    {"database", NULL,          NULL, "results are in the file that 'scan --output' writes; to report them, run: " REPORT "report.html", NULL},
};

enum does {
    DROP,      /* the option is ignored: the behaviour is the default here */
    JOBS,      /* the option is renamed to `text`; its value is a number of jobs */
    DAYS,      /* the option is renamed to `text`; its value is an age, by default in days */
    INSTEAD,   /* the words in `text` replace the option */
    CLIENT_ID, /* the value is the client id */
    NO_ASKING, /* cancels each --interactive before it on the command line */
    OUTPUT,    /* the option is ignored if there is an --output; otherwise, it is refused */
    REFUSE,    /* the option is an error; `text` states what to do instead */
};

static const struct meaning {
    const char *command; /* last word of the command; NULL: any command */
    char letter;         /* '\0': no letter */
    const char *name;
    bool takes_value;
    const char *only;    /* the row is for this value only; NULL: any value */
    enum does does;
    const char *text;
} meanings[] = {
    {"scan", 'w', "max-workers",    true,  NULL,   JOBS,      "jobs"},
    {"scan", 0,   "resume",         false, NULL,   DROP,      NULL},
    {"scan", 0,   "no-resume",      false, NULL,   INSTEAD,   "--again"},
    {"scan", 0,   "incremental",    false, NULL,   DROP,      NULL},
    {"scan", 0,   "full-scan",      false, NULL,   INSTEAD,   "--again"},
    {"scan", 0,   "max-age",        true,  NULL,   DAYS,      "older-than"},
    {"scan", 0,   "format",         true,  "json", DROP,      NULL},
    {"scan", 0,   "format",         true,  "csv",  REFUSE,    "--output writes JSON; then: " REPORT "report.csv"},
    {"scan", 0,   "format",         true,  "yaml", REFUSE,    "--output writes JSON, which is also YAML"},
    {"scan", 0,   "pretty",         false, NULL,   DROP,      NULL},
    {"scan", 0,   "no-pretty",      false, NULL,   DROP,      NULL},
    {"scan", 0,   "store-db",       false, NULL,   DROP,      NULL},
    {"scan", 0,   "no-store-db",    false, NULL,   INSTEAD,   "--no-cache"},
    {"scan", 0,   "json",           false, NULL,   OUTPUT,    "name the file: --output scan_results.json"},
    {"scan", 'l', "list-videos",    false, NULL,   REFUSE,    LIST_FILES},
    {"sync", 0,   "no-interactive", false, NULL,   NO_ASKING, NULL},
    {"sync", 0,   "client-id",      true,  NULL,   CLIENT_ID, NULL},
    {"sync", 0,   "filter-corrupt", false, NULL,   INSTEAD,   "--include-status=healthy"},
    {"sync", 0,   "include-corrupt", false, NULL,  INSTEAD,   "--include-status=healthy,suspicious,corrupt"},
    {"sync", 's', "scan-id",        true,  NULL,   REFUSE,    "name the file with the results: trakt sync scan_results.json"},
    {"sync", 0,   "min-confidence", true,  NULL,   REFUSE,    "results are chosen by --include-status; a title is added only when the match is certain"},
    {NULL,   0,   "profile",        true,  NULL,   REFUSE,    PROFILE},
    {NULL,   0,   "trakt-sync",     false, NULL,   REFUSE,    SYNC_AFTER},
    {"show-config", 0, "all-configs", false, NULL, DROP,      NULL},
    {"show-config", 0, "debug",     false, NULL,   DROP,      NULL},
};
/* clang-format on */

enum {
    MOST_DIGITS = 6,  /* digits of an age */
    MOST_JOBS = 4096, /* as in scan/setup */
    COMMANDS = sizeof commands / sizeof *commands,
    MEANINGS = sizeof meanings / sizeof *meanings
};

static bool same(const char *one, const char *other)
{
    return one && other ? strcmp(one, other) == 0 : one == other;
}

static bool refuse(struct why *why, const char *before, const char *word, const char *text)
{
    return why_set(why, EX_USAGE, "%s%s%s: not available here (%s)", before ? before : "",
                   before ? " " : "", word, text);
}

/* --- Commands --- */

static const struct command *find_command(const char *before, const char *word)
{
    for (const struct command *c = commands; c < commands + COMMANDS; c++) {
        if (same(c->before, before) && (!c->word || same(c->word, word)))
            return c;
    }
    return NULL;
}

/* Returns whether the word is a path. Commands have no slash or dot; paths of scan documents nearly
 * always have one. */
static bool is_file(const char *word)
{
    return strpbrk(word, "./") != NULL;
}

static bool is_directory(const char *word)
{
    return strchr(word, '/') || strcmp(word, ".") == 0 || strcmp(word, "..") == 0;
}

/* Finds the command, and sets its members of `line`. Returns the command's name in `meanings`.
 * Returns NULL with `why` if the command has no counterpart here. Sets *first to the index of the
 * first argument in `words`. */
static const char *read_command(struct earlier_line *line, const char *before, char *const *words,
                                int *first, struct why *why)
{
    const struct command *c = NULL;

    *first = 1;
    line->before = before;
    line->word = words[0];
    if (same(before, "trakt") && (is_file(words[0]) || *words[0] == '-')) {
        *first = 0;
        return line->word = "sync";
    }
    if (!before && is_directory(words[0])) {
        why_set(why, EX_USAGE, "'%s' is a path, not a command (to scan it, put 'scan' before it)",
                words[0]);
        return NULL;
    }
    if (!before && same(words[0], "database"))
        c = find_command(words[0], words[1] ? words[1] : "");
    else
        c = find_command(before, words[0]);
    if (c && !c->here) {
        refuse(why, c->word ? c->before : NULL, c->word ? c->word : c->before, c->text);
        return NULL;
    }
    if (c) {
        line->before = "trakt";
        line->word = c->here;
        line->also = c->also;
        buf_printf(&line->words, " %s", c->text);
    }
    return words[0];
}

/* --- Options --- */

static void add_word(struct earlier_line *line, const char *word)
{
    buf_putc(&line->words, ' ');
    shell_quote(&line->words, word);
}

/* Returns whether `word` is the option of the row `m`. Sets *value to the option's value, which is
 * in `word` or is `next`; NULL if the option has no value. */
static bool fits(const struct meaning *m, const char *command, const char *word, const char *next,
                 const char **value)
{
    bool is_long = strncmp(word, "--", 2) == 0;
    size_t len = is_long ? 2 + strlen(m->name) : 2;

    *value = NULL;
    if ((m->command && strcmp(m->command, command) != 0) || word[0] != '-')
        return false;
    if (is_long ? strncmp(word + 2, m->name, len - 2) != 0 : !m->letter || word[1] != m->letter)
        return false;
    word += len;
    if (!m->takes_value)
        return !*word;
    if (is_long && *word && *word != '=')
        return false;
    *value = *word ? word + is_long : next;
    return !m->only || (*value && text_same(*value, m->only));
}

static const struct meaning *find_meaning(const char *command, const char *word, const char *next,
                                          const char **value)
{
    for (const struct meaning *m = meanings; m < meanings + MEANINGS; m++) {
        if (fits(m, command, word, next, value))
            return m;
    }
    return NULL;
}

/* Returns whether the text is an age: a number, with or without h, d or w after it. */
static bool is_age(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    const char *unit = text + digits;

    return digits && digits <= MOST_DIGITS && (!*unit || (strchr("hdw", *unit) && !unit[1]));
}

/* Adds the option under its name here. Checks the value first, so that a message shows the name
 * that was typed. */
static bool rename_option(struct earlier_line *line, const struct meaning *m, const char *value,
                          struct why *why)
{
    bool days = m->does == DAYS;
    long jobs;

    if (!value)
        return why_set(why, EX_USAGE, "--%s: %s is missing", m->name, days ? "AGE" : "N");
    if (days && !is_age(value))
        return why_set(why, EX_USAGE, "--%s: invalid age '%s' (examples: 90d, 12h, 2w)", m->name,
                       value);
    if (!days && !text_number(value, LONG_MAX, &jobs))
        return why_set(why, EX_USAGE, "--%s: '%s' is not a whole number", m->name, value);
    if (!days && jobs > MOST_JOBS)
        return why_set(why, EX_USAGE, "--%s: at most %d", m->name, MOST_JOBS);
    bool bare = days && !value[strspn(value, "0123456789")];
    char *word = cvi_format("--%s=%s%s", m->text, value, bare ? "d" : "");

    add_word(line, word);
    free(word);
    return true;
}

static bool is_option(const char *word, char letter, const char *name)
{
    size_t len = strlen(name);

    if (strncmp(word, "--", 2) == 0)
        return strncmp(word + 2, name, len) == 0 && (!word[2 + len] || word[2 + len] == '=');
    return word[0] == '-' && word[1] == letter;
}

/* Returns the last occurrence of an option before "--", or NULL. */
static char *const *last_option(char *const *words, char letter, const char *name)
{
    char *const *last = NULL;

    for (; *words && strcmp(*words, "--") != 0; words++) {
        if (is_option(*words, letter, name))
            last = words;
    }
    return last;
}

static bool apply(struct earlier_line *line, const struct meaning *m, const char *value,
                  const char *before, const char *command, bool has_output, struct why *why)
{
    if (m->does == OUTPUT && has_output)
        return true;
    switch (m->does) {
    case DROP:
    case NO_ASKING:
        break;
    case JOBS:
    case DAYS:
        return rename_option(line, m, value, why);
    case INSTEAD:
        add_word(line, m->text);
        break;
    case CLIENT_ID:
        if (!value)
            return why_set(why, EX_USAGE, "--%s: ID is missing", m->name);
        line->client_id = value;
        break;
    case OUTPUT:
    case REFUSE: {
        char *option =
            cvi_format("%s --%s%s%s", command, m->name, m->only ? " " : "", m->only ? m->only : "");

        refuse(why, before, option, m->text);
        free(option);
        return false;
    }
    }
    return true;
}

/* Translates the options up to "--", and adds all other words unchanged. */
static bool read_options(struct earlier_line *line, const char *command, const char *before,
                         char *const *words, struct why *why)
{
    bool sync = strcmp(command, "sync") == 0;
    bool has_output = last_option(words, 'o', "output") != NULL;
    char *const *no_asking = sync ? last_option(words, '\0', "no-interactive") : NULL;

    for (bool options = true; *words; words++) {
        const char *word = *words, *value;
        const struct meaning *m = NULL;

        options = options && strcmp(word, "--") != 0;
        if (options && words < no_asking && is_option(word, 'i', "interactive"))
            continue;
        if (options)
            m = find_meaning(command, word, words[1], &value);
        if (!m) {
            add_word(line, word);
            continue;
        }
        if (!apply(line, m, value, before, command, has_output, why))
            return false;
        line->changed = true;
        words += value && value == words[1];
    }
    return true;
}

bool earlier_line_has_file(char *const *words)
{
    for (; *words; words++) {
        if (**words != '-' && is_file(*words))
            return true;
    }
    return false;
}

bool earlier_line_refuses(const char *option, struct why *why)
{
    const char *value;
    const struct meaning *m = find_meaning("", option, NULL, &value);

    return m && !refuse(why, NULL, option, m->text);
}

bool earlier_line_read(struct earlier_line *line, const char *before, char *const *words,
                       struct why *why)
{
    int first;

    *line = (struct earlier_line){.words = BUF_INIT(SIZE_MAX / 2)};
    const char *command = read_command(line, before, words, &first, why);
    if (!command || !read_options(line, command, before, words + first, why))
        return false;
    line->changed = line->changed || line->word != words[0];
    return true;
}

void earlier_line_release(struct earlier_line *line)
{
    buf_release(&line->words);
}
