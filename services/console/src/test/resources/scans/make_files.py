#!/usr/bin/env python3
"""Writes the small scan files beside this script (needs numpy and h5py; the tests only read what is written).

shepp-logan.h5 is from the ISMRMRD tools: ismrmrd_generate_cartesian_shepp_logan -m 16 -c 2 -a 2 -w 6 -C -o shepp-logan.h5,
without the pictures that the tool adds.
"""
import sys
from pathlib import Path

import h5py
import numpy as np

HERE = Path(__file__).parent
COUNTERS = np.dtype([(n, "<u2") for n in (
    "kspace_encode_step_1", "kspace_encode_step_2", "average", "slice", "contrast", "phase", "repetition", "set",
    "segment")] + [("user", "<u2", (8,))])
HEAD = np.dtype([
    ("version", "<u2"), ("flags", "<u8"), ("measurement_uid", "<u4"), ("scan_counter", "<u4"),
    ("acquisition_time_stamp", "<u4"), ("physiology_time_stamp", "<u4", (3,)), ("number_of_samples", "<u2"),
    ("available_channels", "<u2"), ("active_channels", "<u2"), ("channel_mask", "<u8", (16,)), ("discard_pre", "<u2"),
    ("discard_post", "<u2"), ("center_sample", "<u2"), ("encoding_space_ref", "<u2"), ("trajectory_dimensions", "<u2"),
    ("sample_time_us", "<f4"), ("position", "<f4", (3,)), ("read_dir", "<f4", (3,)), ("phase_dir", "<f4", (3,)),
    ("slice_dir", "<f4", (3,)), ("patient_table_position", "<f4", (3,)), ("idx", COUNTERS), ("user_int", "<i4", (8,)),
    ("user_float", "<f4", (8,))])
WAVE = np.dtype([
    ("version", "<u2"), ("flags", "<u8"), ("measurement_uid", "<u4"), ("scan_counter", "<u4"), ("time_stamp", "<u4"),
    ("number_of_samples", "<u2"), ("channels", "<u2"), ("sample_time_us", "<f4"), ("waveform_id", "<u2")])
NOISE = 1 << 18
XML = """<?xml version="1.0"?>
<ismrmrdHeader xmlns="http://www.ismrm.org/ISMRMRD">
 <subjectInformation><patientName>Somebody^Real</patientName><patientID>4711</patientID></subjectInformation>
 <studyInformation><studyInstanceUID>1.2.3</studyInstanceUID><bodyPartExamined>BRAIN</bodyPartExamined></studyInformation>
 <measurementInformation><protocolName>t1 axial</protocolName></measurementInformation>
 <acquisitionSystemInformation><relativeReceiverNoiseBandwidth>0.79</relativeReceiverNoiseBandwidth></acquisitionSystemInformation>
 <experimentalConditions><H1resonanceFrequency_Hz>128000000</H1resonanceFrequency_Hz></experimentalConditions>
 <encoding>
  <encodedSpace><matrixSize><x>8</x><y>4</y><z>1</z></matrixSize><fieldOfView_mm><x>16</x><y>8</y><z>5</z></fieldOfView_mm></encodedSpace>
  <reconSpace><matrixSize><x>4</x><y>4</y><z>1</z></matrixSize><fieldOfView_mm><x>8</x><y>8</y><z>5</z></fieldOfView_mm></reconSpace>
  <encodingLimits><kspace_encoding_step_1><minimum>0</minimum><maximum>3</maximum><center>2</center></kspace_encoding_step_1></encodingLimits>
  <trajectory>TRAJECTORY</trajectory>
 </encoding>
 <sequenceParameters><TR>12.5</TR></sequenceParameters>
 <userParameters>
  <userParameterLong><name>EchoTrain</name><value>7</value></userParameterLong>
  <userParameterString><name>PatientNickname</name><value>secret</value></userParameterString>
 </userParameters>
</ismrmrdHeader>"""

# A header in which whatever may name the patient does so, one way or another.
NAMED = XML.replace("TRAJECTORY", "cartesian").replace("Somebody^Real", "Quixano^Dulcinea^del Toboso").replace("4711", "MRN-00473311") \
    .replace("</patientID>", "</patientID><patientBirthdate>1605-01-16</patientBirthdate>") \
    .replace("1.2.3<", "1.2.840.99.4733.1605<").replace("t1 axial", "T1 axial DULCINEA 16.01.1605") \
    .replace("<bodyPartExamined>", "<accessionNumber>ACC778899</accessionNumber><referringPhysicianName>Panza^Sancho"
             "</referringPhysicianName><bodyPartExamined>") \
    .replace("</protocolName>", "</protocolName><measurementID>MEAS_550055</measurementID>"
             "<seriesInstanceUIDRoot>1.2.840.99.7777</seriesInstanceUIDRoot>") \
    .replace("<userParameterString>", "<userParameterLong><name>Room</name><value>473311</value></userParameterLong>"
             "<userParameterString><name>larmor.remark</name><value>for Sancho Panza</value></userParameterString>"
             "<userParameterString><name>Comment</name><value>call her aunt Molinera</value></userParameterString>"
             "<userParameterString>", 1)


