"""Writes test/data/measures: two synthetic networks and what NumPy makes of them, for test/numpy-parity.test.ts.

Run:  python3 -m venv VENV && VENV/bin/pip install numpy
      VENV/bin/python test/reference/numpy_measures.py

`linear.npz` and `cosine.npz` hold embeddings in float32, `expected.json` every quantity under every choice that the paper
leaves, computed in float64 from them. Nothing here looks at the TypeScript code: it follows the paper. Features are
multiples of 1/8, so that ties occur; they go to the lower index.
"""

import itertools
import json
from math import comb
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent.parent / "data" / "measures"
C, H = 4, 12
TRAIN, TEST = [70, 30, 14, 6], [20, 20, 20, 20]
KS = [1, 2, 3, 5, 7, 12]
TOP, MEMBERS, SHOWN = 7, 10, 7  # top fe of an instance, members of a class, contributions shown
TINY = 1e-6


def unit(x):
    return x / np.linalg.norm(x, axis=1, keepdims=True)


def network(kind, seed):
    """Features around a mean for each class, and weights that mostly tell which mean is nearest."""
    random = np.random.default_rng(seed)
    means, center = random.gamma(1.2, 1.0, (C, H)), 0.8
    W = means - center if kind == "linear" else means - center / 2
    W = (W + random.normal(0, 0.2, (C, H))).astype("f4")
    b = (-0.5 * (means**2 - center**2).sum(1)).astype("f4")
    data = {"W": W, **({"b": b} if kind == "linear" else {})}
    for part, counts in (("train", TRAIN), ("test", TEST)):
        label = np.repeat(np.arange(C), counts)
        noise = random.normal(0, 0.9 if part == "train" else 1.2, (len(label), H))
        fe = np.round(8 * np.maximum(means[label] + noise, 0)) / 8
        logits = fe @ W.T.astype("f8") + b if kind == "linear" else unit(fe) @ unit(W.astype("f8")).T
        data |= {f"{part}_fe": fe.astype("f4"), f"{part}_logits": logits.astype("f4"), f"{part}_label": label}
    return data


class Set:
    """One set of instances: fe, z, true classes y, predicted classes p, and fe in the units of `raw` and `normed`."""

    def __init__(self, data, part):
        self.fe, self.z = (data[f"{part}_{name}"].astype("f8") for name in ("fe", "logits"))
        self.y, self.p = data[f"{part}_label"], self.z.argmax(1)
        self.ok = self.y == self.p
        cosine = "b" not in data
        W = data["W"].astype("f8")
        self.fe_in = {"raw": self.fe, "normed": unit(self.fe) if cosine else self.fe}
        self.W_in = {"raw": W, "normed": unit(W) if cosine else W}
        self.b = np.zeros(C) if cosine else data["b"].astype("f8")

    def ce(self, row, units):
        return self.fe_in[units] * self.W_in[units][row]

    def bar(self, row, bias):
        """Largest adversary logit, less the biases that the option leaves out or moves to this side."""
        z = self.z - self.b if bias == "none" else self.z.copy()
        z[np.arange(len(z)), row] = -np.inf
        return z.max(1) - (self.b[row] if bias == "both" else 0)


def by_class(values, group, keep, statistic=np.mean):
    chosen = [values[keep & (group == c)] for c in range(C)]
    return [statistic(rows, axis=0) if len(rows) else None for rows in chosen]


def largest(row, n):
    return np.argsort(-row, kind="stable")[:n]


def coverages(s):
    result = {}
    choices = (("pred", "true"), ("all", "correct"), ("adversary", "both", "none"), ("raw", "normed"), ("true", "pred"))
    for ref, population, bias, units, by in itertools.product(*choices):
        row = s.p if ref == "pred" else s.y
        keep = s.ok if population == "correct" else np.ones(len(s.y), bool)
        group = s.y if by == "true" else s.p
        sums = np.cumsum(-np.sort(-s.ce(row, units), axis=1), axis=1)
        covered = sums > s.bar(row, bias)[:, None]
        first = np.where(covered.any(1), covered.argmax(1) + 1, 0)
        at = [covered[:, K - 1].astype(float) for K in KS]
        result[",".join((ref, population, bias, units, by))] = {
            "perClass": [by_class(one, group, keep) for one in at],
            "overall": [one[keep].mean() for one in at],
            "minimalK": by_class(first.astype(float), group, keep & (first > 0)),
            "missing": [int((keep & (group == c) & (first == 0)).sum()) for c in range(C)],
        }
    return result


