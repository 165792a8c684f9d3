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
from larmor_training.optimiser import schedule

TINY = {"network": {"unet": {"channels": [8, 16], "blocks": [1, 1], "heads": 2, "embedding": 16}}, "seed": 3, "steps": 9, "batch": 2,
        "in_flight": 2, "reuse": 2, "coils": [1, 2], "regress": 0.5, "through_data": 0.5, "drop": 0.3, "sigma": [0.01, 0.9],
        "iterations": 2, "deviation": 0.03, "bf16": False, "optimiser": {"muon": 0.02, "adam": 0.001, "weight_decay": 0.01},
        "rate": "cosine", "decay": 0.5, "ema": 0.9, "validation": {"pictures": 1, "scans": [[64, 1], [64, 2]]}, "validate_every": 100, "save_every": 3, "log_every": 2}
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
