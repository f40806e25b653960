/* Searches the catalogue by keys (see catalog_key): first for the title in every spelling that the
 * ranker's rules consider equal, then for the title without words at its end, and finally for
 * titles whose key has the same first or second half. */
#include "catalog/find.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "catalog/parts.h"
#include "rank/noise.h"
#include "rank/word.h"

enum {
    MOST_KEYS = 48,
    MOST_UMLAUTS = 3,  /* places in a title that are tried with and without the e of an umlaut */
    MOST_LEFTOVER = 3, /* maximum number of words after a title that the rules may ignore */
    LEAST_TYPO = 8,    /* minimum length of a key searched with typing errors */
    LEAST_SLIP = 12, /* minimum for a query without a year, where only small errors are accepted */
    LEAST_REST = 4,  /* minimum letters left after an attached article is removed */
    SHORT_WORD = 4,
    LAST_YEAR = 2199,
};

/* --- The titles found --- */

void catalog_titles_release(struct catalog_titles *titles)
{
    for (size_t i = 0; i < titles->count; i++) {
        struct catalog_title *t = &titles->at[i];

        free((char *)t->title);
        free((char *)t->original);
        free((char *)t->country);
        free((char *)t->alias);
        json_decref((json_t *)t->ids);
    }
    free(titles->at);
    *titles = (struct catalog_titles){0};
}

/* Returns the ids of a title as a new object, in the same order as in Trakt's answers. `others`:
 * the column "ids", a JSON object; NULL: no other ids. */
static json_t *read_ids(json_int_t id, const char *others)
{
    static const char *const first[] = {"trakt", "slug"};
    json_auto_t *read = others ? json_loads(others, 0, NULL) : NULL;
    json_t *ids = json_object();
    const char *name;
    json_t *value;
    void *next;

    json_object_foreach_safe(read, next, name, value)
    {
        if (!json_is_integer(value) && !json_is_string(value))
            json_object_del(read, name);
    }
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        json_object_set(ids, first[i], json_object_get(read, first[i]));
    if (id < CATALOG_FIRST_OWN_ID)
        json_object_set_new(ids, "imdb", json_sprintf("tt%07" JSON_INTEGER_FORMAT, id));
    if (json_is_object(read))
        json_object_update_missing(ids, read);
    return ids;
}

/* Returns the text of a column as a new string; NULL if the column has no text. A damaged catalogue
 * may contain any bytes, so text that is not UTF-8 counts as missing. */
static char *column(struct database *d, int statement, int number)
{
    size_t length;
    const char *text = database_text(d, statement, number, &length);
    bool good = text && length == strlen(text) && text_is_utf8(text, length);

    return good ? cvi_strdup(text) : NULL;
}

/* Returns the number in a column, or RECORD_NONE if it is not from 0 to `most`. */
static json_int_t number_to(struct database *d, int statement, int number, json_int_t most)
{
    json_int_t value = database_number(d, statement, number);

    return value >= 0 && value <= most ? value : RECORD_NONE;
}

/* Sets the votes of a title, and its fame, the estimated votes at Trakt. If the catalogue has
 * IMDb's ratings, an IMDb title without a rating has fewer than five votes, so its fame is 0. If
 * the votes are from the user's own list, the fame equals the votes. */
static void set_votes(struct catalog_title *t, const struct catalog *catalog, json_int_t votes)
{
    bool is_imdb = catalog->rated && t->id < CATALOG_FIRST_OWN_ID;

    t->votes = votes;
    t->fame = is_imdb && votes < 0 ? 0 : is_imdb ? votes / CATALOG_IMDB_VOTES : votes;
}

/* Adds the current row of the statement: the columns of a title and, if `alias` is set, an alias. A
 * row without a title is skipped. Returns whether the row was added. */
static bool add_row(struct catalog_titles *titles, const struct catalog *catalog, int statement,
                    bool alias)
{
    enum { ID, TYPE, TITLE, ORIGINAL, YEAR, RUNTIME, VOTES, COUNTRY, IDS, ALIAS };
    struct database *d = catalog->database;
    size_t length;

    if (titles->count == titles->room) {
        titles->room = titles->room ? titles->room * 2 : 8;
        titles->at = cvi_realloc(titles->at, titles->room * sizeof *titles->at);
    }
    json_int_t id = database_number(d, statement, ID);
    char *title = column(d, statement, TITLE);
    if (id < 1 || !title || !*title) {
        free(title);
        return false;
    }
    struct catalog_title *t = &titles->at[titles->count++];
    *t = (struct catalog_title){
        .id = id,
        .type = database_number(d, statement, TYPE) == MEDIA_SHOW ? MEDIA_SHOW : MEDIA_MOVIE,
        .title = title,
        .original = column(d, statement, ORIGINAL),
        .year = (int)number_to(d, statement, YEAR, LAST_YEAR),
        .runtime = (int)number_to(d, statement, RUNTIME, INT_MAX),
        .country = column(d, statement, COUNTRY),
        .ids = read_ids(id, database_text(d, statement, IDS, &length)),
        .alias = alias ? column(d, statement, ALIAS) : NULL,
    };
    set_votes(t, catalog, number_to(d, statement, VOTES, INT_MAX));
    return true;
}

