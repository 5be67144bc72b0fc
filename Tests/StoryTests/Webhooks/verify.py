"""Verifies a message by the standardwebhooks library of PyPI: verify.py SECRET…, and on standard input one JSON line with the
headers and the body. Says "good" or why not, for each secret."""
import json
import sys

from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

message = json.loads(sys.stdin.readline())
for secret in sys.argv[1:]:
    try:
        Webhook(secret).verify(message["body"], message["headers"])
        print("good")
    except WebhookVerificationError as error:
        print("bad:", error)
