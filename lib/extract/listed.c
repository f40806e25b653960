/* Reads the members of listed titles, makes records, and stores shows for their episodes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "extract/listing_parts.h"
#include "record/ids.h"

enum {
    NUMBER_MAX = 65535,
    YEAR_MIN = 1870,
    YEAR_MAX = 2100,
    EPISODES_MAX = 1000, /* maximum number of episodes in media.episodes */
    SHOWS_MAX = 1 << 17, /* maximum number of stored shows */
    ID_MAX = 200,        /* maximum bytes of an id in a record */
    MOST_ENCODED = 4,    /* how often a URL inside a URL can be percent-encoded */
};

/* --- Members -------------------------------------------------------------------------------- */

const char *listing_text(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text && *text ? text : NULL;
}

int listing_number(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    json_int_t number = json_is_integer(value) ? json_integer_value(value) : -1;

    return number >= 0 && number <= NUMBER_MAX ? (int)number : RECORD_NONE;
}

int listing_year(const json_t *object, const char *key)
{
    int year = listing_number(object, key);

    return year >= YEAR_MIN && year <= YEAR_MAX ? year : RECORD_NONE;
}

void listing_id(struct listed *t, enum title_id kind, const json_t *value)
{
    const char *text = json_string_value(value);
    json_auto_t *object = json_object();
    json_t *id = text && kind != TITLE_ID_IMDB && *text && strlen(text) <= 16 &&
                         text[strspn(text, "0123456789")] == '\0'
                     ? json_integer(strtoll(text, NULL, 10))
                     : json_incref((json_t *)value);

    json_object_set_new(object, title_id_words[kind], id);
    struct title_ids read = title_ids_read(object, MEDIA_SHOW);
    if (!read.of[kind])
        return;
    t->disputed[kind] |= t->ids.of[kind] && t->ids.of[kind] != read.of[kind];
    t->ids.of[kind] = t->disputed[kind] ? 0 : read.of[kind];
}

/* --- Records -------------------------------------------------------------------------------- */

/* Returns whether a parameter of a URL is probably secret, such as "api_key=7d5e". */
static bool is_secret(const char *parameter, size_t len)
{
    static const char *const words[] = {"key", "token", "pass", "auth", "secret", "sig", "user"};
    size_t equals = strcspn(parameter, "=");
    char name[64];

    if (equals >= len)
        return false;
    len = equals < sizeof name - 1 ? equals : sizeof name - 1;
    for (size_t i = 0; i < len; i++)
        name[i] = (char)(parameter[i] | 0x20); /* lower case if it is a letter */
    name[len] = '\0';
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strstr(name, words[i]))
            return true;
    }
    return false;
}

/* Adds the part of a URL after the user, without secret parameters. */
static void add_rest(struct buf *out, const char *rest)
{
    size_t path = strcspn(rest, "?");
    char before = '?';

    buf_add(out, rest, path);
    for (const char *at = rest + path; *at;) {
        size_t len = strcspn(++at, "&");

        if (!is_secret(at, len)) {
            buf_putc(out, before);
            buf_add(out, at, len);
            before = '&';
        }
        at += len;
    }
}

/* Returns the length of the character `sign` at the beginning of `text`, or 0 if `text` does not
 * begin with it. `times` is how often the character is percent-encoded; 0: not encoded. */
static size_t sign_at(const char *text, char sign, int times)
{
    size_t len = 1;
    char hex[3];

    if (times == 0 || *text != '%')
        return times == 0 && *text == sign;
    for (; times > 1; times--, len += 2) {
        if (strncmp(text + len, "25", 2) != 0)
            return 0;
    }
    snprintf(hex, sizeof hex, "%02x", (unsigned)sign);
    return strncasecmp(text + len, hex, 2) == 0 ? len + 2 : 0;
}

/* Returns the length of "://" at the beginning of `text`, or 0. `times` is how often each of its
 * characters is percent-encoded. */
static size_t mark_at(const char *text, int times)
{
    size_t colon = sign_at(text, ':', times);
    size_t slash = colon ? sign_at(text + colon, '/', times) : 0;
    size_t second = slash ? sign_at(text + colon + slash, '/', times) : 0;

    return second ? colon + slash + second : 0;
}

/* Returns the length of "user:password@" at the beginning of `text`, or 0. `times` is how often "/"
 * and "@" are percent-encoded. */
static size_t user_at(const char *text, int times)
{
    size_t user = 0;

    for (size_t i = 0; text[i] && text[i] != '/' && !sign_at(text + i, '/', times); i++) {
        size_t at = sign_at(text + i, '@', times);

        if (at)
            user = i + at;
    }
    return user;
}

/* Returns the length of a percent-encoded "://" at the beginning of `text`, or 0. Sets *times to
 * how often it is encoded. A URL inside a URL has such a "://":
 * "zip://smb%3a%2f%2fnas%2fa.zip/a.mkv". */
static size_t inner_mark_at(const char *text, int *times)
{
    size_t mark = 0;

    for (*times = 1; *text == '%' && *times <= MOST_ENCODED; ++*times) {
        mark = mark_at(text, *times);
        if (mark)
            break;
    }
    return mark;
}

