"""Train G and M: `python3 -m larmor_training.deformable.train CONFIG.yaml PACK.npz RUN_DIR [--minutes M]`; again: it goes on.

The paper's loss is ||eps - c||^2 + 20 (-NCC_9(S o phi, T) + ||grad phi||^2), in one direction (`bidirectional: false`, no `path`, no `cycle`).
Ours asks both directions at once, S to T and T to S, and adds, in the pictures of the config's `losses`:
* path: at a random gamma the warped source and the warped target are one picture (their blend is the frame);
* cycle: that frame, as source, is moved to the target and to the source by the same networks (the idea of UVI-Net, arXiv 2404.01464).
`--minutes` sets `steps` from the speed of the first ones, so that the learning rate has come to zero when the time is over.
"""
import argparse
import os
import time

import numpy as np
import torch
import yaml

from .. import report, train
from ..optimiser import optimisers
from . import losses, process
from .augment import Augment, normalised
from .data import load, summary
from .fields import folded, warp
from .networks import Deformation, Latent

LOG_EVERY, SAVE_EVERY, MEASURED = 50, 100, 30    # steps; the last: those whose speed is measured


class Pair(torch.nn.Module):
    """G and M."""

    def __init__(self, config):
        super().__init__()
        d = config["dimensions"]
        self.latent, self.deformation = Latent(d, **config["latent"]), Deformation(d, **config["deformation"])

    def moved(self, source, target):
        """The displacement from source to target at gamma = 1: one evaluation of G at t = 0 and one of M."""
        return self.deformation(source, self.latent(source, target, target, torch.zeros(len(source), device=source.device)))


def configuration(path):
    with open(path) as f:
        config = yaml.safe_load(f)
    device = config.get("device", "auto")
    device = ("cuda" if torch.cuda.is_available() else "cpu") if device == "auto" else device
    return config | {"device": device, "kind": "deformable"}


def autocast(config):
    return torch.autocast(config["device"].split(":")[0], dtype=torch.bfloat16, enabled=config["bf16"] and config["device"] != "cpu")


class Training(train.Training):
    """train.Training of the pair; its `descend` and `save` as they are."""

    def __init__(self, config, run):
        self.config, self.path, self.step, self.spent = config, f"{run}/checkpoint.pt", 0, 0.0
        torch.manual_seed(config["seed"])
        layout = torch.channels_last if config["dimensions"] == 2 else torch.channels_last_3d
        self.net, self.mean = (Pair(config).to(config["device"], memory_format=layout) for _ in range(2))
        self.mean.load_state_dict(self.net.state_dict())
        self.opts = optimisers(self.net, config["optimiser"])
        if os.path.exists(self.path):
            self.restore(torch.load(self.path, map_location=config["device"], weights_only=False))


