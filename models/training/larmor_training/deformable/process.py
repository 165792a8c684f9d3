"""The forward process of the paper: x_t = sqrt(abar_t) x_0 + sqrt(1 - abar_t) eps; T = 2000 steps, beta linear from 1e-6 to 1e-2."""
import functools

import torch

STEPS, FIRST, LAST = 2000, 1e-6, 1e-2


@functools.cache
def kept(device="cpu"):
    """abar after 0, 1 .. T steps, (T + 1,) float64; abar_0 = 1."""
    beta = torch.linspace(FIRST, LAST, STEPS, dtype=torch.float64)
    return torch.cat([torch.ones(1, dtype=torch.float64), torch.cumprod(1 - beta, 0)]).to(device)


def noised(x, t, eps):
    """x (batch, ...) at times t (batch,) in [0, 1] (t T steps done) with the noise eps; t = 0 gives x itself."""
    abar = kept(x.device)[(t * STEPS).round().long()].to(x.dtype).reshape(-1, *[1] * (x.dim() - 1))
    return abar.sqrt() * x + (1 - abar).sqrt() * eps
