"""run.py CAPSTAN EXAMPLES: starts a demonstration and lets schemathesis try the
API with a token of every role, with so many examples of each operation.

It fails where the server fails, answers other than it described, accepts an
operation from nobody, or accepts less than LEAST of what its description calls
valid. What such requests are about is put in place by stage.py.
"""

import collections
import concurrent.futures
import email
import email.policy
import json
import os
import pathlib
import re
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,ignored_auth"

# The share of valid requests of those who are signed in that is to be accepted.
LEAST = 0.9

# What a demonstration does not do here, with the reason; the tests of the server
# do it.
LACKING = {
    # Only with the feature `privacy`; others say so.
    "POST /coalitions/{coalition}/audit/public",
    # Once an hour.
    "POST /coalitions/{coalition}/audit/check",
    # With a code that a phone got.
    "POST /coalitions/{coalition}/phone/claim",
    # With money that another steward worked out, or that is due again, once.
    "POST /coalitions/{coalition}/dividends/rounds/{round}/confirm",
    "POST /coalitions/{coalition}/dividends/rounds/{round}/reverse",
    "POST /coalitions/{coalition}/dividends/payments",
    "POST /coalitions/{coalition}/dividends/payments/{payment}/came-back",
    "POST /coalitions/{coalition}/dividends/good/{spending}/confirm",
    "POST /coalitions/{coalition}/dividends/good/{spending}/came-back",
}

# What a person may ask for by their role in a coalition.
SCOPES = {"anonymous": set(), "member": {"read", "account", "member"}}
SCOPES["organiser"] = SCOPES["member"] | {"organise"}
SCOPES["steward"] = SCOPES["organiser"] | {"steward"}

# How long a demonstration may take to be made, in seconds.
PATIENCE = 180


class Letters(socketserver.StreamRequestHandler):
    """A mail server that keeps the code of each letter in a file that is named
    by its address."""

    folder = pathlib.Path()

    def handle(self) -> None:
        self.wfile.write(b"220 localhost\r\n")
        to = ""
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"RCPT":
                to = re.search(rb"<(.*)>", line)[1].decode()
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = iter(self.rfile.readline, b".\r\n")
                letter = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
                code = re.search(r"\b[0-9]{8}\b", letter.get_body(["plain"]).get_content())
                whole = self.folder / f"{to}.new"
                whole.write_text(code[0] if code else "")
                whole.rename(self.folder / to)
            self.wfile.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")


def start(program: str, folder: pathlib.Path, log, mail: int) -> tuple[subprocess.Popen, str]:
    """A server with a demonstration, and its address when it is ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{probe.getsockname()[1]}"
    setup = {"CAPSTAN_SMTP_URL": f"smtp://127.0.0.1:{mail}", "CAPSTAN_MAIL_FROM": "capstan@example.org"}
    server = subprocess.Popen(
        [program, "serve", "--demo", "--data", folder / "data", "--listen", listen],
        stdout=log, stderr=log, env=os.environ | setup,
    )
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://{listen}/readyz").close()
            return server, f"http://{listen}/api/v1"
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    server.kill()
    log.seek(0)
    raise SystemExit(f"{program} is not ready. It said:\n{log.read()}")


def attempt(url: str, folder: pathlib.Path, role: str, examples: int) -> tuple[bool, dict]:
    """One run as one role: whether all was well, and its report."""
    report = folder / f"{role}.json"
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{url}/openapi.json"]
    command += ["--url", url, "--checks", CHECKS, "--seed", "1", "--max-examples", str(examples)]
    command += ["--phases", "examples,fuzzing", "--continue-on-failure", "--no-shrink"]
    command += ["--report", "json", "--report-json-path", report]
    paths = {"PYTHONPATH": str(pathlib.Path(__file__).parent), "SCHEMATHESIS_HOOKS": "stage"}
    about = {"API": url, "FOLDER": str(folder), "ROLE": role, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env=os.environ | paths | about,
    )
    if done.returncode != 0:
        print(done.stdout)
    if not report.exists():
        raise SystemExit("schemathesis did not run")
    return done.returncode == 0, json.loads(report.read_text())


def open_to(url: str, role: str) -> set[str]:
    """The operations whose description lets this role in. Others answer it
    that there is nothing, or that it may not, as they should."""
    with urllib.request.urlopen(f"{url}/openapi.json") as answer:
        paths = json.load(answer)["paths"]
    needed = {
        f"{method.upper()} {path}": [one.get("token", []) for one in operation.get("security", [{}])]
        for path, methods in paths.items()
        for method, operation in methods.items()
    }
    return {name for name, ways in needed.items() if any(SCOPES[role] >= set(way) for way in ways)}


def judge(rates: dict[str, list[int]]) -> list[str]:
    """What is wrong with how much of each operation was accepted; it is
    printed, least first."""
    for operation, (good, valid) in sorted(rates.items(), key=lambda one: one[1][0] / max(one[1][1], 1)):
        print(f"{good / max(valid, 1):5.0%} of {valid:4} {operation}")
    good, valid = map(sum, zip(*rates.values()))
    print(f"signed in: {good} of {valid} valid requests accepted ({good / valid:.1%})")
    wrong = [f"accepted from nobody: {operation}" for operation, (good, _) in rates.items() if not good]
    if good < LEAST * valid:
        wrong.append(f"less than {LEAST:.0%} of what is described as valid is accepted")
    return wrong


def main(program: str, examples: int) -> int:
    """The code to exit with: 0 where everything is as described."""
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryFile("w+") as log:
        folder = pathlib.Path(name)
        Letters.folder = folder / "mail"
        Letters.folder.mkdir()
        letters = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Letters)
        threading.Thread(target=letters.serve_forever, daemon=True).start()
        began = time.monotonic()
        server, url = start(program, folder, log, letters.server_address[1])
        print(f"a demonstration was made in {time.monotonic() - began:.0f} s")
        try:
            rates: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0])
            wrong = []
            # Two at a time: one is waited for by the server while the other waits.
            with concurrent.futures.ThreadPoolExecutor(2) as two:
                tried = list(two.map(lambda role: attempt(url, folder, role, examples), SCOPES))
            for role, (well, report) in zip(SCOPES, tried):
                if not well:
                    wrong.append(f"as {role}: it failed or answered other than described")
                known = open_to(url, role) - LACKING if role != "anonymous" else ()
                for operation in known:
                    phases = report["valid_rates"].get(operation, {}).values()
                    rates[operation][0] += sum(phase["accepted"] for phase in phases)
                    rates[operation][1] += sum(sum(phase.values()) for phase in phases)
                print(f"{role}: {report['test_cases']['generated']} requests")
            print(f"all in {time.monotonic() - began:.0f} s")
            wrong += judge(rates)
            refused = folder / "refused"
            told = set()
            for line in refused.read_text().splitlines() if refused.exists() else []:
                one = json.loads(line)
                good, valid = rates[one["operation"]]
                if good < LEAST * valid and one["operation"] not in told:
                    told.add(one["operation"])
                    print("one that was refused:", line[:1000])
            if wrong:
                log.seek(0)
                print("The server said at last:", log.read()[-4000:], *wrong, sep="\n")
            return int(bool(wrong))
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
