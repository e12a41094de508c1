from __future__ import annotations

import numpy as np
import pytest

from forge_ai.errors import BadInput
from forge_ai.limits import REPLAY_SAMPLE_BYTES
from forge_ai.protocol.values.chat import Message
from forge_ai.training.texts.conversation import Conversation
from forge_ai.training.tokens.replay import SAMPLE, check_share, read_sample, with_replay, write_sample
from forge_ai.training.tokens.tokenizer import Row


def rows(count, length, value):
    return [Row(np.full(length, value, np.int32), np.ones(length, np.bool_)) for _ in range(count)]


@pytest.mark.parametrize("old_count", [2, 400])
def test_the_replayed_text_is_its_share_of_all(old_count):
    mixed = with_replay(rows(30, 20, 1), rows(old_count, 10, 2), 0.25, seed=1)
    old = sum(len(row) for row in mixed if row.ids[0] == 2)
    assert abs(old / sum(len(row) for row in mixed) - 0.25) < 0.01
    assert sum(row.ids[0] == 1 for row in mixed) == 30


def test_a_sample_is_read_back_as_it_was(tmp_path):
    chat = Conversation((Message("user", "Hi\nthere"), Message("assistant", "Héllo")), "")
    write_sample(tmp_path, ["Some text.", chat], seed=1)
    assert set(read_sample(tmp_path, (), "m").documents) == {"Some text.", chat}


def test_a_sample_never_grows_beyond_its_bound(tmp_path):
    write_sample(tmp_path, ["x" * 100_000] * 100, seed=1)
    assert 0 < (tmp_path / SAMPLE).stat().st_size <= REPLAY_SAMPLE_BYTES


def test_a_model_without_a_sample_says_what_to_do(tmp_path):
    with pytest.raises(BadInput, match="carries no sample") as caught:
        read_sample(tmp_path, (), "my_model")
    assert "--keep-sample" in caught.value.hint


@pytest.mark.parametrize("share", [-0.1, 0.95, float("nan")])
def test_an_impossible_share_is_refused(share):
    with pytest.raises(BadInput):
        check_share(share)
