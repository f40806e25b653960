/* How a reading came about: what each piece of a name was taken for; and the list of the rules. */
#include <stdlib.h>
#include <string.h>

#include "base/table.h"
#include "parse/parts.h"

/* What a token was taken for, and by what. */
struct finding {
    const char *as, *rule, *why;
    const struct word *word;
};

/* By kind of word. */
static const char *const kinds[] = {
    [WORD_NONE] = "tag",          [WORD_RESOLUTION] = "resolution",
    [WORD_SOURCE] = "source",     [WORD_VIDEO] = "video_codec",
    [WORD_AUDIO] = "audio_codec", [WORD_CHANNELS] = "audio_channels",
    [WORD_HDR] = "hdr",           [WORD_LANGUAGE] = "languages",
    [WORD_EDITION] = "edition",   [WORD_PROPER] = "proper",
    [WORD_EXTRA] = "extra",       [WORD_COUNTRY] = "country"};

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

static struct finding of_mark(const struct choice *choice, const struct mark *mark)
{
    struct finding f = {.rule = mark->rule->name};

    if (!is_chosen(choice, mark)) {
        f.as = "dropped";
        f.why = "a surer rule has spoken";
    } else if (mark->year) {
        f.as = "date";
    } else {
        f.as = mark->episodes.count ? "episode" : "season";
    }
    return f;
}

static struct finding finding_of(const struct text *text, const struct trace *trace,
                                 const struct details *details, size_t i)
{
    const struct token *t = &text->token[i];
    const struct choice *choice = &trace->choice;
    const struct mark *mark = mark_of(&trace->marks, i);

    if (i >= trace->start && i < trace->end)
        return (struct finding){.as = "title"};
    if (mark)
        return of_mark(choice, mark);
    if (i == choice->year)
        return (struct finding){.as = "year"};
    if (details->group.len && t->start >= details->group.at &&
        t->end <= details->group.at + details->group.len)
        return (struct finding){.as = "release_group"};
    if (choice->episode && i >= choice->episode->to && i < trace->behind)
        return (struct finding){.as = "episode_title"};
    if (t->rule)
        return (struct finding){.as = "tag", .rule = t->rule->name};
    if (t->word && (t->tag || (t->word->value && i >= trace->end)))
        return (struct finding){.as = kind_name(t->word), .word = t->word};
    return (struct finding){.as = "dropped",
                            .why = i < trace->start ? "stands before the title"
                                                    : "stands behind the title, and says nothing"};
}

static void put(json_t *object, const char *key, const char *text, size_t length)
{
    json_object_set_new_nocheck(object, key, json_stringn_nocheck(text, length));
}

static void add(json_t *list, size_t above, const struct finding *f, const char *text,
                size_t length)
{
    json_t *object = json_object();

    json_object_set_new_nocheck(object, "above", json_integer((json_int_t)above));
    put(object, "text", text, length);
    put(object, "as", f->as, strlen(f->as));
    if (f->rule)
        put(object, "rule", f->rule, strlen(f->rule));
    if (f->word)
        put(object, "word", f->word->text, f->word->length);
    if (f->why)
        put(object, "why", f->why, strlen(f->why));
    json_array_append_new(list, object);
}

static bool same(const struct finding *one, const struct finding *other)
{
    return one->as == other->as && one->rule == other->rule && one->word == other->word &&
           one->why == other->why;
}

void explain_reading(json_t *list, size_t above, const struct text *text, const struct trace *trace,
                     const struct details *details)
{
    for (size_t i = 0, to; i < text->count; i = to) {
        struct finding f = finding_of(text, trace, details, i);

        for (to = i + 1; to < text->count; to++) {
            struct finding next = finding_of(text, trace, details, to);

            if (!same(&f, &next) || mark_of(&trace->marks, i) != mark_of(&trace->marks, to))
                break;
        }
        add(list, above, &f, text->at + text->token[i].start,
            text->token[to - 1].end - text->token[i].start);
    }
}

void explain_part(json_t *list, size_t above, const char *part, size_t length, const char *as,
                  const char *why)
{
    add(list, above, &(struct finding){.as = as, .why = why}, part, length);
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

void explain_rules(struct buf *out)
{
    static const struct table_column columns[] = {{.title = "Rule", .width = 20, .whole = true},
                                                  {.title = "Finds", .width = 10},
                                                  {.title = "Example", .width = 50, .whole = true}};
    struct table table = {.columns = columns, .column_count = sizeof columns / sizeof *columns};

    list_rules(&table, &mark_rules, NULL);
    list_rules(&table, &tag_rules, "tag");
    table_draw(&table, 0, out);
    table_release(&table);
}
