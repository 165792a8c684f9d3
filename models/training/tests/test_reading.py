"""What is written in any of the formats is read back; what cannot be used is named with the reason."""
import numpy as np
import pytest

from larmor_training import data, pictures
from larmor_training.pictures import Unusable, read

H, W = 64, 56


def picture(shift=0.0):
    """Ellipses, (H, W), values 0 to 1."""
    y, x = np.mgrid[-1:1:H * 1j, -1:1:W * 1j]
    p = 0.6 * (x ** 2 / .7 + y ** 2 / .8 < 1) + 0.4 * ((x - .2) ** 2 + (y - shift) ** 2 < .1) * (1 + np.sin(9 * x)) / 2
    return p.astype(np.float32)


def stack(n=4):
    return np.stack([picture(i / n - .5) for i in range(n)])


def phased():
    y, x = np.mgrid[-1:1:H * 1j, -1:1:W * 1j]
    return picture() * np.exp(1j * (0.5 + y - 0.8 * x * y + 2 * ((x + .3) ** 2 + y ** 2 < .05)))


def coil_kspace(x, coils=4, oversampled=1):
    """k-space (coil, y, oversampled * x) of a picture under smooth coils."""
    wide = np.zeros((H, oversampled * W), complex)
    left = (oversampled * W - W) // 2
    wide[:, left:left + W] = x
    y, c = np.mgrid[-1:1:H * 1j, -1:1:wide.shape[1] * 1j]
    angles = 2 * np.pi * np.arange(coils)[:, None, None] / coils
    s = np.exp(-((y - np.sin(angles)) ** 2 + (c - np.cos(angles)) ** 2) / 3 + 1j * angles)
    return np.fft.fftshift(np.fft.fft2(np.fft.ifftshift(s * wide, axes=(1, 2)), norm="ortho"), axes=(1, 2)).astype(np.complex64)


def alike(found, wanted):
    """The correlation of two pictures, 0 to 1; for complex ones of all but one global phase."""
    return abs((found.conj() * wanted).sum()) / np.sqrt((abs(found) ** 2).sum() * (abs(wanted) ** 2).sum())


def test_arrays_come_back(tmp_path):
    np.save(tmp_path / "a.npy", stack())
    np.savez(tmp_path / "b.npz", first=stack(), second=stack().reshape(2, 2, H, W), numbers=np.arange(3), labels=np.ones((H, W), int))
    assert np.array_equal(read(str(tmp_path / "a.npy"))[0], stack())
    first, second = read(str(tmp_path / "b.npz"))
    assert np.array_equal(first, stack()) and np.array_equal(second, stack())


def test_a_nifti_volume_is_cut_across_its_thick_slices(tmp_path):
    nibabel = pytest.importorskip("nibabel")
    nibabel.save(nibabel.Nifti1Image(np.moveaxis(stack(), 0, 1), np.diag([1.0, 5.0, 1.0, 1.0])), tmp_path / "a.nii.gz")
    assert np.array_equal(read(str(tmp_path / "a.nii.gz"))[0], stack())


def test_a_nifti_series_is_one_stack_a_time(tmp_path):
    nibabel = pytest.importorskip("nibabel")
    series = np.moveaxis(np.stack([stack(), 2 * stack()], -1), 0, 2)
    nibabel.save(nibabel.Nifti1Image(series, np.diag([1.0, 1.0, 5.0, 1.0])), tmp_path / "a.nii")
    early, late = read(str(tmp_path / "a.nii"))
    assert np.array_equal(early, stack()) and np.array_equal(late, 2 * stack())


def test_a_png_keeps_its_grey_levels_and_refuses_colour(tmp_path):
    image = pytest.importorskip("PIL.Image")
    levels = (60000 * picture()).astype(np.uint16)
    image.fromarray(levels).save(tmp_path / "a.png")
    assert np.array_equal(read(str(tmp_path / "a.png"))[0][0], levels)
    colour = np.zeros((H, W, 3), np.uint8)
    colour[..., 0] = 200 * picture()
    image.fromarray(colour).save(tmp_path / "b.png")
    with pytest.raises(Unusable, match="colour"):
        read(str(tmp_path / "b.png"))


