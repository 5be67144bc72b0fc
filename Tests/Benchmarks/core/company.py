"""A Portico with a company of some size in it: 500 people, 100 departments, 400 budgets, five policies."""
import json
import os
import socket
import subprocess
import sys
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, f"{HERE}/../cxml")
from server import Portico


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Company(Portico):
    """`path` is the folder of a database that exists already; without one a fresh company is made."""

    def __init__(self, root, folder, sink, path=None, tokens=None):
        super().__init__(root, folder)
        self.sink, self.path = sink, path
        if tokens:
            self.buyer, self.approver, self.token = tokens

    def __enter__(self):
        fresh = self.path is None
        self.path = self.path or f"{self.folder}/company"
        os.makedirs(self.path, exist_ok=True)
        self.base = f"http://127.0.0.1:{free_port()}"
        self.port = int(self.base.rsplit(":", 1)[1])
        self.environment = {
            **os.environ, "PORTICO_DATABASE": f"sqlite:{self.path}/portico.db", "PORTICO_KEY_FILE": f"{self.folder}/portico.key",
            "PORTICO_LISTEN": self.base[7:], "PORTICO_PUBLIC_URL": self.base, "PORTICO_LOG_LEVEL": "warning",
            "PORTICO_ALLOW_PRIVATE_TARGETS": "true", "PORTICO_MAIL_SPOOL": f"{self.folder}/mail",
            # Nothing waits to be taken back.
            "PORTICO_UNDO_DECISION_SECONDS": "0", "PORTICO_UNDO_SEND_SECONDS": "0",
        }
        if fresh:
            self.token = self._make_token("bench")
        self.process = subprocess.Popen([self.program, "serve"], env=self.environment, stdout=subprocess.DEVNULL)
        self._wait()
        if fresh:
            self._set_up()
        return self

    def _make_token(self, name, *user):
        return subprocess.run(
            [self.program, "admin", "create-token", "--name", name, "--scopes", "*", *user], env=self.environment, check=True,
            text=True, stdout=subprocess.PIPE).stdout.strip().splitlines()[-1]

    def post(self, path, value, token=None):
        request = urllib.request.Request(f"{self.base}{path}", json.dumps(value).encode(), {
            "Authorization": f"Bearer {token or self.token}", "Content-Type": "application/json"})
        return json.load(urllib.request.urlopen(request))

    def invoice(self, count, number):
        """The id of a draft invoice that bills all of a new order of so many lines, as it was ordered."""
        lines = [dict(self.order["lines"][0], supplier_part_id=f"B00BENCH{n:05}") for n in range(count)]
        order = self.post("/v1/purchase-orders", dict(self.order, lines=lines), self.buyer)["id"]
        self.post(f"/v1/purchase-orders/{order}/submit", {}, self.buyer)
        task = next(task for task in self.get("/v1/approvals?status=open&limit=100")["data"] if task["purchase_order_id"] == order)
        self.post(f"/v1/approvals/{task['id']}/approve", {}, self.approver)
        return self.post("/v1/invoices", {
            "supplier_id": self.supplier, "number": f"R-{number}", "invoice_date": "2026-10-01", "currency": "USD",
            "lines": [{
                "purchase_order_id": order, "purchase_order_line": n + 1, "supplier_part_id": line["supplier_part_id"],
                "quantity": line["quantity"], "unit_price": 19.95, "amount": f"{line['quantity'] * 19.95:.2f}"}
                for n, line in enumerate(lines)]})["id"]

    def hand_in(self, invoice):
        shown = self.post(f"/v1/invoices/{invoice}/submit", {})
        if shown["match"] != "matched":
            raise RuntimeError(f"the invoice does not match: {shown}")

    def get(self, path):
        request = urllib.request.Request(f"{self.base}{path}", headers={"Authorization": f"Bearer {self.token}"})
        return json.load(urllib.request.urlopen(request))

    def _set_up(self):
        def make(collection, **value):
            return self._post(f"/v1/{collection}", value)["id"]

        def people(role, count):
            return [make("users", email=f"{role}{n}@example.com", name=f"{role} {n}", roles=[role]) for n in range(count)]

        address = make("addresses", code="SEA-01", name="Contoso", street=["410 Terry Avenue North"], city="Seattle",
                       postal_code="98109", country="US")
        entity = make("legal-entities", name="Contoso Inc.", currency="USD", billing_address_id=address)
        location = make("locations", name="Seattle", legal_entity_id=entity, address_id=address)
        buyers, approvers = people("buyer", 400), people("approver", 100)
        departments = [make("departments", name=f"Department {n}") for n in range(100)]
        budgets = [
            make("budgets", name=f"Budget {n}", department_id=departments[n % 100],
                 amount={"amount": "9000000000.00", "currency": "USD"}, period_start="2020-01-01", period_end="2035-12-31")
            for n in range(400)]
        accounts = [make("gl-accounts", code=f"6{n:03}", name=f"Account {n}") for n in range(50)]
        supplier = self.supplier = make("suppliers", name="Bench")
        connection = make(
            "punchout-connections", name="Bench", slug="bench", supplier_id=supplier, from_identity="ContosoBuyer",
            from_domain="NetworkId", to_identity="AmazonBusiness", to_domain="NetworkId", shared_secret="s3cr3t-bench",
            mode="active", punchout_url="https://shop.example/punchout", order_url=f"http://127.0.0.1:{self.sink}/orders")

        def stage(amount, *users):
            return {"from_amount": {"amount": amount, "currency": "USD"}, "approvers": [{"user_id": user} for user in users]}

        make("approval-policies", name="All", stages=[stage("0.00", approvers[0])])
        for n in range(4):
            make("approval-policies", name=f"Large {n}", stages=[stage(f"{10 ** (n + 6)}.00", approvers[n + 1])])
        lines = [{
            "supplier_part_id": f"B00BENCH{n}", "description": f"Copy paper, 8.5 x 11, 20 lb, carton {n}", "quantity": 2 + n,
            "unit_price": {"amount": "19.95", "currency": "USD"}, "unit_of_measure": "EA",
            "classification": {"domain": "UNSPSC", "code": "14111507"}, "manufacturer_name": "Northfield",
            "manufacturer_part_id": f"MP-{n}", "coding": {"gl_account_id": accounts[n]}} for n in range(5)]
        self.order = {
            "connection_id": connection, "lines": lines, "coding": {
                "legal_entity_id": entity, "location_id": location, "department_id": departments[0], "budget_id": budgets[0],
                "gl_account_id": accounts[0]}}
        with open(f"{self.folder}/order.json", "w") as file:
            json.dump(self.order, file)
        self.buyer = self._make_token("buyer", "--user", "buyer0@example.com")
        self.approver = self._make_token("approver", "--user", "approver0@example.com")

    @property
    def tokens(self):
        return self.buyer, self.approver, self.token

    def cpu_seconds(self):
        """User and system time of the server so far."""
        with open(f"/proc/{self.process.pid}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self, field="VmRSS"):
        return self._memory(field)
