"""Anomaly maps: a picture, its healthy counterpart by a setting of the method, and the difference."""
from dataclasses import dataclass, field

import torch
from torch.nn import functional as F

from .diffusion import Models, decode, encode, times_of
from .warp import blur

EVIDENCE = 60, 160, 320     # times at which the classifier is asked where, if a setting is masked
SMOOTH = 2.0                # pixels, of a smoothed map
SHIFTS = (0, 0), (2, 2), (2, 0), (0, 2)     # pixels (y, x) by which a picture is shifted each time, so that patches fall elsewhere
FORESEEN, GAIN, SPREAD = 141, 8.0, 1.5     # see `excess`: time, gain on the log odds, sigma in pixels
LESION = -1.0, 0.0, 1.0, 1.0                # darker in T1, brighter in T2 and FLAIR
FLOOR = 0.5                 # added to a difference that the evidence weighs
SURE = 0.5                  # evidence above this is changed wholly, below half of it not at all


@dataclass(frozen=True)
class Setting:
    """level: L, the time encoded to; steps: of it, each way; order: 1 (DDIM) or 2; scale: s; spatial: the share of the patches'
    log p in the guidance; masked: only where the classifier finds something is the picture changed; clamped: see `decode`; starts: the shares of the
    steps from which decodings start, each giving a counterpart, the map their mean."""

    level: int = 500
    steps: int = 500
    order: int = 1
    scale: float = 100.0
    spatial: float = 0.0
    masked: bool = False
    clamped: bool = False
    starts: tuple = field(default=(1.0,))


PAPER = Setting()
RECIPE = Setting(400, 10, 2, 5.0, 0.5, True, True, (1.0, 0.7))      # as shipped; its map is smoothed and weighed


@dataclass
class Result:
    """counterparts (k, n, 4, y, x), one a start; evidence (n, y, x) 0..1, what the classifier finds where, or None; the
    evaluations of the denoiser and of the classifier that each slice took."""

    counterparts: torch.Tensor
    evidence: object
    denoised: int
    classified: int


def enlarged(patches):
    """Patches of 4 pixels, pixel by pixel: (n, 1, y, x)."""
    return patches[:, None].repeat_interleave(4, 2).repeat_interleave(4, 3)


@torch.no_grad()
def excess(picture, foreseen, present):
    """By how much the picture looks more like a lesion than what the denoiser foresees of it on the way into noise, (n, y, x): GAIN times
    the contrasts' mean of the difference in LESION's sense, smoothed."""
    sense = torch.tensor(LESION, device=picture.device) * present
    s = torch.full_like(picture[:, :1, 0, 0], SPREAD)
    more = ((picture - foreseen) * sense[:, :, None, None]).sum(1, keepdim=True) / sense.abs().sum(1).clamp_min(1)[:, None, None, None]
    return GAIN * blur(blur(more, s, 2), s, 3)[:, 0]


@torch.no_grad()
def evidence(models, path, times, present):
    """The mean over EVIDENCE's times, as far as they were passed, and over SHIFTS of the chance that a patch holds a lesion."""
    at = sorted({int((times - t).abs().argmin()) for t in EVIDENCE} - {0})
    found = []
    for k in at:
        for shift in SHIFTS:
            places = models.healthy(torch.roll(path[k], shift, (2, 3)), int(times[k]), present)[1]
            found.append(torch.roll(enlarged(torch.sigmoid(places)), [-s for s in shift], (2, 3)))
    return torch.stack(found).mean(0)[:, 0]


def counterparts(denoiser, classifier, pictures, present, setting):
    return counterparts_of(Models(denoiser, classifier), pictures, present, setting)


def counterparts_of(models, pictures, present, setting):
    times = times_of(setting.level, setting.steps)
    starts = [max(1, round(share * (len(times) - 1))) for share in setting.starts]
    seen = {int((times - FORESEEN).abs().argmin()): None} if setting.masked else None
    path = encode(models, pictures, present, times, setting.order, None if setting.masked else set(starts), seen)
    where = found = None
    if setting.masked:
        odds = torch.logit(evidence(models, path, times, present).clamp(1e-6, 1 - 1e-6))
        found = torch.sigmoid(odds + excess(pictures, *seen.values(), present))
        wide = F.max_pool2d(found[:, None], 7, 1, 3)
        where = ((wide - SURE / 2) / (SURE / 2)).clamp(0, 1)
        where = blur(blur(where, torch.full_like(where[:, :, 0, 0], 1.5), 2), torch.full_like(where[:, :, 0, 0], 1.5), 3)
    made = []
    for k in starts:
        made.append(decode(models, path[:k + 1], present, times[:k + 1], setting.scale, setting.order, setting.spatial, where,
                           setting.clamped))
    return Result(torch.stack(made), found, models.denoised, models.classified)


def difference(pictures, result, present, smooth=0.0, weighed=False):
    """(map (n, y, x), deviation (n, y, x)): the contrasts' mean of |picture - counterpart| over the brain, its mean and its standard
    deviation over the starts; `smooth` is the sigma of a Gaussian in pixels, `weighed`: FLOOR is added and the
    sum multiplied by the evidence."""
    inside = ((pictures > -1) & (present[:, :, None, None] > 0)).any(1).float()
    change = (pictures - result.counterparts).abs()
    if smooth:
        k, n, c, h, w = change.shape
        s = torch.full((k * n, c), float(smooth), device=change.device)
        change = blur(blur(change.reshape(k * n, c, h, w), s, 2), s, 3).reshape(k, n, c, h, w)
    there = present[None, :, :, None, None]
    maps = (change * there).sum(2) / there.sum(2) * inside
    if weighed:
        maps = (FLOOR + maps) * result.evidence * inside
    return maps.mean(0), maps.std(0, unbiased=False)
