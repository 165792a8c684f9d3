"""Write the trained pair for use: `python3 -m larmor_training.anomaly.export DENOISER CLASSIFIER ZOO_DIR [--figures FIGURES.json]
[--setting SETTING.json]`, of both trainings' weights.pt.

Two TorchScript files, float32, any batch, sides multiples of `size_multiple`:
    denoiser.pt  forward(x (b,4,y,x), sigma (b), present (b,4)) -> v (b,4,y,x)
    guidance.pt  forward(x (b,4,y,x), sigma (b), present (b,4), weights (2)) -> (b, 4 + 1 + 1, y, x): channels 0..3 the gradient with
                 respect to x of weights[0] log p(healthy | x) + weights[1] sum over patches log p(no lesion there | x); channel 4 the
                 chance of a lesion in each pixel's patch; channel 5 log p(healthy | x), the same everywhere. With weights 0, 0
                 no gradient is taken and it is 0.
The gradient is taken inside the file (TorchScript's autograd), also where the caller has switched gradients off.
"""
import argparse
import hashlib
import json
import os

import torch
import yaml
from torch import nn
from torch.nn import functional as F

from . import CONTRASTS, HEIGHT, MIDDLE, TOP, WIDTH
from .diffusion import BETA, STEPS
from .evaluate import network
from .maps import EVIDENCE, FLOOR, FORESEEN, GAIN, SHIFTS, SMOOTH, SPREAD, SURE


class Guidance(nn.Module):
    """The classifier's two answers and the gradient of the guidance, as one tensor."""

    def __init__(self, classifier):
        super().__init__()
        self.classifier = classifier

    def forward(self, x: torch.Tensor, sigma: torch.Tensor, present: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
        gradient = torch.zeros_like(x)
        guided = bool((weights != 0).any())
        before = torch.is_grad_enabled()
        torch.set_grad_enabled(guided)
        at = x.detach().clone()
        at.requires_grad_(guided)
        whole, places = self.classifier(at, sigma, present)
        if guided:
            likely = weights[0] * F.logsigmoid(whole).sum() + weights[1] * F.logsigmoid(-places).sum()
            taken = torch.autograd.grad([likely], [at])[0]
            if taken is not None:
                gradient = taken
        torch.set_grad_enabled(before)
        chance = torch.sigmoid(places.detach())[:, None].repeat_interleave(4, 2).repeat_interleave(4, 3)
        score = F.logsigmoid(whole.detach())[:, None, None, None].expand(-1, 1, x.shape[2], x.shape[3])
        return torch.cat([gradient.detach() * present[:, :, None, None], chance, score], 1)


def example(n, h, w, seed):
    g = torch.Generator().manual_seed(seed)
    return torch.randn(n, 4, h, w, generator=g), torch.rand(n, generator=g) + 0.1, (torch.rand(n, 4, generator=g) > 0.4).float()


def scripts(denoiser, classifier):
    """The two scripted modules."""
    with torch.no_grad():
        first = torch.jit.trace(denoiser.eval(), example(2, 64, 48, 0), check_trace=False)
    return first, torch.jit.script(Guidance(torch.jit.trace(classifier.eval(), example(2, 64, 48, 0), check_trace=False)))


def digest(path):
    with open(path, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()


def checked(saved, direct, what):
    gap = (saved - direct).abs().max().item()
    if not gap < 1e-3 * direct.abs().max().item() + 1e-6:
        raise SystemExit(f"export: the saved {what} differs from the network by {gap}")


def write(denoiser, classifier, folder):
    """Both files; each checked against its network at another size and batch, gradients switched off."""
    os.makedirs(folder, exist_ok=True)
    for module, name in zip(scripts(denoiser, classifier), ("denoiser.pt", "guidance.pt")):
        module.save(f"{folder}/{name}")
    at = example(1, 80, 96, 1)
    with torch.no_grad():
        checked(torch.jit.load(f"{folder}/denoiser.pt")(*at), denoiser(*at), "denoiser")
        weights = torch.tensor([0.7, 0.3])
        checked(torch.jit.load(f"{folder}/guidance.pt")(*at, weights), Guidance(classifier)(*at, weights), "guidance")


def description(name, folder, denoiser, classifier, setting, figures):
    parts = {"denoiser": denoiser, "classifier": classifier}
    return {
        "name": name, "kind": "anomaly", "version": f"1.{denoiser['step']}", "anatomy": ["brain"], "licence": "Apache-2.0",
        "files": {k: {"file": f, "sha256": digest(f"{folder}/{f}")} for k, f in (("denoiser", "denoiser.pt"), ("guidance", "guidance.pt"))},
        "signature": {"denoiser": "forward(x (b,4,y,x), sigma (b), present (b,4)) -> v (b,4,y,x); eps = sqrt(1 - abar) x + sqrt(abar) v",
                      "guidance": "forward(x (b,4,y,x), sigma (b), present (b,4), weights (2)) -> (b,6,y,x): gradient (4), chance of a "
                                  "lesion, log p(healthy)"},
        "anomaly": {"contrasts": list(CONTRASTS), "skull": "stripped", "spacing": 1.0, "canvas": [HEIGHT, WIDTH], "orientation": "axial, nose up",
                    "size_multiple": 8, "values": f"intensity / median inside the brain - 1, cut to [-1, {TOP}]; air -1; a missing contrast 0",
                    "process": {"steps": STEPS, "beta_first": BETA[0], "beta_last": BETA[1]}, "sigma": "sqrt((1 - abar) / abar)",
                    "evidence_times": list(EVIDENCE), "evidence_shifts": [list(s) for s in SHIFTS], "evidence_sure": SURE,
                    "foreseen": {"time": FORESEEN, "gain": GAIN, "smooth": SPREAD}, "weigh_floor": FLOOR, "smooth": SMOOTH, **setting},
        "parameters": {k: sum(v.numel() for v in p["weights"].values()) for k, p in parts.items()},
        "training": {"steps": denoiser["step"], "hours": round((denoiser["minutes"] + classifier["minutes"]) / 60, 3),
                     "classifier_steps": classifier["step"], **denoiser["trained_on"]},
        "metrics": figures,
    }


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("denoiser"), p.add_argument("classifier"), p.add_argument("zoo")
    p.add_argument("--figures"), p.add_argument("--setting")
    a = p.parse_args()
    torch.set_num_threads(1)
    write(network(a.denoiser, "cpu"), network(a.classifier, "cpu"), a.zoo)
    read = lambda path: torch.load(path, map_location="cpu", weights_only=False)
    told = lambda path: json.load(open(path)) if path else {}
    model = description(os.path.basename(os.path.normpath(a.zoo)), a.zoo, read(a.denoiser), read(a.classifier), told(a.setting), told(a.figures))
    with open(f"{a.zoo}/model.yaml", "w") as f:
        yaml.safe_dump(model, f, sort_keys=False, width=120)
    print({k: f"{os.path.getsize(a.zoo + '/' + v['file']) / 1e6:.1f} MB" for k, v in model["files"].items()})


if __name__ == "__main__":
    main()
