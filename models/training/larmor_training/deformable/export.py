"""Write a trained pair for use: `python3 -m larmor_training.deformable.export WEIGHTS.pt ZOO_DIR [--figures NAME=EVALUATION.json ...]`.

Traces G (latent.pt) and M (deformation.pt), float32, and writes model.yaml and MODEL_CARD.md; the figures are those that evaluate.py writes,
the first of them those of this very model. Both modules take any batch and any size that is a multiple of 16 in y and x:
    G.forward(source, target, noisy (b, 1, [z,] y, x), t (b,)) -> latent code (b, 1, [z,] y, x)
    M.forward(source, latent (b, 1, [z,] y, x)) -> displacement (b, d, [z,] y, x) in pixels (slices along z), channels [z,] y, x
"""
import argparse
import hashlib
import json
import os

import torch
import yaml

from . import process
from .augment import HIGH, LOW
from .evaluate import EARLY, course
from .train import Pair

MULTIPLE = 16


def trace(module, example, other, path):
    """Trace, save, and check the file at another size and batch against the module itself."""
    with torch.no_grad():
        torch.jit.trace(module, example, check_trace=False).save(path)
        saved, direct = torch.jit.load(path)(*other), module(*other)
    gap = (saved - direct).abs().max().item()
    if not gap < 1e-4 * direct.abs().max().item() + 1e-6:
        raise SystemExit(f"export: {path} differs from the network by {gap}")


def traced(pair, folder, d):
    """latent.pt and deformation.pt in the folder; {file: sha256}."""
    shape = lambda b, z, y, x: (b, 1, y, x) if d == 2 else (b, 1, z, y, x)
    g = torch.Generator().manual_seed(0)
    make = lambda s, n: tuple(torch.rand(s, generator=g) for _ in range(n))
    one, two = shape(2, 4, 64, 48), shape(1, 5, 96, 80)
    trace(pair.latent, (*make(one, 3), torch.tensor([0.0, 0.5])), (*make(two, 3), torch.tensor([0.2])), f"{folder}/latent.pt")
    trace(pair.deformation, make(one, 2), make(two, 2), f"{folder}/deformation.pt")
    zero = torch.jit.load(f"{folder}/deformation.pt")(make(two, 1)[0], torch.zeros(two))
    if zero.abs().max() > 0:
        raise SystemExit("export: M(S, 0) is not 0: the first frame would not be the source (deformation.homogeneous: true makes it so)")
    return {n: hashlib.sha256(open(f"{folder}/{n}", "rb").read()).hexdigest() for n in ("latent.pt", "deformation.pt")}


def description(c, folder, digests, figures):
    config, d = c["config"], c["config"]["dimensions"]
    pair, z = Pair(config), "" if d == 2 else "z,"
    own = next(iter(figures.values()), {})
    return {
        "name": os.path.basename(os.path.normpath(folder)),
        "kind": "deformable",
        "version": f"1.{c['step']}",
        "anatomy": ["heart"],
        "licence": "Apache-2.0",
        "files": {"latent": {"file": "latent.pt", "sha256": digests["latent.pt"]},
                  "deformation": {"file": "deformation.pt", "sha256": digests["deformation.pt"]}},
        "signature": {"latent": f"forward(source, target, noisy (b,1,{z}y,x), t (b)) -> latent (b,1,{z}y,x); t = 0 and noisy = target in use",
                      "deformation": f"forward(source, latent (b,1,{z}y,x)) -> displacement (b,{d},{z}y,x), pixels, channels {z}y,x; frame(p) = source(p + displacement(p))"},
        "deformable": {"dimensions": d, "multiple": MULTIPLE, "bidirectional": config["bidirectional"],
                       "normalisation": {"low": LOW, "high": HIGH}, "ease": course(config.get("ease")) or [0.0, 1.0],
                       "diffeomorphic": config["deformation"]["squarings"] > 0,
                       "process": {"steps": process.STEPS, "beta_first": process.FIRST, "beta_last": process.LAST}},
        "architecture": {"latent": config["latent"], "deformation": config["deformation"]},
        "parameters": {n: sum(p.numel() for p in getattr(pair, n).parameters()) for n in ("latent", "deformation")},
        "training": {"steps": c["step"], "batch": config["batch"], "seed": config["seed"], "minutes": round(c["spent"] / 60, 1),
                     "machine": c.get("machine", "one GPU"), "began_as": os.path.basename(config["start_from"]) if config.get("start_from") else None,
                     "losses": config["losses"], "augment": config["augment"], **c["trained_on"]},
        "metrics": {k: own[k] for k in own if k not in ("patients", "seconds")},
    }


