"""Training pictures: magnitude slices, cleaned of background noise, split into training and held-out by patient.

`python3 -m larmor_training.data DIR... CACHE.npz [--licence TEXT]` writes the cache that training reads: for every slice a
float16 picture whose 99th percentile is 1, its set, its patient, whether it is held out; for every set its licence.

A DIR that is one of the sets known by name (SETS), or holds some of them, gives those. Any other DIR is a set of its own: every
picture file under it (pictures.READERS), of which a tenth of the patients, or of the only patient's slices, is held out.
"""
import argparse
import glob
import hashlib
import os
import sys
from collections import Counter

import numpy as np
from scipy import ndimage

from . import pictures

#: set -> (share of the training draws, licence)
SETS = {
    "brain_ms_open": (0.50, "CC-BY 4.0, Lesjak et al. 2016"),
    "brain_ms_multicontrast": (0.10, "CC-BY 4.0, Lesjak et al. 2017"),
    "brain_fnndsc": (0.14, "Apache-2.0, FNNDSC"),
    "brain_t1_oasis_vxm": (0.06, "Apache-2.0, voxelmorph"),
    "ch2bet": (0.07, "BSD-3, Colin27"),
    "knee_pymskt": (0.05, "MIT, pymskt"),
    "cine_sunnybrook": (0.08, "CC0 1.0, Radau et al. 2009"),
}
#: What the sets known by name show.
ANATOMY = {name: "knee" if name.startswith("knee") else "heart" if name.startswith("cine") else "brain" for name in SETS}
HELD_OUT = {"brain_ms_open/patient20", "brain_ms_open/patient09", "brain_ms_multicontrast/ms_19"}

UNSTATED = "unstated: do not ship"
OTHER_SHARE = 0.25      # of the training draws, before all shares are made to sum to 1: a set that is not known by name


def brain_ms_open(root):
    import nibabel
    for path in sorted(glob.glob(f"{root}/*.nii.gz")):
        image = nibabel.load(path)
        size = float(image.header.get_zooms()[0])
        yield os.path.basename(path)[:9], np.moveaxis(np.asarray(image.dataobj), 2, 0).transpose(0, 2, 1), min(1.0, size / 0.9)


def brain_ms_multicontrast(root):
    for path in sorted(glob.glob(f"{root}/ms_*.npz")):
        z = np.load(path)
        for contrast in ("T1", "T1POST", "T2", "FLAIR"):
            yield os.path.basename(path)[:5], z[contrast][3:], 1.0


def brain_fnndsc(root):
    z = np.load(f"{root}/adi_brain.npz")
    yield "t1", z["t1_sag"], 1.0
    yield "t2", z["t2_ax"], 0.55


def brain_t1_oasis_vxm(root):
    yield "1", np.load(f"{root}/test_scan_ax.npz")["t1"], 1.0


def brain_templates(root):
    import nibabel
    head = np.asarray(nibabel.load(f"{root}/ch2bet.nii.gz").dataobj)
    for axis in range(3):
        middle = head.shape[axis] // 2
        yield "colin27", np.moveaxis(head, axis, 0)[middle - 45:middle + 50:5], 1.0


def knee_pymskt(root):
    yield "1", np.load(f"{root}/knee_mese.npz")["img"].reshape(-1, 256, 256), 0.85


def cine_sunnybrook(root):
    from PIL import Image
    for path in sorted(glob.glob(f"{root}/Train/Images/*/*.png")):
        yield "-".join(os.path.basename(path).split("-")[:3]), np.asarray(Image.open(path).convert("L"))[None], 1.0


#: The folder of a set known by name -> (set, what yields (patient, slices (n, y, x), factor of reduction that undoes
#: interpolation and averages noise)).
FOLDERS = {"brain_ms_open": ("brain_ms_open", brain_ms_open),
           "brain_ms_multicontrast": ("brain_ms_multicontrast", brain_ms_multicontrast),
           "brain_fnndsc": ("brain_fnndsc", brain_fnndsc), "brain_t1_oasis_vxm": ("brain_t1_oasis_vxm", brain_t1_oasis_vxm),
           "brain_templates": ("ch2bet", brain_templates), "knee_pymskt": ("knee_pymskt", knee_pymskt),
           "cine_sunnybrook": ("cine_sunnybrook", cine_sunnybrook)}