def step_loss(net, pair, config, generator):
    """The loss of pairs (batch, 2, [z,] y, x) and its parts."""
    weights, both = config["losses"], config["bidirectional"]
    source, target = pair[:, :1], pair[:, 1:]
    if both:
        source, target = torch.cat([source, target]), torch.cat([target, source])
    n, device = len(source), source.device
    t = torch.rand(n, generator=generator, device=device)
    t = torch.where(torch.rand(n, generator=generator, device=device) < config["quiet"], 0.0, t)
    eps = torch.randn(source.shape, generator=generator, device=device)
    m = net.deformation
    with autocast(config):
        latent = net.latent(source, target, process.noised(target, t, eps), t)
        velocity = m.velocity(source, latent)
    field = m.displacement(velocity)
    noisy = (t > 0).float().reshape(-1, *[1] * (source.dim() - 1))
    parts = {"eps": weights["eps"] * (noisy * (eps - latent).square()).mean(),
             "similar": losses.similarity(warp(source, field), target, weights),
             "rough": weights["rough"] * losses.roughness(velocity if m.squarings else field)}
    if weights.get("fold"):
        parts["fold"] = weights["fold"] * losses.folding(field)
    if weights.get("path") or weights.get("cycle"):
        gamma = torch.rand(n // 2, generator=generator, device=device).reshape(-1, *[1] * (source.dim() - 1))
        part = warp(source, m.displacement(torch.cat([gamma, 1 - gamma]) * velocity))
        ahead, back = part.chunk(2)
        parts["path"] = weights.get("path", 0) * losses.similarity(ahead, back, weights)
    if weights.get("cycle"):
        frame = (1 - gamma) * ahead + gamma * back
        ends = torch.where(gamma < 0.5, target[:n // 2], source[:n // 2])       # the farther one
        with autocast(config):
            velocity = m.velocity(frame, net.latent(frame, ends, ends, torch.zeros(n // 2, device=device)))
        parts["cycle"] = weights["cycle"] * losses.similarity(warp(frame, m.displacement(velocity)), ends, weights)
    return sum(parts.values()), parts


def overlap(a, b):
    """The Dice coefficient of two masks of each example, (batch,)."""
    a, b = a.flatten(1).float(), b.flatten(1).float()
    return 2 * (a * b).sum(1) / (a.sum(1) + b.sum(1)).clamp_min(1)


class Validation:
    """The held-out patients' slices (or stacks), their middles, from end-diastole to end-systole."""

    def __init__(self, pairs, config):
        side, size = pairs.pictures.shape[-1], config["size"]
        box = slice((side - size) // 2, (side + size) // 2)
        pictures = torch.from_numpy(pairs.pictures[..., box, box]).float()
        masks = torch.from_numpy(pairs.masks[..., box, box]).float()
        if config["dimensions"] == 3:
            one = lambda a: [a[s].transpose(0, 1)[None] for s in map(torch.from_numpy, pairs.stacks())]
            self.cases = list(zip(one(pictures), one(masks)))
        else:
            self.cases = list(zip(pictures.split(16), masks.split(16)))

    @torch.no_grad()
    def figures(self, net, config):
        """Means: PSNR of source against target, of the warped source; Dice before, after; percent of folded pixels."""
        rows = []
        for pictures, masks in self.cases:
            pictures, masks = normalised(pictures).to(config["device"]), masks.to(config["device"])
            field = net.moved(pictures[:, :1], pictures[:, 1:])
            psnr = lambda p: -10 * (p - pictures[:, 1:]).square().flatten(1).mean(1).log10()
            after = warp(masks[:, :1], field) > 0.5
            rows.append(torch.stack([psnr(pictures[:, :1]), psnr(warp(pictures[:, :1], field)), overlap(masks[:, 0], masks[:, 1]),
                                     overlap(after[:, 0], masks[:, 1]), 100 * folded(field)], 1))
        return torch.cat(rows).mean(0).tolist()


class Log:
    """Lines on the terminal and rows of `loss.csv`: step, seconds, loss; of `validation.csv`: step, seconds, figures."""

    def __init__(self, run, step):
        self.run, self.parts = run, []
        report.goes_on(run, step)

    def row(self, name, values):
        with open(f"{self.run}/{name}", "a") as f:
            f.write(",".join(f"{v:.6g}" for v in values) + "\n")

    def line(self, step, total, seconds, rate):
        mean = {k: float(np.mean([float(p[k]) for p in self.parts])) for k in self.parts[0]}
        self.row("loss.csv", [step, seconds, sum(mean.values())])
        print(f"step {step}/{total}  " + "  ".join(f"{k} {v:.4f}" for k, v in mean.items()) + f"  {rate:.0f} pairs/s", flush=True)
        self.parts = []

    def validation(self, step, seconds, f):
        self.row("validation.csv", [step, seconds, *f])
        print(f"step {step}  held out: PSNR {f[0]:.2f} -> {f[1]:.2f} dB, Dice {f[2]:.3f} -> {f[3]:.3f}, folded {f[4]:.3f} %", flush=True)


def seed(training):
    """Of the pairs up to the next save: a run that was killed and resumed draws the same."""
    return training.config["seed"] + training.step


def main(config_path, pack, run, minutes=None):
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    config = configuration(config_path)
    torch.backends.cudnn.benchmark = True
    os.makedirs(run, exist_ok=True)
    training, pairs = Training(config, run), load(pack)
    log = Log(run, training.step)
    validation, trained_on = Validation(pairs.held_out(), config), summary(pairs)
    began = time.time()
    rate = lambda first, since: (training.step - first) * config["batch"] / (time.time() - since)
    source = Augment(pairs.held_out(False), config["size"], config["device"], seed(training), **config["augment"])
    start, since, first = training.step, None, training.step
    while training.step < config["steps"]:
        loss, parts = step_loss(training.net, source.draw(config["batch"]), config, source.generator)
        training.descend(loss, training.step / config["steps"])
        log.parts.append({k: v.detach() for k, v in parts.items()})
        step = training.step
        if minutes and step in (start + 5, start + MEASURED, start + 10 * MEASURED):
            [p.cpu() for p in parts.values()]
            if since is None:
                since, first = time.time(), step
            else:
                left = 60 * minutes - (time.time() - began)
                config["steps"] = training.config["steps"] = step + max(1, int(0.97 * left * (step - first) / (time.time() - since)))
                print(f"{config['steps']} steps fit into {minutes} minutes", flush=True)
        last, now = step >= config["steps"], training.spent + time.time() - began
        saving = step % config.get("save_every", SAVE_EVERY) == 0 or last
        if step % config.get("log_every", LOG_EVERY) == 0 or saving:
            log.line(step, config["steps"], now, rate(start, began))
        if step % config["validate_every"] == 0 or last:
            log.validation(step, now, validation.figures(training.mean, config))
        if saving:
            training.save(now, trained_on)
            source.generator.manual_seed(seed(training))
    train.write_whole({"ema": {k: v.cpu() for k, v in training.mean.state_dict().items()}, "step": training.step, "config": config,
                       "spent": training.spent + time.time() - began, "trained_on": trained_on}, f"{run}/weights.pt")
    print(f"{run}/weights.pt: step {training.step}")


if __name__ == "__main__":
    a = argparse.ArgumentParser(prog="train")
    a.add_argument("config"), a.add_argument("pack"), a.add_argument("run"), a.add_argument("--minutes", type=float)
    given = a.parse_args()
    main(given.config, given.pack, given.run, given.minutes)
