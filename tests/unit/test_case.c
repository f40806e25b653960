/* The test harness itself: a case with unexpected results must be reported, and a mistake in a case
 * must not pass as a test. */
#include "case.h"

#include "compare.h"
#include "dialogue.h"
#include "play.h"
#include "rewrite.h"
#include "spawn.h"
#include "tmpdir.h"
#include "words.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static struct bytes text_of(const char *text)
{
    struct bytes b = {0};

    bytes_puts(&b, text);
    return b;
}

Test(words, are_split_as_a_shell_would)
{
    static const struct {
        const char *text;
        bool good;
        const char *joined; /* separated by | */
    } table[] = {
        {"", true, ""},
        {" a  b\tc\nd ", true, "a|b|c|d"},
        {"'a b' \"c \\\" \\\\ \\n d\" e\\ f", true, "a b|c \" \\ \\n d|e f"},
        {"'' x\"\"'y'z", true, "|xyz"},
        {"'\\' $HOME * #x", true, "\\|$HOME|*|#x"},
        {"'open", false, ""},
        {"a \"open", false, "a"},
    };

    for (size_t i = 0; i < COUNT(table); i++) {
        struct words words = {0};
        struct bytes joined = {0};
        bool good = words_split(&words, table[i].text);
        for (size_t n = 0; n < words.count; n++)
            bytes_printf(&joined, "%s%s", n ? "|" : "", words.at[n]);
        cr_expect(good == table[i].good, "%s", table[i].text);
        cr_expect_str_eq(bytes_text(&joined), table[i].joined);
        bytes_release(&joined);
        words_release(&words);
    }
}

Test(bytes, are_unescaped_and_replaced)
{
    struct bytes b = text_of("a\\x41\\n\\t\\r\\\\ @X@@X@ ");

    cr_expect(bytes_unescape(&b));
    bytes_replace(&b, "@X@", "yes");
    bytes_replace(&b, "", "never");
    cr_expect_str_eq(b.at, "aA\n\t\r\\ yesyes ");
    bytes_release(&b);
    for (const char *const *bad =
             (const char *const[]){"\\", "\\q", "\\x4", "\\xg1", "\\x 1", NULL};
         *bad; bad++) {
        b = text_of(*bad);
        cr_expect(!bytes_unescape(&b), "%s", *bad);
        cr_expect_str_eq(b.at, *bad);
        bytes_release(&b);
    }
}

Test(case_file, reports_its_mistakes)
{
    static const char *const table[][2] = {
        {"", "needs one section 'args' or 'run'"},
        {"--- args\n--- run\n", "needs one section 'args' or 'run'"},
        {"--- args\n--- owt\n", "line 2: unknown section 'owt'"},
        {"--- args\n\n--- args\n", "line 3: a second 'args'"},
        {"--- args x\n", "line 1: 'args' does not take 'x'"},
        {"--- args\n--- out contain\n", "line 2: 'out' does not take 'contain'"},
        {"--- args\n--- out absent\n", "line 2: 'out' does not take 'absent'"},
        {"--- args\n--- out unordered\n", "line 2: 'out' does not take 'unordered'"},
        {"--- args\n--- out json contains\n", "line 2: 'out' does not take 'contains'"},
        {"--- args\n--- out contains\n", "line 2: 'out' has nothing to look for"},
        {"--- args\n--- err any\nx\n", "line 2: no text follows 'err' with this option"},
        {"--- args\n--- out count x y\n", "line 2: 'out' does not take 'count'"},
        {"--- args\n--- out 'x\n", "line 2: a quote is not closed"},
        {"--- args\n--- file\n", "line 2: 'file' needs a file name"},
        {"--- args\n--- file x mode=9\n", "line 2: 'file' does not take 'mode=9'"},
        {"--- args\n--- in escapes\n\\q\n", "line 2: unknown escape in 'in'"},
        {"--- args\n--- in repeat=-1\n", "line 2: 'in' does not take 'repeat=-1'"},
        {"--- args\n--- status 256\n", "line 2: 'status' needs a number from 0 to 255"},
        {"--- args\n--- status\n\n", "line 2: 'status' needs a number from 0 to 255"},
        {"--- args\n--- screen\n", "line 2: 'screen' needs 'tty'"},
        {"--- args\n--- log\n", "line 2: 'log' needs 'sandbox'"},
        {"--- args\n--- tty stdout\n--- out\n",
         "line 3: that stream is the terminal: look at 'screen'"},
        {"--- args\n--- tty stdin\n--- in\n", "line 3: standard input is the terminal"},
        {"--- args\n--- tty stdoin\n", "line 2: 'tty' does not take 'stdoin'"},
    };

    for (size_t i = 0; i < COUNT(table); i++) {
        struct test_case c;
        char *why = case_parse(&c, table[i][0], strlen(table[i][0]));
        cr_expect_str_eq(why ? why : "(nothing)", table[i][1]);
        free(why);
        case_release(&c);
    }
}