def dicom(path, values, modality="MR"):
    pydicom = pytest.importorskip("pydicom")
    meta = pydicom.dataset.FileMetaDataset()
    meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = pydicom.uid.MRImageStorage, pydicom.uid.generate_uid()
    file = pydicom.dataset.FileDataset(str(path), {}, file_meta=meta, preamble=b"\0" * 128)
    file.Modality, file.PhotometricInterpretation, file.SamplesPerPixel = modality, "MONOCHROME2", 1
    file.Rows, file.Columns = values.shape
    file.BitsAllocated, file.BitsStored, file.HighBit, file.PixelRepresentation = 16, 16, 15, 0
    file.PixelData = values.astype("<u2").tobytes()
    file.save_as(path, enforce_file_format=True)


def test_a_dicom_picture_needs_no_ending(tmp_path):
    dicom(tmp_path / "IM0001", 4000 * picture())
    dicom(tmp_path / "ct.dcm", 4000 * picture(), modality="CT")
    assert np.array_equal(read(str(tmp_path / "IM0001"))[0][0], (4000 * picture()).astype(np.uint16))
    with pytest.raises(Unusable, match="modality CT"):
        read(str(tmp_path / "ct.dcm"))


def test_dicom_without_pydicom_says_how_to_install_it(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pydicom", None)
    (tmp_path / "a.dcm").write_bytes(b"\0" * 128 + b"DICM")
    with pytest.raises(Unusable, match="pip install pydicom"):
        read(str(tmp_path / "a.dcm"))


def fastmri(path, kspace, **others):
    h5py = pytest.importorskip("h5py")
    with h5py.File(path, "w") as f:
        for name, value in (others | {"kspace": kspace}).items():
            f[name] = value


def test_fastmri_files_of_many_coils_and_of_one_keep_the_objects_phase(tmp_path):
    k = coil_kspace(phased())
    fastmri(tmp_path / "many.h5", np.stack([k, k]), reconstruction_rss=np.zeros((2, H, W)))
    fastmri(tmp_path / "one.h5", coil_kspace(phased(), coils=1), reconstruction_esc=np.zeros((1, H, W)))
    (many,), (one,) = read(str(tmp_path / "many.h5")), read(str(tmp_path / "one.h5"))
    assert many.shape == (2, H, W) and alike(many[0], phased()) > 0.98
    assert alike(np.abs(many[0]), phased()) < 0.9                # the phase is not lost: the magnitude alone is not alike
    assert alike(one[0], phased()) > 0.95


def test_an_undersampled_file_is_refused(tmp_path):
    k = coil_kspace(phased())
    k[:, :, 1::2] = 0
    fastmri(tmp_path / "gaps.h5", k[None])
    fastmri(tmp_path / "mask.h5", coil_kspace(phased())[None], mask=np.arange(W) % 2)
    for name in ("gaps.h5", "mask.h5"):
        with pytest.raises(Unusable, match="undersampled"):
            read(str(tmp_path / name))


COUNTERS = [(n, "<u2") for n in ("kspace_encode_step_1", "kspace_encode_step_2", "average", "slice", "contrast", "phase", "repetition", "set")]
HEAD = [("flags", "<u8"), ("number_of_samples", "<u2"), ("active_channels", "<u2"), ("discard_pre", "<u2"), ("discard_post", "<u2"),
        ("center_sample", "<u2"), ("encoding_space_ref", "<u2"), ("idx", COUNTERS)]
XML = """<ismrmrdHeader xmlns="http://www.ismrm.org/ISMRMRD"><encoding>
<encodedSpace><matrixSize><x>{x2}</x><y>{y}</y><z>1</z></matrixSize></encodedSpace>
<reconSpace><matrixSize><x>{x}</x><y>{y}</y><z>1</z></matrixSize></reconSpace>
<encodingLimits><kspace_encoding_step_1><minimum>0</minimum><maximum>{last}</maximum><center>{centre}</center></kspace_encoding_step_1></encodingLimits>
<trajectory>cartesian</trajectory></encoding></ismrmrdHeader>""".format(x=W, x2=2 * W, y=H, last=H - 1, centre=H // 2)


def mrd(path, k, lines=range(H), reverse=()):
    h5py = pytest.importorskip("h5py")
    entry = np.dtype([("head", HEAD), ("data", h5py.vlen_dtype(np.float32))])
    rows = np.zeros(len(lines) + 1, entry)
    for row, y in zip(rows, list(lines) + [None]):
        head, noise = row["head"], y is None
        line = np.full_like(k[:, 0], 99) if noise else k[:, y]
        head["flags"] = 1 << 18 if noise else (1 << 21 if y in reverse else 0)
        head["number_of_samples"], head["active_channels"], head["center_sample"] = k.shape[2], k.shape[0], k.shape[2] // 2
        head["idx"]["kspace_encode_step_1"] = 0 if noise else y
        row["data"] = np.ascontiguousarray(line[:, ::-1] if y in reverse else line).view(np.float32).ravel()
    with h5py.File(path, "w") as f:
        f.create_dataset("dataset/xml", data=np.array([XML], dtype=object), dtype=h5py.string_dtype("ascii"))
        f["dataset"].create_dataset("data", data=rows)


def test_an_mrd_scan_becomes_a_picture_with_its_own_phase(tmp_path):
    mrd(tmp_path / "a.h5", coil_kspace(phased(), oversampled=2), reverse=(3, 40))
    ((found,),) = read(str(tmp_path / "a.h5"))
    assert found.shape == (H, W) and alike(found, phased()) > 0.98


def test_an_mrd_scan_with_gaps_is_refused(tmp_path):
    mrd(tmp_path / "a.h5", coil_kspace(phased()), lines=range(0, H, 2))
    with pytest.raises(Unusable, match="undersampled: 31 of 64 lines"):
        read(str(tmp_path / "a.h5"))


def test_what_is_no_picture_says_why(tmp_path):
    labels, holes = (picture() > .5).astype(np.uint8), picture()
    holes[3, 3] = np.nan
    for name, array, reason in (("labels", labels, "label map"), ("holes", holes, "not finite"), ("small", picture()[:20], "at least"),
                                ("flat", np.ones((H, W), np.float32), "one value"), ("line", np.ones(9), "1 axes"),
                                ("kspace", coil_kspace(picture()), "k-space")):
        np.save(tmp_path / f"{name}.npy", array)
        with pytest.raises(Unusable, match=reason):
            read(str(tmp_path / f"{name}.npy"))
    (tmp_path / "torn.npy").write_bytes(b"\x93NUMPY\x01")
    with pytest.raises(Unusable, match="cannot be read: .+"):
        read(str(tmp_path / "torn.npy"))


def test_a_folder_gives_its_good_files_and_names_the_bad(tmp_path, capsys):
    for i in range(12):
        np.save(tmp_path / f"patient{i:02}.npy", stack(3))
    (tmp_path / "torn.npy").write_bytes(b"nothing")
    (tmp_path / "notes.txt").write_text("notes")
    cache = str(tmp_path / "out.npz")
    data.build([str(tmp_path)], cache)
    said = capsys.readouterr().err
    assert f"left out: {tmp_path}/torn.npy: cannot be read" in said and "1 files of other kinds" in said
    train, held = data.Slices(cache), data.Slices(cache, held_out=True)
    assert sum(map(len, train.items.values())) == 33 and sum(map(len, held.items.values())) == 3
    assert data.summary(cache)["data"] == {tmp_path.name: data.UNSTATED}
    assert len(data.summary(cache)["held_out"]) == 1
    data.build([str(tmp_path)], cache, "CC0")
    assert data.summary(cache)["data"] == {tmp_path.name: "CC0"}


def test_no_usable_picture_is_one_clear_error(tmp_path):
    (tmp_path / "torn.npy").write_bytes(b"nothing")
    with pytest.raises(SystemExit, match="no usable picture in .*files read: .nii"):
        data.build([str(tmp_path)], str(tmp_path / "out.npz"))
    with pytest.raises(SystemExit, match="there is no such folder"):
        data.build([str(tmp_path / "nowhere")], str(tmp_path / "out.npz"))


def test_every_set_known_by_name_has_a_licence_and_a_reader():
    assert {kind for kind, _ in data.FOLDERS.values()} == set(data.SETS)
    assert all(licence for _, licence in data.SETS.values())
    assert set(pictures.ONE_SLICE_A_FILE) <= set(pictures.READERS.values())