/* --- Keys --- */

struct keys {
    char *at[MOST_KEYS]; /* owned */
    size_t count;
};

static void add_take(struct keys *keys, char *key)
{
    bool known = !key || !*key || keys->count == MOST_KEYS;

    for (size_t i = 0; i < keys->count && !known; i++)
        known = strcmp(keys->at[i], key) == 0;
    if (known)
        free(key);
    else
        keys->at[keys->count++] = key;
}

static void release_keys(struct keys *keys)
{
    for (size_t i = 0; i < keys->count; i++)
        free(keys->at[i]);
}

/* Adds keys with one article more or less. `key` is the title's key, which omits a leading article.
 * For "The Den of Lions", adds "thedenoflions" and, because "den" can be an article, "oflions". For
 * "Thematrix", adds "matrix". */
static void add_articles(struct keys *keys, const struct rank_words *words, const char *key)
{
    if (words->article)
        add_take(keys, cvi_format("%s%s", words->article, key));
    if (words->count > 1 && rank_is_article(words->at[0].text))
        add_take(keys, rank_words_key(words, 1, words->count));
    if (!words->article && strncmp(key, "the", 3) == 0 && strlen(key) >= 3 + LEAST_REST)
        add_take(keys, cvi_strdup(key + 3));
}

/* Returns whether the text at this place begins with "ae", "oe", "ue" or "aa", which may stand for
 * an umlaut. */
static bool is_umlaut(const char *at)
{
    return (strchr("aou", *at) && at[1] == 'e') || (*at == 'a' && at[1] == 'a');
}

/* For "maedchen", adds "madchen", the key of "Mädchen". */
static void add_with_umlauts(struct keys *keys, const char *key)
{
    size_t places[MOST_UMLAUTS];
    size_t count = 0;

    for (size_t i = 0; key[i] && count < MOST_UMLAUTS; i++) {
        if (is_umlaut(key + i))
            places[count++] = i++;
    }
    for (unsigned set = 1; set < 1U << count; set++) {
        struct buf out = BUF_INIT(strlen(key) + 1);
        size_t place = 0;

        for (size_t i = 0; key[i]; i++) {
            buf_putc(&out, key[i]);
            if (place < count && places[place] == i)
                i += set >> place++ & 1;
        }
        add_take(keys, buf_detach(&out));
    }
}

/* For "Mädchen", adds the key of "Maedchen", because the catalogue may have the title without
 * umlauts. */
static void add_without_umlauts(struct keys *keys, const char *title)
{
    static const struct {
        const char *letter, *written;
    } letters[] = {{"\xc3\xa4", "ae"}, {"\xc3\x84", "Ae"}, {"\xc3\xb6", "oe"}, {"\xc3\x96", "Oe"},
                   {"\xc3\xbc", "ue"}, {"\xc3\x9c", "Ue"}, {"\xc3\xb8", "oe"}, {"\xc3\x98", "Oe"},
                   {"\xc3\xa5", "aa"}, {"\xc3\x85", "Aa"}};
    struct buf out = BUF_INIT(strlen(title) + 1);
    bool any = false;

    for (const char *c = title; *c; c++) {
        size_t i = 0;

        while (i < sizeof letters / sizeof *letters && strncmp(c, letters[i].letter, 2) != 0)
            i++;
        if (i == sizeof letters / sizeof *letters) {
            buf_putc(&out, *c);
            continue;
        }
        buf_puts(&out, letters[i].written);
        any = true;
        c++;
    }
    if (any)
        add_take(keys, catalog_key(buf_text(&out)));
    buf_release(&out);
}

/* Adds the keys of all spellings of the title that the rules consider equal. */
static void add_spellings(struct keys *keys, const char *title)
{
    struct rank_words words;

    rank_words_read(&words, title);
    char *key = rank_words_key(&words, 0, words.count);
    add_take(keys, cvi_strdup(key));
    add_take(keys, cvi_strdup(words.plain));
    if (words.unturned)
        add_take(keys, cvi_strdup(words.unturned));
    add_articles(keys, &words, key);
    add_with_umlauts(keys, key);
    if (words.foreign)
        add_without_umlauts(keys, title);
    /* The query may lack "Part One", which the catalogue has at the end of the title. */
    add_take(keys, *key ? cvi_format("%s1", key) : NULL);
    free(key);
    rank_words_release(&words);
}

