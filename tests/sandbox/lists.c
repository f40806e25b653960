/* The personal lists: making, finding, changing and deleting them. */
#include "lists.h"

#include "base.h"
#include "sandbox.h"

#include <stdlib.h>
#include <string.h>

/* Returns the initial members of a list. A request may set each of them (but not to another
 * type). */
static json_t *born(const char *name)
{
    return json_pack("{s:s, s:n, s:s, s:b, s:b, s:s, s:s}", "name", name, "description", "privacy",
                     "private", "display_numbers", 0, "allow_comments", 1, "sort_by", "rank",
                     "sort_how", "asc");
}

/* Returns a user's slug: the name with dashes, except for the underscores that names may have. The
 * caller frees the result. */
static char *user_slug(const char *owner)
{
    return strcmp(owner, ACCOUNT_NAME) == 0 ? cvi_strdup(ACCOUNT_NAME) : base_slug(owner);
}

static struct list *list_new(const char *owner, const char *name, int64_t id, const char *slug)
{
    struct list *list = cvi_alloc(sizeof *list);

    list->id = id;
    list->owner = cvi_strdup(owner);
    list->owner_slug = user_slug(owner);
    list->slug = cvi_strdup(slug);
    list->slugs = json_pack("{s:b}", slug, 1);
    list->about = born(name);
    list->created = list->updated = clock_now_ms();
    return list;
}

static void list_free(struct list *list)
{
    free(list->owner);
    free(list->owner_slug);
    free(list->slug);
    json_decref(list->slugs);
    json_decref(list->about);
    for (size_t i = 0; i < list->count; i++)
        json_decref(list->items[i].copy);
    for (size_t i = 0; i < list->ghost_count; i++)
        json_decref(list->ghosts[i].copy);
    free(list->items);
    free(list->ghosts);
    free(list);
}

void lists_start(struct lists *lists)
{
    lists->watchlist = list_new(ACCOUNT_NAME, "Watchlist", 1, "watchlist");
    lists->watchlist->updated = 0;
    lists->collection = list_new(ACCOUNT_NAME, "Collection", 2, "collection");
    lists->collection->updated = 0;
}

void lists_release(struct lists *lists)
{
    for (size_t i = 0; i < lists->count; i++)
        list_free(lists->all[i]);
    free(lists->all);
    list_free(lists->watchlist);
    list_free(lists->collection);
}

bool list_is_own(const struct list *list)
{
    return strcmp(list->owner_slug, ACCOUNT_NAME) == 0;
}

size_t lists_count_own(const struct lists *lists)
{
    size_t count = 0;

    for (size_t i = 0; i < lists->count; i++)
        count += list_is_own(lists->all[i]);
    return count;
}

struct list *lists_find(const struct lists *lists, const char *owner_slug, const char *name)
{
    int64_t id = base_number(name, 0);

    for (size_t i = 0; i < lists->count; i++)
        if (strcmp(lists->all[i]->owner_slug, owner_slug) == 0 &&
            (id ? lists->all[i]->id == id : json_object_get(lists->all[i]->slugs, name) != NULL))
            return lists->all[i];
    return NULL;
}

/* Makes the slug of a list: with a number if another list of that user has it, and the Trakt id if
 * the name leaves nothing, because an empty slug leads nowhere. The caller frees the result. */
static char *make_slug(const struct lists *lists, const char *owner_slug, const char *name,
                       int64_t id)
{
    char *plain = base_slug(name);
    char *slug = *plain ? cvi_strdup(plain) : cvi_format("%lld", (long long)id);

    for (int i = 2; *plain && lists_find(lists, owner_slug, slug); i++) {
        free(slug);
        slug = cvi_format("%s-%d", plain, i);
    }
    free(plain);
    return slug;
}

struct list *lists_make(struct lists *lists, const char *owner, const char *name)
{
    int64_t id = 33543684 + lists->made_lists++;
    char *owner_slug = user_slug(owner), *slug = make_slug(lists, owner_slug, name, id);

    lists->all = base_grow_take(lists->all, lists->count, sizeof(struct list *));
    struct list *list = list_new(owner, name, id, slug);
    lists->all[lists->count++] = list;
    lists->updated = clock_now_ms();
    free(owner_slug);
    free(slug);
    return list;
}

static bool is_same(const struct item *one, const struct item *other)
{
    return one->title == other->title && one->season == other->season &&
           one->episode == other->episode;
}

