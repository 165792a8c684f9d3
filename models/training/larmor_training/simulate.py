"""Simulated scans for training: pictures, phase, receive coils, noise, undersampling, imperfect sensitivity maps.

A batch shares its size, its coil count and nothing else. Only a crop of the readout is simulated (see physics).
"""
from dataclasses import dataclass, replace

import numpy as np
import torch
from scipy import ndimage
from torch.nn import functional as F

from . import masks
from .physics import Encoding, fft_y, sense
from .network import NOISE_GAIN


@dataclass
class Scan:
    """One simulated batch; complex pictures (batch, y, x), noise (batch, 1, 1), see network.KNOWN for `fixed`."""
    truth: torch.Tensor
    sense: torch.Tensor
    fixed: torch.Tensor       # (batch, 4, y, x): the last four channels of `known`
    encoding: Encoding
    adjoint: torch.Tensor     # A^H y
    noise: torch.Tensor
    data: torch.Tensor = None   # the measured samples, transformed along x, (batch, coil, y, x); 0 where there is none
    phase: torch.Tensor = None  # the unit phasor that was moved from the picture into the maps, (batch, y, x)

    def known(self, anchor):
        """(batch, 8, y, x) for the estimate `anchor`, complex (batch, y, x)."""
        return torch.cat([planes(anchor), planes(self.sense), self.fixed], 1)


def planes(x):
    return torch.stack([x.real, x.imag], 1)


def smooth_field(rng, h, w, reach, real=True):
    """A random field of unit variance whose values correlate over about `reach` pixels, (h, w)."""
    gh, gw = int(np.ceil(h / reach)) + 3, int(np.ceil(w / reach)) + 3
    grid = torch.from_numpy(rng.normal(size=(1, 1 if real else 2, gh, gw)).astype(np.float32))
    big = F.interpolate(grid, size=(int(gh * reach), int(gw * reach)), mode="bicubic", align_corners=False)
    oy, ox = rng.integers(0, big.shape[-2] - h + 1), rng.integers(0, big.shape[-1] - w + 1)
    big = big[0, :, oy:oy + h, ox:ox + w] * 1.2
    return big[0] if real else torch.complex(big[0], big[1]) / np.sqrt(2)


def contrast(rng, p):
    """Another tissue contrast: a power law, sometimes a wavy tone curve; air stays zero."""
    p = p.clamp_min(0) ** float(np.exp(rng.uniform(np.log(0.7), np.log(1.5))))
    if rng.random() < 0.3:
        wave = torch.sin(2 * np.pi * (p * rng.uniform(0.3, 1.2) + rng.uniform()))
        p = p * (1 + rng.uniform(0, 0.45) * wave)
    return p


def placed(rng, slices, h, w):
    """A slice turned, flipped, scaled and set into h lines of field of view, of which w readout columns are seen.

    Returns the magnitude (f h, f w) on a grid f times finer than the scan's (f is 2 where the slice has the detail, else 1)
    and the object's (centre y, centre x, half height, half width) in pixels of that grid."""
    p = slices.draw(rng)
    if rng.random() < 0.5:
        p = p.T
    p = np.ascontiguousarray(p[::rng.choice([-1, 1]), ::rng.choice([-1, 1])])
    fill = rng.uniform(0.62, 1.0) if rng.random() < 0.94 else rng.uniform(1.0, 1.15)
    zoom = np.clip(fill * h / p.shape[0], 0.45, 1.2)
    f = 2 if zoom < 0.8 and rng.random() < 0.8 else 1
    h, w, zoom = f * h, f * w, f * zoom
    t = torch.from_numpy(p)[None, None]
    if zoom < 0.85:
        size = [max(8, round(s * zoom)) for s in p.shape]
        t = F.interpolate(t, size=size, mode="bilinear", antialias=True, align_corners=False)
        zoom = 1.0
    sh, sw = t.shape[-2:]
    turn = np.deg2rad(rng.normal() * 12)
    half_h, half_w = sh * zoom / 2, sw * zoom / 2
    slack = max(0.0, h / 2 - half_h)
    cy, cx = rng.uniform(-slack, slack), rng.uniform(-1, 1) * max(0.0, half_w - w / 3)
    y = (torch.arange(h) - h / 2 + 0.5 - cy) / zoom
    x = (torch.arange(w) - w / 2 + 0.5 + cx) / zoom
    y, x = y[:, None].expand(h, w), x[None].expand(h, w)
    c, s = np.cos(turn), np.sin(turn)
    grid = torch.stack([(c * x - s * y) / (sw / 2), (s * x + c * y) / (sh / 2)], -1)[None].float()
    p = F.grid_sample(t, grid, mode="bicubic", padding_mode="zeros", align_corners=False)[0, 0].clamp_min(0)
    p = contrast(rng, p)
    return p * float(np.exp(0.12 * rng.normal())), (cy, -cx, half_h, half_w)


