"""Training pictures: magnitude slices of openly licensed sets, cleaned of background noise, split by patient.

`python3 -m larmor_training.data DATA_DIR CACHE.npz` writes the cache that training reads: for every slice a float16
picture whose 99th percentile is 1, its set, its patient and whether it is held out.
"""
import glob
import os
import sys

import numpy as np
from scipy import ndimage

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
HELD_OUT = {"brain_ms_open/patient20", "brain_ms_open/patient09", "brain_ms_multicontrast/ms_19"}


def volumes(root):
    """Yield (set, patient, slices (n, h, w), factor of reduction that undoes interpolation and averages noise)."""
    import nibabel
    for path in sorted(glob.glob(f"{root}/brain_ms_open/*.nii.gz")):
        image = nibabel.load(path)
        size = float(image.header.get_zooms()[0])
        yield ("brain_ms_open", os.path.basename(path)[:9], np.moveaxis(np.asarray(image.dataobj), 2, 0).transpose(0, 2, 1),
               min(1.0, size / 0.9))
    for path in sorted(glob.glob(f"{root}/brain_ms_multicontrast/ms_*.npz")):
        z = np.load(path)
        for contrast in ("T1", "T1POST", "T2", "FLAIR"):
            yield "brain_ms_multicontrast", os.path.basename(path)[:5], z[contrast][3:], 1.0
    z = np.load(f"{root}/brain_fnndsc/adi_brain.npz")
    yield "brain_fnndsc", "t1", z["t1_sag"], 1.0
    yield "brain_fnndsc", "t2", z["t2_ax"], 0.55
    yield "brain_t1_oasis_vxm", "1", np.load(f"{root}/brain_t1_oasis_vxm/test_scan_ax.npz")["t1"], 1.0
    head = np.asarray(nibabel.load(f"{root}/brain_templates/ch2bet.nii.gz").dataobj)
    for axis in range(3):
        middle = head.shape[axis] // 2
        yield "ch2bet", "colin27", np.moveaxis(head, axis, 0)[middle - 45:middle + 50:5], 1.0
    knee = np.load(f"{root}/knee_pymskt/knee_mese.npz")["img"]
    yield "knee_pymskt", "1", knee.reshape(-1, 256, 256), 0.85
    from PIL import Image
    for path in sorted(glob.glob(f"{root}/cine_sunnybrook/Train/Images/*/*.png")):
        name = "-".join(os.path.basename(path).split("-")[:3])
        yield "cine_sunnybrook", name, np.asarray(Image.open(path).convert("L"))[None], 1.0


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


def build(root, cache):
    pictures, names = [], []
    for kind, patient, stack, factor in volumes(root):
        for picture in stack:
            p = cleaned(picture, factor)
            if p is not None:
                pictures.append(p)
                names.append(f"{kind}/{patient}")
    flat = np.concatenate([p.ravel() for p in pictures])
    np.savez(cache, flat=flat, shapes=np.array([p.shape for p in pictures]), names=np.array(names))
    print(f"{len(pictures)} slices, {flat.nbytes / 1e6:.0f} MB; held out {sum(n in HELD_OUT for n in names)}")


class Slices:
    """The cached slices of the training or of the held-out patients; `draw` picks a set by its share, then a slice."""

    def __init__(self, cache, held_out=False, shares=None):
        z = np.load(cache)
        ends = np.cumsum(z["shapes"].prod(1))
        flat = z["flat"]
        self.items = {}
        for name, shape, end in zip(z["names"], z["shapes"], ends):
            if (name in HELD_OUT) == held_out:
                self.items.setdefault(str(name).split("/")[0], []).append(flat[end - shape.prod():end].reshape(shape))
        self.kinds = sorted(self.items)
        shares = shares or {k: v[0] for k, v in SETS.items()}
        weight = np.array([shares.get(k, 0.0) for k in self.kinds])
        self.weight = weight / weight.sum()

    def draw(self, rng):
        kind = self.kinds[rng.choice(len(self.kinds), p=self.weight)]
        return self.items[kind][rng.integers(len(self.items[kind]))].astype(np.float32)


if __name__ == "__main__":
    build(sys.argv[1], sys.argv[2])
