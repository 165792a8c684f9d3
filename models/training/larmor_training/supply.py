"""Where a training's simulated scans come from: drawn in this process, or ahead of their use by `workers` others.

Which scans come, and in which order, is the same for any number of workers: each batch has a seed of its own.
"""
from collections import deque
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import torch
from torch import multiprocessing

from .data import Slices
from .simulate import draw, earlier, measure

AHEAD = 3               # batches in work for each worker
slices = None           # of a worker process


def open_slices(cache, shares):
    global slices
    torch.set_num_threads(1)
    slices = Slices(cache, shares=shares)


def drawn(seed, config):
    """A batch, and the same at an earlier moment, or None."""
    rng = np.random.default_rng(seed)
    h, w = int(rng.choice(np.arange(128, 289, 16))), int(rng.choice(config.get("columns", [64, 80, 96])))
    batch = draw(rng, slices, config["batch"], h, w, int(rng.choice(config["coils"])))
    return batch, earlier(rng, batch) if rng.random() < config.get("earlier", 0) else None


class Supply:
    """Scans on the configuration's device, one batch after the other; a context, at whose end the workers stop."""

    def __init__(self, cache, config):
        self.config, self.waiting, self.rng, self.pool = config, deque(), None, None
        given = cache, config.get("shares")
        if config.get("workers", 0):
            self.pool = ProcessPoolExecutor(config["workers"], multiprocessing.get_context("spawn"), open_slices, given)
        else:
            open_slices(*given)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.pool:
            self.pool.shutdown(cancel_futures=True)

    def restart(self, rng):
        """From here on the batches are those that follow from the generator's state."""
        self.rng = np.random.default_rng(int(rng.integers(2 ** 62)))
        for f in self.waiting:
            f.cancel()
        self.waiting.clear()

    def next(self):
        """A Scan, and the Scan of its earlier moment or None."""
        seed = lambda: int(self.rng.integers(2 ** 62))
        if self.pool is None:
            made = drawn(seed(), self.config)
        else:
            while len(self.waiting) < AHEAD * self.config["workers"]:
                self.waiting.append(self.pool.submit(drawn, seed(), self.config))
            made = self.waiting.popleft().result()
        there = lambda d: None if d is None else measure(d, self.config["device"])
        return there(made[0]), there(made[1])
