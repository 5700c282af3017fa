"""donations.py: what is done before requests about donations, receipts, audits
and values."""

import json
import secrets

from ready import before, world

# The roles that may have values made.
ORGANISE = ("organiser", "steward")

HEAD = "platform,start,base,tip,total,currency,source\n"

# Values that take the engine no time.
QUICK = {
    "game": "ratings", "data": "sample", "model": "item-mean", "metric": "rmse", "unit": "groups",
    "groups": "busy: top 20% by ratings\nquiet: bottom 20% by ratings", "method": "loo",
}

RULE = """name = "NAME"
version = 1
kind = "paid"
currency = "USD"
formula = "4 + 0.9 * miles"
source = "The help page of 1 March 2024"

[title]
en = "the rule of March 2024"
es = "la regla de marzo de 2024"

[[example]]
given = { miles = 10 }
pay = 13.0
"""


def jobs() -> str:
    """A file of one job that nobody donated before."""
    pay = f"{secrets.randbelow(10_000) + 1}.{secrets.randbelow(90) + 10}"
    return f"{HEAD}shipt,2020-08-24,{pay},0.00,{pay},USD,export\n"


def sent() -> tuple[str, str]:
    """A coalition, and the id of jobs that were just sent to it."""
    at = world.lasting()
    what = {"agree": ["own"], "lang": "en", "events": jobs()}
    return at, world.asker.ask("POST", f"/coalitions/{at}/donations", what)["id"]


def donated(case) -> str:
    """Lets the request be about jobs that were just sent; nobody sends any."""
    if not world.asker.token:
        return ""
    at, made = sent()
    case.path_parameters |= {"coalition": at, "donation": made}
    return f"/coalitions/{at}/donations/{made}"


@before("POST /coalitions/{coalition}/donations")
def _(case):
    case.path_parameters["coalition"] = world.lasting()
    case.body |= {"agree": ["own"], "events": jobs()}


@before(
    "GET /coalitions/{coalition}/donations/{donation}",
    "DELETE /coalitions/{coalition}/donations/{donation}",
)
def _(case):
    donated(case)


@before("PUT /coalitions/{coalition}/donations/{donation}")
def _(case):
    donated(case)
    case.body = {"keep": [0], "corrections": []}


@before("GET /coalitions/{coalition}/donations/{donation}/receipt")
def _(case):
    if path := donated(case):
        world.asker.ask("PUT", path, {"keep": [0]})


@before("POST /receipts/completed")
def _(case):
    if world.asker.token:
        at, made = sent()
        receipt = world.asker.ask("PUT", f"/coalitions/{at}/donations/{made}", {"keep": [0]})
        case.body = {"receipt": json.dumps(receipt)}


@before("PUT /coalitions/{coalition}/donation-agreement")
def _(case):
    case.path_parameters["coalition"] = world.lasting()
    case.body["agree"] = ["own"]


@before("POST /coalitions/{coalition}/audit/rules")
def _(case):
    if world.role not in ORGANISE:
        return
    case.path_parameters["coalition"] = world.found(world.asker)
    case.body["file"] = RULE.replace("NAME", f"rule-{secrets.token_hex(4)}")


@before("POST /coalitions/{coalition}/values")
def _(case):
    if world.role not in ORGANISE:
        return
    case.path_parameters["coalition"] = world.found(world.asker)
    case.body = QUICK


@before(
    "GET /coalitions/{coalition}/values/{valuation}",
    "DELETE /coalitions/{coalition}/values/{valuation}",
    "POST /coalitions/{coalition}/values/{valuation}/cancel",
)
def _(case):
    if world.role not in ORGANISE:
        return
    at = world.found(world.asker)
    made = world.asker.ask("POST", f"/coalitions/{at}/values", QUICK)["id"]
    case.path_parameters |= {"coalition": at, "valuation": made}
