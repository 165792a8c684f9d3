"""Muon for convolution kernels (momentum made orthogonal; Jordan et al. 2024), AdamW for everything else."""
import math

import torch


def orthogonal(g, steps=5):
    """The nearest semi-orthogonal matrices to g (matrix, rows, columns), roughly, by a quintic Newton-Schulz iteration."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = g.bfloat16()
    tall = x.shape[1] > x.shape[2]
    x = x.mT if tall else x
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(steps):
        s = x @ x.mT
        x = a * x + (b * s + c * s @ s) @ x
    return (x.mT if tall else x).to(g.dtype)


class Muon(torch.optim.Optimizer):
    def __init__(self, parameters, lr, momentum=0.95, weight_decay=0.0):
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            alike = {}
            for p in group["params"]:
                alike.setdefault(p.shape, []).append(p)
            for shape, kernels in alike.items():  # kernels of one shape are made orthogonal together
                momenta = [self.state[p].setdefault("momentum", torch.zeros_like(p)) for p in kernels]
                torch._foreach_lerp_(momenta, [p.grad for p in kernels], 1 - group["momentum"])
                g = torch.stack([p.grad.lerp(m, group["momentum"]).reshape(shape[0], -1) for p, m in zip(kernels, momenta)])
                u = orthogonal(g) * max(1, g.shape[1] / g.shape[2]) ** 0.5
                torch._foreach_mul_(kernels, 1 - group["lr"] * group["weight_decay"])
                torch._foreach_add_(kernels, [v.reshape(shape) for v in u], alpha=-group["lr"])


def optimisers(net, config):
    """The optimisers of a config's `optimiser` part: {muon: lr or 0, adam: lr, weight_decay}."""
    inner = lambda n, p: p.ndim == 4 and "entry" not in n and "exit" not in n
    kernels = [p for n, p in net.named_parameters() if inner(n, p)] if config["muon"] else []
    chosen = {id(p) for p in kernels}
    rest = [p for p in net.parameters() if id(p) not in chosen]
    made = [torch.optim.AdamW(rest, lr=config["adam"], betas=(0.9, 0.99), weight_decay=config["weight_decay"])]
    if kernels:
        made.append(Muon(kernels, lr=config["muon"], weight_decay=config["weight_decay"]))
    for o in made:
        for group in o.param_groups:
            group["base"] = group["lr"]
    return made


def schedule(step, done, warmup=100, decay=0.35, rate="linear"):
    """The share of the base rate after `step` steps, when `done` (0 to 1) of the run is over: linear warm-up, constant, then
    over the last `decay` of the run to zero, in a line or, with the rate "cosine", as half a cosine."""
    if rate not in ("linear", "cosine"):
        raise ValueError(f"rate: '{rate}' is neither linear nor cosine")
    left = min(1.0, max(0.0, (1 - done) / decay))
    return min(1.0, (step + 1) / warmup, left if rate == "linear" else (1 - math.cos(math.pi * left)) / 2)
