"""Laws that the fields, the losses, the forward process and the networks of the deformable model keep."""
import numpy as np
import pytest
import torch
import yaml

from larmor_training.deformable import data, evaluate, export, fields, losses, process, train
from larmor_training.deformable.augment import Augment, normalised
from larmor_training.deformable.networks import Deformation, Latent, inflated

TINY = {"dimensions": 2, "latent": {"channels": [8, 16], "blocks": [1, 1], "embedding": 16},
        "deformation": {"channels": [8, 16], "blocks": [1, 1], "squarings": 5, "homogeneous": True}, "bidirectional": True, "quiet": 0.5,
        "losses": {"eps": 0.1, "square": 20.0, "ncc": 1.0, "scales": 2, "window": 9, "rough": 1.0, "path": 0.5, "cycle": 0.3, "fold": 0.1},
        "size": 32, "augment": {"elastic": 1.0, "motion": 0.5}, "ease": "cosine", "seed": 3, "device": "cpu", "steps": 4, "batch": 2,
        "bf16": False, "optimiser": {"muon": 0, "adam": 0.001, "weight_decay": 0.0}, "ema": 0.9, "validate_every": 2, "log_every": 2}
STACK = TINY | {"dimensions": 3, "augment": {"elastic": 1.0, "motion": 0.5, "depth": 4}}


def bell(h=40, w=32, y=18.0, x=15.0, width=4.0):
    rows, columns = torch.meshgrid(torch.arange(h) - y, torch.arange(w) - x, indexing="ij")
    return torch.exp(-(rows ** 2 + columns ** 2) / (2 * width ** 2))[None, None]


def constant(*values, size=(40, 32)):
    return torch.tensor(values).reshape(1, -1, *[1] * len(size)).expand(1, -1, *size).contiguous()


def smooth(seed=0, size=(1, 1, 24, 24)):
    return torch.randn(size, generator=torch.Generator().manual_seed(seed))


def heart(patients=4, slices=3, side=40):
    """Pairs of bright discs that shrink about a middle, by patient; masks are the discs."""
    y, x = np.mgrid[:side, :side] - side / 2 + .5
    masks = np.stack([[np.hypot(y - p, x + s) < r for r in (11 - s, 7 - s)] for p in range(patients) for s in range(slices)])
    names = list(data.HELD_OUT[:1]) + [f"p{i}" for i in range(1, patients)]
    return data.Pairs((masks * 150 + 50 + 20 * np.sin(x)).astype(np.uint8), masks.astype(np.uint8), np.repeat(names, slices), np.tile(np.arange(slices), patients))


def test_a_known_field_moves_a_known_picture():
    moved = fields.warp(bell(y=18, x=15), constant(3.0, -2.0))      # S(p + u): what lay at p + u lies at p
    assert torch.allclose(moved, bell(y=15, x=17), atol=2e-2)
    exact = fields.warp(bell(), constant(0.0, 5.0))
    assert torch.allclose(exact[..., :27], bell()[..., 5:], atol=1e-5)
    assert torch.allclose(exact[..., 27:], bell()[..., 31:].expand(-1, -1, -1, 5), atol=1e-5)       # edge values repeated


def test_a_known_field_moves_a_stack_across_its_slices():
    stack = torch.rand(1, 1, 5, 12, 10, generator=torch.Generator().manual_seed(1))
    moved = fields.warp(stack, constant(1.0, 2.0, 0.0, size=(5, 12, 10)))
    assert torch.allclose(moved[:, :, :4, :10], stack[:, :, 1:, 2:], atol=1e-5)


@pytest.mark.parametrize("squarings", [0, 3, 6])
def test_a_constant_velocity_is_that_translation(squarings):
    velocity = constant(2.5, -1.25)
    assert torch.allclose(fields.integrated(velocity, squarings), velocity, atol=1e-5)


def test_the_flow_of_a_velocity_is_undone_by_that_of_its_negative():
    velocity = torch.cat([4 * bell(width=7.0), -3 * bell(y=20, x=12, width=7.0)], 1)
    there, back = fields.integrated(velocity, 6), fields.integrated(-velocity, 6)
    round_trip = there + fields.warp(back, there)
    assert round_trip[..., 8:-8, 8:-8].abs().max() < 0.05 < 3 < there.abs().max()     # away from the edge, which the flow crosses


def test_half_the_time_twice_is_the_whole_flow():
    velocity = torch.cat([5 * bell(), 2 * bell(y=20, x=12)], 1)
    half, whole = fields.integrated(velocity / 2, 6), fields.integrated(velocity, 6)
    assert torch.allclose(half + fields.warp(half, half), whole, atol=0.05)