def contributions(s):
    result = {}
    choices = (("meanOfRatios", "ratioOfMeans"), ("all", "correct"), ("logit", "sumCe"), ("raw", "normed"))
    for estimator, population, denominator, units in itertools.product(*choices):
        ce = s.ce(s.y, units)
        whole = s.z[np.arange(len(s.y)), s.y] if denominator == "logit" else ce.sum(1)
        index, value, skipped = [], [], []
        for c in range(C):
            members = largest(ce[s.y == c].mean(0), SHOWN)
            keep = (s.y == c) & (s.ok if population == "correct" else True)
            small = keep & (np.abs(whole) < TINY)
            if estimator == "meanOfRatios":
                keep &= ~small
                value.append((ce[keep][:, members] / whole[keep, None]).mean(0))
            else:
                value.append(ce[keep][:, members].mean(0) / whole[keep].mean())
            index.append(members)
            skipped.append(int(small.sum()) if estimator == "meanOfRatios" else 0)
        name = ",".join((estimator, population, denominator, units))
        result[name] = {"index": index, "value": value, "skipped": skipped}
    return result


def top_k(values, n=TOP):
    return np.argsort(-values, axis=1, kind="stable")[:, :n]


def frequencies(top, group):
    return np.array([np.bincount(top[group == c].ravel(), minlength=H) for c in range(C)])


def tp_fp(s, mode):
    """Class of each instance in TP and in FP, -1 for none."""
    return np.where(s.ok, s.y, -1), np.where(s.ok, -1, s.y if mode == "missed" else s.p)


def overlaps(train, test):
    result = {}
    for mode, train_row, test_row in itertools.product(("missed", "predictedAs"), *[("true", "pred")] * 2):
        row = lambda s, which: s.y if which == "true" else s.p
        tops = {
            "fe": (top_k(train.fe), top_k(test.fe)),
            "ce": (top_k(train.ce(row(train, train_row), "raw")), top_k(test.ce(row(test, test_row), "raw"))),
        }
        shares = {}
        for group, name in zip(tp_fp(test, mode), ("Tp", "Fp")):
            for of, (in_train, in_test) in tops.items():
                seen, met = frequencies(in_train, train.y), frequencies(in_test, group)
                common = lambda c: len(set(largest(seen[c], MEMBERS)) & set(largest(met[c], MEMBERS))) / MEMBERS
                shares[of + name] = [common(c) if (group == c).any() else None for c in range(C)]
        result[",".join((mode, train_row, test_row))] = shares
    return result


def distances(train, test):
    result = {}
    for mode, columns, of in itertools.product(("missed", "predictedAs"), ("all", "trainTop10"), ("correct", "all")):
        everyone = np.ones(len(train.y), bool)
        means = by_class(train.fe, train.y, train.ok if of == "correct" else everyone)
        rows = {}
        for group, name in zip(tp_fp(test, mode), ("tp", "fp")):
            others = by_class(test.fe, group, group >= 0)
            rows[name] = []
            for mean, other in zip(means, others):
                if mean is None or other is None:
                    rows[name].append(None)
                    continue
                j = slice(None) if columns == "all" else largest(mean, 10)
                rows[name].append(np.linalg.norm(mean[j] - other[j]))
        whole = {name: np.linalg.norm([r for r in norms if r is not None]) for name, norms in rows.items()}
        result[",".join((mode, columns, of))] = {"rows": rows, "whole": whole}
    return result


def over_train(train, test):
    means = by_class(train.fe, train.y, np.ones(len(train.y), bool))
    best = [int(np.argmax(mean)) for mean in means]
    result = {"feature": best}
    for mode in ("missed", "predictedAs"):
        for group, name in zip(tp_fp(test, mode), ("tp", "fp")):
            others = by_class(test.fe, group, group >= 0)
            ratios = [None if o is None else o[j] / m[j] for m, o, j in zip(means, others, best)]
            result[f"{mode},{name}"] = ratios
    return result


def sufficient(s):
    result = {}
    for bias, units, share in itertools.product(("adversary", "both", "none"), ("raw", "normed"), (0.95, 0.8)):
        bar, ce, needed = s.bar(s.y, bias), s.ce(s.y, units), []
        for c in range(C):
            order = largest(ce[s.y == c].mean(0), H)
            keep = s.ok & (s.y == c)
            enough = (np.cumsum(ce[keep][:, order], axis=1) > bar[keep, None]).sum(0) >= share * keep.sum()
            needed.append(int(enough.argmax()) + 1 if keep.any() and enough.any() else None)
        result[f"{bias},{units},{share}"] = needed
    return result


