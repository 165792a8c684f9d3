"""Synthetic lesions, painted into batches of pictures: tumours (oedema, core, rim, mass effect) and small bright foci.

Pictures here are intensities in units of the brain's median (n, 4, y, x), channels T1, T1c, T2, FLAIR.
"""
import torch

from .warp import positions, sampled

LEAST = 8       # pixels: a smaller lesion does not count as one


def centres(inside, draws):
    """(n, 2) (x, y) from the middle: a random pixel of each mask (n, y, x)."""
    n, h, w = inside.shape
    flat = inside.reshape(n, -1) * draws.uniform(0.0, 1.0, n, h * w)
    at = flat.argmax(1)
    return torch.stack([at % w - (w - 1) / 2, at // w - (h - 1) / 2], -1)


def liquor(pictures, present):
    """How much each pixel looks like liquor, 0..1: dark in T1 and FLAIR, bright in T2."""
    soft = torch.sigmoid
    votes = torch.stack([soft((0.62 - pictures[:, 0]) / 0.06), soft((0.62 - pictures[:, 1]) / 0.06),
                         soft((pictures[:, 2] - 1.8) / 0.12), soft((0.6 - pictures[:, 3]) / 0.06)], 1)
    weight = present * torch.tensor([3.0, 1.0, 2.0, 3.0], device=pictures.device)
    return (votes * weight[:, :, None, None]).sum(1) / weight.sum(1)[:, None, None]


def shape_level(at, centre, radius, draws, rough):
    """(n, y, x): below 1 inside a random blob; about distance / radius."""
    n, h, w = at.shape[:3]
    d = at - centre[:, None, None]
    angle = draws.uniform(0.0, 6.283, n)[:, None, None]
    stretch = draws.spread(0.65, 1.5, n)[:, None, None]
    u = (d[..., 0] * angle.cos() + d[..., 1] * angle.sin()) * stretch
    v = (d[..., 1] * angle.cos() - d[..., 0] * angle.sin()) / stretch
    level = (u * u + v * v).sqrt() / radius[:, None, None]
    noise = 0.5 * draws.field(n, 1, 6, (h, w)) + 0.4 * draws.field(n, 1, 14, (h, w)) + 0.25 * draws.field(n, 1, 30, (h, w))
    return level + rough[:, None, None] * noise[:, 0]


def push(pictures, at, centre, radius, strength):
    """Tissue pushed away from the centre, most at the radius, nothing far off."""
    d = at - centre[:, None, None]
    distance = d.square().sum(-1, keepdim=True).sqrt().clamp_min(1e-3)
    r = radius[:, None, None, None]
    amount = strength[:, None, None, None] * r * (distance / r) * torch.exp(1 - distance / r) * torch.exp(-(distance / (2.5 * r)) ** 2)
    return sampled(pictures, at - d / distance * amount)


def contrast(draws, n, ranges):
    """(n, 4, 1, 1) uniform draws of each channel's range."""
    low, high = torch.tensor(ranges, device=draws.device).T
    return (low + (high - low) * draws.uniform(0.0, 1.0, n, 4))[:, :, None, None]


def tumour(pictures, present, inside, draws):
    """(pictures, mask) with one tumour each: oedema that spares liquor, and mostly a core with or without a bright rim."""
    n, size = len(pictures), pictures.shape[-2:]
    at = positions(n, size, pictures.device)
    centre, radius = centres(inside, draws), draws.spread(5.0, 42.0, n)
    pictures = push(pictures, at, centre, radius, draws.coin(0.7, n) * draws.uniform(0.0, 0.35, n))
    inside = (pictures > 0.05).any(1).float()
    pick = lambda p: draws.coin(p, n)[:, None, None, None]
    level = shape_level(at, centre, radius, draws, draws.uniform(0.1, 0.6, n))
    soft = draws.spread(0.03, 0.3, n)[:, None, None]
    oedema = torch.sigmoid((1 - level) / soft * 2) * inside * (1 - draws.uniform(0.6, 1.0, n)[:, None, None] * liquor(pictures, present))
    grain = 1 + 0.25 * draws.field(n, 4, 12, size) * draws.uniform(0.0, 1.0, n, 1, 1, 1)
    change = contrast(draws, n, [[-0.35, -0.03], [-0.3, 0.0], [0.2, 1.3], [0.2, 1.3]])
    made = pictures + change * oedema[:, None] * grain
    small = radius * draws.uniform(0.25, 0.95, n)
    core_level = shape_level(at, centre + draws.normal(n, 2) * (radius * 0.25)[:, None], small, draws, draws.uniform(0.05, 0.35, n))
    core = torch.sigmoid((1 - core_level) / draws.spread(0.03, 0.15, n)[:, None, None] * 2) * inside * pick(0.75)[:, 0]
    value = contrast(draws, n, [[0.35, 0.95], [0.35, 1.0], [1.2, 2.8], [0.5, 2.0]]) * grain
    enhancing = pick(0.3)
    value = torch.cat([value[:, :1], value[:, 1:2] + enhancing * draws.uniform(0.5, 1.5, n, 1, 1, 1), value[:, 2:]], 1)
    weight = core[:, None] * draws.uniform(0.6, 1.0, n, 1, 1, 1)
    made = made * (1 - weight) + value * weight
    rim = torch.exp(-((core_level - 1) / draws.uniform(0.06, 0.25, n)[:, None, None]) ** 2) * inside * (core > 0).float()
    patchy = torch.sigmoid(3 * draws.field(n, 1, 10, size)[:, 0] + 3)
    rise = draws.uniform(0.3, 1.5, n, 1, 1, 1) * pick(0.75)
    made = made + rise * (rim * patchy)[:, None] * torch.tensor([0.15, 1.0, 0.1, 0.1], device=made.device)[:, None, None]
    mask = (oedema > 0.4) | (core > 0.4) | ((rim * patchy * rise[:, 0]) > 0.3)
    return made, mask & (inside > 0)


def foci(pictures, present, inside, draws, most=10):
    """(pictures, mask) with one to `most` small foci each, as of multiple sclerosis: bright in T2 and FLAIR, dark in T1."""
    n, size = len(pictures), pictures.shape[-2:]
    at = positions(n, size, pictures.device)
    many = draws.index(most, n) + 1
    whole = torch.zeros(n, *size, device=pictures.device)
    for k in range(most):
        level = shape_level(at, centres(inside, draws), draws.spread(1.8, 11.0, n), draws, draws.uniform(0.1, 0.4, n))
        blob = torch.sigmoid((1 - level) * 5) * (k < many).float()[:, None, None]
        whole = torch.maximum(whole, blob)
    whole = whole * inside * (1 - 0.9 * liquor(pictures, present))
    change = contrast(draws, n, [[-0.4, -0.05], [-0.3, 0.4], [0.3, 1.2], [0.25, 0.9]])
    return pictures + change * whole[:, None], whole > 0.4


def painted(pictures, present, draws, tumours):
    """(pictures, masks (n, y, x) bool, counts (n,) bool: large enough to be told) with lesions in every picture; `tumours`
    is the chance of a tumour, else foci."""
    inside = (pictures > 0.05).any(1).float()
    deep = 1 - torch.nn.functional.max_pool2d(1 - inside[:, None], 7, 1, 3)[:, 0]
    large, large_mask = tumour(pictures, present, deep, draws)
    small, small_mask = foci(pictures, present, deep, draws)
    choose = draws.coin(tumours, len(pictures))[:, None, None]
    made = torch.where(choose[:, None] > 0, large, small) * present[:, :, None, None]
    mask = torch.where(choose > 0, large_mask, small_mask)
    return made.clamp_min(0), mask, mask.sum((1, 2)) >= LEAST