def row(name, f, method="model"):
    cells = [name] + [f"{x:.2f}" for x in f["psnr"][method]]
    column = 0 if method != "model" else 1
    for key, labels in (("dice_acdc", ("LV", "myocardium", "RV", "mean")), ("dice_sunnybrook", ("LV",))):
        cells += [f"{f[key][k][column]:.3f}" if key in f else "" for k in labels]
    cells.append(f"{max(f['folded_percent'].values()):.3f}" if method == "model" else "0")
    return "| " + " | ".join(cells) + " |"


def table(figures):
    """The markdown table of evaluations {name: evaluate.py's result}: a row each, after no motion and the linear blend."""
    heads = ["", "PSNR, dB", "inside the object", "Dice LV", "myocardium", "RV", "mean", "Sunnybrook Test LV", "folded, %"]
    first = next(iter(figures.values()))
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads), row("no motion", first, "no motion")]
    blend = row("linear blend", first, "linear blend").split("|")
    lines.append("|".join(blend[:4] + ["  "] * 6 + blend[-1:]))
    return "\n".join(lines + [row(name, f) for name, f in figures.items()])


def card(model, figures):
    t, own = model["training"], model["deformable"]
    total = sum(model["parameters"].values()) / 1e6
    stack = own["dimensions"] == 3
    lines = [f"# {model['name']}", "",
             f"The pair of networks of a Diffusion Deformable Model ({total:.1f} M parameters, TorchScript, float32; Kim, Han, Ye, MICCAI 2022), {own['dimensions']}-D:",
             "G makes a latent code of two cardiac phases, M a displacement field of the source and the code. The code scaled by gamma gives the",
             "frame at the share gamma of the motion.", "", "## Use", "",
             f"Frames between end-diastole and end-systole of a short-axis {'stack' if stack else 'slice'}, for display and research. Not a medical device; not validated for",
             "diagnosis. A synthesised frame is a guess of what was not measured: it is shown as such.", "",
             "## Training", "", f"{t['steps']} steps of {t['batch']} pairs{' of stacks' if stack else ''}, {t['minutes']:.0f} minutes on {t['machine']}, seed {t['seed']}, {t['pairs']} end-diastole / end-systole pairs of slices of", ""]
    lines += [f"* {k}: {v}" for k, v in t["data"].items()]
    if t["began_as"]:
        lines += ["", f"It began as {t['began_as']}, whose kernels were the middle slices of its own."]
    lines += ["", f"Never trained on: {', '.join(t['held_out'])}; the Test part; ACDC. No frame between the two phases was seen in training.", ""]
    if figures:
        lines += ["## Figures", "",
                  "PSNR of the frames between end-diastole and end-systole of 10 ACDC cines (measured only; one least-squares scale, peak of the",
                  "patient's frames); Dice of the warped end-diastolic masks against the end-systolic ones, 6 ACDC patients and 15 of Sunnybrook's Test part.", "",
                  table(figures), ""]
    lines += ["## Limits", "", ("" if stack else "Tissue that moves through the slice is blended, not moved. ") + "The course of time between the phases is assumed, not measured: textbook phases of",
              f"a systole gave its exponent ({EARLY}), but that a systole is not symmetric was seen in the ACDC cines, which are no untouched test of it.",
              "Hearts were adult, short-axis, bright-blood; long axes and other contrasts were not seen.", ""]
    return "\n".join(lines)


def main():
    p = argparse.ArgumentParser(prog="export", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("weights"), p.add_argument("zoo"), p.add_argument("--figures", nargs="*", default=[])
    a = p.parse_args()
    torch.set_num_threads(1)
    os.makedirs(a.zoo, exist_ok=True)
    c = torch.load(a.weights, map_location="cpu", weights_only=False)
    pair = Pair(c["config"]).eval()
    pair.load_state_dict(c["ema"])
    figures = {n: json.load(open(f)) for n, f in (x.split("=", 1) for x in a.figures)}
    model = description(c, a.zoo, traced(pair, a.zoo, c["config"]["dimensions"]), figures)
    with open(f"{a.zoo}/model.yaml", "w") as f:
        yaml.safe_dump(model, f, sort_keys=False, width=120)
    with open(f"{a.zoo}/MODEL_CARD.md", "w") as f:
        f.write(card(model, figures))
    print(f"{a.zoo}: step {c['step']}, " + ", ".join(f"{n} {os.path.getsize(f'{a.zoo}/{n}') / 1e6:.1f} MB" for n in ("latent.pt", "deformation.pt")))


if __name__ == "__main__":
    main()
