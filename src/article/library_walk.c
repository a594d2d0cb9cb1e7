/* SPDX-License-Identifier: MIT */
#include "article/library_parts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"

enum {
    DEPTH_MAX = 200,    /* folders below a root */
    FIRST_CHUNK = 64,   /* files; enough for a screen, so the first rows come at once */
    LAST_CHUNK = 16384, /* files; the more are sorted by inode, the less a disk seeks */
    CHUNK_AGE = 50,     /* milliseconds after which a chunk is given away as it is */
};

struct folder {
    char *path; /* below the root, "" for the root itself */
    int depth;
};

struct folders {
    struct folder *list;
    size_t count, room;
};

struct walker {
    const struct library_walk *walk;
    struct library_root *root;
    uint16_t number;
    struct library_chunk *chunk;
    size_t chunk_size;
    int64_t chunk_started;
    struct library_seen seen;   /* folders that were read */
    struct library_seen above;  /* the folders that hold the root at hand, up to "/" */
    struct folders open, links; /* to be read; links after all others */
    struct buf full;            /* a path at hand */
    bool told_depth;
};

/* ---- chunks ---- */

void library_chunk_free(struct library_chunk *chunk)
{
    if (!chunk)
        return;
    arena_release(&chunk->arena);
    free(chunk->files);
    free(chunk);
}

static int by_inode(const void *a, const void *b)
{
    ino_t left = ((const struct library_found *)a)->inode;
    ino_t right = ((const struct library_found *)b)->inode;

    return (left > right) - (left < right);
}

void library_chunk_sort(struct library_chunk *chunk)
{
    qsort(chunk->files, chunk->count, sizeof *chunk->files, by_inode);
}

static void give_chunk(struct walker *walker)
{
    struct library_chunk *chunk = walker->chunk;

    walker->chunk = NULL;
    if (!chunk)
        return;
    library_chunk_sort(chunk);
    walker->walk->found(walker->walk->arg, chunk);
    if (walker->chunk_size < LAST_CHUNK)
        walker->chunk_size *= 4;
}

static void add_file(struct walker *walker, const char *path, ino_t inode)
{
    if (!walker->chunk) {
        walker->chunk = xcalloc(1, sizeof *walker->chunk);
        walker->chunk_started = loop_now();
    }
    struct library_chunk *chunk = walker->chunk;
    if (chunk->count == chunk->room) {
        chunk->room = chunk->room ? 2 * chunk->room : FIRST_CHUNK;
        chunk->files = xreallocarray(chunk->files, chunk->room, sizeof *chunk->files);
    }
    chunk->files[chunk->count++] = (struct library_found){
        .inode = inode,
        .path = arena_strndup(&chunk->arena, path, strlen(path)),
        .root = walker->number,
    };
    if (chunk->count >= walker->chunk_size || loop_now() - walker->chunk_started > CHUNK_AGE)
        give_chunk(walker);
}

/* ---- one folder ---- */

static void problem(struct walker *walker, const char *path, bool error, const char *message)
{
    walker->walk->problem(walker->walk->arg, path, error, message);
}

static void problem_errno(struct walker *walker, const char *path, const char *what)
{
    struct error error;

    error_errno(&error, "%s", what);
    problem(walker, path, true, error.text);
}

static bool has_ending(const char *name, size_t n)
{
    static const char *const endings[] = { ".md", ".markdown", ".txt" };

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t len = strlen(endings[i]);
        if (n > len && strcasecmp(name + n - len, endings[i]) == 0)
            return true;
    }
    return false;
}

/* Hidden, or what an editor leaves. */
static bool is_passed_over(const char *name, size_t n)
{
    return name[0] == '.' || name[n - 1] == '~' || (name[0] == '#' && name[n - 1] == '#');
}

bool library_is_wanted(const char *name)
{
    size_t n = strlen(name);

    return n > 0 && !is_passed_over(name, n);
}