def describing(s):
    top = top_k(s.fe)
    counts, sizes = frequencies(top, s.y), np.bincount(s.y, minlength=C)
    hit = []
    for c in range(C):
        place = np.argsort(largest(counts[c], H))
        hit.append(int(place[top[s.y == c]].min(1).max()) + 1)
    # A feature of f instances is missed by a sample of m of n with the chance C(n - f, m) / C(n, m).
    m = min(sizes)
    missed = lambda n, f: comb(int(n - f), int(m)) / comb(int(n), int(m))
    expected = [sum(1 - missed(n, f) for f in row if f) for row, n in zip(counts, sizes)]
    return {
        "ratio": counts / sizes[:, None],
        "union": (counts > 0).sum(1),
        "expectedMatchedUnion": expected,
        "hit": hit,
        "sufficient": sufficient(s),
    }


def collapse(train, test, W):
    """Neural collapse (Papyan, Han and Donoho 2020), from the definitions: dense matrices, and a pseudo-inverse."""
    means = np.array([train.fe[train.y == c].mean(0) for c in range(C)])
    M = means - means.mean(0)
    within = np.mean([np.cov(train.fe[train.y == c].T, bias=True) for c in range(C)], axis=0)
    between = M.T @ M / C

    def equiangular(rows):
        cos = unit(rows) @ unit(rows).T
        return np.abs(cos[~np.eye(C, dtype=bool)] + 1 / (C - 1)).mean()

    spread = lambda rows: np.linalg.norm(rows, axis=1).std() / np.linalg.norm(rows, axis=1).mean()
    return {
        "nc1": np.trace(within @ np.linalg.pinv(between, rcond=1e-10, hermitian=True)) / C,
        "nc2EquinormFeatures": spread(M),
        "nc2EquiangularFeatures": equiangular(M),
        "nc2EquinormWeights": spread(W),
        "nc2EquiangularWeights": equiangular(W - W.mean(0)),
        "nc3": np.linalg.norm(W / np.linalg.norm(W) - M / np.linalg.norm(M)),
        "nc4": np.mean(nearest(means, test.fe) != test.p),
    }


def nearest(means, fe):
    return ((fe[:, None] - means) ** 2).sum(2).argmin(1)


def calibration(s):
    """Expected calibration error (Guo et al. 2017) in 15 bins, each with its upper edge."""
    p = np.exp(s.z - s.z.max(1, keepdims=True))
    confidence = (p / p.sum(1, keepdims=True)).max(1)
    bins = np.digitize(confidence, np.linspace(0, 1, 16), right=True)

    def ece(keep):
        parts = [keep & (bins == b) for b in range(1, 16)]
        gaps = [part.sum() * abs(s.ok[part].mean() - confidence[part].mean()) for part in parts if part.any()]
        return sum(gaps) / keep.sum()

    return {"ece": ece(np.ones(len(s.y), bool)), "ecePerClass": [ece(s.y == c) for c in range(C)]}


def remedies(train, test, W):
    means = np.array([train.fe[train.y == c].mean(0) for c in range(C)])
    predictions = {
        "none": test.p,
        "logitAdjustment": (test.z - np.log(np.bincount(train.y, minlength=C) / len(train.y))).argmax(1),
        "tauNormalisation": (test.fe @ unit(W).T).argmax(1),
        "nearestClassMean": nearest(means, test.fe),
    }
    recalls = {name: [np.mean(p[test.y == c] == c) for c in range(C)] for name, p in predictions.items()}
    return {name: {"recall": recall, "bac": np.mean(recall)} for name, recall in recalls.items()}


def stream(seed, *names):
    """NumPy's generator for the key that the project makes of a seed and names."""
    name = json.dumps(names, separators=(",", ":"))
    return np.random.RandomState([seed % 2**32, seed >> 32, *map(ord, name)])


def below(random, n):
    return random.randint(0, n, dtype=np.uint32) if n > 1 else 0


