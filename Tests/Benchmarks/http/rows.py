"""The measures: each answers a list of rows for the table."""
import contextlib
import json
import os
import statistics
import subprocess
import sys
import time

import load
from servers import NotHere

IDLE = 10_000
GROWTH = int(os.environ.get("GROWTH_REQUESTS", 2_000_000))


def row(measure, unit, portico, other, target, at_least=None, at_most=None, ratio=None):
    """One line. `at_least` judges the ratio to the other server, `at_most` the figure itself."""
    reached = None
    if at_least is not None and ratio is not None:
        reached = ratio >= at_least
    if at_most is not None and portico is not None:
        reached = portico <= at_most
    return {
        "measure": measure, "unit": unit, "portico": portico, "other": other, "ratio": ratio, "target": target, "reached": reached,
    }


class Bench:
    def __init__(self, servers, tools, rounds, seconds):
        self.servers, self.tools, self.rounds, self.seconds = servers, tools, rounds, seconds
        self.running = {}
        self.cpu = {}

    def start(self, stack, names):
        """Those of the servers that are here."""
        for name in names:
            if name not in self.running:
                try:
                    self.running[name] = stack.enter_context(self.servers.start(name))
                except NotHere as absence:
                    print(f"  note: {absence}", file=sys.stderr)
        return [name for name in names if name in self.running]

    # Throughput, in interleaved rounds

    def throughput(self, what, names, load_of, tls=False):
        """Rates by server, one a round: {name: [rate]}; keeps the CPU time a request of each as `what`.

        The order changes with every round, so that no server always runs behind the same other one."""
        with contextlib.ExitStack() as stack:
            names = self.start(stack, names)
            if tls:
                names = [name for name in names if self.running[name].tls_port]
            rates, spent, count = {name: [] for name in names}, dict.fromkeys(names, 0.0), dict.fromkeys(names, 0)
            for name in names:
                load_of(self.running[name], 1)
            for number in range(self.rounds):
                for name in names[number % len(names):] + names[:number % len(names)] if names else []:
                    server = self.running[name]
                    before = server.cpu_seconds()
                    finished, seconds = load_of(server, self.seconds)
                    rates[name].append(finished / seconds)
                    spent[name] += server.cpu_seconds() - before
                    count[name] += finished
            self.cpu[what] = {name: spent[name] / count[name] * 1e6 for name in names if count[name]}
        self.running.clear()
        return rates

    @staticmethod
    def compare(measure, unit, rates, peer, target, at_least, scale=1.0):
        """Medians side by side; the ratio is the median of the rounds' own ratios, which drift together."""
        ours, theirs = rates.get("portico"), rates.get(peer)
        ratio = statistics.median(a / b for a, b in zip(ours, theirs)) if ours and theirs and all(theirs) else None
        return row(
            f"{measure}, against {peer}", unit, statistics.median(ours) * scale if ours else None,
            statistics.median(theirs) * scale if theirs else None, target, at_least=at_least, ratio=ratio)

    def get(self):
        rates = self.throughput(
            "small GET", ["portico", "nginx", "hummingbird", "flyingfox"], lambda s, t: load.wrk(s.url(), t, 64))
        return [
            self.compare("small GET, 64 kept connections", "/s", rates, peer, f"≥ {least:g} ×", least)
            for peer, least in (("nginx", 1.0), ("hummingbird", 5.0), ("flyingfox", 40.0))
        ]

    def tls(self):
        rates = self.throughput("TLS 1.3 GET", ["portico", "nginx"], lambda s, t: load.wrk(s.url(tls=True), t, 64), tls=True)
        return [self.compare("small GET over TLS 1.3, 64 kept connections", "/s", rates, "nginx", "≥ 0.9 ×", 0.9)]

    def handshakes(self):
        rates = self.throughput(
            "handshake", ["portico", "nginx"], lambda s, t: load.handshakes(self.tools["handshakes"], s.tls_port, t), tls=True)
        return [self.compare("full TLS 1.3 handshakes", "/s", rates, "nginx", "≥ 0.9 ×", 0.9)]

    def download(self):
        rates = self.throughput("1 MB download", ["portico", "nginx"], lambda s, t: load.wrk(s.url("/big"), t, 16))
        return [
            self.compare(
                "1 MB download, 16 kept connections (nginx: no sendfile)", "MB/s", rates, "nginx", "≥ 0.9 ×", 0.9, scale=1.048576)
        ]

    # Figures of a fresh server

    def each(self, measure, environment=None):
        """`measure` of a fresh Portico and a fresh nginx: {name: answer}, None where one is not here."""
        answers = {}
        for name in ("portico", "nginx"):
            try:
                with self.servers.start(name, environment) as server:
                    answers[name] = measure(server)
            except NotHere as absence:
                print(f"  note: {absence}", file=sys.stderr)
                answers[name] = None
        return answers

    def idle(self):
        count = min(IDLE, load.raise_descriptor_limit(IDLE + 200) - 200)

        def measure(server):
            load.latencies(server.port, 200, 0)
            start = server.resident_kib()
            sockets = load.idle_connections(server.port, count)
            each = (server.resident_kib() - start) / count
            beside = load.quantile(load.latencies(server.port), 0.99)
            for s in sockets:
                s.close()
            return each, beside * 1000

        figures = self.each(measure)
        ours, theirs = (figures[name] or (None, None) for name in ("portico", "nginx"))
        return [
            row(f"{count:,} idle connections: resident, each", "KiB", ours[0], theirs[0], "≤ 4 KiB", at_most=4.0),
            row(f"a GET beside {count:,} idle connections, p99", "ms", ours[1], theirs[1], "≤ 5 ms", at_most=5.0),
        ]

    def slow(self):
        scenarios = {
            "slowloris": "slow headers", "slowbody": "slow bodies", "slowread": "slow readers", "flood": "a connection flood",
        }
        if not self.tools["h1slow"]:
            print("  note: tools/h1slow.py is in no folder that PORTICO_SHARED names: slow clients are left out", file=sys.stderr)
            return [row(f"a GET beside {text}, p99", "ms", None, None, "≤ 50 ms") for text in scenarios.values()]

        def measure(server):
            said = subprocess.run(
                [sys.executable, self.tools["h1slow"], "--port", str(server.port), "--pid", str(server.process.pid), "--get", "/",
                 "--post", "/echo", "--seconds", "12", "--only", ",".join(scenarios), "--json"],
                capture_output=True, text=True).stdout
            found = json.JSONDecoder().raw_decode(said)[0]["scenarios"]
            probes = {name: found[name]["probe"] for name in scenarios}
            # A probe that got no answer counts as its patience, five seconds.
            return {name: 5000.0 if p["failed"] or p["p99"] is None else p["p99"] * 1000 for name, p in probes.items()}

        figures = self.each(measure)
        ours, theirs = (figures[name] or {} for name in ("portico", "nginx"))
        return [
            row(f"a GET beside {text}, p99", "ms", ours.get(name), theirs.get(name), "≤ 50 ms", at_most=50.0)
            for name, text in scenarios.items()
        ]

    def growth(self):
        def measure(server):
            load.wrk(server.url(), 3, 64)
            start, done = server.resident_kib(), 0
            while done < GROWTH:
                done += load.wrk(server.url(), 5, 64)[0]
            time.sleep(1)
            return server.resident_kib() - start

        figures = self.each(measure)
        # A page or two of noise is no growth: 256 KiB in millions of requests is less than a tenth of an octet each.
        return [
            row(f"resident growth over {GROWTH / 1e6:g} million GETs", "KiB", figures["portico"], figures["nginx"], "none (≤ 256)",
                at_most=256)
        ]

    def allocations(self):
        """What a request of a warm connection allocates: twice as many requests, and the difference."""
        path = f"{self.servers.folder}/allocations"

        def counters():
            with open(path, "rb") as f:
                octets = f.read(16)
            return [int.from_bytes(octets[at:at + 8], sys.byteorder) for at in (0, 8)]

        def measure(server):
            with load.connect(server.port) as s:
                def after(requests):
                    for _ in range(requests):
                        load.exchange(s)
                    return counters()

                start, one, two = after(1_000), after(10_000), after(20_000)
            return [((c - b) - (b - a)) / 10_000 for a, b, c in zip(start, one, two)]

        figures = {}
        for name in ("portico", "nginx"):
            with contextlib.suppress(FileNotFoundError):
                os.remove(path)
            environment = {"LD_PRELOAD": self.tools["allocations"], "ALLOCATIONS_FILE": path}
            try:
                with self.servers.start(name, environment) as server:
                    figures[name] = measure(server)
            except NotHere:
                figures[name] = [None, None]
        ours, theirs = figures["portico"], figures["nginx"]
        return [
            row("heap allocations a request, warm connection", "", ours[0], theirs[0], "O(1)"),
            row("octets allocated a request, warm connection", "B", ours[1], theirs[1], "O(1)"),
        ]


ALL = ["get", "tls", "handshakes", "download", "idle", "slow", "growth", "allocations"]
