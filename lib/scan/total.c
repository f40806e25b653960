/* Counts the files and bytes to scan with a second search, in its own thread. */
#include "scan/parts.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

struct scan_total {
    struct scan_find_rules rules;
    char *const *operands;
    const char *files_from;
    char separator;
    pthread_t thread;
    bool running;
    atomic_bool stop;
    atomic_bool known;
    uint64_t files, bytes; /* valid once known */
};

static void count(struct scan_total *t, struct scan_find *find)
{
    struct scan_found found;
    struct why why;
    bool wait;

    for (;;) {
        switch (scan_find_next(find, &found, &wait, &why)) {
        case SCAN_FIND_FILE:
            t->files++;
            t->bytes += (uint64_t)found.about.st_size;
            break;
        case SCAN_FIND_END:
            atomic_store(&t->known, true);
            return;
        case SCAN_FIND_BAD:
        case SCAN_FIND_PAUSE:
            break;
        }
        free(found.path);
        /* If `wait` is set, another program is still writing names, so the total stays unknown. */
        if (wait || atomic_load(&t->stop))
            return;
    }
}

static void *run(void *of)
{
    struct scan_total *t = of;
    int fd = t->files_from ? open(t->files_from, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : -1;
    struct names names = NAMES(fd, t->separator);
    struct scan_find *find = scan_find_new(&t->rules, t->operands, fd >= 0 ? &names : NULL);

    count(t, find);
    scan_find_free(find);
    names_release(&names);
    if (fd >= 0)
        close(fd);
    return NULL;
}

struct scan_total *scan_total_start(const struct scan_find_rules *rules, char *const *operands,
                                    const char *files_from, char separator)
{
    struct scan_total *t = cvi_alloc(sizeof *t);

    t->rules = *rules;
    t->rules.silent = true;
    t->operands = operands;
    t->files_from = files_from;
    t->separator = separator;
    t->running = pthread_create(&t->thread, NULL, run, t) == 0;
    return t;
}

bool scan_total_known(struct scan_total *t, uint64_t *files, uint64_t *bytes)
{
    if (!t || !atomic_load(&t->known))
        return false;
    *files = t->files;
    *bytes = t->bytes;
    return true;
}

void scan_total_free(struct scan_total *t)
{
    if (!t)
        return;
    atomic_store(&t->stop, true);
    if (t->running)
        pthread_join(t->thread, NULL);
    free(t);
}
