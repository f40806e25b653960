/* Fuzzes config files: they are accepted, or rejected with one line that names the file and a
 * line. */
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "config/config.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char path[] = "/tmp/fuzz_config.XXXXXX";

static void insist(bool fact)
{
    if (!fact)
        abort();
}

static void forget(void)
{
    unlink(path);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    int fd = mkstemp(path);
    insist(fd >= 0);
    close(fd);
    atexit(forget);
    config_given.file = path;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char *environment[] = {NULL};
    struct config c;
    struct why why = {0};
    FILE *file = fopen(path, "wb");

    insist(file && fwrite(data, 1, size, file) == size && fclose(file) == 0);
    if (config_load(&c, CONFIG_FOR_TRAKT, environment, &why)) {
        struct buf shown = BUF_INIT(4 << 20);

        insist(config_text(&c, CONFIG_API_URL) && config_text(&c, CONFIG_INCLUDE_STATUSES));
        config_show(&c, &shown);
        buf_release(&shown);
        config_release(&c);
    } else {
        insist(why.status == EX_CONFIG && strncmp(why.text, path, strlen(path)) == 0);
    }
    return 0;
}
