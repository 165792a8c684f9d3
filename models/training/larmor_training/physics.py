"""The measurement y = M F S x + n, its adjoint and its regularised inverse, for lines undersampled along y.

The readout stays transformed (x is a picture coordinate): undersampling mixes pixels along y only, so each readout
column is solved by itself and a scan may be cropped along x without changing the aliasing.
"""
import torch


def fft_y(a):
    """Unitary Fourier transform along y (second last axis), centred at n // 2."""
    a = torch.fft.ifftshift(a, dim=-2)
    return torch.fft.fftshift(torch.fft.fft(a, dim=-2, norm="ortho"), dim=-2)


def ifft_y(a):
    a = torch.fft.ifftshift(a, dim=-2)
    return torch.fft.fftshift(torch.fft.ifft(a, dim=-2, norm="ortho"), dim=-2)


class Encoding:
    """A = M F S. maps: complex (batch, coil, y, x), sum over coils |S|^2 = 1 (or 0); mask: bool (batch, y)."""

    def __init__(self, maps, mask):
        self.maps, self.conj = maps, maps.conj().resolve_conj()
        self.mask = mask.to(maps.real.dtype)[:, None, :, None]
        self.rolled = torch.fft.ifftshift(self.mask, dim=-2)

    def forward(self, x):
        return self.mask * fft_y(self.maps * x[:, None])

    def adjoint(self, y):
        return (self.conj * ifft_y(self.mask * y)).sum(1)

    def normal(self, x):
        """A^H A x; the centring shifts cancel except on the mask."""
        k = torch.fft.fft(self.maps * x[:, None], dim=-2) * self.rolled
        return (self.conj * torch.fft.ifft(k, dim=-2)).sum(1)


def dot(a, b):
    return (a.conj() * b).real.sum((-2, -1), keepdim=True)


def conjugate_gradient(encoding, right, weight, start, iterations):
    """Solve (A^H A + weight) x = right from `start`; weight: real, (batch, 1, 1) or (batch, y, x). A fixed number of iterations."""
    x = start
    r = right - encoding.normal(x) - weight * x
    p, rr = r, dot(r, r)
    for _ in range(iterations):
        q = encoding.normal(p) + weight * p
        step = rr / dot(p, q).clamp_min(1e-20)
        x, r = x + step * p, r - step * q
        new = dot(r, r)
        p, rr = r + (new / rr.clamp_min(1e-20)) * p, new
    return x


def sense(encoding, y, noise, prior_sd=0.3, floor=1e-3, iterations=12):
    """CG-SENSE from zero: weight = noise^2 / prior_sd^2 + floor, in the picture's scale; noise: (batch, 1, 1)."""
    right = encoding.adjoint(y)
    return conjugate_gradient(encoding, right, (noise / prior_sd) ** 2 + floor, torch.zeros_like(right), iterations)


def trust(noise, deviation, floor=1e-3):
    """The weight (batch, y, x) of an estimate against the data: noise^2 / (2 deviation^2) + floor, both in the picture's
    scale; noise (batch, 1, 1) is the complex noise's rms, deviation (batch, y, x) the error of a real or imaginary part."""
    return noise ** 2 / (2 * deviation.clamp(0.004, 0.3) ** 2) + floor


def consistent(encoding, adjoint, x, weight, iterations=6):
    """Data consistency: argmin ||A z - y||^2 + sum over pixels of weight |z - x|^2, by CG from x (weight: see `trust`).

    The proximal step of DDS (arXiv 2303.05754), with each pixel's estimate weighed by its own expected error."""
    return conjugate_gradient(encoding, adjoint + weight * x, weight, x, iterations)


class Consistent(torch.autograd.Function):
    """`consistent`, differentiable in x: z = B^-1 (A^H y + w x), B = A^H A + w, so grad_x = w B^-1 grad_z (again CG)."""

    @staticmethod
    def forward(ctx, x, encoding, adjoint, weight, iterations):
        ctx.encoding, ctx.weight, ctx.iterations = encoding, weight, iterations
        return consistent(encoding, adjoint, x, weight, iterations)

    @staticmethod
    def backward(ctx, grad):
        # B^-1 g = (g - B^-1 A^H A g) / w: started from g / (1 + w), exact in fully measured directions
        start = grad / (1 + ctx.weight)
        z = conjugate_gradient(ctx.encoding, grad, ctx.weight, start, ctx.iterations)
        return ctx.weight * z, None, None, None, None
