"""The cases that the method is measured on, never trained on: `python3 -m larmor_training.anomaly.cases DATA_DIR CASES.npz`;
with --folders in place of CASES.npz a folder, to which each patient's stacks and mask are written for `larmor eval anomaly`.
`... PACK.npz DIR --painted N` writes N slices of the pack's held-out patients instead, half of them with painted lesions, for
`larmor calibrate`.

Gliomas (brain_tumour_brats2013: FLAIR and T1c) and a held-out patient with multiple sclerosis (ms_19, four contrasts), every
other slice with enough brain: values (n, 4, y, x) bytes, present (n, 4), masks (n, y, x), names (n,).
"""
import argparse
import glob
import os
import sys

import numpy as np

from . import CONTRASTS
from .data import LEAST_AREA, load, ms_multicontrast, on_canvas


def gliomas(root):
    for path in sorted(glob.glob(f"{root}/*.npz")):
        z = np.load(path)
        yield os.path.basename(path)[11:18], {"t1c": z["T1c"].astype(np.float32), "flair": z["FLAIR"].astype(np.float32)}, z["label"] > 0


def held_out(root):
    for name, stacks, masks, _ in ms_multicontrast(root):
        if name == "ms_19":
            yield name, stacks, masks


def main(root, path, every=2):
    columns = {k: [] for k in ("values", "present", "masks", "names")}
    for patients in (gliomas(f"{root}/brain_tumour_brats2013"), held_out(f"{root}/brain_ms_multicontrast")):
        for name, stacks, masks in patients:
            made, present, lesions = on_canvas(stacks, masks)
            keep = np.flatnonzero((made > 0).any(1).sum((1, 2)) >= LEAST_AREA)[::every]
            columns["values"].append(made[keep]), columns["masks"].append(lesions[keep])
            columns["present"].append(np.tile(present, (len(keep), 1))), columns["names"].append(np.full(len(keep), name))
    np.savez_compressed(path, **{k: np.concatenate(v) for k, v in columns.items()})


def folders(root, out):
    """out/SET-PATIENT/{t1,t1c,t2,flair,label}.npy: float32 (label 0 or 1), (slice, y, x), 1 mm, nose up, air 0."""
    for kind, patients in (("gliomas", gliomas(f"{root}/brain_tumour_brats2013")), ("ms", held_out(f"{root}/brain_ms_multicontrast"))):
        for name, stacks, masks in patients:
            folder = f"{out}/{kind}-{name}"
            os.makedirs(folder, exist_ok=True)
            for contrast, stack in [*stacks.items(), ("label", masks)]:
                np.save(f"{folder}/{contrast}.npy", stack.astype(np.float32))


def painted(pack, out, n, seed):
    """out/{healthy,lesions}-000/{t1,t1c,t2,flair,label}.npy: the slices of `evaluate.validation`, (y, x), air 0."""
    import torch

    from .evaluate import validation
    torch.set_num_threads(1)
    e = validation(load(pack), "cpu", n, seed)
    inside = ((e.pictures > -1) & (e.present[:, :, None, None] > 0)).any(1)
    for i in range(n):
        label = (e.masks[i] & inside[i]).numpy()
        folder = f"{out}/{'lesions' if label.any() else 'healthy'}-{i:03d}"
        os.makedirs(folder, exist_ok=True)
        np.save(f"{folder}/label.npy", label.astype(np.float32))
        for channel, contrast in enumerate(CONTRASTS):
            if e.present[i, channel]:
                np.save(f"{folder}/{contrast}.npy", ((e.pictures[i, channel] + 1).clamp_min(1e-3) * inside[i]).float().numpy())


if __name__ == "__main__":
    given = argparse.ArgumentParser(prog="cases")
    given.add_argument("root"), given.add_argument("out"), given.add_argument("--folders", action="store_true")
    given.add_argument("--painted", type=int, metavar="N"), given.add_argument("--seed", type=int, default=11)
    given = given.parse_args()
    if given.painted:
        painted(given.root, given.out, given.painted, given.seed)
    else:
        (folders if given.folders else main)(given.root, given.out)