struct item *list_find(const struct list *list, const struct item *item)
{
    for (size_t i = 0; i < list->count; i++)
        if (is_same(&list->items[i], item))
            return &list->items[i];
    return NULL;
}

/* Removes an element from an array of items. */
static void take_out(struct item *items, size_t *count, size_t place)
{
    (*count)--;
    memmove(items + place, items + place + 1, (*count - place) * sizeof *items);
}

static void forget_ghost(struct list *list, size_t place)
{
    json_decref(list->ghosts[place].copy);
    take_out(list->ghosts, &list->ghost_count, place);
}

static void touch(struct lists *lists, struct list *list)
{
    list->updated = clock_now_ms();
    if (list != lists->watchlist && list != lists->collection)
        lists->updated = list->updated;
}

/* Adds movie:481, show:1388 or show:1388:1:9. */
static void add_word(struct buf *to, const struct item *item)
{
    buf_printf(to, "%s:%lld", title_type(item->title), (long long)item->title->trakt);
    if (item->season >= 0)
        buf_printf(to, ":%d", item->season);
    if (item->episode >= 0)
        buf_printf(to, ":%d", item->episode);
}

void lists_note(const struct lists *lists, const struct list *list, const struct item *item,
                const char *what)
{
    struct buf word = BUF_INIT(128);

    if (!lists->journal)
        return;
    add_word(&word, item);
    fprintf(lists->journal, "%u %s %lld %s %s %s\n", lists->request,
            lists->by_user ? "user" : "program", (long long)clock_now_ms(), what, list->slug,
            buf_text(&word));
    fflush(lists->journal);
    buf_release(&word);
}

void list_add(struct lists *lists, struct list *list, const struct item *item)
{
    if (list_find(list, item))
        return;
    for (size_t i = list->ghost_count; i-- > 0;)
        if (is_same(&list->ghosts[i], item))
            forget_ghost(list, i);
    list->items = base_grow_take(list->items, list->count, sizeof *list->items);
    struct item *added = &list->items[list->count++];
    *added = *item;
    added->id = 1408541001 + lists->made_items++;
    added->listed_at = clock_now_ms();
    touch(lists, list);
    lists_note(lists, list, item, "add");
}

bool list_remove(struct lists *lists, struct list *list, const struct item *item,
                 unsigned stale_reads)
{
    struct item *found = list_find(list, item);

    if (!found)
        return false;
    struct item gone = *found;
    lists_note(lists, list, &gone, "drop");
    take_out(list->items, &list->count, (size_t)(found - list->items));
    touch(lists, list);
    gone.hidden = stale_reads;
    list->ghosts = base_grow_take(list->ghosts, list->ghost_count, sizeof *list->ghosts);
    list->ghosts[list->ghost_count++] = gone;
    list_end_read(list);
    return true;
}

struct item **list_read(struct list *list, bool (*wanted)(const void *context, const struct item *),
                        const void *context, size_t *count)
{
    struct item **seen = cvi_alloc((list->count + list->ghost_count + 1) * sizeof(void *));

    *count = 0;
    for (size_t i = 0; i < list->count; i++) {
        struct item *item = &list->items[i];

        if (!wanted(context, item))
            continue;
        if (item->hidden)
            item->hidden--;
        else
            seen[(*count)++] = item;
    }
    for (size_t i = 0; i < list->ghost_count; i++) {
        if (!list->ghosts[i].hidden || !wanted(context, &list->ghosts[i]))
            continue;
        list->ghosts[i].hidden--;
        seen[(*count)++] = &list->ghosts[i];
    }
    return seen;
}

void list_end_read(struct list *list)
{
    for (size_t i = list->ghost_count; i-- > 0;)
        if (!list->ghosts[i].hidden)
            forget_ghost(list, i);
}

size_t list_rank(const struct list *list, const struct item *item)
{
    for (size_t i = 0; i < list->ghost_count; i++)
        if (item == &list->ghosts[i])
            return list->count + 1 + i;
    return (size_t)(item - list->items) + 1;
}

