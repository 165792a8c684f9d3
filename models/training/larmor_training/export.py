"""Write a trained network for use: `python3 -m larmor_training.export RUN_DIR ZOO_DIR [--figures FIGURES.json]`.

Traces the averaged weights to TorchScript (ZOO_DIR/network.pt; bfloat16 inside, float32 outside; network-f32.pt beside it on request)
and fills in model.yaml. The traced module takes any size and batch:
    forward(noisy (b, 2, y, x), sigma (b,), known (b, 8, y, x)) -> (b, 3, y, x): residual (re, im), deviation; all float32
"""
import argparse
import csv
import hashlib
import json
import os

import torch
import yaml
from torch import nn

from .data import ANATOMY, HELD_OUT, SETS
from .network import KNOWN, NOISE_GAIN, Denoiser
from .reconstruct import Recipe


#: The constants of physics.py and simulate.py that the reconstruction shares with the training.
FIXED = {"scale_percentile": 99.0, "sense_iterations": 12, "sense_prior_sd": 0.3, "weight_floor": 1e-3,
         "deviation_min": 0.004, "deviation_max": 0.3, "phase_lines_min": 12, "phase_lines_max": 24, "noise_box": 9}


#: What a kind of training makes.
KINDS = {"measurement-conditioned": "conditional-residual-denoiser", "prior": "unconditional-denoiser"}
LICENCE = "Apache-2.0"   # of the weights, where the configuration has no `licence`
SIDES = 64, 640         # least and most rows or columns of pictures that it is meant for


class Half(nn.Module):
    """The denoiser under bfloat16 autocast; its preconditioning and noise embedding stay float32."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, noisy, sigma, known):
        with torch.autocast("cpu", dtype=torch.bfloat16, cache_enabled=False):
            return self.net(noisy, sigma, known)


def trace(net, path, half):
    """Trace at 64 x 48, batch 2; check the file at another size and batch against the network itself."""
    module = (Half(net) if half else net).eval()
    example = torch.zeros(2, 2, 64, 48), torch.tensor([0.1, 1.0]), torch.zeros(2, len(KNOWN), 64, 48)
    with torch.no_grad():
        torch.jit.trace(module, example, check_trace=False).save(path)
        g = torch.Generator().manual_seed(0)
        other = torch.randn(1, 2, 96, 80, generator=g), torch.tensor([0.05]), torch.randn(1, len(KNOWN), 96, 80, generator=g)
        saved, direct = torch.jit.load(path)(*other), module(*other)
    gap = (saved - direct).abs().max().item()
    if not gap < 1e-3 * direct.abs().max().item() + 1e-6:
        raise SystemExit(f"export: the traced file differs from the network by {gap}")


def calibration(folder, digest):
    """The rows of `larmor calibrate` in the package that is there, if they were found with these very weights; else nothing."""
    path = f"{folder}/model.yaml"
    before = yaml.safe_load(open(path)) if os.path.exists(path) else {}
    return {k: before[k] for k in ("calibration",) if k in before and before.get("sha256") == digest}


def trained_on(checkpoint):
    """data.summary of the run's cache, as its checkpoint holds it; checkpoints of old only knew the sets by name."""
    return checkpoint.get("trained_on", {"data": {k: v[1] for k, v in SETS.items()}, "held_out": sorted(HELD_OUT)})


def anatomy(config, data):
    """What the network was trained on, as the configuration tells it (`anatomy: [...]`) or the sets known by name do; else nothing."""
    known = sorted({ANATOMY.get(k, "") for k in data})
    told = config.get("anatomy") or ([] if "" in known else known)
    return {"anatomy": list(told)} if told else {}


def figures_of(names, values):
    """Named figures of a row of validation.csv; those that this kind of network has not are nan there."""
    return {name: float(value) for name, value in zip(names, values) if value != "nan"}


def description(checkpoint, run, path, figures):
    config, unet = checkpoint["config"], Denoiser(**checkpoint["config"]["network"])
    validation = list(csv.reader(open(f"{run}/validation.csv")))[-1] if os.path.exists(f"{run}/validation.csv") else []
    recipe = Recipe()
    facts = trained_on(checkpoint)
    return {
        "kind": KINDS[config.get("kind", "measurement-conditioned")],
        "version": f"1.{checkpoint['step']}",
        **anatomy(config, facts["data"]),
        "licence": config.get("licence", LICENCE),
        "file": os.path.basename(path),
        "sha256": hashlib.sha256(open(path, "rb").read()).hexdigest(),
        "signature": "forward(noisy (b,2,y,x), sigma (b), known (b,8,y,x)) -> (b,3,y,x): residual re, im; standard deviation of the error of either; float32; picture = anchor + residual",
        "known": list(KNOWN), "unconditional": config["drop"] > 0, "noise_gain": NOISE_GAIN,
        "normalisation": "99th percentile of |CG-SENSE picture| = 1; smooth phase moved into the maps",
        "size_multiple": unet.unet.multiple, "smallest": SIDES[0], "largest": SIDES[1],
        "sigma": {"min": config["sigma"][0], "max": unet.sigma_max,
                  "silent": "sigma = max with noisy = 0: posterior mean given known"},
        "sd_anchored": unet.sd_anchored, "sd_free": unet.sd_free,
        "recipe": vars(recipe) | FIXED,
        "architecture": config["network"],
        "parameters": sum(p.numel() for p in unet.parameters()),
        "training": {"steps": checkpoint["step"], "batch": config["batch"], "seed": config["seed"],
                     "hours": round(checkpoint["spent"] / 3600, 2),
                     "machine": checkpoint.get("machine", f"a {'GPU' if config.get('device', 'cpu').startswith('cuda') else 'CPU'}"),
                     "history": config.get("history", []), **facts},
        "validation": {"relative_error": figures_of(("cg_sense", "pass_1", "pass_2", "pass_3", "pass_3_data"), validation[2:]),
                       "psnr": figures_of(("r4", "r8"), validation[7:]),
                       "cases": figures},
    }


