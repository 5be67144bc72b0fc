"""Messages with a PDF of 200 KB into a running server by LMTP: how many a second are stored, durable, and whether memory stays flat."""
import base64
import os
import shutil
import smtplib
import socket
import subprocess
import tempfile
import threading
import time

CONNECTIONS = 4
INVOICES = "invoices@bench.example"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def message(number):
    # Random octets, so that nothing on the way can make less of them.
    document = b"%PDF-1.7\n" + os.urandom(200_000)
    lines = base64.encodebytes(document).replace(b"\n", b"\r\n")
    return (
        f"From: Supplier <bills@supplier.example>\r\nTo: {INVOICES}\r\nSubject: Invoice {number}\r\n"
        f"Message-ID: <{number}-{time.time_ns()}@supplier.example>\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nOur invoice.\r\n--b\r\n"
        f"Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"{number}.pdf\"\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n"
    ).encode() + lines + b"\r\n--b--\r\n"


def resident(process):
    with open(f"/proc/{process}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


def send(port, messages, refused):
    with smtplib.LMTP("127.0.0.1", port) as client:
        for text in messages:
            if client.sendmail("bills@supplier.example", [INVOICES], text):
                refused.append(text[:80])


def measure(executable, count):
    """Messages a second, MiB before and after."""
    folder = tempfile.mkdtemp(prefix="portico-bench-mail-")
    port, http = free_port(), free_port()
    settings = {
        "PORTICO_LISTEN": f"127.0.0.1:{http}", "PORTICO_PUBLIC_URL": f"http://127.0.0.1:{http}",
        "PORTICO_DATABASE": f"sqlite:{folder}/portico.db", "PORTICO_KEY_FILE": f"{folder}/key",
        "PORTICO_MAIL_SPOOL": f"{folder}/mail", "PORTICO_MAIL_LMTP_LISTEN": f"127.0.0.1:{port}",
        "PORTICO_MAIL_INVOICE_ADDRESSES": INVOICES, "PORTICO_LOG_LEVEL": "error",
    }
    server = subprocess.Popen(
        [executable, "serve"], cwd=folder, env={**os.environ, **settings}, stdout=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        refused = []
        send(port, [message(-number) for number in range(1, 41)], refused)
        before = resident(server.pid)
        shares = [[message(number) for number in range(start, count, CONNECTIONS)] for start in range(CONNECTIONS)]
        start = time.monotonic()
        threads = [threading.Thread(target=send, args=(port, share, refused)) for share in shares]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.monotonic() - start
        if refused:
            raise SystemExit(f"{len(refused)} messages were refused.")
        return {"messages": count, "per_second": count / seconds, "mib_before": before, "mib_after": resident(server.pid)}
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder)
