"""How well a network reconstructs held-out pictures while it is trained: the same simulated scans at every step.

The pictures are those of `fixed_scans`; `measured` scans them anew at a given acceleration.
"""
import numpy as np
import torch

from . import masks
from .data import Slices
from .network import NOISE_GAIN
from .physics import Encoding, consistent, fft_y, sense, trust
from .simulate import Scan, calm, imperfect, noise_map, planes, simulate

ACCELERATIONS = 4, 8
#: Of each scan its pictures; for each scan (lines, coils). The configuration's `validation` may state others.
SCANS = {"pictures": 6, "scans": ((208, 1), (224, 4), (192, 8), (240, 12))}
ACS, NOISE = 20, 0.02           # central lines; noise of a k-space sample, rms of the complex value, network units
ITERATIONS = 12                 # of CG in data consistency
PASSES = 3                      # of a network that is told what was measured
LADDER = np.geomspace(0.4, 0.02, 10)    # noise levels at which a prior alone is asked


def picture(p):
    return torch.complex(p[:, 0], p[:, 1])


def autocast(net, config):
    return torch.autocast(next(net.parameters()).device.type, dtype=torch.bfloat16, enabled=config["bf16"])


def fixed_scans(cache, config):
    """Held-out patients' scans, the same in every run."""
    slices, rng, wished = Slices(cache, held_out=True), np.random.default_rng(12345), SCANS | config.get("validation", {})
    return [simulate(rng, slices, wished["pictures"], h, 80, c, config["device"]) for h, c in wished["scans"]]


def measured(scan, acceleration, most=3):
    """The first pictures of a Scan measured anew: every 1 in `acceleration` lines, at random, 20 central ones among them;
    the Scan's own maps are the true ones, and are known as imperfectly as in training."""
    rng, maps, truth = np.random.default_rng(acceleration), scan.encoding.maps[:most].cpu(), scan.truth[:most].cpu()
    n, _, h, w = maps.shape
    g = torch.Generator().manual_seed(acceleration)
    lines = torch.from_numpy(np.stack([masks.random_lines(rng, h, acceleration, ACS, 1.5) for _ in range(n)]))
    known = torch.stack([imperfect(rng, m, t.abs(), ACS) for m, t in zip(maps, truth)])
    noise = torch.full((n, 1, 1), NOISE)
    y = fft_y(maps * truth[:, None])
    y = (y + NOISE * torch.randn(y.shape, dtype=y.dtype, generator=g)) * lines[:, None, :, None]
    turn = calm(sense(Encoding(known, lines), y, noise), [ACS] * n, h)
    seen = (known.conj() * maps).sum(1) * truth * turn.conj()
    truth = seen / seen.abs().clamp_min(1e-9) * truth.abs()
    encoding = Encoding(known * turn[:, None], lines)
    ones = torch.ones(n, h, w)
    rate = torch.log(h / lines.sum(1).float())[:, None, None] * ones
    fixed = torch.stack([NOISE_GAIN * noise_map(encoding, noise, y, g), NOISE_GAIN * NOISE * ones, rate, ones], 1)
    there = lambda *tensors: (t.to(scan.truth.device) for t in tensors)
    maps, lines, fixed, y, noise, truth = there(encoding.maps, lines, fixed, y, noise, truth)
    encoding = Encoding(maps, lines)
    return Scan(truth, sense(encoding, y, noise), fixed, encoding, encoding.adjoint(y), noise)


@torch.no_grad()
def passes(net, scan, config):
    """Yields what the network makes of the scan, complex (batch, y, x): CG-SENSE, each estimate, the last one made
    consistent with the data."""
    anchor = scan.sense
    yield anchor
    for _ in range(PASSES):
        with autocast(net, config):
            out = net(torch.zeros_like(planes(anchor)), torch.full((len(anchor),), net.sigma_max, device=anchor.device), scan.known(anchor))
        x = anchor + picture(out)
        yield x
        anchor = consistent(scan.encoding, scan.adjoint, x, trust(scan.noise, out[:, 2]), ITERATIONS)
    yield anchor


@torch.no_grad()
def by_prior(net, scan, config):
    """Reconstructs with the unconditional prior: the picture, noised to each level of LADDER, is denoised and made
    consistent with the data. Complex (batch, y, x)."""
    x, g = scan.sense, torch.Generator().manual_seed(0)
    nothing = torch.zeros_like(scan.known(x))
    for sigma in LADDER:
        noisy = planes(x) + float(sigma) * torch.randn(planes(x).shape, generator=g).to(x.device)
        with autocast(net, config):
            out = net(noisy, torch.full((len(x),), float(sigma), device=x.device), nothing)
        x = consistent(scan.encoding, scan.adjoint, picture(out), trust(scan.noise, out[:, 2]), ITERATIONS)
    return x


def reconstructed(net, scan, config):
    """The scan's pictures as this kind of network is used, complex (batch, y, x)."""
    return by_prior(net, scan, config) if config["kind"] == "prior" else list(passes(net, scan, config))[-1]


def psnr(found, truth):
    """Mean over the batch of 20 lg(max |truth| / rms error of the magnitude), dB."""
    peak = truth.abs().amax((1, 2))
    error = (found.abs() - truth.abs()).square().mean((1, 2)).sqrt()
    return (20 * torch.log10(peak / error)).mean().item()


def relative_errors(net, scans, config):
    """Mean relative error of what `passes` yields; of a prior only that of CG-SENSE and of its picture, the rest nan."""
    rows = []
    for s in scans:
        norm = s.truth.abs().square().mean((1, 2)).sqrt()
        error = lambda x: (x - s.truth).abs().square().mean((1, 2)).sqrt() / norm
        if config["kind"] == "prior":
            gap = torch.full_like(norm, torch.nan)
            rows.append(torch.stack([error(s.sense), gap, gap, gap, error(by_prior(net, s, config))]))
        else:
            rows.append(torch.stack([error(x) for x in passes(net, s, config)]))
    return torch.cat(rows, 1).log().mean(1).exp().tolist()


class Validation:
    """The held-out scans of a run: `figures` are five relative errors (see relative_errors), then PSNR, dB, at each of
    ACCELERATIONS over the first and the middle one of the scans (one and eight coils)."""

    def __init__(self, cache, config):
        self.scans = fixed_scans(cache, config)
        self.accelerated = [[measured(self.scans[i], r) for i in (0, len(self.scans) // 2)] for r in ACCELERATIONS]

    def figures(self, net, config):
        quality = [float(np.mean([psnr(reconstructed(net, s, config), s.truth) for s in scans])) for scans in self.accelerated]
        return relative_errors(net, self.scans, config) + quality
