#!/usr/bin/env python3
"""Times Capstan beside its peers, and beside itself.

    CAPSTAN_DATA=FOLDER bench/recommenders.py [--rounds 3] [--only PART ...]
        [--json] [--write]

The first run makes `bench/.venv` and installs the peers from the package
index. Peers and Capstan run by turns, each with one thread, and what counts is
processor seconds, so that another program on the machine disturbs little. The
tables go to standard output; `--write` puts them into `bench/README.md`.

Parts: scenario, training, ease, agreement (beside peers); kernel, cores,
forget, memory (Capstan alone; `memory` needs minutes and 0.5 GB of disk).
"""

import argparse
import datetime
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
VENV = HERE / ".venv"
PACKAGES = ["scikit-surprise", "cornac", "lenskit"]
THREADS = ["OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB_MAXIMUM"]
PENALTY = 500
SHARE = 0.3


def enter():
    """Goes on in the environment that has the peers, making it if needed."""
    if Path(sys.prefix) == VENV:
        return
    python, ready = VENV / "bin" / "python", VENV / "ready"
    if not ready.exists():
        say("installing " + ", ".join(PACKAGES))
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
        ready.touch()
    os.execv(python, [python, __file__, *sys.argv[1:]])


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(command):
    """Runs a command with one thread: the last line it prints, all it prints,
    and the processor seconds of the whole process."""
    env = dict(os.environ, LK_NUM_THREADS="1", LK_NUM_BACKEND_THREADS="1", LK_LOG_LEVEL="error")
    env.update({f"{name}_NUM_THREADS": "1" for name in THREADS})
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = subprocess.Popen([str(c) for c in command], stdout=out, stderr=err, env=env)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        text = out.read().decode()
        if child.returncode:
            raise SystemExit(f"{command} failed:\n{text}{err.read().decode()}")
    return text, usage.ru_utime + usage.ru_stime


