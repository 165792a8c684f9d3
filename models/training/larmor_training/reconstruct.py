"""Reconstruction with the trained network, in plain steps (the Java service does the same).

    coarse:  sensitivity maps -> CG-SENSE -> passes of [network, data consistency], no randomness
    refined: the coarse picture after passes without noise in which the network is averaged over the mirrored pictures;
             `samples` draws by DDIM on the residual, each step's estimate made consistent with the data: their spread and
             the error that the network expects of itself are its uncertainty
"""
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional as F

from .calibration import acs_width, espirit, noise_level
from .network import NOISE_GAIN
from .physics import Encoding, consistent, fft_y, ifft_y, sense, trust
from .simulate import Scan, calm, noise_map, planes


@dataclass
class Recipe:
    """Every constant of the reconstruction."""
    passes: int = 4
    iterations: int = 20                    # of CG in data consistency
    sample_iterations: int = 6              # the same in a sample's steps
    sigma_start: float = 0.1                # refined: noise level of the warm start
    sigma_end: float = 0.02
    evaluations: int = 4                    # a sample
    eta: float = 0.85                       # share of fresh noise in a DDIM step
    samples: int = 8
    polish: int = 2                         # refined: passes from the coarse picture, 4 evaluations each


def prepare(k, mask, maps=None, noise=None, seed=0):
    """The problem in network units. k: complex (coil, y, x), zero where not measured; noise: rms of its complex noise.

    Returns (Scan with no truth, factor): pictures of the Scan times `factor` are in the units of k."""
    acs = acs_width(mask)
    noise = noise_level(k, mask, acs) if noise is None else noise
    if maps is None:
        maps = espirit(k, acs) if k.shape[0] > 1 else np.ones_like(k)
    y = torch.from_numpy(np.ascontiguousarray(ifft_x(k * mask[:, None])).astype(np.complex64))[None]
    s, m = torch.from_numpy(maps.astype(np.complex64))[None], torch.from_numpy(mask)[None]
    encoding = Encoding(s, m)
    peak = lambda x: float(np.percentile(x.abs().numpy(), 99))
    factor = peak(encoding.adjoint(y))
    first = sense(encoding, y / factor, torch.full((1, 1, 1), noise / factor))
    factor *= peak(first)
    y, level = y / factor, torch.full((1, 1, 1), noise / factor)
    first = sense(encoding, y, level)
    turn = calm(first, [acs], k.shape[1])
    encoding = Encoding(s * turn[:, None], m)
    spread = noise_map(encoding, level, y, torch.Generator().manual_seed(seed))
    ones = torch.ones_like(spread)
    fixed = torch.stack([NOISE_GAIN * spread, NOISE_GAIN * level * ones, float(np.log(len(mask) / mask.sum())) * ones, ones], 1)
    return Scan(None, first * turn.conj(), fixed, encoding, encoding.adjoint(y), level, y), factor


def ifft_x(k):
    return np.fft.fftshift(np.fft.ifft(np.fft.ifftshift(k, axes=-1), axis=-1, norm="ortho"), axes=-1)


class Network:
    """The denoiser for pictures of any size: padded at the end by repeating the edge to a multiple of 8 or `multiple`."""

    def __init__(self, module, multiple=8, sigma_max=1.0, bf16=True):
        self.module, self.multiple, self.sigma_max, self.bf16 = module, multiple, sigma_max, bf16

    @torch.no_grad()  # -> (residual, complex (b, y, x); standard deviation of the error of its real or imaginary part)
    def __call__(self, noisy, sigma, known):
        h, w = noisy.shape[-2:]
        pad = (0, -w % self.multiple, 0, -h % self.multiple)
        grow = lambda a: F.pad(a, pad, mode="replicate")
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.bf16):
            out = self.module(grow(noisy), torch.full((len(noisy),), float(sigma)), grow(known).expand(len(noisy), -1, -1, -1))
        return torch.complex(out[:, 0], out[:, 1])[:, :h, :w], out[:, 2, :h, :w]


