/* Blanks and carriage returns only, which every terminal knows. */
#include "scan_screen.h"

#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "buf.h"
#include "clock.h"
#include "text.h"

static size_t columns(void)
{
    struct winsize size;

    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 2)
        return 79;
    return size.ws_col - 1U; /* a full line would scroll on some terminals */
}

static void put(struct buf *line)
{
    ssize_t ignored = write(STDERR_FILENO, buf_text(line), line->len);

    (void)ignored;
    buf_release(line);
}

bool scan_screen_due(const struct scan_screen *s)
{
    return s->on &&
           (!clock_is_real() || !s->shown || clock_steady_ms() - s->drawn_ms >= SCAN_SCREEN_MS);
}

void scan_screen_draw(struct scan_screen *s, const char *text)
{
    struct buf line = BUF_INIT(65536);
    size_t width = text_width(text), most = columns();
    size_t fill = width > s->shown ? width : s->shown;

    if (!s->on)
        return;
    buf_putc(&line, '\r');
    text_fit(&line, text, fill < most ? fill : most);
    s->shown = width < most ? width : most;
    s->drawn_ms = clock_steady_ms();
    put(&line);
}

void scan_screen_clear(struct scan_screen *s)
{
    struct buf line = BUF_INIT(65536);

    if (!s->shown)
        return;
    buf_putc(&line, '\r');
    for (size_t i = 0; i < s->shown; i++)
        buf_putc(&line, ' ');
    buf_putc(&line, '\r');
    s->shown = 0;
    put(&line);
}
