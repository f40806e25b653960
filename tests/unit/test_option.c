/* Command lines: every way to write an option, and the messages about wrong ones. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/msg.h"
#include "base/option.h"
#include "child.h"
#include "record/record.h"

enum { MOST_WORDS = 12 };

/* Where the options of the tests store their values. */
static bool again, plain;
static const char *list;
static long jobs;
static int format, shape;
static struct bytes taken;

static bool take_status(const char *word, void *into)
{
    if (record_word(record_scan_words, word) < 0)
        return false;
    bytes_printf(into, "%s;", word);
    return true;
}

static bool take_definition(const char *word, void *into)
{
    if (!strchr(word, '='))
        return false;
    bytes_printf(into, "%s;", word);
    return true;
}

static const char *const formats[] = {"table", "json", NULL};
static const char *const shapes[] = {"round", "square", NULL};

static const struct option group[] = {
    CHOICE(0, "format", &format, "FORMAT", formats, "how to show it"),
    EACH('s', "include-status", &taken, "STATUS...", take_status, record_scan_words, "which"),
    EACH(0, "include-statuses", &taken, "STATUS...", take_status, record_scan_words, NULL),
    REPEAT('D', "define", &taken, "NAME=VALUE", take_definition, "set something"),
    MAYBE('S', "shape", &shape, "SHAPE", shapes, "what it looks like"),
    SELDOM,
    REPEAT(0, "undefine", &taken, "NAME", take_definition, "take back"),
    {0},
};

static const struct option options[] = {
    FLAG('a', "again", &again, "once more"),
    CLEAR(0, "no-plain", &plain,
          "not plain, and in a line that is as long as a line of help can be, if not longer"),
    TEXT('w', "watchlist", &list, "LIST", "where to put it"),
    COUNT('j', "jobs", &jobs, "N", "how many"),
    GROUP(group),
    SELDOM,
    COUNT(0, "with-a-very-long-name", &jobs, "NUMBER", "how many, too"),
    GROUP(option_common),
    {0},
};

static struct program program = {
    .name = "cvi-x",
    .summary = "try options",
    .operands = "[FILE]...",
    .examples = "  cvi-x a\n",
    .options = options,
    .most_operands = -1,
};

/* The words of a command line, separated by single spaces; the word _ is an empty one. */
struct words_of {
    char *copy;
    char *argv[MOST_WORDS + 2];
    int argc;
};

static struct words_of split(const char *line)
{
    static char name[] = "cvi-x";
    struct words_of words = {.copy = copy_text(line, strlen(line)), .argc = 1, .argv = {name}};
    char *rest = *line ? words.copy : NULL;

    for (char *word; (word = strsep(&rest, " ")) != NULL;)
        words.argv[words.argc++] = strcmp(word, "_") == 0 ? word + 1 : word;
    return words;
}

/* Returns everything that the command line set, in one string, for comparison. */
static char *result_of(const char *line)
{
    struct words_of words = split(line);
    struct bytes text = {0};

    again = false;
    plain = true;
    list = "-";
    jobs = format = 0;
    shape = -1;
    bytes_release(&taken);
    int operands = option_parse(&program, words.argc, words.argv);
    bytes_printf(&text, "%s%s%s %ld %s [%s]", again ? "again " : "", plain ? "plain " : "", list,
                 jobs, formats[format], bytes_text(&taken));
    if (shape >= 0)
        bytes_printf(&text, " %s", shapes[shape]);
    for (int i = 1; i <= operands; i++)
        bytes_printf(&text, " <%s>", words.argv[i]);
    cr_expect_null(words.argv[operands + 1], "%s", line);
    free(words.copy);
    return text.at;
}

#define NOTHING "plain - 0 table []"

