from __future__ import annotations

import pytest

from forge_ai.errors import BadInput
from forge_ai.protocol.values.chat import Message, check_words


def test_words_in_any_language_can_be_sent():
    check_words([Message("system", ""), Message("user", "Grüße, 世界 \U0001f600")])


@pytest.mark.parametrize("half", ["caf\udce9", "\ud83d"])
def test_half_characters_are_one_error_before_anything_is_sent(half):
    with pytest.raises(BadInput, match="no text"):
        check_words([Message("user", "Hello"), Message("user", half)])
