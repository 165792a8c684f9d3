#!/usr/bin/env python3
"""Write a tiny worked reconstruction for the Java port's tests: make_fixture.py ZOO_DIR OUT_DIR.

A simulated 72 x 52 slice, 3 coils, 28 of 72 lines (10 central). Every array is a little-endian .npy; complex arrays are
float32 with a last axis of (real, imaginary). In the order of the computation:

    kspace (coil, y, x)    measured samples, 0 elsewhere        mask (y,) uint8        maps (coil, y, x)
    scalars: json of noise (rms of the complex noise, k-space units), factor (network unit -> k-space unit), weights
    sense (y, x)           CG-SENSE in network units, smooth phase removed
    turn (y, x)            the smooth phase's unit phasor: maps' = maps * turn
    adjoint (y, x)         A^H y in network units with maps'
    known (8, y, x)        for anchor = sense, as network.KNOWN lists
    regress (3, y, x)      network(0, sigma_max, known), padded to the size multiple and cut: residual, deviation
    weight (y, x)          physics.trust of that deviation
    consistent (y, x)      data consistency of sense + residual with that weight
    mirrored (3, y, x)     the same answer averaged over the four mirrored pictures, as the refined picture's passes use it
    noisy (2, y, x)        a noisy residual at sigma 0.1, and denoised (3, y, x), the network's answer to it
"""
import json
import sys

import numpy as np
import torch

from larmor_training.calibration import espirit
from larmor_training.masks import acs_lines
from larmor_training.physics import consistent, trust
from larmor_training.reconstruct import Network, Recipe, mirrored, prepare
from larmor_training.simulate import planes, receive_coils


def scan(h=72, w=52, coils=3, seed=4):
    """Ellipses with a quadratic phase, seen by `coils` loops, with noise: k-space (coil, y, x) and the mask."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[-1:1:h * 1j, -1:1:w * 1j]
    p = np.zeros((h, w))
    for cy, cx, ry, rx, v in ((0, 0, .85, .8, .9), (0, 0, .78, .7, -.3), (.2, .25, .25, .15, .5), (-.3, -.2, .12, .3, -.3), (-.2, .3, .1, .1, .4)):
        p += v * (((y - cy) / ry) ** 2 + ((x - cx) / rx) ** 2 < 1)
    s = receive_coils(rng, coils, h, w, (0.0, 0.0, 0.42 * h, 0.42 * w)).numpy()
    c = s * p * np.exp(1j * (0.4 + y - 0.7 * x * y))
    k = np.fft.fftshift(np.fft.fft2(np.fft.ifftshift(c, axes=(1, 2)), norm="ortho"), axes=(1, 2))
    k = k + 0.01 * (rng.normal(size=k.shape) + 1j * rng.normal(size=k.shape))
    mask = acs_lines(h, 10)
    mask[rng.permutation(np.flatnonzero(~mask))[:18]] = True
    return (k * mask[:, None]).astype(np.complex64), mask


def main(zoo, out):
    torch.set_num_threads(1)
    net, recipe = Network(torch.jit.load(f"{zoo}/network.pt")), Recipe()
    k, mask = scan()
    maps = espirit(k, 10)
    problem, factor = prepare(k, mask, maps=maps, noise=0.01 * np.sqrt(2))
    blank, anchor = torch.zeros_like(planes(problem.sense)), problem.sense
    known = problem.known(anchor)
    answer = lambda r, deviation: torch.cat([planes(r), deviation[:, None]], 1)[0]
    residual, deviation = net(blank, net.sigma_max, known)
    weight = trust(problem.noise, deviation)
    noisy = planes(0.05 * anchor) + 0.1 * torch.randn(blank.shape, generator=torch.Generator().manual_seed(1))
    maps_turned = problem.encoding.maps[0].numpy()
    turn = (maps_turned * maps.conj()).sum(0)
    arrays = {
        "kspace": k, "mask": mask.astype(np.uint8), "maps": maps, "sense": problem.sense[0], "turn": turn,
        "adjoint": problem.adjoint[0], "known": known[0], "regress": answer(residual, deviation), "weight": weight[0],
        "consistent": consistent(problem.encoding, problem.adjoint, anchor + residual, weight, recipe.iterations)[0],
        "mirrored": answer(*mirrored(net, known)), "noisy": noisy[0], "denoised": answer(*net(noisy, 0.1, known)),
    }
    for name, a in arrays.items():
        a = np.asarray(a)
        if np.iscomplexobj(a):
            a = np.stack([a.real, a.imag], -1)
        np.save(f"{out}/{name}.npy", np.ascontiguousarray(a if a.dtype == np.uint8 else a.astype("<f4")))
    scalars = {"noise": 0.01 * np.sqrt(2), "factor": factor, "noise_in_network_units": problem.noise.item(),
               "sense_weight": (problem.noise.item() / 0.3) ** 2 + 1e-3, "sense_iterations": 12,
               "data_iterations": recipe.iterations,
               "acs": 10, "size_multiple": net.multiple, "sigma_max": net.sigma_max}
    with open(f"{out}/scalars.json", "w") as f:
        json.dump(scalars, f, indent=1)


if __name__ == "__main__":
    main(*sys.argv[1:3])
