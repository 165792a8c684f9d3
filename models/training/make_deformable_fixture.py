#!/usr/bin/env python3
"""Write tiny deformable packages for the Java tests: make_deformable_fixture.py OUT_DIR.

`shift-2d` and `shift-3d` move a picture by what its centre of mass moves: G answers that distance along the first axis at every
pixel, M displaces by it along that axis and by minus half of it along the last. So the frames of a blob that moves so are known
exactly. `shift-one-way` is not blended, `biased` moves a picture without a latent, `flat` answers two channels to a stack.
"""
import hashlib
import pathlib
import sys

import torch


class Latent(torch.nn.Module):
    def forward(self, source: torch.Tensor, target: torch.Tensor, noisy: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
        # the noise beside the object would move the centre far: only what is bright counts
        bright = noisy * (target > 0.05)
        distance = self.centre(source) - self.centre(bright) + 0.0 * t.sum()
        return distance.expand_as(source).contiguous()

    def centre(self, picture: torch.Tensor) -> torch.Tensor:
        place = torch.arange(picture.size(2), dtype=torch.float32, device=picture.device)
        along = picture.flatten(3).sum(3)
        mean = (along * place).sum(2) / along.sum(2)
        shape = [picture.size(0), 1] + [1] * (picture.dim() - 2)
        return mean.reshape(shape)


class Deformation(torch.nn.Module):
    def __init__(self, components: int, bias: float):
        super().__init__()
        self.components = components
        self.bias = bias

    def forward(self, source: torch.Tensor, latent: torch.Tensor) -> torch.Tensor:
        first = latent + self.bias
        parts = [first] + [torch.zeros_like(latent)] * (self.components - 2) + [-0.5 * latent]
        return torch.cat(parts, 1)


def write(folder, dimensions, bidirectional, components, bias, ease="linear"):
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for name, module in (("latent", Latent()), ("deformation", Deformation(components, bias))):
        path = folder / f"{name}.pt"
        torch.jit.script(module).save(str(path))
        files[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "model.yaml").write_text(f"""kind: deformable
version: '0.1'
anatomy: [heart]
licence: Apache-2.0
files:
  latent: {{file: latent.pt, sha256: {files["latent"]}}}
  deformation: {{file: deformation.pt, sha256: {files["deformation"]}}}
deformable:
  dimensions: {dimensions}
  multiple: 8
  bidirectional: {str(bidirectional).lower()}
  normalisation: {{low: 0, high: 100}}
  ease: {ease}
  uncertainty: {{time: 0.9, floor: 0.01}}
parameters: {{latent: 0, deformation: 0}}
training: {{steps: 0, minutes: 0, data: {{none: it has no weights}}}}
""")


if __name__ == "__main__":
    out = pathlib.Path(sys.argv[1])
    write(out / "shift-2d", 2, True, 2, 0.0)
    write(out / "shift-3d", 3, True, 3, 0.0)
    write(out / "shift-one-way", 2, False, 2, 0.0)
    write(out / "shift-eased", 2, True, 2, 0.0, "[0, 0.2, 1]")
    write(out / "broken" / "biased", 2, True, 2, 0.5)
    write(out / "broken" / "flat", 3, True, 2, 0.0)
