"""Train the denoiser: `python3 -m larmor_training.train CONFIG.yaml CACHE.npz RUN_DIR [--kind KIND]`; run it again to go on.
The config's `kind`, or KIND, is measurement-conditioned by default; a `prior` is trained without any condition.

Each simulated batch is used for several steps. At each step an example is either in the `regress` regime (no noisy
picture: the output is the posterior mean; made consistent with the data it becomes the example's next anchor, as in the
iterations of an unrolled network with shared weights) or in the `diffuse` regime (the truth noised to a random sigma;
with probability `drop` without any condition: the unconditional prior).
"""
import argparse
import os
import time

import numpy as np
import torch
import yaml

from . import report
from .data import Slices, summary
from .network import Denoiser
from .optimiser import optimisers, schedule
from .physics import Consistent, trust
from .simulate import planes
from .supply import Supply
from .validation import Validation, autocast, picture


#: What a kind of network sets beside its configuration.
KINDS = {"measurement-conditioned": {}, "prior": {"regress": 0.0, "drop": 1.0, "through_data": 0.0, "iterations": 0}}
CLIP = 1.0              # largest norm of the gradient
EARLIER_STEPS = 2       # of a batch on the scan's earlier moment, where it begins there
LOG_EVERY = 50          # steps


class Flight:
    """A simulated batch in use: its scan, its anchors, how many steps it has had and each example's stage.

    With `earlier`, the scan of the same pictures after fewer lines, the first steps are made on that one: the anchors with
    which the full scan goes on are then pictures of an earlier moment, as between the previews of a running scan."""

    def __init__(self, scan, earlier=None):
        self.device = scan.truth.device
        self.scan, self.full = (scan, None) if earlier is None else (earlier, scan)
        self.anchor, self.age = self.scan.sense, 0
        self.stage = torch.zeros(len(scan.truth), dtype=torch.long, device=self.device)

    def advance(self, output, regress):
        """Move the regressed examples' anchors to the data-consistent output."""
        self.anchor = torch.where(regress[:, None, None], output, self.anchor)
        self.stage = self.stage + regress.long()
        self.age += 1
        if self.full is not None and self.age == EARLIER_STEPS:
            turn = self.full.phase * self.scan.phase.conj()
            self.scan, self.full, self.anchor = self.full, None, self.anchor * turn


def step_loss(net, flight, rng, config):
    """One forward pass: (loss, data-consistent output, regress (batch,), root mean square errors before and after)."""
    scan, n = flight.scan, len(flight.anchor)
    here = lambda a: torch.from_numpy(a).to(flight.device)
    regress = here(rng.random(n) < config["regress"])
    free = here(rng.random(n) < config["drop"]) & ~regress
    keep = (~free).float()[:, None, None]
    anchor = flight.anchor * keep
    known = scan.known(flight.anchor) * keep[:, None]
    residual = planes(scan.truth - anchor)
    low, high = np.log(config["sigma"][0]), np.log(config["sigma"][1])
    sigma = here(np.exp(rng.uniform(low, high, n)).astype(np.float32))
    sigma = torch.where(regress, net.sigma_max, sigma)
    chance = torch.Generator(flight.device).manual_seed(int(rng.integers(2 ** 62)))
    fresh = torch.randn(residual.shape, generator=chance, device=flight.device)
    noisy = (residual + sigma[:, None, None, None] * fresh) * (~regress).float()[:, None, None, None]
    with autocast(net, config):
        output = net(noisy, sigma, known)
    square = (output[:, :2] - residual).square().mean(1)
    deviation = output[:, 2]
    weight = trust(scan.noise, deviation.detach())
    share = torch.where(free, 0.0, config["through_data"])
    with torch.set_grad_enabled(config["through_data"] > 0):
        result = Consistent.apply(anchor + picture(output), scan.encoding, scan.adjoint, weight, config["iterations"])
    after = (result - scan.truth).abs().square().mean((1, 2)) / 2
    error = (1 - share) * square.mean((1, 2)) + share * after
    unlikely = (2 * deviation.log() + square.detach() / deviation ** 2).mean((1, 2))  # 2 x the negative log-likelihood of a real part
    before = residual.square().mean((1, 2, 3))
    _, out, _ = net.scales(sigma, known)
    easy = ((0.05 ** 2 / (0.015 ** 2 + before)) ** 0.5).clamp_max(3.0)
    weight = torch.where(free, 1.0, easy) / out[:, 0, 0, 0] ** 2
    loss = (weight * error).mean()
    loss = loss + config["deviation"] * (unlikely - 2 * out[:, 0, 0, 0].log()).mean()
    return loss, result.detach(), regress, before.sqrt(), after.detach().sqrt()


def configuration(path, kind=None):
    """The configuration in a file, with what its kind sets; complains in one line of what cannot be."""
    with open(path) as f:
        config = yaml.safe_load(f)
    stated = config.get("kind", kind or "measurement-conditioned")
    if stated not in KINDS:
        raise SystemExit(f"train: {path}: kind '{stated}' is none of {', '.join(KINDS)}")
    if kind and kind != stated:
        raise SystemExit(f"train: {path} is the configuration of a {stated} network, not of a {kind} one")
    device = config.get("device", "cpu")
    if device == "auto":
        device = "cuda" if torch.cuda.is_available() else "cpu"
    if device.startswith("cuda") and not torch.cuda.is_available():
        raise SystemExit(f"train: {path} asks for {device}, and this PyTorch sees no GPU: set device: cpu, or auto")
    return config | KINDS[stated] | {"kind": stated, "device": device}


def machine(device):
    """What the network is trained on, in words."""
    if device.startswith("cuda"):
        return f"one {torch.cuda.get_device_name(device)}"
    threads = torch.get_num_threads()
    return "one CPU core" if threads == 1 else f"{threads} CPU cores"


