"""The denoiser: a U-Net over pixel blocks, preconditioned as in EDM (Karras et al. 2022, arXiv 2206.00364), that
predicts the residual between the picture and a known good estimate of it (the anchor).
"""
import math

import torch
from torch import nn
from torch.nn import functional as F

#: What the network is told, channel by channel (all real; complex values as real part, imaginary part).
KNOWN = (
    "anchor_re", "anchor_im",      # the estimate that the residual is taken from
    "sense_re", "sense_im",        # the CG-SENSE picture
    "sense_noise",                 # NOISE_GAIN x standard deviation of the noise in the CG-SENSE picture
    "noise",                       # NOISE_GAIN x standard deviation of the noise of a fully sampled picture
    "log_acceleration",            # ln(phase-encoding lines / measured lines)
    "conditioned",                 # 1; an unconditional call sets all of `known` to 0
)
NOISE_GAIN = 10.0


class GroupNorm(nn.GroupNorm):
    """Eight groups; in the input's own precision (statistics are float32 inside), with weights of that precision: a traced
    network then runs on the CPU and on a GPU, and autocast on a GPU does not turn everything after it to float32."""

    def forward(self, x):
        with torch.autocast(x.device.type, enabled=False):
            return F.group_norm(x, self.num_groups, self.weight.to(x.dtype), self.bias.to(x.dtype), self.eps)


def group_norm(channels):
    return GroupNorm(8, channels)


class NoiseEmbedding(nn.Module):
    """ln(sigma)/4 of shape (batch,) as sines and cosines, then a small perceptron; float32 throughout."""

    def __init__(self, width, waves=16):
        super().__init__()
        self.register_buffer("frequency", torch.exp(torch.linspace(0, math.log(60.0), waves)))
        self.layers = nn.Sequential(nn.Linear(2 * waves, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU())

    def forward(self, sigma):
        phase = (sigma.log() / 4)[:, None] * self.frequency
        return self.layers(torch.cat([phase.sin(), phase.cos()], 1))


class ResidualBlock(nn.Module):
    """x + conv(SiLU(conv(SiLU(norm x)) [scaled and shifted by the noise level, where `embedding` > 0]))."""

    def __init__(self, channels, embedding):
        super().__init__()
        self.norm = group_norm(channels)
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=1)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        nn.init.zeros_(self.conv2.weight)
        self.modulate = nn.Linear(embedding, 2 * channels) if embedding else None
        if embedding:
            nn.init.zeros_(self.modulate.weight), nn.init.zeros_(self.modulate.bias)

    def forward(self, x, e):
        h = self.conv1(F.silu(self.norm(x)))
        if self.modulate is not None:
            scale, shift = self.modulate(e)[:, :, None, None].to(h.dtype).chunk(2, 1)
            h = torch.addcmul(shift, h, 1 + scale)
        return x + self.conv2(F.silu(h))


