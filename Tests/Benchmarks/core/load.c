/* Purchase orders over REST: each connection makes an order of five coded lines, submits it and has it approved, again and
 * again; one thread a connection. And a supplier that takes every order, so that what is sent has somewhere to go.
 *
 *   load orders PORT CONNECTIONS SECONDS BUYER_TOKEN APPROVER_TOKEN BODY_FILE     prints one line of JSON
 *   load list PORT REQUESTS TOKEN PATH                                            prints microseconds a request, the median
 *   load accounts PORT CONNECTIONS SUPPLIER_TOKEN IDS_FILE                        a supplier's account of each order, made and sent
 *   load sink PORT                                                                answers until it is ended
 */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { ROOM = 1 << 20 };

static int port;
static double until;
static const char *buyer, *approver;
static char *body;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static int dial(void) {
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int s = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  if (connect(s, (struct sockaddr *)&a, sizeof a)) { perror("connect"); exit(1); }
  setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return s;
}

/* One request and its answer, which is left in `answer` with a 0 at its end; the status. */
static int exchange(int s, const char *method, const char *path, const char *token, const char *content, char *answer) {
  static __thread char *request;
  if (!request) request = malloc(ROOM);
  int length = content ? strlen(content) : 0;
  int n = snprintf(request, ROOM,
    "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n%sContent-Length: %d\r\n\r\n%s", method, path, port,
    token, content ? "Content-Type: application/json\r\n" : "", length, content ? content : "");
  for (int sent = 0; sent < n;) {
    int k = write(s, request + sent, n - sent);
    if (k <= 0) return 0;
    sent += k;
  }
  int got = 0, need = 0;
  while (!need || got < need) {
    int k = read(s, answer + got, ROOM - 1 - got);
    if (k <= 0) return 0;
    got += k;
    answer[got] = 0;
    if (need) continue;
    char *end = strstr(answer, "\r\n\r\n");
    if (!end) continue;
    char *field = strcasestr(answer, "\r\ncontent-length:");
    need = (end + 4 - answer) + (field && field < end ? atoi(field + 17) : 0);
  }
  return atoi(answer + 9);
}