static const char *const good[][2] = {
    {"", NOTHING},
    /* Long options. */
    {"--again", "again " NOTHING},
    {"--no-plain", "- 0 table []"},
    {"--watchlist=mine", "plain mine 0 table []"},
    {"--watchlist mine", "plain mine 0 table []"},
    {"--watchlist=a=b", "plain a=b 0 table []"},
    {"--watchlist=", "plain  0 table []"},
    {"--watchlist _", "plain  0 table []"},
    {"--watchlist --again", "plain --again 0 table []"},
    {"--watchlist --", "plain -- 0 table []"},
    {"--watchlist a --watchlist b", "plain b 0 table []"},
    {"--jobs=0", NOTHING},
    {"--jobs 1000000000", "plain - 1000000000 table []"},
    {"--format json", "plain - 0 json []"},
    {"--format=JSON", "plain - 0 json []"},
    /* Short options. */
    {"-w mine", "plain mine 0 table []"},
    {"-wmine", "plain mine 0 table []"},
    {"-w =mine", "plain =mine 0 table []"},
    {"-aj7", "again plain - 7 table []"},
    {"-aqvw mine -j 2", "again plain mine 2 table []"},
    {"-qv", NOTHING},
    /* Operands in any position. */
    {"one -a two -j 3 three", "again plain - 3 table [] <one> <two> <three>"},
    {"- -a", "again " NOTHING " <->"},
    {"_ a", NOTHING " <> <a>"},
    {"-a -- -a --again --", "again " NOTHING " <-a> <--again> <-->"},
    {"--", NOTHING},
    /* Separate values. */
    {"--include-status healthy", "plain - 0 table [healthy;]"},
    {"--include-status HEALTHY corrupt a b", "plain - 0 table [HEALTHY;corrupt;] <a> <b>"},
    {"--include-statuses healthy,corrupt suspicious",
     "plain - 0 table [healthy;corrupt;suspicious;]"},
    {"--include-status=healthy corrupt", "plain - 0 table [healthy;corrupt;]"},
    {"-shealthy corrupt -a corrupt", "again plain - 0 table [healthy;corrupt;] <corrupt>"},
    {"--include-status healthy -- corrupt", "plain - 0 table [healthy;] <corrupt>"},
    {"--include-status healthy, a", "plain - 0 table [healthy;] <a>"},
    {"--include-status ,healthy,,corrupt", "plain - 0 table [healthy;corrupt;]"},
    /* An optional value. */
    {"--shape", NOTHING " round"},
    {"--shape square", NOTHING " round <square>"},
    {"--shape=Square", NOTHING " square"},
    {"--shape=square --shape", NOTHING " round"},
    {"-aS -w mine", "again plain mine 0 table [] round"},
    {"-D a=1,2 -Db=3 c=4", "plain - 0 table [a=1,2;b=3;] <c=4>"},
};

Test(option, reads_each_way_to_write_a_command_line)
{
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        char *result = result_of(good[i][0]);

        cr_expect_str_eq(result, good[i][1], "'%s' gives '%s'", good[i][0], result);
        free(result);
    }
    bytes_release(&taken);
}

static int parse(void *line)
{
    free(result_of(line));
    return msg_get_level();
}

