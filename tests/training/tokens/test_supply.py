import numpy as np
import pytest

from forge_ai.training.tokens.batches import ROWS_PER_POOL, Position
from forge_ai.training.tokens.supply import StoredRows, WrittenRows, split, windows
from forge_ai.training.tokens.tokenizer import Row


def row(length, first=0):
    return Row(np.arange(first, first + length, dtype=np.int32), np.ones(length, dtype=np.bool_))


def test_an_epoch_holds_every_row_once_and_the_next_is_shuffled_anew():
    rows = [row(3, first=number) for number in range(ROWS_PER_POOL + 10)]
    supply = StoredRows(rows, seed=1)
    first = [int(found.ids[0]) for number in (0, 1) for found in supply.pool(number)]
    second = [int(found.ids[0]) for number in (2, 3) for found in supply.pool(number)]
    assert sorted(first) == sorted(second) == list(range(len(rows)))
    assert first != second


def test_epochs_are_counted():
    supply = StoredRows([row(3)] * 10, seed=1)
    assert supply.epochs(Position(0, 1), 4) == pytest.approx(0.25)
    assert supply.epochs(Position(3, 0), 4) == pytest.approx(3)


@pytest.mark.train
def test_written_rows_are_new_in_each_pool_and_the_same_for_the_same_number(tokenizer, writer):
    supply = WrittenRows(writer, tokenizer, seed=1, longest=64)
    ids = [[one.ids.tolist() for one in supply.pool(number)] for number in (0, 1, 0)]
    assert ids[0] == ids[2] != ids[1]
    assert [one.ids.tolist() for one in supply.held_out(100)] != ids[0][:100]


@pytest.mark.train
def test_a_written_chat_that_does_not_fit_is_left_out(tokenizer, writer):
    assert not WrittenRows(writer, tokenizer, seed=1, longest=5).pool(0)


def test_held_out_rows_are_not_learned_from():
    rows = [row(3, first=number) for number in range(100)]
    learned, held = split(rows, 0.1, seed=1)
    assert len(held) == 10
    assert not {int(one.ids[0]) for one in learned} & {int(one.ids[0]) for one in held}
    assert len(learned) + len(held) == 100


def test_one_row_alone_is_learned_from_and_judged_by():
    learned, held = split([row(3)], 0.1, seed=1)
    assert len(learned) == len(held) == 1


@pytest.mark.parametrize("length", [2, 9, 10, 11, 19, 20, 37])
def test_windows_teach_every_token_of_a_long_text_once(length):
    pairs = [(int(one.ids[at]), int(one.ids[at + 1])) for one in windows(row(length), 10) for at in range(len(one) - 1)]
    assert pairs == [(at, at + 1) for at in range(length - 1)]
    assert all(len(one) <= 10 for one in windows(row(length), 10))
