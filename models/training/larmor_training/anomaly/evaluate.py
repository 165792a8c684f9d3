"""Settings of the method on held-out slices: `python3 -m larmor_training.anomaly.evaluate DENOISER CLASSIFIER PACK OUT
[--measure MEASURE.npz] [--minutes M]`, with the weights.pt of both trainings.

OUT/settings.json: figures of many settings on slices of held-out patients with painted lesions and without. With MEASURE (a
pack of cases, see `cases`): the shipped recipe, the paper's setting and the round trips of both on the cases, differences kept in
OUT/NAME.npz as int8 (difference x 40), from which `tables` makes the figures.
"""
import argparse
import json
import os
import time
from dataclasses import replace

import numpy as np
import torch

from .data import load
from .maps import PAPER, RECIPE, SMOOTH, counterparts, difference
from .measures import auroc, average_precision, dice, otsu
from .network import Classifier, Denoiser
from .simulate import Simulator, values
from .warp import Draws

#: How a map's name ends -> (sigma of its smoothing, pixels; whether the classifier's evidence weighs it).
VARIANTS = {"": (0.0, False), "-smooth": (SMOOTH, False), "-weighed": (SMOOTH, True)}
GAIN = 40       # of differences kept as int8


def network(path, device):
    """The network of a weights.pt, ready for use."""
    c = torch.load(path, map_location="cpu", weights_only=False)
    made = {"denoiser": Denoiser, "classifier": Classifier}[c["kind"]](**c["network"])
    made.load_state_dict({k: v.float() for k, v in c["weights"].items()})
    return made.to(device, memory_format=torch.channels_last).eval().requires_grad_(False)


class Half(torch.nn.Module):
    """A network under bfloat16 autocast on a GPU; as it is elsewhere."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x, sigma, present):
        with torch.autocast(x.device.type, dtype=torch.bfloat16, enabled=x.device.type == "cuda"):
            return self.net(x, sigma, present)


def figures(maps, masks, inside, threshold=None):
    """Of maps (n, y, x) against masks, inside the brain: AUROC, average precision, best Dice, Dice at Otsu's threshold of each
    slice with a lesion, false area (share of the brain above a threshold) on slices without; all numpy. The threshold
    is the 99.5th percentile of the lesion-free slices' maps unless given."""
    healthy = ~masks.any((1, 2))
    score, label = maps[inside], masks[inside]
    keep = np.random.default_rng(0).random(len(score)) < min(1.0, 200_000 / max(1, len(score)))
    made = {"auroc": auroc(score[keep], label[keep]), "average_precision": average_precision(score[keep], label[keep])}
    levels = np.quantile(score[keep], np.linspace(0.7, 0.999, 40))
    made["best_dice"] = max(dice(score[keep] > v, label[keep]) for v in levels)
    sick = np.flatnonzero(~healthy & (masks.sum((1, 2)) >= 50))
    if len(sick):
        made["otsu_dice"] = float(np.mean([dice((maps[i] > otsu(maps[i][inside[i]])) & inside[i], masks[i]) for i in sick]))
    if healthy.any():
        made["mean_on_healthy"] = float(maps[healthy][inside[healthy]].mean())
        if threshold is None:
            threshold = float(np.quantile(maps[healthy][inside[healthy]], 0.995))
    if threshold is not None:
        made["threshold"] = threshold
        made["dice_at_threshold"] = dice(score > threshold, label)
        if healthy.any():
            made["false_area"] = float((maps[healthy] > threshold)[inside[healthy]].mean())
    return made


def settings():
    """The shipped recipe; its round trip without guidance; and the recipe with one thing changed, each."""
    return {"recipe": RECIPE, "round-trip": replace(RECIPE, scale=0.0, spatial=0.0, masked=False),
            "scale-20": replace(RECIPE, scale=20.0), "scale-100": replace(RECIPE, scale=100.0),
            "not-clamped": replace(RECIPE, clamped=False), "not-masked": replace(RECIPE, masked=False),
            "whole-only": replace(RECIPE, spatial=0.0), "L400-only": replace(RECIPE, starts=(1.0,)),
            "L550": replace(RECIPE, level=550, starts=(1.0, 0.6)), "order-1": replace(RECIPE, order=1, steps=20)}


def run(denoiser, classifier, pictures, present, setting, batch):
    """(counterparts (k, n, 4, y, x), evidence or None, evaluations a slice)."""
    parts = [counterparts(denoiser, classifier, pictures[i:i + batch], present[i:i + batch], setting)
             for i in range(0, len(pictures), batch)]
    joined = parts[0]
    joined.counterparts = torch.cat([p.counterparts for p in parts], 1)
    joined.evidence = None if joined.evidence is None else torch.cat([p.evidence for p in parts])
    return joined


