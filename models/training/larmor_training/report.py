"""What a training run writes beside its weights: a progress line, the loss curve (csv, png), a sheet of samples."""
import csv
import os

import numpy as np
import torch


class Log:
    """Collects losses; rows of `loss.csv` are step, seconds, loss, error ratio; of `validation.csv` one per pass."""

    def __init__(self, run, step):
        self.run, self.losses, self.ratios = run, [], [[], [], []]
        for name in ("loss.csv", "validation.csv"):  # rows after the checkpoint that training goes on from are dropped
            path = f"{run}/{name}"
            if os.path.exists(path):
                with open(path) as f:
                    rows = [r for r in f if int(r.split(",")[0]) <= step]
                with open(path, "w") as f:
                    f.writelines(rows)

    def add(self, loss, before, after, stage):
        self.losses.append(loss)
        for b, a, s in zip(before.tolist(), after.tolist(), stage.tolist()):
            self.ratios[min(s, 2)].append((a / max(b, 1e-9), a))

    def row(self, name, values):
        with open(f"{self.run}/{name}", "a", newline="") as f:
            csv.writer(f).writerow(values)

    def line(self, step, total, seconds, batch):
        loss = float(np.mean(self.losses))
        stages = [(float(np.exp(np.mean([np.log(x[0]) for x in r]))), float(np.sqrt(np.mean([x[1] ** 2 for x in r])))) if r else (1.0, 0.0)
                  for r in self.ratios]
        text = "  ".join(f"pass {i + 1}: {a:.3f} of the error before, rms {b:.4f}" for i, (a, b) in enumerate(stages))
        left = seconds / step * (total - step)
        print(f"step {step}/{total}  loss {loss:.4f}  {text}  {batch * step / seconds:.1f} images/s  {left / 60:.0f} min left", flush=True)
        self.row("loss.csv", [step, round(seconds, 1), round(loss, 5)] + [round(x, 5) for s in stages for x in s])
        self.losses, self.ratios = [], [[], [], []]

    def validation(self, step, seconds, figures):
        print(f"step {step}  held out, relative error: CG-SENSE, three passes, last data consistency: "
              + " ".join(f"{f:.4f}" for f in figures), flush=True)
        self.row("validation.csv", [step, round(seconds, 1)] + [round(f, 5) for f in figures])


def curves(run):
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    if not os.path.exists(f"{run}/loss.csv"):
        return
    loss = np.loadtxt(f"{run}/loss.csv", delimiter=",", ndmin=2)
    figure, axes = plt.subplots(1, 2, figsize=(10, 3.5))
    axes[0].plot(loss[:, 0], loss[:, 2]), axes[0].set(xlabel="step", ylabel="loss", yscale="log")
    if os.path.exists(f"{run}/validation.csv"):
        v = np.loadtxt(f"{run}/validation.csv", delimiter=",", ndmin=2)
        for i, name in enumerate(("CG-SENSE", "pass 1", "pass 2", "pass 3", "pass 3 + data")):
            axes[1].plot(v[:, 0], v[:, 2 + i], label=name)
        axes[1].set(xlabel="step", ylabel="relative error, held out", yscale="log"), axes[1].legend()
    figure.tight_layout(), figure.savefig(f"{run}/curves.png", dpi=80), plt.close(figure)


@torch.no_grad()
def sheet(run, net, scans, config):
    """Held-out examples: truth, CG-SENSE, the network's first pass, its error (x 4)."""
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    figure, axes = plt.subplots(4, 3 * len(scans), figsize=(1.2 * 3 * len(scans), 12))
    for i, s in enumerate(scans):
        x = s.sense[:3]
        known = torch.cat([x.real[:, None], x.imag[:, None], x.real[:, None], x.imag[:, None], s.fixed[:3]], 1)
        with torch.autocast(x.device.type, dtype=torch.bfloat16, enabled=config["bf16"]):
            r = net(torch.zeros(len(x), 2, *x.shape[1:], device=x.device), torch.full((len(x),), net.sigma_max, device=x.device), known)
        x, y = x.cpu(), (x + torch.complex(r[:, 0], r[:, 1])).cpu()
        for j in range(3):
            truth = s.truth[j].cpu()
            rows = truth.abs(), x[j].abs(), y[j].abs(), 4 * (y[j] - truth).abs()
            for a, p in zip(axes[:, 3 * i + j], rows):
                a.imshow(p, cmap="gray", vmin=0, vmax=1), a.axis("off")
    figure.tight_layout(), figure.savefig(f"{run}/sheet.png", dpi=70), plt.close(figure)
