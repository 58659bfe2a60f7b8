"""Child of the benchmark: the analysis in vectorised NumPy, as carefully as ours. numpy_version.py FOLDER REPEATS C H

float64 sums, both presets, the same lists, JSON at the end; ties of top features alone are left as they fall, which lets
NumPy select instead of sort. Writes numpy.json with the names of our `measure`, and prints median seconds.
"""

import json
import re
import sys
import time
from pathlib import Path

import numpy as np
from numpy_errors import standard_errors
from numpy_network import ablation, calibration, neural_collapse, recall, remedies
from numpy_rows import adversary, column, largest, means, sums

KS = [1, 2, 3, 5, 7, 11, 16, 64]
TOP, MEMBERS, SHOWN, DRAWS, SHARE = 7, 10, 7, 50, 0.95


class Set:
    def __init__(self, fe, logits, label):
        self.fe, self.z, self.y = fe, logits, label.astype(np.int32)
        self.p = self.z.argmax(1)
        self.ok = self.p == self.y


def sorted_sums(fe, W, row):
    ce = fe.astype(float) * W[row]
    ce.sort(axis=1)
    return np.cumsum(ce[:, ::-1], axis=1)


def coverage_lists(covered, group, C):
    counts, sizes = sums(covered, group, C)
    shares, overall = counts / column(sizes, counts), covered.mean(0)
    return {
        str(K): {"perClass": shares[:, K - 1], "overall": overall[K - 1], "classMean": np.nanmean(shares[:, K - 1])}
        for K in KS
    }


def decisions(s, W, b):
    C = len(W)
    paper = sorted_sums(s.fe, W, s.p) > adversary(s.z, s.p)[:, None]
    y = s.y[s.ok]
    exact = sorted_sums(s.fe[s.ok], W, y) + b[y][:, None] > adversary(s.z[s.ok], y)[:, None]
    first = np.where(paper.any(1), paper.argmax(1) + 1, 0)
    overall = paper.mean(0)
    measures = {
        "coverage": {"paper": coverage_lists(paper, s.y, C), "exact": coverage_lists(exact, y, C)},
        "minimalK": {
            "perClassMean": means(first, np.where(first > 0, s.y, -1), C),
            "missing": np.bincount(s.y[first == 0], minlength=C),
            "smallestKFor90": int((overall >= 0.9).argmax()) + 1,
            "overallByK": overall,
        },
    }
    return measures, first


def contributions(s, W, mu_ce):
    C, members = len(W), largest(mu_ce, SHOWN)[1]
    logit = s.z[np.arange(len(s.y)), s.y].astype(float)
    keep, correct = np.abs(logit) >= 1e-6, np.where(s.ok, s.y, -1)
    ce = np.take_along_axis(s.fe, members[s.y], 1).astype(float) * np.take_along_axis(W, members, 1)[s.y]
    paper = means(ce[keep] / logit[keep, None], s.y[keep], C)
    whole = means(np.einsum("ij,ij->i", s.fe.astype(float), W[s.y])[:, None], correct, C)
    exact = means(ce, correct, C) / whole
    known = [row if some else None for row, some in zip(members, ~np.isnan(exact[:, 0]))]
    return {
        "paper": paper,
        "exact": exact,
        "index": {"paper": members, "exact": known},
        "skipped": np.bincount(s.y[~keep], minlength=C),
    }


def top_k(values):
    """Place of the largest of each row, in order."""
    index = np.argpartition(-values, TOP, axis=1)[:, :TOP]
    return np.take_along_axis(index, np.argsort(-np.take_along_axis(values, index, 1), axis=1), 1)


def frequencies(top, group, C, H):
    inside = group >= 0
    cells = group[inside, None] * H + top[inside]
    return np.bincount(cells.ravel(), minlength=C * H).reshape(C, H)


def describing(s, W, top, counts, mu_ce):
    C, H = W.shape
    random = np.random.default_rng(0)
    sizes = np.bincount(s.y, minlength=C)
    present = np.zeros((len(s.y), H), bool)
    np.put_along_axis(present, top, True, 1)
    place = np.argsort(np.argsort(-counts, axis=1, kind="stable"), axis=1)
    first, hit = place[s.y[:, None], top].min(1), np.zeros(C, int)
    np.maximum.at(hit, s.y, first + 1)
    bar, order = adversary(s.z, s.y), np.argsort(-mu_ce, axis=1, kind="stable")
    members = np.split(np.argsort(s.y, kind="stable"), np.cumsum(sizes)[:-1])
    matched, sufficient = [], []
    for c, rows in enumerate(members):
        samples = [random.choice(rows, sizes.min(), replace=False) for _ in range(DRAWS)]
        matched.append(np.mean([present[sample].any(0).sum() for sample in samples]))
        rows = rows[s.ok[rows]]
        added = np.cumsum(s.fe[rows][:, order[c]].astype(float) * W[c, order[c]], axis=1)
        enough = (added > bar[rows, None]).sum(0) >= SHARE * len(rows)
        sufficient.append(int(enough.argmax()) + 1 if len(rows) and enough.any() else None)
    return {"union": (counts > 0).sum(1), "unionMatched": matched, "hit": hit, "sufficient": sufficient}