Test(case_file, is_read_section_by_section)
{
    static const char text[] =
        "What it shows.\n--- args\n-x 'a b'\n--- file d/f mode=0600 noeol\n\n---\nend\n"
        "--- in escapes repeat=3 held\n\\x2d-- out\\0x\n--- status\n65\n"
        "--- out count 2 two  words\n--- after d/f mode=0600";
    struct bytes unescapable = text_of(text);
    struct test_case c;

    bytes_replace(&unescapable, "\\0x", "\\x00x");
    char *why = case_parse(&c, unescapable.at, unescapable.len);
    cr_assert_null(why, "%s", why);
    cr_assert(c.count == 6);
    cr_expect_str_eq(bytes_text(&c.sections[0].body), "-x 'a b'\n");
    cr_expect_str_eq(c.sections[1].name, "d/f");
    cr_expect_str_eq(bytes_text(&c.sections[1].body), "\n---\nend");
    cr_expect(c.sections[1].mode == 0600);
    cr_expect(c.sections[2].number == 3 && c.sections[2].held);
    cr_expect(c.sections[2].body.len == 10 && !memcmp(c.sections[2].body.at, "--- out\0x\n", 10));
    cr_expect(c.sections[3].number == 65);
    cr_expect(c.sections[4].number == 2 && c.sections[4].way == WAY_COUNT);
    cr_expect_str_eq(c.sections[4].name, "two words");
    cr_expect(c.sections[5].way == WAY_ANY && c.sections[5].line == 13);
    case_release(&c);
    bytes_release(&unescapable);
}

typedef bool comparison(const struct bytes *expected, const struct bytes *actual,
                        struct bytes *why);

static bool ordered(const struct bytes *expected, const struct bytes *actual, struct bytes *why)
{
    return compare_json(expected, actual, true, why);
}

static bool unordered(const struct bytes *expected, const struct bytes *actual, struct bytes *why)
{
    return compare_json(expected, actual, false, why);
}

