from __future__ import annotations

import pytest

from forge_ai.comms.peers.first_look import FirstLook
from forge_ai.errors import Unreachable
from forge_ai.protocol.finding.address import Address
from tests.listeners import listening


def test_a_name_that_nobody_has_is_called_that():
    with pytest.raises(Unreachable, match="No paired device and no host is called") as raised:
        FirstLook(Address("my_nas.invalid", 5000), 2.0)
    assert "forge-ai devices" in raised.value.hint
    assert "forge-ai pair" not in raised.value.hint  # which would find nobody of that name either


def test_a_place_that_nobody_knows_is_no_name_to_pair_with():
    with pytest.raises(Unreachable, match="no host is called") as raised:
        FirstLook(Address("192.168.l.100")).__enter__()
    assert "forge-ai nodes" in raised.value.hint
    assert "forge-ai pair" not in raised.value.hint


def test_who_takes_the_connection_and_is_too_slow_is_not_called_nobody():
    with listening(hear_all) as port, pytest.raises(Unreachable, match="says nothing") as caught:
        FirstLook(Address("127.0.0.1", port), patience=0.3)
    assert "try again in a moment" in caught.value.hint


def hear_all(visitor):
    while visitor.recv(1000):
        pass
