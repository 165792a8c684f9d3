"""Fully sampled Cartesian k-space -> complex pictures: MRD (ISMRMRD) and fastMRI HDF5 files, as opened by h5py."""
import xml.etree.ElementTree as xml

import numpy as np

#: Acquisition flags of MRD (bit n is flag n + 1 of its specification).
NOISE, CALIBRATION, CALIBRATION_AND_IMAGING, REVERSE = 1 << 18, 1 << 19, 1 << 20, 1 << 21
OTHER = sum(1 << n for n in (22, 23, 25, 26, 27, 28))      # navigators, phase correction, feedback, dummies, coil correction
EMPTY_EDGE = 0.25       # share of the lines that may be missing at the ends: partial Fourier and zero filling do that
LOW_LINES = 24          # central lines of the low-resolution pictures that coils are combined with


class Unusable(Exception):
    """Why a file gives no pictures: one line that goes behind its name."""


def image_of(k, axes=(-2, -1)):
    """Unitary inverse transform, centred at n // 2."""
    return np.fft.fftshift(np.fft.ifftn(np.fft.ifftshift(k, axes=axes), axes=axes, norm="ortho"), axes=axes)


def cropped(x, h, w):
    """The central h x w of the last two axes."""
    h, w = min(h, x.shape[-2]), min(w, x.shape[-1])
    y0, x0 = (x.shape[-2] - h) // 2, (x.shape[-1] - w) // 2
    return x[..., y0:y0 + h, x0:x0 + w]


def combined(coils):
    """Coil pictures (coil, y, x) -> one picture that keeps the object's phase, (y, x).

    Each coil is weighed by its low-resolution picture; the phase that this takes away is given back by the principal
    virtual coil, whose own phase is smooth."""
    if len(coils) == 1:
        return coils[0]
    k = np.fft.fftshift(np.fft.fft2(coils), axes=(1, 2))
    window = np.zeros(k.shape[1:], np.float32)
    h, w = min(LOW_LINES, k.shape[1]), min(LOW_LINES, k.shape[2])
    y0, x0 = k.shape[1] // 2 - h // 2, k.shape[2] // 2 - w // 2
    window[y0:y0 + h, x0:x0 + w] = np.hanning(h + 2)[1:-1, None] * np.hanning(w + 2)[None, 1:-1]
    low = np.fft.ifft2(np.fft.ifftshift(k * window, axes=(1, 2)))
    flat = low.reshape(len(low), -1)
    virtual = np.linalg.eigh(flat @ flat.conj().T)[1][:, -1].conj() @ flat
    weights = low / np.maximum(np.sqrt((np.abs(low) ** 2).sum(0)), 1e-12 * np.abs(low).max())
    own = virtual.reshape(low.shape[1:])
    return (weights.conj() * coils).sum(0) * own / np.maximum(np.abs(own), 1e-30)


def require_full(lines):
    """Refuses lines (n,) measured with gaps, or with too much missing at the ends."""
    at = np.flatnonzero(lines)
    if not at.size:
        raise Unusable("holds no samples")
    gaps = at[-1] - at[0] + 1 - at.size
    if gaps:
        raise Unusable(f"is undersampled: {gaps} of {len(lines)} lines are missing between measured ones")
    if len(lines) - at.size > EMPTY_EDGE * len(lines):
        raise Unusable(f"is undersampled: {at.size} of {len(lines)} lines are measured")


def fastmri(file):
    """kspace (slice, coil, y, x) or, of one coil, (slice, y, x); x is undersampled. -> [(slice, y, x) complex]"""
    k = file["kspace"]
    if k.ndim not in (3, 4):
        raise Unusable(f"kspace has {k.ndim} axes, not 3 (one coil) or 4")
    if "mask" in file and not np.asarray(file["mask"]).astype(bool).all():
        raise Unusable("is undersampled: it holds a mask")
    shape = next((file[name].shape[-2:] for name in ("reconstruction_rss", "reconstruction_esc") if name in file), k.shape[-2:])
    pictures = []
    for i in range(k.shape[0]):
        one = np.asarray(k[i]).reshape((-1,) + k.shape[-2:])
        require_full(np.abs(one).max((0, 1)) > 0)
        pictures.append(combined(cropped(image_of(one), *shape)))
    return [np.stack(pictures).astype(np.complex64)]