static json_t *list_json(const struct list *list)
{
    json_t *json = json_copy(list->about);
    char *created = base_time(list->created, 1), *updated = base_time(list->updated, 1);

    json_object_set_new(json, "share_link",
                        json_sprintf("https://trakt.tv/lists/%lld", (long long)list->id));
    json_object_set_new(json, "type", json_string("personal"));
    json_object_set_new(json, "created_at", json_string(created));
    json_object_set_new(json, "updated_at", json_string(updated));
    json_object_set_new(json, "item_count", json_integer((json_int_t)list->count));
    json_object_set_new(json, "comment_count", json_integer(0));
    json_object_set_new(json, "likes", json_integer(0));
    json_object_set_new(json, "ids",
                        json_pack("{s:I, s:s}", "trakt", (json_int_t)list->id, "slug", list->slug));
    json_object_set_new(json, "user", account_user(list->owner, list->owner_slug));
    free(created);
    free(updated);
    return json;
}

const char *lists_owner(const struct request *request)
{
    return strcmp(request->segments[1], "me") == 0 ? ACCOUNT_NAME : request->segments[1];
}

static bool is_own(const struct request *request)
{
    return strcmp(lists_owner(request), ACCOUNT_NAME) == 0;
}

/* Returns whether the requester may see the list. With a token it is the account, which sees its
 * own lists and those it collaborates on; there are no others here. */
static bool may_see(const struct sandbox *sandbox, const struct request *request,
                    const struct list *list)
{
    const char *privacy = json_string_value(json_object_get(list->about, "privacy"));

    return sandbox->lists.by_user ||
           oauth_allows(&sandbox->oauth, request_header(request, "authorization")) ||
           strcmp(privacy ? privacy : "private", "public") == 0;
}

struct list *lists_wanted(struct sandbox *sandbox, const struct request *request,
                          struct answer *answer)
{
    struct list *list = lists_find(&sandbox->lists, lists_owner(request), request->segments[3]);

    if (list && may_see(sandbox, request, list))
        return list;
    answer_empty(answer, list ? 403 : 404);
    return NULL;
}

/* Returns the same for actions of the owner only. */
static struct list *wanted_own(struct sandbox *sandbox, const struct request *request,
                               struct answer *answer)
{
    struct list *list = lists_wanted(sandbox, request, answer);

    if (!list || list_is_own(list))
        return list;
    answer_empty(answer, 403);
    return NULL;
}

const struct list *lists_of_user(const struct lists *lists, const char *owner_slug)
{
    for (size_t i = 0; i < lists->count; i++)
        if (strcmp(lists->all[i]->owner_slug, owner_slug) == 0)
            return lists->all[i];
    return strcmp(owner_slug, ACCOUNT_NAME) == 0 ? lists->watchlist : NULL;
}

void lists_get_all(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    const char *owner = lists_owner(request);
    json_t *array = json_array();

    for (size_t i = 0; i < sandbox->lists.count; i++)
        if (strcmp(sandbox->lists.all[i]->owner_slug, owner) == 0 &&
            may_see(sandbox, request, sandbox->lists.all[i]))
            json_array_append_new(array, list_json(sandbox->lists.all[i]));
    answer_page_take(answer, request, array, 100, 250);
    if (!lists_of_user(&sandbox->lists, owner))
        answer_empty(answer, 404);
}

/* Lists of other users that the account may write to. They come in one piece, because the contract
 * has no pages. */
void lists_get_shared(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    json_t *array = json_array();

    for (size_t i = 0; is_own(request) && i < sandbox->lists.count; i++)
        if (!list_is_own(sandbox->lists.all[i]) && may_see(sandbox, request, sandbox->lists.all[i]))
            json_array_append_new(array, list_json(sandbox->lists.all[i]));
    answer_json_take(answer, 200, array);
}

/* The account likes no lists. */
void lists_get_liked(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    const char *type = request->segments[2];
    (void)sandbox;

    if (strcmp(type, "lists") == 0 || strcmp(type, "comments") == 0)
        answer_page_take(answer, request, json_array(), 100, 250);
    else
        answer_empty(answer, 404);
}

/* Returns whether each member of body that a list has is of the right type. */
static bool is_valid(const json_t *body)
{
    json_t *model = born("x");
    const char *key;
    json_t *value;
    bool valid = json_is_object(body);

    json_object_foreach(model, key, value)
    {
        const json_t *given = json_object_get(body, key);
        bool text = json_is_string(value) || json_is_null(value);
        if (given && !(text ? json_is_string(given) : json_is_boolean(given)) &&
            !(json_is_null(value) && json_is_null(given)))
            valid = false;
    }
    json_decref(model);
    return valid;
}

