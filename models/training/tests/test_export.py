"""What a package says of its network comes from the run: its kind, licence, data and machine."""
import numpy as np
import pytest
import torch
import yaml

from larmor_training import data, export, train
from test_resuming import TINY


@pytest.fixture
def exported(tmp_path, monkeypatch):
    """exports a run of one step with these changes to the configuration: (model.yaml, MODEL_CARD.md)."""
    rng, folder = np.random.default_rng(5), tmp_path / "pictures"
    folder.mkdir()
    y, x = np.mgrid[-1:1:96j, -1:1:80j]
    for i in range(11):
        np.save(folder / f"{i}.npy", (((x / rng.uniform(.5, .8)) ** 2 + (y / rng.uniform(.5, .8)) ** 2 < 1) * (1 + .2 * np.sin(9 * y))).astype(np.float32))

    def run(**changes):
        (tmp_path / "tiny.yaml").write_text(yaml.safe_dump(TINY | {"steps": 1, "save_every": 1} | changes))
        data.build([str(folder)], str(tmp_path / "slices.npz"), "CC0")
        train.main(str(tmp_path / "tiny.yaml"), str(tmp_path / "slices.npz"), str(tmp_path / "run"))
        monkeypatch.setattr("sys.argv", ["export", str(tmp_path / "run"), str(tmp_path / "zoo/tiny")])
        export.main()
        return yaml.safe_load((tmp_path / "zoo/tiny/model.yaml").read_text()), (tmp_path / "zoo/tiny/MODEL_CARD.md").read_text()

    return run


def test_a_package_tells_what_its_run_was(exported):
    model, card = exported(licence="MIT", anatomy=["knee"])
    assert (model["kind"], model["licence"], model["anatomy"], model["unconditional"]) == ("conditional-residual-denoiser", "MIT", ["knee"], True)
    assert model["training"]["data"] == {"pictures": "CC0"}
    assert model["training"]["slices"] == {"pictures": 10} and model["training"]["patients"] == {"pictures": 10}
    assert "Licence of the weights: MIT. Trained on: knee." in card
    assert "* pictures: CC0 (10 slices of 10 patients)" in card and "10 magnitude slices of 10 patients" in card
    assert "on one CPU core, seed 3" in card or f"on {torch.get_num_threads()} CPU cores, seed 3" in card
    assert "brain" not in card.lower() and "not calibrated yet" in card


def test_a_prior_and_a_network_without_one_say_so(exported):
    model, card = exported(kind="prior")
    assert (model["kind"], model["unconditional"], model["licence"]) == ("unconditional-denoiser", True, "Apache-2.0")
    assert "anatomy" not in model and "`--method diffuserecon` reconstructs with it" in card


def test_a_network_that_always_had_a_condition_is_no_prior(exported):
    model, card = exported(drop=0.0)
    assert not model["unconditional"] and "unconditional" not in card
