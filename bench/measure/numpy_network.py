"""What the analysis in NumPy says of the network as a whole: neural collapse, calibration, ablation, remedies."""

import numpy as np
from numpy_rows import at, largest, means, sums

BINS, SILENCED = 15, 3


def recall(s, predicted, C):
    return means((predicted == s.y).astype(float), s.y, C)


def recognised(s, predicted, C):
    recalls = recall(s, predicted, C)
    return {"recall": recalls, "bac": np.nanmean(recalls)}


def nearest_mean(s, mu):
    """|x|² is the same for all classes."""
    return ((mu**2).sum(1) - 2 * s.fe.astype(float) @ mu.T).argmin(1)


def remedies(train, test, W, mu):
    C = len(W)
    shares = np.bincount(train.y, minlength=C) / len(train.y)
    long = W / np.linalg.norm(W, axis=1, keepdims=True)
    predicted = {
        "none": test.p,
        "logitAdjustment": (test.z - np.log(shares)).argmax(1),
        "tauNormalisation": (test.fe.astype(float) @ long.T).argmax(1),
        "nearestClassMean": nearest_mean(test, mu),
    }
    return {name: recognised(test, p, C) for name, p in predicted.items()}


def equinorm(rows):
    lengths = np.linalg.norm(rows, axis=1)
    return lengths.std() / lengths.mean()


def equiangular(rows):
    C = len(rows)
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return np.abs((unit @ unit.T)[np.triu_indices(C, 1)] + 1 / (C - 1)).mean()


def neural_collapse(train, test, W, mu):
    C = len(W)
    M = mu - mu.mean(0)
    sizes = np.bincount(train.y, minlength=C)
    apart = (train.fe - mu[train.y]) / np.sqrt(sizes * C)[train.y, None]
    within, between = apart.T @ apart, M.T @ M / C
    return {
        "nc1": np.trace(within @ np.linalg.pinv(between, rcond=1e-10, hermitian=True)) / C,
        "nc2EquinormFeatures": equinorm(M),
        "nc2EquiangularFeatures": equiangular(M),
        "nc2EquinormWeights": equinorm(W),
        "nc2EquiangularWeights": equiangular(W - W.mean(0)),
        "nc3": np.linalg.norm(W / np.linalg.norm(W) - M / np.linalg.norm(M)),
        "nc4": (nearest_mean(test, mu) != test.p).mean(),
    }


def calibration(s, C):
    z = s.z.astype(float)
    confidence = 1 / np.exp(z - z.max(1, keepdims=True)).sum(1)
    bins = np.clip(np.ceil(confidence * BINS).astype(int), 1, BINS) - 1
    missing = sums(s.ok - confidence, s.y * BINS + bins, C * BINS)[0].reshape(C, BINS)
    sizes = np.bincount(s.y, minlength=C)
    return {
        "ece": np.abs(missing.sum(0)).sum() / len(z),
        "ecePerClass": np.abs(missing).sum(1) / sizes,
    }


def ablation(s, W, mu_ce):
    C, index = len(W), largest(mu_ce, SILENCED)[1]
    z = s.z.astype(float)
    for k in range(SILENCED):
        feature = index[s.y, k]
        z -= at(s.fe, feature)[:, None] * W.T[feature]
    before, after = recall(s, s.p, C), recall(s, z.argmax(1), C)
    return {"K": SILENCED, "before": before, "after": after, "drop": before - after}
