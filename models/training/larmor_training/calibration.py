"""What a scan's own central lines tell: sensitivity maps (ESPIRiT, Uecker et al. 2014), noise level.

k-space is a complex numpy array (coil, y, x), centred at n // 2, zero where not measured; one slice.
"""
import numpy as np


def acs_width(mask):
    """The number of consecutive measured lines around the centre n // 2."""
    n = len(mask)
    if not mask[n // 2]:
        return 0
    low, high = n // 2, n // 2
    while low > 0 and mask[low - 1]:
        low -= 1
    while high < n - 1 and mask[high + 1]:
        high += 1
    return 2 * min(n // 2 - low, high - n // 2 + 1) if high > low else 1


def patches(block, kernel):
    """Every kernel x kernel neighbourhood of (coil, y, x) as a row: (positions, coil * kernel * kernel)."""
    v = np.lib.stride_tricks.sliding_window_view(block, (kernel, kernel), axis=(1, 2))
    return v.transpose(1, 2, 0, 3, 4).reshape(-1, block.shape[0] * kernel * kernel)


def centre_block(k, lines, columns):
    _, ny, nx = k.shape
    lines, columns = min(lines, ny), min(columns, nx)
    return k[:, ny // 2 - lines // 2: ny // 2 + lines - lines // 2, nx // 2 - columns // 2: nx // 2 + columns - columns // 2]


def espirit(k, acs, kernel=6, width=24, threshold=0.02, iterations=30):
    """One set of maps (coil, y, x), sum over coils |S|^2 = 1, from the central min(acs, width) lines.

    Signal space: right singular vectors of the calibration matrix above `threshold` of the largest singular value.
    G(r) = sum over kernel offsets; its leading eigenvector by power iteration. Phase: the coils' principal virtual
    channel is made real.
    """
    coils, ny, nx = k.shape
    lines = min(acs, width)
    if lines < 6:
        raise ValueError(f"espirit: {lines} consecutive central lines; at least 6 are needed (or maps from another scan)")
    kernel = min(kernel, max(1, lines // 2))
    block = centre_block(k, lines, width)
    a = patches(block, kernel)
    values, vectors = np.linalg.eigh(a.conj().T @ a)      # eigenvalues = singular values squared
    signal = vectors[:, values > threshold ** 2 * values[-1]]
    # rows of `a` hold s_c(p + offset): the signal space is spanned by the conjugate singular vectors
    w = (signal.conj() @ signal.T).reshape(coils, kernel, kernel, coils, kernel, kernel)
    spread = np.zeros((coils, coils, ny, nx), np.complex128)
    for py in range(kernel):
        for px in range(kernel):
            for qy in range(kernel):
                for qx in range(kernel):
                    spread[:, :, (py - qy) % ny, (px - qx) % nx] += w[:, py, px, :, qy, qx]
    g = np.fft.fftshift(np.fft.ifft2(spread), axes=(-2, -1)) * (ny * nx / kernel ** 2)
    g = g.transpose(2, 3, 0, 1).astype(np.complex64)
    main = np.linalg.eigh(np.einsum("cyx,dyx->cd", block, block.conj()))[1][:, -1].astype(np.complex64)
    s = np.broadcast_to(main[:, None], (ny, nx, coils, 1)).copy()
    for _ in range(iterations):
        s = g @ s
        s /= np.maximum(np.sqrt((np.abs(s) ** 2).sum(-2, keepdims=True)), 1e-12)
    s = s[..., 0].transpose(2, 0, 1)
    virtual = (main.conj()[:, None, None] * s).sum(0)
    return s * np.exp(-1j * np.angle(virtual))


def noise_level(k, mask, acs, kernel=5):
    """Root mean square of the complex noise of a k-space sample: the smaller of two estimates, both biased upwards.

    1. The smallest quarter of the eigenvalues of the calibration covariance (whole readout): signal of smooth
       coils and bounded support is of low rank, so they hold noise; corrected by the Marchenko-Pastur law.
    2. The weakest tenth of the readout positions (mean power over measured lines and coils).
    """
    coils, ny, nx = k.shape
    measured = k[:, mask]
    power = np.sort((np.abs(measured) ** 2).mean((0, 1)))
    level = power[: max(1, nx // 10)].mean()
    lines = min(acs, 32)
    if lines > kernel:
        a = patches(centre_block(k, lines, nx), kernel)
        rows, columns = a.shape
        values = np.linalg.eigvalsh(a.conj().T @ a).clip(0) / rows
        low = values[: columns // 4].mean()
        ratio = columns / rows
        if ratio < 0.8:
            rng = np.random.default_rng(0)  # the law's mean over its lowest quarter, by simulation of a small case
            n = rng.normal(size=(2, 400, max(4, int(400 * ratio)))) @ np.eye(max(4, int(400 * ratio)))
            z = (n[0] + 1j * n[1]) / np.sqrt(2)
            e = np.linalg.eigvalsh(z.conj().T @ z) / 400
            level = min(level, low / e[: len(e) // 4].mean())
    return float(np.sqrt(level))
