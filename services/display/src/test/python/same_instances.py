"""Compares the instances that a node stored with the files of the archive: every element of every instance."""
import sys
from pathlib import Path

import pydicom

stored = {d.SOPInstanceUID: d for d in map(pydicom.dcmread, Path(sys.argv[1]).iterdir())}
files = {d.SOPInstanceUID: d for d in map(pydicom.dcmread, Path(sys.argv[2]).glob("*.dcm"))}
assert stored.keys() == files.keys(), (stored.keys(), files.keys())
for uid, file in files.items():
    assert stored[uid] == file, uid
print(len(files), "instances are the same")
