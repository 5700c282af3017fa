"""What the peers of Capstan are asked to do, one task a process.

`recommenders.py` starts this file in its own environment, with one thread.
Each task prints one line of JSON. Seconds are processor seconds.
"""

import csv
import json
import math
import sys
import time

import numpy as np

FACTORS, EPOCHS, RATE, PENALTY = 100, 20, 0.005, 0.02
FOLDS = 5
SCALE = (0.5, 5.0)
LIKED = 4.0


def read(path):
    """The rows of a file of ratings: person, item, rating."""
    with open(path, newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return [(row[0], row[1], float(row[2])) for row in rows]


def numbers(path):
    """Whole numbers, one a line."""
    with open(path) as file:
        return [int(line) for line in file]


def folds(n):
    """Surprise's KFold(5, random_state=0, shuffle=True): the order of rows, and
    where each fold begins and ends in it."""
    order = np.arange(n)
    np.random.RandomState(0).shuffle(order)
    edges, start = [], 0
    for fold in range(FOLDS):
        stop = start + n // FOLDS + (1 if fold < n % FOLDS else 0)
        edges.append((start, stop))
        start = stop
    return order, edges


# One whole scenario with Surprise, as the 2019 study made it.


def measure(predictions, strikers, liked):
    """All metrics of one fold for everyone, strikers and bystanders; `liked` is
    the number of liked ratings that a fold has on average."""
    np.random.RandomState(0).shuffle(predictions)
    lists = {}
    for user, _, given, guess, _ in predictions:
        lists.setdefault(user, []).append((guess, given))
    discount = [1 / math.log2(place + 2) for place in range(10)]
    sums = {}
    for user, pairs in lists.items():
        pairs.sort(key=lambda pair: -pair[0])
        given = [value for _, value in pairs]
        hits = [value >= LIKED for value in given]
        n = sum(hits)
        one = {
            "squares": sum((guess - value) ** 2 for guess, value in pairs),
            "distances": sum(abs(guess - value) for guess, value in pairs),
            "ratings": len(pairs),
            "found": sum(hits[:n]),
        }
        if n:
            one["people"] = 1
            one["normalised_hits"] = one["found"] / n
            one["recall@10"] = sum(hits[:10]) / n
            for k in (5, 10):
                places = min(k, n)
                one[f"precision@{k}"] = sum(hits[:places]) / places
        best = sorted(given, reverse=True)
        for k in (5, 10):
            if len(given) >= k:
                gain = sum((2**v - 1) * d for v, d in zip(given[:k], discount))
                most = sum((2**v - 1) * d for v, d in zip(best[:k], discount))
                one[f"ndcg@{k}"] = gain / most
                one[f"long@{k}"] = 1
        for view in ("everyone", "strikers" if user in strikers else "bystanders"):
            into = sums.setdefault(view, {})
            for name, value in one.items():
                into[name] = into.get(name, 0) + value
    return {view: ratios(of, liked) for view, of in sums.items()}


def ratios(of, liked):
    """The metrics from sums over people."""
    metrics = {
        "surfaced_hits": of["found"] / liked,
        "rmse": math.sqrt(of["squares"] / of["ratings"]),
        "mae": of["distances"] / of["ratings"],
    }
    for name in ("precision@5", "precision@10", "recall@10", "normalised_hits"):
        metrics[name] = of.get(name, 0) / of.get("people", 1)
    for k in (5, 10):
        metrics[f"ndcg@{k}"] = of.get(f"ndcg@{k}", 0) / of.get(f"long@{k}", 1)
    return metrics


def scenario(path, strikers, order):
    """The world today and the world of a strike, five folds each."""
    from surprise import SVD, Dataset, Reader

    rows = read(path)
    with open(strikers) as file:
        strikers = set(file.read().split())
    data = Dataset(Reader(rating_scale=SCALE))
    liked = sum(value >= LIKED for _, _, value in rows) / FOLDS

    def world(gone):
        start, training = time.process_time(), 0.0
        sides = [
            [(u, i, r, None) for u, i, r in rows if u not in gone],
            [(u, i, r, None) for u, i, r in rows if u in gone],
        ]
        cuts = [folds(len(side)) for side in sides]
        found = []
        for fold in range(FOLDS):
            test = []
            for side, (shuffled, edges) in zip(sides, cuts):
                test += [side[at] for at in shuffled[slice(*edges[fold])]]
            shuffled, edges = cuts[0]
            first, last = edges[fold]
            kept = np.concatenate((shuffled[:first], shuffled[last:]))
            if order == "by-user":
                kept.sort()
            train = data.construct_trainset([sides[0][at] for at in kept])
            model = SVD(random_state=0)
            before = time.process_time()
            model.fit(train)
            training += time.process_time() - before
            predictions = model.test(data.construct_testset(test))
            found.append(measure(predictions, strikers, liked))
        return {
            "cpu": time.process_time() - start,
            "training": training,
            "views": {
                view: {m: float(np.mean([f[view][m] for f in found])) for m in found[0][view]}
                for view in found[0]
            },
        }

    return {"today": world(set()), "strike": world(strikers)}


# One training.


def split(path, held):
    """The rows to train on and those held out."""
    rows, held = read(path), numbers(held)
    out = set(held)
    return [row for at, row in enumerate(rows) if at not in out], [rows[at] for at in held]


def rmse(rows, users, items, mean, user_bias, item_bias, user_factors, item_factors):
    """Root mean squared error of a factor model; unknown people and items count
    as without bias and factors."""
    total, step = 0.0, 50_000
    for at in range(0, len(rows), step):
        part = rows[at : at + step]
        total += squares(part, users, items, mean, user_bias, item_bias, user_factors, item_factors)
    return math.sqrt(total / len(rows))


def squares(rows, users, items, mean, user_bias, item_bias, user_factors, item_factors):
    """The sum of squared errors, as `rmse`."""
    u = np.array([users.get(row[0], -1) for row in rows])
    i = np.array([items.get(row[1], -1) for row in rows])
    given = np.array([row[2] for row in rows])
    guess = np.full(len(rows), float(mean))
    guess += np.where(u >= 0, user_bias[u], 0) + np.where(i >= 0, item_bias[i], 0)
    both = (u >= 0) & (i >= 0)
    guess[both] += np.einsum("nf,nf->n", user_factors[u[both]], item_factors[i[both]])
    return float(((np.clip(guess, *SCALE) - given) ** 2).sum())


def shuffled(rows):
    """The rows in a random order."""
    return [rows[at] for at in np.random.RandomState(1).permutation(len(rows))]


def train_surprise(path, held, order):
    """Surprise's SVD; rows by user or shuffled."""
    from surprise import SVD, Dataset, Reader

    train, test = split(path, held)
    rows = shuffled(train) if order == "shuffled" else train
    data = Dataset(Reader(rating_scale=SCALE))
    known = data.construct_trainset([(u, i, r, None) for u, i, r in rows])
    model = SVD(FACTORS, EPOCHS, lr_all=RATE, reg_all=PENALTY, random_state=0)
    start = time.process_time()
    model.fit(known)
    fit = time.process_time() - start
    parts = (known._raw2inner_id_users, known._raw2inner_id_items, known.global_mean)
    parts += (model.bu, model.bi, model.pu, model.qi)
    return {"fit": fit, "train_rmse": rmse(train, *parts), "test_rmse": rmse(test, *parts)}


def train_cornac(path, held, order):
    """cornac's MF with biases, from first factors as wide as the others'."""
    from cornac.data import Dataset
    from cornac.models import MF
    from cornac.utils.init_utils import normal

    train, test = split(path, held)
    rows = shuffled(train) if order == "shuffled" else train
    known = Dataset.from_uir(rows, seed=1)
    start = time.process_time()
    first = {
        "U": normal([known.num_users, FACTORS], std=0.1, random_state=1, dtype=np.float32),
        "V": normal([known.num_items, FACTORS], std=0.1, random_state=2, dtype=np.float32),
    }
    model = MF(
        k=FACTORS,
        max_iter=EPOCHS,
        learning_rate=RATE,
        lambda_reg=PENALTY,
        use_bias=True,
        early_stop=False,
        num_threads=1,
        init_params=first,
    )
    model.fit(known)
    fit = time.process_time() - start
    parts = (known.uid_map, known.iid_map, model.global_mean)
    parts += (model.u_biases, model.i_biases, model.u_factors, model.i_factors)
    return {"fit": fit, "train_rmse": rmse(train, *parts), "test_rmse": rmse(test, *parts)}


# One fold of EASE.


def ease(path, held, penalty, out):
    """LensKit's EASE: fit, and scores of the ratings held out, one a line."""
    import pandas as pd
    import torch
    from lenskit.data import ItemList, RecQuery, from_interactions_df
    from lenskit.knn.ease import EASEScorer
    from lenskit.training import TrainingOptions

    torch.set_num_threads(1)
    train, test = split(path, held)
    names = ["user_id", "item_id", "rating"]
    data = from_interactions_df(pd.DataFrame(train, columns=names))
    model = EASEScorer(regularization=float(penalty))
    start = time.process_time()
    model.train(data, TrainingOptions(device="cpu"))
    fit = time.process_time() - start
    lists = {}
    for at, (user, item, _) in enumerate(test):
        lists.setdefault(user, []).append((at, item))
    scores = np.full(len(test), np.nan)
    start = time.process_time()
    for user, wanted in lists.items():
        query = RecQuery(user_id=user, history_items=data.user_row(user))
        scored = model(query, ItemList(item_ids=[item for _, item in wanted]))
        scores[[at for at, _ in wanted]] = scored.scores()
    score = time.process_time() - start
    np.savetxt(out, scores)
    return {"fit": fit, "score": score}


# Cross-validated errors.


def cross(path, name, similarity):
    """The error of one of Surprise's models over its five folds."""
    from surprise import SVD, Dataset, KNNBaseline, KNNBasic, Reader, accuracy
    from surprise.model_selection import KFold

    reader = Reader(line_format="user item rating timestamp", sep=",", skip_lines=1, rating_scale=SCALE)
    data = Dataset.load_from_file(path, reader)
    options = {"name": similarity, "user_based": name == "user-knn"}
    found = []
    for train, test in KFold(FOLDS, random_state=0, shuffle=True).split(data):
        if name == "svd":
            model = SVD(random_state=0)
        elif name == "item-knn-baseline":
            model = KNNBaseline(sim_options=options, verbose=False)
        else:
            model = KNNBasic(sim_options=options, verbose=False)
        found.append(accuracy.rmse(model.fit(train).test(test), verbose=False))
    return {"rmse": float(np.mean(found))}


TASKS = {
    "scenario": scenario,
    "train-surprise": train_surprise,
    "train-cornac": train_cornac,
    "ease": ease,
    "cross": cross,
}

if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](*sys.argv[2:])))