def test_doubling_keeps_a_linear_field_inside():
    h, w = 6, 8
    y, x = torch.meshgrid(torch.arange(h) * 1.0, torch.arange(w) * 1.0, indexing="ij")
    big = fields.doubled(torch.stack([y, x])[None])
    rows = (torch.arange(2 * h) - 0.5) / 2      # where a pixel's middle lies among the blocks' middles
    assert torch.allclose(big[0, 0, 1:-1, 5], rows[1:-1], atol=1e-5)
    assert torch.allclose(big[0, 1, 5, 1:-1], (torch.arange(2 * w) - 0.5)[1:-1] / 2, atol=1e-5)


@pytest.mark.parametrize("d", [2, 3])
def test_the_determinant_is_that_of_the_linear_map(d):
    a = torch.eye(d) * 0.3 + 0.2 * torch.rand(d, d, generator=torch.Generator().manual_seed(d))
    p = fields.positions(torch.zeros(1, d, *[5] * d))
    field = torch.einsum("ij,bj...->bi...", a, p)
    assert torch.allclose(fields.determinant(field), torch.linalg.det(a + torch.eye(d)), atol=1e-4)
    assert fields.folded(field) == 0 and fields.folded(-2 * p) == (1 if d == 3 else 0)      # p -> -p keeps the plane's orientation
    mirrored = torch.zeros_like(p)
    mirrored[:, 0] = -2 * p[:, 0]
    assert fields.folded(mirrored) == 1


def test_the_correlation_of_equal_pictures_is_one():
    a = torch.rand(2, 1, 30, 26, generator=torch.Generator().manual_seed(0))
    assert torch.isclose(losses.ncc(a, a), torch.tensor(1.0), atol=1e-5)
    assert losses.ncc(a, 0.5 * a + 0.2) > 0.99                                  # another contrast
    assert losses.ncc(a, torch.rand(2, 1, 30, 26, generator=torch.Generator().manual_seed(1))) < 0.1
    stack = a[:, :, None].expand(-1, -1, 4, -1, -1)
    assert torch.isclose(losses.ncc(stack, stack), torch.tensor(1.0), atol=1e-5)


def test_similarity_is_zero_for_equal_pictures_and_roughness_for_constant_fields():
    a, weights = smooth(), {"square": 20.0, "ncc": 1.0, "scales": 2}
    assert losses.similarity(a, a, weights).abs() < 1e-4 < 0.1 < losses.similarity(a, smooth(1), weights)
    ramp = fields.positions(torch.zeros(1, 2, 9, 9)) * torch.tensor([0.5, 0.0])[None, :, None, None]
    assert losses.roughness(constant(3.0, 1.0)) == 0
    assert torch.isclose(losses.roughness(ramp), torch.tensor(0.5 ** 2 / 4))    # one of two components along one of two axes
    assert losses.folding(constant(3.0, 1.0)) == 0 < losses.folding(-2 * ramp * 2)


def test_the_forward_process_keeps_the_variance_and_ends_in_noise():
    g = torch.Generator().manual_seed(0)
    x, eps = torch.randn(5, 100000, generator=g), torch.randn(5, 100000, generator=g)
    t = torch.tensor([0.0, 0.1, 0.3, 0.6, 1.0])
    y = process.noised(x, t, eps)
    assert torch.equal(y[0], x[0]) and torch.allclose(y.var(1), torch.ones(5), atol=0.02)
    assert torch.allclose(((y * x).mean(1)) ** 2, process.kept()[(t * process.STEPS).long()].float(), atol=0.01)
    beta = 1 - process.kept()[1:] / process.kept()[:-1]
    assert np.allclose(beta[[0, -1]], [1e-6, 1e-2]) and np.allclose(np.diff(beta, 2), 0, atol=1e-12) and len(beta) == 2000
    assert process.kept()[-1] < 1e-4


@pytest.mark.parametrize("config", [TINY, STACK])
def test_no_latent_is_no_motion_and_a_scaled_latent_a_scaled_velocity(config):
    d, g = config["dimensions"], torch.Generator().manual_seed(0)
    m, shape = Deformation(d, **config["deformation"]), (2, 1, *[4] * (d - 2), 32, 24)
    torch.nn.init.normal_(m.exit.weight, std=0.1)
    source, latent = torch.rand(shape, generator=g), torch.randn(shape, generator=g)
    assert m(source, 0 * latent).abs().max() == 0 < 0.1 < m(source, latent).abs().max()
    assert torch.allclose(m.velocity(source, 0.3 * latent), 0.3 * m.velocity(source, latent), rtol=1e-3, atol=1e-5)
    assert m(source, latent).shape == (2, d, *shape[2:])