Test(comparison, tells_every_mismatch)
{
    static const struct {
        comparison *compare;
        const char *expected, *actual;
        const char *told; /* part of the message; NULL if they agree */
    } table[] = {
        {compare_exact, "", "", NULL},
        {compare_exact, "a\nb\n", "a\nb\n", NULL},
        {compare_exact, "a\nb\nc\n", "a\nx\nc\n", "    a\n  - b\n  + x\n"},
        {compare_exact, "a\n", "a", "  - a\n  + a\n  + (no newline at the end)\n"},
        {compare_exact, "a\n", "a\n\n", "  + \n"},
        {compare_exact, "a\n", "a \n", "  + a\\x20\n"},
        {compare_exact, "a\n", "a\r\n", "  + a\\x0d\n"},
        {compare_exact, "", "a\n", "  + a\n"},
        {compare_exact, "{\"a\":{\"b\":[1,2]}}\n", "{\"a\":{\"b\":[1,3]}}\n",
         "  .a.b[1]: expected 2, is 3\n"},
        {compare_exact, "{\"a\":1,\"b\":2}\n", "{\"b\":2,\"a\":1}\n", "keys in another order"},
        {compare_exact, "{\"a\":1}\n", "{\"a\": 1}\n", "the same values, written differently"},
        {compare_contains, "b\n\na\n", "a and b\n", NULL},
        {compare_contains, "c\n", "a and b\n", "  is missing:\n  - c\n"},
        {compare_lacks, "c\n", "a and b\n", NULL},
        {compare_lacks, "c\nand\n", "a and b\n", "  should not be there:\n  + and\n"},
        {ordered, "{\"a\":1}\n{\"b\":2}", "{ \"a\" : 1 } {\"b\":\n2}\n", NULL},
        {ordered, "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", "keys in another order"},
        {unordered, "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", NULL},
        {unordered, "{\"a\":1}", "{\"a\":1,\"b\":null}", "[0].b: not expected, is null"},
        {unordered, "{\"a\":null}", "{}", "[0].a: expected null, is (nothing)"},
        {ordered, "[1]", "[1] [2]", "[1]: expected (nothing), is [2]"},
        {ordered, "[1,2]", "[1]", "[0][1]: expected 2, is (nothing)"},
        {ordered, "1", "1.0", "[0]: expected 1, is 1.0"},
        {ordered, "1", "1 oops", "what came is not JSON"},
        {ordered, "", "x", "what came is not JSON"},
    };

    for (size_t i = 0; i < COUNT(table); i++) {
        struct bytes expected = text_of(table[i].expected), actual = text_of(table[i].actual),
                     why = {0};
        bool good = table[i].compare(&expected, &actual, &why);
        cr_expect(good == !table[i].told && good == !why.len, "%zu: %s", i, bytes_text(&why));
        if (table[i].told)
            cr_expect(strstr(bytes_text(&why), table[i].told), "%zu: %s", i, bytes_text(&why));
        bytes_release(&expected);
        bytes_release(&actual);
        bytes_release(&why);
    }
}

Test(comparison, counts_lines)
{
    struct bytes log = text_of("POST /a\nGET /a GET /a\nPOST /a"), why = {0};

    cr_expect(compare_count("POST /a", 2, &log, &why));
    cr_expect(compare_count("GET", 1, &log, &why));
    cr_expect(compare_count("a\nG", 0, &log, &why));
    cr_expect(why.len == 0);
    cr_expect(!compare_count("POST", 1, &log, &why));
    cr_expect(strstr(bytes_text(&why), "expected 1 lines with 'POST', there are 2"));
    bytes_release(&log);
    bytes_release(&why);
}

Test(dialogue, reports_its_mistakes)
{
    static const char *const table[][2] = {
        {"expect a\n\nsend b\neof\nsize 80x24\n", NULL},
        {"hope a\n", "tty line 1: unknown step 'hope'"},
        {"eof\nexpect \n", "tty line 2: 'expect' needs a text"},
        {"eof now\n", "tty line 1: 'eof' takes no text"},
        {"size 80\n", "tty line 1: 'size' needs COLUMNSxROWS"},
        {"size 80x24x1\n", "tty line 1: 'size' needs COLUMNSxROWS"},
        {"send \\q\n", "tty line 1: 'send' unknown escape"},
    };

    for (size_t i = 0; i < COUNT(table); i++) {
        struct dialogue talk = {0};
        struct bytes script = text_of(table[i][0]);
        char *why = dialogue_parse(&talk, &script, true);
        cr_expect_str_eq(why ? why : "", table[i][1] ? table[i][1] : "");
        free(why);
        bytes_release(&script);
        dialogue_release(&talk);
    }
}

/* Runs a case with this text; `why` receives the messages, `after` the file afterwards. */
static bool play_text(const char *text, bool update, struct bytes *why, struct bytes *after)
{
    char *dir = tmpdir_make(), *path = tmpdir_path(dir, "cmd/cvi-no-such-program/x.case");

    cr_assert(tmpdir_write(dir, "cmd/cvi-no-such-program/x.case", text, strlen(text), 0644));
    bool good = play_case(path, update, why);
    cr_assert(bytes_read_file(after, path));
    tmpdir_remove(dir);
    free(path);
    free(dir);
    return good;
}

