import pytest

from forge_ai.training.learning.model import loss_of, new_model, prepare
from forge_ai.training.learning.shape import Shape
from forge_ai.training.tokens.batches import pack
from forge_ai.training.tokens.supply import WrittenRows

pytestmark = pytest.mark.train


def test_the_cheap_loss_is_the_one_that_transformers_computes(tokenizer, writer):
    import torch

    batch = pack(WrittenRows(writer, tokenizer, 1, 64).pool(0), 400, (1,))[0]
    model = new_model(Shape(64, 2, 1, 192, tokenizer.vocabulary, 64), 1)
    ids = torch.from_numpy(batch.ids)
    labels = torch.full_like(ids, -100)
    labels.view(-1)[torch.from_numpy(batch.positions) + 1] = torch.from_numpy(batch.targets)
    with torch.no_grad():
        theirs = float(model(input_ids=ids, labels=labels).loss)
        prepare(model, "cpu")
        ours = float(loss_of(model, batch, "cpu", half=False)) / len(batch.targets)
    assert ours == pytest.approx(theirs, rel=1e-5)


def test_the_same_seed_gives_the_same_weights():
    import torch

    shape = Shape(64, 1, 1, 192, 300, 64)
    one, two, other = (new_model(shape, seed).model.embed_tokens.weight for seed in (1, 1, 2))
    assert torch.equal(one, two)
    assert not torch.equal(one, other)


def test_the_shape_counts_its_parameters_right():
    shape = Shape(128, 3, 2, 320, 500, 64)
    assert sum(weight.numel() for weight in new_model(shape, 1).parameters()) == shape.parameters
