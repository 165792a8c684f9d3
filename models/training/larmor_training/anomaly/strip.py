"""Skull stripping by morphology, for whole-head axial stacks: good enough in the middle of the brain, and says where."""
import numpy as np
from scipy import ndimage
from scipy.spatial import ConvexHull

REACH = 60.0, 50.0      # mm (y, x): how near the head's centre the brain's core is looked for
SOLID = 0.9             # least area of a slice's brain by the area of its convex hull
LEAST = 5500            # mm^2
LEVELS = 0.38, 0.85      # of the stack, from its lowest slice: outside the brain is not found


def disk(radius):
    y, x = np.mgrid[-radius:radius + 1, -radius:radius + 1]
    return (y * y + x * x <= radius * radius + 0.5)[None]


def otsu(values, bins=256):
    """The threshold that parts the values into two classes of least variance (Otsu 1979)."""
    count, edge = np.histogram(values, bins)
    share, middle = count / count.sum(), (edge[:-1] + edge[1:]) / 2
    below, mean = share.cumsum(), (share * middle).cumsum()
    between = (mean[-1] * below - mean) ** 2 / np.maximum(below * (1 - below), 1e-9)
    return middle[np.argmax(between)]


def solidity(mask):
    points = np.argwhere(mask ^ ndimage.binary_erosion(mask))
    return mask.sum() / max(ConvexHull(points).volume, 1.0) if len(points) > 10 else 0.0


def brain(stack):
    """(mask (n, y, x), good (n,)) of a stack of 1 mm pixels: the mask, and in which slices it looks like a brain."""
    v = (stack / np.percentile(stack, 99.0)).clip(0, 1)
    head = ndimage.gaussian_filter(v, (0, 1, 1))
    level = 0.75 * otsu(head[head > 0.05])
    eroded = ndimage.binary_erosion((head > level) & (v < 0.97), disk(4))
    y, x = (np.mean(np.nonzero(head > 0.1)[k]) for k in (1, 2))
    zz, yy, xx = np.indices(v.shape, sparse=True)
    near = np.exp(-((yy - y) / REACH[0]) ** 2 - ((xx - x) / REACH[1]) ** 2) * eroded
    labels, n = ndimage.label(eroded)
    if n == 0:
        return np.zeros(v.shape, bool), np.zeros(len(v), bool)
    core = labels == 1 + np.argmax(ndimage.sum_labels(near, labels, np.arange(1, n + 1)))
    core = ndimage.binary_dilation(core, disk(5)) & (head > 0.8 * level)
    core = ndimage.binary_opening(ndimage.binary_closing(core, disk(6)), disk(5))
    mask = np.stack([ndimage.binary_fill_holes(s) for s in core])
    at = np.arange(len(mask)) / len(mask)
    good = [LEVELS[0] < a < LEVELS[1] and m.sum() > LEAST and solidity(m) > SOLID for a, m in zip(at, mask)]
    return mask, np.array(good)