def test_a_stack_of_equal_slices_is_answered_as_the_picture_that_the_network_was_inflated_from():
    g = torch.Generator().manual_seed(2)
    picture = [torch.rand(2, 1, 32, 24, generator=g) for _ in range(3)]
    stack = [p[:, :, None].expand(-1, -1, 5, -1, -1) for p in picture]
    t = torch.tensor([0.0, 0.4])
    for kind, key, given in ((Latent, "latent", lambda p: (*p, t)), (Deformation, "deformation", lambda p: p[:2])):
        flat, deep = kind(2, **TINY[key]), kind(3, **TINY[key])
        for parameter in flat.parameters():
            torch.nn.init.normal_(parameter, std=0.2, generator=g)
        deep.load_state_dict(inflated(flat.state_dict(), deep.state_dict()))
        answer, slices = flat(*given(picture)), deep(*given(stack))
        own = slices[:, -answer.shape[1]:]
        assert answer.abs().max() > 0.1 and torch.allclose(own, answer[:, :, None].expand_as(own), rtol=1e-3, atol=1e-4)
        assert (slices[:, :-answer.shape[1]] == 0).all()       # nothing moves across the slices


def test_a_run_on_stacks_begins_as_the_package_of_pictures_beside_its_configuration(tmp_path):
    torch.manual_seed(4)
    flat = train.Pair(TINY).eval()
    (tmp_path / "flat").mkdir(), (tmp_path / "run").mkdir()
    export.traced(flat, str(tmp_path / "flat"), 2)
    (tmp_path / "c.yaml").write_text(yaml.safe_dump(STACK | {"start_from": "flat"}))
    run = train.Training(train.configuration(str(tmp_path / "c.yaml")), str(tmp_path / "run"))
    source, target = torch.rand(2, 1, 1, 32, 24, generator=torch.Generator().manual_seed(5)).unbind()
    stacked = lambda p: p[:, :, None].expand(-1, -1, 3, -1, -1)
    for net in (run.net, run.mean):
        field = net.moved(stacked(source), stacked(target))
        assert torch.allclose(field[:, 1:], stacked(flat.moved(source, target)), rtol=1e-3, atol=1e-5) and (field[:, :1] == 0).all()


def test_a_large_velocity_of_the_network_does_not_fold():
    m = Deformation(2, **TINY["deformation"])
    torch.nn.init.normal_(m.exit.weight, std=0.2)
    velocity = m.velocity(torch.rand(1, 1, 48, 48), smooth(size=(1, 1, 48, 48)))
    velocity = torch.nn.functional.avg_pool2d(velocity, 7, 1, 3)
    velocity = 6 * velocity / velocity.abs().max()
    assert fields.folded(m.displacement(velocity)) < fields.folded(fields.doubled(2 * velocity))


def test_the_latent_code_is_as_large_as_the_picture_and_knows_the_time():
    g, x = Latent(2, **TINY["latent"]), torch.rand(2, 1, 32, 24)
    for block in g.unet.bottom:
        torch.nn.init.normal_(block.modulate.weight), torch.nn.init.normal_(block.conv2.weight)
    early, late = g(x, x, x, torch.tensor([0.0, 0.0])), g(x, x, x, torch.tensor([0.0, 1.0]))
    assert early.shape == x.shape and torch.allclose(early[0], late[0], atol=1e-5) and not torch.allclose(early[1], late[1], atol=1e-3)


@pytest.mark.parametrize("depth", [0, 4])
def test_drawn_pairs_are_normalised_and_repeatable(depth):
    draw = lambda: Augment(heart(), 32, "cpu", 5, depth=depth).draw(3)
    pair = draw()
    assert pair.shape == (3, 2, *([4] if depth else []), 32, 32) and torch.equal(pair, draw())
    assert torch.allclose(torch.quantile(pair.flatten(1), 0.995, dim=1), torch.ones(3), atol=1e-4)
    assert torch.allclose(normalised(300 * pair + 7), pair, atol=1e-4)