/* The first identifier with this prefix after `where`. */
static int identifier(const char *answer, const char *where, const char *prefix, char *id) {
  const char *from = strstr(answer, where);
  if (from) from = strstr(from, prefix);
  if (!from) return 0;
  int n = strspn(from, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
  memcpy(id, from, n);
  id[n] = 0;
  return 1;
}

struct result { long orders, bad; double *took; long room; };

static int one_order(int s, char *answer) {
  char id[80], path[160];
  if (exchange(s, "POST", "/v1/purchase-orders", buyer, body, answer) != 201) return 0;
  if (!identifier(answer, "{\"id\":\"po_", "po_", id)) return 0;
  snprintf(path, sizeof path, "/v1/purchase-orders/%s/submit", id);
  if (exchange(s, "POST", path, buyer, "{}", answer) != 200) return 0;
  if (!identifier(answer, "\"approvals\":[{", "apr_", id)) return 0;
  snprintf(path, sizeof path, "/v1/approvals/%s/approve", id);
  if (exchange(s, "POST", path, approver, "{\"comment\":\"Fine\"}", answer) != 200) return 0;
  return strstr(answer, "\"status\":\"approved\"") != NULL;
}

static void *work(void *argument) {
  struct result *result = argument;
  char *answer = malloc(ROOM);
  int s = dial();
  for (double start; (start = now()) < until;) {
    if (one_order(s, answer)) {
      if (result->orders < result->room) result->took[result->orders] = now() - start;
      result->orders++;
    } else if (result->bad++ == 0) {
      fprintf(stderr, "load: %.600s\n", answer);
    }
    if (result->bad > 20) break;
  }
  close(s);
  return NULL;
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static int measure(int connections, double seconds, void *(*run)(void *)) {
  pthread_t threads[connections];
  struct result results[connections];
  double start = now();
  until = start + seconds;
  for (int i = 0; i < connections; i++) {
    results[i] = (struct result){.room = 1 << 17, .took = malloc(sizeof(double) << 17)};
    pthread_create(&threads[i], NULL, run, &results[i]);
  }
  long total = 0, bad = 0, n = 0;
  for (int i = 0; i < connections; i++) {
    pthread_join(threads[i], NULL);
    total += results[i].orders;
    bad += results[i].bad;
  }
  double took = now() - start, *all = malloc(sizeof(double) * (total + 1));
  for (int i = 0; i < connections; i++)
    for (long k = 0; k < results[i].orders && k < results[i].room; k++) all[n++] = results[i].took[k];
  qsort(all, n, sizeof(double), by_size);
  printf("{\"orders\": %ld, \"bad\": %ld, \"orders_s\": %.1f, \"p50_ms\": %.2f, \"p99_ms\": %.2f}\n", total, bad, total / took,
    n ? all[n / 2] * 1000 : 0, n ? all[n * 99 / 100] * 1000 : 0);
  return total == 0 || bad;
}

/* The orders of which accounts are made, one a line, each taken once. */
static char *ids, *next_id;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static int take_id(char *id) {
  pthread_mutex_lock(&turn);
  int n = strcspn(next_id, "\n");
  memcpy(id, next_id, n);
  id[n] = 0;
  next_id += n + (next_id[n] != 0);
  pthread_mutex_unlock(&turn);
  return n;
}

static int one_account(int s, const char *order, char *answer) {
  char id[80], path[300], content[300];
  snprintf(path, sizeof path, "/v1/portal/orders/%s/accounts", order);
  snprintf(content, sizeof content, "{\"number\":\"A-%s\"}", order);
  if (exchange(s, "POST", path, buyer, content, answer) != 201) return 0;
  if (!identifier(answer, "{\"id\":\"inv_", "inv_", id)) return 0;
  snprintf(path, sizeof path, "/v1/portal/accounts/%s/submit", id);
  if (exchange(s, "POST", path, buyer, "{}", answer) != 200) return 0;
  return strstr(answer, "\"status\":\"submitted\"") != NULL;
}

static void *account(void *argument) {
  struct result *result = argument;
  char *answer = malloc(ROOM), order[200];
  int s = dial();
  while (take_id(order)) {
    double start = now();
    if (one_account(s, order, answer)) {
      if (result->orders < result->room) result->took[result->orders] = now() - start;
      result->orders++;
    } else if (result->bad++ == 0) {
      fprintf(stderr, "load: %.600s\n", answer);
    }
    if (result->bad > 20) break;
  }
  close(s);
  return NULL;
}

static int list(int count, const char *token, const char *path) {
  char *answer = malloc(ROOM);
  double *took = malloc(sizeof(double) * count);
  int s = dial();
  for (int i = 0; i < count; i++) {
    double start = now();
    if (exchange(s, "GET", path, token, NULL, answer) != 200) { fprintf(stderr, "load: %.600s\n", answer); return 1; }
    took[i] = now() - start;
  }
  qsort(took, count, sizeof(double), by_size);
  printf("%.1f\n", took[count / 2] * 1e6);
  return 0;
}

static void *take(void *argument) {
  int s = (int)(long)argument, got = 0;
  char *in = malloc(ROOM);
  static const char xml[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><cXML payloadID=\"answer@sink\" timestamp=\"2026-01-01T00:00:00Z\">"
    "<Response><Status code=\"200\" text=\"OK\"/></Response></cXML>";
  char out[1024];
  int n = snprintf(out, sizeof out, "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: %zu\r\n\r\n%s", strlen(xml), xml);
  for (;;) {
    int k = read(s, in + got, ROOM - 1 - got);
    if (k <= 0) break;
    got += k;
    in[got] = 0;
    char *end = strstr(in, "\r\n\r\n"), *field = end ? strcasestr(in, "\r\ncontent-length:") : NULL;
    if (end && strcasestr(in, "\r\nexpect:") && got == end + 4 - in) {
      if (write(s, "HTTP/1.1 100 Continue\r\n\r\n", 25) < 0) break;
      continue;
    }
    if (!end || got < end + 4 - in + (field && field < end ? atoi(field + 17) : 0)) continue;
    if (write(s, out, n) < 0) break;
    got = 0;
  }
  close(s);
  free(in);
  return NULL;
}

static int sink(void) {
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int s = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(s, (struct sockaddr *)&a, sizeof a) || listen(s, 64)) { perror("sink"); return 1; }
  for (;;) {
    long c = accept(s, NULL, NULL);
    if (c < 0) continue;
    pthread_t thread;
    pthread_create(&thread, NULL, take, (void *)c);
    pthread_detach(thread);
  }
}

static char *contents(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) { perror(path); exit(1); }
  char *text = calloc(1, ROOM);
  if (!fread(text, 1, ROOM - 1, file)) exit(1);
  fclose(file);
  return text;
}

int main(int count, char **arguments) {
  signal(SIGPIPE, SIG_IGN);
  if (count < 3) return 2;
  port = atoi(arguments[2]);
  if (!strcmp(arguments[1], "sink")) return sink();
  if (!strcmp(arguments[1], "list") && count == 6) return list(atoi(arguments[3]), arguments[4], arguments[5]);
  if (!strcmp(arguments[1], "accounts") && count == 6) {
    buyer = arguments[4];
    next_id = ids = contents(arguments[5]);
    return measure(atoi(arguments[3]), 0, account);
  }
  if (strcmp(arguments[1], "orders") || count != 8) return 2;
  buyer = arguments[5];
  approver = arguments[6];
  body = contents(arguments[7]);
  return measure(atoi(arguments[3]), atof(arguments[4]), work);
}
