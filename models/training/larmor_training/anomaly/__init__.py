"""Anomaly maps by classifier-guided DDIM (Wolleb et al., MICCAI 2022, arXiv 2203.04306), its training and its evaluation.

A picture is (batch, 4, y, x): axial skull-stripped brain, 1 mm, nose up, the channels CONTRASTS; `present` (batch, 4) is 1
for the contrasts that are there; missing ones are 0 everywhere, noise included. Values are intensity / median inside the
brain - 1, cut to [-1, 2.2]: air is -1, the brain's middle value 0.
"""
CONTRASTS = ("t1", "t1c", "t2", "flair")
HEIGHT, WIDTH = 224, 192        # pixels of 1 mm
MIDDLE = 80                     # the brain's median in a pack's bytes: value = byte / MIDDLE - 1
TOP = 2.2                       # largest value