static const char *const bad[][2] = {
    {"--agian", "unknown option --agian (did you mean --again?)"},
    {"--agian=x", "unknown option --agian (did you mean --again?)"},
    {"--watchlsit mine", "unknown option --watchlsit (did you mean --watchlist?)"},
    {"--formt=json", "unknown option --formt (did you mean --format?)"},
    {"--verison", "unknown option --verison (did you mean --version?)"},
    {"--agai", "unknown option --agai (did you mean --again?)"},
    {"--something-else", "unknown option --something-else (see cvi-x --help)"},
    {"--=x", "unknown option '--' (see cvi-x --help)"},
    {"---again", "unknown option ---again (did you mean --again?)"},
    {"--watch", "unknown option --watch (did you mean --watchlist?)"},
    {"--include-s", "unknown option --include-s (did you mean --include-status?)"},
    {"--option-tabel", "unknown option --option-tabel (see cvi-x --help)"},
    {"-again", "unknown option -g (did you mean --again?)"},
    {"-w=mine", "-w takes its value without '=' (write -w LIST or --watchlist=LIST)"},
    {"-aw=mine", "-w takes its value without '=' (write -w LIST or --watchlist=LIST)"},
    {"-S=round", "-S takes no value (write --shape=SHAPE)"},
    {"-a=yes", "-a takes no value"},
    {"-=a", "unknown option -= (see cvi-x --help)"},
    {"-format=json", "unknown option -f (did you mean --format?)"},
    {"-x", "unknown option -x (see cvi-x --help)"},
    {"-ax", "unknown option -x (see cvi-x --help)"},
    {"-a-", "unknown option -- (see cvi-x --help)"},
    {"-\xc3\xa9", "unknown option -\xc3\xa9 (see cvi-x --help)"},
    {"--watchlist", "--watchlist: LIST is missing (see cvi-x --help)"},
    {"-aw", "--watchlist: LIST is missing (see cvi-x --help)"},
    {"--include-status", "--include-status: STATUS... is missing (see cvi-x --help)"},
    {"--again=yes", "--again takes no value"},
    {"--again=", "--again takes no value"},
    {"--no-plain=no", "--no-plain takes no value"},
    {"--shape=", "invalid --shape '' (choose round or square)"},
    {"--shape=flat", "invalid --shape 'flat' (choose round or square)"},
    {"--format csv", "invalid --format 'csv' (choose table or json)"},
    {"--format=", "invalid --format '' (choose table or json)"},
    {"--include-status good",
     "invalid --include-status 'good' (choose healthy, suspicious or corrupt)"},
    {"--format jsn", "invalid --format 'jsn' (choose table or json; did you mean json?)"},
    {"--format t", "invalid --format 't' (choose table or json; did you mean table?)"},
    {"--include-status healthy,good",
     "invalid --include-status 'good' (choose healthy, suspicious or corrupt)"},
    {"--include-status=", "invalid --include-status '' (choose healthy, suspicious or corrupt)"},
    {"--include-status , healthy",
     "invalid --include-status ',' (choose healthy, suspicious or corrupt)"},
    {"--define x", "invalid --define 'x' (expected NAME=VALUE)"},
    {"--jobs many", "--jobs: 'many' is not a whole number"},
    {"--jobs=", "--jobs: '' is not a whole number"},
    {"--jobs=-1", "--jobs: '-1' is not a whole number"},
    {"--jobs=+1", "--jobs: '+1' is not a whole number"},
    {"--jobs=1.5", "--jobs: '1.5' is not a whole number"},
    {"--jobs=0x10", "--jobs: '0x10' is not a whole number"},
    {"-j 7s", "--jobs: '7s' is not a whole number"},
};

static void expect_refused(const char *line, const char *why)
{
    struct outcome came = {0};
    char *said = format_text("cvi-x: %s\n", why);

    child_run(parse, (void *)line, NULL, 0, &came);
    cr_expect_eq(came.status, EX_USAGE, "'%s': status %d", line, came.status);
    cr_expect_str_eq(bytes_text(&came.err), said, "'%s': %s", line, bytes_text(&came.err));
    cr_expect_eq(came.out.len, 0, "'%s': %s", line, bytes_text(&came.out));
    free(said);
    outcome_release(&came);
}

Test(option, rejects_wrong_command_lines_with_a_remedy)
{
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        expect_refused(bad[i][0], bad[i][1]);
}

Test(option, reports_the_maximum_for_a_number_that_is_too_large)
{
    static const char *const lines[] = {"--jobs 1000000001", "--jobs 9223372036854775808",
                                        "--jobs 99999999999999999999999999"};

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char *why =
            format_text("--jobs: '%s' is more than 1000000000", lines[i] + strlen("--jobs "));

        expect_refused(lines[i], why);
        free(why);
    }
}

