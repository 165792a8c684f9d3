"""Training examples on the device: slices of the pack under random anatomy, contrast, lesions and artefacts."""
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional as F

from . import MIDDLE, TOP
from .lesions import LEAST, painted
from .warp import affine_elastic, blur

#: Set -> share of the draws.
SHARES = {"brain_ms_multicontrast": 0.3, "brain_ms_open": 0.35, "brain_t1_oasis_vxm": 0.15, "ch2bet": 0.2}


@dataclass
class Examples:
    """pictures (n, 4, y, x) as the package says; present (n, 4); masks (n, y, x) bool of lesions; lesion (n,) 0 or 1;
    sure (n,) 1 where `lesion` may be learnt."""

    pictures: torch.Tensor
    present: torch.Tensor
    masks: torch.Tensor
    lesion: torch.Tensor
    sure: torch.Tensor


def filled(pictures, masks):
    """The pictures with what lies in the masks replaced by its surroundings' brain: a normalised convolution, wider where the
    lesion is."""
    inside = (pictures > 0.1).float() * (1 - masks[:, None].float())
    made, todo = pictures.clone(), masks[:, None].float().expand_as(pictures).clone()
    for sigma in (2.0, 4.0, 7.0):
        s = torch.full(pictures.shape[:2], sigma, device=pictures.device)
        smooth = lambda a: blur(blur(a, s, 2), s, 3)
        weight = smooth(inside)
        here = todo * (weight > 0.15)
        made = made * (1 - here) + here * smooth(pictures * inside) / weight.clamp_min(1e-3)
        todo = todo - here
    return made


def recoloured(t1, tissues, draws):
    """(n, 4, y, x) of T1 (n, y, x): random T1, T1c, T2 and FLAIR contrasts, piecewise linear in the T1 value between air,
    liquor, grey and white matter. The result is in units of grey and white matter's mean."""
    n = len(t1)
    zero = torch.zeros_like(tissues[:, :1])
    anchors = torch.cat([zero, tissues, tissues[:, 2:] * 1.8], 1)
    ranges = torch.tensor([[[0.2, 0.5], [0.7, 0.95], [1.0, 1.3], [1.2, 1.8]], [[0.2, 0.5], [0.75, 1.0], [0.9, 1.25], [1.2, 2.2]],
                           [[1.8, 3.0], [1.05, 1.45], [0.7, 0.98], [0.4, 0.9]], [[0.15, 0.6], [1.0, 1.25], [0.8, 1.0], [0.8, 1.1]]],
                          device=t1.device)
    values = ranges[..., 0] + (ranges[..., 1] - ranges[..., 0]) * draws.uniform(0.0, 1.0, n, 4, 4)
    values = torch.cat([torch.zeros_like(values[..., :1]), values], -1)
    step = (anchors[:, 1:] - anchors[:, :-1]).clamp_min(0.05)
    part = ((t1[:, None] - anchors[:, :-1, None, None]) / step[:, :, None, None]).clamp(0, 1)
    return torch.einsum("nkyx,nck->ncyx", part, values[..., 1:] - values[..., :-1])


def recontrasted(pictures, draws):
    """The pictures under a random gamma and contrast about 1, a channel at a time; FLAIR and T2 loose more contrast."""
    n = len(pictures)
    gamma, keep = draws.spread(0.75, 1.35, n, 4, 1, 1), draws.uniform(0.35, 1.2, n, 4, 1, 1)
    keep = torch.where(draws.coin(0.5, n, 4, 1, 1) > 0, keep, torch.ones_like(keep))
    p = pictures.clamp_min(0) ** gamma
    near = torch.tanh((p - 1) / 0.35) * 0.35        # only the contrast of brain tissue shrinks, not that of liquor and air
    return torch.where(p > 0, p - (1 - keep) * near, p).clamp_min(0)


def degraded(pictures, draws):
    """The pictures with a coarser grid's blur, a bias field, noise and another scale."""
    n, size = len(pictures), pictures.shape[-2:]
    inside = (pictures > 0.02).float()
    along = draws.spread(0.3, 3.5, n, 4) * draws.coin(0.35, n, 4)
    across = draws.spread(0.3, 1.5, n, 4) * draws.coin(0.35, n, 4)
    turn = draws.coin(0.5, n, 1)
    p = blur(blur(pictures, along * turn + across * (1 - turn), 2), across * turn + along * (1 - turn), 3)
    bias = (draws.uniform(0.0, 0.12, n, 4, 1, 1) * draws.field(n, 4, 2, size)).exp()
    noise = draws.normal(n, 4, *size) * draws.spread(0.002, 0.06, n, 4, 1, 1)
    scale = draws.normal(n, 4, 1, 1).mul(0.06).exp()
    return (p * bias * scale + noise * inside).clamp_min(0) * (inside + (1 - inside) * draws.coin(0.5, n, 1, 1, 1))


