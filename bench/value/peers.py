"""What pyDVL and OpenDataVal are asked to do, one task a process.

`run` starts this file in the environment of the peer, with one thread. Each
task prints one line of JSON. Seconds are processor seconds.
"""

import json
import sys
import time
import warnings

import numpy as np

NEIGHBOURS = 5


def examples(path):
    """To learn from and to test on, each features and labels."""
    data = np.load(path)
    x, y, n = data["x"], data["y"], int(data["train"])
    return x[:n], y[:n], x[n:], y[n:]


def neighbours_pydvl(path, out):
    """KNN-Shapley of pyDVL, which looks at one test point after the other."""
    from pydvl.valuation import Dataset, KNNShapleyValuation
    from sklearn.neighbors import KNeighborsClassifier

    x, y, tests, seen = examples(path)
    model = KNeighborsClassifier(NEIGHBOURS, algorithm="brute")
    valuation = KNNShapleyValuation(model, Dataset(tests, seen), progress=False)
    start = time.process_time()
    valuation.fit(Dataset(x, y))
    cpu = time.process_time() - start
    np.savetxt(out, valuation.result.values)
    return {"cpu": cpu}


def neighbours_opendataval(path, out):
    """KNN-Shapley of OpenDataVal, which looks at all test points at once."""
    import torch
    from opendataval.dataval import KNNShapley

    torch.set_num_threads(1)
    x, y, tests, seen = examples(path)
    classes = int(max(y.max(), seen.max())) + 1
    hot = lambda labels: torch.nn.functional.one_hot(torch.tensor(labels), classes).float()
    numbers = lambda cells: torch.tensor(cells, dtype=torch.float32)
    valuation = KNNShapley(k_neighbors=NEIGHBOURS, batch_size=1024)
    valuation.input_data(numbers(x), hot(y), numbers(tests), hot(seen))
    start = time.process_time()
    with torch.no_grad():
        valuation.train_data_values()
    cpu = time.process_time() - start
    np.savetxt(out, valuation.evaluate_data_values())
    return {"cpu": cpu}


def subsets(path, solver, seconds, listed):
    """How many subsets a second a logistic regression is tried on, and what
    the listed ones are worth."""
    from pydvl.valuation import (
        BanzhafValuation,
        Dataset,
        MaxTime,
        ModelUtility,
        MSRSampler,
        PermutationSampler,
        ShapleyValuation,
        SupervisedScorer,
    )
    from pydvl.valuation.samplers import NoTruncation
    from sklearn.linear_model import LogisticRegression

    warnings.simplefilter("ignore")
    x, y, tests, seen = examples(path)
    tried = 0

    class Counted(LogisticRegression):
        """Counts how often it learns."""

        def fit(self, x, y):
            nonlocal tried
            tried += 1
            return super().fit(x, y)

    model = Counted(solver=solver, max_iter=100)
    scorer = SupervisedScorer("accuracy", Dataset(tests, seen), default=0.0)
    utility = ModelUtility(model, scorer, show_warnings=False)

    def rate(work):
        nonlocal tried
        tried, start = 0, time.process_time()
        work()
        return tried / (time.process_time() - start)

    def bare():
        random, end = np.random.RandomState(0), time.process_time() + float(seconds) / 2
        while time.process_time() < end:
            rows = random.permutation(len(y))[: random.randint(2, len(y))]
            if len(set(y[rows])) > 1:
                model.fit(x[rows], y[rows]).score(tests, seen)

    def valued(valuation, sampler):
        return lambda: valuation(utility, sampler, MaxTime(float(seconds))).fit(Dataset(x, y))

    orders = PermutationSampler(truncation=NoTruncation(), seed=1)
    with open(listed) as file:
        rows = [[int(row) for row in line.split()] for line in file]
    exact = LogisticRegression(solver=solver, max_iter=1000, tol=1e-8)
    return {
        "bare": rate(bare),
        "permutation": rate(valued(ShapleyValuation, orders)),
        "banzhaf": rate(valued(BanzhafValuation, MSRSampler(seed=1))),
        "worths": [exact.fit(x[some], y[some]).score(tests, seen) for some in rows],
    }


def version_pydvl():
    """What pyDVL stands on."""
    from importlib.metadata import version

    return [f"{name} {version(name)}" for name in ("pyDVL", "scikit-learn", "numpy")]


def version_opendataval():
    """What OpenDataVal stands on."""
    from importlib.metadata import version

    return [f"{name} {version(name)}" for name in ("opendataval", "torch")]


TASKS = {
    "neighbours-pydvl": neighbours_pydvl,
    "neighbours-opendataval": neighbours_opendataval,
    "subsets": subsets,
    "version-pydvl": version_pydvl,
    "version-opendataval": version_opendataval,
}

if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](*sys.argv[2:])))
