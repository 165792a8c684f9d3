"""End-diastole and end-systole of the Sunnybrook slices: `python3 -m larmor_training.deformable.data SUNNYBROOK_DIR PACK.npz`.

A slice of the set has 20 phases, numbered on through the slices (frame n: slice (n - 1) // 20), of which the files hold two; the one
with the larger left-ventricular mask is end-diastole. The pack holds the Train part only, cropped about the heart.
"""
import argparse
import glob
import os
from dataclasses import dataclass

import numpy as np

PHASES = 20             # of a slice
SIDE = 184              # pixels of a cropped picture
HELD_OUT = ("SC-HF-NI-31", "SC-HYP-07", "SC-N-06")      # of Train, for validation
LICENCE = "CC0 1.0, Radau et al. 2009 (Sunnybrook Cardiac Data)"


@dataclass
class Pairs:
    """Slices of which both phases are there: pictures and masks (n, 2, y, x) uint8, end-diastole first; patient (n,) names;
    position (n,), the number of the slice in its stack."""
    pictures: np.ndarray
    masks: np.ndarray
    patient: np.ndarray
    position: np.ndarray

    def of(self, chosen):
        return Pairs(self.pictures[chosen], self.masks[chosen], self.patient[chosen], self.position[chosen])

    def held_out(self, held=True):
        return self.of(np.isin(self.patient, HELD_OUT) == held)

    def stacks(self):
        """The indices of each patient's slices, in order."""
        return [np.flatnonzero(self.patient == p) for p in sorted(set(self.patient))]


def sunnybrook(root, part):
    """The Pairs of a part, Train or Test, pictures as they are (256 x 256)."""
    from PIL import Image
    read = lambda path: np.asarray(Image.open(path).convert("L"))
    slices = {}
    for path in sorted(glob.glob(f"{root}/{part}/Images/*/*.png")):
        patient, number = os.path.basename(path).split("-IM-")
        frame = int(number.split("-")[1][:4])
        slices.setdefault((patient, (frame - 1) // PHASES), []).append((read(path), (read(path.replace("Images", "Labels")) > 0).astype(np.uint8)))
    if not slices:
        raise SystemExit(f"data: {root}: no pictures of Sunnybrook's {part} part there")
    pairs = {k: sorted(v, key=lambda f: -int(f[1].sum())) for k, v in slices.items() if len(v) == 2}
    part = lambda i: np.stack([np.stack([f[i] for f in v]) for v in pairs.values()])
    return Pairs(part(0), part(1), np.array([k[0] for k in pairs]), np.array([k[1] for k in pairs]))


def cropped(pairs, side=SIDE):
    """Squares of `side` pixels about the middle of each patient's masks, inside the picture."""
    pictures, masks = [], []
    for p, patient in zip(range(len(pairs.patient)), pairs.patient):
        inside = np.argwhere(pairs.masks[pairs.patient == patient].any((0, 1)))
        low = [int(np.clip(c - side // 2, 0, n - side)) for c, n in zip(inside.mean(0).round(), pairs.masks.shape[2:])]
        box = (slice(None), slice(low[0], low[0] + side), slice(low[1], low[1] + side))
        pictures.append(pairs.pictures[p][box]), masks.append(pairs.masks[p][box])
    return Pairs(np.stack(pictures), np.stack(masks), pairs.patient, pairs.position)


def write(pairs, path):
    """Pictures as differences along x: they compress by a tenth better."""
    differences = np.diff(pairs.pictures, axis=3, prepend=np.uint8(0))
    with open(path + ".new", "wb") as f:
        np.savez_compressed(f, differences=differences, masks=np.packbits(pairs.masks, axis=3), patient=pairs.patient, position=pairs.position)
    os.replace(path + ".new", path)


def load(path):
    with np.load(path) as z:
        pictures = np.cumsum(z["differences"], axis=3, dtype=np.uint8)
        return Pairs(pictures, np.unpackbits(z["masks"], axis=3), z["patient"], z["position"])


def summary(pairs):
    return {"data": {"cine_sunnybrook, Train part": LICENCE}, "held_out": [f"cine_sunnybrook/{p}" for p in HELD_OUT],
            "pairs": len(pairs.held_out(False).patient)}


def main():
    a = argparse.ArgumentParser(prog="data", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("sunnybrook"), a.add_argument("pack")
    given = a.parse_args()
    pairs = cropped(sunnybrook(given.sunnybrook, "Train"))
    write(pairs, given.pack)
    print(f"{given.pack}: {len(pairs.patient)} slices of {len(set(pairs.patient))} patients, {os.path.getsize(given.pack) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
