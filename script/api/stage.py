"""stage.py: what schemathesis loads (SCHEMATHESIS_HOOKS). Before a valid
request is sent it puts in place what the request is about, and what no
description can say: which ids there are, which day it is, which handle is
free. What is said in words, numbers and choices stays as it was generated."""

import json
import os
import pathlib
import secrets

import schemathesis
from schemathesis.generation.modes import GenerationMode

from world import RATINGS, Person, World, day

# A key on the curve, and a secret, as browsers give them.
KEYS = {
    "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "auth": "BTBZMqHH6r4Tts7J_aSIgg",
}
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)

world = World(os.environ["API"], pathlib.Path(os.environ["FOLDER"]), os.environ["ROLE"])
ready: dict[str, object] = {}


def before(*labels: str):
    """Registers what is done before valid requests of these operations."""

    def keep(does):
        for label in labels:
            ready[label] = does
        return does

    return keep


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
    if sent == own and case.operation.label == "DELETE /you":
        as_someone(case)
    # Without a token a short key is refused before it is asked who sends it.
    if len(case.headers.get("Idempotency-Key", "")) in range(1, 32):
        del case.headers["Idempotency-Key"]
    if not is_valid(case) or sent != own:
        return
    for name in case.path_parameters:
        case.path_parameters[name] = usual(name)
    if "after" in case.query:
        cursor(case)
    # A key that was sent before would answer with what was done then.
    if "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = secrets.token_hex(20)
    if case.operation.label in ready:
        ready[case.operation.label](case)


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
    try:
        case.query["after"] = world.asker.ask("GET", f"{path}?limit=1")["next"]
    except Exception:  # they may not see the list: the request itself will tell
        case.query["after"] = None
    if not case.query["after"]:
        del case.query["after"]


def as_someone(case) -> Person:
    """Lets the request be of someone new, who ends with it."""
    person = world.person()
    case.headers["Authorization"] = f"Bearer {person.token}"
    return person


def proper(clauses: dict) -> None:
    """Lets a part be less than its whole, and members see no less."""
    for name in ("quorum", "share"):
        if "/" in clauses.get(name, ""):
            part, of = sorted(map(int, clauses[name].split("/")))
            clauses[name] = f"{part}/{of + 1}"
    if clauses.get("purpose") == "":
        clauses["purpose"] = "Fair pay."
    public = clauses.get("group_public", 10)
    if clauses.get("group_members", 5) > public:
        clauses["group_members"] = public


@before("POST /coalitions")
def _(case):
    proper(case.body["charter"])
    case.body["handle"] = world.handle()


@before(
    "PUT /coalitions/{coalition}",
    "GET /coalitions/{coalition}/log",
    "GET /coalitions/{coalition}/log/published",
    "GET /coalitions/{coalition}/roles",
    "GET /coalitions/{coalition}/members/me",
    "GET /coalitions/{coalition}/members/me/leaving",
    "GET /coalitions/{coalition}/members/me/evidence",
    "GET /coalitions/{coalition}/evidence",
    "GET /coalitions/{coalition}/invitations",
    "GET /coalitions/{coalition}/reports",
)
def _(case):
    case.path_parameters["coalition"] = world.lasting()


@before("POST /coalitions/{coalition}/members/me")
def _(case):
    case.path_parameters["coalition"] = world.found(world.host)
    case.body |= {"handle": world.handle(), "agrees_to": 1, "invitation": ""}


@before("PATCH /coalitions/{coalition}/members/me")
def _(case):
    case.path_parameters["coalition"] = world.lasting()
    case.body["handle"] = world.handle()


@before("DELETE /coalitions/{coalition}/members/me")
def _(case):
    case.path_parameters["coalition"] = world.home()


@before("DELETE /coalitions/{coalition}/members/me/evidence")
def _(case):
    home = world.home()
    case.path_parameters["coalition"] = home
    if world.asker.token:
        asked = {"word": "vouched", "note": "You know me."}
        world.asker.ask("PUT", f"/coalitions/{home}/members/me/evidence", asked)


@before("POST /coalitions/{coalition}/members/me/agreement")
def _(case):
    case.path_parameters["coalition"] = world.lasting()
    case.body["agrees_to"] = 1


@before("POST /coalitions/{coalition}/roles")
def _(case):
    home = world.home()
    case.path_parameters["coalition"] = home
    case.body["handle"] = world.join(home, world.person())
    if case.body["role"] == "member":
        naming = {"handle": case.body["handle"], "role": "organiser"}
        world.host.ask("POST", f"/coalitions/{home}/roles", naming)