def oversampled(train, name, K):
    """SMOTE (Chawla et al. 2002) and EOS (Dablain et al. 2023): all distances, no bounds."""
    counts = np.bincount(train.y, minlength=C)
    fe, y = [train.fe], [train.y]
    distances = ((train.fe[:, None] - train.fe) ** 2).sum(2)
    np.fill_diagonal(distances, np.inf)
    for c in range(C):
        random, members, pairs = stream(0, name, c), np.flatnonzero(train.y == c), {}
        for i in members:
            if name == "smote":
                near = members[members != i]
                pairs[i] = near[np.argsort(distances[i, near], kind="stable")][:K]
            else:
                near = np.argsort(distances[i], kind="stable")[:K]
                pairs[i] = near[train.y[near] != c]
        bases = [i for i in members if len(pairs[i])] or members  # nothing near: repeated
        for _ in range(counts.max() - counts[c]):
            base = bases[below(random, len(bases))]
            other = pairs[base][below(random, len(pairs[base]))] if len(pairs[base]) else base
            made = train.fe[base] + random.random_sample() * (train.fe[other] - train.fe[base])
            fe.append(made[None].astype("f4").astype("f8"))
            y.append([c])
    return np.concatenate(fe), np.concatenate(y)


def retrained(fe, y, balanced=False):
    """Ten epochs of SGD on a fresh layer: the paper's regime. W [C, H + 1], the bias last."""
    X, members = np.c_[fe, np.ones(len(fe))], [np.flatnonzero(y == c) for c in range(C)]
    bound = 1 / np.sqrt(H)
    W = bound * (2 * stream(0, "retrain", "initialise").random_sample((C, H + 1)) - 1)
    velocity = np.zeros_like(W)
    for k in range(1, 11):
        random = stream(0, "retrain", k)
        order = random.permutation(len(y)) if not balanced else draws(random, members, len(y))
        for start in range(0, len(y), 128):
            batch = order[start : start + 128]
            p = np.exp(X[batch] @ W.T - (X[batch] @ W.T).max(1, keepdims=True))
            p /= p.sum(1, keepdims=True)
            gradient = (p - np.eye(C)[y[batch]]).T @ X[batch] / len(batch)
            velocity = 0.9 * velocity + gradient + 2e-4 * W
            W = W - 0.1 * min(1, k / 5) * velocity
    return W


def draws(random, members, n):
    chosen = []
    for _ in range(n):
        own = members[below(random, len(members))]
        chosen.append(own[below(random, len(own))])
    return np.array(chosen)


def layers(train):
    return {
        "classBalanced": retrained(train.fe, train.y, balanced=True),
        "smote": retrained(*oversampled(train, "smote", 5)),
        "eos": retrained(*oversampled(train, "eos", 10)),
    }


def expectations(data):
    train, test = Set(data, "train"), Set(data, "test")
    everyone = np.ones(len(train.y), bool)
    W = data["W"].astype("f8")
    return {
        "trainRecall": by_class(train.ok.astype(float), train.y, everyone),
        "testRecall": by_class(test.ok.astype(float), test.y, np.ones(len(test.y), bool)),
        "meanFe": by_class(train.fe, train.y, everyone),
        "meanCe": {units: by_class(train.ce(train.y, units), train.y, everyone) for units in ("raw", "normed")},
        "sumTop10": -np.sort(-W, axis=1)[:, :10].sum(1),
        "coverage": coverages(train),
        "contribution": contributions(train),
        "describe": describing(train),
        "overlap": overlaps(train, test),
        "frobenius": distances(train, test),
        "fpOverTrain": over_train(train, test),
        "neuralCollapse": collapse(train, test, W),
        "calibration": calibration(test),
        "remedies": remedies(train, test, W),
        "madeUp": {name: oversampled(train, name, K)[0][len(train.y) :] for name, K in (("smote", 5), ("eos", 10))},
        "layers": layers(train),
    }


def plain(x):
    if isinstance(x, dict):
        return {name: plain(value) for name, value in x.items()}
    if isinstance(x, (list, tuple, np.ndarray)):
        return [plain(value) for value in x]
    return float(f"{x:.12g}") if isinstance(x, (float, np.floating)) else x if x is None else int(x)


FOLDER.mkdir(exist_ok=True)
expected = {"Ks": KS}
for kind, seed in (("linear", 4), ("cosine", 12)):
    data = network(kind, seed)
    np.savez_compressed(FOLDER / f"{kind}.npz", **data)
    expected[kind] = plain(expectations(data))
    for part in ("train", "test"):
        s = Set(data, part)
        print(kind, part, "missed by class:", [int((~s.ok & (s.y == c)).sum()) for c in range(C)])
(FOLDER / "expected.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")
