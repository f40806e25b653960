/* Signing in on another device: a code to type, and polling until the user has typed it. */
#include "base.h"
#include "sandbox.h"

#include <stdlib.h>
#include <string.h>

void device_code(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    struct oauth *oauth = &sandbox->oauth;

    if (!oauth_check_client(oauth, request, answer))
        return;
    oauth->devices = base_grow_take(oauth->devices, oauth->device_count, sizeof *oauth->devices);
    struct device *device = &oauth->devices[oauth->device_count++];
    *device = (struct device){.expires = clock_now_ms() + (int64_t)oauth->device_expires_in * 1000};
    oauth_secret(oauth, "device", device->secret);
    for (int i = 0; i < 8; i++)
        device->user_code[i] = "0123456789ABCDEF"[strtol((char[]){device->secret[i], 0}, NULL, 16)];
    char *url = cvi_format("http://127.0.0.1:%u/activate", sandbox->port);
    answer_json_take(answer, 200,
                     json_pack("{s:s, s:s, s:s, s:i, s:i}", "device_code", device->secret,
                               "user_code", device->user_code, "verification_url", url,
                               "expires_in", (int)oauth->device_expires_in, "interval",
                               (int)oauth->device_interval));
    free(url);
}

static unsigned poll_status(const struct oauth *oauth, struct device *device)
{
    int64_t now = clock_now_ms(), last = device->polled;

    device->polled = now;
    if (now >= device->expires)
        return 410;
    if (device->used)
        return 409;
    /* Half a second of grace: the clocks of two programs never agree exactly. */
    if (last && now - last + 500 < (int64_t)oauth->device_interval * 1000)
        return 429;
    if (device->polls++ < oauth->device_approve_after && !device->approved)
        return 400;
    if (oauth->device_answer == 429 && !device->warned) {
        device->warned = true;
        return 429;
    }
    return oauth->device_answer && oauth->device_answer != 429 ? oauth->device_answer : 200;
}

void device_token(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    struct oauth *oauth = &sandbox->oauth;
    const char *code = request_member(request, "code");

    if (!oauth_check_client(oauth, request, answer))
        return;
    for (size_t i = 0; code && i < oauth->device_count; i++) {
        struct device *device = &oauth->devices[i];
        if (strcmp(device->secret, code) != 0)
            continue;
        unsigned status = poll_status(oauth, device);
        if (status != 200) {
            answer_empty(answer, status);
            return;
        }
        device->used = true;
        oauth_answer_grant(oauth, oauth_grant(oauth), answer);
        return;
    }
    answer_empty(answer, 404);
}

/* The page at the verification URL. With the user code after it, the request counts as a
 * confirmation. */
void device_page(struct sandbox *sandbox, struct request *request, struct answer *answer)
{
    const char *code = request->count > 1 ? request->segments[1] : "";
    const char *said = "Add the code the program shows to this address.";

    for (size_t i = 0; i < sandbox->oauth.device_count; i++)
        if (strcmp(sandbox->oauth.devices[i].user_code, code) == 0) {
            sandbox->oauth.devices[i].approved = true;
            said = "Approved. The program goes on by itself.";
        }
    answer_text_take(answer, 200, "text/html; charset=utf-8",
                     cvi_format("<!DOCTYPE html>\n<title>Sandbox</title>\n<p>%s</p>\n", said));
}
