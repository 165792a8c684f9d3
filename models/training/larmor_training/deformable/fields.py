"""Displacement fields: warping, integration of a stationary velocity, folding.

A field is (batch, d, [z,] y, x) in pixels (slices along z), its channels in the order of the axes: along [z,] y, x. It is read
backwards: frame(p) = S(p + u(p)). All of it works in float32.
"""
import torch
from torch.nn import functional as F


def positions(field):
    """Every pixel's own position, (1, d, [z,] y, x), in pixels."""
    axes = [torch.arange(field.shape[2 + i], device=field.device, dtype=field.dtype) for i in range(field.dim() - 2)]
    return torch.stack(torch.meshgrid(axes, indexing="ij"))[None]


def sampled(picture, where):
    """The picture (batch, c, [z,] y, x) at positions (batch, d, ...) in pixels: linear, edge values repeated."""
    last = [where.new_ones(1) * (picture.shape[2 + i] - 1) for i in range(where.shape[1])]
    unit = [2 * where[:, i] / last[i].clamp_min(1.0) - 1 for i in range(where.shape[1])]
    grid = torch.stack(unit[::-1], -1)      # grid_sample counts x first
    return F.grid_sample(picture, grid, mode="bilinear", padding_mode="border", align_corners=True)


def warp(picture, field):
    """S(p + u(p)) for the picture S (batch, c, [z,] y, x) and the field u."""
    return sampled(picture.float(), positions(field) + field)


def integrated(velocity, steps):
    """The displacement of exp(v), v a stationary velocity (pixels per unit of time): scaling and squaring (Arsigny et al.,
    MICCAI 2006), exact for a constant v."""
    field = velocity / 2 ** steps
    for _ in range(steps):
        field = field + warp(field, field)
    return field


def doubled(field):
    """A field given on blocks of 2 x 2 pixels, its values already in full pixels, on the pixels: bilinear in y and x (nearest
    doubling, then [1 2 1]/4 along both)."""
    b, d, rest, h, w = field.shape[0], field.shape[1], field.shape[2:-2], field.shape[-2], field.shape[-1]
    flat = field.reshape(b, -1, h, w)
    big = flat[:, :, :, None, :, None].expand(-1, -1, -1, 2, -1, 2).reshape(b, -1, 2 * h, 2 * w)
    p = F.pad(big, (1, 1, 1, 1), mode="replicate")
    p = (p[:, :, :-2] + 2 * p[:, :, 1:-1] + p[:, :, 2:]) / 4
    p = (p[..., :-2] + 2 * p[..., 1:-1] + p[..., 2:]) / 4
    return p.reshape(b, d, *rest, 2 * h, 2 * w)


def differences(field):
    """Forward differences along each axis: a list over the axes of (batch, c, ...), one shorter along that axis."""
    return [field.narrow(a, 1, field.shape[a] - 1) - field.narrow(a, 0, field.shape[a] - 1) for a in range(2, field.dim())]


def determinant(field):
    """The Jacobian determinant of p -> p + u(p) by forward differences, (batch, [z - 1,] y - 1, x - 1)."""
    d = field.shape[1]
    inner = [g[(slice(None), slice(None)) + tuple(slice(0, field.shape[2 + i] - 1) for i in range(d))] for g in differences(field)]
    j = torch.stack(inner, 2)               # (batch, component, derivative, ...)
    j = j.movedim((1, 2), (-2, -1)) + torch.eye(d, device=field.device)
    if d == 2:
        return j[..., 0, 0] * j[..., 1, 1] - j[..., 0, 1] * j[..., 1, 0]
    return (j[..., 0, 0] * (j[..., 1, 1] * j[..., 2, 2] - j[..., 1, 2] * j[..., 2, 1])
            - j[..., 0, 1] * (j[..., 1, 0] * j[..., 2, 2] - j[..., 1, 2] * j[..., 2, 0])
            + j[..., 0, 2] * (j[..., 1, 0] * j[..., 2, 1] - j[..., 1, 1] * j[..., 2, 0]))


def folded(field):
    """The share of pixels at which the field folds: Jacobian determinant <= 0, (batch,)."""
    return (determinant(field) <= 0).float().flatten(1).mean(1)