def say(text):
    print(text, file=sys.stderr, flush=True)


def files(root):
    """(patient, path, reader) of every picture file under the folder: a patient is a file of many slices, or a folder of
    files of one. Files of other kinds are counted in one line."""
    others = 0
    for folder, inner, names in os.walk(root):
        inner[:] = sorted(n for n in inner if not n.startswith("."))
        for name in sorted(n for n in names if not n.startswith(".")):
            path = os.path.join(folder, name)
            reader = pictures.reader(path)
            if reader is None:
                others += 1
                continue
            patient = os.path.relpath(folder if reader in pictures.ONE_SLICE_A_FILE else path, root)
            yield patient, path, reader
    if others:
        say(f"{root}: {others} files of other kinds left aside")


def any_pictures(root):
    """(patient, slices (n, y, x) of magnitudes, 1) of every readable file under the folder; a line for each bad one."""
    for patient, path, _ in files(root):
        try:
            stacks = pictures.read(path)
        except pictures.Unusable as reason:
            say(f"left out: {path}: {reason}")
            continue
        for stack in stacks:
            yield patient, np.abs(stack.astype(np.complex64 if np.iscomplexobj(stack) else np.float32)), 1.0


def sources(folders, licence):
    """(set, licence, volumes) of every set in the folders; complains of a folder that is not there."""
    for root in (os.path.normpath(f) for f in folders):
        if not os.path.isdir(root):
            raise SystemExit(f"data: {root}: there is no such folder")
        inside = {name: os.path.join(root, name) for name in sorted(os.listdir(root)) if os.path.isdir(os.path.join(root, name))}
        known = {n: p for n, p in ({os.path.basename(root): root} | inside).items() if n in FOLDERS}
        for name, path in known.items():
            kind, read = FOLDERS[name]
            yield kind, SETS[kind][1], read(path)
        if not known:
            yield os.path.basename(root), licence or UNSTATED, any_pictures(root)
        elif root not in known.values() and set(inside) - set(known):
            say(f"{root}: left aside, for they are not sets known by name (give them as folders of their own): "
                + ", ".join(sorted(set(inside) - set(known))))


def cleaned(picture, factor):
    """The picture reduced by `factor`, its background (air) set to zero, cropped to the object; None if nearly empty."""
    p = picture.astype(np.float32)
    if factor < 0.95:
        p = ndimage.zoom(ndimage.gaussian_filter(p, 0.35 / factor), factor, order=1)
    top = np.percentile(p, 99.5)
    if top <= 0:
        return None
    p = p.clip(0) / top
    smooth = ndimage.gaussian_filter(p, 2.0)
    air = smooth[smooth < 0.1]
    level = max(0.035, 3.0 * np.median(air)) if air.size else 0.035
    inside = ndimage.binary_fill_holes(smooth > min(level, 0.09))
    labels, n = ndimage.label(inside)
    if n == 0:
        return None
    sizes = ndimage.sum_labels(inside, labels, np.arange(1, n + 1))
    inside = np.isin(labels, 1 + np.flatnonzero(sizes > 0.05 * sizes.max()))
    if inside.mean() < 0.08 or (p > 0.15).mean() < 0.05:
        return None
    soft = ndimage.gaussian_filter(ndimage.binary_dilation(inside, iterations=2).astype(np.float32), 1.0)
    ys, xs = np.flatnonzero(inside.any(1)), np.flatnonzero(inside.any(0))
    box = slice(max(ys[0] - 3, 0), ys[-1] + 4), slice(max(xs[0] - 3, 0), xs[-1] + 4)
    p = (p * soft)[box]
    return (p / np.percentile(p, 98.5)).clip(0, 3).astype(np.float16)


