#ifndef PORTICO_LINUX_H
#define PORTICO_LINUX_H

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

// What Swift cannot import or say: packed structs, unions and socket addresses. Each function answers 0 or more, or the
// negated errno.

struct portico_event {
    uint64_t tag;
    uint32_t events;
};

static inline int portico_result(int value) { return value < 0 ? -errno : value; }

static inline int portico_epoll_create(void) { return portico_result(epoll_create1(EPOLL_CLOEXEC)); }

static inline int portico_epoll_add(int epoll, int fd, uint64_t tag, uint32_t events) {
    struct epoll_event event = {.events = events, .data = {.u64 = tag}};
    return portico_result(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event));
}

static inline int portico_epoll_remove(int epoll, int fd) { return portico_result(epoll_ctl(epoll, EPOLL_CTL_DEL, fd, 0)); }

static inline int portico_epoll_wait(int epoll, struct portico_event *_Nonnull events, int count, int milliseconds) {
    struct epoll_event found[256];
    int n = epoll_wait(epoll, found, count < 256 ? count : 256, milliseconds);
    if (n < 0) return -errno;
    for (int i = 0; i < n; i++) {
        events[i].tag = found[i].data.u64;
        events[i].events = found[i].events;
    }
    return n;
}

// In glibc's header for GNU sources only (syncfs(2)).
int syncfs(int fd);

static inline int portico_sync_file_system(int fd) { return portico_result(syncfs(fd)); }

// For GNU sources only, too, with its flags (sync_file_range(2)).
int sync_file_range(int fd, int64_t start, int64_t count, unsigned int flags);

enum { portico_wait_before = 1, portico_write = 2 };

/// Waits for what of a part of a file is on its way to the disk, and sets on its way what is not.
static inline int portico_start_writing(int fd, long start, long count) {
    return portico_result(sync_file_range(fd, start, count, portico_wait_before | portico_write));
}

static inline int portico_eventfd(void) { return portico_result(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)); }

static inline int portico_eventfd_signal(int fd) {
    uint64_t one = 1;
    return (int)(write(fd, &one, sizeof one) < 0 ? -errno : 0);
}

static inline int portico_eventfd_clear(int fd) {
    uint64_t value;
    return (int)(read(fd, &value, sizeof value) < 0 ? -errno : 0);
}

/// A non-blocking listening socket on a numeric address. The first one of a server gets the address for itself, so that
/// no other program's sockets are joined by mistake; the others of the server (`joins`) share it.
static inline int portico_listen(const char *_Nonnull host, uint16_t port, int backlog, int joins) {
    struct sockaddr_storage storage;
    memset(&storage, 0, sizeof storage);
    socklen_t size;
    struct sockaddr_in *v4 = (struct sockaddr_in *)&storage;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&storage;
    if (inet_pton(AF_INET, host, &v4->sin_addr) == 1) {
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
    int fd = socket(storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return -errno;
    int on = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (joins) setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    int bound = bind(fd, (struct sockaddr *)&storage, size);
    if (bound == 0 && !joins) setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    if (bound < 0 || listen(fd, backlog) < 0) {
        int error = errno;
        close(fd);
        return -error;
    }
    return fd;
}

/// A non-blocking listening socket at a path, for whoever may write to it by `mode`. A socket file that nobody listens at
/// any more is replaced.
static inline int portico_listen_unix(const char *_Nonnull path, int backlog, unsigned mode) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) return -ENAMETOOLONG;
    strcpy(address.sun_path, path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return -errno;
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0) {
        close(fd);
        return -EADDRINUSE;
    }
    struct stat status;
    if (errno == ECONNREFUSED && lstat(path, &status) == 0 && S_ISSOCK(status.st_mode)) unlink(path);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0 || chmod(path, mode) < 0 || listen(fd, backlog) < 0) {
        int error = errno;
        close(fd);
        return -error;
    }
    return fd;
}

/// Which file is at `path`: its device and its number there.
static inline int portico_file_identity(const char *_Nonnull path, uint64_t *_Nonnull device, uint64_t *_Nonnull number) {
    struct stat status;
    if (lstat(path, &status) < 0) return -errno;
    *device = status.st_dev;
    *number = status.st_ino;
    return 0;
}

static inline int portico_remove_file(const char *_Nonnull path) { return portico_result(unlink(path)); }

