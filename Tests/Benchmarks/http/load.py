"""The load: wrk for throughput, small sockets clients for the rest. Everything goes to 127.0.0.1 and ends by itself."""
import os
import re
import resource
import socket
import subprocess
import sys
import time

# A generator thread a core: in a closed loop that keeps every core busy, the rate shows what client and server cost in all.
THREADS = len(os.sched_getaffinity(0))


def wrk(url, seconds, connections):
    """Requests finished, and seconds taken. Refused or broken requests are reported, never counted in silence."""
    text = subprocess.run(
        ["wrk", f"-t{THREADS}", f"-c{connections}", f"-d{seconds}s", url], check=True, capture_output=True, text=True).stdout
    finished = re.search(r"(\d+) requests in ([\d.]+)(ms|s|m),", text)
    if not finished:
        raise RuntimeError(f"wrk said nothing of {url}: {text}")
    for fault in re.findall(r"Socket errors:.*|Non-2xx.*", text):
        print(f"  note: {url}: {fault}", file=sys.stderr)
    return int(finished[1]), float(finished[2]) * {"ms": 0.001, "s": 1, "m": 60}[finished[3]]


def handshakes(program, port, seconds):
    """Full TLS 1.3 handshakes finished, and seconds taken; four clients at once."""
    start = time.monotonic()
    text = subprocess.run([program, str(port), str(seconds), "4"], check=True, capture_output=True, text=True).stdout
    good, failed = map(int, text.split())
    if failed:
        print(f"  note: port {port}: {failed} handshakes failed", file=sys.stderr)
    return good, time.monotonic() - start


def raise_descriptor_limit(wanted):
    """Takes what the system gives; says how many descriptors that is."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return soft


def connect(port):
    s = socket.create_connection(("127.0.0.1", port), timeout=10)
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return s


GET = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
ENDING = b"Hello, world!\n"


def exchange(s):
    """One GET on a kept connection; the answer must be whole."""
    s.sendall(GET)
    answer = b""
    while not answer.endswith(ENDING):
        octets = s.recv(4096)
        if not octets:
            raise RuntimeError(f"closed after {answer[:80]!r}")
        answer += octets


def idle_connections(port, count):
    """Opens `count` connections, each kept alive after one request."""
    sockets = []
    for _ in range(count):
        s = connect(port)
        exchange(s)
        sockets.append(s)
    return sockets


def latencies(port, count=1000, pause=0.002):
    """Seconds from connecting to the whole answer of `count` GETs, each on a new connection, in ascending order."""
    seconds = []
    for _ in range(count):
        start = time.perf_counter()
        with connect(port) as s:
            exchange(s)
        seconds.append(time.perf_counter() - start)
        time.sleep(pause)
    return sorted(seconds)


def quantile(ascending, part):
    return ascending[min(len(ascending) - 1, int(len(ascending) * part))]
