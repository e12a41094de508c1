from __future__ import annotations

import socket
from contextlib import closing

import pytest

from forge_ai.engines.connections.keepalive import keepalive, rare_keepalive

IDLE = getattr(socket, "TCP_KEEPIDLE", getattr(socket, "TCP_KEEPALIVE", None))


@pytest.mark.skipif(IDLE is None, reason="this system has no such option")
def test_a_line_may_be_quiet_for_longer_and_is_still_asked_then():
    assert IDLE is not None
    with closing(socket.socket()) as line:
        for option in (*keepalive(3), *rare_keepalive(5.0)):
            line.setsockopt(*option)
        assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        assert line.getsockopt(socket.IPPROTO_TCP, IDLE) == 5
