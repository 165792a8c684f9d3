"""Random training pairs, made on the training's device: zoom, rotation, flips, crops at the heart and elsewhere, smooth
deformations, contrast, bias field, noise; either phase as the source."""
import math

import torch
from torch.nn import functional as F

from .fields import positions, sampled

LOW, HIGH = 0.5, 99.5   # percentiles of source and target together that become 0 and 1


def normalised(pair):
    """(batch, 2, ...) scaled so that the LOW and HIGH percentiles of both pictures together are 0 and 1."""
    flat = pair.flatten(1).float()
    low, high = torch.quantile(flat, torch.tensor([LOW / 100, HIGH / 100], device=flat.device), dim=1)
    shape = (-1,) + (1,) * (pair.dim() - 1)
    return (pair - low.reshape(shape)) / (high - low).clamp_min(1e-6).reshape(shape)


class Augment:
    """Draws pairs (batch, 2, [z,] size, size), normalised, of the training slices; `depth` > 0 draws stacks of so many."""

    def __init__(self, pairs, size, device, seed, depth=0, elastic=3.0, motion=0.0):
        self.pictures = torch.from_numpy(pairs.pictures).to(device)
        self.size, self.device, self.depth, self.elastic, self.motion = size, device, depth, elastic, motion
        self.stacks = [torch.from_numpy(s).to(device) for s in pairs.stacks()]
        self.generator = torch.Generator(device).manual_seed(seed)

    def uniform(self, low, high, *shape):
        return low + (high - low) * torch.rand(*shape, generator=self.generator, device=self.device)

    def smooth(self, n, channels, cells, size):
        """A random smooth field, (n, channels, size, size), unit variance: normal on cells x cells, enlarged bicubically."""
        coarse = torch.randn(n, channels, cells + 3, cells + 3, generator=self.generator, device=self.device)
        return F.interpolate(coarse, size=(size, size), mode="bicubic", align_corners=True)

    def slices(self, n):
        """Indices (n, depth or 1) of slices; stacks are neighbours from one patient, the ends repeated where he has fewer."""
        if not self.depth:
            return torch.randint(len(self.pictures), (n, 1), generator=self.generator, device=self.device)
        rows = []
        for s in torch.randint(len(self.stacks), (n,), generator=self.generator, device=self.device).tolist():
            stack = self.stacks[s]
            start = int(torch.randint(max(1, len(stack) - self.depth + 1), (1,), generator=self.generator, device=self.device))
            row = stack[(start + torch.arange(self.depth, device=self.device)).clamp_max(len(stack) - 1)]
            rows.append(row.flip(0) if start % 2 else row)
        return torch.stack(rows)

    def where(self, n):
        """Where in the stored picture each pixel of the drawn one lies, (n, 2, size, size)."""
        side, size = self.pictures.shape[-1], self.size
        turn, zoom = self.uniform(-math.pi, math.pi, n), self.uniform(math.log(0.7), math.log(1.4), n).exp()
        turn = torch.where(self.uniform(0, 1, n) < 0.5, turn, turn * 0.1 + (turn * 2 / math.pi).round() * math.pi / 2)
        stretch = self.uniform(-0.08, 0.08, n).exp()
        flip = torch.where(self.uniform(0, 1, n) < 0.5, 1.0, -1.0)
        far = torch.where(self.uniform(0, 1, n) < 0.25, 55.0, 14.0)
        centre = (side - 1) / 2 + self.uniform(-1, 1, n, 2) * far[:, None]
        p = positions(torch.zeros(1, 2, size, size, device=self.device)) - (size - 1) / 2
        p = p + self.elastic * self.smooth(n, 2, 5, size)
        y, x = p[:, 0] / (zoom * stretch)[:, None, None], p[:, 1] * (flip / zoom * stretch)[:, None, None]
        c, s = turn.cos()[:, None, None], turn.sin()[:, None, None]
        return torch.stack([c * y - s * x, s * y + c * x], 1) + centre[:, :, None, None]

    def shaded(self, pair):
        """(n, z, 2, y, x) with another contrast, bias and brightness, noise and now and then some blur."""
        n, size, one = len(pair), self.size, (slice(None),) + (None,) * 4
        pair = pair.clamp_min(0) ** self.uniform(-0.4, 0.4, n).exp()[one]
        bias = (0.15 * self.smooth(n, 1, 2, size)).exp()[:, None]
        drift = (0.03 * self.smooth(n, 2, 2, size) + self.uniform(-0.05, 0.05, n, 2, 1, 1)).exp()[:, None]
        noise = torch.randn(pair.shape, generator=self.generator, device=self.device)
        return pair * bias * drift + self.uniform(0, 0.04, n)[one] * noise

    def draw(self, n):
        chosen = self.slices(n)
        pictures = self.pictures[chosen.flatten()].float() / 255
        where = self.where(n)
        whole = lambda w: w[:, None].expand(-1, chosen.shape[1], -1, -1, -1).flatten(0, 1)
        if self.motion:         # another smooth deformation of the second picture
            shift = self.motion * self.uniform(0, 1, n, 1, 1, 1) * self.smooth(n, 2, 4, self.size)
            second = where + shift
        else:
            second = where
        pair = torch.cat([sampled(pictures[:, :1], whole(where)), sampled(pictures[:, 1:], whole(second))], 1)
        pair = self.shaded(pair.unflatten(0, chosen.shape))
        swap = (self.uniform(0, 1, n) < 0.5)[:, None, None, None, None]
        pair = torch.where(swap, pair.flip(2), pair)
        pair = normalised(pair)
        return pair.transpose(1, 2) if self.depth else pair[:, 0]
