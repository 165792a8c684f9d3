"""Pictures out of the files that MR pictures are kept in: NIfTI, NPY, NPZ, PNG, DICOM, MRD and fastMRI HDF5.

`read(path)` gives stacks of slices (n, y, x), real or complex; what cannot be used is an `Unusable` that says why in one line.
A raw scan must be sampled fully; it becomes one complex picture a slice, with its own phase (see rawdata).
"""
import os

import numpy as np

from . import rawdata
from .rawdata import Unusable

LEAST_SIDE = 48         # pixels
LABELS = 16             # an integer picture with fewer different values is a label map
PEAKED = 15             # times the 99th percentile of |values|: a complex array with such a peak is k-space


def nifti(path):
    import nibabel
    image = nibabel.load(path)
    data = np.asanyarray(image.dataobj)
    if data.dtype.fields:
        raise Unusable("is a colour picture")
    while data.ndim > 2 and data.shape[-1] == 1:
        data = data[..., 0]
    if data.ndim == 2:
        return [data[None]]
    if data.ndim not in (3, 4):
        raise Unusable(f"has {data.ndim} axes")
    sizes = np.array(image.header.get_zooms()[:3])
    across = int(np.argmax(sizes)) if sizes.max() > 1.01 * sizes.min() else 2    # thick slices; isotropic: along the last axis
    stack = np.moveaxis(data, across, 0)
    return [stack] if data.ndim == 3 else [stack[..., t] for t in range(data.shape[3])]


def slices_of(array):
    """An array's last two axes are the picture, all before them count slices."""
    if array.ndim < 2 or array.dtype.kind not in "biufc":
        raise Unusable(f"holds {array.ndim} axes of {array.dtype}, not pictures")
    return array.reshape((-1,) + array.shape[-2:])


def npy(path):
    return [slices_of(np.load(path, allow_pickle=False))]


def npz(path):
    with np.load(path, allow_pickle=False) as arrays:
        stacks = [slices_of(arrays[name]) for name in arrays.files if arrays[name].ndim >= 2]
    if not stacks:
        raise Unusable("holds no array of two or more axes")
    return stacks


def png(path):
    from PIL import Image
    with Image.open(path) as image:
        picture = np.asarray(image if image.mode.startswith(("I", "F", "L")) and image.mode != "LA" else image.convert("RGB"))
    if picture.ndim == 3:
        if (picture != picture[..., :1]).any():
            raise Unusable("is a colour picture")
        picture = picture[..., 0]
    return [picture[None]]


def dicom(path):
    try:
        import pydicom
    except ImportError:
        raise Unusable("DICOM needs pydicom: python3 -m pip install pydicom (Debian, Ubuntu: apt install python3-pydicom)") from None
    file = pydicom.dcmread(path)
    if file.get("Modality", "MR") != "MR":
        raise Unusable(f"is of the modality {file.Modality}, not MR")
    if "PixelData" not in file:
        raise Unusable("holds no picture")
    if file.get("SamplesPerPixel", 1) != 1:
        raise Unusable("is a colour picture")
    picture = file.pixel_array.astype(np.float32)
    if file.get("PhotometricInterpretation") == "MONOCHROME1":       # the least value is white
        picture = picture.max() - picture
    return [slices_of(picture)]


def hdf5(path):
    import h5py
    with h5py.File(path, "r") as file:
        if "kspace" in file:
            return rawdata.fastmri(file)
        if "dataset/data" in file:
            return rawdata.mrd(file)
        raise Unusable("is neither a fastMRI file (kspace) nor an MRD file (dataset/data)")


#: How a file's name ends -> its reader. DICOM files are also known by the word DICM at byte 128.
READERS = {".nii": nifti, ".nii.gz": nifti, ".npy": npy, ".npz": npz, ".png": png, ".dcm": dicom, ".ima": dicom,
           ".h5": hdf5, ".hdf5": hdf5, ".mrd": hdf5}
ONE_SLICE_A_FILE = (png, dicom)


def reader(path):
    """The reader of a file, or None where it is no picture's file."""
    name = os.path.basename(path).lower()
    for ending, found in READERS.items():
        if name.endswith(ending):
            return found
    with open(path, "rb") as file:
        file.seek(128)
        return dicom if file.read(4) == b"DICM" else None


def is_labels(stack):
    return stack.dtype.kind in "biu" and len(np.unique(stack)) < LABELS


def check(stack):
    h, w = stack.shape[-2:]
    if min(h, w) < LEAST_SIDE:
        raise Unusable(f"{h} x {w} pixels: at least {LEAST_SIDE} x {LEAST_SIDE} are needed")
    if not np.isfinite(stack).all():
        raise Unusable("holds values that are not finite")
    if is_labels(stack):
        raise Unusable(f"holds {len(np.unique(stack))} different values: a label map, not a picture")
    if np.iscomplexobj(stack) and np.abs(stack).max() > PEAKED * np.percentile(np.abs(stack), 99):
        raise Unusable("looks like k-space, not like a picture")
    if np.ptp(np.abs(stack)) == 0:
        raise Unusable("holds one value everywhere")
    return stack


def read(path):
    """The stacks (n, y, x) of a file, without the label maps beside them; Unusable with the reason in one line where there are
    none, or where one cannot be used."""
    try:
        stacks = reader(path)(path)
        return [check(stack) for stack in [s for s in stacks if not is_labels(s)] or stacks]
    except Unusable:
        raise
    except Exception as e:      # a reader of somebody else's file may fail in any way; the file is named and left out
        raise Unusable(f"cannot be read: {str(e).splitlines()[0] if str(e) else type(e).__name__}") from e
