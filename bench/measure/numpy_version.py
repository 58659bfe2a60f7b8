"""Child of the benchmark: the analysis in vectorised NumPy, as carefully as ours. numpy_version.py FOLDER REPEATS

float64 sums, both presets, the same lists, JSON at the end; ties of top features alone are left as they fall, which lets
NumPy select instead of sort. Writes numpy.json with the names of our `measure`, and prints median seconds.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np

C, H = 10, 64
KS = [1, 2, 3, 5, 7, 11, 16, 64]
TOP, MEMBERS, SHOWN, DRAWS, SHARE = 7, 10, 7, 50, 0.95


def load(name, kind, width=None):
    folder = Path(sys.argv[1])
    values = np.fromfile(folder / name, kind)
    return values.reshape(-1, width) if width else values


class Set:
    def __init__(self, name):
        self.fe, self.z = load(f"{name}_fe.f32", "<f4", H), load(f"{name}_logits.f32", "<f4", C)
        self.y = load(f"{name}_label.i32", "<i4")
        self.p = self.z.argmax(1)
        self.ok = self.p == self.y


def means(values, group):
    """Class means in float64; group -1 belongs to none."""
    member = (group == np.arange(C)[:, None]).astype(float)
    return member @ values.astype(float) / member.sum(1, keepdims=True)


def largest(rows, n):
    index = np.argsort(-rows, axis=1, kind="stable")[:, :n]
    return np.take_along_axis(rows, index, 1), index


def adversary(z, row):
    others = z.astype(float)
    others[np.arange(len(z)), row] = -np.inf
    return others.max(1)


def share_by_class(flags, group, keep):
    counts = np.bincount(group[keep], minlength=C)
    rows = np.array([flags[keep & (group == c)].sum(0) for c in range(C)])
    return rows / counts.reshape(-1, *[1] * (flags.ndim - 1))


def sorted_sums(fe, W, row):
    ce = fe.astype(float) * W[row]
    ce.sort(axis=1)
    return np.cumsum(ce[:, ::-1], axis=1)


def coverage_lists(covered, group, keep, Ks):
    shares = share_by_class(covered, group, keep)
    overall = covered[keep].mean(0)
    return {
        str(K): {"perClass": shares[:, K - 1], "overall": overall[K - 1], "classMean": shares[:, K - 1].mean()} for K in Ks
    }


def decisions(s, W, b):
    everyone = np.ones(len(s.y), bool)
    paper = sorted_sums(s.fe, W, s.p) > adversary(s.z, s.p)[:, None]
    y = s.y[s.ok]
    exact = sorted_sums(s.fe[s.ok], W, y) + b[y][:, None] > adversary(s.z[s.ok], y)[:, None]
    first = np.where(paper.any(1), paper.argmax(1) + 1, 0)
    found = np.bincount(s.y[first > 0], minlength=C)
    overall = paper.mean(0)
    return {
        "coverage": {
            "paper": coverage_lists(paper, s.y, everyone, KS),
            "exact": coverage_lists(exact, y, np.ones(len(y), bool), KS),
        },
        "minimalK": {
            "perClassMean": np.bincount(s.y, first, C) / found,
            "missing": np.bincount(s.y[first == 0], minlength=C),
            "smallestKFor90": int((overall >= 0.9).argmax()) + 1,
            "overallByK": overall,
        },
    }


def contributions(s, W, mu_ce):
    members = largest(mu_ce, SHOWN)[1]
    logit = s.z[np.arange(len(s.y)), s.y].astype(float)
    keep = np.abs(logit) >= 1e-6
    ce = np.take_along_axis(s.fe, members[s.y], 1).astype(float) * np.take_along_axis(W, members, 1)[s.y]
    paper = means(ce[keep] / logit[keep, None], s.y[keep])
    whole = means(np.einsum("ij,ij->i", s.fe.astype(float), W[s.y])[:, None], np.where(s.ok, s.y, -1))
    exact = means(ce, np.where(s.ok, s.y, -1)) / whole
    skipped = np.bincount(s.y[~keep], minlength=C)
    index = {"paper": members, "exact": members}
    return {"paper": paper, "exact": exact, "index": index, "skipped": skipped}


def top_k(values):
    """Place of the largest of each row, in order."""
    index = np.argpartition(-values, TOP, axis=1)[:, :TOP]
    return np.take_along_axis(index, np.argsort(-np.take_along_axis(values, index, 1), axis=1), 1)


def frequencies(top, group):
    inside = group >= 0
    cells = group[inside, None] * H + top[inside]
    return np.bincount(cells.ravel(), minlength=C * H).reshape(C, H)


def describing(s, W, b, top, counts, mu_ce):
    random = np.random.default_rng(0)
    sizes = np.bincount(s.y, minlength=C)
    present = np.zeros((len(s.y), H), bool)
    np.put_along_axis(present, top, True, 1)
    matched, sufficient = [], []
    place = np.argsort(np.argsort(-counts, axis=1, kind="stable"), axis=1)
    first = place[s.y[:, None], top].min(1)
    bar, order = adversary(s.z, s.y), np.argsort(-mu_ce, axis=1, kind="stable")
    for c in range(C):
        rows = np.flatnonzero(s.y == c)
        samples = [random.choice(rows, sizes.min(), replace=False) for _ in range(DRAWS)]
        matched.append(np.mean([present[sample].any(0).sum() for sample in samples]))
        rows = rows[s.ok[rows]]
        sums = np.cumsum(s.fe[rows][:, order[c]].astype(float) * W[c, order[c]], axis=1)
        enough = (sums > bar[rows, None]).sum(0) >= SHARE * len(rows)
        sufficient.append(int(enough.argmax()) + 1 if enough.any() else None)
    hit = [first[s.y == c].max() + 1 for c in range(C)]
    return {"union": (counts > 0).sum(1), "matched": matched, "hit": hit, "sufficient": sufficient}


def overlaps(train, test, W, top_train, counts_train):
    most = lambda counts: np.argsort(-counts, axis=1, kind="stable")[:, :MEMBERS]
    groups = {"Tp": np.where(test.ok, test.y, -1), "Fp": np.where(test.ok, -1, test.y)}
    ce = lambda s, row: top_k(s.fe.astype(float) * W[row])
    tops = {"fe": (counts_train, top_k(test.fe)), "ce": (frequencies(ce(train, train.y), train.y), ce(test, test.p))}
    per_class = {
        of + name: [
            len(np.intersect1d(a, b)) / MEMBERS for a, b in zip(most(counts), most(frequencies(top, group)))
        ]
        for of, (counts, top) in tops.items()
        for name, group in groups.items()
    }
    return {**{name: np.mean(shares) for name, shares in per_class.items()}, "perClass": per_class}


def distances(train, test, mu_fe):
    correct = means(train.fe, np.where(train.ok, train.y, -1))
    tp, fp = (means(test.fe, np.where(chosen, test.y, -1)) for chosen in (test.ok, ~test.ok))
    rows = {name: np.linalg.norm(correct - m, axis=1) for name, m in (("rowsTp", tp), ("rowsFp", fp))}
    best, every = mu_fe.argmax(1), np.arange(C)
    return {
        "frobenius": {
            "tp": np.linalg.norm(correct - tp),
            "fp": np.linalg.norm(correct - fp),
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
    mu_fe = means(train.fe, train.y)
    mu_ce = mu_fe * W
    top = top_k(train.fe)
    counts = frequencies(top, train.y)
    ratio, members = largest(counts / counts.sum(1, keepdims=True) * TOP, MEMBERS)
    recalls = [share_by_class(s.ok, s.y, np.ones(len(s.y), bool)) for s in (train, test)]
    weights = ranked(W)
    ce = ranked(mu_ce)
    return {
        "trainRecall": recalls[0],
        "testRecall": recalls[1],
        "trainBac": recalls[0].mean(),
        "testBac": recalls[1].mean(),
        **decisions(train, W, b),
        "meanCe": {**ce, "weight": np.take_along_axis(W, ce["index"], 1)},
        "meanCeNormed": ranked(means(train.fe, train.y) * W),
        "meanFe": ranked(mu_fe),
        "weights": {**weights, "sumTop10": weights["top"].sum(1), "max": W.max()},
        "contribution": contributions(train, W, mu_ce),
        "classTopK": {"ratio": ratio, "index": members},
        "describe": describing(train, W, b, top, counts, mu_ce),
        "overlap": overlaps(train, test, W, top, counts),
        **distances(train, test, mu_fe),
    }


def main():
    W, b = load("W.f32", "<f4", H), load("b.f32", "<f4")
    train, test = Set("train"), Set("test")
    walls, cpus = [], []
    for _ in range(1 + int(sys.argv[2])):
        wall, cpu = time.perf_counter(), time.process_time()
        measures = measure(train, test, W, b)
        text = json.dumps({"measures": measures}, default=lambda x: x.tolist())
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    result = json.loads(text)
    del result["measures"]["describe"]["matched"]  # drawn by other random numbers
    (Path(sys.argv[1]) / "numpy.json").write_text(json.dumps(result))
    print(json.dumps({"wall": float(np.median(walls[1:])), "cpu": float(np.median(cpus[1:]))}))


if __name__ == "__main__":
    main()
