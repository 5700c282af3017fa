"""world.py: people, coalitions and campaigns for a request to be about, made
through the API as everyone would make them."""

import json
import pathlib
import secrets
import time
import urllib.error
import urllib.request
from datetime import date, timedelta

SCOPES = ["read", "account", "member", "organise", "steward"]

CHARTER = {"purpose": "Fair pay.", "contact": "mail@example.org", "minimum_age_days": 0}


def day(ahead: int) -> str:
    """The day so many days from now."""
    return (date.today() + timedelta(days=ahead)).isoformat()


class Refused(Exception):
    """A request that was to make something was refused."""


class Person:
    """Someone with a token, and their phrase if it is known."""

    def __init__(self, url: str, token: str | None, phrase: str = ""):
        self.url, self.token, self.phrase = url, token, phrase

    def ask(self, method: str, path: str, body=None, kind: str = "application/json"):
        """The answer as JSON; nothing if there is none."""
        data = json.dumps(body).encode() if kind.endswith("json") and body is not None else body
        headers = {"Content-Type": kind}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            raise Refused(f"{method} {path} {body}: {error.code} {error.read().decode()}") from None
        return json.loads(text) if text else None

    def all(self, path: str):
        """What a list holds, in all its parts."""
        part = self.ask("GET", f"{path}?limit=100")
        yield from part["items"]
        while part["next"]:
            part = self.ask("GET", f"{path}?limit=100&after={part['next']}")
            yield from part["items"]


class World:
    """What is made for requests of someone with a role; nobody has none."""

    def __init__(self, url: str, folder: pathlib.Path, role: str):
        self.url, self.folder = url, folder
        self.book = json.loads((folder / "data" / "demo.json").read_text())
        self.role = role
        self.asker = Person(url, self.book["tokens"][role], self.book["people"].get(role, ""))
        self.steward = Person(url, self.book["tokens"]["steward"])
        self.host = self.person()
        self.mailed: list[tuple[Person, str]] = []
        self.kept: dict[str, str] = {}

    def person(self) -> Person:
        """Someone new."""
        nobody = Person(self.url, None)
        phrase = nobody.ask("POST", "/accounts", {})["phrase"]
        asked = {"phrase": phrase, "name": "someone", "scopes": SCOPES, "days": 7}
        return Person(self.url, nobody.ask("POST", "/sessions", asked)["token"], phrase)

    def handle(self) -> str:
        """A handle that nobody has."""
        return f"h{secrets.token_hex(6)}"

    def found(self, by: Person) -> str:
        """A new coalition."""
        texts = {"name": "A new one", "summary": "It is new.", "visions": ["new"], "languages": ["en"]}
        founding = {"texts": texts, "charter": CHARTER, "handle": self.handle()}
        return by.ask("POST", "/coalitions", founding)["slug"]

    def join(self, home: str, who: Person) -> str:
        """Someone's handle in a coalition."""
        handle = self.handle()
        who.ask("POST", f"/coalitions/{home}/members/me", {"handle": handle, "agrees_to": 1})
        return handle

    def home(self) -> str:
        """A new coalition of the host's, in which the asker has their role."""
        home = self.found(self.host)
        if self.asker.token:
            handle = self.join(home, self.asker)
            if self.role != "member":
                naming = {"handle": handle, "role": self.role}
                self.host.ask("POST", f"/coalitions/{home}/roles", naming)
        return home

    def lasting(self) -> str:
        """The one such coalition whose members do not change."""
        if "home" not in self.kept:
            self.kept["home"] = self.home()
        return self.kept["home"]

    def draft(self, **changes) -> dict:
        """What a campaign says."""
        claim = {"text": "Pay fell.", "status": "alleged", "source": "https://example.org/a"}
        return {
            "title": "A campaign", "operator": "Quick Rides", "system": "The app",
            "demand": "Tell us.", "levers": ["strike", "boycott"], "stop": "They tell us.",
            "claims": [claim | {"dated": "2025-03-01"}], "threshold": 10, "counting": "email",
            "opens": day(0), "closes": day(60), "step": 1, "window": 7,
            "hosts": ["help.example.org"],
        } | changes

    def campaign(self, until: str = "draft", home: str | None = None) -> str:
        """A new campaign of the host's that has come so far: draft, submit,
        approve or end."""
        home = home or self.lasting()
        made = self.host.ask("POST", f"/coalitions/{home}/campaigns", self.draft())["id"]
        for step in ["submit", "approve", "end"]:
            if until == "draft":
                break
            by = self.host
            if step == "approve":
                by = self.second(home)
            by.ask("POST", f"/campaigns/{made}/{step}")
            if step == until:
                break
        return made

    def second(self, home: str) -> Person:
        """An organiser who is not the host."""
        if f"second {home}" not in self.kept:
            person = self.person()
            naming = {"handle": self.join(home, person), "role": "organiser"}
            self.host.ask("POST", f"/coalitions/{home}/roles", naming)
            self.kept[f"second {home}"] = person.token
        return Person(self.url, self.kept[f"second {home}"])

    def kit(self, campaign: str, by: Person) -> str:
        """A draft of a kit."""
        step = {"id": "see", "text": {"en": "Look."}}
        kit = {"lever": "strike", "languages": ["en"], "steps": [step]}
        return by.ask("POST", f"/campaigns/{campaign}/kits", kit)["id"]

    def proposal(self, home: str, by: Person, **changes) -> str:
        """A question that is put to the members."""
        asked = {"kind": "question", "title": "When?", "options": ["Now", "Later"], "method": "approval"}
        return by.ask("POST", f"/coalitions/{home}/decisions", asked | changes)["id"]

    def forecast(self, campaign: str) -> str:
        """A forecast that was made elsewhere: the demonstration's."""
        if "forecast" not in self.kept:
            path = self.book["paths"]["/campaigns/{campaign}/forecasts/{forecast}"]
            made = self.steward.ask("GET", path)["forecast"]
            self.kept["forecast"] = json.dumps(made)
        file = json.loads(self.kept["forecast"])
        return self.host.ask("POST", f"/campaigns/{campaign}/forecasts/file", file)["id"]

    def ratings(self, campaign: str) -> str:
        """A file of ratings that is kept."""
        bound = "0123456789"
        lines = [f"--{bound}", 'Content-Disposition: form-data; name="file"; filename="a.csv"', ""]
        body = "\r\n".join([*lines, RATINGS, f"--{bound}--", ""]).encode()
        kind = f"multipart/form-data; boundary={bound}"
        return self.host.ask("POST", f"/campaigns/{campaign}/ratings", body, kind)["id"]

    def mail(self, people: int) -> None:
        """Lets so many people ask for mail, and waits for their codes."""
        asking = {f"{secrets.token_hex(6)}@example.org": self.person() for _ in range(people)}
        for address, person in asking.items():
            person.ask("PUT", "/you/mail", {"address": address})
        until = time.monotonic() + 30
        while asking and time.monotonic() < until:
            for address in list(asking):
                letter = self.folder / "mail" / address
                if letter.exists():
                    self.mailed.append((asking.pop(address), letter.read_text()))
            time.sleep(0.1)
        if asking:
            raise Refused("no mail came")


RATINGS = "userId,movieId,rating\n" + "".join(
    f"{person},{film},{1 + (person * film) % 5}\n" for person in range(1, 31) for film in range(1, 16)
)
