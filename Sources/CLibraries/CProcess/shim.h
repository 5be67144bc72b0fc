#ifndef PORTICO_PROCESS_H
#define PORTICO_PROCESS_H

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// Of GNU, and hidden without its feature macro, which would make another fd_set than that of Swift's own Glibc.
extern int memfd_create(const char *_Nonnull name, unsigned flags);
extern int pipe2(int ends[2], int flags);
#define PORTICO_MEMORY_CLOEXEC 1U

// Programs that work on foreign files, and the scanner's daemon. All of it blocks: for threads of its own.

/// What a program came to. `output` is the caller's to free.
struct portico_run {
    uint8_t *_Nullable output;
    size_t count;
    /// Exit status; -1 when it was killed or could not be started.
    int status;
    /// Its time was up, or it wrote more than is taken.
    int is_cut;
};

static inline int64_t portico_run_clock(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/// An anonymous file in memory with these octets, to be read from its start; or the negated errno.
static inline int portico_memory_file(const void *_Nonnull bytes, size_t count) {
    int fd = memfd_create("document", PORTICO_MEMORY_CLOEXEC);
    if (fd < 0) return -errno;
    for (size_t done = 0; done < count;) {
        ssize_t n = write(fd, (const char *)bytes + done, count - done);
        if (n < 0) {
            int error = errno;
            close(fd);
            return -error;
        }
        done += (size_t)n;
    }
    lseek(fd, 0, SEEK_SET);
    return fd;
}

static inline pid_t portico_spawn(const char *const _Nullable *_Nonnull words, int input, int output) {
    static char *const variables[] = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=/nonexistent", 0};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    if (posix_spawn_file_actions_init(&actions) != 0) return -1;
    if (posix_spawnattr_init(&attributes) != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return -1;
    }
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    posix_spawn_file_actions_adddup2(&actions, input, 0);
    posix_spawn_file_actions_adddup2(&actions, output, 1);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    posix_spawn_file_actions_addchdir_np(&actions, "/");
    pid_t child = -1;
    int result = posix_spawnp(&child, words[0], &actions, &attributes, (char *const *)words, variables);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return result == 0 ? child : -1;
}

/// Runs a program with `bytes` as its standard input, nothing else of ours open, an environment of its own and a process group
/// of its own, which is killed when `milliseconds` are over or more than `limit` octets came.
static inline struct portico_run portico_run(
    const char *const _Nullable *_Nonnull words, const void *_Nonnull bytes, size_t count, size_t limit, int milliseconds) {
    struct portico_run run = {0, 0, -1, 0};
    int pipes[2], input = portico_memory_file(bytes, count);
    if (input < 0) return run;
    if (pipe2(pipes, O_CLOEXEC) < 0) {
        close(input);
        return run;
    }
    pid_t child = portico_spawn(words, input, pipes[1]);
    close(input);
    close(pipes[1]);
    size_t capacity = 0;
    int64_t end = portico_run_clock() + milliseconds;
    while (child > 0) {
        int64_t left = end - portico_run_clock();
        struct pollfd waiting = {.fd = pipes[0], .events = POLLIN};
        if (left <= 0 || run.count > limit) {
            run.is_cut = 1;
            break;
        }
        int ready = poll(&waiting, 1, left > 1000 ? 1000 : (int)left);
        if (ready < 0 && errno != EINTR) break;
        if (ready <= 0) continue;
        if (capacity - run.count < 65536) {
            capacity += 65536 + capacity / 2;
            uint8_t *larger = (uint8_t *)realloc(run.output, capacity);
            if (!larger) break;
            run.output = larger;
        }
        ssize_t n = read(pipes[0], run.output + run.count, capacity - run.count);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) break;
        run.count += (size_t)n;
    }
    close(pipes[0]);
    if (child > 0) {
        int status = 0;
        pid_t ended = 0;
        // It closed its output and ends, or something is wrong with it.
        while (!run.is_cut && (ended = waitpid(child, &status, WNOHANG)) == 0) {
            if (portico_run_clock() >= end) run.is_cut = 1;
            struct timespec pause = {0, 500000};
            nanosleep(&pause, 0);
        }
        kill(-child, SIGKILL);
        if (ended == 0)
            while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
        if (!run.is_cut && ended == child && WIFEXITED(status)) run.status = WEXITSTATUS(status);
    }
    if (run.count > limit) run.count = limit;
    return run;
}

static inline void portico_run_free(uint8_t *_Nullable output) { free(output); }

/// A connection to a socket's path, or to a numeric address with a port; or the negated errno.
static inline int portico_scanner_connect(const char *_Nonnull host, uint16_t port, int seconds) {
    struct sockaddr_storage storage;
    memset(&storage, 0, sizeof storage);
    socklen_t size;
    struct sockaddr_un *path = (struct sockaddr_un *)&storage;
    struct sockaddr_in *v4 = (struct sockaddr_in *)&storage;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&storage;
    if (port == 0) {
        if (strlen(host) >= sizeof path->sun_path) return -ENAMETOOLONG;
        path->sun_family = AF_UNIX;
        strcpy(path->sun_path, host);
        size = sizeof *path;
    } else if (inet_pton(AF_INET, host, &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons(port);
        size = sizeof *v4;
    } else if (inet_pton(AF_INET6, host, &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons(port);
        size = sizeof *v6;
    } else {
        return -EINVAL;
    }
    int fd = socket(storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return -errno;
    struct timeval patience = {.tv_sec = seconds};
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (connect(fd, (struct sockaddr *)&storage, size) < 0) {
        int error = errno;
        close(fd);
        return -error;
    }
    return fd;
}

/// Asks clamd about octets (clamd(8), INSTREAM); its answer as a string. 0, or the negated errno.
static inline int portico_scan(
    const char *_Nonnull host, uint16_t port, int seconds, const uint8_t *_Nonnull bytes, size_t count, char *_Nonnull answer,
    size_t capacity) {
    int fd = portico_scanner_connect(host, port, seconds);
    if (fd < 0) return fd;
    int error = 0;
    size_t done = 0;
    if (send(fd, "zINSTREAM", 10, MSG_NOSIGNAL) != 10) error = errno ? errno : EIO;
    for (int last = 0; !error && !last;) {
        uint32_t piece = (uint32_t)(count - done > 65536 ? 65536 : count - done);
        uint32_t length = htonl(piece);
        last = piece == 0;
        if (send(fd, &length, 4, MSG_NOSIGNAL | (last ? 0 : MSG_MORE)) != 4) error = errno ? errno : EIO;
        for (size_t sent = 0; !error && sent < piece;) {
            ssize_t n = send(fd, bytes + done + sent, piece - sent, MSG_NOSIGNAL);
            if (n <= 0) error = errno ? errno : EIO; else sent += (size_t)n;
        }
        done += piece;
    }
    size_t length = 0;
    // Beyond its size limit clamd answers before it has read everything.
    while (length + 1 < capacity) {
        ssize_t n = recv(fd, answer + length, capacity - 1 - length, 0);
        if (n <= 0) break;
        error = 0;
        length += (size_t)n;
        if (memchr(answer, 0, length)) break;
    }
    answer[length] = 0;
    close(fd);
    return length > 0 ? 0 : -(error ? error : EIO);
}

#endif
