"""The servers that are measured: started on free loopback ports, watched through /proc, ended with the run."""
import os
import shutil
import socket
import ssl
import subprocess
import time

TICK = os.sysconf("SC_CLK_TCK")


class NotHere(Exception):
    """A server, or one of its ports, that this machine or this build does not have."""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def certificate(folder):
    """A new self-signed ECDSA P-256 certificate, for every server the same: (certificate file, key file)."""
    pem, key = f"{folder}/certificate.pem", f"{folder}/key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
         "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", pem], check=True, capture_output=True)
    return pem, key


class Server:
    """One server process with its children. `port` speaks plain HTTP; `tls_port` is None where TLS is not here."""

    def __init__(self, name, command, port, tls_port=None, environment=None):
        self.name, self.port, self.tls_port = name, port, tls_port
        if not shutil.which(command[0]):
            raise NotHere(f"{name}: {command[0]} is not here")
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})})
        if not self._answers(port):
            self.stop()
            raise NotHere(f"{name}: does not answer")
        if tls_port and not self._answers_tls(tls_port):
            self.tls_port = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def url(self, path="/", tls=False):
        if tls and not self.tls_port:
            raise NotHere(f"{self.name}: no TLS here")
        return f"https://127.0.0.1:{self.tls_port}{path}" if tls else f"http://127.0.0.1:{self.port}{path}"

    def cpu_seconds(self):
        """User and system time that it and its children have used: fields 14 and 15 of /proc/PID/stat (proc(5))."""
        return sum(int(ticks) for pid in self._family() for ticks in self._stat(pid)[11:13]) / TICK

    def resident_kib(self):
        """Resident memory of it and its children; /proc/PID/stat would tell it up to some hundred pages late."""
        total = 0
        for pid in self._family():
            with open(f"/proc/{pid}/smaps_rollup") as f:
                total += next(int(line.split()[1]) for line in f if line.startswith("Rss:"))
        return total

    def _family(self):
        """The process and its children."""
        pids = [self.process.pid]
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                if int(self._stat(pid)[1]) == self.process.pid:
                    pids.append(int(pid))
            except OSError:
                continue
        return pids

    @staticmethod
    def _stat(pid):
        """The fields of /proc/PID/stat from the third, the state, on."""
        with open(f"/proc/{pid}/stat") as f:
            return f.read().rsplit(")", 1)[1].split()

    def _answers(self, port):
        end = time.monotonic() + 10
        while time.monotonic() < end and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return True
            except OSError:
                time.sleep(0.05)
        return False

    def _answers_tls(self, port):
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=2) as plain, context.wrap_socket(plain):
                return True
        except OSError:
            return False


class Servers:
    """Starts each kind of server; `root` is the checkout, `folder` is for files of this run."""

    def __init__(self, root, folder):
        self.root, self.folder = root, folder
        self.pem, self.key = certificate(folder)
        with open(f"{folder}/big", "wb") as f:
            f.write(b"x" * (1 << 20))

    def start(self, name, environment=None):
        return getattr(self, name)(environment)

    def portico(self, environment=None):
        port, tls_port = free_port(), free_port()
        return Server(
            "portico",
            [f"{self.root}/.build/release/bench-http", "--port", str(port), "--tls-port", str(tls_port), "--certificate", self.pem,
             "--key", self.key], port, tls_port, environment)

    def nginx(self, environment=None):
        port, tls_port = free_port(), free_port()
        path = f"{self.folder}/nginx-{port}.conf"
        with open(path, "w") as f:
            f.write(nginx_configuration(self.folder, port, tls_port, self.pem, self.key))
        return Server("nginx", ["nginx", "-e", f"{self.folder}/nginx.log", "-c", path], port, tls_port, environment)

    def hummingbird(self, environment=None):
        return self._peer("hummingbird", environment)

    def flyingfox(self, environment=None):
        return self._peer("flyingfox", environment)

    def _peer(self, name, environment):
        port = free_port()
        return Server(name, [f"{self.root}/.build-peers/release/{name}-hello", str(port)], port, None, environment)


def nginx_configuration(folder, port, tls_port, pem, key):
    """The same bytes for GET /, the same 1 MB, no session resumption, a worker a core as in the other servers."""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "\n".join(f"  {kind}_temp_path {folder}/temp-{kind};" for kind in kinds)
    return f"""
worker_processes auto; worker_rlimit_nofile 20000; daemon off;
pid {folder}/nginx-{port}.pid; error_log {folder}/nginx.log;
events {{ worker_connections 15000; }}
http {{
{temporary}
  access_log off; keepalive_requests 100000000; sendfile off;
  ssl_protocols TLSv1.2 TLSv1.3; ssl_session_tickets off; ssl_session_cache off;
  server {{
    listen 127.0.0.1:{port} reuseport; listen 127.0.0.1:{tls_port} ssl reuseport;
    ssl_certificate {pem}; ssl_certificate_key {key};
    location / {{ default_type "text/plain; charset=utf-8"; return 200 "Hello, world!\\n"; }}
    location = /big {{ default_type application/octet-stream; root {folder}; }}
  }}
}}
"""