static void push(struct walker *walker, struct folders *folders, const char *path, int depth)
{
    if (depth > DEPTH_MAX) {
        struct error error;
        error_set(&error, "lies more than %d folders deep; it is not read", DEPTH_MAX);
        if (!walker->told_depth)
            problem(walker, buf_str(&walker->full), false, error.text);
        walker->told_depth = true;
        return;
    }
    if (folders->count == folders->room) {
        folders->room = folders->room ? 2 * folders->room : 16;
        folders->list = xreallocarray(folders->list, folders->room, sizeof *folders->list);
    }
    folders->list[folders->count++] = (struct folder){ .path = xstrdup(path), .depth = depth };
}

/* A link, or an entry of a file system that does not tell kinds. */
static void take_unknown(struct walker *walker, int dir, const char *name, const char *path,
                         bool link, int depth)
{
    bool wanted = has_ending(name, strlen(name));
    struct stat st;

    library_join(&walker->full, walker->root, path);
    if (fstatat(dir, name, &st, 0) < 0) {
        if (wanted)
            problem_errno(walker, buf_str(&walker->full), "cannot be read");
    } else if (S_ISREG(st.st_mode)) {
        if (wanted)
            add_file(walker, path, st.st_ino);
    } else if (S_ISDIR(st.st_mode)) {
        if (link)
            atomic_store(walker->walk->entangled, true);
        /* A folder above the root would lead out, to "/" at last. Who looks at parts knows
         * neither those nor what was read, and leaves links to the look at everything. */
        if (!library_seen_has(&walker->above, &st) &&
            !(link && walker->walk->targets->count > 0))
            push(walker, link ? &walker->links : &walker->open, path, depth);
    } else if (wanted) {
        problem(walker, buf_str(&walker->full), false, "is not a regular file");
    }
}

static void take_entry(struct walker *walker, int dir, const struct dirent *entry,
                       const char *path, int depth)
{
    size_t n = strlen(entry->d_name);

    if (n == 0 || is_passed_over(entry->d_name, n))
        return;
    switch (entry->d_type) {
    case DT_REG:
        if (has_ending(entry->d_name, n))
            add_file(walker, path, entry->d_ino);
        break;
    case DT_DIR:
        library_join(&walker->full, walker->root, path);
        push(walker, &walker->open, path, depth);
        break;
    default:
        take_unknown(walker, dir, entry->d_name, path, entry->d_type == DT_LNK, depth);
        break;
    }
}

static void read_entries(struct walker *walker, DIR *dir, const struct folder *folder)
{
    struct buf path = BUF_INIT(LIBRARY_PATH_MAX);
    struct dirent *entry;

    buf_adds(&path, folder->path);
    if (path.len > 0)
        buf_addc(&path, '/');
    size_t prefix = path.len;
    while (!atomic_load(walker->walk->stop) && (errno = 0, entry = readdir(dir))) {
        buf_truncate(&path, prefix);
        if (buf_adds(&path, entry->d_name))
            take_entry(walker, dirfd(dir), entry, buf_str(&path), folder->depth + 1);
    }
    if (errno != 0 && !atomic_load(walker->walk->stop)) {
        library_join(&walker->full, walker->root, folder->path);
        problem_errno(walker, buf_str(&walker->full), "cannot be read to its end");
    }
    buf_release(&path);
}

static void find_above(struct walker *walker, int root)
{
    int fd = openat(root, "..", O_PATH | O_DIRECTORY | O_CLOEXEC);
    struct stat st;

    library_seen_release(&walker->above);
    /* ".." of "/" is "/". */
    while (fd >= 0 && fstat(fd, &st) == 0 && library_seen_add(&walker->above, &st)) {
        int up = openat(fd, "..", O_PATH | O_DIRECTORY | O_CLOEXEC);
        close(fd);
        fd = up;
    }
    if (fd >= 0)
        close(fd);
}

