"""The invoice inbox: documents of 200 KB read, kept and matched with an order a second. Used by `make bench-mail`."""
import http.client
import http.server
import os
import re
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, f"{HERE}/../core")
from company import Company

THREADS = 4


class Supplier(http.server.BaseHTTPRequestHandler):
    """Takes every order."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        answer = (b'<?xml version="1.0"?><cXML payloadID="a@b" timestamp="2026-10-01T10:00:00+00:00">'
                  b'<Response><Status code="200" text="OK"/></Response></cXML>')
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


def pdf(lines, size):
    """A page of text, and as many octets of noise as a picture would have."""
    text = "BT /F1 9 Tf 40 800 Td 11 TL\n" + "".join(f"({line}) Tj T*\n" for line in lines) + "ET"
    noise = os.urandom(size)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream".encode(),
        b"<< /Length %d >>\nstream\n" % len(noise) + noise + b"\nendstream"]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, value in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + value + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


def invoice(number, order):
    items = [f"{n}  Copy paper, 8.5 x 11, carton {n}      {n}      19.95     {n * 19.95:.2f}" for n in range(1, 21)]
    total = sum(n * 19.95 for n in range(1, 21))
    return ["Bench Supplies Ltd                              INVOICE", "VAT Reg No: DE123456789",
            f"Invoice number: B-{number}      Invoice date: 2026-10-01", f"Your order: {order}", ""] + items + [
                f"Subtotal {total:.2f}", "VAT 0% 0.00", f"Total due USD {total:.2f}"]


def sent_order(company):
    """The number of an order that its supplier has."""
    order = company.post("/v1/purchase-orders", company.order, company.buyer)["id"]
    company.post(f"/v1/purchase-orders/{order}/submit", {}, company.buyer)
    task = next(t for t in company.get("/v1/approvals?status=open&limit=100")["data"] if t["purchase_order_id"] == order)
    company.post(f"/v1/approvals/{task['id']}/approve", {}, company.approver)
    for _ in range(200):
        shown = company.get(f"/v1/purchase-orders/{order}")
        if shown["transmission"] in ("sent", "acknowledged"):
            return shown["number"]
        time.sleep(0.05)
    raise RuntimeError("the order was not sent")


def put(company, documents):
    connection = http.client.HTTPConnection("127.0.0.1", company.port)
    for document in documents:
        connection.request("POST", "/v1/inbox?file_name=bill.pdf", document, {
            "Authorization": f"Bearer {company.token}", "Content-Type": "application/pdf"})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{answer.status} {body[:200]}")


def measure(company, order, count, offset):
    """Documents a second from the first octet to the last match, and processor milliseconds of the server each."""
    documents = [pdf(invoice(offset + n, order), 200_000) for n in range(count)]
    before, start = company.cpu_seconds(), time.monotonic()
    threads = [threading.Thread(target=put, args=(company, documents[n::THREADS])) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while company.get("/v1/inbox?status=received&limit=1")["data"]:
        time.sleep(0.01)
    seconds = time.monotonic() - start
    return count / seconds, (company.cpu_seconds() - before) / count * 1000


def run(root, count):
    sink = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Supplier)
    threading.Thread(target=sink.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder, Company(root, folder, sink.server_port) as company:
        order = sent_order(company)
        measure(company, order, 40, 0)
        memory = company.memory() / 1024
        rounds = [measure(company, order, count, 1000 * (n + 1)) for n in range(3)]
        # The total is not that of the order, so that nothing is posted by itself: every one waits for a person's yes.
        states = {entry["status"] for entry in company.get("/v1/inbox?limit=100")["data"]}
        if states != {"matched"}:
            raise RuntimeError(f"not every document was matched: {states}")
        rate, cost = sorted(rounds)[1]
        return {"rate": rate, "cost": cost, "before": memory, "after": company.memory() / 1024}