def acquired(x, h, w):
    """What a scan of h x w samples keeps of a finer picture: the centre of its k-space; mirrored at the side edges, where
    the readout's crop is no edge of the object."""
    fh, fw = x.shape
    if fh == h:
        return x
    f = fh // h
    k = torch.fft.fftshift(torch.fft.fft2(torch.cat([x, x.flip(1)], 1)))
    y0, x0 = fh // 2 - h // 2, fw - w
    k = torch.fft.ifftshift(k[y0:y0 + h, x0:x0 + 2 * w])
    # the finer grid's first pixel centre lies (f - 1) / (2 f) pixel before the coarse one's
    turn = lambda n: torch.exp(-2j * np.pi * torch.fft.fftfreq(n) * (1 - f) / (2 * f))
    return torch.fft.ifft2(k * turn(h)[:, None] * turn(2 * w))[:, :w] / f ** 2


def phase(rng, p):
    """Phase in radians, (h, w): shims and timing (smooth), susceptibility (rougher), steps between tissues and at fat."""
    h, w = p.shape
    y, x = torch.linspace(-1, 1, h)[:, None], torch.linspace(-1, 1, w)[None] * w / h
    a = rng.normal(size=6) * rng.uniform(0.2, 2.5)
    field = a[0] + a[1] * y + a[2] * x + a[3] * y * x + a[4] * y * y + a[5] * x * x
    field = field + rng.uniform(0, 0.8) * smooth_field(rng, h, w, h / 4)
    field = field + rng.uniform(0, 0.3) * smooth_field(rng, h, w, h / 12)
    if rng.random() < 0.4:
        field = field + rng.uniform(0, 0.2) * smooth_field(rng, h, w, rng.uniform(4, 10))
    if rng.random() < 0.6:  # tissue: follows the contrast, one value a tissue, as susceptibility and flow make it
        fine = p - F.avg_pool2d(p[None, None], 9, 1, 4)[0, 0]
        field = field + rng.uniform(-0.8, 0.8) * fine
    if rng.random() < 0.5:
        knots = torch.from_numpy(rng.normal(size=8).astype(np.float32)) * rng.uniform(0.05, 0.5)
        at = (p.clamp(0, 1.6) / 1.6 * 6.999)
        low = at.floor().long()
        field = field + torch.lerp(knots[low], knots[low + 1], at - low)
    if rng.random() < 0.65:  # fat under the skin, off resonance: a step of phase where the rim is bright
        field = field + fat(rng, p)
    for _ in range(rng.poisson(1.2)):  # dipoles: air cavities, vessels, iron; the strongest near the rim
        dy, dx = (y - rng.uniform(-0.9, 0.9)) * h / 2, (x - rng.uniform(-0.9, 0.9) * w / h) * h / 2
        r2 = dy ** 2 + dx ** 2 + (h * rng.uniform(0.015, 0.08)) ** 2
        peak = rng.uniform(-1, 1) * (1.0 if rng.random() < 0.6 else 3.0)
        field = field + peak * (dy ** 2 - dx ** 2) / r2 * (r2.min() / r2) ** 0.5 * 2.6
    for _ in range(rng.poisson(4.0) if rng.random() < 0.5 else 0):  # vessels: spots of flowing blood
        dy, dx = (y - rng.uniform(-0.9, 0.9)) * h / 2, (x - rng.uniform(-0.9, 0.9) * w / h) * h / 2
        field = field + rng.normal() * torch.exp(-(dy ** 2 + dx ** 2) / (h * rng.uniform(0.004, 0.015)) ** 2)
    return field


