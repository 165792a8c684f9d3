"""Reads the archive of OtherReadersIT's phantom with h5py, nibabel, numpy and pydicom, and compares what they find, and where (LPS, mm)."""
import sys
from pathlib import Path

import h5py
import nibabel
import numpy as np
import pydicom

folder = Path(sys.argv[1])
SLICES, ROWS, COLUMNS = 3, 12, 8
SPOT = (2, 9, 6)  # slice, row, column


def by_definition():
    """Where the spot lies: the pixel (rows / 2, columns / 2) is at the slice's position."""
    c, s = np.cos(0.3), np.sin(0.3)
    position = np.array([10 + 6 * SPOT[0] * s, 20, 30 + 6 * SPOT[0] * c])
    return position + (SPOT[2] - 4) * 1.0 * np.array([c, 0, -s]) + (SPOT[1] - 6) * 2.0 * np.array([0, 1, 0])


def check(what, values, place, tolerance):
    assert values.shape == (SLICES, ROWS, COLUMNS), (what, values.shape)
    assert np.abs(values - expected).max() <= tolerance, (what, np.abs(values - expected).max())
    assert np.unravel_index(values.argmax(), values.shape) == SPOT, what
    assert np.allclose(place, by_definition(), atol=1e-3), (what, place, by_definition())


expected = np.stack([np.load(folder / f"pictures-slice{i:03d}.npy")[0] for i in range(SLICES)])

with h5py.File(folder / "images.h5") as file:
    group = file["dataset/image_0"]
    header = group["header"][SPOT[0]]
    step = header["field_of_view"][:2] / header["matrix_size"][:2]
    place = (header["position"] + (SPOT[2] - 4) * step[0] * header["read_dir"] + (SPOT[1] - 6) * step[1] * header["phase_dir"])
    check("mrd", group["data"][:, 0, 0], place, 0)
    assert list(group["header"]["slice"]) == [0, 1, 2]
    text = group["attributes"][0].decode()
    assert len(text) == group["header"][0]["attribute_string_len"] and "NOT FOR DIAGNOSIS" in text

volume = nibabel.load(folder / "pictures.nii.gz")
ras = volume.affine @ [SPOT[2], SPOT[1], SPOT[0], 1]
check("nifti", np.asarray(volume.dataobj).transpose(2, 1, 0), ras[:3] * [-1, -1, 1], 0)

instances = [pydicom.dcmread(folder / f"pictures-slice{i:03d}.dcm") for i in range(SLICES)]
spot = instances[SPOT[0]]
along, down = np.array(spot.ImageOrientationPatient).reshape(2, 3).astype(float)
rows_apart, columns_apart = map(float, spot.PixelSpacing)
place = np.array(spot.ImagePositionPatient, float) + SPOT[2] * columns_apart * along + SPOT[1] * rows_apart * down
pixels = np.stack([d.pixel_array * float(d.RescaleSlope) + float(d.RescaleIntercept) for d in instances]) / 1000
check("dicom", pixels, place, max(float(d.RescaleSlope) for d in instances) / 1000 * 0.51)

print("mrd, nifti, npy and dicom agree")
