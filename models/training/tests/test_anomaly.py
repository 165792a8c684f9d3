"""Laws of the anomaly maps: the schedule, DDIM both ways, the guidance and its gradient, figures, lesions, the exported files."""
import numpy as np
import pytest
import torch
from torch.nn import functional as F

from larmor_training.anomaly import lesions, maps, measures
from larmor_training.anomaly.diffusion import ABAR, STEPS, Models, Slope, decode, encode, sigma_of, step, times_of
from larmor_training.anomaly.export import Guidance, scripts
from larmor_training.anomaly.maps import Setting, counterparts
from larmor_training.anomaly.network import Classifier, Denoiser
from larmor_training.anomaly.simulate import recoloured, subset
from larmor_training.anomaly.warp import Draws

SMALL = {"channels": [16, 24], "blocks": [1, 1], "heads": 2, "embedding": 16}


def nets(seed=0):
    """A random pair of networks, no weight of them zero."""
    torch.manual_seed(seed)
    pair = Denoiser(**SMALL), Classifier(channels=(16, 24, 24), blocks=(1, 1, 1), heads=2, embedding=16)
    for net in pair:
        for p in net.parameters():
            p.data += 0.02 * torch.randn_like(p)
    return [net.eval().requires_grad_(False) for net in pair]


def pictures(n=2, present=((1, 1, 1, 1), (0, 1, 0, 1))):
    there = torch.tensor(present[:n]).float()
    return torch.randn(n, 4, 32, 24, generator=torch.Generator().manual_seed(1)) * 0.5 * there[:, :, None, None], there


class Gaussian:
    """The exact v of pictures whose pixels are independent, N(mean, sd^2): then everything is known in closed form."""

    def __init__(self, mean=0.2, sd=0.5):
        self.mean, self.sd = mean, sd

    def __call__(self, x, sigma, present):
        a = (1 / (1 + sigma.double() ** 2))[:, None, None, None]
        eps = (1 - a).sqrt() * (x - a.sqrt() * self.mean) / (a * self.sd ** 2 + 1 - a)
        return ((eps - (1 - a).sqrt() * x) / a.sqrt()) * present[:, :, None, None]


def test_the_schedule_is_the_papers():
    assert len(ABAR) == STEPS + 1 and ABAR[0] == 1
    beta = np.linspace(1e-4, 0.02, STEPS)
    assert ABAR[1].item() == pytest.approx(1 - 1e-4) and ABAR[500].item() == pytest.approx(np.prod(1 - beta[:500]))
    assert bool((ABAR[1:] < ABAR[:-1]).all())


@pytest.mark.parametrize("level,evaluations", [(500, 500), (500, 20), (250, 18), (30, 25)])
def test_the_times_rise_from_nothing_to_the_level(level, evaluations):
    times = times_of(level, evaluations)
    assert times[0] == 0 and times[-1] == level and bool((times[1:] > times[:-1]).all()) and len(times) == evaluations + 1


def test_a_step_is_ddims():
    x, eps, (now, then) = torch.randn(3, dtype=torch.float64), torch.randn(3, dtype=torch.float64), (300, 280)
    a, b = ABAR[now], ABAR[then]
    known = (b.sqrt() * (x - (1 - a).sqrt() * eps) / a.sqrt()) + (1 - b).sqrt() * eps
    assert torch.allclose(step(x, now, then, eps), known, atol=1e-12)
    assert torch.allclose(step(step(x, now, then, eps), then, now, eps), x, atol=1e-12)


def test_the_second_order_is_exact_for_slopes_linear_in_sigma():
    times, slope, y = [0, 40, 110, 150, 300], Slope(2), 0.0
    for now, then in zip(times, times[1:]):
        s, length = float(sigma_of(ABAR[now])), float(sigma_of(ABAR[then]) - sigma_of(ABAR[now]))
        gone = y
        y += length * slope.of(torch.tensor(2 + 3 * s, dtype=torch.float64), now, then).item()
        exact = length * (2 + 3 * (s + length / 2))
        assert now == 0 or y - gone == pytest.approx(exact)