enum { NAME_KEPT = 255 };

/* Returns the name as stored by Trakt. Of emoji, it keeps only two; others become unicorns. The
 * caller frees it. */
static char *stored_name(const char *name)
{
    static const struct {
        const char *is, *becomes;
    } changes[] = {{"&", "&amp;"},
                   {"\xf0\x9f\x98\x84", ":smile:"},
                   {"\xf0\x9f\x8e\xac", ":clapper:"},
                   {"\xf0\x9f", ":unicorn_face:"}};
    struct buf all = BUF_INIT(1 << 20);
    size_t i, kept = 0, count = 0;

    while (*name) {
        for (i = 0; i < sizeof changes / sizeof *changes; i++)
            if (strncmp(name, changes[i].is, strlen(changes[i].is)) == 0)
                break;
        if (i < sizeof changes / sizeof *changes) {
            buf_puts(&all, changes[i].becomes);
            name += *name == '&' ? 1 : strnlen(name, 4);
        } else {
            buf_putc(&all, *name++);
        }
    }
    char *text = cvi_strdup(buf_text(&all));
    while (text[kept] && (count += ((unsigned char)text[kept] & 0xc0) != 0x80) <= NAME_KEPT)
        kept++;
    text[kept] = '\0';
    buf_release(&all);
    return text;
}

void lists_create(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    const char *name = request_member(request, "name");

    if (!name || !name[strspn(name, " \t")] || !is_valid(request->body) || !is_own(request)) {
        answer_empty(answer, 422);
        return;
    }
    if (lists_count_own(&sandbox->lists) >= sandbox->limits.lists) {
        answer_empty(answer, 420);
        return;
    }
    struct list *list = lists_make(&sandbox->lists, ACCOUNT_NAME, name);
    json_object_update_existing(list->about, request->body);
    if (sandbox->faults.change_name) {
        char *stored = stored_name(name);
        json_object_set_new(list->about, "name", json_string(stored));
        free(stored);
    }
    answer_json_take(answer, 201, list_json(list));
}

void lists_get(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    struct list *list = lists_wanted(sandbox, request, answer);

    if (list)
        answer_json_take(answer, 200, list_json(list));
}

void lists_change(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    struct list *list = wanted_own(sandbox, request, answer);
    const char *name = request_member(request, "name");

    if (!list)
        return;
    if (!is_valid(request->body)) {
        answer_empty(answer, 422);
        return;
    }
    json_object_update_existing(list->about, request->body);
    if (name) {
        free(list->slug);
        list->slug = make_slug(&sandbox->lists, list->owner_slug, name, list->id);
        json_object_set_new(list->slugs, list->slug, json_true());
    }
    touch(&sandbox->lists, list);
    answer_json_take(answer, 200, list_json(list));
}

static void write_list(const struct list *list, FILE *stream)
{
    bool own = list_is_own(list);
    json_t *items = json_array(),
           *name = json_sprintf("%s%s%s", own ? "" : list->owner_slug, own ? "" : "/", list->slug);
    json_t *line = json_pack("{s:o, s:o}", "list", name, "items", items);

    for (size_t i = 0; i < list->count; i++) {
        const struct item *item = &list->items[i];
        struct buf word = BUF_INIT(128);
        add_word(&word, item);
        json_array_append_new(items, json_string(buf_text(&word)));
        buf_release(&word);
    }
    json_dumpf(line, stream, JSON_COMPACT);
    fputc('\n', stream);
    json_decref(line);
}

void lists_write(const struct lists *lists, FILE *stream)
{
    write_list(lists->watchlist, stream);
    if (lists->collection->count)
        write_list(lists->collection, stream);
    for (size_t i = 0; i < lists->count; i++)
        write_list(lists->all[i], stream);
}

void lists_delete(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    struct lists *lists = &sandbox->lists;
    struct list *list = wanted_own(sandbox, request, answer);

    if (!list)
        return;
    for (size_t i = 0; i < lists->count; i++)
        if (lists->all[i] == list) {
            lists->count--;
            memmove(lists->all + i, lists->all + i + 1, (lists->count - i) * sizeof(struct list *));
            break;
        }
    list_free(list);
    lists->updated = clock_now_ms();
    answer_empty(answer, 204);
}
