from __future__ import annotations

from collections.abc import Callable

import pytest

from forge_ai.engines.answers.json_answers import parse_object, read_engine_object
from forge_ai.errors import EngineFault, ForgeError, PeerFault
from forge_ai.limits import JSON_PARTS, JSON_VALUES

BOMB = b'{"error": {"message": "boom", "more": [' + b"[]," * JSON_PARTS + b"0]}}"


@pytest.mark.parametrize(("read", "fault"), [(parse_object, PeerFault), (read_engine_object, EngineFault)])
def test_an_answer_of_millions_of_values_is_refused(read: Callable[[bytes], object], fault: type[ForgeError]) -> None:
    with pytest.raises(fault, match="too many values"):
        read(BOMB)


def test_vectors_may_have_as_many_numbers_as_they_like() -> None:
    many = b'{"data": [' + b"1," * (JSON_VALUES + 10) + b"1]}"
    with pytest.raises(PeerFault):
        parse_object(many)
    assert len(parse_object(many, values=len(many))["data"]) > JSON_VALUES
