/* Titles that get HTTP status 413 (content too large) even when they are sent alone. Either the
 * title is at fault, or the server refuses every request. Later requests show which is true. */
#include "add/blame.h"
#include "add/parts.h"

void add_doubt(struct add_sender *s, size_t place)
{
    s->doubts[s->doubt_count++] = place;
}

void add_judge_doubts(struct stage *stage, struct add_sender *s)
{
    size_t kept = 0;
    struct trakt_error error;

    /* A later request may have put a title on the list. */
    for (size_t i = 0; i < s->doubt_count; i++)
        if (s->list->roster.at[s->doubts[i]].state == TITLE_QUEUED)
            s->doubts[kept++] = s->doubts[i];
    if (add_split_blames_titles(&s->split, s->doubt_count))
        add_blame_title(&error);
    else
        add_blame_server(&error);
    s->doubt_count = 0;
    if (!kept)
        return;
    add_fail(stage, s, s->doubts, kept, &error, false);
    add_release_items(s);
}

void add_repeat_doubts(struct stage *stage, struct add_sender *s)
{
    size_t count = s->doubt_count;

    s->doubt_count = 0;
    for (size_t i = 0; i < count; i++) {
        size_t place = s->doubts[i];
        struct title *title = &s->list->roster.at[place];

        if (title->repeated)
            s->doubts[s->doubt_count++] = place;
        else
            add_queue_again(s, place);
        title->repeated = true;
    }
    add_judge_doubts(stage, s);
}

void add_report_refused(struct add_sender *s, const struct trakt_error *error)
{
    if (!s->reported && !error->final)
        msg_warn("%s", error->message);
    s->reported = true;
}
