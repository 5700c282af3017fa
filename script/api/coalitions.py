"""coalitions.py: what is done before requests about people and coalitions."""

import secrets

from ready import as_someone, before, world

# A key on the curve, and a secret, as browsers give them.
KEYS = {
    "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "auth": "BTBZMqHH6r4Tts7J_aSIgg",
}


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
    "GET /coalitions/{coalition}/ending",
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


@before("POST /coalitions/{coalition}/ending")
def _(case):
    case.path_parameters["coalition"] = world.home()


@before(
    "POST /coalitions/{coalition}/ending/confirmation",
    "DELETE /coalitions/{coalition}/ending",
)
def _(case):
    home = world.home()
    case.path_parameters["coalition"] = home
    world.host.ask("POST", f"/coalitions/{home}/ending", {"reason": "We have won."})


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
    for home in reader.all("/you"):
        for one in reader.all(f"/coalitions/{home['coalition']}/decisions"):
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
