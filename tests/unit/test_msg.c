/* Messages on standard error, line by line, and how a program exits. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/msg.h"
#include "child.h"

static int say_at_level(void *level)
{
    msg_start("cvi-x");
    msg_set_level(*(enum msg_level *)level);
    msg_warn("a %s", "warning");
    msg_note("a note");
    msg_more("a detail");
    return 0;
}

Test(msg, says_as_much_as_was_asked_for)
{
    static const char *const said[] = {
        [MSG_QUIET] = "cvi-x: a warning\n",
        [MSG_NORMAL] = "cvi-x: a warning\ncvi-x: a note\n",
        [MSG_VERBOSE] = "cvi-x: a warning\ncvi-x: a note\ncvi-x: a detail\n",
    };

    for (enum msg_level level = MSG_QUIET; level <= MSG_VERBOSE; level++) {
        struct outcome came = {0};

        child_run(say_at_level, &level, NULL, 0, &came);
        cr_expect_str_eq(bytes_text(&came.err), said[level]);
        cr_expect_eq(came.out.len, 0);
        outcome_release(&came);
    }
}

static int say(void *text)
{
    msg_start("p");
    msg_warn("%s", (const char *)text);
    return 0;
}

Test(msg, blocks_terminal_commands)
{
    static const struct {
        const char *text;
        const char *said;
    } rows[] = {
        {"a\nb\tc\rd\x1b[31m\x7f", "p: a?b?c?d?[31m?\n"},
        {"\xc3\xa9t\xc3\xa9 \xe2\x80\x94 \xf0\x9f\x8e\xac",
         "p: \xc3\xa9t\xc3\xa9 \xe2\x80\x94 \xf0\x9f\x8e\xac\n"},
        {"\xc2\x9b"
         "31m \xc2\x80\xc2\xa0",
         "p: ?31m ?\xc2\xa0\n"}, /* CSI in one character */
        {"\x9b"
         "31m\xff",
         "p: ?31m?\n"}, /* and in one byte */
        {"\xe2\x80\xae"
         "gpj.exe\xe2\x81\xa9",
         "p: ?gpj.exe?\n"}, /* changes the text direction */
        {"\xe2\x80\x8e\xe2\x80\x8f\xd8\x9c\xe2\x80\xa8\xe2\x80\xa9", "p: ?????\n"},
        {"cut \xe2\x80", "p: cut ??\n"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct outcome came = {0};

        child_run(say, (void *)rows[i].text, NULL, 0, &came);
        cr_expect_str_eq(bytes_text(&came.err), rows[i].said, "%zu: %s", i, bytes_text(&came.err));
        outcome_release(&came);
    }
}

Test(msg, cuts_long_messages)
{
    struct outcome came = {0};
    char text[3001];

    memset(text, 'x', 3000);
    text[3000] = '\0';
    child_run(say, text, NULL, 0, &came);
    cr_expect_eq(came.err.len, 1023 + 0, "%zu", came.err.len);
    cr_expect_eq(came.err.at[came.err.len - 1], '\n');
    outcome_release(&came);
}

static int die(void *why)
{
    msg_start("p");
    if (why)
        msg_die_why(why);
    msg_die(EX_OSERR, "file: %d", 7);
}

Test(msg, ends_the_program_with_the_status_it_is_given)
{
    struct outcome came = {0};
    struct why why;

    child_run(die, NULL, NULL, 0, &came);
    cr_expect_eq(came.status, 71);
    cr_expect_str_eq(bytes_text(&came.err), "p: file: 7\n");
    cr_expect_not(why_set(&why, EX_CONFIG, "%s: no %%s", "key"));
    child_run(die, &why, NULL, 0, &came);
    cr_expect_eq(came.status, 78);
    cr_expect_str_eq(bytes_text(&came.err), "p: key: no %s\n");
    outcome_release(&came);
}

Test(msg, keeps_a_reason_within_its_room_and_can_do_without)
{
    struct why why;
    char text[1000];

    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    cr_expect_not(why_set(NULL, EX_CONFIG, "%s", text));
    cr_expect_not(why_set(&why, EX_CONFIG, "%s", text));
    cr_expect_eq(strlen(why.text), sizeof why.text - 1);
}

Test(msg, takes_the_larger_of_two_statuses)
{
    cr_expect_eq(msg_worse(0, 1), 1);
    cr_expect_eq(msg_worse(65, 1), 65);
    cr_expect_eq(msg_worse(75, 130), 130);
    cr_expect_eq(msg_worse(69, 69), 69);
}
