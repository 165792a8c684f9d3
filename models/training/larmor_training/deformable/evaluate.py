"""Figures of synthesised frames: `python3 -m larmor_training.deformable.evaluate WEIGHTS|ZOO_DIR ACDC_DIR [SUNNYBROOK_DIR] [--json F]`.

* The 4-D cines of ACDC: the measured frames strictly between end-diastole and end-systole (Info.cfg), predicted from these two, at gamma =
  the frame's share of the interval, eased by the model's curve. PSNR and `object` as the yardstick defines them: one least-squares
  scale and one peak, max(truth), for all of a patient's frames; mean over frames and slices, then over patients.
* The full-field ED / ES pairs: Dice of the warped ED masks against the ES masks over each patient's volume, mean over patients.
* Sunnybrook's Test part: the same for the left ventricle.
Everything is judged against no motion (the source) and the linear blend. ACDC (CC BY-NC-SA) is for measuring only.
"""
import argparse
import glob
import json
import math
import os
import re
import time

import numpy as np
import torch
from scipy.ndimage import uniform_filter
from torch.nn import functional as F

from . import data
from .augment import normalised
from .fields import folded, warp
from .train import Pair, overlap

LABELS = {"RV": 1, "myocardium": 2, "LV": 3}


#: Exponent of the course `systole`: the least-squares fit of (1 - cos(pi gamma^k)) / 2 to what textbooks say of the phases of a
#: systole of 300 ms: no ejection for 50 ms (isovolumic), 70 % of it in the next 110 (rapid), the rest in 140 (reduced).
EARLY = 0.87


def course(name, points=21):
    """The course of the motion by name, at equally spaced gammas. `systole`, from end-diastole to end-systole: the volume of the
    ventricle is largest and smallest there, so its slope is zero, and ejection is fastest in the earlier half. `cosine` is the same
    without that (symmetric); `linear`, or None, gamma itself."""
    power = {"systole": EARLY, "cosine": 1.0}.get(name)
    return [round((1 - math.cos(math.pi * (i / (points - 1)) ** power)) / 2, 6) for i in range(points)] if power else None


def eased(gamma, curve):
    """The share of the motion done at the share gamma of the interval's time; `curve`: the values at equally spaced gammas, or None."""
    return float(np.interp(gamma, np.linspace(0, 1, len(curve)), curve)) if curve else gamma


class Model:
    """G and M, from a run's weights or a package, and how frames are made of them."""

    def __init__(self, path):
        if os.path.isdir(path):
            import yaml
            self.settings = yaml.safe_load(open(f"{path}/model.yaml"))["deformable"]
            self.latent, self.deformation = (torch.jit.load(f"{path}/{n}.pt") for n in ("latent", "deformation"))
        else:
            c = torch.load(path, map_location="cpu", weights_only=False)
            pair = Pair(c["config"]).eval()
            pair.load_state_dict(c["ema"])
            self.latent, self.deformation = pair.latent, pair.deformation
            self.settings = {"dimensions": c["config"]["dimensions"], "bidirectional": c["config"]["bidirectional"],
                             "ease": course(c["config"].get("ease")), "multiple": 16}
        self.three = self.settings["dimensions"] == 3

    def padded(self, x):
        """Stacks (z, y, x) as the networks take them: edges repeated to the multiple; (z, 1, y, x), or (1, 1, z, y, x) in 3-D."""
        m = self.settings["multiple"]
        x = F.pad(x[:, None], (0, -x.shape[-1] % m, 0, -x.shape[-2] % m), mode="replicate")
        return x.transpose(0, 1)[None] if self.three else x

    @torch.no_grad()
    def prepared(self, source, target):
        """Pictures (z, y, x) padded, and both latent codes."""
        s, t = self.padded(source), self.padded(target)
        pair = normalised(torch.cat([s, t], 1))
        a, b = pair[:, :1], pair[:, 1:]
        zero = torch.zeros(len(a))
        return s, t, a, b, self.latent(a, b, b, zero), self.latent(b, a, a, zero) if self.settings["bidirectional"] else None

    @torch.no_grad()
    def frame(self, ready, gamma, curve=None, size=None):
        """The picture (z, y, x) at the share gamma of the interval, in the source's intensities, and the field from the source."""
        s, t, a, b, ahead, back = ready
        g = eased(gamma, course(curve) if curve else self.settings.get("ease"))
        field = self.deformation(a, g * ahead)
        picture = warp(s, field)
        if back is not None:
            picture = (1 - g) * picture + g * warp(t, self.deformation(b, (1 - g) * back))
        flat = picture[0, 0] if self.three else picture[:, 0]
        return flat[:, :size[0], :size[1]] if size else flat, field


def cines(root):
    """(patient, frames (t, z, y, x) from end-diastole to end-systole) of ACDC's 4-D cines."""
    import nibabel
    for folder in sorted(glob.glob(f"{root}/patient*")):
        text, name = open(f"{folder}/Info.cfg").read(), os.path.basename(folder)
        first, last = (int(re.search(rf"{k}: *(\d+)", text)[1]) for k in ("ED", "ES"))
        volume = np.asarray(nibabel.load(f"{folder}/{name}_4d.nii.gz").dataobj, dtype=np.float32)
        yield name, volume.transpose(3, 2, 1, 0)[first - 1:last]