static void read_folder(struct walker *walker, const struct folder *folder)
{
    bool is_root = *folder->path == '\0';
    struct stat st;

    library_join(&walker->full, walker->root, folder->path);
    int fd = library_open(buf_str(&walker->full), O_DIRECTORY);
    DIR *dir = fd < 0 ? NULL : fdopendir(fd);
    if (!dir || fstat(fd, &st) < 0) {
        problem_errno(walker, buf_str(&walker->full), "cannot be opened");
    } else {
        walker->root->opened = true;
        if (is_root)
            find_above(walker, fd);
        if (!library_seen_add(&walker->seen, &st)) {
            atomic_store(walker->walk->entangled, true);
        } else {
            /* First, so that whoever watches misses nothing. */
            walker->walk->folder(walker->walk->arg, walker->number, folder->path,
                                 buf_str(&walker->full));
            read_entries(walker, dir, folder);
        }
    }
    if (dir)
        closedir(dir);
    else if (fd >= 0)
        close(fd);
}

/* ---- the whole ---- */

static void walk_folders(struct walker *walker)
{
    while (walker->open.count + walker->links.count > 0) {
        struct folders *from = walker->open.count > 0 ? &walker->open : &walker->links;
        struct folder folder = from->list[--from->count];
        if (!atomic_load(walker->walk->stop))
            read_folder(walker, &folder);
        free(folder.path);
    }
}

static void walk_root(struct walker *walker, struct library_root *root)
{
    struct stat st;

    walker->root = root;
    if (stat(root->path, &st) < 0) {
        problem_errno(walker, root->path, "cannot be opened");
    } else if (S_ISDIR(st.st_mode)) {
        root->is_file = false;
        push(walker, &walker->open, "", 0);
        walk_folders(walker);
    } else if (S_ISREG(st.st_mode)) {
        const char *slash = strrchr(root->path, '/');
        root->is_file = root->opened = true;
        add_file(walker, slash ? slash + 1 : root->path, st.st_ino);
    } else {
        problem(walker, root->path, true, "is neither a folder nor a regular file");
    }
}

/* One file or folder below the root, if it is still there. */
static void walk_target(struct walker *walker, const struct library_target *target)
{
    struct stat st;
    int depth = 1;

    for (const char *s = target->path; *s; s++)
        depth += *s == '/';
    library_join(&walker->full, walker->root, target->path);
    bool known = lstat(buf_str(&walker->full), &st) == 0;
    if (!known && (errno == ENOENT || errno == ENOTDIR))
        return;
    struct buf full = BUF_INIT(LIBRARY_PATH_MAX);
    buf_adds(&full, buf_str(&walker->full));
    take_unknown(walker, AT_FDCWD, buf_str(&full), target->path, known && S_ISLNK(st.st_mode),
                 depth);
    buf_release(&full);
    walk_folders(walker);
}

static void walk_root_targets(struct walker *walker, struct library_root *root)
{
    const struct library_targets *targets = walker->walk->targets;

    if (targets->count == 0) {
        walk_root(walker, root);
        return;
    }
    walker->root = root;
    for (size_t i = 0; i < targets->count && !atomic_load(walker->walk->stop); i++) {
        const struct library_target *target = &targets->list[i];
        if (target->root != walker->number)
            continue;
        if (root->is_file || *target->path == '\0')
            walk_root(walker, root);
        else
            walk_target(walker, target);
    }
}

void library_walk(const struct library_walk *walk)
{
    struct walker walker = {
        .walk = walk,
        .chunk_size = FIRST_CHUNK,
        .full = BUF_INIT(LIBRARY_PATH_MAX),
    };

    for (size_t i = 0; i < walk->roots->count && !atomic_load(walk->stop); i++) {
        walker.number = (uint16_t)i;
        walk_root_targets(&walker, &walk->roots->list[i]);
    }
    give_chunk(&walker);
    free(walker.open.list);
    free(walker.links.list);
    library_seen_release(&walker.seen);
    library_seen_release(&walker.above);
    buf_release(&walker.full);
}