def tenth(patients):
    """Which slices, given each one's patient, are kept for validation, (n,) bool: a tenth of the patients, at least one; of
    a single patient the last tenth of the slices."""
    n, order = len(patients), sorted(set(patients), key=lambda p: hashlib.sha256(p.encode()).hexdigest())
    if len(order) > 1:
        return np.isin(patients, order[:max(1, len(order) // 10)])
    return np.arange(n) >= n - max(1, n // 10) if n > 1 else np.zeros(n, bool)


def held_out(kind, patients):
    """Which slices of a set are kept for validation: of one known by name those of the patients in HELD_OUT; else a tenth."""
    return np.isin([f"{kind}/{p}" for p in patients], sorted(HELD_OUT)) if kind in SETS else tenth(patients)


def build(folders, cache, licence=None):
    slices, names, held, licences = [], [], [], {}
    for kind, terms, volumes in sources(folders, licence):
        found, patients = [], []
        try:
            for patient, stack, factor in volumes:
                made = [p for p in (cleaned(picture, factor) for picture in stack) if p is not None]
                found += made
                patients += [patient] * len(made)
        except OSError as e:        # of a set known by name; any_pictures names each bad file itself
            say(f"left out: the rest of {kind}: {e}")
        say(f"{kind}: {len(found)} slices of {len(set(patients))} patients; licence: {terms}")
        if found:
            slices += found
            names += [f"{kind}/{p}" for p in patients]
            held.append(held_out(kind, patients))
            licences[kind] = terms
    if not slices:
        raise SystemExit(f"data: no usable picture in {', '.join(folders)} (files read: {', '.join(pictures.READERS)})")
    held = np.concatenate(held)
    if not held.any():      # sets known by name without one of their held-out patients
        held = np.concatenate([tenth([n for n in names if n.split("/")[0] == kind]) for kind in licences])
    if held.all() or not held.any():
        raise SystemExit(f"data: {len(slices)} slices of {', '.join(sorted(licences))} leave none to {'train on' if held.all() else 'validate on'}; "
                         "give a folder with more")
    flat = np.concatenate([p.ravel() for p in slices])
    with open(cache + ".new", "wb") as file:
        np.savez(file, flat=flat, shapes=np.array([p.shape for p in slices]), names=np.array(names), held_out=held,
                 sets=np.array(list(licences)), licences=np.array(list(licences.values())))
    os.replace(cache + ".new", cache)
    say(f"{len(slices)} slices, {flat.nbytes / 1e6:.0f} MB; held out {held.sum()}")


def summary(cache):
    """What a model card says of the cache: {data: {set: licence}, held_out: [set/patient], slices: {set: trained on},
    patients: {set: trained on}}."""
    with np.load(cache) as z:
        names = [str(n) for n in z["names"]]
        if "held_out" not in z:     # a cache from before sets had licences of their own
            return {"data": {k: v[1] for k, v in SETS.items()}, "held_out": sorted(HELD_OUT)}
        trained = [n for n, h in zip(names, z["held_out"]) if not h]
        kinds = lambda of: dict(sorted(Counter(n.split("/")[0] for n in of).items()))
        return {"data": dict(zip(map(str, z["sets"]), map(str, z["licences"]))),
                "held_out": sorted({n for n, h in zip(names, z["held_out"]) if h}),
                "slices": kinds(trained), "patients": kinds(set(trained))}


class Slices:
    """The cached slices of the training or of the held-out patients; `draw` picks a set by its share, then a slice."""

    def __init__(self, cache, held_out=False, shares=None):
        z = np.load(cache)
        ends = np.cumsum(z["shapes"].prod(1))
        flat = z["flat"]
        held = z["held_out"] if "held_out" in z else np.isin(z["names"], sorted(HELD_OUT))
        self.items = {}
        for name, shape, end, kept in zip(z["names"], z["shapes"], ends, held):
            if kept == held_out:
                self.items.setdefault(str(name).split("/")[0], []).append(flat[end - shape.prod():end].reshape(shape))
        self.kinds = sorted(self.items)
        shares = {k: v[0] for k, v in SETS.items()} | (shares or {})
        weight = np.array([shares.get(k, OTHER_SHARE) for k in self.kinds])
        self.weight = weight / weight.sum()

    def draw(self, rng):
        kind = self.kinds[rng.choice(len(self.kinds), p=self.weight)]
        return self.items[kind][rng.integers(len(self.items[kind]))].astype(np.float32)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(prog="data")
    arguments.add_argument("folders", nargs="+"), arguments.add_argument("cache"), arguments.add_argument("--licence")
    given = arguments.parse_args()
    build(given.folders, given.cache, given.licence)
