"""What training makes small: similarity of pictures, roughness of fields."""
import torch
from torch.nn import functional as F

from .fields import determinant, differences


def box(x, window):
    """The mean over windows, zero outside: along y and x (and 3 slices) of (batch, 1, [z,] y, x)."""
    pool, size = (F.avg_pool2d, window) if x.dim() == 4 else (F.avg_pool3d, (min(3, x.shape[2]), window, window))
    return pool(x, size, 1, tuple(s // 2 for s in size) if x.dim() == 5 else window // 2)


def ncc(a, b, window=9, floor=1e-4):
    """The mean squared local normalised cross-correlation in windows of `window` pixels (voxelmorph's, which the paper uses):
    1 for equal pictures but for a local scale and offset. `floor` is added to either variance (pictures of range 1)."""
    a, b = a.float(), b.float()
    one = box(torch.ones_like(a[:1]), window)       # the share of the window that lies inside
    mean = lambda x: box(x, window) / one
    ma, mb = mean(a), mean(b)
    cross, va, vb = mean(a * b) - ma * mb, mean(a * a) - ma * ma, mean(b * b) - mb * mb
    return ((cross + floor).square() / ((va.clamp_min(0) + floor) * (vb.clamp_min(0) + floor))).mean()


def halved(x):
    return F.avg_pool2d(x, 2) if x.dim() == 4 else F.avg_pool3d(x, (1, 2, 2))


def similarity(a, b, weights):
    """weights["square"] mean square error + weights["ncc"] (1 - NCC), the latter over weights["scales"] halvings."""
    total = weights["square"] * (a - b).square().mean() if weights.get("square") else a.new_zeros(())
    scales = weights.get("scales", 1)
    for i in range(scales if weights.get("ncc") else 0):
        total = total + weights["ncc"] / scales * (1 - ncc(a, b, weights.get("window", 9)))
        a, b = halved(a), halved(b)
    return total


def roughness(field, across=0.1):
    """||grad||^2: the mean square of the forward differences, averaged over the axes; between the thick slices of a stack with
    the weight `across`."""
    each = [g.square().mean() for g in differences(field)]
    weight = [1.0] * len(each) if len(each) == 2 else [across, 1.0, 1.0]
    return sum(w * e for w, e in zip(weight, each)) / len(each)


def folding(field, least=0.1):
    """The mean of what Jacobian determinants lack to `least`."""
    return F.relu(least - determinant(field)).mean()
