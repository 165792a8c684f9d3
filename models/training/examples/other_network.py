#!/usr/bin/env python3
"""Makes a model package of a network that is not Larmor's: other_network.py OUT_DIR [--broken | --prior]

Any TorchScript module will do that has this signature, whatever it was written and trained with; all tensors are float32:

    forward(noisy (b, 2, y, x), sigma (b,), known (b, c, y, x)) -> (b, 2 or 3, y, x)

noisy: the difference between the picture and its estimate, real and imaginary part, with white noise of standard deviation sigma
in each; at sigma = sigma.max of model.yaml it carries nothing (zeros are given). known: the channels that model.yaml lists, in its
order; all zero means that nothing is known. Answer: the difference without noise and, as a third channel, the standard deviation of the
error of either part (a network without one states prior_sd in its recipe). y and x are multiples of size_multiple.

This one is a stack of dilated convolutions, untrained: it shows the packaging. --broken answers four channels, which is refused. --prior
packages a network of the kind that knows pictures alone (`kind: unconditional-denoiser`; it is asked with anchor and known all zero, and used by
diffuserecon): the Wiener filter of pictures whose power falls with the cube of the frequency, sharper as the noise falls.
"""
import argparse
import hashlib
import os

import torch
import yaml
from torch import nn

KNOWN = ["anchor_re", "anchor_im", "sense_re", "sense_im", "sense_noise", "log_acceleration"]
NOISE_GAIN, SD, SIGMA_MAX = 10.0, 0.08, 1.0


class Dilated(nn.Module):
    def __init__(self, width=12, answers=3):
        super().__init__()
        self.entry = nn.Conv2d(2 + len(KNOWN) + 1, width, 3, padding=1)
        self.middle = nn.ModuleList([nn.Conv2d(width, width, 3, padding=d, dilation=d) for d in (1, 2, 4, 8)])
        self.exit = nn.Conv2d(width, answers, 1)
        nn.init.normal_(self.exit.weight, std=0.02), nn.init.zeros_(self.exit.bias)

    def forward(self, noisy: torch.Tensor, sigma: torch.Tensor, known: torch.Tensor) -> torch.Tensor:
        level = sigma[:, None, None, None]
        heard = (level < 1.0).to(noisy.dtype)
        variance = level * level + 0.0064
        plane = (level.log() / 4).expand(-1, 1, noisy.shape[2], noisy.shape[3])
        h = torch.relu(self.entry(torch.cat([heard * noisy / variance.sqrt(), known, plane], 1)))
        for layer in self.middle:
            h = h + torch.relu(layer(h))
        u = self.exit(h)
        reach = heard * level * 0.08 / variance.sqrt() + (1 - heard) * 0.08
        residual = heard * 0.0064 / variance * noisy + 0.1 * reach * u[:, :2]
        return torch.cat([residual, reach * u[:, 2:].clamp(-3.0, 3.0).exp()], 1)


class Wiener(nn.Module):
    def forward(self, noisy: torch.Tensor, sigma: torch.Tensor, known: torch.Tensor) -> torch.Tensor:
        level = sigma[:, None, None, None]
        fy = torch.fft.fftfreq(noisy.shape[2], device=noisy.device)[:, None]
        fx = torch.fft.fftfreq(noisy.shape[3], device=noisy.device)
        power = 1e-3 * (fy ** 2 + fx ** 2 + 1e-4) ** -1.5
        kept = power / (power + level * level)
        clean = torch.fft.ifft2(kept * torch.fft.fft2(noisy)).real
        error = (level * kept.mean((2, 3), keepdim=True).sqrt()).expand(-1, 1, noisy.shape[2], noisy.shape[3])
        return torch.cat([clean, error], 1) + 0 * known[:, :1]


def package(folder, net, kind="conditional-residual-denoiser"):
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "network.pt")
    torch.jit.script(net).save(path)
    model = {
        "kind": kind,
        "version": "0.1",
        "file": "network.pt",
        "sha256": hashlib.sha256(open(path, "rb").read()).hexdigest(),
        "signature": "forward(noisy (b,2,y,x), sigma (b), known (b,6,y,x)) -> (b,3,y,x)",
        "known": KNOWN, "noise_gain": NOISE_GAIN,
        "normalisation": "99th percentile of |CG-SENSE picture| = 1",
        "size_multiple": 4, "smallest": 32, "largest": 512,
        "sigma": {"min": 0.005, "max": SIGMA_MAX},
        "sd_anchored": SD,
        "recipe": {"passes": 2, "iterations": 6, "sigma_start": 0.1, "sigma_end": 0.02, "evaluations": 2, "eta": 0.85, "samples": 2},
        "parameters": sum(p.numel() for p in net.parameters()),
        "training": {"steps": 0, "hours": 0.0, "data": {}},
    }
    with open(os.path.join(folder, "model.yaml"), "w") as f:
        yaml.safe_dump(model, f, sort_keys=False, width=120)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder")
    which = arguments.add_mutually_exclusive_group()
    which.add_argument("--broken", action="store_true"), which.add_argument("--prior", action="store_true")
    given = arguments.parse_args()
    torch.manual_seed(1)
    if given.prior:
        package(given.folder, Wiener().eval(), "unconditional-denoiser")
    else:
        package(given.folder, Dilated(answers=4 if given.broken else 3).eval())