@before("DELETE /coalitions/{coalition}/roles/nominations/{handle}")
def _(case):
    # With two stewards, a third waits for the second's word.
    home = world.home()
    handle = world.join(home, world.person())
    if world.role != "steward":
        naming = {"handle": world.join(home, world.person()), "role": "steward"}
        world.host.ask("POST", f"/coalitions/{home}/roles", naming)
    world.host.ask("POST", f"/coalitions/{home}/roles", {"handle": handle, "role": "steward"})
    case.path_parameters |= {"coalition": home, "handle": handle}


@before("POST /coalitions/{coalition}/invitations")
def _(case):
    case.path_parameters["coalition"] = world.home()
    if world.role == "member":
        case.body["uses"] = min(case.body["uses"], 20)


@before("DELETE /coalitions/{coalition}/invitations/{id}")
def _(case):
    home = world.home()
    case.path_parameters |= {"coalition": home}
    if world.asker.token:
        made = world.asker.ask("POST", f"/coalitions/{home}/invitations", {"uses": 1, "days": 1})
        case.path_parameters["id"] = made["id"]


@before("PUT /coalitions/{coalition}/members/me/evidence")
def _(case):
    case.path_parameters["coalition"] = world.home()


@before("POST /coalitions/{coalition}/evidence")
def _(case):
    home = world.home()
    case.path_parameters["coalition"] = home
    case.body["handle"] = world.join(home, world.person())


@before("POST /coalitions/{coalition}/evidence/take-back")
def _(case):
    home = world.home()
    case.path_parameters["coalition"] = home
    case.body["handle"] = world.join(home, world.person())
    said = {"handle": case.body["handle"], "word": case.body["word"]}
    world.host.ask("POST", f"/coalitions/{home}/evidence", said)


@before("POST /coalitions/{coalition}/evidence/decline")
def _(case):
    home, person = world.home(), world.person()
    case.path_parameters["coalition"] = home
    case.body["handle"] = world.join(home, person)
    asked = {"word": "vouched", "note": "You know me."}
    person.ask("PUT", f"/coalitions/{home}/members/me/evidence", asked)


@before("POST /coalitions/{coalition}/decisions")
def _(case):
    body, home = case.body, world.home()
    case.path_parameters["coalition"] = home
    proper(body)
    body["campaign"] = ""
    # Stewards are replaced only once they have vanished.
    if body["kind"] == "stewards":
        body["kind"] = "question"
    if body["kind"] == "question":
        body["options"] = body.get("options", []) + ["An option", "Another option"]
        body["options"] = body["options"][-14:]
    if body["kind"] in ("charter", "rule", "dividend"):
        charter = world.host.ask("GET", f"/coalitions/{home}")["charter"]
        body["clauses"] = charter | {"minimum_age_days": 7, "dividend_rule": "equal"}


@before("DELETE /coalitions/{coalition}/decisions/{proposal}")
def _(case):
    home = world.home()
    case.path_parameters["coalition"] = home
    if world.asker.token:
        case.path_parameters["proposal"] = world.proposal(home, world.asker, opens_in_days=1)


@before(
    "GET /coalitions/{coalition}/decisions/{proposal}/ballot",
    "PUT /coalitions/{coalition}/decisions/{proposal}/ballot",
)
def _(case):
    home, method, count = world.home(), "approval", 14
    if isinstance(case.body, dict) and "rank" in case.body:
        method, seen = "schulze", set()
        places = [[o for o in place if not (o in seen or seen.add(o))] for place in case.body["rank"]]
        case.body["rank"] = [place for place in places if place]
    if isinstance(case.body, dict) and "score" in case.body:
        method, count = "score", len(case.body["score"])
    options = [f"Option {n}" for n in range(count)]
    proposal = world.proposal(home, world.host, method=method, options=options)
    case.path_parameters |= {"coalition": home, "proposal": proposal}
    if case.operation.method.upper() == "GET" and world.asker.token:
        path = f"/coalitions/{home}/decisions/{proposal}/ballot"
        world.asker.ask("PUT", path, {"approve": [0]})


@before(
    "GET /coalitions/{coalition}/decisions/{proposal}/record",
    "GET /coalitions/{coalition}/decisions/{proposal}/receipts",
    "GET /coalitions/{coalition}/decisions/{proposal}/names",
)
def _(case):
    secret = not case.operation.path.endswith("names")
    closed = f"closed {secret}"
    if closed not in world.kept:
        world.kept[closed] = find_closed(secret)
    home, proposal = world.kept[closed].split("/")
    case.path_parameters |= {"coalition": home, "proposal": proposal}


