"""The two networks: the denoiser of the diffusion model (v-prediction) and the noisy classifier, healthy or with a lesion.

Both are told the noise by sigma_t = sqrt((1 - abar_t) / abar_t) and the contrasts that are there by four constant channels.
"""
import torch
from torch import nn
from torch.nn import functional as F

from ..network import Attention, NoiseEmbedding, ResidualBlock, UNet, enlarge, group_norm
from . import CONTRASTS

CHANNELS = len(CONTRASTS)


def told(x, present):
    """The noised picture with `present` as constant channels: (n, 8, y, x)."""
    spread = present[:, :, None, None].expand(-1, -1, x.shape[2], x.shape[3])
    return torch.cat([x * spread, spread], 1).contiguous(memory_format=torch.channels_last)


class Denoiser(nn.Module):
    """v of (x_t, sigma_t, present), (n, 4, y, x); 0 where a contrast is missing. v = sqrt(abar) eps - sqrt(1 - abar) x_0
    (Salimans and Ho 2022, arXiv 2202.00512), so that eps = sqrt(1 - abar) x_t + sqrt(abar) v."""

    def __init__(self, **unet):
        super().__init__()
        self.unet = UNet(2 * CHANNELS, CHANNELS, **unet)
        self.multiple = self.unet.multiple

    def forward(self, x, sigma, present):
        return self.unet(told(x, present), sigma).float() * present[:, :, None, None]


class AttentionPool(nn.Module):
    """(n, c, y, x) -> (n, c): a weighted mean over the positions, the weights by learnt queries, one a head."""

    def __init__(self, channels, heads):
        super().__init__()
        self.heads, self.norm = heads, group_norm(channels)
        self.score, self.value = nn.Conv2d(channels, heads, 1), nn.Conv2d(channels, channels, 1)

    def forward(self, x):
        n, c, h, w = x.shape
        x = self.norm(x)
        weight = torch.softmax(self.score(x).float().reshape(n, self.heads, 1, h * w), -1)
        value = self.value(x).float().reshape(n, self.heads, c // self.heads, h * w)
        return (value * weight).sum(-1).reshape(n, c)


class Classifier(nn.Module):
    """(x_t, sigma_t, present) -> (logit of healthy (n,), logits of a lesion in each patch (n, y / 4, x / 4)).

    A U-Net's encoder with attention at its lowest level; the first answer by attention pooling over it. The second, which the
    paper has not, is read one level higher and says where."""

    def __init__(self, channels=(48, 96, 192), blocks=(2, 2, 2), patch=2, heads=4, embedding=128):
        super().__init__()
        self.patch, self.multiple = patch, patch * 2 ** (len(channels) - 1)
        self.embed = NoiseEmbedding(embedding)
        self.entry = nn.Conv2d(2 * CHANNELS * patch * patch, channels[0], 3, padding=1)
        stack = lambda c, n: nn.ModuleList(ResidualBlock(c, 0 if i else embedding) for i in range(n))
        self.levels = nn.ModuleList(stack(c, n) for c, n in zip(channels, blocks))
        self.shrink = nn.ModuleList(nn.Conv2d(a, b, 2, stride=2) for a, b in zip(channels, channels[1:]))
        self.attention = nn.ModuleList(Attention(channels[-1], heads) for _ in range(blocks[-1]))
        self.pool = AttentionPool(channels[-1], heads)
        self.exit_healthy = nn.Linear(channels[-1], 1)
        self.grow = nn.Conv2d(channels[-1], channels[-2], 1)
        self.join = nn.Conv2d(2 * channels[-2], channels[-2], 1)
        self.place = ResidualBlock(channels[-2], 0)
        self.exit_place = nn.Conv2d(channels[-2], 1, 1)

    def forward(self, x, sigma, present):
        e = self.embed(sigma)
        h = self.entry(F.pixel_unshuffle(told(x, present), self.patch))
        above = h
        for i, level in enumerate(self.levels):
            if i:
                above, h = h, self.shrink[i - 1](h)
            for k, block in enumerate(level):
                h = block(h, e)
                if i == len(self.levels) - 1:
                    h = self.attention[k](h)
        healthy = self.exit_healthy(self.pool(h))[:, 0]
        place = self.place(self.join(torch.cat([enlarge(self.grow(h)), above], 1)), e)
        return healthy.float(), self.exit_place(F.silu(place))[:, 0].float()
