"""Write the case of TrainingParityTest: `PYTHONPATH=models/training python3 models/src/test/python/write_parity_case.py
models/src/test/resources/parity`. A small network of random weights, a simulated slice, and each step's numbers.
"""
import sys

import numpy as np
import torch

from larmor_training.network import Denoiser
from larmor_training.reconstruct import Network, Recipe, coarse, prepare, refined

ROWS, COLUMNS, NOISE, SCALE = 70, 50, 0.02, 50


def network(path):
    torch.manual_seed(3)
    net = Denoiser(unet=dict(channels=[16, 24], blocks=[1, 1], patch=2, heads=2, embedding=16))
    with torch.no_grad():
        for p in net.parameters():
            p.add_(0.05 * torch.randn(p.shape))
    net = net.eval()
    example = torch.zeros(2, 2, 64, 48), torch.tensor([0.1, 1.0]), torch.zeros(2, 8, 64, 48)
    torch.jit.trace(net, example, check_trace=False).save(path)
    return Network(net, bf16=False)


def slice_of(rng):
    y, x = np.mgrid[-1:1:ROWS * 1j, -1:1:COLUMNS * 1j]
    picture = ((y ** 2 / 0.7 + x ** 2 / 0.5) < 1) * (1 + 0.3 * np.sin(7 * y) * np.cos(5 * x)) * np.exp(1j * (y + 0.5 * x + x * y))
    maps = np.stack([np.exp(-((y - a) ** 2 + (x - b) ** 2) / 1.5 + 1j * (a * y - b * x)) for a in (1, -1) for b in (1, -1)])
    maps = (maps / np.sqrt((np.abs(maps) ** 2).sum(0))).astype(np.complex64)
    k = np.fft.ifftshift(maps * picture, axes=(-2, -1))
    k = np.fft.fftshift(np.fft.fft2(k, norm="ortho"), axes=(-2, -1))
    k = k + NOISE * (rng.normal(size=k.shape) + 1j * rng.normal(size=k.shape)) / np.sqrt(2)
    mask = np.zeros(ROWS, bool)
    mask[ROWS // 2 - 6:ROWS // 2 + 6] = True
    mask[::3] = True
    return (SCALE * k * mask[:, None]).astype(np.complex64), maps, mask


def main(folder):
    torch.set_num_threads(1)
    net = network(f"{folder}/network.pt")
    k, maps, mask = slice_of(np.random.default_rng(1))
    scan, factor = prepare(k, mask, maps=maps, noise=SCALE * NOISE)
    steps = coarse(net, scan)
    recipe = Recipe(samples=2, evaluations=4)
    draws = refined(net, scan, steps[-1][1], recipe, seed=5)
    g = torch.Generator().manual_seed(5)
    noise = [torch.randn((2, 2, ROWS, COLUMNS), generator=g) for _ in range(5)]  # what `refined` drew
    known = scan.known(steps[-1][1])
    arrays = {
        "kspace": k, "maps": maps, "mask": mask.astype(np.float32), "sense": scan.sense.numpy(),
        "spread": (scan.fixed[:, 0] / 10).numpy(), "known": known.numpy(),
        "coarse": np.stack([z.numpy()[0] for _, z in steps]), "draws": draws.numpy(),
        "noise": torch.stack([torch.complex(z[:, 0], z[:, 1]) for z in noise]).numpy(),
        "residual": net(noise[0], 0.1, known).numpy(),
    }
    for name, values in arrays.items():
        values = np.ascontiguousarray(values)
        np.save(f"{folder}/{name}.npy", values.view(np.float32) if np.iscomplexobj(values) else values)
    print(f"factor {factor}  noise {scan.noise.item()}  log acceleration {scan.fixed[0, 2, 0, 0].item()}")


if __name__ == "__main__":
    main(sys.argv[1])
