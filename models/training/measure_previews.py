"""Coarse pictures while a scan runs: how near they are to the truth, and how often their predicted error is right.

    python measure_previews.py NETWORK.pt CASE... [--shares .4 .6 .8 1]

A CASE names CASE.kspace.npy (coil, y, x), CASE.mask.npy (y) and CASE.truth.npy (y, x). Its lines are taken in two orders,
the centre first and then at random, or from the centre outwards. At each share of them, PSNR inside the object, dB:
  cold n   after n passes from CG-SENSE
  warm n   after n passes from the picture of the share before, made consistent with the lines that have come since
Then, for each bound: how often the coarse picture's predicted error (standard deviation that the network states over
magnitude, root mean squares, times a ratio) and its true NRMSE were below it. The ratio is a power of R, fitted on the
other cases.
"""
import argparse

import numpy as np
import torch
from scipy.ndimage import uniform_filter

from larmor_training.calibration import acs_width, espirit, noise_level
from larmor_training.physics import consistent, trust
from larmor_training.reconstruct import Network, Recipe, coarse, prepare

BOUNDS = (.05, .08, .12)
LEAST_CENTRE = 12


def orders(mask):
    """Measured lines: the centre first and then at random; from the centre outwards."""
    lines, middle, width = np.flatnonzero(mask), len(mask) // 2, acs_width(mask)
    centre = [l for l in lines if middle - width // 2 <= l < middle - width // 2 + width]
    rest = np.random.default_rng(0).permutation([l for l in lines if l not in centre])
    return {"centre, then random": centre + list(rest), "outwards": sorted(lines, key=lambda l: abs(l - middle))}


def figures(truth, x):
    """PSNR inside the object (dB) and NRMSE of a picture scaled to the truth, as score.py has them."""
    r = np.abs(x).astype(float)
    error = ((truth * r).sum() / (r * r).sum() * r - truth) ** 2
    inside = uniform_filter(truth, 9) > 0.1 * np.percentile(truth, 99.5)
    return 10 * np.log10(truth.max() ** 2 / error[inside].mean()), (error.sum() / (truth ** 2).sum()) ** .5


class Snapshot:
    """A scan with the first of its lines, in network units and phase."""

    def __init__(self, k, mask, noise):
        k = (k * mask[:, None]).astype(np.complex64)
        maps = espirit(k, acs_width(mask)) if len(k) > 1 else np.ones_like(k)
        self.scan, self.factor = prepare(k, mask, maps=maps, noise=noise)
        turn = (torch.from_numpy(maps.astype(np.complex64)).conj() * self.scan.encoding.maps[0]).sum(0)[None]
        self.turn = torch.where(turn.abs() < .5, torch.ones_like(turn), turn / turn.abs().clamp_min(1e-12))

    def kept(self, x, deviation):
        return x * self.turn * self.factor, deviation * self.factor

    def warm(self, x, deviation):
        """An earlier picture made consistent with this snapshot, as far as it is uncertain."""
        x, deviation = x * self.turn.conj() / self.factor, deviation / self.factor
        return consistent(self.scan.encoding, self.scan.adjoint, x, trust(self.scan.noise, deviation), Recipe().iterations)


def previews(net, case, shares):
    """Rows (case, order, share, R, {name: (psnr, nrmse)}, predicted error before its ratio)."""
    k = np.squeeze(np.load(f"{case}.kspace.npy"))
    k, mask = k[None] if k.ndim == 2 else k, np.squeeze(np.load(f"{case}.mask.npy")).astype(bool)
    truth = np.squeeze(np.abs(np.load(f"{case}.truth.npy"))).astype(float)
    noise = noise_level(k * mask[:, None], mask, acs_width(mask))
    for order, lines in orders(mask).items():
        before = None
        for share in shares:
            some = np.zeros_like(mask)
            some[lines[:round(share * len(lines))]] = True
            if acs_width(some) < LEAST_CENTRE:
                continue
            shot, found = Snapshot(k, some, noise), {}
            if before is not None:
                for n, (_, x, _) in enumerate(coarse(net, shot.scan, Recipe(passes=3), shot.warm(*before)), 1):
                    found[f"warm {n}"] = figures(truth, x[0].numpy())
            for n, (_, x, deviation) in enumerate(coarse(net, shot.scan), 1):
                found[f"cold {n}"] = figures(truth, x[0].numpy())
            before = shot.kept(x, deviation)
            yield case, order, share, len(some) / some.sum(), found, float(deviation.norm() / x.abs().norm())


def ratio(rows, acceleration):
    """True over predicted error at this R: a power of R, by least squares of logarithms; 1 without rows."""
    if len(rows) < 2:
        return 1.0
    true = [np.log(row[4]["cold 4"][1] / row[5]) for row in rows]
    return float(np.exp(np.polyval(np.polyfit(np.log([row[3] for row in rows]), true, 1), np.log(acceleration))))


def sufficiency(rows):
    print("| bound | right to stop | stopped too early | could have stopped |\n|---|---|---|---|")
    for bound in BOUNDS:
        counts = [0, 0, 0]
        for row in rows:
            predicted = row[5] * ratio([other for other in rows if other[0] != row[0]], row[3])
            good, told = row[4]["cold 4"][1] < bound, predicted < bound
            counts[0 if good and told else 1 if told else 2] += good or told
        print(f"| {bound} | {counts[0]} | {counts[1]} | {counts[2]} |")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("network")
    p.add_argument("cases", nargs="+")
    p.add_argument("--shares", nargs="+", type=float, default=[.4, .6, .8, 1.])
    a = p.parse_args()
    net, rows = Network(torch.jit.load(a.network).eval()), []
    for case in a.cases:
        for row in previews(net, case, a.shares):
            rows.append(row)
            psnr = "  ".join(f"{name} {v[0]:.2f}" for name, v in sorted(row[4].items()))
            print(f"{row[0]}, {row[1]}, {row[2]:.0%}, R = {row[3]:.1f}: {psnr}; "
                  f"NRMSE {row[4]['cold 4'][1]:.3f}, stated {row[5]:.3f}", flush=True)
    sufficiency(rows)


if __name__ == "__main__":
    main()
