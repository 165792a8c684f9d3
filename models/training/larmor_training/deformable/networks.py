"""G and M: U-Nets on blocks of 2 x 2 pixels, of pictures (2-D) or of stacks (3-D; slices are thick, so only y and x shrink)."""
import torch
from torch import nn
from torch.nn import functional as F

from ..network import NoiseEmbedding, group_norm
from .fields import doubled, integrated


def convolution(d, a, b, size=3, stride=1):
    """Conv2d or Conv3d; `stride` only in y and x, where the kernel then is as large as the stride."""
    if stride > 1:
        size = stride
    kernel = (size,) * 2 if d == 2 else (size if stride == 1 else 1, size, size)
    padding = tuple(k // 2 for k in kernel) if stride == 1 else 0
    return (nn.Conv2d, nn.Conv3d)[d - 2](a, b, kernel, stride if d == 2 else (1, stride, stride), padding)


def shuffled(x, down):
    """Blocks of 2 x 2 pixels into channels, or back; slices of a stack each for itself."""
    move = F.pixel_unshuffle if down else F.pixel_shuffle
    return move(x, 2) if x.dim() == 4 else move(x.transpose(1, 2), 2).transpose(1, 2)


def enlarged(x):
    """Nearest-neighbour doubling of y and x (expand and reshape: it loads in every libtorch)."""
    front, h, w = x.shape[:-2], x.shape[-2], x.shape[-1]
    return x[..., :, None, :, None].expand(*front, h, 2, w, 2).reshape(*front, 2 * h, 2 * w)


class Block(nn.Module):
    """x + conv(SiLU(conv(SiLU(norm x)) [scaled and shifted by the time])): network.ResidualBlock for pictures and stacks."""

    def __init__(self, d, channels, embedding):
        super().__init__()
        self.norm = group_norm(channels)
        self.conv1, self.conv2 = convolution(d, channels, channels), convolution(d, channels, channels)
        nn.init.zeros_(self.conv2.weight), nn.init.zeros_(self.conv2.bias)
        self.modulate = nn.Linear(embedding, 2 * channels) if embedding else None
        if embedding:
            nn.init.zeros_(self.modulate.weight), nn.init.zeros_(self.modulate.bias)

    def forward(self, x, e):
        h = self.conv1(F.silu(self.norm(x)))
        if self.modulate is not None:
            scale, shift = self.modulate(e).to(h.dtype).reshape(h.shape[0], -1, *[1] * (h.dim() - 2)).chunk(2, 1)
            h = h * (1 + scale) + shift
        return x + self.conv2(F.silu(h))


class UNet(nn.Module):
    """(batch, in, [z,] y, x) -> (batch, channels[0], [z,] y/2, x/2), normed; y and x multiples of `multiple`."""

    def __init__(self, d, inputs, channels, blocks, embedding=0):
        super().__init__()
        self.multiple = 2 ** len(channels)
        self.entry = convolution(d, 4 * inputs, channels[0])
        stack = lambda c, n: nn.ModuleList(Block(d, c, embedding) for _ in range(n))
        pairs = list(zip(channels, channels[1:]))
        self.down = nn.ModuleList(stack(c, n) for c, n in zip(channels[:-1], blocks))
        self.shrink = nn.ModuleList(convolution(d, a, b, stride=2) for a, b in pairs)
        self.bottom = stack(channels[-1], blocks[-1])
        self.grow = nn.ModuleList(convolution(d, b, a, 1) for a, b in pairs)
        self.join = nn.ModuleList(convolution(d, 2 * a, a, 1) for a, _ in pairs)
        self.up = nn.ModuleList(stack(c, n) for c, n in zip(channels[:-1], blocks))
        self.norm = group_norm(channels[0])

    def forward(self, x, e=None):
        h, kept = self.entry(shuffled(x, True)), []
        for level, shrink in zip(self.down, self.shrink):
            for block in level:
                h = block(h, e)
            kept.append(h)
            h = shrink(h)
        for block in self.bottom:
            h = block(h, e)
        for i in reversed(range(len(self.up))):
            h = self.join[i](torch.cat([enlarged(self.grow[i](h)), kept[i]], 1))
            for block in self.up[i]:
                h = block(h, e)
        return F.silu(self.norm(h))


class Latent(nn.Module):
    """G: source, target, noised target (batch, 1, [z,] y, x), time t (batch,) in [0, 1] -> latent code, as large as the picture."""

    def __init__(self, d, channels=(48, 96, 128, 128), blocks=(1, 1, 2, 2), embedding=128):
        super().__init__()
        self.embed = NoiseEmbedding(embedding)
        self.unet = UNet(d, 3, channels, blocks, embedding)
        self.exit = convolution(d, channels[0], 4)

    def forward(self, source, target, noisy, t):
        e = self.embed((4 * t).exp())       # the embedding is of ln(sigma) / 4
        return shuffled(self.exit(self.unet(torch.cat([source, target, noisy], 1), e)), False).float()


class Deformation(nn.Module):
    """M: source and latent code (batch, 1, [z,] y, x) -> displacement (batch, d, [z,] y, x) in pixels.

    `homogeneous`: with r the root mean square of the latent c, the network sees c / r and its answer is multiplied by r. So
    M(S, 0) = 0 and the velocity at gamma c is gamma times that at c: the frames move along one flow. Otherwise (the paper's form)
    the network's answer is taken as it is. `squarings` > 0: the answer is a stationary velocity, integrated; 0: the displacement.
    """

    def __init__(self, d, channels=(32, 48, 64, 64), blocks=(1, 1, 1, 1), squarings=6, homogeneous=True):
        super().__init__()
        self.squarings, self.homogeneous = squarings, homogeneous
        self.register_buffer("unit", torch.tensor([1.0, 2.0, 2.0][-d:]).reshape(1, d, *[1] * d), persistent=False)
        self.unet = UNet(d, 2, channels, blocks)
        self.exit = convolution(d, channels[0], d)
        nn.init.normal_(self.exit.weight, std=1e-3), nn.init.zeros_(self.exit.bias)

    def velocity(self, source, latent):
        """The network's answer on blocks of 2 x 2 pixels, in blocks (slices along z) per unit of time."""
        axes = list(range(1, latent.dim()))
        size = latent.square().mean(axes, keepdim=True).sqrt() if self.homogeneous else torch.ones_like(latent.mean(axes, keepdim=True))
        seen = latent / (size + 1e-6) if self.homogeneous else latent
        return size * self.exit(self.unet(torch.cat([source, seen], 1))).float()

    def displacement(self, velocity):
        """What the velocity moves in a unit of time, in pixels."""
        field = integrated(velocity, self.squarings) if self.squarings else velocity
        return doubled(self.unit * field)

    def forward(self, source, latent):
        return self.displacement(self.velocity(source, latent))


def inflated(flat, deep):
    """State of a 3-D network that begins as a 2-D one: `deep` with the parameters of `flat`. Of each kernel the middle slice is the 2-D
    kernel and the others are zero, and nothing moves along z: every slice of a stack of equal slices is answered as the picture
    would be (of unequal ones but for the group norms and the size of the latent, which are taken over the stack)."""
    state = {}
    for name, like in deep.items():
        given, state[name] = flat[name], torch.zeros_like(like)
        part = state[name][len(like) - len(given):]     # the exit's channels are [z,] y, x
        (part[:, :, part.shape[2] // 2] if like.dim() == 5 else part).copy_(given)
    return state
