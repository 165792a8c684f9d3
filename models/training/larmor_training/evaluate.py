"""Figures for measured or simulated cases: `python3 -m larmor_training.evaluate NETWORK.pt CASE... [--json OUT.json]`.

CASE is a prefix: CASE.kspace.npy (fully sampled complex (coil, y, x)), CASE.mask.npy (y,), CASE.truth.npy (1, y, x);
CASE.l1.npy (1, y, x), where it is, another method's magnitude to compare with.
NETWORK.pt is an exported TorchScript module or a training checkpoint (its averaged weights are used).
"""
import argparse
import json
import os
import time

import numpy as np
import torch
from scipy.ndimage import uniform_filter

from .network import Denoiser
from .reconstruct import Network, Recipe, as_root_sum_of_squares, coarse, polished, prepare, refined


def load(path):
    try:
        return Network(torch.jit.load(path))
    except RuntimeError:
        c = torch.load(path, weights_only=False)
        net = Denoiser(**c["config"]["network"])
        net.load_state_dict(c["ema"])
        return Network(net.eval().to(memory_format=torch.channels_last))


def figures(truth, result):
    """(PSNR, PSNR inside the object, SSIM) of magnitudes (y, x) after one least-squares scale; peak = max(truth)."""
    x, t = np.abs(result).astype(float), truth.astype(float)
    x = x * (t * x).sum() / (x * x).sum()
    inside, peak, square = uniform_filter(t, 9) > 0.1 * np.percentile(t, 99.5), t.max(), (x - t) ** 2
    db = lambda e: 10 * np.log10(peak ** 2 / e.mean())
    mean = lambda a: uniform_filter(a, 7)
    mx, mt = mean(x), mean(t)
    vx, vt, c = (49 / 48 * (mean(a) - b) for a, b in ((x * x, mx * mx), (t * t, mt * mt), (x * t, mx * mt)))
    c1, c2 = (0.01 * peak) ** 2, (0.03 * peak) ** 2
    ssim = ((2 * mx * mt + c1) * (2 * c + c2)) / ((mx ** 2 + mt ** 2 + c1) * (vx + vt + c2))
    return db(square), db(square[inside]), ssim[3:-3, 3:-3].mean()


def calibration(truth, mean, deviation):
    """Inside the object, after one scale: (share of pixels within the 90 % interval mean +- 1.645 deviation; the factor on
    the deviation that makes it .9, as split-conformal calibration would choose it)."""
    x, t = np.abs(mean), truth
    scale = (t * x).sum() / (x * x).sum()
    inside = uniform_filter(t, 9) > 0.1 * np.percentile(t, 99.5)
    ratio = (np.abs(x * scale - t) / np.maximum(1.645 * deviation * scale, 1e-9))[inside]
    return (ratio <= 1).mean(), np.quantile(ratio, 0.9)


def evaluate(net, case, recipe):
    """{method: (dB, dB inside, SSIM)} of a case (the network's magnitudes as root sums of squares), and {"coverage": ...} of the samples' 90 % interval."""
    k, mask, truth = (np.load(f"{case}.{n}.npy") for n in ("kspace", "mask", "truth"))
    truth = truth.reshape(truth.shape[-2:])
    scan, _ = prepare(k * mask[:, None], mask)
    rows, extra = {"CG-SENSE": figures(truth, scan.sense[0].numpy())}, {"noise": scan.noise.item(), "R": len(mask) / mask.sum()}
    if os.path.exists(f"{case}.l1.npy"):
        rows["l1-wavelet (BART)"] = figures(truth, np.load(f"{case}.l1.npy").reshape(truth.shape))
    began = time.time()
    steps = coarse(net, scan, recipe)
    extra["coarse_seconds"] = time.time() - began
    last = as_root_sum_of_squares(steps[-1][1][0].numpy(), scan)
    rows["coarse"] = figures(truth, last)
    extra["coverage90_coarse"], extra["factor90_coarse"] = calibration(truth, last, steps[-1][2][0].numpy())
    if recipe.samples:
        began = time.time()
        draws = refined(net, scan, steps[-1][1], recipe)
        best, deviation = polished(net, scan, steps[-1][1], draws, recipe)
        best, deviation = as_root_sum_of_squares(best[0].numpy(), scan), deviation[0].numpy()
        draws = as_root_sum_of_squares(draws.numpy(), scan)
        rows["one sample"], rows["mean of samples"] = figures(truth, draws[0]), figures(truth, draws.mean(0))
        rows["refined"] = figures(truth, best)
        extra["refined_seconds"] = time.time() - began
        extra["coverage90"], extra["factor90"] = calibration(truth, best, deviation)
    return rows, extra


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("network"), p.add_argument("cases", nargs="+"), p.add_argument("--json")
    p.add_argument("--samples", type=int, default=0), p.add_argument("--passes", type=int, default=Recipe.passes)
    p.add_argument("--evaluations", type=int, default=Recipe.evaluations)
    p.add_argument("--sigma-start", type=float, default=Recipe.sigma_start)
    a = p.parse_args()
    torch.set_num_threads(1)
    net, everything = load(a.network), {}
    recipe = Recipe(passes=a.passes, samples=a.samples, evaluations=a.evaluations, sigma_start=a.sigma_start)
    for case in a.cases:
        rows, extra = evaluate(net, case, recipe)
        name = os.path.basename(case)
        print(name, " ".join(f"{k} {v:.4g}" for k, v in extra.items()))
        for method, f in rows.items():
            print(f"  {method:20s} {f[0]:6.2f} {f[1]:6.2f} {f[2]:.4f}", flush=True)
        everything[name] = {k: [round(float(x), 4) for x in f] for k, f in rows.items()} | {k: round(float(v), 4) for k, v in extra.items()}
    if a.json:
        with open(a.json, "w") as f:
            json.dump(everything, f, indent=1)


if __name__ == "__main__":
    main()