def find_closed(secret: bool) -> str:
    """A vote of the demonstration that is over: its coalition and its id."""
    reader, found = world.asker if world.asker.token else world.steward, "0/0"
    for home in reader.ask("GET", "/you")["items"]:
        listed = reader.ask("GET", f"/coalitions/{home['coalition']}/decisions?limit=100")
        for one in listed["items"]:
            if one["state"] == "closed" and one["secret"] == secret:
                found = f"{home['coalition']}/{one['id']}"
    return found


@before("POST /posts/{kind}/{id}/reports", "POST /posts/{kind}/{id}/replies")
def _(case):
    home = world.found(world.host)
    case.path_parameters |= {"kind": "coalition", "id": home}
    match secrets.choice(["coalition", "campaign", "claim", "proposal"]):
        case "proposal":
            proposal = world.proposal(home, world.host)
            case.path_parameters |= {"kind": "proposal", "id": proposal}
        case "campaign":
            case.path_parameters |= {"kind": "campaign", "id": world.campaign("approve")}
        case "claim":
            campaign = world.campaign("approve")
            claims = world.host.ask("GET", f"/campaigns/{campaign}")["claims"]
            case.path_parameters |= {"kind": "claim", "id": claims[0]["id"]}


@before("POST /coalitions/{coalition}/reports")
def _(case):
    home = world.home()
    case.path_parameters["coalition"] = home
    case.body |= {"kind": "coalition", "id": home}


@before("POST /coalitions/{coalition}/replies/{reply}")
def _(case):
    home = world.home()
    world.host.ask("POST", f"/posts/coalition/{home}/replies", {"name": "Example Ltd", "text": "No."})
    waiting = world.host.ask("GET", f"/coalitions/{home}/reports")["replies"]
    case.path_parameters |= {"coalition": home, "reply": waiting[0]["id"]}


def campaign_that(state: str, case) -> str:
    """A new campaign of the host's that has come so far."""
    case.path_parameters["campaign"] = world.campaign(state)
    return case.path_parameters["campaign"]


@before("POST /coalitions/{coalition}/campaigns", "PUT /campaigns/{campaign}")
def _(case):
    body = case.body
    if "coalition" in case.path_parameters:
        case.path_parameters["coalition"] = world.lasting()
    else:
        campaign_that("draft", case)
    body.pop("poison", None)
    body["levers"] = [lever for lever in body["levers"] if lever != "poison"] or ["strike"]
    body |= {"opens": day(1), "closes": day(2 + body["step"] + body["window"]), "counsel": ""}
    for claim in body.get("claims", []):
        claim["dated"] = min(claim["dated"], day(-1))


@before("POST /campaigns/{campaign}/submit", "POST /campaigns/{campaign}/withdraw")
def _(case):
    campaign_that("draft", case)


@before("POST /campaigns/{campaign}/send-back", "POST /campaigns/{campaign}/approve")
def _(case):
    campaign_that("submit", case)


@before("POST /campaigns/{campaign}/end", "DELETE /campaigns/{campaign}/claims/{claim}")
def _(case):
    campaign_that("approve", case)


@before("POST /campaigns/{campaign}/outcome")
def _(case):
    campaign_that("end", case)
    if case.body.get("interval"):
        low, high = sorted(case.body["interval"])
        case.body["interval"] = [min(low, case.body["loss"]), max(high, case.body["loss"])]


@before(
    "GET /campaigns/{campaign}/pledge",
    "PUT /campaigns/{campaign}/pledge",
    "DELETE /campaigns/{campaign}/pledge",
)
def _(case):
    campaign = campaign_that("approve", case)
    if isinstance(case.body, dict) and case.body["audience"] == "counsel":
        case.body["audience"] = "organisers"
    if case.operation.method.upper() != "PUT" and world.asker.token:
        pledge = {"others": 0, "audience": "organisers"}
        world.asker.ask("PUT", f"/campaigns/{campaign}/pledge", pledge)


@before("POST /campaigns/{campaign}/confirmation")
def _(case):
    shown_in("/campaigns/{campaign}/confirm", case)
    case.body["round"] = 1


@before(
    "GET /campaigns/{campaign}/people",
    "GET /campaigns/{campaign}/steps",
    "GET /campaigns/{campaign}/proofs",
    "DELETE /campaigns/{campaign}/steps/{lever}/{step}",
)
def _(case):
    shown_in("/campaigns/{campaign}/people", case)


@before("PUT /campaigns/{campaign}/steps/{lever}/{step}")
def _(case):
    shown_in("/campaigns/{campaign}/people", case)
    case.path_parameters["step"] = "delete-ratings"


@before("PUT /campaigns/{campaign}/steps/{lever}/{step}/picture")
def _(case):
    shown_in("/campaigns/{campaign}/people", case)
    case.path_parameters["step"] = "pause-history"
    case.body = PICTURE


