"""A run that is killed at any moment and resumed gives the curve of one that was not."""
import csv
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
import torch
import yaml

from larmor_training import data, train
from larmor_training.anomaly import train as anomaly
from larmor_training.deformable import data as hearts, train as deformable
from larmor_training.optimiser import schedule

TINY = {"network": {"unet": {"channels": [8, 16], "blocks": [1, 1], "heads": 2, "embedding": 16}}, "seed": 3, "steps": 9, "batch": 2,
        "in_flight": 2, "reuse": 2, "coils": [1, 2], "regress": 0.5, "through_data": 0.5, "drop": 0.3, "sigma": [0.01, 0.9],
        "iterations": 2, "deviation": 0.03, "bf16": False, "optimiser": {"muon": 0.02, "adam": 0.001, "weight_decay": 0.01},
        "rate": "cosine", "decay": 0.5, "ema": 0.9, "validation": {"pictures": 1, "scans": [[64, 1], [64, 2]]}, "validate_every": 100, "save_every": 3, "log_every": 2}
SAVED = {"seed": 3, "device": "cpu", "batch": 2, "bf16": False, "ema": 0.9, "optimiser": {"muon": 0.01, "adam": 0.001, "weight_decay": 0.0},
         "log_every": 1, "save_every": 2}
PAIR = SAVED | {"dimensions": 2, "latent": {"channels": [8, 16], "blocks": [1, 1], "embedding": 16},
                "deformation": {"channels": [8, 16], "blocks": [1, 1], "squarings": 3, "homogeneous": True}, "bidirectional": True, "quiet": 0.5,
                "losses": {"eps": 0.1, "ncc": 1.0, "rough": 1.0, "path": 0.5}, "size": 32, "augment": {}, "steps": 6, "validate_every": 3}
SLICE = SAVED | {"network": {"channels": [8, 16, 16], "blocks": [1, 1, 1], "heads": 2, "embedding": 16}, "reuse": 2, "lesions": 0.5, "real": 0.1,
                 "tumours": 0.5, "early": 1.3, "place": 5.0}
FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


@pytest.fixture
def prepared(tmp_path):
    """(configuration, cache) of a tiny network and of pictures of eleven random ellipses."""
    rng, folder = np.random.default_rng(5), tmp_path / "pictures"
    folder.mkdir()
    y, x = np.mgrid[-1:1:96j, -1:1:80j]
    for i in range(11):
        p = sum(rng.uniform(.3, 1) * (((x - rng.uniform(-.3, .3)) / rng.uniform(.3, .8)) ** 2 + ((y - rng.uniform(-.3, .3)) / rng.uniform(.3, .8)) ** 2 < 1)
                for _ in range(4))
        np.save(folder / f"{i}.npy", p.astype(np.float32))
    (tmp_path / "tiny.yaml").write_text(yaml.safe_dump(TINY))
    data.build([str(folder)], str(tmp_path / "slices.npz"), "CC0")
    return str(tmp_path / "tiny.yaml"), str(tmp_path / "slices.npz")


def start(prepared, run):
    return subprocess.Popen([sys.executable, "-m", "larmor_training.train", *prepared, str(run)], cwd=FOLDER,
                            stderr=subprocess.DEVNULL, env=os.environ | {"OMP_NUM_THREADS": "1"})


def losses(run):
    """Without the seconds."""
    with open(run / "loss.csv") as f:
        return np.array([[float(x) for i, x in enumerate(row) if i != 1] for row in csv.reader(f)])


def test_a_killed_run_resumes_to_the_same_curve(prepared, tmp_path, capsys):
    killed, checkpoint, end = start(prepared, tmp_path / "killed"), tmp_path / "killed/checkpoint.pt", time.time() + 120
    train.main(*prepared, str(tmp_path / "whole"))
    while not checkpoint.exists() and killed.poll() is None and time.time() < end:
        time.sleep(0.002)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    reached = torch.load(checkpoint, weights_only=False)["step"]
    capsys.readouterr()
    train.main(*prepared, str(tmp_path / "killed"))
    assert 3 <= reached and f"step {min(reached, 3)}/" not in capsys.readouterr().err      # it went on, and did not begin anew
    one, other = losses(tmp_path / "whole"), losses(tmp_path / "killed")
    assert list(one[:, 0]) == [2, 3, 4, 6, 8, 9]
    np.testing.assert_allclose(other, one, rtol=1e-3, atol=2e-5)
    for name in ("curves.png", "sheet.png", "validation.csv"):
        assert (tmp_path / "killed" / name).stat().st_size > 0