class Attention(nn.Module):
    """Multi-head self-attention over all positions of the lowest level (long reach: aliases lie far apart)."""

    def __init__(self, channels, heads):
        super().__init__()
        self.heads, self.norm = heads, group_norm(channels)
        self.qkv, self.out = nn.Conv2d(channels, 3 * channels, 1), nn.Conv2d(channels, channels, 1)
        nn.init.zeros_(self.out.weight), nn.init.zeros_(self.out.bias)

    def forward(self, x):
        b, c, h, w = x.shape
        q, k, v = self.qkv(self.norm(x)).reshape(b, 3, self.heads, c // self.heads, h * w).unbind(1)
        a = torch.softmax(q.transpose(-1, -2) @ k * (c // self.heads) ** -0.5, -1)
        return x + self.out((v @ a.transpose(-1, -2)).reshape(b, c, h, w))


def enlarge(x):
    """Nearest-neighbour doubling by expand and reshape (an interpolate call would not load in older libtorch)."""
    b, c, h, w = x.shape
    return x[:, :, :, None, :, None].expand(b, c, h, 2, w, 2).reshape(b, c, 2 * h, 2 * w)


class UNet(nn.Module):
    """inputs (batch, in, y, x) and sigma (batch,) -> (batch, out, y, x); y and x multiples of `multiple`.

    The first level works on blocks of patch x patch pixels (pixel unshuffle): a quarter of the positions at twice
    the width costs the same memory traffic and far fewer operations than a full-resolution level.
    """

    def __init__(self, inputs, outputs, channels=(64, 128, 192), blocks=(2, 2, 2), patch=2, heads=4, embedding=128):
        super().__init__()
        self.patch, self.multiple = patch, patch * 2 ** (len(channels) - 1)
        self.embed = NoiseEmbedding(embedding)
        self.entry = nn.Conv2d(inputs * patch * patch, channels[0], 3, padding=1)
        stack = lambda c, n: nn.ModuleList(ResidualBlock(c, 0 if i else embedding) for i in range(n))
        self.down = nn.ModuleList(stack(c, n) for c, n in zip(channels[:-1], blocks))
        self.shrink = nn.ModuleList(nn.Conv2d(a, b, 2, stride=2) for a, b in zip(channels, channels[1:]))
        self.bottom = stack(channels[-1], blocks[-1])
        self.attention = nn.ModuleList(Attention(channels[-1], heads) for _ in range(blocks[-1]))
        self.grow = nn.ModuleList(nn.Conv2d(b, a, 1) for a, b in zip(channels, channels[1:]))
        self.join = nn.ModuleList(nn.Conv2d(2 * a, a, 1) for a in channels[:-1])
        self.up = nn.ModuleList(stack(c, n) for c, n in zip(channels[:-1], blocks))
        self.norm = group_norm(channels[0])
        self.exit = nn.Conv2d(channels[0], outputs * patch * patch, 3, padding=1)
        nn.init.zeros_(self.exit.weight), nn.init.zeros_(self.exit.bias)

    def forward(self, x, sigma):
        e = self.embed(sigma)
        h, kept = self.entry(F.pixel_unshuffle(x, self.patch)), []
        for level, shrink in zip(self.down, self.shrink):
            for block in level:
                h = block(h, e)
            kept.append(h)
            h = shrink(h)
        for block, attend in zip(self.bottom, self.attention):
            h = attend(block(h, e))
        for i in reversed(range(len(self.up))):
            h = self.join[i](torch.cat([enlarge(self.grow[i](h)), kept[i]], 1))
            for block in self.up[i]:
                h = block(h, e)
        return F.pixel_shuffle(self.exit(F.silu(self.norm(h))), self.patch)


class Denoiser(nn.Module):
    """E[residual | noisy residual at level sigma, known] and its error, where picture = anchor + residual.

    Answers (batch, 3, y, x): the residual's real and imaginary part, and the standard deviation of the error of either.

    noisy: (batch, 2, y, x), the residual plus white noise of standard deviation sigma in each of its real and
    imaginary parts. sigma >= sigma_max means that the noisy residual carries nothing (pass zeros): the output is then the
    posterior mean given `known` alone. EDM eqs. 7-8 with sigma_data = sd_anchored, or sd_free where `known` is all 0:
        D = c_skip r + c_out U(c_in r, known, sigma),   deviation = c_out exp(U')
    """

    def __init__(self, unet=None, sd_anchored=0.08, sd_free=0.3, sigma_max=1.0):
        super().__init__()
        self.unet = UNet(2 + len(KNOWN), 3, **(unet or {}))
        self.sd_anchored, self.sd_free, self.sigma_max = sd_anchored, sd_free, sigma_max

    def scales(self, sigma, known):
        """c_skip, c_out, c_in, each (batch, 1, 1, 1), float32."""
        conditioned = known[:, -1, 0, 0]
        sd = self.sd_free + (self.sd_anchored - self.sd_free) * conditioned
        silent = (sigma >= self.sigma_max).to(sd.dtype)
        root = (sigma ** 2 + sd ** 2).sqrt()
        skip = (1 - silent) * sd ** 2 / root ** 2
        out = silent * sd + (1 - silent) * sigma * sd / root
        return skip[:, None, None, None], out[:, None, None, None], ((1 - silent) / root)[:, None, None, None]

    def forward(self, noisy, sigma, known):
        skip, out, scale = self.scales(sigma, known)
        inputs = torch.cat([scale * noisy, known], 1).contiguous(memory_format=torch.channels_last)
        u = self.unet(inputs, sigma).float()
        return torch.cat([skip * noisy + out * u[:, :2], out * u[:, 2:].clamp(-4.0, 3.0).exp()], 1)
