#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

// Swift cannot call variadic functions: one typed wrapper for each kind of argument.
static inline CURLcode portico_curl_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode portico_curl_set_size(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode portico_curl_set_text(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode portico_curl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode portico_curl_set_error_buffer(CURL *easy, char *buffer) {
    return curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, buffer);
}

typedef size_t (*portico_curl_data)(char *bytes, size_t size, size_t count, void *context);
typedef curl_socket_t (*portico_curl_opensocket)(void *context, curlsocktype purpose, struct curl_sockaddr *address);

// All four callbacks get the same context.
static inline CURLcode portico_curl_set_callbacks(
    CURL *easy, void *context, portico_curl_data header, portico_curl_data write, portico_curl_data read,
    portico_curl_opensocket open) {
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, write);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, read);
    curl_easy_setopt(easy, CURLOPT_READDATA, context);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open);
    return curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, context);
}

static inline long portico_curl_info_long(CURL *easy, CURLINFO info) {
    long value = 0;
    curl_easy_getinfo(easy, info, &value);
    return value;
}

static inline CURLMcode portico_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

// The handle and the result of a finished transfer; 0 when there is none. (The result sits in a union.)
static inline CURL *portico_curl_next_done(CURLM *multi, CURLcode *result) {
    int left = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left)) != 0) {
        if (message->msg == CURLMSG_DONE) {
            *result = message->data.result;
            return message->easy_handle;
        }
    }
    return 0;
}

// The address is longer than the member that begins it.
static inline const void *portico_curl_address(const struct curl_sockaddr *address) {
    return &address->addr;
}

typedef int (*portico_curl_progress)(
    void *context, curl_off_t to_receive, curl_off_t received, curl_off_t to_send, curl_off_t sent);

// For mail: what the server says line by line, what is sent, and whether to go on.
static inline CURLcode portico_curl_set_mail_callbacks(
    CURL *easy, void *context, portico_curl_data reply, portico_curl_data read, portico_curl_progress progress) {
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, reply);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, reply);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, read);
    curl_easy_setopt(easy, CURLOPT_READDATA, context);
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, progress);
    return curl_easy_setopt(easy, CURLOPT_XFERINFODATA, context);
}

// The socket of a mail's connection is noted in an int, and forgotten when it is closed.
static inline int portico_curl_note_socket(void *context, curl_socket_t socket, curlsocktype purpose) {
    (void)purpose;
    *(int *)context = socket;
    return CURL_SOCKOPT_OK;
}

static inline int portico_curl_forget_socket(void *context, curl_socket_t socket) {
    if (*(int *)context == socket) *(int *)context = -1;
    return close(socket);
}

static inline void portico_curl_watch_socket(CURL *easy, int *socket) {
    curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, portico_curl_note_socket);
    curl_easy_setopt(easy, CURLOPT_SOCKOPTDATA, socket);
    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, portico_curl_forget_socket);
    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, socket);
}

// Ends a conversation without a farewell, for which curl would wait a minute.
static inline void portico_curl_hang_up(const int *socket) {
    if (*socket >= 0) shutdown(*socket, SHUT_RDWR);
}
