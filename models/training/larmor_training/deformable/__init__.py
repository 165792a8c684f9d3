"""The Diffusion Deformable Model (Kim, Han, Ye, MICCAI 2022, arXiv 2206.13295) for the frames between two cardiac phases:
G, whose output is the latent code, and M, whose displacement field warps the source; the paper's own form and ours.
"""
