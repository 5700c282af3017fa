"""dividends.py: what is done before requests about money that is shared, and
about the audit that is shown: they are about the coalition of the demonstration
that shares money and pay."""

import secrets
from itertools import count

from ready import before, world
from world import Refused

ROUND = "/coalitions/{coalition}/dividends/rounds/{round}"
PAYMENT = "/coalitions/{coalition}/dividends/payments/{payment}"


def there(case, pattern: str = ROUND) -> str:
    """Lets the request be about what the demonstration shows there, and gives
    the path of its dividends."""
    address = world.book["paths"][pattern].partition("?")[0]
    for name, value in zip(pattern.split("/"), address.split("/")):
        if name.strip("{}") in case.path_parameters:
            case.path_parameters[name.strip("{}")] = value
    return "/".join(address.split("/")[:4])


def cleared(case) -> str:
    """The same once no money waits for a second steward."""
    path = there(case)
    for one in world.asker.ask("GET", f"{path}/rounds")["items"]:
        if any(pot["state"] == "waiting" for pot in one["pots"]):
            world.asker.ask("DELETE", f"{path}/rounds/{one['id']}")
    return path


@before("GET /coalitions/{coalition}/dividends")
def _(case):
    # Some parts of rules exclude each other: one besides the rule at a time.
    kept = {"on", "rule", "budget", "currency", "count"}
    if more := sorted(set(case.query) - kept):
        kept.add(secrets.choice(more))
    for name in set(case.query) - kept:
        del case.query[name]


MONEY = {"budget": "960.00", "currency": "USD", "period": "Summer"}


@before(
    "GET /coalitions/{coalition}/dividends/rounds",
    f"GET {ROUND}",
    "GET /coalitions/{coalition}/audit/evidence",
)
def _(case):
    there(case)


@before(f"GET {PAYMENT}", f"GET {PAYMENT}/payments.csv", f"POST {PAYMENT}/pain001")
def _(case):
    there(case, PAYMENT)


@before("POST /coalitions/{coalition}/dividends/rounds")
def _(case):
    if world.role == "steward":
        cleared(case)
        case.body = MONEY


@before(f"POST {ROUND}/money")
def _(case):
    if world.role == "steward":
        cleared(case)
        case.body = {"budget": "200.00"}


@before(f"DELETE {ROUND}")
def _(case):
    if world.role == "steward":
        path = cleared(case)
        made = world.asker.ask("POST", f"{path}/rounds", MONEY)["id"]
        case.path_parameters["round"] = made


SPENDING = "/coalitions/{coalition}/dividends/good/{spending}"


def wanted():
    """What to spend: the same is not asked for twice."""
    return {"amount": "1.00", "currency": "USD", "purpose": f"Stamps {next(numbers)}"}


numbers = count(1)


@before(
    "GET /coalitions/{coalition}/dividends/good",
    "GET /coalitions/{coalition}/dividends/good/spent.csv",
    "GET /coalitions/{coalition}/dividends/groups",
    f"POST {SPENDING}/pain001",
)
def _(case):
    there(case, SPENDING)


@before("POST /coalitions/{coalition}/dividends/good")
def _(case):
    if world.role == "steward":
        path = there(case, SPENDING)
        for one in world.asker.all(f"{path}/good"):
            if one["state"] == "waiting" and one["purpose"].startswith("Stamps"):
                world.asker.ask("DELETE", f"{path}/good/{one['id']}")
        case.body = wanted()


@before(f"DELETE {SPENDING}")
def _(case):
    if world.role == "steward":
        path = there(case, SPENDING)
        case.path_parameters["spending"] = world.asker.ask("POST", f"{path}/good", wanted())["id"]


@before("PUT /coalitions/{coalition}/dividends/groups")
def _(case):
    if world.role == "steward":
        there(case, SPENDING)
        case.body = {"table": "handle,group\n"}


def alone(case):
    """Leaves the household there is, since nobody is of two."""
    path = there(case, SPENDING)
    if world.asker.token:
        try:
            world.asker.ask("DELETE", f"{path}/household")
        except Refused:
            pass
    return path


@before("POST /coalitions/{coalition}/dividends/household")
def _(case):
    alone(case)


@before("PUT /coalitions/{coalition}/dividends/household/code")
def _(case):
    path = alone(case)
    if world.asker.token:
        case.body = world.asker.ask("POST", f"{path}/household", {})