class Bench:
    """Where everything is, and how to call it."""

    def __init__(self, options):
        folder = os.environ.get("CAPSTAN_DATA")
        if not folder:
            raise SystemExit("CAPSTAN_DATA is not set; it names the folder that holds ml-latest-small")
        self.small = Path(folder) / "ml-latest-small" / "ratings.csv"
        if not self.small.is_file():
            raise SystemExit(f"{self.small}: not there; expected ml-latest-small in CAPSTAN_DATA")
        self.rounds = options.rounds
        self.target = Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target").resolve()
        self.folder = tempfile.TemporaryDirectory(prefix="capstan-bench-")
        self.work = Path(self.folder.name)
        if not options.no_build:
            for manifest, extra in ((ROOT, ["-p", "capstan"]), (HERE, [])):
                command = ["cargo", "build", "--release", "--quiet", "--target-dir", self.target]
                command += ["--manifest-path", manifest / "Cargo.toml", *extra]
                subprocess.run(command, check=True)

    def ours(self, name, *words):
        """A program of ours: what it printed, and its processor seconds."""
        return run([self.target / "release" / name, *words])

    def peer(self, task, *words):
        """A task of peers.py: its result, with the whole process in `process`."""
        text, cpu = run([sys.executable, HERE / "peers.py", task, *words])
        return dict(json.loads(text.splitlines()[-1]), process=cpu)

    def train(self, file, held, *words):
        """One model of ours in a process of its own, without loading the file."""
        text, _ = self.ours("train", file, "--held", held, *words)
        return json.loads(text)

    def by_turns(self, works):
        """Each work once a round, A B A B; the results of each."""
        found = {name: [] for name in works}
        for number in range(self.rounds):
            for name, work in works.items():
                say(f"round {number + 1} of {self.rounds}: {name}")
                found[name].append(work())
        return found

    def hold_out(self, file, rows):
        """A file with a random fifth of the row numbers."""
        import numpy as np

        held = self.work / (file.stem + "-held.txt")
        order = np.random.RandomState(0).permutation(rows)[: rows // 5]
        np.savetxt(held, order, fmt="%d")
        return held


def middle(results, *keys):
    """The median of one figure over the rounds."""

    def get(result):
        for key in keys:
            result = result[key]
        return result

    return statistics.median(get(result) for result in results)


def verdict(goal, value, unit="times", most=False):
    """Whether a goal is reached, as a sentence."""
    reached = value <= goal if most else value >= goal
    bound = "at most" if most else "at least"
    return f"Goal: {bound} {goal:g} {unit}; measured: {value:.1f}. {'Reached' if reached else '**Missed**'}."


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def scenario(bench):
    """The world today and the world of a 30 % strike, with all metrics."""
    import numpy as np

    people = sorted({line.split(",")[0] for line in bench.small.read_text().splitlines()[1:]})
    chosen = np.random.RandomState(0).permutation(people)[: round(SHARE * len(people))]
    strikers = bench.work / "strikers.txt"
    strikers.write_text("\n".join(chosen) + "\n")

    def ours(*words):
        with tempfile.TemporaryDirectory(dir=bench.work) as out:
            command = ["--threads", "1", "forecast", bench.small, "--replicates", "1"]
            text, cpu = bench.ours("capstan", *command, *words, "--out", out, "--json")
        return {"process": cpu, "forecast": json.loads(text)}

    works = {
        f"Surprise, rows {order}": lambda order=order: bench.peer(
            "scenario", bench.small, strikers, order.replace(" ", "-")
        )
        for order in ("shuffled", "by user")
    }
    nine = ",".join(f"{SHARE + step / 100:.2f}" for step in range(-4, 5))
    works["Capstan"] = lambda: ours("--participation", SHARE)
    works["Capstan, nine strikes"] = lambda: ours("--participation", nine)
    found = bench.by_turns(works)
    whole = middle(found["Capstan"], "process")
    each = middle(found["Capstan, nine strikes"], "process") / 9
    rows, ratios = [], []
    for name, theirs in found.items():
        if name.startswith("Surprise"):
            both, strike = middle(theirs, "process"), middle(theirs, "strike", "cpu")
            ratios.append((both / whole, strike / each))
            cells = [f"**{ratio:.1f}**" for ratio in ratios[-1]]
            rows.append([name, f"{both:.2f}", f"{strike:.2f}", *cells])
    rows.append(["Capstan", f"{whole:.2f}", f"{each:.2f}", "1", "1"])
    head = ["", "both worlds, whole command, CPU s", "one strike, CPU s"]
    head += ["ratio of whole commands", "ratio of one strike"]
    say("the same strikers and folds, for the agreement")
    same = ours("--who", strikers, "--participation", "1", "--protocol", "published")["forecast"]
    theirs = found["Surprise, rows shuffled"][0]
    agreement = agree(same, theirs)
    text = table(head, rows)
    text += "\n\nOne strike of Capstan is a ninth of a command with nine strikes of 26 % to 34 %, with all it does once.\n"
    for (commands, strikes), order in zip(ratios, ("shuffled", "by user")):
        text += f"\n- Rows {order}, whole commands. {verdict(30, commands)}"
        text += f"\n- Rows {order}, one strike. {verdict(30, strikes)}"
    text += "\n\nThe same people, folds and parameters; what is left is the luck of the first factors:\n\n"
    text += table(["metric", "view", "Surprise today", "Capstan today", "Surprise, strike", "Capstan, strike"], agreement)
    return text, {"found": strip(found), "agreement": agreement}


def strip(found):
    """Results without the forecasts' text."""
    return {n: [{k: v for k, v in r.items() if k != "forecast"} for r in rs] for n, rs in found.items()}


def agree(forecast, theirs):
    """Metrics of both, side by side."""
    rows = []
    for point in forecast["points"]:
        view, metric = point["view"], point["metric"]
        if view not in theirs["strike"]["views"] or point["value"] is None:
            continue
        pair = [theirs[world]["views"][view][metric] for world in ("today", "strike")]
        ours = [point["value"] - point["change"], point["value"]]
        cells = [pair[0], ours[0], pair[1], ours[1]]
        rows.append([metric, view, *(f"{x:.4f}" for x in cells)])
    return rows


def synthetic(bench):
    """Made-up ratings of the shape of ML-1M: 6,040 x 3,706, 1,000,209."""
    import numpy as np

    people, items, wanted = 6040, 3706, 1_000_209
    random = np.random.RandomState(1)
    fame = np.exp(-6 * np.arange(items) / items)
    fame /= fame.sum()
    each = np.clip(random.lognormal(4.6, 0.9, people), 20, 2000)
    each = np.maximum(20, (each * wanted / each.sum()).astype(int))
    while each.sum() != wanted:
        at = random.randint(people)
        step = int(np.sign(wanted - each.sum()))
        each[at] += step if 20 <= each[at] + step <= 2300 else 0
    tastes = random.normal(0, 0.35, (people, 4)), random.normal(0, 1, (items, 4))
    kind, good = random.normal(0, 0.4, people), random.normal(0, 0.5, items)
    file = bench.work / "made-up-1m.csv"
    with open(file, "w") as out:
        out.write("userId,movieId,rating\n")
        for user in range(people):
            row = np.sort(random.choice(items, each[user], replace=False, p=fame))
            mean = 3.5 + kind[user] + good[row] + tastes[1][row] @ tastes[0][user]
            stars = np.clip(np.round(mean + random.normal(0, 0.8, len(row))), 1, 5)
            out.writelines(f"{user},{item},{star:.0f}\n" for item, star in zip(row, stars))
    return file, wanted


def training(bench):
    """One training of biased matrix factorisation."""
    with open(bench.small) as file:
        small = (bench.small, sum(1 for _ in file) - 1)
    rows, kept, lines = [], {}, []
    for name, (file, count) in (("ml-latest-small", small), ("made up, ML-1M's shape", synthetic(bench))):
        held = bench.hold_out(file, count)
        repeat = 20 if count < 500_000 else 3
        works = {
            f"{peer}, rows {order}": lambda peer=peer, order=order: bench.peer(
                f"train-{peer.lower()}", file, held, order.replace(" ", "-")
            )
            for peer in ("Surprise", "cornac")
            for order in ("shuffled", "by user")
        }
        works["Capstan"] = lambda: bench.train(file, held, "--repeat", repeat)
        found = kept[name] = bench.by_turns(works)
        ours = middle(found["Capstan"], "fit")
        updates = 20 * (count - count // 5)
        for work, results in found.items():
            fit = middle(results, "fit")
            cells = [name, work, f"{fit:.3f}", f"{updates / fit / 1e6:.1f}", f"**{fit / ours:.1f}**"]
            errors = [f"{middle(results, error):.4f}" for error in ("train_rmse", "test_rmse")]
            rows.append(cells + errors)
            if work != "Capstan" and work != "Surprise, rows by user":
                goal = 3 if work.startswith("cornac") else 20
                lines.append(f"- {name}, {work}. {verdict(goal, fit / ours)}")
    head = ["data", "", "training, CPU s", "million updates a second", "ratio to Capstan"]
    text = table([*head, "RMSE trained on", "RMSE held out"], rows)
    return text + "\n\n" + "\n".join(lines), kept


def ease(bench):
    """One fold of EASE, and further strikes on it."""
    import numpy as np

    with open(bench.small) as file:
        held = bench.hold_out(bench.small, sum(1 for _ in file) - 1)
    theirs, ours = bench.work / "lenskit.txt", bench.work / "capstan.txt"
    words = ["--model", "ease", "--set", f"lambda={PENALTY}", "--set", "likes=no", "--repeat", "5"]
    words += ["--forget", "0.01,0.1,0.3,0.5", "--scores", ours]
    found = bench.by_turns(
        {
            "LensKit": lambda: bench.peer("ease", bench.small, held, PENALTY, theirs),
            "Capstan": lambda: bench.train(bench.small, held, *words),
        }
    )
    rows = []
    mine = [middle(found["Capstan"], key) for key in ("fit", "score")]
    for name, results in found.items():
        fit, score = (middle(results, key) for key in ("fit", "score"))
        ratios = [f"{fit / mine[0]:.0f}", f"**{(fit + score) / sum(mine):.0f}**"]
        rows.append([name, f"{fit:.4f}", f"{score:.4f}", *ratios])
    text = table(["", "fit, CPU s", "scores of a fold, CPU s", "ratio of fits", "ratio"], rows)
    theirs_all = sum(middle(found["LensKit"], key) for key in ("fit", "score"))
    text += "\n\n" + verdict(20, theirs_all / sum(mine))
    a, b = np.loadtxt(theirs), np.loadtxt(ours)
    both = ~np.isnan(a)
    apart, together = np.abs(a - b)[both].max(), np.corrcoef(a[both], b[both])[0, 1]
    text += f"\n\nOf {len(a)} scores LensKit gives {both.sum()} (it has none for items nobody is left to have rated); "
    text += f"they differ from ours by at most {apart:.1e}, correlation {together:.9f}.\n\n"
    strikes, slowest = [], 0
    for at, strike in enumerate(found["Capstan"][0]["strikes"]):
        times = [1000 * middle(found["Capstan"], "strikes", at, key) for key in ("forget", "score")]
        slowest = max(slowest, sum(times))
        strikes.append([f"{strike['share']:.0%}", strike["people"], *(f"{t:.1f}" for t in (*times, sum(times)))])
    head = ["a further strike of", "people", "forgetting, CPU ms", "scores of a fold, CPU ms", "together"]
    return text + table(head, strikes) + "\n\n" + verdict(100, slowest, "ms", most=True), found


def agreement(bench):
    """Cross-validated errors on the same folds."""
    models = [("svd", "svd", "msd", [])]
    for similarity in ("msd", "cosine", "pearson"):
        for name in ("item-knn", "user-knn"):
            models.append((name, name, similarity, ["--set", f"similarity={similarity}"]))
    words = ["--set", "similarity=msd", "--set", "baseline=yes"]
    models.append(("item-knn-baseline", "item-knn", "msd", words))
    rows, kept = [], []
    for theirs, ours, similarity, words in models:
        say(f"errors of {theirs} {similarity}")
        peer = bench.peer("cross", bench.small, theirs, similarity)
        command = ["--threads", "1", "train", bench.small, "--model", ours, *words]
        command += ["--protocol", "published", "--replicates", "1", "--json"]
        text, cpu = bench.ours("capstan", *command)
        metrics = {line["metric"]: line for line in json.loads(text)["metrics"]}
        mine = metrics["rmse"]["value"]
        name = theirs if theirs == "svd" else f"{theirs}, {similarity}"
        far = mine - peer["rmse"]
        cells = [name, f"{peer['rmse']:.5f}", f"{mine:.5f}", f"{far:+.5f}"]
        cells += [f"{peer['process']:.1f}", f"{cpu:.2f}", "yes" if abs(far) <= 0.003 else "**no**"]
        rows.append(cells)
        kept.append({"model": name, "surprise": peer, "capstan": mine, "capstan_cpu": cpu})
    head = ["model", "Surprise", "Capstan", "difference", "Surprise, CPU s", "Capstan, CPU s", "within 0.003"]
    return table(head, rows), kept


def alone(program, *words):
    """A part that a program of ours measures and prints by itself."""
    return lambda bench: (bench.ours(program, *words)[0].strip(), None)


PARTS = {
    "scenario": scenario,
    "training": training,
    "ease": ease,
    "agreement": agreement,
    "kernel": alone("kernel"),
    "cores": alone("sweep", "cores"),
    "forget": alone("sweep", "forget"),
    "memory": alone("sweep", "memory"),
}


def versions(bench):
    """What all was measured with."""
    from importlib.metadata import version

    names = [*PACKAGES, "numpy", "scipy", "torch"]
    lines = {name: version(name) for name in names}
    lines["python"] = platform.python_version()
    lines["capstan"] = bench.ours("capstan", "--version")[0].split()[-1]
    lines["rustc"] = run(["rustc", "--version"])[0].split()[1]
    return lines


def processor():
    found = {}
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        name, _, value = line.partition(":")
        found.setdefault(name.strip(), value.strip())
    name = found.get("model name", platform.machine())
    ids = ", ".join(f"{k} {found[k]}" for k in ("cpu family", "model", "stepping") if k in found)
    return f"{name} ({ids}), {os.cpu_count()} cores"


def write(name, text):
    """Replaces what stands between the two comments of a part."""
    readme = HERE / "README.md"
    old = readme.read_text()
    marks = f"<!-- begin {name} -->", f"<!-- end {name} -->"
    pattern = re.compile(re.escape(marks[0]) + ".*?" + re.escape(marks[1]), re.S)
    if not pattern.search(old):
        raise SystemExit(f"{readme.name} has no {marks[0]} and {marks[1]}")
    readme.write_text(pattern.sub(lambda _: f"{marks[0]}\n{text}\n{marks[1]}", old))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3, help="how often each is run, by turns")
    parser.add_argument("--only", nargs="+", choices=PARTS, help="only these parts")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--write", action="store_true", help="put the tables into bench/README.md")
    parser.add_argument("--no-build", action="store_true", help="take the programs as they are")
    options = parser.parse_args()
    bench = Bench(options)
    with_what = versions(bench)
    day, chip = datetime.date.today().isoformat(), processor()
    stand = f"Measured on {day} with one thread of: {chip}.\n\n"
    stand += ", ".join(f"{name} {number}" for name, number in with_what.items()) + f". Rounds: {options.rounds}."
    result = {"date": day, "processor": chip, "versions": with_what, "rounds": options.rounds}
    if not options.json:
        print(stand)
    for name in options.only or PARTS:
        say(name)
        text, kept = PARTS[name](bench)
        result[name] = {"table": text, "results": kept}
        if not options.json:
            print(f"\n## {name}\n\n{text}", flush=True)
        if options.write:
            write(name, f"{stand}\n\n{text}")
    if options.json:
        print(json.dumps(result, indent=1))


if __name__ == "__main__":
    enter()
    main()
