"""Smooth random fields, warps and blurs of batches, on the device; every draw comes from a torch.Generator."""
import torch
from torch.nn import functional as F


class Draws:
    """Random numbers of one generator: uniform, log-uniform, coins, smooth fields."""

    def __init__(self, seed, device):
        self.device, self.generator = device, torch.Generator(device).manual_seed(seed)

    def uniform(self, low, high, *shape):
        return low + (high - low) * torch.rand(shape, generator=self.generator, device=self.device)

    def spread(self, low, high, *shape):
        """Log-uniform."""
        return low * (high / low) ** torch.rand(shape, generator=self.generator, device=self.device)

    def coin(self, chance, *shape):
        return (torch.rand(shape, generator=self.generator, device=self.device) < chance).float()

    def normal(self, *shape):
        return torch.randn(shape, generator=self.generator, device=self.device)

    def index(self, high, *shape):
        return torch.randint(high, shape, generator=self.generator, device=self.device)

    def field(self, n, channels, cells, size):
        """(n, channels, y, x), normal with about `cells` waves across the picture."""
        coarse = self.normal(n, channels, cells + 2, cells + 2)
        return F.interpolate(coarse, size=size, mode="bicubic", align_corners=True)


def positions(n, size, device):
    """(n, y, x, 2) of pixel centres, (x, y) in pixels from the picture's middle."""
    y, x = (torch.arange(s, device=device) - (s - 1) / 2 for s in size)
    return torch.stack(torch.meshgrid(y, x, indexing="ij"), -1).flip(-1).expand(n, *size, 2)


def sampled(pictures, at):
    """The pictures at positions (n, y, x, 2), bilinear, 0 outside."""
    h, w = pictures.shape[-2:]
    scale = torch.tensor([2.0 / w, 2.0 / h], device=pictures.device)
    return F.grid_sample(pictures, at * scale, mode="bilinear", padding_mode="zeros", align_corners=False)


def affine_elastic(pictures, draws):
    """The pictures under a random rotation, scaling, shear, shift, mirroring and elastic warp."""
    n, size = len(pictures), pictures.shape[-2:]
    angle, shear = draws.normal(n) * 0.12, draws.normal(n) * 0.05
    zoom = draws.spread(0.85, 1.2, n, 1) * draws.spread(0.93, 1.075, n, 2)
    mirror = 1 - 2 * draws.coin(0.5, n)
    rows = torch.stack([torch.stack([angle.cos() * mirror, -angle.sin() + shear], -1),
                        torch.stack([angle.sin() * mirror, angle.cos()], -1)], 1) / zoom[:, None]
    at = positions(n, size, pictures.device) @ rows.transpose(1, 2)[:, None]
    bend = draws.field(n, 2, 5, size) * draws.uniform(0.5, 4.0, n, 1, 1, 1) + draws.field(n, 2, 12, size) * draws.uniform(0.0, 1.2, n, 1, 1, 1)
    return sampled(pictures, at + draws.normal(n, 1, 1, 2) * 5 + bend.permute(0, 2, 3, 1))


def blur(pictures, sigma, axis):
    """Gaussian blur along an axis (2: y, 3: x), sigma (n, channels) pixels, of each picture and channel its own."""
    n, c, h, w = pictures.shape
    r = torch.arange(-7, 8, device=pictures.device)
    kernel = torch.exp(-0.5 * (r / sigma.clamp_min(0.05).reshape(-1, 1)) ** 2)
    kernel = (kernel / kernel.sum(1, keepdim=True))[:, None]
    kernel = kernel[:, :, :, None] if axis == 2 else kernel[:, :, None]
    padding = (7, 0) if axis == 2 else (0, 7)
    return F.conv2d(pictures.reshape(1, n * c, h, w), kernel, padding=padding, groups=n * c).reshape(n, c, h, w)
