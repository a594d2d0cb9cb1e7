/* SPDX-License-Identifier: MIT */
#include "ui/lend.h"

#include "base/job.h"
#include "ui/app_internal.h"
#include "ui/screen.h"

static void come_back(const struct job_result *result, void *arg)
{
    struct app *app = arg;
    void (*after)(struct app * app) = app->after_lending;

    app->lent = NULL;
    app->after_lending = NULL;
    screen_return();
    app_watch_keys(app);
    app_resize(app);
    if (result->end != JOB_EXITED || result->code != 0)
        app_complain(app, "%s", result->error.text);
    else if (after)
        after(app);
}

bool lend_terminal(struct app *app, const char *const *argv, void (*after)(struct app *app),
                   struct error *error)
{
    struct job_spec spec = { .kind = JOB_FOREGROUND, .argv = argv };

    if (app->lent)
        return error_set(error, "another program has the terminal");
    screen_leave();
    loop_unwatch(app->loop, screen_fd());
    app->lent = job_start(app->loop, &spec, NULL, come_back, app, error);
    app->after_lending = after;
    if (app->lent)
        return true;
    screen_return();
    app_watch_keys(app);
    app_resize(app);
    return false;
}
