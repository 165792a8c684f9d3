"""Laws that the physics, the network and the calibration keep."""
import numpy as np
import torch

from larmor_training import masks
from larmor_training.calibration import acs_width, espirit, noise_level
from larmor_training.network import KNOWN, Denoiser
from larmor_training.physics import Consistent, Encoding, conjugate_gradient, fft_y, ifft_y
from larmor_training.simulate import receive_coils

SMALL = {"channels": [16, 24], "blocks": [1, 1], "heads": 2, "embedding": 16}


def complex_normal(*shape, seed=0):
    return torch.randn(*shape, dtype=torch.complex64, generator=torch.Generator().manual_seed(seed))


def problem(coils=3, h=24, w=10):
    maps = complex_normal(2, coils, h, w)
    maps = maps / maps.abs().square().sum(1, keepdim=True).sqrt()
    rng = np.random.default_rng(0)
    lines = np.stack([masks.random_lines(rng, h, 3, 6, 1.5) for _ in range(2)])
    return Encoding(maps, torch.from_numpy(lines))


def test_the_adjoint_is_the_adjoint():
    a = problem()
    x, y = complex_normal(2, 24, 10, seed=1), complex_normal(2, 3, 24, 10, seed=2)
    left, right = (a.forward(x).conj() * y).sum(), (x.conj() * a.adjoint(y)).sum()
    assert abs(left - right) < 1e-4 * abs(left)


def test_the_transform_is_unitary_and_undone():
    x = complex_normal(1, 23, 5)
    assert torch.allclose(ifft_y(fft_y(x)), x, atol=1e-5)
    assert torch.isclose(fft_y(x).norm(), x.norm(), rtol=1e-5)


def test_the_normal_operator_is_adjoint_after_forward():
    a, x = problem(), complex_normal(2, 24, 10, seed=3)
    assert torch.allclose(a.normal(x), a.adjoint(a.forward(x)), atol=1e-5)


def test_conjugate_gradient_solves_the_system():
    a, b, w = problem(), complex_normal(2, 24, 10, seed=4), torch.full((2, 1, 1), 0.1)
    x = conjugate_gradient(a, b, w, torch.zeros_like(b), 40)
    assert (a.normal(x) + w * x - b).abs().max() < 1e-3


def test_the_gradient_through_data_consistency_is_its_adjoint():
    a, w = problem(), torch.full((2, 1, 1), 0.3)
    x = complex_normal(2, 24, 10, seed=5).requires_grad_(True)
    g, d = complex_normal(2, 24, 10, seed=6), complex_normal(2, 24, 10, seed=7)
    solve = lambda v: Consistent.apply(v, a, torch.zeros_like(v), w, 30)
    (solve(x).conj() * g).real.sum().backward()
    assert torch.isclose((x.grad.conj() * d).real.sum(), (solve(d).conj() * g).real.sum(), rtol=1e-3)


def test_an_untrained_network_answers_the_edm_skip_of_its_input():
    net = Denoiser(SMALL)
    noisy, known = torch.randn(2, 2, 16, 24), torch.zeros(2, len(KNOWN), 16, 24)
    sigma = torch.tensor([0.3, 1.0])
    out = net(noisy, sigma, known)
    assert torch.allclose(out[0, :2], 0.5 * noisy[0], atol=1e-6)
    assert out[1, :2].abs().max() == 0
    assert torch.allclose(out[1, 2], torch.tensor(0.3))


def test_maps_and_noise_are_found_again():
    rng = np.random.default_rng(1)
    h, w = 64, 60
    s = receive_coils(rng, 4, h, w, (0.0, 0.0, 26.0, 26.0)).numpy()
    s = s / np.sqrt((np.abs(s) ** 2).sum(0))
    y, x = np.mgrid[-1:1:h * 1j, -1:1:w * 1j]
    p = (x ** 2 + y ** 2 < 0.6) * (1 + 0.3 * np.cos(9 * x) * np.cos(7 * y))
    k = np.fft.fftshift(np.fft.fft2(np.fft.ifftshift(s * p, axes=(1, 2)), norm="ortho"), axes=(1, 2))
    k = k + 0.02 * (rng.normal(size=k.shape) + 1j * rng.normal(size=k.shape))
    mask = masks.acs_lines(h, 24)
    assert acs_width(mask) == 24
    found = espirit(k * mask[:, None], 24)
    assert np.abs((found.conj() * s).sum(0))[p > 0].mean() > 0.99
    assert abs(noise_level(k * mask[:, None], mask, 24) / (0.02 * np.sqrt(2)) - 1) < 0.15


def test_masks_measure_about_one_line_in_r():
    rng = np.random.default_rng(2)
    for acceleration in (2, 4, 8):
        assert abs(masks.random_lines(rng, 240, acceleration, 12, 1.5).sum() - 240 / acceleration) <= 1
    lines, acs = masks.draw(rng, 200, 8)
    assert lines.shape == (200,) and lines.any()
