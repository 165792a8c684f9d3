#!/usr/bin/env python3
"""Write what the Java anomaly maps are held against: make_anomaly_fixture.py ZOO_DIR OUT_DIR.

One small slice with a bright spot (T1c and FLAIR), and what `larmor_training.anomaly` makes of it with the shipped networks: the
evidence, the counterparts of the shipped recipe from both levels, map and deviation; and the paper's form at L = 12.
"""
import pathlib
import sys

import numpy as np
import torch
import yaml

from larmor_training.anomaly import TOP
from larmor_training.anomaly import maps
from larmor_training.anomaly.diffusion import Models, times_of

HEIGHT, WIDTH = 112, 96


class Scripted(Models):
    """The two exported files in place of the networks."""

    def __init__(self, zoo):
        super().__init__(torch.jit.load(f"{zoo}/denoiser.pt"), None)
        self.guidance = torch.jit.load(f"{zoo}/guidance.pt")

    def asked(self, x, t, present, weights):
        self.classified += 1
        return self.guidance(x, self.sigma(x, t), present, torch.tensor(weights))

    def sigma(self, x, t):
        from larmor_training.anomaly.diffusion import ABAR, sigma_of
        return torch.full((len(x),), float(sigma_of(ABAR[t])))

    def healthy(self, x, t, present):
        chance = self.asked(x, t, present, (0.0, 0.0))[:, 4, ::4, ::4]
        return None, torch.logit(chance.double()).float()

    def gradient(self, x, t, present, spatial):
        return self.asked(x, t, present, (1 - spatial, spatial))[:, :4]


def slice_with_a_spot():
    y, x = np.mgrid[:HEIGHT, :WIDTH].astype(np.float32)
    r = np.hypot((y - HEIGHT / 2) / (0.46 * HEIGHT), (x - WIDTH / 2) / (0.46 * WIDTH))
    folds = 0.12 * np.sin(0.5 * x + 0.2 * y) * np.cos(0.35 * y)
    inside = r < 1
    spot = np.exp(-((y - 40) ** 2 + (x - 62) ** 2) / 60)
    values = np.zeros((4, HEIGHT, WIDTH), np.float32)
    values[1], values[3] = folds + 0.1 * spot, -0.8 * folds + 1.1 * spot
    values[[1, 3]] = np.where(inside, values[[1, 3]].clip(-0.95, TOP), -1)
    return values, np.array([0, 1, 0, 1], np.float32)


def main(zoo, out):
    torch.set_num_threads(1)
    with open(f"{zoo}/model.yaml") as f:
        recipe = yaml.safe_load(f)["anomaly"]["recipe"]
    top = max(recipe["levels"])
    times = times_of(top, recipe["steps"])
    starts = tuple(int((times - level).abs().argmin()) / recipe["steps"] for level in recipe["levels"])
    shipped = maps.Setting(top, recipe["steps"], recipe["order"], recipe["scale"], recipe["spatial"], recipe["masked"],
                           recipe["clamped"], starts)
    values, present = slice_with_a_spot()
    pictures, there = torch.from_numpy(values)[None], torch.from_numpy(present)[None]
    made = maps.counterparts_of(Scripted(zoo), pictures, there, shipped)
    mean, deviation = maps.difference(pictures, made, there, maps.SMOOTH, recipe["weighed"])
    plain = maps.counterparts_of(Scripted(zoo), pictures, there, maps.Setting(12, 12))
    folder = pathlib.Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    print("evidence up to", float(made.evidence.max()), "map up to", float(mean.max()), made.denoised, made.classified)
    for name, array in {"values": values, "present": present, "evidence": made.evidence[0], "counterparts": made.counterparts[:, 0],
                        "map": mean[0], "deviation": deviation[0], "paper": plain.counterparts[0, 0]}.items():
        np.save(folder / f"{name}.npy", np.asarray(array, np.float32))


if __name__ == "__main__":
    main(*sys.argv[1:3])
