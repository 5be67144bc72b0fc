"""What schemathesis has to know beyond /openapi.json."""
import os

import schemathesis

OWN_TOKEN = os.environ.get("PORTICO_OWN_TOKEN_ID", "")


@schemathesis.hook
def filter_case(context, case):
    # A cursor is what a page before answered: any other text is refused, however well it fits.
    if "after" in (case.query or {}):
        return False
    # No schema can say that one parameter may not be before another: a report's last month before its first is refused.
    months = [(case.query or {}).get(name) for name in ("from", "through")]
    if all(isinstance(month, str) for month in months) and months[0] > months[1]:
        return False
    # The run may not end its own token.
    return not (case.path.endswith("/revoke") and (case.path_parameters or {}).get("id") == OWN_TOKEN)
