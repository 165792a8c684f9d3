"""The figures of the cases: `python3 -m larmor_training.anomaly.tables CASES.npz EVALUATED_DIR FIGURES.json`, from the differences
that evaluate.py kept. Both baselines beside them: FLAIR's intensity, and the round trip without guidance (scale 0)."""
import glob
import json
import os
import sys
from types import SimpleNamespace

import numpy as np
import torch

from . import MIDDLE
from .evaluate import GAIN, VARIANTS, figures
from .maps import difference
from .measures import auroc
from .simulate import values

FLAIR = 3


def of_sets(maps, masks, inside, sets, threshold):
    """{set: figures}; AUROC also over the whole picture, air included, as the papers state it."""
    made = {}
    for name in sorted(set(sets)):
        here = sets == name
        made[name] = figures(maps[here], masks[here] & inside[here], inside[here], threshold) | {
            "auroc_whole_picture": auroc(np.where(inside, maps, -1)[here].ravel()[::3], masks[here].ravel()[::3]),
            "slices": int(here.sum()), "lesion_free": int((~masks[here].any((1, 2))).sum())}
    return made


def main(cases, folder, out):
    with np.load(cases) as z:
        present, masks, names = z["present"], z["masks"], z["names"]
        pictures = values(torch.from_numpy(z["values"]).float() / MIDDLE, torch.from_numpy(present).float())
    present = torch.from_numpy(present).float()
    inside = ((pictures > -1) & (present[:, :, None, None] > 0)).any(1).numpy()
    sets = np.array(["gliomas" if n.startswith("pat") else n for n in names])
    settings = json.load(open(f"{folder}/settings.json")) if os.path.exists(f"{folder}/settings.json") else {}
    table = {}
    third = np.arange(len(names)) % 3 == 0
    for part, some in (("all", np.ones(len(names), bool)), ("third", third)):
        flair = pictures[some, FLAIR].numpy()
        table[f"FLAIR intensity/{part}"] = of_sets(flair, masks[some], inside[some], sets[some], None)
    for path in sorted(glob.glob(f"{folder}/*.npz")):
        name = os.path.basename(path)[:-4]
        with np.load(path) as z:
            change, found = z["difference"].astype(np.float32) / GAIN, z["evidence"]
            evaluations = z["evaluations"].tolist()
        some = third if change.shape[1] == third.sum() else np.ones(len(names), bool)
        found = torch.from_numpy(found).float() / 255 if found.size else None
        p, there = pictures[some], present[some]
        made = SimpleNamespace(counterparts=p - torch.from_numpy(change), evidence=found)
        for ending, (smooth, weighed) in VARIANTS.items():
            if weighed and found is None:
                continue
            maps = difference(p, made, there, smooth, weighed)[0].numpy()
            threshold = settings.get(name + ending, {}).get("threshold")
            key = "third" if some is third else "all"
            table[f"{name}{ending}/{key}"] = of_sets(maps, masks[some], inside[some], sets[some], threshold) | {"evaluations": evaluations}
            if key == "all":
                table[f"{name}{ending}/third"] = of_sets(maps[third], masks[third], inside[third], sets[third], threshold)
        if found is not None and "classifier's evidence/all" not in table:
            table["classifier's evidence/all"] = of_sets(found.numpy(), masks[some], inside[some], sets[some], None)
    with open(out, "w") as f:
        json.dump(table, f, indent=1)
    for name, row in table.items():
        print(f"{name:34s}", *(f"{s}: " + " ".join(f"{k} {row[s][k]:.4f}" for k in (
            "auroc", "auroc_whole_picture", "average_precision", "best_dice", "otsu_dice", "false_area") if k in row[s]) for s in ("gliomas", "ms_19") if s in row), sep="  ")


if __name__ == "__main__":
    main(*sys.argv[1:4])
