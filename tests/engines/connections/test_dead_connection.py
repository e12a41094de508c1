from __future__ import annotations

import socket

import pytest

from forge_ai.engines.connections.dead_connection import is_dead, is_unacknowledged


@pytest.mark.parametrize(
    ("probes", "packets", "unheard_ms", "dead"),
    [
        (0, 12, 11_000, True),  # lost on the way, again and again
        (0, 12, 9_000, False),  # the kernel is about to try once more
        (0, 0, 3_600_000, False),  # nothing is on its way
        (1, 0, 30_000, False),  # a reader that takes nothing, asked twice a minute, and answering
        (3, 0, 30_000, True),  # ... and no longer
    ],
)  # fmt: skip
def test_a_line_is_dead_when_what_is_on_its_way_goes_unheard(probes, packets, unheard_ms, dead):
    assert is_unacknowledged(probes, packets, unheard_ms) is dead


def test_a_reader_that_takes_nothing_is_not_dead():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as sender:
        reader, _ = server.accept()
        with reader:
            sender.setblocking(False)
            with pytest.raises(BlockingIOError):
                while True:
                    sender.send(bytes(65_536))
            assert not is_dead(sender)
    assert not is_dead(sender), "nor one that is closed"
