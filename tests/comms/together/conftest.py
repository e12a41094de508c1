from __future__ import annotations

import pytest

from forge_ai.clock import SystemClock
from forge_ai.comms import EnigmaNode
from forge_ai.comms.peers.access import open_access
from forge_ai.protocol.finding.address import Address
from forge_ai.protocol.trust.rights import Right
from forge_ai.services import Services
from forge_ai.training.together.board import Board
from forge_ai.training.together.coordinator_note import CoordinatorNote, leave_note, take_note_away
from tests.nodes import put_model, settings_for


@pytest.fixture(scope="package")
def pc(tmp_path_factory):
    """A node that let three devices in, one of them without the right."""
    home = tmp_path_factory.mktemp("pc")
    put_model(home)
    with EnigmaNode("my_pc", settings=settings_for(home), load_model=False) as node:
        node.start_server()
        accesses = {}
        for name in ("lap", "tower", "desk", "phone"):
            device = Services(settings_for(tmp_path_factory.mktemp(name), name=name))
            accesses[name] = open_access(device, Address("127.0.0.1", node.port), code=node.show_code())
            if name != "phone":
                node.services.registry.give_rights(name, {Right.TRAIN})
        yield node, accesses


@pytest.fixture
def room(pc):
    """The same with a training behind it."""
    from forge_ai.comms.together.superlink import SuperLink
    from tests.comms.together.room import PLAN, Room

    node, accesses = pc
    superlink = SuperLink(Board("ours", 2), PLAN.briefing(), "secret", 4000, SystemClock())
    superlink.start()
    note = CoordinatorNote("ours", superlink.port, "secret")
    leave_note(node.services.home.run, note)
    yield Room(node, superlink, accesses)
    take_note_away(node.services.home.run, note)
    superlink.stop()
