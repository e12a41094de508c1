from itertools import islice

import numpy as np
import pytest

from forge_ai.errors import BadData
from forge_ai.training.tokens.batches import EVEN, Position, batches_from, pack
from forge_ai.training.tokens.supply import StoredRows
from forge_ai.training.tokens.tokenizer import Row


def row(length, first=1):
    learned = np.zeros(length, dtype=np.bool_)
    learned[length // 2 :] = True
    return Row(np.arange(first, first + length, dtype=np.int32), learned)


def rows_of(count):
    chance = np.random.default_rng(3)
    return [row(int(length), first=100 * number) for number, length in enumerate(chance.integers(4, 60, count))]


def seen(batch):
    """What a batch teaches: pairs of a token and the one after it."""
    before = batch.ids.reshape(-1)[batch.positions]
    return set(zip(before.tolist(), batch.targets.tolist(), strict=True))


def taught(rows):
    return {(int(one.ids[at - 1]), int(one.ids[at])) for one in rows for at in range(1, len(one)) if one.learned[at]}


def test_every_learned_token_is_taught_once_after_the_one_before_it():
    rows = rows_of(50)
    batches = pack(rows, 256, (1,))
    pairs = [pair for batch in batches for pair in seen(batch)]
    assert set(pairs) == taught(rows)
    assert len(pairs) == len(set(pairs)) == sum(len(batch.targets) for batch in batches)
    assert sum(batch.tokens for batch in batches) == sum(map(len, rows))


def test_a_batch_keeps_to_its_tokens_and_holds_like_lengths():
    for batch in pack(rows_of(200), 512, (1,)):
        rows, length = batch.ids.shape
        assert length % EVEN == 0
        assert rows * (length - EVEN) < 512 or rows == 1


def test_a_row_longer_than_a_batch_gets_its_own():
    assert [batch.ids.shape[0] for batch in pack([row(900), row(900)], 256, (1,))] == [1, 1]


@pytest.mark.parametrize("parts", [1, 2, 3, 7])
def test_the_parts_of_a_batch_teach_what_the_batch_teaches(parts):
    for batch in pack(rows_of(40), 400, (1,)):
        pieces = batch.split(parts)
        assert len(pieces) == min(parts, batch.ids.shape[0])
        assert set().union(*map(seen, pieces)) == seen(batch)
        assert sum(len(piece.targets) for piece in pieces) == len(batch.targets)
        assert sum(piece.tokens for piece in pieces) == batch.tokens


def test_the_order_depends_on_seed_and_position_alone():
    supply = StoredRows(rows_of(60), seed=5)
    whole = list(islice(batches_from(supply, Position(), 256, 5), 40))
    position = whole[16][0]
    rest = list(islice(batches_from(supply, position, 256, 5), 23))
    for (_, _, expected), (_, _, found) in zip(whole[17:], rest, strict=True):
        assert np.array_equal(expected.ids, found.ids)
    other = list(islice(batches_from(supply, Position(), 256, 6), 40))
    assert any(not np.array_equal(one[2].ids, two[2].ids) for one, two in zip(whole, other, strict=True))


def test_rows_that_teach_nothing_are_one_clear_error():
    silent = Row(np.arange(5, dtype=np.int32), np.zeros(5, dtype=np.bool_))
    with pytest.raises(BadData):
        next(batches_from(StoredRows([silent], 1), Position(), 256, 1))
