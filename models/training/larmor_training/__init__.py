"""The reconstruction network and its training: simulated multi-coil scans, a conditional denoiser, its export.

Arrays are torch tensors. A picture is complex, shape (batch, y, x); y is the phase-encoding direction (undersampled),
x the readout. Coil pictures, sensitivity maps and k-space are (batch, coil, y, x). Fourier transforms are unitary and
centred at n // 2. Pictures are scaled so that the 99th percentile of the CG-SENSE picture's magnitude is about 1.
"""
