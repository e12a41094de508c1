import pytest

from forge_ai.training.learning.model import new_model
from forge_ai.training.learning.optimizers import Optimizers
from forge_ai.training.learning.shape import Shape

pytestmark = pytest.mark.train


@pytest.fixture
def model():
    return new_model(Shape(64, 1, 1, 64, 300, 64), 1)


def push(model):
    """The same gradient on every weight."""
    for weight in model.parameters():
        weight.grad = weight.detach().clone() + 0.1


def weights(model):
    import torch

    return torch.cat([weight.detach().flatten() for weight in model.parameters()])


@pytest.mark.parametrize("muon", [True, False])
def test_a_step_moves_every_weight_by_the_share_that_it_is_told(model, muon):
    optimizers = Optimizers(model, 0.01, 0.01, muon=muon)
    before = [weight.detach().clone() for weight in model.parameters()]
    push(model)
    optimizers.step(0.0)
    assert all((old == new).all() for old, new in zip(before, model.parameters(), strict=True))
    push(model)
    optimizers.step(1.0)
    assert all((old != new).any() for old, new in zip(before, model.parameters(), strict=True))
    assert all(weight.grad is None for weight in model.parameters())


@pytest.mark.parametrize("muon", [True, False])
def test_what_is_remembered_can_be_carried_over(model, muon):
    import torch

    first = Optimizers(model, 0.01, 0.01, muon=muon)
    push(model)
    first.step(1.0)
    twin = new_model(Shape(64, 1, 1, 64, 300, 64), 1)
    twin.load_state_dict(model.state_dict())
    second = Optimizers(twin, 0.01, 0.01, muon=muon)
    second.restore({name: tensor.clone() for name, tensor in first.state().items()})
    for one, optimizers in ((model, first), (twin, second)):
        push(one)
        optimizers.step(1.0)
    assert torch.equal(weights(model), weights(twin))


def test_a_stacked_step_is_the_step_of_each_matrix_alone(model):
    import torch

    from forge_ai.training.learning.stacked_muon import StackedMuon

    twin = new_model(Shape(64, 1, 1, 64, 300, 64), 1)
    stacked, alone = (
        kind([weight for weight in of.parameters() if weight.ndim == 2], lr=0.02, weight_decay=0.05)
        for kind, of in ((StackedMuon, model), (torch.optim.Muon, twin))
    )
    for _ in range(3):
        push(model)
        push(twin)
        stacked.step()
        alone.step()
    assert torch.allclose(weights(model), weights(twin), atol=1e-6)
    assert not torch.equal(weights(model), weights(new_model(Shape(64, 1, 1, 64, 300, 64), 1)))
