"""A mail server for tests (aiosmtpd): answers by what it is asked, and writes a line for each thing that happens.

mail-server.py MODE CERTIFICATE KEY ANSWER...: plain, starttls, smtps or silent. Each ANSWER is that to the next recipient
("451 4.7.1 Later"); "" takes it, "hang-up" takes it and breaks the connection once the message is there.
"""
import asyncio, json, ssl, sys
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

mode, certificate, key = (sys.argv + ["", "", ""])[1:4]
answers = sys.argv[4:]


def say(**what):
    print(json.dumps(what), flush=True)


class Handler:
    hangs_up = False

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = answers.pop(0) if answers else ""
        self.hangs_up = answer == "hang-up"
        if answer and not self.hangs_up:
            say(event="refusal", to=address, answer=answer)
            return answer
        if address.startswith("nobody"):
            return "550 5.1.1 No such user"
        if address.startswith("later"):
            return "451 4.7.1 Greylisted"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        data = envelope.original_content.decode("ascii")
        say(event="message", sender=envelope.mail_from, to=envelope.rcpt_tos, tls=session.ssl is not None,
            user=str(session.auth_data.login.decode()) if session.auth_data else None, greeting=session.host_name, data=data)
        if "refuse-me" in data:
            return "554 5.6.0 Refused"
        if "no-room" in data:
            return "452 4.3.1 No room"
        if "no-answer" in data:
            await asyncio.sleep(600)
        if "hang-up" in data or self.hangs_up:
            server.transport.abort()
            await asyncio.sleep(600)
        return "250 2.0.0 Taken as 4711"


def authenticate(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and data.login == b"portico" and data.password == b"p@ss:word"
    # Not handled: aiosmtpd says 535 by itself.
    return AuthResult(success=good, handled=False, auth_data=data)


async def main():
    context = None
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, key)
    options = dict(ident="test")
    if mode == "starttls":
        options.update(tls_context=context, require_starttls=True, authenticator=authenticate, auth_required=True)
    if mode == "smtps":
        options.update(authenticator=authenticate, auth_required=True, auth_require_tls=False)

    def connection():
        say(event="connection")
        return SMTP(Handler(), loop=asyncio.get_running_loop(), **options)

    async def silent(reader, writer):
        say(event="connection")
        await asyncio.sleep(600)

    if mode == "silent":
        server = await asyncio.start_server(silent, "127.0.0.1", 0)
    else:
        server = await asyncio.get_running_loop().create_server(
            connection, "127.0.0.1", 0, ssl=context if mode == "smtps" else None)
    say(event="port", port=server.sockets[0].getsockname()[1])
    await server.serve_forever()


asyncio.run(main())
