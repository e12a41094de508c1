from __future__ import annotations

import threading

from forge_ai.comms.peers.access import Access
from forge_ai.comms.peers.client import NodeClient
from forge_ai.comms.peers.wire import Budgets
from forge_ai.comms.sync.live import LiveSync
from forge_ai.protocol.address import Address
from forge_ai.protocol.hello import Hello
from forge_ai.services import Services
from tests.comms.peers.tls_stranger import saying
from tests.nodes import settings_for


def test_a_frozen_peer_does_not_hold_up_the_end(tmp_path):
    asked, over = threading.Event(), threading.Event()

    def freeze(_visitor):
        asked.set()
        over.wait()

    services = Services(settings_for(tmp_path / "pi"))
    with saying(tmp_path / "frozen", freeze) as (port, certificate):
        peer = NodeClient(Access(Address("127.0.0.1", port), certificate, "key"), Hello("pc", "1", "m"), Budgets())
        sync = LiveSync(services.memory, peer, "my_pi", services.clock)
        sync.start()
        assert asked.wait(20)
        ending = threading.Thread(target=sync.stop)
        ending.start()
        ending.join(20)
        was_held_up = ending.is_alive()
        over.set()
        ending.join()
    services.close()
    assert not was_held_up