Test(option, counts_the_operands)
{
    program.most_operands = 1;
    expect_refused("a b", "unexpected argument 'b' (see cvi-x --help)");
    expect_refused("a -- -b", "unexpected argument '-b' (see cvi-x --help)");
    program.most_operands = 0;
    expect_refused("-a a", "unexpected argument 'a' (see cvi-x --help)");
}

/* Option tables of scripts. */
static struct buf statuses = {.max = 256};
static const struct option of_script[] = {
    FLAG('a', "again", &again, "once more"),
    {.letter = 's',
     .name = "status",
     .kind = OPTION_LIST,
     .value.list = &statuses,
     .argument = "STATUS...",
     .choices = record_scan_words,
     .help = "which"},
    {0},
};

static char *script_result_of(const char *line)
{
    struct words_of words = split(line);
    struct bytes text = {0};

    again = false;
    buf_release(&statuses);
    int operands = option_parse(&program, words.argc, words.argv);
    bytes_printf(&text, "%s[%s]", again ? "again " : "", buf_text(&statuses));
    for (int i = 1; i <= operands; i++)
        bytes_printf(&text, " <%s>", words.argv[i]);
    free(words.copy);
    return text.at;
}

static void expect_in_script(const char *line, const char *expected)
{
    char *result = script_result_of(line);

    cr_expect_str_eq(result, expected, "'%s' gives '%s'", line, result);
    free(result);
}

Test(option, accepts_an_unchecked_list_and_the_choices_after_it)
{
    program.options = of_script;
    expect_in_script("-s healthy", "[healthy]");
    expect_in_script("--status healthy CORRUPT a corrupt", "[healthy,CORRUPT] <a> <corrupt>");
    expect_in_script("--status=broken suspicious -s, -a corrupt",
                     "again [broken,suspicious,,] <corrupt>");
    expect_in_script("--status= a", "[] <a>");
    buf_release(&statuses);
}

Test(option, leaves_arguments_after_the_first_operand_to_a_command)
{
    program.options = of_script;
    program.options_first = true;
    expect_in_script("-a scan -a --none -- x", "again [] <scan> <-a> <--none> <--> <x>");
    expect_in_script("-- -a x", "[] <-a> <x>");
    expect_in_script("- -a", "[] <-> <-a>");
    expect_in_script("_ -a", "[] <> <-a>");
}

Test(option, reports_mistakes_of_scripts)
{
    program.options = of_script;
    program.missing = "its value";
    program.unknown = "here (options of a command stand after it)";
    expect_refused("-s", "--status: its value is missing (see cvi-x --help)");
    expect_refused("--frobnicate",
                   "unknown option --frobnicate here (options of a command stand after it)");
    expect_refused("-x", "unknown option -x here (options of a command stand after it)");
    expect_refused("--agian", "unknown option --agian (did you mean --again?)");
}

Test(option, reads_the_verbosity)
{
    static const struct {
        const char *line;
        int level;
    } rows[] = {
        {"", MSG_NORMAL}, {"-v", MSG_VERBOSE}, {"a --quiet", MSG_QUIET}, {"-qv", MSG_QUIET}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct outcome came = {0};

        child_run(parse, (void *)rows[i].line, NULL, 0, &came);
        cr_expect_eq(came.status, rows[i].level, "%s", rows[i].line);
        outcome_release(&came);
    }
}

