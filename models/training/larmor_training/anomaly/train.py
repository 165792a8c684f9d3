"""Train a network of the anomaly maps: `python3 -m larmor_training.anomaly.train CONFIG.yaml PACK.npz RUN_DIR --minutes M`
(or --steps N); run it again to go on. The config's `kind` is denoiser or classifier.

The learning rate falls to zero with the time (or the steps) spent. At the end, and at each save, RUN_DIR holds checkpoint.pt
(to go on from), weights.pt (averaged weights, float16), loss.csv, and curves.png where matplotlib is installed.
"""
import argparse
import csv
import os
import sys
import time

import numpy as np
import torch
import yaml
from torch.nn import functional as F

from .. import report
from ..optimiser import optimisers, schedule
from ..train import CLIP, write_whole
from .data import load
from .diffusion import ABAR, STEPS, sigma_of
from .measures import auroc
from .network import Classifier, Denoiser
from .simulate import Simulator
from .warp import Draws

KINDS = {"denoiser": Denoiser, "classifier": Classifier}
LOG_EVERY, SAVE_EVERY = 50, 200       # steps
FALL = 0.7                            # share of the training in which the rate falls
OFTEN = 0.8, 700                      # the share of the denoiser's examples with times up to this
VALIDATION = 48                       # held-out examples


def autocast(config):
    kind = config["device"].split(":")[0]
    return torch.autocast(kind, dtype=torch.bfloat16, enabled=bool(config["bf16"]) and kind == "cuda")


def noised(examples, t, draws):
    """(x_t, eps, sqrt(abar), sqrt(1 - abar), sigma) at the times t (n,)."""
    abar = ABAR.to(t.device)[t]
    keep, add = abar.sqrt().float()[:, None, None, None], (1 - abar).sqrt().float()[:, None, None, None]
    eps = draws.normal(*examples.pictures.shape) * examples.present[:, :, None, None]
    return keep * examples.pictures + add * eps, eps, keep, add, sigma_of(abar).float()


def denoiser_loss(net, examples, draws, config):
    """Mean square error of v over the contrasts that are there."""
    n = len(examples.pictures)
    share, most = OFTEN
    u = (draws.uniform(0, 1, n) + torch.arange(n, device=draws.device)) / n     # spread evenly over the batch
    t = torch.where(u < share, u / share * most, most + (u - share) / (1 - share) * (STEPS - most)).long().clamp_max(STEPS - 1) + 1
    x, eps, keep, add, sigma = noised(examples, t, draws)
    with autocast(config):
        v = net(x, sigma, examples.present)
    there = examples.present[:, :, None, None]
    error = ((v - keep * eps + add * examples.pictures) * there).square()
    return error.mean((2, 3)).sum() / there.sum()


def places(masks, patch=4):
    """The share of each patch that is lesion, as a soft target."""
    return (F.avg_pool2d(masks[:, None].float(), patch)[:, 0] * 2).clamp_max(1)


def classifier_loss(net, examples, draws, config):
    """Cross entropies of healthy or not, and of each patch."""
    n = len(examples.pictures)
    t = (draws.uniform(0, 1, n) ** config["early"] * STEPS).long().clamp_max(STEPS - 1) + 1
    x, _, _, _, sigma = noised(examples, t, draws)
    with autocast(config):
        whole, where = net(x, sigma, examples.present)
    sure = examples.sure / examples.sure.sum().clamp_min(1)
    first = (F.binary_cross_entropy_with_logits(whole, 1 - examples.lesion, reduction="none") * sure).sum()
    second = F.binary_cross_entropy_with_logits(where, places(examples.masks), reduction="none").mean((1, 2))
    return first + config["place"] * (second * sure).sum()


LOSSES = {"denoiser": denoiser_loss, "classifier": classifier_loss}


class Validation:
    """Held-out patients' slices with painted lesions: losses at fixed times, and the classifier's AUROC."""

    def __init__(self, pack, config):
        draws = Draws(1, config["device"])
        self.examples = Simulator(pack, config["device"], held_out=True).examples(draws, VALIDATION)

    @torch.no_grad()
    def figures(self, net, config):
        e, made = self.examples, {}
        for t in (50, 250, 500):
            draws = Draws(2, config["device"])
            x, eps, keep, add, sigma = noised(e, torch.full((len(e.pictures),), t, device=config["device"]), draws)
            with autocast(config):
                out = net(x, sigma, e.present)
            if config["kind"] == "denoiser":
                there = e.present[:, :, None, None]
                error = ((out - keep * eps + add * e.pictures) * there).square().mean((2, 3)).sum() / there.sum()
                made[f"v_{t}"] = error.item()
            else:
                whole, where = (o.float().cpu().numpy() for o in out)
                sure = e.sure.cpu().numpy() > 0
                made[f"auroc_{t}"] = auroc(-whole[sure], e.lesion.cpu().numpy()[sure] > 0)
                made[f"patch_auroc_{t}"] = auroc(where[sure].ravel(), places(e.masks).cpu().numpy()[sure].ravel() > 0.5)
        return made


