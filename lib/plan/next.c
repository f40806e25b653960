/* Suggests the next command after a plan. FILE stands for a file whose name is not known here. */
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/next.h"
#include "base/text.h"
#include "json/ndjson.h"
#include "plan/parts.h"

static bool is_regular(int fd)
{
    struct stat about;

    return fstat(fd, &about) == 0 && S_ISREG(about.st_mode);
}

/* Adds the command that applies the operations in `file`. */
static void add_command(struct buf *out, const char *program, const char *file)
{
    bool own = strcmp(program, "cvi-plan") == 0;

    buf_printf(out, "%s%s", own ? "cvi-apply" : program, own ? " <" : " --apply ");
    text_word(out, file, "FILE");
}

/* Adds the next command. Adds nothing if the operations were piped to another program. */
static void add_next(struct buf *out, const struct plan *p)
{
    const char *program = p->settings.program;

    if (p->settings.output) {
        add_command(out, program, p->settings.output);
    } else if (isatty(STDOUT_FILENO)) {
        buf_puts(out, "plan again with --output plan.ndjson, then ");
        add_command(out, program, "plan.ndjson");
    } else if (is_regular(STDOUT_FILENO) && p->settings.format == PLAN_JSON) {
        add_command(out, program, "FILE");
    }
}

void plan_print_next(const struct plan *p)
{
    struct buf text = BUF_INIT(SIZE_MAX / 2);

    if (!(p->counts.add + p->counts.update + p->counts.remove))
        return;
    add_next(&text, p);
    ndjson_flush();
    if (text.len)
        next_show(buf_text(&text));
    buf_release(&text);
}