@before("GET /campaigns/{campaign}/pictures/{picture}")
def _(case):
    campaign = shown_in("/campaigns/{campaign}/people", case)
    if world.role == "member":
        path = f"/campaigns/{campaign}/steps"
        world.asker.ask("PUT", f"{path}/strike/pause-history/picture", PICTURE, "application/octet-stream")
        steps = world.asker.ask("GET", path)["items"]
        case.path_parameters["picture"] = next(s["picture"] for s in steps if s["picture"])


def shown_in(page: str, case) -> str:
    """The campaign that the demonstration shows on a page."""
    case.path_parameters["campaign"] = world.book["paths"][page].split("/")[2]
    return case.path_parameters["campaign"]


@before("POST /campaigns/{campaign}/kits")
def _(case):
    campaign_that("draft", case)
    case.body["lever"] = "strike"
    for number, step in enumerate(case.body["steps"]):
        step["id"] = f"step-{number}"
        said = "".join(c for c in next(iter(step["text"].values()), "Look.") if c not in "<>/:.")
        step["text"] = {language: said.strip() or "Look." for language in case.body["languages"]}
        step.pop("link", None)
        step.pop("setting", None)


@before(
    "DELETE /campaigns/{campaign}/kits/{kit}",
    "POST /campaigns/{campaign}/kits/{kit}/approve",
    "POST /campaigns/{campaign}/kits/{kit}/send-back",
)
def _(case):
    campaign = campaign_that("draft", case)
    case.path_parameters["kit"] = world.kit(campaign, world.host)


@before("POST /campaigns/{campaign}/forecasts")
def _(case):
    campaign_that("draft", case)
    case.body |= {"data": "sample", "settings": "", "lever": "strike", "group": "random", "target": None}


@before("POST /campaigns/{campaign}/forecasts/stored")
def _(case):
    case.body["forecast"] = world.forecast(world.campaign("approve"))
    campaign_that("draft", case)


@before("POST /campaigns/{campaign}/forecasts/file")
def _(case):
    world.forecast(campaign_that("draft", case))
    case.body = json.loads(world.kept["forecast"])


@before(
    "DELETE /campaigns/{campaign}/forecasts/{forecast}",
    "POST /campaigns/{campaign}/forecasts/{forecast}/cancel",
    "POST /campaigns/{campaign}/forecasts/{forecast}/first",
    "POST /campaigns/{campaign}/forecasts/{forecast}/verify",
)
def _(case):
    case.path_parameters["forecast"] = world.forecast(campaign_that("draft", case))


@before("GET /campaigns/{campaign}/ratings")
def _(case):
    campaign_that("draft", case)


@before("POST /campaigns/{campaign}/ratings")
def _(case):
    campaign_that("draft", case)
    case.body = {"keep": "yes", "file": RATINGS.encode()}


@before("DELETE /campaigns/{campaign}/ratings/{ratings}")
def _(case):
    case.path_parameters["ratings"] = world.ratings(campaign_that("draft", case))


@before("POST /sessions")
def _(case):
    case.body["phrase"] = world.person().phrase


@before("POST /you/phrase")
def _(case):
    if world.asker.token:
        case.body["phrase"] = as_someone(case).phrase


@before("PUT /you/mail", "PUT /you/mail/names", "DELETE /you/mail")
def _(case):
    if isinstance(case.body, dict) and "address" in case.body:
        case.body["address"] = f"{secrets.token_hex(6)}@example.org"


@before("POST /you/mail/code")
def _(case):
    if world.asker.token:
        if not world.mailed:
            world.mail(10)
        person, case.body["code"] = world.mailed.pop()
        case.headers["Authorization"] = f"Bearer {person.token}"


@before("POST /you/devices", "DELETE /you/devices/{device}")
def _(case):
    device = {"endpoint": f"https://push.example.org/send/{secrets.token_hex(8)}", "keys": KEYS}
    if isinstance(case.body, dict):
        case.body |= device
    elif world.asker.token:
        case.path_parameters["device"] = world.asker.ask("POST", "/you/devices", device)["id"]


@before("DELETE /you/tokens/{id}")
def _(case):
    if world.asker.token:
        asked = {"name": "A program", "scopes": ["read"], "days": 7}
        case.path_parameters["id"] = world.asker.ask("POST", "/you/tokens", asked)["id"]


@before("POST /inbox/{id}/read")
def _(case):
    if world.asker.token:
        told = world.asker.ask("GET", "/inbox")["items"]
        case.path_parameters["id"] = told[0]["id"] if told else "0"