/// Another descriptor of the same socket.
static inline int portico_duplicate(int fd) { return portico_result(fcntl(fd, F_DUPFD_CLOEXEC, 0)); }

/// The port a socket is bound to; 0 where there are none.
static inline int portico_port(int fd) {
    struct sockaddr_storage storage;
    socklen_t size = sizeof storage;
    if (getsockname(fd, (struct sockaddr *)&storage, &size) < 0) return -errno;
    if (storage.ss_family == AF_INET6) return ntohs(((struct sockaddr_in6 *)&storage)->sin6_port);
    if (storage.ss_family != AF_INET) return 0;
    return ntohs(((struct sockaddr_in *)&storage)->sin_port);
}

/// The next waiting connection, non-blocking and without delay of small segments; `peer` gets its numeric address.
static inline int portico_accept(int fd, char *_Nonnull peer, uint32_t capacity) {
    struct sockaddr_storage storage;
    socklen_t size = sizeof storage;
    int client = accept4(fd, (struct sockaddr *)&storage, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (client < 0) return -errno;
    int on = 1;
    if (storage.ss_family != AF_UNIX) setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    peer[0] = 0;
    if (storage.ss_family == AF_INET6)
        inet_ntop(AF_INET6, &((struct sockaddr_in6 *)&storage)->sin6_addr, peer, capacity);
    else if (storage.ss_family == AF_UNIX)
        strncpy(peer, "unix", capacity);
    else if (storage.ss_family == AF_INET)
        inet_ntop(AF_INET, &((struct sockaddr_in *)&storage)->sin_addr, peer, capacity);
    return client;
}

static inline long portico_receive(int fd, void *_Nonnull buffer, size_t size) {
    ssize_t n = recv(fd, buffer, size, 0);
    return n < 0 ? -errno : n;
}

static inline long portico_send(int fd, const void *_Nonnull bytes, size_t size) {
    ssize_t n = send(fd, bytes, size, MSG_NOSIGNAL);
    return n < 0 ? -errno : n;
}

static inline void portico_shutdown_sending(int fd) { shutdown(fd, SHUT_WR); }

static inline void portico_close(int fd) { close(fd); }

/// Milliseconds of a clock that never goes back.
static inline int64_t portico_milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static inline int64_t portico_microseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/// Seconds since 1970.
static inline int64_t portico_wall_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME_COARSE, &now);
    return now.tv_sec;
}

/// As many open files as the system lets this process have.
static inline void portico_raise_file_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

/// What a descriptor's file is: its length in octets, and when it was changed last.
struct portico_file_facts {
    int64_t length;
    int64_t modified_seconds;
    int64_t modified_nanoseconds;
    uint64_t inode;
};

/// Opens a regular file to read it, without following a link at the end of its path.
static inline int portico_open_file(const char *_Nonnull path) {
    return portico_result(open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
}

/// -EINVAL for what is no regular file.
static inline int portico_file_look(int fd, struct portico_file_facts *_Nonnull facts) {
    struct stat found;
    if (fstat(fd, &found) < 0) return -errno;
    if (!S_ISREG(found.st_mode)) return -EINVAL;
    facts->length = found.st_size;
    facts->modified_seconds = found.st_mtim.tv_sec;
    facts->modified_nanoseconds = found.st_mtim.tv_nsec;
    facts->inode = found.st_ino;
    return 0;
}

static inline long portico_read_at(int fd, void *_Nonnull buffer, size_t size, int64_t offset) {
    ssize_t n = pread(fd, buffer, size, offset);
    return n < 0 ? -errno : n;
}

/// A file of no name in a folder, which is gone when it is closed.
static inline int portico_open_nameless(const char *_Nonnull folder) {
    char path[4096];
    if (snprintf(path, sizeof path, "%s/portico-XXXXXX", folder) >= (int)sizeof path) return -ENAMETOOLONG;
    int fd = mkstemp(path);
    if (fd < 0) return -errno;
    unlink(path);
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    return fd;
}

static inline long portico_append(int fd, const void *_Nonnull bytes, size_t size) {
    ssize_t n = write(fd, bytes, size);
    return n < 0 ? -errno : n;
}

static inline void portico_ignore_broken_pipes(void) { signal(SIGPIPE, SIG_IGN); }

#endif