Test(play, skips_cases_that_cannot_run_here)
{
    struct bytes why = {0}, after = {0};

    cr_expect(play_text("--- needs\n:\nno-such-program-here --version\n--- run\nexit 3\n", false,
                        &why, &after));
    cr_expect_str_eq(bytes_text(&why),
                     "not played, since this fails: no-such-program-here --version");
    bytes_release(&why);
    bytes_release(&after);
}

Test(play, reports_unexpected_results)
{
    static const char *const table[][2] = {
        {"--- run\necho a\n--- out\na\n", NULL},
        {"--- run\necho b\n--- out\na\n", "standard output is not as expected (line 3)"},
        {"--- run\nexit 3\n", "the status is 3, expected 0"},
        {"--- run\n:\n--- status 1\n", "the status is 0, expected 1"},
        {"--- run\necho x >&2\n", "no section 'err'"},
        {"--- run\necho x >&2\n--- err\ny\n", "standard error is not as expected"},
        {"--- run\necho x >&2; exit 3\n--- status 3\n", NULL},
        {"--- run\n:\n--- after f\n",
         "the file f is not as expected (line 3):\n  there is no such file"},
        {"--- run\n:>f\n--- after f absent\n", "the file should not be there"},
        {"--- run\n:>f; chmod 644 f\n--- after f mode=0600\n", "the mode is 0644, expected 0600"},
        {"--- args\n", "there is no program 'cvi-no-such-program'"},
        {"--- run\n:\n--- owt\n", "line 3: unknown section 'owt'"},
        {"--- run\n:\n--- clock soon\n", "'clock' needs"},
        {"--- run\n:\n--- tty\nexpect never\n",
         "ended before the dialogue did (tty line 1: 'never')"},
        {"--- run\necho x >/dev/tty\n--- tty\n--- screen\ny\n", "the screen is not as expected"},
        {"--- run\necho $NOT_SET\n--- err any\n--- status 2\n", NULL},
        {"--- needs\ntrue\n\n:\n--- run\nexit 3\n", "the status is 3, expected 0"},
    };

    for (size_t i = 0; i < COUNT(table); i++) {
        struct bytes why = {0}, after = {0};
        bool good = play_text(table[i][0], false, &why, &after);
        cr_expect(good == !table[i][1], "%s%s", table[i][0], bytes_text(&why));
        if (table[i][1])
            cr_expect(strstr(bytes_text(&why), table[i][1]), "%s%s", table[i][0], bytes_text(&why));
        cr_expect_str_eq(bytes_text(&after), table[i][0]);
        bytes_release(&why);
        bytes_release(&after);
    }
}

Test(play, rewrites_a_case_so_that_it_passes)
{
    static const char *const table[][2] = {
        {"Doc.\n--- run\npwd; exit 3\n--- out\nx\n\n--- err contains\ny",
         "Doc.\n--- run\npwd; exit 3\n--- out\n@TMP@\n--- err contains\ny\n--- status 3\n"},
        {"--- status 1\n--- run\nprintf 'a\\r\\\\'\n--- out noeol\nx\n",
         "--- status 0\n--- run\nprintf 'a\\r\\\\'\n--- out escapes noeol\na\\r\\\\\n"},
        {"--- run\necho; echo '--- out'\n--- out json\n{}\n",
         "--- run\necho; echo '--- out'\n--- out json escapes\n\n\\x2d-- out\n"},
        {"--- run\n:\n--- out noeol\nx\n--- err\n", "--- run\n:\n--- out\n--- err\n"},
    };

    for (size_t i = 0; i < COUNT(table); i++) {
        struct bytes why = {0}, after = {0};
        cr_expect(!play_text(table[i][0], true, &why, &after));
        cr_expect_str_eq(bytes_text(&after), table[i][1]);
        bytes_release(&why);
        bytes_release(&after);
    }
}

