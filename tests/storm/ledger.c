/* Reads the sandbox's log and secrets of a storm. */
#include "ledger.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Reads METHOD URI STATUS [!PROBLEM] [NOTE] [fault=KINDS] [BODY], as described in
 * tests/sandbox/README.md. */
static struct entry read_entry(char *line)
{
    struct entry entry = {.faults = "", .problem = ""};
    char *rest = line, *word;

    entry.method = strsep(&rest, " ");
    entry.uri = rest ? strsep(&rest, " ") : "";
    entry.status = rest ? (int)strtol(strsep(&rest, " "), NULL, 10) : 0;
    while (rest && *rest != '{' && *rest != '[') {
        word = strsep(&rest, " ");
        if (*word == '!')
            entry.problem = word + 1;
        else if (strncmp(word, "fault=", 6) == 0)
            entry.faults = word + 6;
        entry.by_user |= strcmp(word, "by=user") == 0;
    }
    entry.body = rest ? json_loads(rest, 0, NULL) : NULL;
    return entry;
}

void ledger_read(struct ledger *ledger, const char *path, size_t from)
{
    *ledger = (struct ledger){0};
    if (!bytes_read_file(&ledger->text, path) || ledger->text.len <= from)
        return;
    char *rest = ledger->text.at + from, *line;
    while ((line = strsep(&rest, "\n")) && rest) {
        ledger->entries = resize(ledger->entries, ledger->count + 1, sizeof *ledger->entries);
        ledger->entries[ledger->count++] = read_entry(line);
    }
}

void ledger_release(struct ledger *ledger)
{
    for (size_t i = 0; i < ledger->count; i++)
        json_decref(ledger->entries[i].body);
    free(ledger->entries);
    bytes_release(&ledger->text);
}

bool ledger_adds(const struct entry *entry)
{
    size_t n = strlen(entry->uri);

    return strcmp(entry->method, "POST") == 0 &&
           (strcmp(entry->uri, "/sync/watchlist") == 0 ||
            (n > 6 && strcmp(entry->uri + n - 6, "/items") == 0));
}

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);

    return n >= m && strcmp(text + n - m, end) == 0;
}

bool ledger_changes(const struct entry *entry, bool *removes)
{
    static const struct {
        const char *end;
        bool removes;
    } ends[] = {{"/sync/watchlist", false},
                {"/sync/collection", false},
                {"/items", false},
                {"/sync/watchlist/remove", true},
                {"/sync/collection/remove", true},
                {"/items/remove", true}};

    for (size_t i = 0; strcmp(entry->method, "POST") == 0 && i < sizeof ends / sizeof *ends; i++)
        if (ends_with(entry->uri, ends[i].end)) {
            *removes = ends[i].removes;
            return true;
        }
    return false;
}

static json_int_t number_of(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

static void add_season(json_t *titles, const json_t *season, long long id)
{
    json_t *episode;
    size_t i;

    json_array_foreach(json_object_get(season, "episodes"), i, episode)
    {
        char *name = format_text("show:%lld:%lld:%lld", id, (long long)number_of(season, "number"),
                                 (long long)number_of(episode, "number"));
        json_array_append_new(titles, json_string(name));
        free(name);
    }
}

/* Adds the episodes of a show. Returns false if it has none. */
static bool add_episodes(json_t *titles, const json_t *show, long long id)
{
    json_t *seasons = json_object_get(show, "seasons"), *season;
    size_t i;

    json_array_foreach(seasons, i, season)
    {
        add_season(titles, season, id);
    }
    return json_array_size(seasons) > 0;
}

json_t *ledger_titles(const struct entry *entry)
{
    static const char *const kinds[][2] = {{"movies", "movie"}, {"shows", "show"}};
    json_t *titles = json_array(), *object;
    size_t i;

    for (size_t k = 0; k < 2; k++)
        json_array_foreach(json_object_get(entry->body, kinds[k][0]), i, object)
        {
            long long id = number_of(json_object_get(object, "ids"), "trakt");
            if (add_episodes(titles, object, id))
                continue;
            char *name = format_text("%s:%lld", kinds[k][1], id);
            json_array_append_new(titles, json_string(name));
            free(name);
        }
    return titles;
}

size_t ledger_size(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0 ? (size_t)about.st_size : 0;
}

void ledger_secrets(struct words *secrets, const char *path, const char *kind)
{
    struct bytes text = {0};

    (void)bytes_read_file(&text, path);
    for (char *rest = text.at, *line; rest && (line = strsep(&rest, "\n"));) {
        char *secret = strchr(line, ' ');
        if (!secret)
            continue;
        *secret++ = '\0';
        if (kind ? strcmp(line, kind) == 0 : strcmp(line, "client-id") != 0)
            words_add(secrets, secret);
    }
    bytes_release(&text);
}
