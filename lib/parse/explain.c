/* Explains a reading: how each piece of a name was read. Also lists the rules. */
#include <stdlib.h>
#include <string.h>

#include "base/table.h"
#include "parse/parts.h"

/* How a token was read (`as`), and the reason: a rule, an entry of word.c, or a text. */
struct piece {
    const char *as, *rule, *why;
    const struct word *word;
};

/* The piece.as for each kind of word: a key of the media object, or "tag". */
/* clang-format off */
static const char *const kinds[] = {
    [WORD_NONE]       = "tag",
    [WORD_RESOLUTION] = "resolution",
    [WORD_SOURCE]     = "source",
    [WORD_VIDEO]      = "video_codec",
    [WORD_AUDIO]      = "audio_codec",
    [WORD_CHANNELS]   = "audio_channels",
    [WORD_HDR]        = "hdr",
    [WORD_LANGUAGE]   = "languages",
    [WORD_EDITION]    = "edition",
    [WORD_PROPER]     = "proper",
    [WORD_EXTRA]      = "extra",
    [WORD_COUNTRY]    = "country",
};
/* clang-format on */

static const char *kind_name(const struct word *word)
{
    return word->kind < sizeof kinds / sizeof *kinds ? kinds[word->kind] : "tag";
}

static const struct mark *mark_of(const struct marks *marks, size_t i)
{
    for (const struct mark *m = marks->mark; m < marks->mark + marks->count; m++)
        if (i >= m->from && i < m->to)
            return m;
    return NULL;
}

static bool is_chosen(const struct choice *choice, const struct mark *mark)
{
    const struct mark *same = choice->episode ? choice->episode : choice->season;

    return mark == choice->episode || mark == choice->season || mark == choice->date ||
           (same && mark > same && mark->rule == same->rule);
}

static struct piece of_mark(const struct choice *choice, const struct mark *mark)
{
    struct piece piece = {.rule = mark->rule->name};

    if (!is_chosen(choice, mark)) {
        piece.as = "dropped";
        piece.why = "a more certain rule applies";
    } else if (mark->year) {
        piece.as = "date";
    } else {
        piece.as = mark->episodes.count ? "episode" : "season";
    }
    return piece;
}

static struct piece piece_of(const struct text *text, const struct name_trace *trace,
                             const struct details *details, size_t i)
{
    const struct name_token *t = &text->token[i];
    const struct choice *choice = &trace->choice;
    const struct mark *mark = mark_of(&trace->marks, i);

    if (i >= trace->start && i < trace->end)
        return (struct piece){.as = "title"};
    if (mark)
        return of_mark(choice, mark);
    if (i == choice->year)
        return (struct piece){.as = "year"};
    if (details->group.len && t->start >= details->group.at &&
        t->end <= details->group.at + details->group.len)
        return (struct piece){.as = "release_group"};
    if (choice->episode && i >= choice->episode->to && i < trace->episode_title_end)
        return (struct piece){.as = "episode_title"};
    if (t->rule)
        return (struct piece){.as = "tag", .rule = t->rule->name};
    if (t->word && (t->tag || (t->word->value && i >= trace->end)))
        return (struct piece){.as = kind_name(t->word), .word = t->word};
    return (struct piece){.as = "dropped",
                          .why = i < trace->start ? "before the title"
                                                  : "after the title, not recognized"};
}

static void put(json_t *object, const char *key, const char *text, size_t length)
{
    json_object_set_new_nocheck(object, key, json_stringn_nocheck(text, length));
}

static void add(json_t *list, size_t above, const struct piece *piece, const char *text,
                size_t length)
{
    json_t *object = json_object();

    json_object_set_new_nocheck(object, "above", json_integer((json_int_t)above));
    put(object, "text", text, length);
    put(object, "as", piece->as, strlen(piece->as));
    if (piece->rule)
        put(object, "rule", piece->rule, strlen(piece->rule));
    if (piece->word)
        put(object, "word", piece->word->text, piece->word->length);
    if (piece->why)
        put(object, "why", piece->why, strlen(piece->why));
    json_array_append_new(list, object);
}

static bool same(const struct piece *one, const struct piece *other)
{
    return one->as == other->as && one->rule == other->rule && one->word == other->word &&
           one->why == other->why;
}

void name_explain_reading(json_t *list, size_t above, const struct text *text,
                          const struct name_trace *trace, const struct details *details)
{
    for (size_t i = 0, to; i < text->count; i = to) {
        struct piece piece = piece_of(text, trace, details, i);

        for (to = i + 1; to < text->count; to++) {
            struct piece next = piece_of(text, trace, details, to);

            if (!same(&piece, &next) || mark_of(&trace->marks, i) != mark_of(&trace->marks, to))
                break;
        }
        add(list, above, &piece, text->at + text->token[i].start,
            text->token[to - 1].end - text->token[i].start);
    }
}

void name_explain_part(json_t *list, size_t above, const char *part, size_t length, const char *as,
                       const char *why)
{
    add(list, above, &(struct piece){.as = as, .why = why}, part, length);
}

void name_explain_untitled(json_t *list, const char *name, size_t length,
                           const struct untitled *untitled)
{
    add(list, 0, &(struct piece){.as = "untitled", .rule = untitled->rule->name}, name, length);
}

static const char *mark_finds(const char *pattern)
{
    if (strstr(pattern, "?<month>"))
        return "date";
    return strstr(pattern, "?<episodes>") ? "episode" : "season";
}

static void list_rules(struct table *table, const struct rule_table *rules, const char *finds)
{
    for (size_t i = 0; i < rules->count; i++) {
        table_add(table, rules->rules[i].name);
        table_add(table, finds ? finds : mark_finds(rules->rules[i].pattern));
        table_add(table, rules->rules[i].example);
    }
}

void name_explain_rules(struct buf *out, size_t room)
{
    static const struct table_column columns[] = {{.title = "Rule", .width = 20, .whole = true},
                                                  {.title = "Finds", .width = 10},
                                                  {.title = "Example", .width = 50, .whole = true}};
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof *columns};

    list_rules(&table, &name_mark_rules, NULL);
    list_rules(&table, &name_tag_rules, "tag");
    list_rules(&table, &name_untitled_rules, "untitled");
    table_draw(&table, room, out);
    table_release(&table);
}
