"""run.py CAPSTAN SECONDS: starts a demonstration and lets schemathesis try the
API with a token of every role, each for at most SECONDS.

It fails where the server fails, answers other than it described, or refuses
most of what its own description calls valid.
"""

import json
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,ignored_auth"

# What ends that which the other operations need: an account, a membership, a
# campaign. It is tried last.
ENDINGS = r"DELETE .*/(you|sessions|sessions/{id}|tokens/{id}|members/me)$|POST .*/(end|withdraw)$"

# How long a demonstration may take to be made, in seconds.
PATIENCE = 180


def start(program: str, data: pathlib.Path, log) -> tuple[subprocess.Popen, str]:
    """A server with a demonstration, and its address when it is ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{probe.getsockname()[1]}"
    server = subprocess.Popen(
        [program, "serve", "--demo", "--data", data, "--listen", listen], stdout=log, stderr=log
    )
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://{listen}/readyz").close()
            return server, f"http://{listen}"
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    server.kill()
    log.seek(0)
    raise SystemExit(f"{program} is not ready. It said:\n{log.read()}")


def values(paths: dict[str, str]) -> dict[str, set[str]]:
    """The values that parameters have in the demonstration's own addresses."""
    found: dict[str, set[str]] = {}
    for pattern, address in paths.items():
        for name, value in zip(pattern.split("/"), address.partition("?")[0].split("/")):
            if name.startswith("{"):
                found.setdefault(name.strip("{}"), set()).add(urllib.parse.unquote(value))
    return found


def narrow(description: dict, known: dict[str, set[str]]) -> None:
    """Lets valid requests go to addresses of the demonstration only: random
    ones would but show that nothing is there."""
    for path in description["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", []):
                values = known.get(parameter["name"])
                if parameter["in"] == "path" and values:
                    parameter["schema"] = {"type": "string", "enum": sorted(values)}
                    parameter.pop("example", None)
                    parameter.pop("examples", None)


def attempt(url: str, folder: pathlib.Path, token: str | None, options: list[str]) -> tuple[bool, dict]:
    """One run with one token: whether all was well, and its report."""
    report = folder / "report.json"
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "schemathesis.cli", "run", folder / "openapi.json"]
    command += ["--url", f"{url}/api/v1", "--checks", CHECKS, "--seed", "1", *options]
    command += ["--continue-on-failure", "--no-shrink", "--report", "json", "--report-json-path", report]
    if token:
        command += ["--header", f"Authorization: Bearer {token}"]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        print(done.stdout)
    if not report.exists():
        raise SystemExit("schemathesis did not run")
    return done.returncode == 0, json.loads(report.read_text())


def accepted(report: dict) -> dict[str, tuple[int, int]]:
    """For each operation, how many valid requests were accepted, and of how many."""
    rates = {}
    for operation, phases in report["valid_rates"].items():
        taken = sum(phase["accepted"] for phase in phases.values())
        rates[operation] = (taken, sum(sum(phase.values()) for phase in phases.values()))
    return rates


def main(program: str, seconds: int) -> int:
    """The code to exit with: 0 where everything is as described."""
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryFile("w+") as log:
        folder = pathlib.Path(name)
        server, url = start(program, folder / "data", log)
        try:
            with urllib.request.urlopen(f"{url}/api/v1/openapi.json") as answer:
                description = json.load(answer)
            demo = json.loads((folder / "data" / "demo.json").read_text())
            narrow(description, values(demo["paths"]))
            (folder / "openapi.json").write_text(json.dumps(description))
            passed, failed, taken, asked = 0, 0, 0, 0
            refused: set[str] | None = None
            runs = [["--exclude-name-regex", ENDINGS, "--max-time", str(seconds)]]
            runs += [["--include-name-regex", ENDINGS, "--max-time", str(max(seconds // 4, 1))]]
            for role, token in demo["tokens"].items():
                rates, requests = {}, 0
                for options in runs:
                    well, report = attempt(url, folder, token, options)
                    passed, failed = passed + well, failed + (not well)
                    requests += report["test_cases"]["generated"]
                    rates |= accepted(report)
                good, valid = (sum(column) for column in zip(*rates.values(), strict=True))
                print(f"{role}: {requests} requests, {good} of {valid} valid ones accepted")
                if token:
                    taken, asked = taken + good, asked + valid
                    never = {operation for operation, (good, _) in rates.items() if good == 0}
                    refused = never if refused is None else refused & never
            print(f"signed in: {taken} of {asked} valid requests accepted ({taken / asked:.0%})")
            for operation in sorted(refused or ()):
                print(f"accepted from nobody: {operation}")
            if 2 * taken <= asked:
                print("The API refuses most of what it describes as valid.")
                failed += 1
            if failed:
                log.seek(0)
                print("The server said at last:", log.read()[-4000:], sep="\n")
            print(f"{passed} passed, {failed} failed")
            return int(failed > 0)
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
