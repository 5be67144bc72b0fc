// Full TLS 1.3 handshakes a second: `handshakes PORT SECONDS PROCESSES` prints how many were finished and how many failed.
//
// Every connection is new and resumes nothing; it sends one GET and reads to the end, so that the server has finished its
// half of the handshake too.

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char request[] = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int once(SSL_CTX *context, int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    struct timeval patience = {.tv_sec = 5};
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    SSL *ssl = SSL_new(context);
    int good = 0;
    if (connect(descriptor, (struct sockaddr *)&address, sizeof address) == 0) {
        SSL_set_fd(ssl, descriptor);
        char answer[4096];
        if (SSL_connect(ssl) == 1 && !SSL_session_reused(ssl) && SSL_write(ssl, request, sizeof request - 1) > 0) {
            while (SSL_read(ssl, answer, sizeof answer) > 0) good = 1;
        }
    }
    SSL_free(ssl);
    close(descriptor);
    return good;
}

int main(int count, char **arguments) {
    if (count != 4) return 2;
    int port = atoi(arguments[1]), processes = atoi(arguments[3]);
    double end = now() + atof(arguments[2]);
    int channel[2];
    if (pipe(channel) != 0) return 1;
    for (int child = 0; child < processes; child++) {
        if (fork() != 0) continue;
        SSL_CTX *context = SSL_CTX_new(TLS_client_method());
        SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION);
        SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
        int figures[2] = {0, 0};
        while (now() < end) figures[once(context, port) ? 0 : 1]++;
        return write(channel[1], figures, sizeof figures) == sizeof figures ? 0 : 1;
    }
    close(channel[1]);
    int good = 0, failed = 0, figures[2];
    while (read(channel[0], figures, sizeof figures) == sizeof figures) good += figures[0], failed += figures[1];
    while (wait(NULL) > 0) continue;
    printf("%d %d\n", good, failed);
    return 0;
}