def fat(rng, p):
    """The phase of a layer under the object's rim, (h, w): where it is bright (or everywhere in it), soft by half a pixel."""
    h = p.shape[0]
    inside = ndimage.binary_fill_holes((F.avg_pool2d(p[None, None], 5, 1, 2)[0, 0] > 0.08).numpy())
    inside[:, [0, -1]] = inside[:, [1, -2]]
    deep = torch.from_numpy(ndimage.distance_transform_edt(np.pad(inside, ((1, 1), (0, 0))))[1:-1].astype(np.float32))
    layer = (deep > 0) & (deep < h * rng.uniform(0.02, 0.08))
    if rng.random() < 0.75:
        layer = layer & (p > rng.uniform(0.25, 0.8))
    soft = F.avg_pool2d(layer.float()[None, None], 3, 1, 1)[0, 0]
    return float(rng.normal() * 1.3) * (layer.float() + soft) / 2


def receive_coils(rng, coils, h, w, box):
    """Loops around the object: fall-off of a loop's field, phase turning about it. Unnormalised, (coil, h, w)."""
    cy, cx, half_h, half_w = box
    y = ((torch.arange(h) - h / 2 - cy) / max(half_h, half_w))[:, None]
    x = ((torch.arange(w) - w / 2 - cx) / max(half_h, half_w))[None]
    start, turn, fields = rng.uniform(0, 2 * np.pi), rng.choice([-1, 1]), []
    flat = min(half_h, half_w) / max(half_h, half_w)
    for c in range(coils):
        angle = start + 2 * np.pi * (c + rng.uniform(-0.3, 0.3)) / coils
        far, off = rng.uniform(0.95, 1.6), rng.uniform(0, 0.8)
        py, px = far * np.sin(angle) * (1 if half_h > half_w else flat + 0.15), far * np.cos(angle) * (flat + 0.15 if half_h > half_w else 1)
        dy, dx = y - py, x - px
        size = rng.uniform(0.35, 0.9) * (1.5 if coils < 5 else 1.0)
        fall = (size ** 2 / (dy ** 2 + dx ** 2 + off ** 2 + size ** 2)) ** 1.5
        angle_of = rng.uniform(0.3, 1.0) * turn * torch.atan2(dy * np.cos(angle) - dx * np.sin(angle), -(dx * np.cos(angle) + dy * np.sin(angle)))
        lobe = fall * (1 + rng.uniform(0, 0.25) * smooth_field(rng, h, w, h / 3))
        bend = angle_of + rng.uniform(0, 2 * np.pi) + rng.normal() * 0.6 * y + rng.normal() * 0.6 * x
        fields.append(torch.polar(lobe.abs().float() * float(np.exp(0.25 * rng.normal())), bend.float()))
    return torch.stack(fields)


def imperfect(rng, maps, p, acs):
    """The maps as estimated from few noisy central lines: wrong by a smooth few per cent, more where signal is weak."""
    coils, h, w = maps.shape
    if coils == 1:
        return torch.ones_like(maps)
    wrong = float(np.exp(rng.uniform(np.log(0.003), np.log(0.05)))) * np.sqrt(24 / max(acs, 8))
    reach = min(h / 6, 1.2 * h / max(acs, 8))
    weak = 1 / (F.avg_pool2d(p[None, None], 9, 1, 4)[0, 0] + 0.15)
    error = torch.stack([smooth_field(rng, h, w, reach, real=False) for _ in range(coils)]) * weak.clamp_max(5)
    maps = maps + wrong / np.sqrt(coils) * error
    return maps / maps.abs().square().sum(0).sqrt().clamp_min(1e-6)


def calm(x, acs, h):
    """The unit phasor of x after a Hann window over the central clamp(acs, 12, 24) of h lines, as wide along x."""
    k = torch.tensor([min(max(a, 12), 24) for a in acs], dtype=torch.float32, device=x.device)[:, None] / h
    window = lambda n: 0.5 + 0.5 * torch.cos(np.pi * (2 * torch.fft.fftfreq(n, device=x.device)[None].abs() / k).clamp_max(1))
    low = torch.fft.ifft2(torch.fft.fft2(x) * window(x.shape[-2])[:, :, None] * window(x.shape[-1])[:, None, :])
    return low / low.abs().clamp_min(1e-12)