def matrix(header, space):
    """(x, y, z) of the first encoding's encodedSpace or reconSpace (where there is none, of its encodedSpace)."""
    node = header.find(f"{{*}}encoding/{{*}}{space}/{{*}}matrixSize")
    if node is None and space == "reconSpace":
        return matrix(header, "encodedSpace")
    if node is None:
        raise Unusable("its header states no encoded matrix")
    return [int(node.findtext(f"{{*}}{axis}")) for axis in "xyz"]


def mrd(file):
    """-> [(slice, y, x) complex], one stack a contrast, phase, repetition and set."""
    header = xml.fromstring(bytes(file["dataset/xml"][0]))
    trajectory = header.findtext("{*}encoding/{*}trajectory", "cartesian").lower()
    if trajectory != "cartesian":
        raise Unusable(f"its trajectory is {trajectory}, not cartesian")
    (nx, ny, nz), (rx, ry, _) = matrix(header, "encodedSpace"), matrix(header, "reconSpace")
    centre = lambda step, n: int(header.findtext(f"{{*}}encoding/{{*}}encodingLimits/{{*}}{step}/{{*}}center", str(n // 2)))
    shift_y, shift_z = ny // 2 - centre("kspace_encoding_step_1", ny), nz // 2 - centre("kspace_encoding_step_2", nz)
    spaces, counts = {}, {}
    for readout in file["dataset/data"]:
        head, flags = readout["head"], int(readout["head"]["flags"])
        if head["encoding_space_ref"] or flags & (NOISE | OTHER) or (flags & CALIBRATION and not flags & CALIBRATION_AND_IMAGING):
            continue
        idx, coils, samples = head["idx"], int(head["active_channels"]), int(head["number_of_samples"])
        line = np.asarray(readout["data"], np.float32).view(np.complex64).reshape(coils, samples)
        line = line[:, int(head["discard_pre"]):samples - int(head["discard_post"])]
        line = line[:, ::-1] if flags & REVERSE else line
        y, z = int(idx["kspace_encode_step_1"]) + shift_y, int(idx["kspace_encode_step_2"]) + shift_z
        if not (0 <= y < ny and 0 <= z < nz and line.shape[1] <= nx):
            raise Unusable(f"a readout of {line.shape[1]} samples at line {y}, partition {z} lies outside its matrix {nx} x {ny} x {nz}")
        stack = tuple(int(idx[name]) for name in ("contrast", "phase", "repetition", "set"))
        key = stack, int(idx["slice"])
        if key not in spaces:
            spaces[key], counts[key] = np.zeros((nz, coils, ny, nx), np.complex64), np.zeros((nz, ny), int)
        x0 = nx // 2 - (int(head["center_sample"]) - int(head["discard_pre"]))
        x0 = x0 if 0 <= x0 <= nx - line.shape[1] else (nx - line.shape[1]) // 2
        spaces[key][z, :, y, x0:x0 + line.shape[1]] += line
        counts[key][z, y] += 1
    if not spaces:
        raise Unusable("holds no imaging readouts")
    stacks = {}
    for key in sorted(spaces):
        k, count = spaces[key], counts[key]
        require_full(count.any(1)), require_full(count[count.any(1)].all(0))
        k = k / np.maximum(count, 1)[:, None, :, None]
        volume = image_of(k, (0, 2, 3)) if nz > 1 else image_of(k)
        stacks.setdefault(key[0], []).extend(combined(c) for c in cropped(volume, ry, rx))
    return [np.stack(s).astype(np.complex64) for s in stacks.values()]