#: What a kind of network is, for people.
WHAT = {
    "conditional-residual-denoiser":
        ["A conditional denoiser of MR pictures ({size}): the prior of Larmor's",
         "reconstruction. It predicts the residual between the picture and an estimate of it, told the estimate, the CG-SENSE picture, the",
         "noise in it, the noise level and the acceleration{alone}."],
    "unconditional-denoiser":
        ["An unconditional denoiser of MR pictures ({size}): a prior that is told",
         "nothing of the scan. `--method diffuserecon` reconstructs with it."],
}


def counted(of, what):
    """For example `812 slices`; empty where the run does not tell."""
    return f"{sum(of.values()):,} {what}" if of else ""


def shares(of):
    """Each set's number, largest first: `brain_a 40, knee_b 2`."""
    return ", ".join(f"{k} {n:,}" for k, n in sorted(of.items(), key=lambda pair: -pair[1]))


def card(model, figures):
    """MODEL_CARD.md from model.yaml's content and the figures of evaluate.py."""
    t = model["training"]
    shown = ("CG-SENSE", "l1-wavelet (BART)", "coarse", "refined", "one sample", "mean of samples")
    size = f"{model['parameters'] / 1e6:.1f} M parameters, TorchScript, bfloat16 inside"
    alone = "; without these it is an unconditional diffusion prior" if model["unconditional"] else ""
    lines = [f"# {model['name']}", "", *(line.format(size=size, alone=alone) for line in WHAT[model["kind"]]), "",
             f"Licence of the weights: {model['licence']}." + (f" Trained on: {', '.join(model['anatomy'])}." if "anatomy" in model else ""), "",
             "## Use", "", "Previews and research. Not a medical device; not validated for diagnosis. Detail that was not measured is the network's",
             "estimate: look at the standard deviation beside the picture.", "",
             "## Training", "", f"{t['steps']} steps{', the last ones' if t['history'] else ''} of {t['batch']} simulated multi-coil scans, {t['hours']} hours on {t['machine']}, seed {t['seed']}. Truths: "
             + (f"{counted(t['slices'], 'magnitude slices')} of {counted(t['patients'], 'patients')}" if t.get("slices") else "magnitude slices") + " of", ""]
    lines += [f"* {k}: {v}" + (f" ({t['slices'].get(k, 0):,} slices of {t['patients'].get(k, 0):,} patients)" if t.get("slices") else "")
              for k, v in t["data"].items()]
    if t["history"]:
        lines += ["", "How it came about:", ""] + [f"* {stage}" for stage in t["history"]]
    lines += ["", f"Never trained on: {', '.join(t['held_out'])}; any measured k-space.", "",
              "Phase, coils, noise, imperfect maps and undersampling are simulated (random, variable-density, regular lines, some partial", "Fourier; R 1.7 to 12; 1 to 12 coils; noise .3 to 30 % of the picture's 99th percentile).", ""]
    if figures:
        lines += ["## Figures", "", "PSNR dB / PSNR inside the object dB / SSIM, after one least-squares scale, against the root sum of squares of the fully",
                  "sampled, noisy scan; the network's magnitudes with the noise that this holds. `es`: measured 8-coil brain; `ms`, `sb`: held-out",
                  "brains and hearts, `an`: another data set, simulated coils (digit: coils; r: random, u: uniform lines, then R).", ""]
        lines += ["| case | " + " | ".join(shown) + " |", "|" + "---|" * (len(shown) + 1)]
        for case, f in figures.items():
            cell = lambda m: " / ".join(f"{x:.{d}f}" for x, d in zip(f[m], (2, 2, 3))) if m in f else "-"
            lines.append(f"| {case} | " + " | ".join(cell(m) for m in shown) + " |")
        lines += [""]
    few = f"Trained on {counted(t['patients'], 'patients')} ({shares(t['patients'])}): o" if t.get("patients") else "O"
    lines += ["## Limits", "", f"{few}ther anatomy, pathology and contrasts are less well known. Small nets smooth",
              "fine texture at R = 8. " + ("The deviations are scaled to cover 90 % on held-out slices, for each" if "calibration" in model else
                                           "The deviations are not calibrated yet: `larmor calibrate` does it for each"),
              "acceleration and stage (model.yaml, calibration).", ""]
    return "\n".join(lines)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("run"), p.add_argument("zoo"), p.add_argument("--figures"), p.add_argument("--f32", action="store_true")
    a = p.parse_args()
    torch.set_num_threads(1)
    os.makedirs(a.zoo, exist_ok=True)
    checkpoint = torch.load(f"{a.run}/checkpoint.pt", weights_only=False)
    net = Denoiser(**checkpoint["config"]["network"])
    net.load_state_dict(checkpoint["ema"])
    net = net.to(memory_format=torch.channels_last)
    path = f"{a.zoo}/network.pt"
    trace(net, path, half=True)
    if a.f32:
        trace(net, f"{a.zoo}/network-f32.pt", half=False)
    figures = json.load(open(a.figures)) if a.figures else {}
    model = {"name": os.path.basename(os.path.normpath(a.zoo))} | description(checkpoint, a.run, path, figures)
    model |= calibration(a.zoo, model["sha256"])
    with open(f"{a.zoo}/model.yaml", "w") as f:
        yaml.safe_dump(model, f, sort_keys=False, width=120)
    with open(f"{a.zoo}/MODEL_CARD.md", "w") as f:
        f.write(card(model, figures))
    print(f"{path}: step {checkpoint['step']}, {os.path.getsize(path) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