#define HELP_MUCH                                                                                  \
    "cvi-x: try options\n"                                                                         \
    "\n"                                                                                           \
    "usage: cvi-x [OPTION]... [FILE]...\n"                                                         \
    "\n"                                                                                           \
    "examples:\n"                                                                                  \
    "  cvi-x a\n"                                                                                  \
    "\n"                                                                                           \
    "options:\n"                                                                                   \
    "  -a, --again                once more\n"                                                     \
    "      --no-plain             not plain, and in a line that is as long as a line\n"            \
    "                             of help can be, if not longer\n"                                 \
    "  -w, --watchlist=LIST       where to put it\n"                                               \
    "  -j, --jobs=N               how many\n"                                                      \
    "      --format=FORMAT        how to show it\n"                                                \
    "  -s, --include-status=STATUS...\n"                                                           \
    "                             which\n"                                                         \
    "  -D, --define=NAME=VALUE    set something\n"                                                 \
    "  -S, --shape[=SHAPE]        what it looks like\n"                                            \
    "  -q, --quiet                print errors and warnings only\n"                                \
    "  -v, --verbose              print more details\n"                                            \
    "  -h, --help                 show this help (with -v: all options)\n"                         \
    "      --version              show the version\n"

static const char help[] = HELP_MUCH "\n"
                                     "More: cvi-x --help --verbose. Manual: man cvi-x\n";

static const char help_all[] = HELP_MUCH "\n"
                                         "less common options:\n"
                                         "      --undefine=NAME        take back\n"
                                         "      --with-a-very-long-name=NUMBER\n"
                                         "                             how many, too\n"
                                         "\n"
                                         "See also: man cvi-x, man cvi\n";

static const char table[] =
    "cvi-x\t[FILE]...\ttry options\n"
    "a\tagain\t-\t-\tmuch\tonce more\n"
    "-\tno-plain\t-\t-\tmuch\tnot plain, and in a line that is as long as a line of help can be, "
    "if "
    "not longer\n"
    "w\twatchlist\tLIST\t-\tmuch\twhere to put it\n"
    "j\tjobs\tN\t-\tmuch\thow many\n"
    "-\tformat\tFORMAT\ttable,json\tmuch\thow to show it\n"
    "s\tinclude-status\tSTATUS...\thealthy,suspicious,corrupt\tmuch\twhich\n"
    "D\tdefine\tNAME=VALUE\t-\tmuch\tset something\n"
    "S\tshape\t=SHAPE\tround,square\tmuch\twhat it looks like\n"
    "q\tquiet\t-\t-\tmuch\tprint errors and warnings only\n"
    "v\tverbose\t-\t-\tmuch\tprint more details\n"
    "h\thelp\t-\t-\tmuch\tshow this help (with -v: all options)\n"
    "-\tversion\t-\t-\tmuch\tshow the version\n"
    "-\tundefine\tNAME\t-\tseldom\ttake back\n"
    "-\twith-a-very-long-name\tNUMBER\t-\tseldom\thow many, too\n";

Test(option, shows_help_and_version_with_any_other_words)
{
    static const char *const rows[][2] = {
        {"--help", help},
        {"-ah a b", help},
        {"--version --help", help},
        {"-h --verbose", help_all},
        {"-v --help a", help_all},
        {"-h --option-table a", table},
        {"a --version", "cvi-x (cvi) " CVI_VERSION "\n"},
    };

    program.most_operands = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct outcome came = {0};

        child_run(parse, (void *)rows[i][0], NULL, 0, &came);
        cr_expect_eq(came.status, 0);
        cr_expect_str_eq(bytes_text(&came.out), rows[i][1], "%s", bytes_text(&came.out));
        cr_expect_eq(came.err.len, 0);
        outcome_release(&came);
    }
}

static int help_to_full_disk(void *line)
{
    cr_assert_not_null(freopen("/dev/full", "w", stdout));
    return parse(line);
}

Test(option, reports_help_that_cannot_be_written)
{
    struct outcome came = {0};

    child_run(help_to_full_disk, (void *)"--help", NULL, 0, &came);
    cr_expect_eq(came.status, EX_IOERR);
    cr_expect_str_eq(bytes_text(&came.err),
                     "cvi-x: standard output: cannot be written: No space left on device\n");
    outcome_release(&came);
}
