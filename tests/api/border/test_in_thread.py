from __future__ import annotations

import asyncio
import gc
import weakref

import pytest

from forge_ai.api.border.in_thread import in_thread
from forge_ai.errors import BadFrame


class Payload:
    """Something large that a stranger sent."""


@pytest.fixture
def no_collector():
    """Circles stay where they are."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def refuse(payload):
    held = [payload]
    try:
        int(held)
    except TypeError as error:
        raise BadFrame("That cannot be read.") from error


async def ask(work, payload):
    try:
        return await in_thread(work, payload)
    except BadFrame as error:
        return str(error)


def test_what_is_refused_is_let_go_at_once(no_collector, eventually):
    payload = Payload()
    held = weakref.ref(payload)
    answer = asyncio.run(ask(refuse, payload))
    del payload
    eventually(lambda: held() is None, 10)  # the thread may not have let go yet
    assert answer == "That cannot be read."


def test_what_is_found_is_given_and_other_errors_fly():
    assert asyncio.run(ask(len, "abc")) == 3
    with pytest.raises(TypeError):
        asyncio.run(ask(len, 5))