def as_root_sum_of_squares(x, scan):
    """The magnitude that a root-sum-of-squares picture of the fully sampled scan would show on average, of pictures x (..., y, x): measured
    samples are in it as they are; where there is none the picture's stand for them, whose noise adds power, one noise^2 a coil, of
    which the part along the picture's own phase (half of one) cancels in the mean."""
    encoding, coils = scan.encoding, scan.encoding.maps.shape[1]
    pictures = torch.from_numpy(np.asarray(x)).reshape(-1, 1, *x.shape[-2:])
    power = torch.cat([ifft_y(scan.data + (1 - encoding.mask) * fft_y(encoding.maps * one[None])).abs().square().sum(1) for one in pictures])
    unmeasured = 1 - encoding.mask.mean().item()
    return np.sqrt(power.numpy().reshape(x.shape) + (coils - 0.5) * unmeasured * scan.noise.item() ** 2)


def coarse(net, scan, recipe=Recipe(), anchor=None):
    """After each pass: the network's estimate, the data-consistent one (the last is the result), complex (1, y, x), and
    the network's standard deviation (1, y, x) of the error of a real part. Starts from `anchor`, else from CG-SENSE."""
    anchor, steps = scan.sense if anchor is None else anchor, []
    for _ in range(recipe.passes):
        residual, deviation = net(torch.zeros_like(planes(anchor)), net.sigma_max, scan.known(anchor))
        x = anchor + residual
        anchor = consistent(scan.encoding, scan.adjoint, x, trust(scan.noise, deviation), recipe.iterations)
        steps.append((x, anchor, deviation))
    return steps


def refined(net, scan, anchor, recipe=Recipe(), seed=0):
    """`samples` posterior draws (samples, y, x) around the anchor by DDIM with data consistency (DDS)."""
    g = torch.Generator().manual_seed(seed)
    shape = (recipe.samples, 2) + tuple(anchor.shape[-2:])
    fresh = lambda: torch.randn(shape, generator=g)
    ladder = np.geomspace(recipe.sigma_start, recipe.sigma_end, recipe.evaluations).tolist() + [0.0]
    many = Encoding(scan.encoding.maps.expand(recipe.samples, -1, -1, -1), scan.encoding.mask[0, :, :, 0].bool().expand(recipe.samples, -1))
    known = scan.known(anchor)
    r = ladder[0] * fresh()
    for now, then in zip(ladder, ladder[1:]):
        residual, deviation = net(r, now, known)
        x = consistent(many, scan.adjoint, anchor + residual, trust(scan.noise, deviation), recipe.sample_iterations)
        clean = planes(x - anchor)
        direction = (r - clean) / now
        new = recipe.eta * then * (1 - (then / now) ** 2) ** 0.5
        r = clean + (then ** 2 - new ** 2) ** 0.5 * direction + new * fresh()
    return torch.complex(r[:, 0], r[:, 1]) + anchor


MIRRORS = ((), (-1,), (-2,), (-2, -1))


def mirrored(net, known):
    """The network's posterior mean and deviation, averaged over the mirrored pictures (aliases mirror with them)."""
    residual, deviation = 0, 0
    for axes in MIRRORS:
        seen = known.flip(axes) if axes else known
        r, d = net(torch.zeros_like(seen[:, :2]), net.sigma_max, seen)
        residual = residual + (r.flip(axes) if axes else r) / len(MIRRORS)
        deviation = deviation + (d.flip(axes) if axes else d) / len(MIRRORS)
    return residual, deviation


def polished(net, scan, anchor, draws, recipe=Recipe()):
    """The refined picture, complex (1, y, x), by passes of [network over mirrored pictures, data consistency] from the
    coarse one; and the deviation of its error, (1, y, x): the spread of the draws' magnitudes and what the network expects
    of its own last error add up in squares (law of total variance)."""
    deviation = 0
    for _ in range(recipe.polish):
        residual, deviation = mirrored(net, scan.known(anchor))
        anchor = consistent(scan.encoding, scan.adjoint, anchor + residual, trust(scan.noise, deviation), recipe.iterations)
    return anchor, (draws.abs().var(0, keepdim=True) + deviation ** 2) ** 0.5