def overlaps(train, test, W, top_train, counts_train):
    C, H = W.shape
    most = lambda counts: np.argsort(-counts, axis=1, kind="stable")[:, :MEMBERS]
    groups = {"Tp": np.where(test.ok, test.y, -1), "Fp": np.where(test.ok, -1, test.y)}
    ce = lambda s, row: top_k(s.fe.astype(float) * W[row])
    tops = {
        "fe": (counts_train, top_k(test.fe)),
        "ce": (frequencies(ce(train, train.y), train.y, C, H), ce(test, test.p)),
    }
    per_class = {
        of + name: [
            len(np.intersect1d(a, b, assume_unique=True)) / MEMBERS if row.any() else None
            for a, b, row in zip(most(counts), most(there), there)
        ]
        for of, (counts, top) in tops.items()
        for name, group in groups.items()
        for there in [frequencies(top, group, C, H)]
    }
    return {**{name: np.mean([x for x in shares if x is not None]) for name, shares in per_class.items()}, "perClass": per_class}


def distances(train, test, mu_fe):
    C = len(mu_fe)
    correct = means(train.fe, np.where(train.ok, train.y, -1), C)
    tp, fp = (means(test.fe, np.where(chosen, test.y, -1), C) for chosen in (test.ok, ~test.ok))
    rows = {name: np.linalg.norm(correct - m, axis=1) for name, m in (("rowsTp", tp), ("rowsFp", fp))}
    whole = lambda norms: np.linalg.norm(norms[~np.isnan(norms)])
    best, every = mu_fe.argmax(1), np.arange(C)
    return {
        "frobenius": {
            "tp": whole(rows["rowsTp"]),
            "fp": whole(rows["rowsFp"]),
            **rows,
            "nTrain": np.bincount(train.y[train.ok], minlength=C),
            "nTp": np.bincount(test.y[test.ok], minlength=C),
            "nFp": np.bincount(test.y[~test.ok], minlength=C),
        },
        "fpOverTrain": {
            "tp": tp[every, best] / mu_fe[every, best],
            "fp": fp[every, best] / mu_fe[every, best],
            "feature": best,
        },
    }


def ranked(rows):
    top, index = largest(rows, MEMBERS)
    return {"top": top, "index": index}


def measure(train, test, W32, b32):
    for array in (train.fe, train.z, test.fe, test.z, W32, b32):
        assert np.isfinite(array).all()
    W, b = W32.astype(float), b32.astype(float)
    C, H = W.shape
    mu_fe = means(train.fe, train.y, C)
    mu_ce = mu_fe * W
    top = top_k(train.fe)
    counts = frequencies(top, train.y, C, H)
    ratio, members = largest(counts / counts.sum(1, keepdims=True) * TOP, MEMBERS)
    recalls = [recall(s, s.p, C) for s in (train, test)]
    weights, ce = ranked(W), ranked(mu_ce)
    decided, first = decisions(train, W, b)
    return {
        "trainRecall": recalls[0],
        "testRecall": recalls[1],
        "trainBac": np.nanmean(recalls[0]),
        "testBac": np.nanmean(recalls[1]),
        **decided,
        "meanCe": {**ce, "weight": np.take_along_axis(W, ce["index"], 1)},
        "meanCeNormed": ce,
        "meanFe": ranked(mu_fe),
        "weights": {**weights, "sumTop10": weights["top"].sum(1), "max": W.max()},
        "contribution": contributions(train, W, mu_ce),
        "classTopK": {"ratio": ratio, "index": members},
        "describe": describing(train, W, top, counts, mu_ce),
        "overlap": overlaps(train, test, W, top, counts),
        **distances(train, test, mu_fe),
        "neuralCollapse": neural_collapse(train, test, W, mu_fe),
        "calibration": calibration(test, C),
        "ablation": ablation(test, W, mu_ce),
        "remedies": remedies(train, test, W, mu_fe),
        "standardErrors": standard_errors(train, test, W, mu_fe, mu_ce, first, SHOWN),
    }


def analysed(train, test, W, b):
    """The JSON of a whole analysis; a class with nothing to take a mean of has null."""
    with np.errstate(divide="ignore", invalid="ignore"):
        measures = measure(train, test, W, b)
    text = json.dumps({"measures": measures}, default=lambda x: x.tolist())
    return re.sub("NaN|-?Infinity", "null", text)


def load(name, kind, width=None):
    values = np.fromfile(Path(sys.argv[1]) / name, kind)
    return values.reshape(-1, width) if width else values


def main():
    C, H = map(int, sys.argv[3:])
    W, b = load("W.f32", "<f4", H), load("b.f32", "<f4")
    train, test = (
        Set(load(f"{name}_fe.f32", "<f4", H), load(f"{name}_logits.f32", "<f4", C), load(f"{name}_label.i32", "<i4"))
        for name in ("train", "test")
    )
    walls, cpus = [], []
    for _ in range(1 + int(sys.argv[2])):
        wall, cpu = time.perf_counter(), time.process_time()
        text = analysed(train, test, W, b)
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    result = json.loads(text)
    del result["measures"]["describe"]["unionMatched"]  # drawn by other random numbers
    (Path(sys.argv[1]) / "numpy.json").write_text(json.dumps(result))
    print(json.dumps({"wall": float(np.median(walls[1:])), "cpu": float(np.median(cpus[1:]))}))


if __name__ == "__main__":
    main()