/* --- Look-ups --- */

/* The years that the rules may accept. */
struct span {
    int first, last; /* titles of these years come first; RECORD_NONE: years do not matter */
};

static struct span span_of(const struct rank_question *asked)
{
    int before = 1, after = 1;

    if (asked->year == RECORD_NONE)
        return (struct span){RECORD_NONE, RECORD_NONE};
    if (asked->type == MEDIA_SHOW || asked->either) {
        before = asked->season > 1 ? asked->season + 1 : 2;
        after = 2;
    }
    return (struct span){asked->year - before, asked->year + after};
}

static void look_up(struct catalog *catalog, const struct catalog_query *query, const char *key,
                    struct catalog_titles *titles)
{
    const struct rank_question *asked = query->asked;
    struct database *d = catalog->database;
    struct span span = span_of(asked);

    database_bind_text(d, CATALOG_BY_KEY, 1, key);
    database_bind_number(d, CATALOG_BY_KEY, 2, asked->either ? -1 : (int)asked->type);
    database_bind_number(d, CATALOG_BY_KEY, 3, span.first);
    database_bind_number(d, CATALOG_BY_KEY, 4, span.last);
    /* Unless query->all is set, a title without its subtitle is found only in the same year. */
    database_bind_number(d, CATALOG_BY_KEY, 5, query->all);
    database_bind_number(d, CATALOG_BY_KEY, 6, asked->year);
    database_bind_text(d, CATALOG_BY_KEY, 7, asked->title);
    while (database_step(d, CATALOG_BY_KEY))
        add_row(titles, catalog, CATALOG_BY_KEY, true);
    database_finish(d, CATALOG_BY_KEY);
}

static void look_up_all(struct catalog *catalog, const struct catalog_query *query,
                        struct keys *keys, struct catalog_titles *titles)
{
    for (size_t i = 0; i < keys->count; i++)
        look_up(catalog, query, keys->at[i], titles);
    release_keys(keys);
}

static void find_same(struct catalog *catalog, const struct catalog_query *query,
                      struct catalog_titles *titles)
{
    struct keys keys = {.count = 0};

    add_spellings(&keys, query->asked->title);
    for (size_t i = 0; i < query->asked->other_count; i++)
        add_spellings(&keys, query->asked->others[i]);
    look_up_all(catalog, query, &keys, titles);
}

static void find_other(struct catalog *catalog, const struct catalog_query *query,
                       struct catalog_titles *titles)
{
    struct keys keys = {.count = 0};

    for (size_t i = 0; i < query->text_count; i++)
        add_spellings(&keys, query->texts[i]);
    look_up_all(catalog, query, &keys, titles);
}

/* Returns whether the first `count` words can be the title. The remaining words must be about the
 * release (see rank/noise.h). If the query has a year (`dated`), other words may remain: up to
 * MOST_LEFTOVER, or up to two after a title of one word if the last of them is a number. */
static bool may_end(const struct rank_words *words, size_t count, bool dated)
{
    size_t rest = words->count - count;

    if (rank_is_noise(words, count))
        return true;
    return dated && rest <= (count == 1 ? 2 : MOST_LEFTOVER) &&
           (count > 1 || words->at[words->count - 1].number >= 0);
}

static void find_longer(struct catalog *catalog, const struct catalog_query *query,
                        struct catalog_titles *titles)
{
    bool dated = query->asked->year != RECORD_NONE;
    struct keys keys = {.count = 0};
    struct rank_words words;

    rank_words_read(&words, query->asked->title);
    for (size_t count = words.count; count-- > 1;) {
        if (may_end(&words, count, dated))
            add_take(&keys, rank_words_key(&words, 0, count));
    }
    rank_words_release(&words);
    look_up_all(catalog, query, &keys, titles);
}

/* --- Typing errors --- */

static bool is_ascii(const char *text)
{
    for (; *text; text++) {
        if ((unsigned char)*text >= 0x80)
            return false;
    }
    return true;
}

/* Returns the number of edits that the rules may accept in a key of this length. */
static size_t most_edits(size_t len)
{
    return len < LEAST_SLIP ? 1 : len < (size_t)2 * LEAST_SLIP ? 2 : 3;
}

