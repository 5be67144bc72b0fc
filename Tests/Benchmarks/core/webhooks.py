"""What slow and dead receivers of webhooks cost everybody else: 10,000 messages for each of three targets, of which one answers
at once, one after a second, and one not at all, while orders go on being made."""
import http.server
import socketserver
import sqlite3
import threading
import time

from company import free_port

MESSAGES = 10_000


class Slow(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seconds = 1.0

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(self.seconds)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


class Threads(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


def add(company, name, port):
    return company._post("/v1/webhooks", {"name": name, "url": f"http://127.0.0.1:{port}/hook", "events": ["*"]})["id"]


def counts(database, webhook):
    """Messages in the log, and those that arrived."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return connection.execute(
            "SELECT count(*), coalesce(sum(status = 'delivered'), 0) FROM webhook_deliveries WHERE webhook_id = ?",
            (webhook,)).fetchone()


def measure(company, sink, orders):
    """`orders` makes orders for some seconds and answers their rate. Answers the figures by name."""
    slow = Threads(("127.0.0.1", 0), Slow)
    threading.Thread(target=slow.serve_forever, daemon=True).start()
    database = f"{company.path}/portico.db"
    good_id, slow_id, dead_id = add(company, "good", sink), add(company, "slow", slow.server_port), add(company, "dead", free_port())
    rates, start = [], time.monotonic()
    while counts(database, good_id)[0] < MESSAGES:
        rates.append(orders()["orders_s"])
    # Events behind the last look of the worker come, too.
    while counts(database, good_id)[1] < MESSAGES and time.monotonic() - start < 300:
        time.sleep(0.2)
    seconds = time.monotonic() - start
    figures = {
        "orders_s": sorted(rates)[len(rates) // 2], "seconds": seconds,
        "good": counts(database, good_id), "slow": counts(database, slow_id), "dead": counts(database, dead_id),
    }
    for webhook in (good_id, slow_id, dead_id):
        company._post(f"/v1/webhooks/{webhook}/disable", {})
    slow.shutdown()
    return figures
