#!/usr/bin/env python3
"""A small OpenID Connect provider on loopback, with openssl for signatures. Prints its address on its first line.

POST /control takes JSON: "claims" are laid over those of the next tokens, "algorithm" is RS256 or ES256, "rotate" makes a
new key, "forge" is none, hmac or stranger (a key that nobody published). "userinfo" is what /userinfo tells to whoever brings
the access token, "logout" publishes /logout; what was shown there is told by GET /hints.
"""
import base64, hashlib, hmac, json, os, subprocess, tempfile, time, urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FOLDER = tempfile.mkdtemp()
CLIENT, SECRET = "portico", "a secret: of 50 % & more"
STATE = {"claims": {}, "algorithm": "RS256", "forge": "", "keys": 0, "userinfo": None, "logout": False, "hints": []}
CODES = {}


def b64(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def openssl(*words, data=None):
    return subprocess.run(["openssl", *words], input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout


def path(algorithm, number):
    name = os.path.join(FOLDER, f"{algorithm}-{number}.pem")
    if not os.path.exists(name):
        kind = ["RSA", "-pkeyopt", "rsa_keygen_bits:2048"] if algorithm == "RS256" else ["EC", "-pkeyopt", "ec_paramgen_curve:P-256"]
        openssl("genpkey", "-algorithm", *kind, "-out", name)
    return name


def public(algorithm, number):
    key = {"kid": f"{algorithm}-{number}", "use": "sig"}
    if algorithm == "RS256":
        text = openssl("rsa", "-in", path(algorithm, number), "-noout", "-modulus").decode().strip().split("=")[1]
        return key | {"kty": "RSA", "n": b64(bytes.fromhex(text)), "e": "AQAB"}
    point = openssl("ec", "-in", path(algorithm, number), "-pubout", "-outform", "DER")[-64:]
    return key | {"kty": "EC", "crv": "P-256", "alg": "ES256", "x": b64(point[:32]), "y": b64(point[32:])}


def sign(algorithm, number, data):
    made = openssl("dgst", "-sha256", "-sign", path(algorithm, number), data=data)
    if algorithm == "RS256":
        return made
    raw, at = b"", 2  # DER: a sequence of two integers
    for _ in range(2):
        length = made[at + 1]
        raw += made[at + 2:at + 2 + length][-32:].rjust(32, b"\0")
        at += 2 + length
    return raw


def token(claims):
    algorithm, number = STATE["algorithm"], STATE["keys"]
    head = {"alg": algorithm, "typ": "JWT", "kid": f"{algorithm}-{number}"}
    if STATE["forge"] == "none":
        head["alg"] = "none"
    if STATE["forge"] == "hmac":
        head["alg"] = "HS256"
    data = f"{b64(json.dumps(head).encode())}.{b64(json.dumps(claims).encode())}"
    if STATE["forge"] == "none":
        return data + "."
    if STATE["forge"] == "hmac":
        return f"{data}.{b64(hmac.new(public(algorithm, number)['n'].encode(), data.encode(), 'sha256').digest())}"
    return f"{data}.{b64(sign(algorithm, 999 if STATE['forge'] == 'stranger' else number, data.encode()))}"


class Provider(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body, headers=()):
        octets = json.dumps(body).encode()
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(octets)))
        self.end_headers()
        self.wfile.write(octets)

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        if url.path == "/.well-known/openid-configuration":
            more = {"userinfo_endpoint": ISSUER + "/userinfo"} if STATE["userinfo"] else {}
            if STATE["logout"]:
                more["end_session_endpoint"] = ISSUER + "/logout"
            self.answer(200, more | {
                "issuer": ISSUER, "authorization_endpoint": ISSUER + "/authorize", "token_endpoint": ISSUER + "/token",
                "jwks_uri": ISSUER + "/keys", "response_types_supported": ["code"], "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256", "ES256"]})
        elif url.path == "/keys":
            self.answer(200, {"keys": [public(a, STATE["keys"]) for a in ("RS256", "ES256")]})
        elif url.path == "/userinfo":
            if self.headers.get("Authorization") != "Bearer access of subject-1":
                return self.answer(401, {"error": "invalid_token"})
            self.answer(200, STATE["userinfo"])
        elif url.path == "/logout":
            STATE["hints"].append(query)
            self.answer(303, {}, [("Location", query.get("post_logout_redirect_uri", "/"))])
        elif url.path == "/hints":
            self.answer(200, {"hints": STATE["hints"]})
        elif url.path == "/authorize":
            wanted = {"response_type": "code", "client_id": CLIENT, "code_challenge_method": "S256"}
            if any(query.get(k) != v for k, v in wanted.items()) or "openid" not in query.get("scope", "").split() \
                    or not all(query.get(k) for k in ("state", "nonce", "code_challenge", "redirect_uri")):
                return self.answer(400, {"error": "invalid_request"})
            code = b64(os.urandom(16))
            CODES[code] = query
            back = urllib.parse.urlencode({"code": code, "state": query["state"]})
            self.answer(303, {}, [("Location", f"{query['redirect_uri']}?{back}")])
        else:
            self.answer(404, {})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/control":
            change = json.loads(body)
            if change.pop("rotate", False):
                STATE["keys"] += 1
            STATE.update(change)
            return self.answer(200, {})
        form = dict(urllib.parse.parse_qsl(body.decode()))
        pair = f"{urllib.parse.quote(CLIENT, safe='')}:{urllib.parse.quote(SECRET, safe='')}"
        if self.headers.get("Authorization") != "Basic " + base64.b64encode(pair.encode()).decode():
            return self.answer(401, {"error": "invalid_client"})
        asked = CODES.pop(form.get("code"), None)
        challenge = b64(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if not asked or asked["redirect_uri"] != form.get("redirect_uri") or asked["code_challenge"] != challenge:
            return self.answer(400, {"error": "invalid_grant"})
        now = int(form.get("now", NOW))
        claims = {"iss": ISSUER, "aud": CLIENT, "sub": "subject-1", "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        claims = {k: v for k, v in (claims | STATE["claims"]).items() if v is not None}
        self.answer(200, {"access_token": "access of subject-1", "token_type": "Bearer", "id_token": token(claims)})


# Tests have a clock of their own.
NOW = int(os.environ.get("PROVIDER_TIME", time.time()))
server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
ISSUER = f"http://127.0.0.1:{server.server_port}"
print(f"provider at {ISSUER}", flush=True)
server.serve_forever()
