from __future__ import annotations

import threading

from forge_ai.clock import SystemClock
from forge_ai.comms import EnigmaNode
from forge_ai.comms.brains.reach import Reach
from forge_ai.comms.brains.scout import Scout, _Visit
from forge_ai.comms.finding.elsewhere import Elsewhere
from forge_ai.comms.peers.access import Access
from forge_ai.comms.peers.client import NodeClient
from forge_ai.comms.peers.wire import Budgets
from forge_ai.protocol.finding.address import Address
from forge_ai.protocol.finding.hello import Hello
from forge_ai.services import Services
from forge_ai.testing.stranger import stranger_says
from tests.comms.peers.tls_stranger import saying
from tests.nodes import let_in, put_model, serving, settings_for


def test_a_device_that_drips_its_report_keeps_no_question_waiting(tmp_path):
    over = threading.Event()

    def drip(visitor):
        visitor.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not over.wait(0.01):
            visitor.sendall(b" ")

    services = Services(settings_for(tmp_path / "pi", look_seconds=0.25))
    with saying(tmp_path / "bad", drip) as (port, certificate):
        bad = NodeClient(Access(Address("127.0.0.1", port), certificate, "key"), Hello("bad", "1", "m"), Budgets())
        begun = SystemClock().steady()
        looking = threading.Thread(target=Scout(services).all_nodes, args=([], [bad]))
        looking.start()
        looking.join(30)
        waited = looking.is_alive()
        over.set()
        looking.join()
    assert not waited
    assert SystemClock().steady() - begun < 30


class FoundAt(Elsewhere):
    """A search that finds every device at one address."""

    def __init__(self, address):
        super().__init__("lo", SystemClock(), 0.0)
        self._address = address

    def addresses(self, device_id):
        return [self._address]


def test_a_paired_device_that_is_on_and_a_stranger_now_is_told_of_once(tmp_path):
    put_model(tmp_path / "pc")
    put_model(tmp_path / "anew")
    told = []
    with EnigmaNode("my_pi", settings=settings_for(tmp_path / "pi", sync="asked", interfaces="lo")) as pi:
        put_model(tmp_path / "pi")
        with serving(tmp_path / "pc") as pc:
            let_in(pi, pc)
            pc.services.registry.remove("my_pi")
            brain = Reach(pi.services).brain({"tell": told.append})
            assert brain.name == "my_pi"
        with serving(tmp_path / "anew") as anew:
            (device,) = pi.services.registry.devices()
            place = f"127.0.0.1:{anew.port}"
            pi.services.registry.seen(device.device_id, place)
            for _ in range(2):
                pi.services.settings.folders.run.joinpath("away.json").unlink(missing_ok=True)
                brain.recalled("Hello")
    assert [line.partition(". ")[0] for line in told] == [
        "[my_pc no longer lets this device in",
        f"[my_pc does not answer: at {place} there is another device now",
    ]


def test_a_device_is_found_elsewhere_when_another_program_has_its_old_address(tmp_path):
    put_model(tmp_path / "pc")
    with (
        serving(tmp_path / "pc") as pc,
        EnigmaNode("my_pi", settings=settings_for(tmp_path / "pi", sync="asked")) as pi,
        stranger_says(b"HTTP/1.1 403 Forbidden\r\nServer: AirTunes\r\n\r\n") as port,
    ):
        let_in(pi, pc)
        (device,) = pi.services.registry.devices()
        pi.services.registry.seen(device.device_id, f"127.0.0.1:{port}")
        elsewhere = FoundAt(Address("127.0.0.1", pc.port))
        sight = _Visit(pi.services.registry.find(device.name), pi.services, 2.0, elsewhere).go()
        assert sight.access.address == Address("127.0.0.1", pc.port)