def write_whole(state, path):
    """Saves the checkpoint under another name, and gives it its own when it is whole on the disk: a run may be killed at
    any moment."""
    with open(path + ".new", "wb") as f:
        torch.save(state, f)
        f.flush(), os.fsync(f.fileno())
    os.replace(path + ".new", path)


class Training:
    """A run: its networks, optimisers, step and the hours spent; goes on from its folder's checkpoint where there is one."""

    def __init__(self, config, run):
        self.config, self.path, self.step, self.spent = config, f"{run}/checkpoint.pt", 0, 0.0
        make = lambda: Denoiser(**config["network"]).to(config["device"], memory_format=torch.channels_last)
        torch.manual_seed(config["seed"])
        self.net, self.mean = make(), make()
        if config.get("compile"):
            self.net.unet.compile(dynamic=True)
        self.opts = optimisers(self.net, config["optimiser"])
        if os.path.exists(self.path):
            self.restore(torch.load(self.path, map_location=config["device"], weights_only=False))
        elif config.get("start_from"):
            self.mean.load_state_dict(torch.load(config["start_from"], weights_only=False)["ema"])
            self.net.load_state_dict(self.mean.state_dict())
        else:
            self.mean.load_state_dict(self.net.state_dict())

    def restore(self, c):
        before = c["config"].get("kind", "measurement-conditioned")
        if before != self.config["kind"]:
            raise SystemExit(f"train: {self.path} is of a {before} network, not of a {self.config['kind']} one")
        self.net.load_state_dict(c["net"]), self.mean.load_state_dict(c["ema"])
        [o.load_state_dict(s) for o, s in zip(self.opts, c["optimisers"])]
        self.step, self.spent = c["step"], c["spent"]

    def random(self):
        """The generator of the steps up to the next save: a run that was killed and resumed draws the same."""
        return np.random.default_rng([self.config["seed"], self.step] if self.step else self.config["seed"])

    def descend(self, loss, done):
        """One step of the optimisers and of the averaged weights, when `done` (0 to 1) of the run is over."""
        config = self.config
        share = schedule(self.step, done, decay=config.get("decay", 0.35), rate=config.get("rate", "linear"))
        for o in self.opts:
            for group in o.param_groups:
                group["lr"] = group["base"] * share
            o.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), config.get("clip", CLIP))
        [o.step() for o in self.opts]
        self.step += 1
        with torch.no_grad():
            decay = min(config["ema"], (1 + self.step) / (10 + self.step))
            torch._foreach_lerp_(list(self.mean.parameters()), list(self.net.parameters()), 1 - decay)

    def save(self, spent, trained_on):
        write_whole({"net": self.net.state_dict(), "ema": self.mean.state_dict(), "optimisers": [o.state_dict() for o in self.opts],
                     "step": self.step, "spent": spent, "config": self.config, "machine": machine(self.config["device"]),
                     "trained_on": trained_on}, self.path)


class Budget:
    """How far a run has come: by its steps, or by its hours where they are given; and when this part of it pauses."""

    def __init__(self, config, training, minutes=None, pause=None):
        self.config, self.training, self.began = config, training, time.time()
        self.seconds, self.pause = (60 * m if m else None for m in (minutes, pause))

    def spent(self):
        return self.training.spent + time.time() - self.began

    def done(self):
        return min(1.0, self.spent() / self.seconds) if self.seconds else self.training.step / self.config["steps"]

    def total(self):
        """The steps of the whole run, as far as can be told."""
        return max(self.training.step, round(self.training.step / max(self.done(), 1e-6))) if self.seconds else self.config["steps"]

    def over(self):
        return self.done() >= 1 or self.pause is not None and time.time() - self.began > self.pause


def main(config_path, cache, run, kind=None, minutes=None, pause=None):
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    config = configuration(config_path, kind)
    os.makedirs(run, exist_ok=True)
    training = Training(config, run)
    validation, trained_on = Validation(cache, config), summary(cache)
    log, budget = report.Log(run, training.step, config["batch"]), Budget(config, training, minutes, pause)
    with Supply(cache, config) as supply:
        rng, flights = training.random(), []
        supply.restart(rng)
        while not budget.over():
            while len(flights) < config["in_flight"]:
                flights.append(Flight(*supply.next()))
            i = int(rng.integers(len(flights)))
            loss, output, regress, before, after = step_loss(training.net, flights[i], rng, config)
            training.descend(loss, budget.done())
            step, total = training.step, budget.total()
            log.add(loss, before, after, regress, flights[i].stage)
            flights[i].advance(output, regress)
            if flights[i].age >= config["reuse"]:
                del flights[i]
            log.bar(step, total)
            last = budget.over()
            saving = step % config["save_every"] == 0 or last
            if step % config.get("log_every", LOG_EVERY) == 0 or saving:
                log.line(step, total, budget.spent())
            if step % config["validate_every"] == 0 or last:
                log.validation(step, budget.spent(), validation.figures(training.mean, config))
            if saving:
                training.save(budget.spent(), trained_on)
                rng, flights = training.random(), []  # as after a resumption: the curve stays the same
                supply.restart(rng)
                report.curves(run), report.sheet(run, training.mean, validation.scans, config)
                log.waited()


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(prog="train")
    arguments.add_argument("config"), arguments.add_argument("cache"), arguments.add_argument("run")
    arguments.add_argument("--kind", choices=KINDS)
    arguments.add_argument("--minutes", type=float, help="the whole run's time, in place of the configuration's steps")
    arguments.add_argument("--pause", type=float, help="minutes after which this part of the run saves and ends")
    given = arguments.parse_args()
    main(given.config, given.cache, given.run, given.kind, given.minutes, given.pause)
