"""A Portico with an empty database and one connection, as the peers' orders expect it."""
import json
import os
import socket
import subprocess
import time
import urllib.request

SECRET = "s3cr3t-bench-0123456789abcdef"


class Portico:
    def __init__(self, root, folder):
        self.program = f"{root}/.build/release/portico"
        self.folder = folder

    def __enter__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.base = f"http://127.0.0.1:{free.getsockname()[1]}"
        data = f"{self.folder}/portico-{time.monotonic_ns()}"
        os.mkdir(data)
        self.environment = {
            **os.environ, "PORTICO_DATABASE": f"sqlite:{data}/portico.db", "PORTICO_KEY_FILE": f"{data}/portico.key",
            "PORTICO_LISTEN": self.base[7:], "PORTICO_PUBLIC_URL": self.base, "PORTICO_LOG_LEVEL": "warning",
            "PORTICO_MAIL_SPOOL": f"{data}/mail",
        }
        made = subprocess.run(
            [self.program, "admin", "create-token", "--name", "bench", "--scopes", "*"], env=self.environment, check=True,
            text=True, stdout=subprocess.PIPE).stdout
        self.token = made.strip().splitlines()[-1]
        self.process = subprocess.Popen([self.program, "serve"], env=self.environment, stdout=subprocess.DEVNULL)
        self._wait()
        supplier = self._post("/v1/suppliers", {"name": "Bench"})["id"]
        self._post("/v1/punchout-connections", {
            "name": "Bench", "slug": "bench", "supplier_id": supplier, "from_identity": "ContosoBuyer",
            "from_domain": "NetworkId", "to_identity": "AmazonBusiness", "to_domain": "NetworkId", "shared_secret": SECRET,
            "punchout_url": "https://shop.example/punchout", "order_url": "https://shop.example/orders",
        })
        self.url = f"{self.base}/cxml/bench"
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def _wait(self):
        for _ in range(200):
            try:
                return urllib.request.urlopen(f"{self.base}/readyz", timeout=1).read()
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("Portico did not start")

    def _post(self, path, value):
        request = urllib.request.Request(f"{self.base}{path}", json.dumps(value).encode(), {
            "Authorization": f"Bearer {self.token}", "Content-Type": "application/json"})
        return json.load(urllib.request.urlopen(request))

    def _memory(self, field):
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith(field))

    @staticmethod
    def large_order(path, lines):
        """An order of so many lines, each about a kilobyte; answers its octets."""
        line = (
            '<ItemOut quantity="2" lineNumber="{n}"><ItemID><SupplierPartID>B0{n:08d}</SupplierPartID>'
            "<SupplierPartAuxiliaryID>136-1234567-7654321,{n}</SupplierPartAuxiliaryID></ItemID><ItemDetail><UnitPrice>"
            '<Money currency="USD">19.95</Money></UnitPrice><Description xml:lang="en">Copy Paper, 8.5 x 11, 20 lb, carton {n}'
            '</Description><UnitOfMeasure>EA</UnitOfMeasure><Classification domain="UNSPSC">14111507</Classification>'
            "<ManufacturerPartID>MP-{n}</ManufacturerPartID><ManufacturerName>Northfield</ManufacturerName>"
            '<Extrinsic name="soldBy">Kestrel &amp; Co</Extrinsic></ItemDetail><Distribution><Accounting name="Distribution">'
            '<AccountingSegment id="4711"><Name xml:lang="en">CostCenter</Name><Description xml:lang="en">Department'
            '</Description></AccountingSegment></Accounting><Charge><Money currency="USD">39.90</Money></Charge></Distribution>'
            "</ItemOut>\n")
        credential = '<Credential domain="NetworkId"><Identity>{}</Identity>{}</Credential>'
        buyer = credential.format("ContosoBuyer", "")
        text = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.071/cXML.dtd">\n'
            '<cXML payloadID="large@buyer.example" timestamp="2026-11-21T10:00:00-08:00"><Header>'
            f"<From>{buyer}</From><To>{credential.format('AmazonBusiness', '')}</To><Sender>"
            + credential.format("ContosoBuyer", f"<SharedSecret>{SECRET}</SharedSecret>")
            + '<UserAgent>bench</UserAgent></Sender></Header><Request><OrderRequest><OrderRequestHeader orderID="LARGE-1" '
            'orderDate="2026-11-21T10:00:00-08:00" type="new"><Total><Money currency="USD">'
            f"{lines * 39.9:.2f}</Money></Total></OrderRequestHeader>\n"
            + "".join(line.format(n=n) for n in range(1, lines + 1)) + "</OrderRequest></Request></cXML>\n")
        with open(path, "wb") as file:
            file.write(text.encode())
        return text.encode()

    def post_large(self, body):
        """Seconds until the order is acknowledged (the best of five, each with its own payloadID), and by how many kB memory
        grew above idle for the first."""
        idle, best = self._memory("VmRSS"), float("inf")
        growth = 0
        for number in range(5):
            own = body.replace(b"large@", b"large%d@" % number)
            request = urllib.request.Request(self.url, own, {"Content-Type": "text/xml; charset=UTF-8"})
            start = time.monotonic()
            answer = urllib.request.urlopen(request).read()
            best = min(best, time.monotonic() - start)
            if b'<Status code="200"' not in answer:
                raise RuntimeError(f"the large order was refused: {answer}")
            if number == 0:
                growth = self._memory("VmHWM") - idle
        return best, growth