def validation(pack, device, n, seed=11):
    """Held-out patients' slices, half of them with painted lesions: contrasts as gliomas' scans have them (T1c and FLAIR),
    all four, or FLAIR alone, a third each."""
    simulator, draws = Simulator(pack, device, held_out=True, shares={"brain_ms_multicontrast": 0.6, "brain_ms_open": 0.4}), Draws(seed, device)
    e = simulator.examples(draws, n, lesions=0.5, real=0.0, tumours=0.6, most=False)
    wanted = torch.tensor([[0, 1, 0, 1], [1, 1, 1, 1], [0, 0, 0, 1]], device=device).float()[torch.arange(n, device=device) % 3]
    both = e.present * wanted
    e.present = torch.where(both.sum(1, keepdim=True) > 0, both, e.present)
    e.pictures = e.pictures * e.present[:, :, None, None]
    return e


def saved(path, result, pictures):
    """The differences as int8, compressed."""
    change = ((pictures - result.counterparts) * GAIN).round().clamp(-127, 127).to(torch.int8).cpu().numpy()
    found = np.zeros(0, np.uint8) if result.evidence is None else (result.evidence * 255).round().byte().cpu().numpy()
    np.savez_compressed(path, difference=change, evidence=found, evaluations=[result.denoised, result.classified])


def main(denoiser_path, classifier_path, pack_path, out, measure=None, minutes=1.5, slices=48, batch=48):
    device, began = "cuda" if torch.cuda.is_available() else "cpu", time.time()
    torch.backends.cudnn.benchmark = True
    os.makedirs(out, exist_ok=True)
    denoiser, classifier = (Half(network(p, device)) for p in (denoiser_path, classifier_path))
    e = validation(load(pack_path), device, slices)
    inside, masks = (e.pictures > -1).logical_and(e.present[:, :, None, None] > 0).any(1).cpu().numpy(), e.masks.cpu().numpy()
    table = {}

    def tried(name, setting):
        start = time.time()
        result = run(denoiser, classifier, e.pictures, e.present, setting, batch)
        for ending, (smooth, weighed) in VARIANTS.items():
            if weighed and result.evidence is None:
                continue
            maps = difference(e.pictures, result, e.present, smooth, weighed)[0].cpu().numpy()
            table[name + ending] = figures(maps, masks & inside, inside) | {
                "seconds": time.time() - start, "denoised": result.denoised, "classified": result.classified}
        with open(f"{out}/settings.json", "w") as f:
            json.dump(table, f, indent=1)
        print(name, {k: round(v, 4) for k, v in table[f"{name}-smooth"].items()}, flush=True)

    variations = settings()
    for name, setting in variations.items():
        if time.time() - began > 60 * minutes * 0.4:
            break
        tried(name, setting)
    chosen = [name for name in ("recipe", "round-trip") if name in table]
    print("tried", *table, f"{time.time() - began:.0f} s", flush=True)
    if measure:
        with np.load(measure) as z:
            pictures, present = torch.from_numpy(z["values"]).to(device).float(), torch.from_numpy(z["present"]).to(device).float()
        pictures = values(pictures / 80, present)
        for name in chosen:
            saved(f"{out}/{name}.npz", run(denoiser, classifier, pictures, present, variations[name], batch), pictures)
        some = slice(0, None, 3)
        for name, setting in (("paper", PAPER), ("paper-round-trip", replace(PAPER, scale=0.0))):
            if time.time() - began > 60 * minutes:
                print("no time for", name, flush=True)
                break
            saved(f"{out}/{name}.npz", run(denoiser, classifier, pictures[some], present[some], setting, batch), pictures[some])
            print(name, f"{time.time() - began:.0f} s", flush=True)
    if time.time() - began < 60 * minutes:
        tried("paper", PAPER)


if __name__ == "__main__":
    p = argparse.ArgumentParser(prog="evaluate")
    p.add_argument("denoiser"), p.add_argument("classifier"), p.add_argument("pack"), p.add_argument("out")
    p.add_argument("--measure"), p.add_argument("--minutes", type=float, default=1.5)
    p.add_argument("--slices", type=int, default=48), p.add_argument("--batch", type=int, default=48)
    a = p.parse_args()
    main(a.denoiser, a.classifier, a.pack, a.out, a.measure, a.minutes, a.slices, a.batch)