def volumes(root):
    """(patient, pictures (2, z, y, x), labels (2, z, y, x)) of ACDC's full-field ED and ES."""
    import nibabel
    read = lambda p: np.asarray(nibabel.load(p).dataobj).transpose(2, 1, 0)
    for folder in sorted(glob.glob(f"{root}/fullfov_ed_es/patient*")):
        truth = sorted(glob.glob(f"{folder}/*_gt.nii.gz"))
        yield os.path.basename(folder), np.stack([read(p.replace("_gt", "")) for p in truth]).astype(np.float32), np.stack([read(p) for p in truth])


def psnr(truth, result):
    """(PSNR, PSNR inside the object), dB, of images (n, y, x): the yardstick's, means over the images."""
    scale = (truth * result).sum() / (result * result).sum()
    peak, top, rows = truth.max(), np.percentile(truth, 99.5), []
    for r, t in zip(result * scale, truth):
        square = (r - t) ** 2
        inside = uniform_filter(t, 9) > 0.1 * top
        rows.append([10 * np.log10(peak ** 2 / e.mean()) for e in (square, square[inside])])
    return np.mean(rows, 0)


def between(model, root, curve=None):
    """{patient: {method: (dB, dB inside)}} of the measured frames between end-diastole and end-systole, and percent folded."""
    rows, folds = {}, []
    for patient, cine in cines(root):
        source, target = torch.from_numpy(cine[0]), torch.from_numpy(cine[-1])
        gammas = np.arange(1, len(cine) - 1) / (len(cine) - 1)
        flat = lambda frames: np.concatenate(frames).astype(np.float64)
        truth, made = flat(cine[1:-1]), {"no motion": [cine[0]] * len(gammas), "linear blend": [(1 - g) * cine[0] + g * cine[-1] for g in gammas]}
        if model:
            ready, frames = model.prepared(source, target), []
            for g in gammas:
                frame, field = model.frame(ready, float(g), curve, cine.shape[2:])
                frames.append(frame.numpy())
            made["model"] = frames
            folds.append(100 * folded(model.frame(ready, 1.0)[1]).mean().item())
        rows[patient] = {k: psnr(truth, flat(v)).tolist() for k, v in made.items()}
    return rows, float(np.mean(folds)) if folds else None


def carried(model, pictures, masks):
    """Masks (k, z, y, x) of the first picture carried to the second (linear, above a half), and percent of folded pixels."""
    ready = model.prepared(*torch.from_numpy(pictures))
    field = model.frame(ready, 1.0, "linear")[1]
    moved = lambda m: warp(model.padded(torch.from_numpy(m.astype(np.float32))), field) > 0.5
    flat = lambda m: (m[0, 0] if model.three else m[:, 0])[:, :masks.shape[2], :masks.shape[3]].numpy()
    return np.stack([flat(moved(m)) for m in masks]), 100 * folded(field).mean().item()


def dice(a, b):
    return 2 * (a & b).sum() / max(1, a.sum() + b.sum())


def segmentations(model, cases):
    """{label: (Dice without registration, with)} means over the cases (pictures (2, z, y, x), {label: masks (2, z, y, x)}); percent folded."""
    rows, folds = {}, []
    for pictures, labels in cases:
        masks = np.stack(list(labels.values()))
        after, fold = carried(model, pictures, masks[:, 0])
        folds.append(fold)
        for name, before, moved in zip(labels, masks, after):
            if before.any():
                rows.setdefault(name, []).append((dice(before[0], before[1]), dice(moved, before[1])))
    means = {k: np.mean(v, 0).tolist() for k, v in rows.items()}
    means["mean"] = np.mean(list(means.values()), 0).tolist()
    return means, float(np.mean(folds))


def acdc_cases(root):
    return [(p, {k: l == v for k, v in LABELS.items()}) for _, p, l in volumes(root)]


def sunnybrook_cases(root):
    pairs = data.sunnybrook(root, "Test")
    return [(pairs.pictures[s].transpose(1, 0, 2, 3).astype(np.float32), {"LV": pairs.masks[s].transpose(1, 0, 2, 3) > 0}) for s in pairs.stacks()]


def evaluate(path, acdc, sunnybrook=None, curve=None):
    model, began = Model(path), time.time()
    rows, fold = between(model, acdc, curve)
    mean = {m: np.mean([r[m] for r in rows.values()], 0).round(3).tolist() for m in next(iter(rows.values()))}
    result = {"psnr": mean, "patients": rows, "folded_percent": {"cines": fold}}
    result["dice_acdc"], result["folded_percent"]["full_field"] = segmentations(model, acdc_cases(acdc))
    if sunnybrook:
        result["dice_sunnybrook"], result["folded_percent"]["sunnybrook"] = segmentations(model, sunnybrook_cases(sunnybrook))
    return result | {"seconds": time.time() - began}


def main():
    a = argparse.ArgumentParser(prog="evaluate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("model"), a.add_argument("acdc"), a.add_argument("sunnybrook", nargs="?"), a.add_argument("--json")
    a.add_argument("--curve", choices=("linear", "cosine", "systole"))
    given = a.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    result = evaluate(given.model, given.acdc, given.sunnybrook, given.curve)
    print(json.dumps({k: v for k, v in result.items() if k != "patients"}, indent=1))
    if given.json:
        with open(given.json, "w") as f:
            json.dump(result, f, indent=1)


if __name__ == "__main__":
    main()