/* A replacement for the sandbox: a shell script that prints the sandbox's output and logs its
 * arguments. */
static const char little_sandbox[] =
    "#!/bin/sh\n"
    "while [ $# -gt 0 ]; do case $1 in --log) log=$2; shift ;; --clock) clock=$2; shift ;;\n"
    "    --port) port=$2; shift ;; --until-eof) ;; *) echo \"option $1\" >>\"$log\" ;; esac; "
    "shift; done\n"
    "[ -s \"$clock\" ] && echo \"port $port\" >>\"$log\"\n"
    "grep -q 'option bad' \"$log\" && { echo no such option >&2; exit 64; }\n"
    "echo export CVI_TRAKT_API_URL=http://127.0.0.1:4711\n"
    "echo export CVI_TRAKT_AUTH_URL=http://127.0.0.1:4711/auth\n"
    "echo export CVI_TRAKT_CLIENT_ID=\"'an id'\" CVI_TRAKT_CLIENT_SECRET=hush\n"
    "echo export CVI_TRAKT_ACCESS_TOKEN=abc\n"
    "exec >/dev/null\n"
    "cat >/dev/null\n"
    "grep -q 'option sick' \"$log\" && { echo I am sick >&2; exit 9; }\n"
    "exit 0\n";

Test(play, starts_a_sandbox_and_reads_its_log)
{
    static const char *const table[][2] = {
        {"--- sandbox\n'one two'\nthree\n--- "
         "env\nCVI_TRAKT_CLIENT_SECRET=mine\nCVI_TRAKT_ACCESS_TOKEN\n"
         "--- run\necho $CVI_TRAKT_AUTH_URL $CVI_TRAKT_API_URL 127.0.0.1:4711 "
         "$CVI_TRAKT_CLIENT_ID\n"
         "echo $CVI_TRAKT_CLIENT_SECRET @TOKEN@ $CVI_TEST_CLOCK ${CVI_TRAKT_ACCESS_TOKEN-none}\n"
         "echo POST 127.0.0.1:4711 >>@TMP@/sandbox.log\n"
         "--- out\n@AUTH@ @API@ @HOST@ an id\nmine abc @TMP@/clock none\n"
         "--- log\noption one two\noption three\nport 0\nPOST @HOST@\n--- log count 1 POST\n",
         NULL},
        {"--- sandbox\nbad\n--- run\n:\n", "sandbox: did not get ready, status 64: no such option"},
        {"--- sandbox\nsick\n--- run\n:\n", "the sandbox ended with status 9: I am sick"},
        {"--- sandbox\n--- run\n:\n--- log count 1 POST\n",
         "expected 1 lines with 'POST', there are 0"},
        {"--- sandbox\n--- tty\nexpect-log GET /\n--- run\necho GET / >>sandbox.log; cat\n", NULL},
    };
    char *build = tmpdir_make();

    cr_assert(
        tmpdir_write(build, "test/trakt-sandbox", little_sandbox, strlen(little_sandbox), 0755));
    setenv("CVI_BUILD", build, 1);
    for (size_t i = 0; i < COUNT(table); i++) {
        struct bytes why = {0}, after = {0};
        bool good = play_text(table[i][0], false, &why, &after);
        cr_expect(good == !table[i][1], "%zu: %s", i, bytes_text(&why));
        if (table[i][1])
            cr_expect(strstr(bytes_text(&why), table[i][1]), "%zu: %s", i, bytes_text(&why));
        bytes_release(&why);
        bytes_release(&after);
    }
    tmpdir_remove(build);
    free(build);
}

Test(spawn, reports_a_missing_program)
{
    char name[] = "/nowhere/cvi-none", *argv[] = {name, NULL}, *env[] = {NULL};
    struct outcome came = {0};

    spawn_run(&(struct spawn){.argv = argv, .env = env}, &came);
    cr_expect(came.status == 127);
    cr_expect_str_eq(bytes_text(&came.err),
                     "spawn: /nowhere/cvi-none: No such file or directory\n");
    outcome_release(&came);
}