class Killed(BaseException):
    pass


def heart_pairs(path):
    y, x = np.mgrid[-20:20, -20:20] + .5
    discs = np.stack([[np.hypot(y, x - i) < r for r in (12, 8)] for i in range(4)])
    names = np.array([*hearts.HELD_OUT[:1], "a", "b", "c"])
    hearts.write(hearts.Pairs((150 * discs + 50).astype(np.uint8), discs.astype(np.uint8), names, np.zeros(4, int)), path)


def brain_slices(path):
    y, x = np.mgrid[-1:1:64j, -1:1:48j]
    brains = np.stack([np.repeat((90 * (np.hypot(y, x) < .8) * (1 + .1 * np.sin(9 * y + i)))[None], 4, 0) for i in range(4)]).astype(np.uint8)
    np.savez(path, pictures=brains, present=np.ones((4, 4), bool), lesions=np.packbits(np.broadcast_to(np.hypot(y, x - .3) < .2, (4, 64, 48)), -1), drawn=np.zeros(4, bool),
             tissues=np.tile(np.float32([.5, .9, 1.1]), (4, 1)), names=np.array([f"ch2bet/{i}" for i in range(4)]), held_out=np.arange(4) == 0,
             sets=np.array(["ch2bet"]), licences=np.array(["CC0"]))


@pytest.mark.parametrize("kind", ["deformable", "denoiser", "classifier"])
def test_so_do_the_pair_of_the_heart_and_the_networks_of_the_anomaly_maps(kind, tmp_path, monkeypatch):
    config, pack = str(tmp_path / "config.yaml"), str(tmp_path / "pack.npz")
    monkeypatch.setattr(anomaly, "VALIDATION", 4)
    if kind == "deformable":
        module, run, described = deformable, lambda name: deformable.main(config, pack, str(tmp_path / name)), PAIR
        heart_pairs(pack)
    else:
        module, run, described = anomaly, lambda name: anomaly.main(config, pack, str(tmp_path / name), steps=6), SLICE | {"kind": kind}
        brain_slices(pack)
    with open(config, "w") as f:
        yaml.safe_dump(described, f)
    run("whole")
    step = module.Training.descend

    def killed_in_the_sixth(training, loss, done):
        if training.step == 5:
            raise Killed
        step(training, loss, done)

    with monkeypatch.context() as once, pytest.raises(Killed):
        once.setattr(module.Training, "descend", killed_in_the_sixth)
        run("killed")
    assert list(losses(tmp_path / "killed")[:, 0]) == [1, 2, 3, 4, 5] and torch.load(tmp_path / "killed/checkpoint.pt", weights_only=False)["step"] == 4
    run("killed")
    one, other = losses(tmp_path / "whole"), losses(tmp_path / "killed")
    assert list(one[:, 0]) == [1, 2, 3, 4, 5, 6]
    np.testing.assert_allclose(other, one, rtol=1e-4, atol=1e-6)


def test_a_prior_is_another_kind_of_run(prepared, tmp_path, capsys):
    config, cache = prepared
    with open(config, "w") as f:
        yaml.safe_dump(TINY | {"kind": "prior", "steps": 2}, f)
    train.main(config, cache, str(tmp_path / "run"))
    assert "PSNR" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="is the configuration of a prior network"):
        train.main(config, cache, str(tmp_path / "run"), "measurement-conditioned")
    with open(config, "w") as f:
        yaml.safe_dump(TINY, f)
    with pytest.raises(SystemExit, match="is of a prior network, not of a measurement-conditioned one"):
        train.main(config, cache, str(tmp_path / "run"))


def test_the_rate_falls_to_zero_at_the_end():
    for rate in ("linear", "cosine"):
        shares = [schedule(step, step / 1000, warmup=100, decay=0.5, rate=rate) for step in range(1001)]
        assert shares[500] == 1 and shares[1000] == 0 and 0.4 < shares[750] < 0.6
        assert all(a >= b for a, b in zip(shares[500:], shares[501:]))