def acquisition(number, line, slice_, flags=0, samples=8, coils=2, space=0, floats=None):
    head = np.zeros((), HEAD)
    head["version"], head["flags"], head["scan_counter"] = 1, flags, number + 1
    head["number_of_samples"], head["active_channels"], head["available_channels"] = samples, coils, coils
    head["center_sample"], head["encoding_space_ref"] = samples // 2, space
    head["acquisition_time_stamp"], head["physiology_time_stamp"][0] = 1000 + 5 * number, 10 * number
    head["sample_time_us"] = 4 if flags & NOISE else 8
    head["idx"]["kspace_encode_step_1"], head["idx"]["slice"] = line, slice_
    head["position"] = (1, 2, 3)
    floats = 2 * samples * coils if floats is None else floats
    return head, 1000 * number + np.arange(floats, dtype=np.float32)


def usual():
    records = [acquisition(0, 0, 0, flags=NOISE), acquisition(1, 0, 0, space=1)]
    for slice_ in range(2):
        for line in range(4):
            records.append(acquisition(len(records), line, slice_))
    return records


def mrd(name, records=None, xml=XML.replace("TRAJECTORY", "cartesian"), group="dataset", waves=()):
    with h5py.File(HERE / name, "w") as f:
        g = f.create_group(group)
        if xml is not None:
            g.create_dataset("xml", data=np.array([xml], dtype=object), dtype=h5py.string_dtype("ascii"))
        if records is not None:
            entry = np.dtype([("head", HEAD), ("traj", h5py.vlen_dtype(np.float32)), ("data", h5py.vlen_dtype(np.float32))])
            rows = np.empty(len(records), entry)
            for row, (head, data) in zip(rows, records):
                row["head"], row["traj"], row["data"] = head, np.zeros(0, np.float32), data
            g.create_dataset("data", data=rows)
        if waves:
            entry = np.dtype([("head", WAVE), ("data", h5py.vlen_dtype(np.uint32))])
            rows = np.empty(len(waves), entry)
            for row, (stamp, values) in zip(rows, waves):
                row["head"]["time_stamp"], row["head"]["channels"] = stamp, 1
                row["head"]["number_of_samples"], row["head"]["sample_time_us"] = len(values), 2500
                row["data"] = np.array(values, np.uint32)
            g.create_dataset("waveforms", data=rows)


def fastmri(name, kspace, mask=None, header=True):
    with h5py.File(HERE / name, "w") as f:
        f.create_dataset("kspace", data=kspace.astype(np.complex64))
        if not header:
            return
        xml = XML.replace("TRAJECTORY", "cartesian").replace("<y>4</y>", "<y>6</y>")
        f.create_dataset("ismrmrd_header", data=xml)
        f.attrs["acquisition"], f.attrs["patient_id"] = "AXT2", "0123"
        if mask is not None:
            f.create_dataset("mask", data=mask)


def main():
    mrd("usual.h5", usual(), waves=[(1030, [5, 6, 7]), (1001, [1, 2])])
    mrd("gap.h5", [record for n, record in enumerate(usual()) if n not in (4, 5, 8)])
    mrd("other-group.h5", usual(), group="measurement")
    mrd("no-header.h5", usual(), xml=None)
    mrd("no-acquisitions.h5")
    mrd("empty.h5", [])
    mrd("not-xml.h5", usual(), xml="<ismrmrdHeader><encoding>")
    mrd("entity.h5", usual(), xml='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + XML.split("?>")[1])
    mrd("wrong-length.h5", usual() + [acquisition(10, 0, 0, floats=30)])
    mrd("stray-slice.h5", usual() + [acquisition(10, 0, 5)])
    mrd("named.h5", usual(), xml=NAMED)
    mrd("named-broken.h5", usual() + [acquisition(10, 0, 0, floats=30)], xml=NAMED)
    mrd("spiral.h5", usual(), xml=XML.replace("TRAJECTORY", "spiral"))
    k = np.arange(2 * 3 * 8 * 6).reshape(2, 3, 8, 6)
    fastmri("fastmri-multi.h5", k - 1j * k)
    fastmri("fastmri-single.h5", (k - 1j * k)[:, 0], mask=np.array([0, 1, 1, 1, 0, 1], np.float32))
    fastmri("fastmri-bare.h5", k - 1j * k, header=False)
    if len(sys.argv) > 1:
        with h5py.File(sys.argv[1]) as source, h5py.File(HERE / "shepp-logan.h5", "w") as f:
            g = f.create_group("dataset")
            source.copy("dataset/xml", g)
            source.copy("dataset/data", g)


if __name__ == "__main__":
    main()
