/* Holds the records that wait for the user, and numbers the questions. The user is asked after the
 * searches, because then the total number of questions is known. */
#include <poll.h>
#include <stdlib.h>

#include "base/buf.h"
#include "json/ndjson.h"
#include "match/parts.h"
#include "terminal/screen.h"

enum { SILENCE_MS = 1000 };

bool asking_continues(const struct asking *a)
{
    return a->ask && !a->hung_up && !a->quit;
}

bool asking_all(const struct asking *a)
{
    return a->ask && a->which == ASK_ALL;
}

void asking_hold(struct asking *a, struct stage_item *item, bool is_new)
{
    if (a->count == a->room) {
        a->room = a->room ? a->room * 2 : 64;
        a->held = cvi_realloc(a->held, a->room * sizeof *a->held);
    }
    a->held[a->count++] = item;
    a->total += is_new;
    item->waiting = true;
}

static void let_go(struct asking *a)
{
    for (size_t i = 0; i < a->count; i++)
        a->held[i]->waiting = false;
    a->count = 0;
}

/* Waits for up to SILENCE_MS. Returns whether neither input nor SIGINT arrived. */
static bool is_silent(int input, int interrupt)
{
    struct pollfd ready[] = {
        {.fd = input, .events = POLLIN},
        {.fd = interrupt, .events = POLLIN},
    };

    return poll(ready, 2, SILENCE_MS) == 0;
}

void asking_wait(struct asking *a, int input, int interrupt)
{
    if (input < 0 || stage_interrupted() || is_silent(input, interrupt))
        let_go(a);
}

void asking_ask(struct asking *a, struct question *question, struct dialogue_place *place,
                const struct dialogue_help *help)
{
    if (!asking_continues(a) || stage_interrupted())
        return;
    if (question->count)
        a->number++;
    place->number = a->number;
    place->total = a->total > a->number ? a->total : a->number;
    ndjson_flush();
    screen_hold(true);
    enum dialogue_end end = dialogue_hold(question, a->ask, stage_interrupt_fd(), place, help);
    screen_hold(false);
    a->quit = end == DIALOGUE_QUIT;
    a->hung_up = end == DIALOGUE_HUNG_UP;
}

void asking_release(struct asking *a)
{
    free(a->held);
    a->held = NULL;
    a->count = a->room = 0;
}
