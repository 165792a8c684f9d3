"""Train the denoiser: `python3 -m larmor_training.train CONFIG.yaml CACHE.npz RUN_DIR`; run it again to go on.

Each simulated batch is used for several steps. At each step an example is either in the `regress` regime (no noisy
picture: the output is the posterior mean; made consistent with the data it becomes the example's next anchor, as in the
iterations of an unrolled network with shared weights) or in the `diffuse` regime (the truth noised to a random sigma;
with probability `drop` without any condition: the unconditional prior).
"""
import os
import sys
import time

import numpy as np
import torch
import yaml

from . import report
from .data import Slices
from .network import Denoiser
from .optimiser import optimisers, schedule
from .physics import Consistent, consistent, trust
from .simulate import planes, simulate


def picture(p):
    return torch.complex(p[:, 0], p[:, 1])


def autocast(net, config):
    return torch.autocast(next(net.parameters()).device.type, dtype=torch.bfloat16, enabled=config["bf16"])


class Flight:
    """A simulated batch in use: its scan, its anchors, how many steps it has had and each example's stage."""

    def __init__(self, rng, slices, config):
        h = int(rng.choice(np.arange(128, 289, 16)))
        w = int(rng.choice([64, 80, 96]))
        coils = int(rng.choice(config["coils"]))
        self.device = config.get("device", "cpu")
        self.scan = simulate(rng, slices, config["batch"], h, w, coils, self.device)
        self.anchor, self.age = self.scan.sense, 0
        self.stage = torch.zeros(config["batch"], dtype=torch.long)

    def advance(self, output, regress):
        """Move the regressed examples' anchors to the data-consistent output."""
        self.anchor = torch.where(regress[:, None, None], output, self.anchor)
        self.stage += regress.long().cpu()
        self.age += 1


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
    fresh = torch.randn(residual.shape, generator=torch.Generator().manual_seed(int(rng.integers(2 ** 62))))
    noisy = (residual + sigma[:, None, None, None] * fresh.to(flight.device)) * (~regress).float()[:, None, None, None]
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


@torch.no_grad()
def validate(net, scans, config):
    """Mean relative error (root mean square error after / of CG-SENSE, and normalised) after each iteration."""
    rows = []
    for s in scans:
        anchor, row = s.sense, []
        norm = s.truth.abs().square().mean((1, 2)).sqrt()
        row.append((anchor - s.truth).abs().square().mean((1, 2)).sqrt() / norm)
        for _ in range(3):
            blank = torch.zeros_like(planes(anchor))
            with autocast(net, config):
                out = net(blank, torch.full((len(anchor),), net.sigma_max, device=anchor.device), s.known(anchor))
            x = anchor + picture(out)
            row.append((x - s.truth).abs().square().mean((1, 2)).sqrt() / norm)
            anchor = consistent(s.encoding, s.adjoint, x, trust(s.noise, out[:, 2]), 12)
        row.append((anchor - s.truth).abs().square().mean((1, 2)).sqrt() / norm)
        rows.append(torch.stack(row))
    return torch.cat(rows, 1).log().mean(1).exp().tolist()


def fixed_scans(cache, device):
    """Held-out patients' scans, the same in every run."""
    slices, rng = Slices(cache, held_out=True), np.random.default_rng(12345)
    return [simulate(rng, slices, 6, h, 80, c, device) for h, c in ((208, 1), (224, 4), (192, 8), (240, 12))]


def main(config_path, cache, run):
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    with open(config_path) as f:
        config = yaml.safe_load(f)
    os.makedirs(run, exist_ok=True)
    torch.manual_seed(config["seed"])
    rng = np.random.default_rng(config["seed"])
    device = config.get("device", "cpu")
    net = Denoiser(**config["network"]).to(device, memory_format=torch.channels_last)
    mean = Denoiser(**config["network"]).to(device, memory_format=torch.channels_last)
    opts, step, spent = optimisers(net, config["optimiser"]), 0, 0.0
    path = f"{run}/checkpoint.pt"
    if os.path.exists(path):
        c = torch.load(path, map_location=device, weights_only=False)
        net.load_state_dict(c["net"]), mean.load_state_dict(c["ema"])
        [o.load_state_dict(s) for o, s in zip(opts, c["optimisers"])]
        step, spent = c["step"], c["spent"]
        rng = np.random.default_rng([config["seed"], step])
    elif config.get("start_from"):
        mean.load_state_dict(torch.load(config["start_from"], weights_only=False)["ema"])
        net.load_state_dict(mean.state_dict())
    else:
        mean.load_state_dict(net.state_dict())
    slices, scans, flights = Slices(cache), fixed_scans(cache, device), []
    log, began, total = report.Log(run, step), time.time(), config["steps"]
    while step < total:
        while len(flights) < config["in_flight"]:
            flights.append(Flight(rng, slices, config))
        i = int(rng.integers(len(flights)))
        for o in opts:
            for group in o.param_groups:
                group["lr"] = group["base"] * schedule(step, total, decay=config.get("decay", 0.35))
        loss, output, regress, before, after = step_loss(net, flights[i], rng, config)
        [o.zero_grad(set_to_none=True) for o in opts]
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        [o.step() for o in opts]
        step += 1
        with torch.no_grad():
            decay = min(config["ema"], (1 + step) / (10 + step))
            torch._foreach_lerp_(list(mean.parameters()), list(net.parameters()), 1 - decay)
        log.add(loss.item(), before[regress], after[regress], flights[i].stage[regress.cpu()])
        flights[i].advance(output, regress)
        if flights[i].age >= config["reuse"]:
            del flights[i]
        now = spent + time.time() - began
        if step % 50 == 0:
            log.line(step, total, now, config["batch"])
        if step % config["validate_every"] == 0 or step == total:
            log.validation(step, now, validate(mean, scans, config))
        if step % config["save_every"] == 0 or step == total:
            state = {"net": net.state_dict(), "ema": mean.state_dict(), "optimisers": [o.state_dict() for o in opts],
                     "step": step, "spent": now, "config": config}
            torch.save(state, path + ".new"), os.replace(path + ".new", path)
            rng, flights = np.random.default_rng([config["seed"], step]), []  # as after a resumption: the curve stays the same
            report.curves(run), report.sheet(run, mean, scans, config)


if __name__ == "__main__":
    main(*sys.argv[1:4])