@pytest.mark.parametrize("order,steps,most", [(1, 500, 0.015), (1, 20, 0.3), (2, 20, 0.02)])
def test_the_round_trip_without_guidance_gives_the_picture_back(order, steps, most):
    x, present = pictures()
    models, times = Models(Gaussian(), None), times_of(500, steps)
    path = encode(models, x.double(), present, times, order)
    back = decode(models, path, present, times, 0.0, order)
    assert (back - x).abs().max() < most
    assert models.denoised == 2 * steps and models.classified == 0
    assert bool((back[1, 0] == 0).all()) and bool((path[-1][1, 2] == 0).all())     # contrasts that are not there


def test_encoded_pictures_are_normal():
    g = torch.Generator().manual_seed(0)
    x = 0.2 + 0.5 * torch.randn(4, 4, 64, 64, generator=g, dtype=torch.float64)
    end = encode(Models(Gaussian(), None), x, torch.ones(4, 4), times_of(STEPS, STEPS))[-1]
    assert abs(end.mean()) < 0.02 and abs(end.std() - 1) < 0.02


def test_guidance_of_strength_0_is_none():
    (denoiser, classifier), (x, present) = nets(), pictures()
    times = times_of(200, 6)
    path = encode(Models(denoiser, None), x, present, times)
    without = decode(Models(denoiser, None), path, present, times, 0.0)
    assert torch.equal(decode(Models(denoiser, classifier), path, present, times, 0.0, spatial=0.5), without)
    assert not torch.equal(decode(Models(denoiser, classifier), path, present, times, 50.0), without)


def test_guidance_makes_the_picture_likelier_healthy():
    (denoiser, classifier), (x, present) = nets(), pictures()
    def healthy(scale):
        made = counterparts(denoiser, classifier, x, present, Setting(200, 8, 1, scale)).counterparts[0]
        return Models(denoiser, classifier).healthy(made, 1, present)[0]
    assert bool((healthy(100.0) > healthy(0.0)).all())


@pytest.mark.parametrize("spatial", [0.0, 0.3, 1.0])
def test_the_gradient_is_that_of_differences(spatial):
    (_, classifier), (x, present) = nets(), pictures()
    g = Models(None, classifier).gradient(x, 100, present, spatial)

    def value(at):
        whole, places = classifier(at, torch.full((2,), float(sigma_of(ABAR[100]))), present)
        return ((1 - spatial) * F.logsigmoid(whole).double() + spatial * F.logsigmoid(-places).double().sum((1, 2))).sum()

    along = g / g.norm()        # the steepest way: the differences are largest against the rounding
    h = 0.05
    assert ((value(x + h * along) - value(x - h * along)) / (2 * h)).item() == pytest.approx(g.norm().item(), rel=2e-2)
    assert bool((g[1, 0] == 0).all())


def test_what_lies_outside_the_evidence_is_kept():
    (denoiser, classifier), (x, present) = nets(), pictures()
    classifier.exit_place.bias.data.fill_(-20.0)     # finds nothing anywhere
    made = counterparts(denoiser, classifier, x, present, Setting(300, 6, 2, 100.0, 0.0, True))
    assert torch.equal(made.counterparts[0], x)
    assert made.denoised == 12 and made.classified == 6 + 12


def test_evidence_rises_where_flair_is_brighter_or_t1_darker_than_foreseen():
    foreseen, present = torch.zeros(4, 4, 32, 24), torch.eye(4)
    more = maps.excess(torch.ones(4, 4, 32, 24), foreseen, present)[:, 16, 12]
    assert torch.allclose(more, maps.GAIN * torch.tensor(maps.LESION), rtol=1e-4)       # t1, t1c, t2, flair alone
    assert maps.excess(foreseen, foreseen, present).abs().max() == 0
    both = torch.stack([torch.full((32, 24), v) for v in (-0.2, 5.0, 5.0, 0.4)])[None]
    mean = maps.excess(both, torch.zeros_like(both), torch.tensor([[1.0, 1.0, 0.0, 1.0]]))[0, 16, 12].item()
    assert mean == pytest.approx(maps.GAIN * 0.3, rel=1e-4)


