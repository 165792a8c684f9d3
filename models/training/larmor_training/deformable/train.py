"""Train G and M: `python3 -m larmor_training.deformable.train CONFIG.yaml PACK.npz RUN_DIR [--minutes M]`; again: it goes on.

The paper's loss is ||eps - c||^2 + 20 (-NCC_9(S o phi, T) + ||grad phi||^2), in one direction (`bidirectional: false`, no `path`, no `cycle`).
Ours asks both directions at once, S to T and T to S, and adds, in the pictures of the config's `losses`:
* path: at a random gamma the warped source and the warped target are one picture (their blend is the frame);
* cycle: that frame, as source, is moved to the target and to the source by the same networks (the idea of UVI-Net, arXiv 2404.01464).
`--minutes` is the time of the whole run in place of `steps`; the learning rate has come to zero when it is over. `start_from`, a package of
pictures (a folder, beside the configuration), is what a pair begins as; one of stacks by inflation. weights.pt is the best that was validated.
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
from .networks import Deformation, Latent, inflated

LOG_EVERY, SAVE_EVERY = 50, 100     # steps


class Pair(torch.nn.Module):
    """G and M."""

    def __init__(self, config):
        super().__init__()
        d = config["dimensions"]
        self.latent, self.deformation = Latent(d, **config["latent"]), Deformation(d, **config["deformation"])

    def moved(self, source, target):
        """The displacement from source to target at gamma = 1: one evaluation of G at t = 0 and one of M."""
        return self.deformation(source, self.latent(source, target, target, torch.zeros(len(source), device=source.device)))

    def begin(self, folder):
        """Take the weights of a package of pictures."""
        for name, module in self.named_children():
            flat = torch.jit.load(f"{folder}/{name}.pt", map_location="cpu").state_dict()
            module.load_state_dict(inflated(flat, module.state_dict()))


def configuration(path):
    with open(path) as f:
        config = yaml.safe_load(f)
    device = config.get("device", "auto")
    device = ("cuda" if torch.cuda.is_available() else "cpu") if device == "auto" else device
    if config.get("start_from"):
        config["start_from"] = os.path.join(os.path.dirname(path), config["start_from"])
    return config | {"device": device, "kind": "deformable"}


def autocast(config):
    """bfloat16 where the configuration asks for it and the device computes it faster than float32."""
    quick = config["device"] != "cpu" or torch.ops.mkldnn._is_mkldnn_bf16_supported()
    return torch.autocast(config["device"].split(":")[0], dtype=torch.bfloat16, enabled=config["bf16"] and quick)


class Training(train.Training):
    """train.Training of the pair; its `descend` and `save` as they are."""

    def __init__(self, config, run):
        self.config, self.path, self.step, self.spent = config, f"{run}/checkpoint.pt", 0, 0.0
        torch.manual_seed(config["seed"])
        layout = torch.channels_last if config["dimensions"] == 2 else torch.channels_last_3d
        self.net, self.mean = (Pair(config).to(config["device"], memory_format=layout) for _ in range(2))
        if config.get("start_from") and not os.path.exists(self.path):
            self.net.begin(config["start_from"])
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

    def best(self):
        """The highest PSNR of the held-out patients' moved sources so far."""
        path = f"{self.run}/validation.csv"
        return float(np.loadtxt(path, delimiter=",", ndmin=2)[:, 3].max()) if os.path.exists(path) else -np.inf

    def validation(self, step, seconds, f):
        self.row("validation.csv", [step, seconds, *f])
        print(f"step {step}  held out: PSNR {f[0]:.2f} -> {f[1]:.2f} dB, Dice {f[2]:.3f} -> {f[3]:.3f}, folded {f[4]:.3f} %", flush=True)


def seed(training):
    """Of the pairs up to the next save: a run that was killed and resumed draws the same."""
    return training.config["seed"] + training.step


def keep(training, spent, trained_on, run):
    """weights.pt: the averaged weights as they are."""
    train.write_whole({"ema": {k: v.cpu() for k, v in training.mean.state_dict().items()}, "step": training.step, "config": training.config,
                       "spent": spent, "machine": train.machine(training.config["device"]), "trained_on": trained_on}, f"{run}/weights.pt")


def main(config_path, pack, run, minutes=None):
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    config = configuration(config_path)
    torch.backends.cudnn.benchmark = True
    os.makedirs(run, exist_ok=True)
    training, pairs = Training(config, run), load(pack)
    log = Log(run, training.step)
    validation, trained_on = Validation(pairs.held_out(), config), summary(pairs)
    budget, start, began = train.Budget(config, training, minutes), training.step, time.time()
    source = Augment(pairs.held_out(False), config["size"], config["device"], seed(training), **config["augment"])

    def validate():
        figures, best = validation.figures(training.mean, config), log.best()
        log.validation(training.step, budget.spent(), figures)
        if figures[1] > best:
            keep(training, budget.spent(), trained_on, run)

    if not training.step:
        validate()
    while not budget.over():
        loss, parts = step_loss(training.net, source.draw(config["batch"]), config, source.generator)
        training.descend(loss, budget.done())
        log.parts.append({k: v.detach() for k, v in parts.items()})
        step, last = training.step, budget.over()
        saving = step % config.get("save_every", SAVE_EVERY) == 0 or last
        if step % config.get("log_every", LOG_EVERY) == 0 or saving:
            log.line(step, budget.total(), budget.spent(), (step - start) * config["batch"] / (time.time() - began))
        if step % config["validate_every"] == 0 or last:
            validate()
        if saving:
            training.save(budget.spent(), trained_on)
            source.generator.manual_seed(seed(training))
    print(f"{run}/weights.pt: the best of {training.step} steps on held-out patients")


if __name__ == "__main__":
    a = argparse.ArgumentParser(prog="train")
    a.add_argument("config"), a.add_argument("pack"), a.add_argument("run"), a.add_argument("--minutes", type=float)
    given = a.parse_args()
    main(given.config, given.pack, given.run, given.minutes)
