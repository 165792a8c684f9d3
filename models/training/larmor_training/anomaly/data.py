"""The pack that training reads: `python3 -m larmor_training.anomaly.data DATA_DIR PACK.npz`.

Axial brain slices of the sets that may ship, skull-stripped, on one canvas (see the package), as bytes; for each slice the
contrasts it has, its lesion mask and whether a reader drew it, the T1 values of its tissues, its patient, whether it is held out.
DATA_DIR holds brain_ms_multicontrast, brain_ms_open, brain_t1_oasis_vxm and brain_templates.
"""
import argparse
import glob
import os

import numpy as np
from scipy import ndimage

from ..data import HELD_OUT, SETS, say
from . import CONTRASTS, HEIGHT, MIDDLE, WIDTH
from .strip import brain

OPEN_EVERY = 1      # of brain_ms_open's slices
LEAST_AREA = 2500   # mm^2 of brain: slices with less are left out


def canvas(stack, centre):
    """The stack (n, y, x) cut or padded with zeros to the canvas, `centre` (y, x) in its middle."""
    top, left = (int(round(c)) - side // 2 for c, side in zip(centre, (HEIGHT, WIDTH)))
    padded = np.pad(stack, ((0, 0), (HEIGHT, HEIGHT), (WIDTH, WIDTH)))
    return padded[:, top + HEIGHT:top + 2 * HEIGHT, left + WIDTH:left + 2 * WIDTH]


def middle(inside):
    """The centre (y, x) of the box around a stack of masks."""
    return [(np.flatnonzero(inside.any(axes))[[0, -1]] + 0.5).mean() for axes in ((0, 2), (0, 1))]


def on_canvas(contrasts, masks=None):
    """(pictures (n, 4, y, x) uint8, present (4,), lesions (n, y, x)) of a dict contrast -> stack (n, y, x) of one patient."""
    inside = np.any([stack > 0 for stack in contrasts.values()], axis=0)
    centre, n = middle(inside), len(inside)
    made = np.zeros((n, len(CONTRASTS), HEIGHT, WIDTH), np.uint8)
    for name, stack in contrasts.items():
        level = np.median(stack[inside])
        made[:, CONTRASTS.index(name)] = (canvas(stack, centre) / level * MIDDLE).round().clip(0, 255)
    lesions = canvas(masks if masks is not None else np.zeros_like(inside), centre).astype(bool)
    return made, np.array([c in contrasts for c in CONTRASTS]), lesions


def tissues(picture):
    """T1 values of liquor, grey and white matter, in units of the brain's median: three clusters of what lies inside."""
    v = picture[picture > 0].astype(np.float32) / MIDDLE
    v = v[(v > 0.1) & (v < 1.6)]
    at = np.percentile(v, [5, 40, 80])
    for _ in range(30):
        nearest = np.abs(v[:, None] - at).argmin(1)
        at = np.sort([v[nearest == k].mean() if (nearest == k).any() else at[k] for k in range(3)])
    return at


def bright(stack, inside):
    """What is far brighter than the rest of the deep brain in a FLAIR or T2 stack: left out of healthy tissue, unread by anyone."""
    deep = ndimage.binary_erosion(inside, np.ones((1, 9, 9)))
    level = np.median(stack[inside])
    spread = 1.4826 * np.median(np.abs(stack[deep] - level)) if deep.any() else level
    found = ndimage.gaussian_filter(stack, (0, 0.7, 0.7)) > level + max(3.0 * spread, 0.25 * level)
    return ndimage.binary_dilation(ndimage.binary_opening(found & deep, np.ones((1, 2, 2))), np.ones((1, 3, 3))) & inside


def ms_multicontrast(root):
    for path in sorted(glob.glob(f"{root}/ms_*.npz")):
        z = np.load(path)
        stacks = {c: z[k].astype(np.float32) for c, k in zip(CONTRASTS, ("T1", "T1POST", "T2", "FLAIR"))}
        yield os.path.basename(path)[:5], stacks, z["lesion"] > 0, True


def ms_open(root):
    import nibabel
    for path in sorted(glob.glob(f"{root}/*.nii.gz")):
        image = nibabel.load(path)
        contrast = os.path.basename(path).split("_")[2][:2].lower()
        contrast = {"fl": "flair"}.get(contrast, contrast)
        size = image.header.get_zooms()
        stack = np.moveaxis(np.asarray(image.dataobj), 2, 0).transpose(0, 2, 1).astype(np.float32)
        stack = ndimage.zoom(ndimage.gaussian_filter(stack, (0, 0.35 / size[1], 0.35 / size[0])), (1, size[1], size[0]), order=1)
        inside, good = brain(stack)
        kept = np.flatnonzero(good)[::OPEN_EVERY]
        if len(kept):
            stack, inside = stack[kept] * inside[kept], inside[kept]
            yield os.path.basename(path)[:9], {contrast: stack}, bright(stack, inside) if contrast == "flair" else None, False


def oasis(root):
    stack = np.load(f"{root}/test_scan_ax.npz")["t1"][3:27, ::-1].astype(np.float32)
    yield "1", {"t1": stack}, None, False


def colin(root):
    import nibabel
    head = np.asarray(nibabel.load(f"{root}/ch2bet.nii.gz").dataobj).astype(np.float32)
    stack = head.transpose(2, 1, 0)[44:146:3, ::-1]
    yield "colin27", {"t1": np.where(stack > 12, stack, 0)}, None, False


FOLDERS = {"brain_ms_multicontrast": ("brain_ms_multicontrast", ms_multicontrast), "brain_ms_open": ("brain_ms_open", ms_open),
           "brain_t1_oasis_vxm": ("brain_t1_oasis_vxm", oasis), "brain_templates": ("ch2bet", colin)}


def build(root, pack):
    columns = {k: [] for k in ("pictures", "present", "lesions", "drawn", "tissues", "names", "held_out")}
    used = []
    for folder, (kind, read) in FOLDERS.items():
        if not os.path.isdir(f"{root}/{folder}"):
            raise SystemExit(f"data: {root}/{folder}: there is no such folder")
        for patient, stacks, masks, drawn in read(f"{root}/{folder}"):
            made, present, lesions = on_canvas(stacks, masks)
            keep = (made[:, present] > 0).any(1).sum((1, 2)) >= LEAST_AREA
            n = int(keep.sum())
            columns["pictures"].append(made[keep]), columns["lesions"].append(lesions[keep])
            columns["present"].append(np.tile(present, (n, 1)))
            columns["tissues"].append(np.tile(tissues(made[keep, 0]) if present[0] else np.zeros(3), (n, 1)).astype(np.float32))
            columns["drawn"].append(np.full(n, drawn)), columns["names"].append(np.full(n, f"{kind}/{patient}"))
            columns["held_out"].append(np.full(n, f"{kind}/{patient}" in HELD_OUT))
            say(f"{kind}/{patient} {'+'.join(stacks)}: {n} slices")
        used.append(kind)
    whole = {k: np.concatenate(v) for k, v in columns.items()}
    whole["lesions"] = np.packbits(whole["lesions"], -1)
    with open(pack + ".new", "wb") as f:
        np.savez_compressed(f, sets=np.array(used), licences=np.array([SETS[k][1] for k in used]), **whole)
    os.replace(pack + ".new", pack)
    say(f"{len(whole['names'])} slices, {whole['held_out'].sum()} held out; {os.path.getsize(pack) / 1e6:.1f} MB")


def load(pack):
    """The pack's columns as a dict; lesions bool."""
    with np.load(pack) as z:
        columns = {k: z[k] for k in z.files}
    columns["lesions"] = np.unpackbits(columns["lesions"], -1).astype(bool)
    return columns


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(prog="data")
    arguments.add_argument("root"), arguments.add_argument("pack")
    given = arguments.parse_args()
    build(given.root, given.pack)
