import pytest

from forge_ai.errors import BadInput
from forge_ai.training.learning.deepening import deepen
from forge_ai.training.learning.model import new_model
from forge_ai.training.learning.shape import Shape

pytestmark = pytest.mark.train
SHALLOW = Shape(width=64, layers=2, heads=1, feed_forward=64, vocabulary=128, context=64)


def logits(model):
    import torch

    with torch.no_grad():
        return model(input_ids=torch.arange(40)[None]).logits


@pytest.mark.parametrize("layers", [3, 4, 5])
def test_a_deeper_model_says_the_same_at_first(layers):
    import torch

    model = new_model(SHALLOW, 1)
    deeper = deepen(model, layers)
    assert deeper.config.num_hidden_layers == len(deeper.model.layers) == layers
    assert torch.allclose(logits(deeper), logits(model), atol=1e-6)


def test_every_layer_of_a_deeper_model_learns():
    import torch

    model = deepen(new_model(SHALLOW, 1), 4)
    model(input_ids=torch.arange(40)[None], labels=torch.arange(40)[None]).loss.backward()
    assert all(float(layer.mlp.down_proj.weight.grad.abs().sum()) > 0 for layer in model.model.layers)


def test_learning_on_takes_no_layers_away():
    with pytest.raises(BadInput, match="2 layers"):
        deepen(new_model(SHALLOW, 1), 1)
    model = new_model(SHALLOW, 1)
    assert deepen(model, 2) is model