def test_missing_contrasts_tell_nothing():
    (denoiser, classifier), (x, present) = nets(), pictures()
    other = x.clone()
    other[1, 0] = 7.0      # not there
    sigma = torch.tensor([0.3, 0.3])
    assert torch.equal(denoiser(x, sigma, present), denoiser(other, sigma, present))
    assert torch.equal(classifier(x, sigma, present)[0], classifier(other, sigma, present)[0])
    left = subset(present, Draws(0, "cpu"))
    assert bool((left <= present).all()) and bool((left.sum(1) > 0).all())


def test_the_exported_gradient_is_the_networks_even_without_gradients():
    denoiser, classifier = nets()
    x, present = pictures()
    sigma = torch.full((2,), float(sigma_of(ABAR[100])))
    _, guidance = scripts(denoiser, classifier)
    with torch.no_grad():
        made = guidance(x, sigma, present, torch.tensor([0.7, 0.3]))
        silent = guidance(x, sigma, present, torch.zeros(2))
        assert not torch.is_grad_enabled()
    known = Models(None, classifier).gradient(x, 100, present, 0.3)
    assert known.abs().max() > 0 and torch.allclose(made[:, :4], known, atol=1e-5 * known.abs().max().item() + 1e-9, rtol=1e-3)
    assert bool((silent[:, :4] == 0).all()) and torch.allclose(silent[:, 4:], made[:, 4:], atol=1e-6)
    assert isinstance(Guidance(classifier), torch.nn.Module)


def test_auroc_and_precision_are_those_of_counting():
    rng = np.random.default_rng(0)
    score, label = rng.integers(0, 20, 300) / 20, rng.random(300) < 0.3
    a, b = score[label][:, None], score[~label][None]
    assert measures.auroc(score, label) == pytest.approx(((a > b) + 0.5 * (a == b)).mean())
    assert measures.average_precision(label.astype(float), label) == 1 and measures.average_precision(np.ones(300), label) == pytest.approx(label.mean())
    assert measures.dice(label, label) == 1 and measures.dice(label, ~label) == 0


def test_lesions_are_painted_where_their_masks_say():
    draws = Draws(4, "cpu")
    n, (y, x) = 6, torch.meshgrid(torch.arange(128) - 64, torch.arange(112) - 56, indexing="ij")
    head = ((y / 55.0) ** 2 + (x / 45.0) ** 2 < 1).float().expand(n, 4, 128, 112).clone()
    present = torch.ones(n, 4)
    for tumours in (0.0, 1.0):
        made, masks, enough = lesions.painted(head, present, draws, tumours)
        assert bool((made >= 0).all()) and bool(((made > 0).any(1) | ~masks).all())
        assert bool((enough == (masks.sum((1, 2)) >= lesions.LEAST)).all()) and bool(enough.any())
        brighter = [(made[i, 3][masks[i]].mean() - head[i, 3][masks[i]].mean()).item() for i in range(n) if enough[i]]
        assert np.mean(brighter) > 0.1


def test_contrasts_made_from_t1_are_in_the_order_of_tissues():
    t1 = torch.tensor([0.0, 0.4, 0.85, 1.2]).expand(16, 1, 4).clone()
    made = recoloured(t1, torch.tensor([[0.4, 0.85, 1.2]]).expand(16, 3), Draws(0, "cpu"))[:, :, 0]
    assert bool((made[:, :, 0] == 0).all())                                                     # air stays dark
    assert bool((made[:, 0].diff() > 0).all())                                                  # T1: liquor < grey < white
    assert bool((made[:, 2, 1] > made[:, 2, 2]).all()) and bool((made[:, 2, 2] > made[:, 2, 3]).all())      # T2: the reverse
    assert bool((made[:, 3, 1] < made[:, 3, 3]).all())                                          # FLAIR: liquor is dark
