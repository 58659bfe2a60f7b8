"""Standard errors of the measures, in NumPy, by the delta method."""

import numpy as np
from numpy_rows import at, largest, means, sums

SMALLEST = 1e-6


def quotient_error(part, whole, group, C):
    """Of the mean of `part` over that of `whole` in each class; NaN for fewer than two rows."""
    wholes, n = sums(whole, group, C)
    quotient = sums(part, group, C)[0] / wholes
    apart = (part - quotient[group] * whole) ** 2
    return np.sqrt(sums(apart, group, C)[0] / (n - 1) / n) / np.abs(wholes / n)


def mean_error(values, group, C):
    return quotient_error(values, np.ones_like(values), group, C)


def contribution_errors(s, W, members, C):
    logit = at(s.z, s.y).astype(float)
    whole = np.einsum("ij,ij->i", s.fe.astype(float), W[s.y])
    ce = np.take_along_axis(s.fe, members[s.y], 1).astype(float) * np.take_along_axis(W, members, 1)[s.y]
    counted, correct = np.where(np.abs(logit) < SMALLEST, -1, s.y), np.where(s.ok, s.y, -1)
    return {
        "paper": np.stack([mean_error(column / logit, counted, C) for column in ce.T], 1),
        "exact": np.stack([quotient_error(column, whole, correct, C) for column in ce.T], 1),
    }


def share_error(train, test, group, feature, C):
    here, there = at(test.fe, feature[test.y]).astype(float), at(train.fe, feature[train.y]).astype(float)
    part, whole = mean_error(here, group, C), mean_error(there, train.y, C)
    trained = means(there, train.y, C)
    return np.hypot(part, means(here, group, C) / trained * whole) / trained


def variances(fe, group, C):
    """Class means and their squared standard errors."""
    total, n = sums(fe, group, C)
    mean = total / n[:, None]
    return mean, sums((fe - mean[group]) ** 2, group, C)[0] / ((n - 1) * n)[:, None]


def norm_error(a, b):
    variance = a[1] + b[1]
    known = ~np.isnan(variance)
    if not known.any():
        return None
    squares, variance = ((a[0] - b[0]) ** 2)[known], variance[known]
    return {"error": np.sqrt((squares * variance).sum() / squares.sum()), "noise": np.sqrt(variance.sum())}


def standard_errors(train, test, W, mu_fe, mu_ce, first, shown):
    C = len(W)
    loudest, strongest = largest(mu_ce, 2)[1], mu_fe.argmax(1)
    ce = [at(train.fe, index[train.y]).astype(float) * at(W, index)[train.y] for index in loudest.T]
    groups = {"tp": np.where(test.ok, test.y, -1), "fp": np.where(test.ok, -1, test.y)}
    known = variances(train.fe, np.where(train.ok, train.y, -1), C)
    return {
        "meanCe": mean_error(ce[0], train.y, C),
        "dropOff": quotient_error(*ce, train.y, C),
        "meanFe": mean_error(at(train.fe, strongest[train.y]).astype(float), train.y, C),
        "minimalK": mean_error(first.astype(float), np.where(first > 0, train.y, -1), C),
        "coverageN": np.bincount(train.y, minlength=C),
        "contribution": contribution_errors(train, W, largest(mu_ce, shown)[1], C),
        "fpOverTrain": {name: share_error(train, test, group, strongest, C) for name, group in groups.items()},
        "nTp": np.bincount(test.y[test.ok], minlength=C),
        "nFp": np.bincount(test.y[~test.ok], minlength=C),
        "frobenius": {name: norm_error(known, variances(test.fe, group, C)) for name, group in groups.items()},
    }