def test_end_diastole_comes_first_and_the_pack_gives_back_what_it_holds(tmp_path):
    from PIL import Image
    whole = heart(side=64)
    for kind, arrays in (("Images", whole.pictures), ("Labels", whole.masks)):
        folder = tmp_path / "Train" / kind / "Part"
        folder.mkdir(parents=True)
        for i in range(3):          # the larger disc is the second phase of a slice; a slice with one phase is left out
            for frame, array in ((20 * i + 8, arrays[i, 1]), (20 * i + 20, arrays[i, 0])):
                if (i, frame) != (2, 60):
                    Image.fromarray(array).save(folder / f"SC-N-01-IM-0001-{frame:04d}.dcm.png")
    pairs = data.cropped(data.sunnybrook(str(tmp_path), "Train"), 32)
    assert pairs.pictures.shape == (2, 2, 32, 32) and list(pairs.position) == [0, 1]
    assert (pairs.masks[:, 0].sum((1, 2)) > pairs.masks[:, 1].sum((1, 2))).all()
    data.write(pairs, str(tmp_path / "pack.npz"))
    again = data.load(str(tmp_path / "pack.npz"))
    assert np.array_equal(again.pictures, pairs.pictures) and np.array_equal(again.masks, pairs.masks)


@pytest.mark.parametrize("config", [TINY, STACK, TINY | {"bidirectional": False, "losses": {"eps": 1.0, "ncc": 20.0, "rough": 20.0}}])
def test_a_run_goes_on_and_its_package_answers_as_the_contract_says(config, tmp_path, capsys):
    data.write(heart(), str(tmp_path / "pack.npz"))
    (tmp_path / "c.yaml").write_text(yaml.safe_dump(config | {"steps": 2}))
    train.main(str(tmp_path / "c.yaml"), str(tmp_path / "pack.npz"), str(tmp_path / "run"))
    (tmp_path / "c.yaml").write_text(yaml.safe_dump(config))
    train.main(str(tmp_path / "c.yaml"), str(tmp_path / "pack.npz"), str(tmp_path / "run"))
    assert "step 4/4" in capsys.readouterr().out
    assert torch.load(tmp_path / "run/checkpoint.pt", weights_only=False)["step"] == 4
    validated = np.loadtxt(tmp_path / "run/validation.csv", delimiter=",")
    weights = torch.load(tmp_path / "run/weights.pt", weights_only=False)
    assert validated[:, 0].tolist() == [0, 2, 4] and weights["step"] == validated[validated[:, 3].argmax(), 0]
    pair = train.Pair(weights["config"]).eval()
    pair.load_state_dict(weights["ema"])
    (tmp_path / "zoo").mkdir()
    export.traced(pair, str(tmp_path / "zoo"), config["dimensions"])
    (tmp_path / "zoo/model.yaml").write_text(yaml.safe_dump(export.description(weights, "zoo", {"latent.pt": "", "deformation.pt": ""}, {})))
    model = evaluate.Model(str(tmp_path / "zoo"))
    source, target = torch.rand(4, 30, 20) * 900 + 100, torch.rand(4, 30, 20) * 900 + 100
    ready = model.prepared(source, target)
    assert torch.allclose(model.frame(ready, 0.0, size=(30, 20))[0], source, atol=1e-2)
    if config["bidirectional"]:
        assert torch.allclose(model.frame(ready, 1.0, size=(30, 20))[0], target, atol=1e-2)


def test_the_course_rests_at_both_ends_and_is_symmetric():
    curve = evaluate.course("cosine")
    assert curve[0] == 0 and curve[-1] == 1 and (np.diff(curve) > 0).all() and np.allclose(np.add(curve, curve[::-1]), 1)
    assert evaluate.eased(0.5, curve) == 0.5 and evaluate.eased(0.1, curve) < 0.03 and evaluate.eased(0.3, None) == 0.3


def test_systole_is_early_and_fits_the_textbook_phases_best():
    curve = evaluate.course("systole")
    assert curve[0] == 0 and curve[-1] == 1 and (np.diff(curve) > 0).all() and curve[10] > 0.5
    at = np.array([50, 160]) / 300
    miss = lambda k: ((np.array([0, 0.7]) - (1 - np.cos(np.pi * at ** k)) / 2) ** 2).sum()
    assert abs(min(np.arange(0.5, 1.5, 0.01), key=miss) - evaluate.EARLY) < 0.02


def test_psnr_is_that_of_the_error_after_one_scale():
    truth = np.random.default_rng(0).random((3, 20, 20)) + 1
    error = 0.01 * np.random.default_rng(1).standard_normal(truth.shape)
    whole, inside = evaluate.psnr(truth, 5 * (truth + error))
    assert abs(whole - 10 * np.log10(truth.max() ** 2 / 1e-4)) < 0.3 and abs(whole - inside) < 0.3
