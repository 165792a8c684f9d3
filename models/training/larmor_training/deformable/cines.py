"""Held-out hearts of Sunnybrook's Test part: `python3 -m larmor_training.deformable.cines SUNNYBROOK_DIR OUT_DIR --beats ZOO_DIR | --stacks`.

* --beats, for `larmor calibrate --cine`: NAME.npy (frame, y, x), a slice of each patient. The set holds end-diastole and end-systole only;
  the frames between are made by the package in ZOO_DIR, there and back along the same course, a beat whose systole takes SYSTOLE of its FRAMES.
* --stacks, for `larmor calibrate` and `eval synthesis` of a model of stacks: NAME_frame01.nii.gz and NAME_frame12.nii.gz, all slices of a
  patient, and the masks of the left ventricle beside them, as the ACDC challenge names and numbers them.
"""
import argparse
import os

import numpy as np
import torch

from .data import cropped, sunnybrook
from .evaluate import LABELS, Model

FRAMES, SYSTOLE = 14, 6
BEAT_SIDE, STACK_SIDE = 80, 128     # pixels


def beat(model, pair):
    """(frame, y, x) of a pair of phases (2, y, x)."""
    source, target = torch.from_numpy(pair.astype(np.float32))[:, None]
    ready, size = model.prepared(source, target), pair.shape[1:]
    there, back = np.arange(SYSTOLE) / SYSTOLE, 1 - np.arange(FRAMES - SYSTOLE) / (FRAMES - SYSTOLE)
    return np.stack([model.frame(ready, float(g), size=size)[0][0].numpy() for g in (*there, *back)])


def beats(pairs, zoo, out, patients):
    model, stacks = Model(zoo), pairs.stacks()
    chosen = np.unique(np.linspace(0, len(stacks) - 1, patients).round().astype(int))   # every kind of heart
    for stack in (stacks[i] for i in chosen):
        middle = stack[len(stack) // 2]
        np.save(f"{out}/{pairs.patient[middle]}.npy", beat(model, pairs.pictures[middle]))
    return f"{len(chosen)} cines of {FRAMES} frames"


def stacks(pairs, out):
    import nibabel
    for stack in pairs.stacks():
        for phase, number in enumerate((1, 12)):
            for end, volume in (("", pairs.pictures[stack, phase]), ("_gt", pairs.masks[stack, phase] * np.uint8(LABELS["LV"]))):
                image = nibabel.Nifti1Image(volume.transpose(2, 1, 0), np.eye(4))
                nibabel.save(image, f"{out}/{pairs.patient[stack[0]]}_frame{number:02d}{end}.nii.gz")
    return f"{len(pairs.stacks())} pairs of stacks"


def main():
    a = argparse.ArgumentParser(prog="cines", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("sunnybrook"), a.add_argument("out")
    kind = a.add_mutually_exclusive_group(required=True)
    kind.add_argument("--beats", metavar="ZOO_DIR"), kind.add_argument("--stacks", action="store_true")
    a.add_argument("--patients", type=int, default=12, help="patients with a beat")
    given = a.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    pairs = cropped(sunnybrook(given.sunnybrook, "Test"), STACK_SIDE if given.stacks else BEAT_SIDE)
    os.makedirs(given.out, exist_ok=True)
    print(f"{given.out}: {stacks(pairs, given.out) if given.stacks else beats(pairs, given.beats, given.out, given.patients)}")


if __name__ == "__main__":
    main()
