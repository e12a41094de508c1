import threading

import pytest

from forge_ai.training.learning import workers
from forge_ai.training.learning.model import loss_of, new_model, prepare
from forge_ai.training.learning.shape import Shape
from forge_ai.training.learning.workers import Workers
from forge_ai.training.tokens.batches import pack
from forge_ai.training.tokens.supply import WrittenRows

pytestmark = pytest.mark.train


def loss(model, batch):
    return loss_of(model, batch, "cpu", half=False)


@pytest.fixture
def model(tokenizer):
    model = new_model(Shape(64, 2, 1, 192, tokenizer.vocabulary, 64), 1)
    prepare(model, "cpu")
    return model


@pytest.fixture
def batch(tokenizer, writer):
    return pack(WrittenRows(writer, tokenizer, 1, 64).pool(0), 400, (1,))[0]


def test_several_workers_find_the_gradients_that_one_finds(model, batch):
    import torch

    found = []
    for count in (1, 3):
        with Workers(model, loss, count) as hands:
            value = hands.gradients(batch)
        found.append((value, [weight.grad.clone() for weight in model.parameters()]))
    (one, gradients), (three, others) = found
    assert one == pytest.approx(three, rel=1e-5)
    assert all(torch.allclose(left, right, atol=1e-6) for left, right in zip(gradients, others, strict=True))


def test_judging_gives_the_mean_loss_and_teaches_nothing(model, batch):
    with Workers(model, loss) as hands:
        assert hands.loss([batch, batch]) == pytest.approx(float(loss(model, batch).detach()) / len(batch.targets))
    assert all(weight.grad is None for weight in model.parameters())


class CountingClock:
    """A clock that says that each count of workers needs so many seconds, in order."""

    def __init__(self, *seconds):
        self._times = [time for needed in seconds for time in (0.0, needed)]

    def steady(self):
        return self._times.pop(0)


@pytest.mark.parametrize(("seconds", "best"), [((8.0, 5.0), 2), ((8.0, 7.9), 1), ((1.0, 8.0), 1)])
def test_a_second_worker_is_kept_only_when_it_pays(model, batch, seconds, best):
    with Workers(model, loss) as hands:
        assert hands.choose_count(batch, CountingClock(*seconds), most=2) == best


def hired():
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("training-worker")]


def test_no_thread_is_there_beside_the_workers_to_keep_memory_of_its_own(model, batch):
    with Workers(model, loss) as hands:
        for count in (hands.choose_count(batch, CountingClock(8.0, 5.0), most=2), 1):
            hands.loss([batch] * 4)
            hands.gradients(batch)
            assert len(hired()) == count
            hands.choose_count(batch, CountingClock(1.0, 8.0), most=2)
    assert hired() == []


def test_the_number_of_threads_is_given_back(model):
    import torch

    before = torch.get_num_threads()
    with Workers(model, loss):
        assert torch.get_num_threads() == 1
    assert torch.get_num_threads() == before


def test_freed_memory_is_given_back_now_and_then(model, batch, monkeypatch):
    given = []
    monkeypatch.setattr(workers, "give_back", lambda: given.append(True))
    with Workers(model, loss) as hands:
        for _ in range(2 * workers.BATCHES_UNTIL_GIVEN_BACK):
            hands.gradients(batch)
    assert len(given) == 2
