"""The diffusion and its deterministic use: schedule, DDIM encoding, classifier-guided decoding (Wolleb et al. 2022).

Times are 0..1000: at time t a picture is x_t = sqrt(abar_t) x_0 + sqrt(1 - abar_t) eps, abar_0 = 1; beta is linear, 1e-4 to
0.02 (Ho et al. 2020). With sigma = sqrt((1 - abar) / abar) and y = x / sqrt(abar), DDIM (Song et al. 2021, eq. 13) is Euler's
method for dy / dsigma = eps(x, t); a second-order step of it is Heun's or, at one evaluation each, Adams and Bashforth's.
"""
from dataclasses import dataclass

import torch
from torch.nn import functional as F

from . import TOP

STEPS = 1000
BETA = 1e-4, 0.02


def schedule(steps=STEPS):
    """abar at the times 0..steps, float64, (steps + 1,)."""
    beta = torch.linspace(*BETA, steps, dtype=torch.float64)
    return torch.cat([torch.ones(1, dtype=torch.float64), torch.cumprod(1 - beta, 0)])


ABAR = schedule()


def sigma_of(abar):
    return ((1 - abar) / abar).sqrt()


def times_of(level, evaluations):
    """`evaluations` + 1 whole times from 0 to `level`, evenly spaced in ln(sigma) towards the start and in time after it, as far
    as whole times allow; `evaluations` = level gives the paper's 0, 1, 2, ..."""
    if evaluations >= level:
        return torch.arange(level + 1)
    share = torch.linspace(0, 1, evaluations + 1, dtype=torch.float64)
    times = (level * share ** 1.5).round().long()
    for i in range(1, len(times)):
        times[i] = max(int(times[i]), int(times[i - 1]) + 1)
    return times.clamp_max(level)


@dataclass
class Models:
    """The two networks and the number of their evaluations so far."""

    denoiser: object
    classifier: object
    denoised: int = 0
    classified: int = 0

    def epsilon(self, x, t, present):
        """eps-hat of x_t (n, 4, y, x) at the time t >= 1."""
        abar = float(ABAR[t])
        sigma = torch.full((len(x),), float(sigma_of(ABAR[t])), device=x.device, dtype=x.dtype)
        self.denoised += 1
        v = self.denoiser(x, sigma, present)
        return (1 - abar) ** 0.5 * x * present[:, :, None, None] + abar ** 0.5 * v

    def healthy(self, x, t, present):
        """(logit of healthy, logits of a lesion in each patch) of x_t."""
        self.classified += 1
        return self.classifier(x, torch.full((len(x),), float(sigma_of(ABAR[t])), device=x.device, dtype=x.dtype), present)

    def gradient(self, x, t, present, spatial):
        """grad_x log p(healthy | x_t, t); with the share `spatial` of it from log p of no lesion anywhere, the patches' sum."""
        with torch.enable_grad():
            x = x.detach().requires_grad_()
            whole, places = self.healthy(x, t, present)
            likely = (1 - spatial) * F.logsigmoid(whole).sum() + spatial * F.logsigmoid(-places).sum()
            return torch.autograd.grad(likely, x)[0] * present[:, :, None, None]


def step(x, now, then, slope):
    """x at the time `then` from x at `now` along the slope eps: one DDIM step, either way."""
    a, b = ABAR[now], ABAR[then]
    return float((b / a).sqrt()) * x + float(b.sqrt() * (sigma_of(b) - sigma_of(a))) * slope


class Slope:
    """The slope of a step from the slopes so far: the last one (order 1), or Adams and Bashforth's two-step combination for
    uneven steps in sigma (order 2)."""

    def __init__(self, order):
        self.order, self.last, self.length = order, None, None

    def of(self, slope, now, then):
        length = float(sigma_of(ABAR[then]) - sigma_of(ABAR[now]))
        made = slope
        if self.order == 2 and self.last is not None:
            ratio = length / self.length
            made = slope + 0.5 * ratio * (slope - self.last)
        self.last, self.length = slope, length
        return made


@torch.no_grad()
def encode(models, picture, present, times, order=1, kept=None, foreseen=None):
    """[x at each of the times]: the picture's deterministic way into noise; one evaluation a step. With the indices `kept`
    the others are None, for the memory's sake. The networks know no time 0: its eps is asked for at 1. `foreseen`: a dict, whose keys
    are indices; its values become the pictures that x foresees there (Tweedie's mean)."""
    path, slope, x = [picture], Slope(order), picture
    for k, (now, then) in enumerate(zip(times[:-1].tolist(), times[1:].tolist())):
        eps = models.epsilon(x, max(now, 1), present)
        if foreseen is not None and k in foreseen:
            foreseen[k] = (x - float((1 - ABAR[now]).sqrt()) * eps) / float(ABAR[now].sqrt())
        x = step(x, now, then, slope.of(eps, now, then))
        path.append(x if kept is None or k + 1 in kept else None)
    return path


@torch.no_grad()
def decode(models, path, present, times, scale, order=1, spatial=0.0, where=None, clamped=False):
    """The healthy counterpart: from the path's end back along the times, the slope eps - scale sqrt(1 - abar) grad log
    p(healthy | x_t). Where `where` (n, 1, y, x) is 0 the picture's own path is kept; `clamped`: the picture that each step
    foresees is kept within the range of values (neither is in the paper)."""
    x, slope = path[-1], Slope(order)
    for k in range(len(times) - 1, 0, -1):
        now, then = int(times[k]), int(times[k - 1])
        eps = models.epsilon(x, now, present)
        if scale:
            eps = eps - scale * float((1 - ABAR[now]).sqrt()) * models.gradient(x, now, present, spatial)
        if clamped:
            signal, noise = float(ABAR[now].sqrt()), float((1 - ABAR[now]).sqrt())
            eps = (x - signal * ((x - noise * eps) / signal).clamp(-1, TOP)) / noise
        x = step(x, now, then, slope.of(eps, now, then))
        if where is not None:
            x = where * x + (1 - where) * path[k - 1]
    return x