/* Returns the number of edits between the keys, or `most` + 1 if there are more than `most`. */
static size_t edits_between(const char *one, const char *other, size_t most)
{
    size_t len_one = strlen(one), len_other = strlen(other);
    size_t apart = len_one > len_other ? len_one - len_other : len_other - len_one;

    return apart > most ? most + 1 : text_distance(one, other);
}

/* Adds the titles whose key begins with the first `head` letters of `key`, and whose remaining
 * letters are similar. `statement` searches the keys or the reversed keys. */
static void scan(struct catalog *catalog, const struct catalog_query *query, const char *key,
                 size_t head, int statement, struct catalog_titles *titles)
{
    struct database *d = catalog->database;
    const struct rank_question *asked = query->asked;
    size_t len = strlen(key), most = most_edits(len), length;
    char *from = cvi_strndup(key, head);
    char *to = cvi_strdup(from);

    to[head - 1]++;
    database_bind_text(d, statement, 1, from);
    database_bind_text(d, statement, 2, to);
    database_bind_number(d, statement, 3, (int64_t)(len - most));
    database_bind_number(d, statement, 4, (int64_t)(len + most));
    while (titles->count < CATALOG_MOST_FOUND && database_step(d, statement)) {
        const char *other = database_text(d, statement, 0, &length);

        if (!other || edits_between(key, other, most) > most)
            continue;
        database_bind_number(d, CATALOG_BY_ID, 1, database_number(d, statement, 1));
        database_bind_number(d, CATALOG_BY_ID, 2, asked->either ? -1 : (int)asked->type);
        database_bind_number(d, CATALOG_BY_ID, 3, asked->year);
        if (database_step(d, CATALOG_BY_ID) && add_row(titles, catalog, CATALOG_BY_ID, false))
            titles->at[titles->count - 1].alias = column(d, statement, 2);
        database_finish(d, CATALOG_BY_ID);
    }
    database_finish(d, statement);
    free(from);
    free(to);
}

/* Searches without the first word, because the error may be in the article: "Teh Matrix". */
static void find_without_first(struct catalog *catalog, const struct catalog_query *query,
                               const struct rank_words *words, struct catalog_titles *titles)
{
    if (words->count > 1 && !words->article && strlen(words->at[0].text) <= SHORT_WORD) {
        char *key = rank_words_key(words, 1, words->count);

        look_up(catalog, query, key, titles);
        free(key);
    }
}

static void find_typo(struct catalog *catalog, const struct catalog_query *query,
                      struct catalog_titles *titles)
{
    bool dated = query->asked->year != RECORD_NONE;
    struct rank_words words;

    rank_words_read(&words, query->asked->title);
    char *key = rank_words_key(&words, 0, words.count);
    if (dated)
        find_without_first(catalog, query, &words, titles);
    if (strlen(key) >= (dated ? LEAST_TYPO : LEAST_SLIP) && is_ascii(key)) {
        char *back = catalog_turned(key);
        size_t half = strlen(key) / 2;

        /* If the two letters around the middle are swapped, the second half is correct except for
         * its first letter, which is therefore omitted. */
        scan(catalog, query, key, half, CATALOG_BY_BEGINNING, titles);
        scan(catalog, query, back, strlen(key) - half - 1, CATALOG_BY_ENDING, titles);
        free(back);
    }
    free(key);
    rank_words_release(&words);
}

void catalog_find(struct catalog *catalog, const struct catalog_query *query,
                  enum catalog_step step, struct catalog_titles *titles)
{
    static void (*const steps[])(struct catalog *, const struct catalog_query *,
                                 struct catalog_titles *) = {
        [CATALOG_SAME] = find_same,
        [CATALOG_OTHER] = find_other,
        [CATALOG_LONGER] = find_longer,
        [CATALOG_TYPO] = find_typo,
    };

    steps[step](catalog, query, titles);
}

bool catalog_find_imdb(struct catalog *catalog, const char *id, enum media_type type,
                       struct catalog_titles *titles)
{
    struct database *d = catalog->database;
    long number;

    if (strncmp(id, "tt", 2) != 0 || !text_number(id + 2, LONG_MAX, &number))
        return false;
    database_bind_number(d, CATALOG_BY_ID, 1, number);
    database_bind_number(d, CATALOG_BY_ID, 2, type);
    database_bind_number(d, CATALOG_BY_ID, 3, RECORD_NONE);
    bool found = number < CATALOG_FIRST_OWN_ID && database_step(d, CATALOG_BY_ID) &&
                 add_row(titles, catalog, CATALOG_BY_ID, false);
    database_finish(d, CATALOG_BY_ID);
    return found;
}
