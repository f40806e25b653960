/* Finding the owner of a login in Trakt's answer. */
#include <criterion/criterion.h>
#include <string.h>

#include "auth/login.h"
#include "auth/show.h"

#define USER(rest) "{\"user\":{\"username\":\"Ann.K\",\"ids\":{\"slug\":\"ann-k\"}" rest "}"

static void read(const char *text, struct trakt_account *account)
{
    struct trakt_error error;

    cr_assert(trakt_read_account(text, strlen(text), account, &error), "%s", error.message);
}

static const struct {
    const char *username;
    bool same;
} names[] = {
    {"Ann.K", true}, {"ann.k", true}, {"ann-k", true}, {"ANN-K", true},
    {NULL, true},    {"", true},      {"ann", false},  {"ann-kk", false},
};

Test(account, a_user_is_known_by_name_and_by_slug)
{
    struct trakt_account account;
    struct trakt_error error;

    read(USER("}"), &account);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        bool same = login_check_user(&account, names[i].username, &error);

        cr_expect_eq(same, names[i].same, "%s", names[i].username ? names[i].username : "NULL");
        if (!same)
            cr_expect(strstr(error.message, "Authentication failed") &&
                          strstr(error.message, "'Ann.K'") &&
                          strstr(error.message, names[i].username),
                      "%s", error.message);
    }
    trakt_account_release(&account);
}

static const struct {
    const char *text;
    const char *described;
} accounts[] = {
    {USER("}"), "   Username: Ann.K\n"},
    {USER(",\"vip\":true},\"limits\":{\"list\":{\"count\":2,\"item_count\":30},\"watchlist\":"
          "{\"item_count\":400}}"),
     "   Username: Ann.K (VIP)\n   Lists: at most 2\n   Titles on each list: at most 30\n"
     "   Titles on the watchlist: at most 400\n"},
    {"{\"user\":{\"username\":\"a\\u001b[31m\\u202eb\"}}", "   Username: a?[31m?b\n"},
};

Test(account, an_answer_is_described)
{
    for (size_t i = 0; i < sizeof accounts / sizeof *accounts; i++) {
        struct trakt_account account;
        struct buf out = BUF_INIT(1024);

        read(accounts[i].text, &account);
        login_describe_account(&account, &out);
        cr_expect_str_eq(buf_text(&out), accounts[i].described);
        buf_release(&out);
        trakt_account_release(&account);
    }
}
