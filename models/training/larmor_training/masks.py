"""Laws of undersampling: which of n phase-encoding lines are measured. All return a boolean array (n,)."""
import numpy as np


def acs_lines(n, acs):
    lines = np.zeros(n, bool)
    lines[n // 2 - acs // 2: n // 2 + acs - acs // 2] = True
    return lines


def random_lines(rng, n, acceleration, acs, power):
    """acs central lines and others drawn with probability (1 - distance from the centre)^power, n / R in all."""
    lines = acs_lines(n, acs)
    wanted = max(0, round(n / acceleration) - int(lines.sum()))
    chance = np.where(lines, 0, (1 - np.abs(np.arange(n) - n // 2) / (n / 2)).clip(0) ** power + 1e-3)
    lines[rng.choice(n, wanted, replace=False, p=chance / chance.sum())] = True
    return lines


def regular_lines(rng, n, acceleration, acs, jitter=0.0):
    """Every R-th line (R need not be whole) from a random first one, each moved by up to jitter x R / 2."""
    at = np.arange(rng.uniform(0, acceleration), n, acceleration)
    at = at + rng.uniform(-0.5, 0.5, at.size) * jitter * acceleration
    lines = acs_lines(n, acs)
    lines[at.astype(int).clip(0, n - 1)] = True
    return lines


def draw(rng, n, coils):
    """A random law with random R and ACS width, as scanners and retrospective studies use them. -> lines, acs."""
    if rng.random() < 0.03:
        return np.ones(n, bool), 24
    top = {1: 6.0, 2: 7.0, 3: 8.0}.get(coils, 12.0)
    acceleration = np.exp(rng.uniform(np.log(1.7), np.log(top)))
    acs = int(rng.choice([8, 12, 16, 20, 24, 28, 32]))
    acs = min(acs, max(6, int(0.7 * n / acceleration)))
    kind = rng.choice(5, p=[0.38, 0.14, 0.26, 0.08, 0.14])
    if kind == 0:
        lines = random_lines(rng, n, acceleration, acs, 1.5)
    elif kind == 1:
        lines = random_lines(rng, n, acceleration, acs, rng.uniform(0.5, 3.0))
    elif kind == 2:
        if coils > 3 and rng.random() < 0.2:
            acs = 0
        lines = regular_lines(rng, n, max(2, round(acceleration)), acs)
    elif kind == 3:
        lines = regular_lines(rng, n, acceleration, acs)
    else:
        lines = regular_lines(rng, n, acceleration, acs, 1.0)
    if rng.random() < 0.06:  # partial Fourier
        cut = int(n * rng.uniform(0.12, 0.38))
        lines[:cut] &= acs_lines(n, max(acs, 8))[:cut]
    return lines, acs
