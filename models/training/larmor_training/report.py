"""What a training run writes beside its weights: a progress line, the loss curve (csv, png), a sheet of samples."""
import csv
import os
import sys
import time

import numpy as np
import torch

from .validation import passes, reconstructed



BAR = 24                # characters
REDRAW = 0.2            # seconds
LATER = 10              # steps whose numbers are taken from the device together


def rewritten(path, rows):
    with open(path + ".new", "w", newline="") as f:
        f.writelines(rows)
    os.replace(path + ".new", path)


def goes_on(run, step):
    """Drops from the curves of a run the rows after the checkpoint that it goes on from."""
    for name in ("loss.csv", "validation.csv"):
        path = f"{run}/{name}"
        if os.path.exists(path):
            with open(path, newline="") as f:
                kept = [r for r in f if r.endswith("\n") and int(r.split(",")[0]) <= step]
            rewritten(path, kept)


def rows(path):
    """The numbers of a csv file, (row, column); rows of an older, shorter kind are filled with nan."""
    with open(path) as f:
        table = [[float(x) for x in row] for row in csv.reader(f)]
    width = max(map(len, table))
    return np.array([row + [np.nan] * (width - len(row)) for row in table])


class Log:
    """Collects losses. A row of `loss.csv` is step, seconds, loss, and for each pass the error ratio and its rms; of
    `validation.csv` step, seconds, five relative errors, and PSNR at R = 4 and 8. On a terminal a bar shows where training is."""

    def __init__(self, run, step, batch):
        self.run, self.batch, self.losses, self.ratios, self.fresh = run, batch, [], [[], [], []], []
        self.terminal, self.drawn, self.speed, self.last, self.shown = sys.stderr.isatty(), 0.0, None, time.time(), None
        goes_on(run, step)

    def add(self, loss, before, after, regress, stage):
        """Of one step: the loss, each example's rms error before and after, whether it was regressed, and in which pass."""
        self.fresh.append((loss.detach(), before, after, regress, stage))
        if len(self.fresh) >= (1 if self.terminal else LATER):
            self.settle()

    def settle(self):
        """Takes the numbers from the device: only now and then, for each time waits for it."""
        for loss, before, after, regress, stage in self.fresh:
            self.losses.append(loss.item())
            self.shown = self.losses[-1] if self.shown is None else 0.98 * self.shown + 0.02 * self.losses[-1]
            for b, a, r, s in zip(before.tolist(), after.tolist(), regress.tolist(), stage.tolist()):
                if r:
                    self.ratios[min(s, 2)].append((a / max(b, 1e-9), a))
        self.fresh = []

    def pace(self):
        """Notes that a step is over, and keeps the smoothed seconds of one."""
        seconds, self.last = time.time() - self.last, time.time()
        self.speed = seconds if self.speed is None else 0.98 * self.speed + 0.02 * seconds

    def waited(self):
        """Notes that the time until now was spent on something else than steps."""
        self.last = time.time()

    def rate(self, step, total):
        left = self.speed * (total - step)
        return f"{self.batch / self.speed:.1f} images/s  {left / 3600:.1f} h left" if left > 5400 else \
               f"{self.batch / self.speed:.1f} images/s  {left / 60:.0f} min left"

    def bar(self, step, total):
        self.pace()
        if self.terminal and (self.last - self.drawn > REDRAW or step == total):
            self.drawn, full = self.last, BAR * step // total
            self.write(f"{'#' * full}{'.' * (BAR - full)} step {step}/{total}  loss {self.shown:.4f}  {self.rate(step, total)}")

    def write(self, text, end=""):
        """On a terminal over the bar; elsewhere a line."""
        sys.stderr.write(f"\r\033[K{text}{end}" if self.terminal else text + "\n")
        sys.stderr.flush()

    def row(self, name, values):
        with open(f"{self.run}/{name}", "a", newline="") as f:
            csv.writer(f).writerow(values)

    def line(self, step, total, seconds):
        self.settle()
        if not self.losses:
            return
        loss = float(np.mean(self.losses))
        stages = [(float(np.exp(np.mean([np.log(max(x[0], 1e-12)) for x in r]))), float(np.sqrt(np.mean([x[1] ** 2 for x in r])))) if r else (1.0, 0.0)
                  for r in self.ratios]
        text = "".join(f"pass {i + 1}: {a:.3f} of the error before, rms {b:.4f}  " for i, (a, b) in enumerate(stages) if self.ratios[i])
        if not self.terminal:
            self.write(f"step {step}/{total}  loss {loss:.4f}  {text}{self.rate(step, total)}")
        self.row("loss.csv", [step, round(seconds, 1), round(loss, 5)] + [round(x, 5) for s in stages for x in s])
        self.losses, self.ratios = [], [[], [], []]

    def validation(self, step, seconds, figures):
        self.write(f"step {step}  held out: relative error {' '.join(f'{f:.4f}' for f in figures[:5] if np.isfinite(f))}; "
                   f"PSNR {figures[5]:.2f} dB at R = 4, {figures[6]:.2f} dB at R = 8", end="\n")
        self.row("validation.csv", [step, round(seconds, 1)] + [round(f, 5) for f in figures])
        self.waited()


def figure(rows_, columns, size):
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    return plt.subplots(rows_, columns, figsize=size, squeeze=False)


def written(drawing, path, dpi):
    import matplotlib.pyplot as plt
    drawing.tight_layout(), drawing.savefig(path, dpi=dpi), plt.close(drawing)


def curves(run):
    """curves.png: the loss; the held-out relative errors; the held-out PSNR."""
    loss = rows(f"{run}/loss.csv")
    drawing, ((left, middle, right),) = figure(1, 3, (14, 3.5))
    left.plot(loss[:, 0], loss[:, 2]), left.set(xlabel="step", ylabel="loss")
    if (loss[:, 2] > 0).all():
        left.set(yscale="log")
    if os.path.exists(f"{run}/validation.csv"):
        v = rows(f"{run}/validation.csv")
        for i, name in enumerate(("CG-SENSE", "pass 1", "pass 2", "pass 3", "last, with data")):
            if np.isfinite(v[:, 2 + i]).any():
                middle.plot(v[:, 0], v[:, 2 + i], label=name)
        middle.set(xlabel="step", ylabel="relative error, held out", yscale="log"), middle.legend()
        for i, r in enumerate((4, 8)):
            if v.shape[1] > 7 + i:
                right.plot(v[:, 0], v[:, 7 + i], label=f"R = {r}")
        right.set(xlabel="step", ylabel="PSNR, held out, dB"), right.legend()
    written(drawing, f"{run}/curves.png", 80)


def sheet(run, net, scans, config):
    """sheet.png, held-out examples: truth, CG-SENSE, the network's picture (of one that is told what was measured the first
    pass), its error (x 4)."""
    shown = min(3, len(scans[0].truth))
    drawing, axes = figure(4, shown * len(scans), (1.2 * shown * len(scans), 12))
    for i, s in enumerate(scans):
        made = reconstructed(net, s, config) if config["kind"] == "prior" else list(passes(net, s, config))[1]
        for j in range(shown):
            truth, start, y = s.truth[j].cpu(), s.sense[j].cpu(), made[j].cpu()
            for a, p in zip(axes[:, shown * i + j], (truth.abs(), start.abs(), y.abs(), 4 * (y - truth).abs())):
                a.imshow(p.numpy(), cmap="gray", vmin=0, vmax=1), a.axis("off")
    written(drawing, f"{run}/sheet.png", 70)