/* Adds the path to `out`. A path can be a URL, such as "smb://me:secret@nas/a.mkv" or
 * "http://nas/a.mkv?api_key=secret". Leaves out users, passwords and keys, also those in a URL
 * inside it, because people show records to others. */
static void add_path(struct buf *out, const char *path)
{
    size_t scheme = strcspn(path, "/\\");
    struct buf rest = BUF_INIT(strlen(path) + 1);

    if (!scheme || !mark_at(path + scheme - 1, 0)) {
        buf_puts(out, path);
        return;
    }
    const char *host = path + scheme + 2;
    buf_add(out, path, (size_t)(host - path));
    for (host += user_at(host, 0); *host;) {
        int times;
        size_t mark = inner_mark_at(host, &times);

        buf_add(&rest, host, mark ? mark : 1);
        host += mark ? mark + user_at(host + mark, times) : 1;
    }
    add_rest(out, buf_text(&rest));
    buf_release(&rest);
}

static void set_number(json_t *object, const char *key, int number)
{
    if (number != RECORD_NONE)
        json_object_set_new(object, key, json_integer(number));
}

/* Returns a new "media" object (docs/record.md); NULL if the title is not known. */
static json_t *media_of(const struct listed *t, int part)
{
    json_t *media;
    struct title_ids ids = t->ids;

    if (!t->title)
        return NULL;
    if (t->type == MEDIA_MOVIE)
        ids.of[TITLE_ID_TVDB] = 0; /* Trakt has no TVDB ids of films: see record/ids.h */
    media = json_pack("{s:s, s:s}", "type", record_type_words[t->type], "title", t->title);
    if (t->original && strcmp(t->original, t->title) != 0)
        json_object_set_new(media, "titles", json_pack("[s, s]", t->title, t->original));
    json_object_set_new(media, "year",
                        t->year != RECORD_NONE ? json_integer(t->year) : json_null());
    set_number(media, "season", t->season);
    set_number(media, "episode", t->episode);
    if (t->episode != RECORD_NONE && t->last_episode > t->episode &&
        t->last_episode - t->episode < EPISODES_MAX) {
        json_t *episodes = json_array();

        for (int i = t->episode; i <= t->last_episode; i++)
            json_array_append_new(episodes, json_integer(i));
        json_object_set_new(media, "episodes", episodes);
    }
    if (part)
        json_object_set_new(media, "part", json_integer(part));
    if (title_ids_best(&ids) != TITLE_IDS)
        json_object_set_new(media, "ids", title_ids_json(&ids));
    json_object_set_new(media, "from", json_string(t->from));
    return media;
}

static bool is_id(const json_t *id)
{
    return json_is_integer(id) || (json_string_length(id) && json_string_length(id) <= ID_MAX);
}

void listing_add(struct listing *l, const struct listed *t, const char *path, int part,
                 const json_t *file_id)
{
    json_t *media = media_of(t, part);
    json_t *record, *library;

    if (!media && !path)
        return;
    record = json_object();
    if (path) {
        struct buf name = BUF_INIT(strlen(path) + 1);

        add_path(&name, path);
        record_set_filename(record, buf_text(&name), name.len);
        buf_release(&name);
    }
    if (media)
        json_object_set_new(record, "media", media);
    library = json_pack("{s:s}", "program", t->from);
    if (is_id(t->id))
        json_object_set(library, "id", (json_t *)t->id);
    if (is_id(file_id))
        json_object_set(library, "file_id", (json_t *)file_id);
    json_object_set_new(record, "library", library);
    json_array_append_new(l->records, record);
}

/* --- Shows ---------------------------------------------------------------------------------- */

/* Returns the key of a show in listing->shows, a new string such as "sonarr 12"; NULL if the show
 * has no valid id. */
static char *show_key(const char *from, const json_t *id)
{
    if (!is_id(id))
        return NULL;
    return json_is_integer(id)
               ? cvi_format("%s %" JSON_INTEGER_FORMAT, from, json_integer_value(id))
               : cvi_format("%s %s", from, json_string_value(id));
}

void listing_keep_show(struct listing *l, const struct listed *show)
{
    char *key = show_key(show->from, show->id);

    if (!l->shows)
        l->shows = json_object();
    if (key && show->title && json_object_size(l->shows) < SHOWS_MAX) {
        json_t *kept = json_pack("[s, i, o]", show->title, show->year, title_ids_json(&show->ids));
        const json_t *other = json_object_get(l->shows, key);

        if (other && !json_equal(other, kept)) {
            l->clash = true;
            json_decref(kept);
            kept = json_null();
        }
        json_object_set_new(l->shows, key, kept);
    }
    free(key);
}

bool listing_find_show(const struct listing *l, const json_t *id, struct listed *episode)
{
    char *key = show_key(episode->from, id);
    const json_t *show = key ? json_object_get(l->shows, key) : NULL;

    free(key);
    if (!json_is_array(show))
        return false;
    if (episode->title && strcmp(episode->title, json_string_value(json_array_get(show, 0))) != 0)
        return false;
    episode->title = json_string_value(json_array_get(show, 0));
    episode->year = (int)json_integer_value(json_array_get(show, 1));
    episode->ids = title_ids_read(json_array_get(show, 2), MEDIA_SHOW);
    return true;
}