def noise_map(encoding, noise, like, rng_torch, box=9):
    """Standard deviation of the noise in the CG-SENSE picture from one pseudo replica, smoothed; (batch, y, x)."""
    n = torch.randn(encoding.maps.shape, dtype=like.dtype, generator=rng_torch, device=rng_torch.device).to(like.device) * noise[:, None]
    replica = sense(encoding, n, noise)
    power = replica.abs().square()[:, None]
    for _ in range(2):
        power = F.avg_pool2d(power, box, 1, box // 2, count_include_pad=False)
    return power[:, 0].sqrt()


@dataclass
class Drawn:
    """What a batch of scans is before anything is measured; everything on the CPU."""
    truth: torch.Tensor       # complex (batch, y, x)
    coils: torch.Tensor       # the true sensitivities, complex (batch, coil, y, x)
    maps: torch.Tensor        # the estimated ones
    lines: torch.Tensor       # bool (batch, y)
    acs: list
    noise: torch.Tensor       # (batch, 1, 1)
    seed: int


def draw(rng, slices, batch, h, w, coils):
    """`batch` examples of h phase-encoding lines x w readout columns, not yet measured."""
    seed = int(rng.integers(2 ** 62))
    pictures, true, maps, lines, acs, noise = [], [], [], [], [], []
    for _ in range(batch):
        fine, box = placed(rng, slices, h, w)
        f = fine.shape[0] // h
        box = tuple(b / f for b in box)
        s = receive_coils(rng, coils, h, w, box)
        root = s.abs().square().sum(0).sqrt()
        s = s / root.clamp_min(1e-9)
        p = acquired(torch.polar(fine, phase(rng, fine).float()), h, w)
        inside = p.abs() > 0.05
        shade = (root / (root[inside].mean() if inside.any() else root.mean())) ** rng.uniform(0, 1)
        p = p * shade.clamp(0.2, 2.5)
        m, a = masks.draw(rng, h, coils)
        pictures.append(p)
        true.append(s), maps.append(imperfect(rng, s, p.abs(), a)), lines.append(torch.from_numpy(m)), acs.append(a)
        noise.append(np.exp(rng.uniform(np.log(0.003), np.log(0.12 if rng.random() < 0.8 else 0.3))))
    noise = torch.tensor(noise, dtype=torch.float32)[:, None, None]
    return Drawn(torch.stack(pictures), torch.stack(true), torch.stack(maps), torch.stack(lines), acs, noise, seed)


def measure(drawn, device="cpu"):
    """The Scan of what was drawn."""
    g = torch.Generator(device).manual_seed(drawn.seed)
    x, s, maps, lines, noise = (t.to(device) for t in (drawn.truth, drawn.coils, drawn.maps, drawn.lines, drawn.noise))
    batch, h, w = x.shape
    y = fft_y(s * x[:, None])
    y = (y + noise[:, None] * torch.randn(y.shape, dtype=y.dtype, generator=g, device=device)) * lines[:, None, :, None]
    first = sense(Encoding(maps, lines), y, noise)
    turn = calm(first, drawn.acs, h)
    encoding = Encoding(maps * turn[:, None], lines)
    start = first * turn.conj()
    seen = (encoding.conj * s).sum(1) * x
    truth = seen / seen.abs().clamp_min(1e-9) * x.abs()
    level = noise_map(encoding, noise, y, g)
    ones = torch.ones(batch, h, w, device=device)
    rate = torch.log(h / lines.sum(1).float())[:, None, None]
    fixed = torch.stack([NOISE_GAIN * level, NOISE_GAIN * noise * ones, rate * ones, ones], 1)
    return Scan(truth, start, fixed, encoding, encoding.adjoint(y), noise, phase=turn)


def earlier(rng, drawn):
    """The same scans at an earlier moment: the central lines and a random part of the others, each scan its own."""
    h, lines = drawn.lines.shape[1], drawn.lines.clone()
    away = (torch.arange(h) - h // 2).abs()
    for own, acs in zip(lines, drawn.acs):
        own &= (away <= acs // 2) | torch.from_numpy(rng.random(h) < rng.uniform(0.4, 0.9))
    return replace(drawn, lines=lines)


def simulate(rng, slices, batch, h, w, coils, device="cpu"):
    """A Scan of `batch` examples of h phase-encoding lines x w readout columns."""
    return measure(draw(rng, slices, batch, h, w, coils), device)
