"""stage.py: what schemathesis loads (SCHEMATHESIS_HOOKS). Before a valid
request is sent it puts in place what the request is about, and what no
description can say: which ids there are, which day it is, which handle is
free. What is said in words, numbers and choices stays as it was generated."""

import json
import secrets

import schemathesis
from schemathesis.generation.modes import GenerationMode

import campaigns  # noqa: F401: it says what is done before its operations
import coalitions  # noqa: F401
import dividends  # noqa: F401
import donations  # noqa: F401
from ready import as_someone, ready, world
from world import Refused


@schemathesis.auth()
class Token:
    """The token of the role."""

    def get(self, _case, _context):
        return world.asker.token

    def set(self, case, token, _context):
        if token:
            case.headers["Authorization"] = f"Bearer {token}"


@schemathesis.hook
def before_call(_context, case, kwargs):
    own = world.asker.token and f"Bearer {world.asker.token}"
    sent = case.headers.get("Authorization")
    if own and sent == own and case.operation.label == "DELETE /you":
        as_someone(case)
    # Without a token a short key is refused before it is asked who sends it.
    if len(case.headers.get("Idempotency-Key", "")) in range(1, 32):
        del case.headers["Idempotency-Key"]
    if not is_valid(case) or sent != own:
        return
    for name in case.path_parameters:
        case.path_parameters[name] = usual(name)
    # A key that was sent before would answer with what was done then.
    if "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = secrets.token_hex(20)
    if case.operation.label in ready:
        ready[case.operation.label](case)
    if "after" in case.query:
        cursor(case)


@schemathesis.hook
def after_call(_context, case, response):
    """Keeps what was refused though it was valid, and takes back what there
    can only be few of."""
    label, made = case.operation.label, None
    if is_valid(case) and 400 <= response.status_code < 500 and response.status_code not in (401, 403):
        said = {"operation": label, "answer": response.content.decode(), "body": repr(case.body)}
        with (world.folder / "refused").open("a") as file:
            file.write(json.dumps(said | {"path": case.path_parameters, "query": case.query}) + "\n")
    if response.status_code in (201, 202) and response.content:
        made = json.loads(response.content)
    if not made or not world.asker.token:
        return
    if label == "POST /you/tokens":
        world.asker.ask("DELETE", f"/you/tokens/{made['id']}")
    if label == "POST /you/devices":
        world.asker.ask("DELETE", f"/you/devices/{made['id']}")
    if label == "POST /campaigns/{campaign}/curves/{forecast}/points" and made["id"]:
        campaign = case.path_parameters["campaign"]
        world.steward.ask("POST", f"/campaigns/{campaign}/forecasts/{made['id']}/cancel")


def is_valid(case) -> bool:
    """Whether the request is meant to be accepted."""
    return case.meta is not None and case.meta.generation.mode == GenerationMode.POSITIVE


def usual(name: str) -> str:
    """What a part of an address is in the demonstration."""
    for pattern, address in world.book["paths"].items():
        parts = zip(pattern.split("/"), address.partition("?")[0].split("/"))
        if name != "id" and (value := dict(parts).get(f"{{{name}}}")):
            if pattern.startswith("/coalitions") or name != "coalition":
                return value
    return {"lever": "strike", "step": "see", "claim": "1"}.get(name, "0")


def cursor(case) -> None:
    """A cursor that the list gave itself, if it has a second part."""
    path = case.operation.path.format(**case.path_parameters)
    del case.query["after"]
    try:
        behind = world.asker.ask("GET", f"{path}?limit=1")["next"]
    except Refused:  # they may not see the list, as the request itself will tell
        return
    if behind:
        case.query["after"] = behind
