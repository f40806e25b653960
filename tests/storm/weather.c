/* Draws the faults of the sandbox for one run of a storm. */
#include "weather.h"

#include <stdlib.h>
#include <string.h>

#include "spawn.h"

bool weather_kinds(struct words *kinds, const char *sandbox)
{
    struct words argv = {0};
    char *env[] = {NULL};

    words_add(&argv, sandbox);
    words_add(&argv, "--faults");
    struct spawn what = {.argv = argv.at, .env = env};
    struct outcome came = {0};

    spawn_run(&what, &came);
    for (char *rest = came.out.at, *line; rest && (line = strsep(&rest, "\n"));) {
        line += strspn(line, " ");
        line[strcspn(line, " ")] = '\0';
        if (*line)
            words_add(kinds, line);
    }
    bool fine = came.status == 0 && kinds->count > 20;
    outcome_release(&came);
    words_release(&argv);
    return fine;
}

static const struct {
    const char *method, *glob;
} places[] = {
    {"*", "*"},
    {"GET", "*"},
    {"POST", "*"},
    {"GET", "/search/*"},
    {"GET", "/search/*/exact"},
    {"GET", "/search/movie*"},
    {"GET", "/search/show*"},
    {"GET", "/movies/*"},
    {"GET", "/shows/*"},
    {"GET", "/sync/watchlist*"},
    {"POST", "/sync/watchlist"},
    {"GET", "/users/*"},
    {"GET", "/users/settings"},
    {"GET", "/users/*/lists/*"},
    {"POST", "/users/*/items"},
    {"POST", "/oauth/token"},
    {"POST", "/oauth/token"},
    /* Only in storms with removals, so that other storms draw the same as before. */
    {"POST", "/sync/watchlist/remove"},
    {"POST", "/users/*/items/remove"},
    {"GET", "/sync/collection*"},
    {"POST", "/sync/collection"},
    {"POST", "/sync/collection/remove"},
};
enum { PLACES = sizeof places / sizeof *places, PLACES_OF_REMOVALS = 5 };

static const unsigned statuses[] = {400, 401, 403, 404, 405, 408, 409, 412, 413, 420, 422, 423,
                                    426, 429, 500, 501, 502, 503, 504, 520, 521, 522, 524, 530};

/* Adds a kind of fault. The number of some kinds must or may be given. */
static void add_kind(struct bytes *to, const char *kind, bool may_drop, struct dice *dice)
{
    bytes_printf(to, " %s", kind);
    if (strcmp(kind, "status") == 0)
        bytes_printf(to, "=%u", statuses[dice_below(dice, sizeof statuses / sizeof *statuses)]);
    else if (strcmp(kind, "slow") == 0)
        bytes_printf(to, "=%u", 1 + dice_any_size(dice, 60));
    else if (strcmp(kind, "huge-body") ==
             0) /* an empty array: if not too long, it means "nothing" */
        bytes_printf(to, "=%u", may_drop ? 2 + dice_any_size(dice, 1 << 20) : 17U << 20);
    else if (strcmp(kind, "lying-page-count") == 0)
        bytes_printf(to, "=%u", dice_any_size(dice, 3000));
    else if (strcmp(kind, "stale-read") == 0)
        bytes_printf(to, "=%u", 1 + dice_below(dice, 3));
    if (dice_percent(dice, 30))
        bytes_printf(to, " retry-after=%u", dice_any_size(dice, 2000));
    if (strcmp(kind, "status") == 0 && dice_percent(dice, 20))
        bytes_puts(to, " body={\"error\":\"storm\",\"error_description\":\"\\u001b[31m\"}");
}

static bool is_among(const char *const *kinds, const char *kind)
{
    while (*kinds && strcmp(*kinds, kind) != 0)
        kinds++;
    return *kinds != NULL;
}

/* The kinds that damage one entry, which is then left out. */
static const char *const odd_entries[] = {"null-name", "no-ids", "imdb-only", "lone-surrogate",
                                          NULL};

/* Returns whether the kind removes something silently, so that a search returns too little. In
 * lists that is detected, because they are counted. */
static bool hides_titles(const char *kind)
{
    static const char *const kinds[] = {
        "drop-result",  "drop-entry",    "no-entries", "repeat-entry",
        "page-repeats", "smaller-limit", NULL};

    return is_among(kinds, kind) || is_among(odd_entries, kind);
}

static bool reaches_searches(const char *glob)
{
    return strcmp(glob, "*") == 0 || strncmp(glob, "/search", 7) == 0;
}

void weather_draw(struct bytes *to, const struct words *kinds, struct dice *dice, unsigned count,
                  bool removes, bool may_drop, bool *hides_items)
{
    while (count) {
        unsigned place = dice_below(dice, removes ? PLACES : PLACES - PLACES_OF_REMOVALS);
        const char *kind = kinds->at[dice_below(dice, (unsigned)kinds->count)];
        unsigned often = dice_below(dice, 100);
        if (!may_drop && hides_titles(kind) && reaches_searches(places[place].glob))
            continue;
        *hides_items |= strcmp(kind, "stale-read") == 0 || is_among(odd_entries, kind);
        bytes_printf(to, "%s %s", places[place].method, places[place].glob);
        if (dice_percent(dice, 60)) /* these have fewer requests */
            bytes_printf(to, " after=%u", dice_any_size(dice, removes ? 15 : 200));
        if (often < 90)
            bytes_printf(to, " times=%u", 1 + dice_below(dice, often < 70 ? 3 : 30));
        add_kind(to, kind, may_drop, dice);
        bytes_puts(to, "\n");
        count--;
    }
}
