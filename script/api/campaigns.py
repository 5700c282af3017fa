"""campaigns.py: what is done before requests about campaigns, pledges, kits
and forecasts."""

import json

from ready import before, world
from world import RATINGS, day

# As text, since bytes are not known again as what the description asks for.
PICTURE = "RIFF0000WEBPVP8 "


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


PLAN = {"data": "own-traces", "country": "nl", "enough": 50, "from": day(1), "until": day(20)}


@before("PUT /campaigns/{campaign}/plan")
def _(case):
    campaign_that("draft", case)
    case.body |= {"country": "nl", "from": day(1), "until": day(20)}


@before(
    "GET /campaigns/{campaign}/plan",
    "DELETE /campaigns/{campaign}/plan",
    "POST /campaigns/{campaign}/plan/reviews",
)
def _(case):
    campaign_that("draft", case)
    path = f"/campaigns/{case.path_parameters['campaign']}/plan"
    world.host.ask("PUT", path, PLAN)


@before("POST /campaigns/{campaign}/submit", "POST /campaigns/{campaign}/withdraw")
def _(case):
    campaign_that("draft", case)


@before("POST /campaigns/{campaign}/send-back", "POST /campaigns/{campaign}/approve")
def _(case):
    campaign_that("submit", case)


@before("GET /campaigns/{campaign}/proofs")
def _(case):
    campaign_that("approve", case)


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
        world.asker.ask("PUT", f"{path}/strike/pause-history/picture", PICTURE.encode(), "application/octet-stream")
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
    case.body = {"keep": "yes", "file": RATINGS}


@before("DELETE /campaigns/{campaign}/ratings/{ratings}")
def _(case):
    case.path_parameters["ratings"] = world.ratings(campaign_that("draft", case))
