/* Rewrites the expectations of a case with its actual results (CVI_UPDATE=1). */
#include "rewrite.h"

#include "tmpdir.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static struct change *add_change(struct rewrite *r, size_t from, size_t to)
{
    r->changes = resize(r->changes, r->count + 1, sizeof *r->changes);
    struct change *change = &r->changes[r->count++];
    *change = (struct change){.from = from, .to = to};
    return change;
}

/* Returns whether the unescaped text would be misread in a case, or spoilt by an editor. */
static bool needs_escapes(const struct bytes *text)
{
    bool start = true;

    for (size_t i = 0; i < text->len; i++) {
        unsigned char c = (unsigned char)text->at[i];
        if ((c < ' ' && c != '\n' && c != '\t') || c == 127)
            return true;
        if (start && text->len - i > 4 && memcmp(text->at + i, "--- ", 4) == 0 &&
            isalpha((unsigned char)text->at[i + 4]))
            return true;
        start = c == '\n';
    }
    return false;
}

static void escape(struct bytes *into, const struct bytes *text)
{
    bool start = true;

    for (size_t i = 0; i < text->len; i++) {
        unsigned char c = (unsigned char)text->at[i];
        if (c == '\\')
            bytes_puts(into, "\\\\");
        else if (c == '\r')
            bytes_puts(into, "\\r");
        else if ((c < ' ' && c != '\n' && c != '\t') || c == 127 || (start && c == '-'))
            bytes_printf(into, "\\x%02x", c);
        else
            bytes_add(into, &c, 1);
        start = c == '\n';
    }
}

void rewrite_section(struct rewrite *r, const struct section *s, const struct bytes *actual)
{
    if (s->way != WAY_EXACT && s->way != WAY_JSON && s->way != WAY_UNORDERED)
        return;
    struct bytes *text = &add_change(r, s->head, s->end)->text;
    const char *head = r->script->text.at + s->head;
    bool escapes = s->escapes || needs_escapes(actual);
    bool noeol = actual->len && actual->at[actual->len - 1] != '\n';

    bytes_add(text, head, strcspn(head, "\n"));
    bytes_replace(text, " noeol", "");
    if (escapes && !s->escapes)
        bytes_puts(text, " escapes");
    bytes_puts(text, noeol ? " noeol\n" : "\n");
    if (escapes)
        escape(text, actual);
    else
        bytes_add(text, actual->at, actual->len);
    if (noeol)
        bytes_puts(text, "\n");
}

void rewrite_status(struct rewrite *r, const struct section *s, int status)
{
    size_t end = r->script->text.len;
    struct change *change = s ? add_change(r, s->head, s->end) : add_change(r, end, end);
    bool open = !s && end && r->script->text.at[end - 1] != '\n';

    bytes_printf(&change->text, "%s--- status %d\n", open ? "\n" : "", status);
}

static const struct change *next_change(const struct rewrite *r, size_t from)
{
    const struct change *next = NULL;

    for (size_t i = 0; i < r->count; i++)
        if (r->changes[i].from >= from && (!next || r->changes[i].from < next->from))
            next = &r->changes[i];
    return next;
}

void rewrite_text(const struct rewrite *r, struct bytes *into)
{
    const struct bytes *old = &r->script->text;
    size_t at = 0;

    for (const struct change *c; (c = next_change(r, at)); at = c->to) {
        bytes_add(into, old->at + at, c->from - at);
        bytes_add(into, c->text.at, c->text.len);
        if (c->from == c->to)
            return; /* added at the end: nothing follows */
    }
    bytes_add(into, old->at + at, old->len - at);
}

/* Returns the number of lines that begin with "failed:". */
static size_t failures(const char *text, size_t len)
{
    static const char mark[] = "failed:";
    size_t count = 0;

    for (size_t i = 0; i + sizeof mark - 1 <= len; i++)
        count += (i == 0 || text[i - 1] == '\n') && memcmp(text + i, mark, sizeof mark - 1) == 0;
    return count;
}

bool rewrite_has_failure(const struct rewrite *r)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct change *c = &r->changes[i];

        if (failures(c->text.at, c->text.len) >
            failures(r->script->text.at + c->from, c->to - c->from))
            return true;
    }
    return false;
}

bool rewrite_file(const struct rewrite *r, const char *path)
{
    struct bytes text = {0};

    if (r->count == 0)
        return true;
    rewrite_text(r, &text);
    bool good = tmpdir_write(".", path, text.at, text.len, 0644);
    bytes_release(&text);
    return good;
}

void rewrite_release(struct rewrite *r)
{
    for (size_t i = 0; i < r->count; i++)
        bytes_release(&r->changes[i].text);
    free(r->changes);
    *r = (struct rewrite){0};
}
