from __future__ import annotations

import pytest

from forge_ai.api.port.listening import listen
from forge_ai.errors import BadInput, PortTaken
from forge_ai.protocol.finding.address import DEFAULT_PORT


def port_of(listener):
    return listener.getsockname()[1]


def test_the_default_port_moves_on_to_the_next_free_one():
    with listen("127.0.0.1", DEFAULT_PORT) as first, listen("127.0.0.1", DEFAULT_PORT) as second:
        assert DEFAULT_PORT <= port_of(first) < port_of(second) < DEFAULT_PORT + 20


def test_a_chosen_port_is_taken_at_its_word():
    with listen("127.0.0.1", 0) as first, pytest.raises(PortTaken, match=str(port_of(first))):
        listen("127.0.0.1", port_of(first))


@pytest.mark.parametrize("port", [-1, 65_536, 70_000])
def test_what_is_no_port_is_refused(port):
    with pytest.raises(BadInput, match="not a port"):
        listen("127.0.0.1", port)


@pytest.mark.parametrize("host", ["not-a-host.invalid", "203.0.113.7"])
def test_an_address_of_another_computer_is_refused(host):
    with pytest.raises(BadInput, match=host):
        listen(host, 0)


def test_ipv6_loopback_works():
    with listen("::1", 0) as listener:
        assert port_of(listener)
