"""Figures of a map against a mask: AUROC, average precision, Dice, Otsu's threshold, false area."""
import numpy as np

from .strip import otsu  # noqa: F401  (Otsu's threshold is also the maps')


def ranked(score, label):
    """Labels in falling order of their scores, tied scores in one group: (positives, all) up to each group's end."""
    order = np.argsort(-score, kind="stable")
    score, label = score[order], label[order].astype(np.float64)
    ends = np.append(np.flatnonzero(np.diff(score)), len(score) - 1)
    return label.cumsum()[ends], ends + 1.0


def auroc(score, label):
    """Area under the ROC curve of flat scores; nan where only one class is there."""
    true, count = ranked(score, label)
    false = count - true
    if true[-1] == 0 or false[-1] == 0:
        return float("nan")
    t, f = np.append(0, true / true[-1]), np.append(0, false / false[-1])
    return float(((f[1:] - f[:-1]) * (t[1:] + t[:-1]) / 2).sum())


def average_precision(score, label):
    true, count = ranked(score, label)
    if true[-1] == 0:
        return float("nan")
    return float((np.diff(np.append(0, true)) / true[-1] * true / count).sum())


def dice(found, mask):
    both = found.sum() + mask.sum()
    return float(2 * (found & mask).sum() / both) if both else 1.0