class Simulator:
    """Draws examples of the pack's training (or held-out) slices."""

    def __init__(self, pack, device, held_out=False, shares=None):
        kept = pack["held_out"] == held_out
        here = lambda a: torch.from_numpy(a[kept]).to(device)
        self.pictures, self.present, self.masks = here(pack["pictures"]), here(pack["present"]).float(), here(pack["lesions"])
        self.tissues, self.drawn = here(pack["tissues"]), here(pack["drawn"])
        self.clean = self.pictures.clone()
        for some in self.masks.any(2).any(1).nonzero()[:, 0].split(8):
            made = filled(self.pictures[some].float() / MIDDLE, self.masks[some])
            self.clean[some] = (made * MIDDLE).round().clamp(0, 255).byte()
        kinds = np.array([str(n).split("/")[0] for n in pack["names"][kept]])
        shares = SHARES | (shares or {})
        weight = np.array([shares[k] / (kinds == k).sum() for k in kinds])
        self.weight = torch.from_numpy(weight / weight.sum()).to(device)

    def pick(self, draws, n, real):
        """(intensities (n, 4, y, x), present, masks of drawn lesions, drawn) of random slices; `real` is the chance that a
        reader's lesions stay; T1 also gives contrasts that the slice has not."""
        at = torch.multinomial(self.weight, n, replacement=True, generator=draws.generator)
        stays = (draws.coin(real, n) > 0) & self.drawn[at] & (self.masks[at].sum((1, 2)) >= LEAST)
        p = torch.where(stays[:, None, None, None], self.pictures[at], self.clean[at]).float() / MIDDLE
        present, masks = self.present[at], self.masks[at] & stays[:, None, None]
        again = (present[:, 0] > 0) & ~stays & ((draws.coin(0.5, n) > 0) | (present.sum(1) == 1))
        made = recoloured(p[:, 0], self.tissues[at], draws)
        own = draws.coin(0.5, n)[:, None, None]
        made = torch.cat([(p[:, 0] * own + made[:, 0] * (1 - own))[:, None], made[:, 1:]], 1)
        p = torch.where(again[:, None, None, None], made, p)
        return p, torch.where(again[:, None], torch.ones_like(present), present), masks, stays

    def examples(self, draws, n, lesions=0.5, real=0.1, tumours=0.65, most=True):
        """n examples, the share `lesions` of them with painted lesions; contrasts are left out at random where `most`."""
        p, present, masks, stays = self.pick(draws, n, real)
        moved = affine_elastic(torch.cat([p, masks[:, None].float()], 1), draws)
        p, masks = moved[:, :4], moved[:, 4] > 0.5
        p = recontrasted(p, draws)
        wanted = (draws.coin(lesions, n) > 0) & ~stays
        made, drawn, enough = painted(p, present, draws, tumours)
        p = torch.where(wanted[:, None, None, None], made, p)
        masks = torch.where(wanted[:, None, None], drawn, masks)
        if most:
            present = subset(present, draws)
        p = degraded(p, draws)
        lesion = (wanted | stays).float()
        sure = (~wanted | enough) & (~stays | (masks.sum((1, 2)) >= LEAST))
        return Examples(values(p, present), present, masks, lesion, sure.float())


def values(intensities, present):
    """Intensities in units of the median -> the network's values."""
    return (intensities - 1).clamp(-1, TOP) * present[:, :, None, None]


def subset(present, draws):
    """`present` with contrasts left out: all, one, or some of them, a third each; never none."""
    n = len(present)
    order = (draws.uniform(0.0, 1.0, n, 4) + torch.tensor([0.0, 0.1, 0.0, 0.15], device=present.device)) * present
    one = F.one_hot(order.argmax(1), 4).float()
    some = torch.maximum(one, draws.coin(0.5, n, 4)) * present
    which = draws.uniform(0.0, 1.0, n)[:, None]
    return torch.where(which < 0.33, present, torch.where(which < 0.6, one, some))