class Training:
    """A run: its network, averaged weights, optimisers, step and the minutes spent."""

    def __init__(self, config, run, trained_on):
        self.config, self.run, self.trained_on = config, run, trained_on
        self.path, self.step, self.spent = f"{run}/checkpoint.pt", 0, 0.0
        torch.manual_seed(config["seed"])
        make = lambda: KINDS[config["kind"]](**config["network"]).to(config["device"], memory_format=torch.channels_last)
        self.net, self.mean = make(), make()
        self.mean.load_state_dict(self.net.state_dict())
        self.opts = optimisers(self.net, config["optimiser"])
        if os.path.exists(self.path):
            c = torch.load(self.path, map_location=config["device"], weights_only=False)
            if c["config"]["kind"] != config["kind"]:
                raise SystemExit(f"train: {self.path} is of a {c['config']['kind']}, not of a {config['kind']}")
            self.net.load_state_dict(c["net"]), self.mean.load_state_dict(c["ema"])
            [o.load_state_dict(s) for o, s in zip(self.opts, c["optimisers"])]
            self.step, self.spent = c["step"], c["spent"]

    def draws(self):
        """The random numbers of the steps up to the next save: a run that was killed and resumed draws the same."""
        return Draws(self.config["seed"] + self.step, self.config["device"])

    def descend(self, loss, share):
        """One step, `share` of the training being over."""
        rate = schedule(self.step, share, decay=FALL, rate="cosine")
        for o in self.opts:
            for group in o.param_groups:
                group["lr"] = group["base"] * rate
            o.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), CLIP)
        [o.step() for o in self.opts]
        self.step += 1
        with torch.no_grad():
            decay = min(self.config["ema"], (1 + self.step) / (10 + self.step))
            torch._foreach_lerp_(list(self.mean.parameters()), list(self.net.parameters()), 1 - decay)

    def save(self, figures):
        write_whole({"net": self.net.state_dict(), "ema": self.mean.state_dict(), "optimisers": [o.state_dict() for o in self.opts],
                     "step": self.step, "spent": self.spent, "config": self.config}, self.path)
        half = {k: v.detach().cpu().half() for k, v in self.mean.state_dict().items()}
        write_whole({"kind": self.config["kind"], "network": self.config["network"], "weights": half, "step": self.step,
                     "minutes": round(self.spent, 2), "config": self.config, "figures": figures, "trained_on": self.trained_on},
                    f"{self.run}/weights.pt")


def configuration(path):
    with open(path) as f:
        config = yaml.safe_load(f)
    if config.get("kind") not in KINDS:
        raise SystemExit(f"train: {path}: kind '{config.get('kind')}' is none of {', '.join(KINDS)}")
    if config.get("device", "auto") == "auto":
        config["device"] = "cuda" if torch.cuda.is_available() else "cpu"
    return config


def summary(pack):
    """{data: {set: licence}, held_out: [set/patient]}, for the model card."""
    names, held = pack["names"], pack["held_out"]
    return {"data": dict(zip(map(str, pack["sets"]), map(str, pack["licences"]))), "held_out": sorted(set(map(str, names[held])))}


def curve(run):
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        return
    rows = report.rows(f"{run}/loss.csv")
    drawing, ((axes,),) = report.figure(1, 1, (6, 3.5))
    axes.plot(rows[:, 0], rows[:, 2]), axes.set(xlabel="step", ylabel="loss", yscale="log")
    report.written(drawing, f"{run}/curves.png", 80)


def main(config_path, pack_path, run, minutes=None, steps=None, kind=None):
    config, pack = configuration(config_path), load(pack_path)
    if kind and config["kind"] != kind:
        raise SystemExit(f"train: {config_path}: is of a {config['kind']}, not of a {kind}")
    if config["device"] == "cpu":
        torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    torch.backends.cudnn.benchmark = True
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
    os.makedirs(run, exist_ok=True)
    training = Training(config, run, summary(pack))
    report.goes_on(run, training.step)
    began, before = time.time(), training.spent
    simulator, validation = Simulator(pack, config["device"]), Validation(pack, config)
    share = lambda: training.step / steps if steps else training.spent / minutes
    draws, losses, examples, used = training.draws(), [], None, 0
    while share() < 1:
        if examples is None or used >= config["reuse"]:
            with torch.no_grad():
                examples = simulator.examples(draws, config["batch"], config["lesions"], config["real"], config["tumours"])
            used = 0
        loss = LOSSES[config["kind"]](training.net, examples, draws, config)
        training.descend(loss, share())
        used += 1
        losses.append(loss.detach())
        training.spent = before + (time.time() - began) / 60
        saving = training.step % config.get("save_every", SAVE_EVERY) == 0
        if training.step % config.get("log_every", LOG_EVERY) == 0 or saving:
            mean = torch.stack(losses).mean().item()
            losses = []
            with open(f"{run}/loss.csv", "a", newline="") as f:
                csv.writer(f).writerow([training.step, round(60 * training.spent, 1), round(mean, 6)])
            print(f"step {training.step}  loss {mean:.5f}  {training.spent:.2f} min", file=sys.stderr, flush=True)
        if saving:
            figures = validation.figures(training.mean, config)
            training.save(figures)
            draws, examples = training.draws(), None
            print(f"step {training.step}  held out: " + "  ".join(f"{k} {v:.4f}" for k, v in figures.items()), file=sys.stderr, flush=True)
    training.save(validation.figures(training.mean, config))
    if os.path.exists(f"{run}/loss.csv"):
        curve(run)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(prog="train")
    arguments.add_argument("config"), arguments.add_argument("pack"), arguments.add_argument("run")
    until = arguments.add_mutually_exclusive_group(required=True)
    until.add_argument("--minutes", type=float), until.add_argument("--steps", type=int)
    arguments.add_argument("--kind", choices=KINDS)
    given = arguments.parse_args()
    main(given.config, given.pack, given.run, given.minutes, given.steps, given.kind)
